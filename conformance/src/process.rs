//! An adapter's process: lines out, lines in, its last words, and never a blocking wait.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::patience::{Patience, STEP};

/// How many lines of standard error are kept for the report.
const LAST_WORDS: usize = 20;

/// Why no line came.
#[derive(Debug, PartialEq)]
pub enum NoLine {
    Timeout,
    Ended,
}

/// A running adapter. Dropping it kills the process.
pub struct Process {
    child: Child,
    requests: Option<Sender<String>>,
    lines: Receiver<String>,
    last_words: Arc<Mutex<VecDeque<String>>>,
    /// Hangs up once standard error is read to its end.
    all_said: Receiver<()>,
}

impl Process {
    /// Starts a command line, split as a shell would but without a shell, so that killing it kills the adapter itself.
    pub fn start(command_line: &str) -> Result<Process> {
        let words = shlex::split(command_line).with_context(|| format!("unbalanced quotes: {command_line}"))?;
        let (program, arguments) = words.split_first().context("an empty adapter command")?;
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{program}`"))?;
        let stdin = child.stdin.take().context("no standard input")?;
        let stdout = child.stdout.take().context("no standard output")?;
        let stderr = child.stderr.take().context("no standard error")?;
        let last_words = Arc::new(Mutex::new(VecDeque::new()));
        let requests = spawn_writer(stdin);
        let lines = spawn_reader(stdout);
        let all_said = keep_last_words(stderr, Arc::clone(&last_words));
        Ok(Process { child, requests: Some(requests), lines, last_words, all_said })
    }

    /// Queues text for the adapter. A dead adapter shows when its answer is awaited.
    pub fn send(&self, text: String) {
        if let Some(requests) = &self.requests {
            let _ = requests.send(text);
        }
    }

    /// The next line. The time is the process's own.
    pub fn line(&self, timeout: Duration) -> Result<String, NoLine> {
        let mut patience = Patience::new(timeout);
        loop {
            match self.lines.recv_timeout(STEP) {
                Ok(line) => return Ok(line),
                Err(RecvTimeoutError::Disconnected) => return Err(NoLine::Ended),
                Err(RecvTimeoutError::Timeout) if patience.lasts(self.child.id()) => {}
                Err(RecvTimeoutError::Timeout) => return Err(NoLine::Timeout),
            }
        }
    }

    /// Resident memory in bytes, where the system tells it as Linux does.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        kilobytes.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
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
    /// valgrind it is all the search for what is lost.
    pub fn finish(mut self, limit: Duration) {
        self.requests = None;
        self.wait(limit);
    }

    fn wait(&mut self, limit: Duration) -> Option<std::process::ExitStatus> {
        let mut patience = Patience::new(limit);
        loop {
            // Most end at once.
            for _ in 0..10 {
                if let Ok(Some(status)) = self.child.try_wait() {
                    return Some(status);
                }
                thread::sleep(STEP / 10);
            }
            if !patience.lasts(self.child.id()) {
                return None;
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
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

fn spawn_reader(stdout: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

fn keep_last_words(stderr: impl std::io::Read + Send + 'static, words: Arc<Mutex<VecDeque<String>>>) -> Receiver<()> {
    let (sender, all_said) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
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
