//! A contestant as a process: asked with a line of JSON, answers with a line.

use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A contestant as the command line names it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub language: String,
    pub name: String,
    /// The words that start it, or why it is absent.
    pub text: String,
}

/// Reads `LANGUAGE:NAME=TEXT`.
pub fn parse(argument: &str) -> Result<Entry> {
    let (key, text) = argument.split_once('=').context("no = after the name")?;
    let (language, name) = key.split_once(':').context("no : after the language")?;
    Ok(Entry { language: language.to_owned(), name: name.to_owned(), text: text.to_owned() })
}

/// What it says when it starts.
#[derive(Deserialize)]
struct Greeting {
    version: String,
    cases: Vec<String>,
}

#[derive(Serialize)]
struct Request<'a> {
    case: &'a str,
    size: usize,
}

/// What it says to a request.
#[derive(Deserialize, Serialize, Clone, Debug)]
#[serde(untagged)]
pub enum Answer {
    Timed(Timed),
    Error { error: String },
}

/// One timed run of a case.
#[derive(Deserialize, Serialize, Clone, Copy, Debug)]
pub struct Timed {
    pub items: u64,
    pub ns: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<i64>,
}

impl Timed {
    /// Nanoseconds for one item.
    pub fn per_item(&self) -> f64 {
        self.ns as f64 / self.items.max(1) as f64
    }
}

/// A running contestant.
pub struct Contestant {
    pub entry: Entry,
    pub version: String,
    pub cases: Vec<String>,
    process: Process,
}

struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Contestant {
    pub fn start(entry: &Entry) -> Result<Self> {
        let mut process = Process::start(&entry.text)?;
        let line = process.read_line().with_context(|| format!("{} says nothing when it starts", entry.name))?;
        let greeting: Greeting = serde_json::from_str(&line).with_context(|| format!("{} starts with {line:?}", entry.name))?;
        Ok(Self { entry: entry.clone(), version: greeting.version, cases: greeting.cases, process })
    }

    pub fn offers(&self, case: &str) -> bool {
        self.cases.iter().any(|own| own == case)
    }

    /// Asks for a case. One that dies is started again, and the case is an error.
    pub fn ask(&mut self, case: &str, size: usize) -> Result<Timed, String> {
        match self.process.ask(case, size) {
            Ok(Answer::Timed(timed)) => Ok(timed),
            Ok(Answer::Error { error }) => Err(error),
            Err(error) => {
                self.restart().map_err(|again| format!("{error:#}; then {again:#}"))?;
                Err(format!("it died: {error:#}"))
            }
        }
    }

    /// Asks in a process of its own, whose memory nothing else has touched. Gives the peak of its resident memory too, in bytes.
    pub fn ask_fresh(&self, case: &str, size: usize) -> Result<(Timed, u64), String> {
        let ask = || -> Result<(Timed, u64)> {
            let mut process = Process::start(&self.entry.text)?;
            process.read_line()?;
            match process.ask(case, size)? {
                Answer::Timed(timed) => Ok((timed, process.peak_memory()?)),
                Answer::Error { error } => bail!(error),
            }
        };
        ask().map_err(|error| format!("{error:#}"))
    }

    fn restart(&mut self) -> Result<()> {
        self.process = Process::start(&self.entry.text)?;
        self.process.read_line().map(drop)
    }
}

impl Process {
    fn start(command: &str) -> Result<Self> {
        let mut words = command.split_whitespace();
        let program = words.next().context("no command")?;
        let started = Command::new(program).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = started.with_context(|| format!("cannot start {command}"))?;
        let (input, output) = child.stdin.take().zip(child.stdout.take()).context("no pipes")?;
        Ok(Self { child, input: Some(input), output: BufReader::new(output) })
    }

    fn ask(&mut self, case: &str, size: usize) -> Result<Answer> {
        let request = serde_json::to_string(&Request { case, size })?;
        let input = self.input.as_mut().context("it was told to end")?;
        writeln!(input, "{request}")?;
        input.flush()?;
        let line = self.read_line()?;
        serde_json::from_str(&line).map_err(|error| anyhow!("not an answer ({error}): {line}"))
    }

    fn read_line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.output.read_line(&mut line)? == 0 {
            bail!("it ended");
        }
        Ok(line)
    }

    fn peak_memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes * 1024)
    }
}

/// A contestant ends when its input does, and may clear up then.
impl Drop for Process {
    fn drop(&mut self) {
        self.input.take();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read() {
        let entry = parse("python:portage=python3 portage.py --x=1").unwrap();
        assert_eq!((entry.language.as_str(), entry.name.as_str()), ("python", "portage"));
        assert_eq!(entry.text, "python3 portage.py --x=1");
        assert!(parse("python=x").is_err() && parse("python:x").is_err());
    }

    #[test]
    fn a_contestant_is_asked_and_its_death_is_told() {
        let script = "echo '{\"version\":\"1\",\"cases\":[\"c\"]}'; read x; echo '{\"items\":2,\"ns\":10}'; read x; exit 1";
        let path = std::env::temp_dir().join(format!("contestant-{}.sh", std::process::id()));
        fs::write(&path, script).unwrap();
        let entry = Entry { language: "sh".into(), name: "x".into(), text: format!("sh {}", path.display()) };
        let mut contestant = Contestant::start(&entry).unwrap();
        assert!(contestant.offers("c") && !contestant.offers("d"));
        assert_eq!(contestant.ask("c", 2).unwrap().per_item(), 5.0);
        assert!(contestant.ask("c", 2).unwrap_err().contains("it died"));
        assert_eq!(contestant.ask("c", 2).unwrap().items, 2, "it was started again");
        fs::remove_file(path).unwrap();
    }
}
