//! An adapter's process: lines out, lines in, its last words, and never a blocking wait.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::patience::{self, Limits, Patience, Reached, STEP};

/// How many lines of standard error are kept for the report, and how much of each.
const LAST_WORDS: usize = 20;
const LAST_WORD: u64 = 4096;

/// No answer is longer, and so many may wait to be read: an adapter that never stops writing costs no more than this.
const LONGEST_LINE: u64 = 16 << 20;
const LINES_AHEAD: usize = 64;

/// Why no line came.
#[derive(Debug, PartialEq)]
pub enum NoLine {
    Reached(Reached),
    Ended,
    TooLong,
}

/// A running adapter. Dropping it kills the process and what it started.
pub struct Process {
    child: Child,
    /// It has ended, and nothing of it is left.
    is_gone: bool,
    requests: Option<Sender<String>>,
    lines: Receiver<Option<String>>,
    last_words: Arc<Mutex<VecDeque<String>>>,
    /// Hangs up once standard error is read to its end.
    all_said: Receiver<()>,
}

impl Process {
    /// Starts a command line, split as a shell would but without a shell.
    pub fn start(command_line: &str) -> Result<Process> {
        let words = shlex::split(command_line).with_context(|| format!("unbalanced quotes: {command_line}"))?;
        let (program, arguments) = words.split_first().context("an empty adapter command")?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own, which ends as a whole: an adapter may be a script that starts another program.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().with_context(|| format!("cannot start `{program}`"))?;
        let stdin = child.stdin.take().context("no standard input")?;
        let stdout = child.stdout.take().context("no standard output")?;
        let stderr = child.stderr.take().context("no standard error")?;
        let last_words = Arc::new(Mutex::new(VecDeque::new()));
        let requests = spawn_writer(stdin);
        let lines = spawn_reader(stdout);
        let all_said = keep_last_words(stderr, Arc::clone(&last_words));
        Ok(Process { child, is_gone: false, requests: Some(requests), lines, last_words, all_said })
    }

    /// Queues text for the adapter. A dead adapter shows when its answer is awaited.
    pub fn send(&self, text: String) {
        if let Some(requests) = &self.requests {
            let _ = requests.send(text);
        }
    }

    /// The next line.
    pub fn line(&mut self, limits: Limits) -> Result<String, NoLine> {
        let mut patience = Patience::new(limits);
        loop {
            match self.lines.recv_timeout(STEP) {
                Ok(Some(line)) => return Ok(line),
                Ok(None) => return Err(NoLine::TooLong),
                Err(RecvTimeoutError::Disconnected) => return Err(NoLine::Ended),
                Err(RecvTimeoutError::Timeout) => match patience.ends(self.child.id()) {
                    None => {}
                    // What it started may still hold its standard output.
                    Some(_) if matches!(self.child.try_wait(), Ok(Some(_))) => return Err(NoLine::Ended),
                    Some(limit) => return Err(NoLine::Reached(limit)),
                },
            }
        }
    }

    /// Resident memory in bytes, where the system tells it as Linux does.
    pub fn memory(&self) -> Option<u64> {
        patience::memory(self.child.id())
    }

    /// How the process ended and what it last wrote to standard error.
    pub fn obituary(&mut self) -> String {
        // The end of standard output can be seen before the process is gone and its last words are read. Both waits have an
        // end, because children that the adapter leaves behind may keep its standard error open.
        const LAST_WORDS_COME: Duration = Duration::from_secs(10);
        let ended = self.wait(LAST_WORDS_COME);
        let _ = self.all_said.recv_timeout(LAST_WORDS_COME);
        let status = match ended {
            Some(status) => format!("the adapter ended ({status})"),
            None => "the adapter closed its standard output".to_owned(),
        };
        let words = self.last_words.lock().unwrap_or_else(PoisonError::into_inner);
        words.iter().fold(status, |text, line| text + "\n" + line)
    }

    /// Lets the adapter end by itself once its input ends; the drop kills one that does not. What is done at the end may take long: under
    /// valgrind it is all the search for what is lost. What is told is how it ended, if it did.
    pub fn finish(mut self, limit: Duration) -> Option<ExitStatus> {
        self.requests = None;
        self.wait(limit)
    }

    fn wait(&mut self, limit: Duration) -> Option<ExitStatus> {
        let mut patience = Patience::new(Limits::time(limit));
        loop {
            // Most end at once.
            for _ in 0..10 {
                if let Ok(Some(status)) = self.child.try_wait() {
                    // At once: later its number may be another's.
                    self.kill_group();
                    self.is_gone = true;
                    return Some(status);
                }
                thread::sleep(STEP / 10);
            }
            if patience.ends(self.child.id()).is_some() {
                return None;
            }
        }
    }

    /// Ends everything that the adapter started, too.
    fn kill_group(&self) {
        #[cfg(unix)]
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if !self.is_gone {
            self.kill_group();
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// A thread of its own writes, so that an adapter that stops reading cannot stop the runner.
fn spawn_writer(mut stdin: ChildStdin) -> Sender<String> {
    let (sender, receiver) = channel::<String>();
    thread::spawn(move || {
        for text in receiver {
            if stdin.write_all(text.as_bytes()).and_then(|()| stdin.flush()).is_err() {
                break;
            }
        }
    });
    sender
}

/// Gives each line, and nothing for one that is too long, after which no more is read.
fn spawn_reader(stdout: impl Read + Send + 'static) -> Receiver<Option<String>> {
    let (sender, receiver) = sync_channel(LINES_AHEAD);
    thread::spawn(move || {
        let mut reader = BufReader::new(stdout);
        loop {
            let mut line = Vec::new();
            match reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
            let is_whole = line.last() == Some(&b'\n');
            if !is_whole && line.len() as u64 == LONGEST_LINE {
                let _ = sender.send(None);
                return;
            }
            line.truncate(line.len() - usize::from(is_whole));
            if sender.send(Some(String::from_utf8_lossy(&line).into_owned())).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Reads all of standard error, so that nobody waits for it, and keeps the end.
fn keep_last_words(stderr: impl Read + Send + 'static, words: Arc<Mutex<VecDeque<String>>>) -> Receiver<()> {
    let (sender, all_said) = channel();
    thread::spawn(move || {
        let mut reader = BufReader::new(stderr);
        loop {
            let mut line = Vec::new();
            match reader.by_ref().take(LAST_WORD).read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => break,
                Ok(_) => {}
            }
            line.truncate(line.len() - usize::from(line.last() == Some(&b'\n')));
            let mut words = words.lock().unwrap_or_else(PoisonError::into_inner);
            if words.len() == LAST_WORDS {
                words.pop_front();
            }
            words.push_back(String::from_utf8_lossy(&line).into_owned());
        }
        drop(sender);
    });
    all_said
}
