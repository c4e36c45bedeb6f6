//! Children run quietly: their output is kept, and shown whole when they fail (or at once with `--verbose`). One that hangs is ended.

use crate::kit::cost;
use crate::kit::ctx::Ctx;
use crate::kit::watch::Watch;
use anyhow::{Context, Result};
use std::fmt;
use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use xshell::Cmd;

/// A child that has ended.
pub struct Done {
    pub ok: bool,
    /// What it wrote to stdout and stderr, in order.
    pub text: String,
    command: String,
    status: String,
}

/// A child that has failed, with everything it said.
#[derive(Debug)]
pub struct Failed {
    command: String,
    status: String,
    text: String,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failed { command, status, text } = self;
        write!(f, "{status}: {command}\n{}", text.trim_end())
    }
}

impl std::error::Error for Failed {}

impl Done {
    /// The text of a child that succeeded, or the failure.
    pub fn into_text(self) -> Result<String> {
        if self.ok { Ok(self.text) } else { Err(self.into_failure()) }
    }

    pub fn into_failure(self) -> anyhow::Error {
        Failed { command: self.command, status: self.status, text: self.text }.into()
    }
}

/// Runs to the end, whatever the exit status. An error means that it could not even start.
pub fn finish(ctx: &Ctx, cmd: Cmd<'_>) -> Result<Done> {
    let text = cmd.to_string();
    let mut command: Command = cmd.into();
    let (reader, writer) = io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    if ctx.verbose {
        eprintln!("\n$ {text}");
    }
    let mut child = command.spawn().with_context(|| format!("cannot start: {text}"))?;
    drop(command); // It holds our end of the pipe: reading would never end.
    let (mut output, hung) = collect(reader, Watch::new(child.id()), ctx.verbose);
    let status = cost::wait(&mut child)?;
    output.extend(hung.as_deref());
    Ok(Done { ok: status.success() && hung.is_none(), text: output, command: text, status: status.to_string() })
}

/// Runs to success; otherwise the error holds the whole output.
pub fn quiet(ctx: &Ctx, cmd: Cmd<'_>) -> Result<String> {
    finish(ctx, cmd)?.into_text()
}

/// What is written until nobody holds the pipe any longer; or, if all hang who hold it, until they are ended, and what is told of that.
fn collect(reader: io::PipeReader, mut watch: Watch, echo: bool) -> (String, Option<String>) {
    let (sender, lines) = mpsc::channel();
    // It may outlive this call: a process that left its family may hold the pipe.
    thread::spawn(move || send_lines(reader, &sender));
    let mut all = String::new();
    loop {
        match lines.recv_timeout(Watch::INTERVAL) {
            Ok(line) => {
                watch.heard();
                let text = String::from_utf8_lossy(&line);
                if echo {
                    eprint!("{text}");
                }
                all.push_str(&text);
            }
            Err(RecvTimeoutError::Disconnected) => return (all, None),
            Err(RecvTimeoutError::Timeout) => {
                if let Some(told) = watch.look() {
                    return (all, Some(told));
                }
            }
        }
    }
}

/// Each line with its end, while there are any and somebody wants them.
fn send_lines(reader: io::PipeReader, sender: &Sender<Vec<u8>>) {
    let mut reader = BufReader::new(reader);
    loop {
        let mut line = Vec::new();
        let more = reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0);
        if !more || sender.send(line).is_err() {
            return;
        }
    }
}
