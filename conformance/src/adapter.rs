//! A conversation with an adapter: start it, put requests to it ahead of its answers, survive its deaths.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::eapis::MaybeEapi;
use crate::patience::{Limits, Reached};
use crate::process::{NoLine, Process};
use crate::protocol::{self, Answer, StartReply};
use crate::schema::Schemas;

/// How long an adapter may take to start, and to end: interpreters and virtual machines are slow to load.
const TO_START: Duration = Duration::from_secs(30);

/// Requests on their way at once; more are written when half of them are answered.
const WINDOW: usize = 256;

/// How much of a line that is no message is shown.
const SHOWN: usize = 300;

const TOO_LONG: &str = "a line of more than 16 MiB";

/// One question for an adapter.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    pub op: &'static str,
    pub eapi: MaybeEapi,
    pub input: &'a Value,
}

/// How to talk to an adapter.
pub struct Settings<'a> {
    /// For one answer. As all times here, it is the adapter's own: what other programs take of the machine does not count.
    pub limits: Limits,
    pub schemas: Option<&'a Schemas>,
    /// After so many crashes in a row an adapter is asked no more: one that hangs at every case would take a day.
    pub max_crashes: usize,
}

/// An adapter, restarted as often as needed.
pub struct Adapter<'a> {
    command: &'a str,
    settings: &'a Settings<'a>,
    process: Option<Process>,
    /// Crashes since the last answer.
    in_a_row: usize,
    /// Requests so far. Their numbers go on from call to call, so that an answer to an old one is never taken for another.
    pub asked: usize,
    pub about: StartReply,
}

impl<'a> Adapter<'a> {
    pub fn start(command: &'a str, settings: &'a Settings<'a>) -> Result<Adapter<'a>> {
        let (process, about) = start(command, settings)?;
        Ok(Adapter { command, settings, process: Some(process), in_a_row: 0, asked: 0, about })
    }

    /// Puts all requests to the adapter; there is one answer for each, in order.
    pub fn ask(&mut self, requests: &[Request<'_>]) -> Vec<Answer> {
        let mut answers = Vec::with_capacity(requests.len());
        while answers.len() < requests.len() {
            let process = match self.process.take() {
                Some(process) => process,
                None if self.in_a_row >= self.settings.max_crashes => {
                    fill(
                        &mut answers,
                        requests.len(),
                        &format!("not asked: the adapter crashed {} times in a row", self.in_a_row),
                    );
                    break;
                }
                None => match start(self.command, self.settings) {
                    Ok((process, _)) => process,
                    Err(error) => {
                        self.in_a_row = self.settings.max_crashes;
                        fill(&mut answers, requests.len(), &format!("cannot be restarted: {error:#}"));
                        break;
                    }
                },
            };
            let before = answers.len();
            let talk = converse(process, self.asked, requests, &mut answers, self.settings);
            if answers.len() > before {
                self.in_a_row = 0;
            }
            match talk {
                Ok(process) => self.process = Some(process),
                Err(reason) => {
                    self.in_a_row += 1;
                    answers.push(Answer::Crash(reason));
                }
            }
        }
        self.asked += requests.len();
        answers
    }

    /// Resident memory of the adapter's process, in bytes; none if it is gone or the system does not tell.
    pub fn memory(&self) -> Option<u64> {
        self.process.as_ref()?.memory()
    }

    /// Ends it; says what was wrong about that, if anything was.
    pub fn stop(mut self) -> Option<String> {
        let process = self.process.take()?;
        process.send(line(&protocol::stop_request()));
        match process.finish(self.settings.limits.time.max(TO_START)) {
            Some(status) if status.success() => None,
            Some(status) => Some(format!("ended with {status} after `stop`")),
            None => Some("did not end after `stop` and was killed".to_owned()),
        }
    }
}

fn start(command: &str, settings: &Settings<'_>) -> Result<(Process, StartReply)> {
    let mut process = Process::start(command)?;
    let request = protocol::start_request();
    if let Some(schemas) = settings.schemas {
        schemas.start_request.check(&request)?;
    }
    process.send(line(&request));
    let limits = Limits { time: settings.limits.time.max(TO_START), ..settings.limits };
    let reply = match process.line(limits) {
        Ok(line) => line,
        Err(NoLine::Reached(limit)) => bail!("no answer to `start` {}", reached(limit, limits)),
        Err(NoLine::Ended) => bail!("no answer to `start`: {}", process.obituary()),
        Err(NoLine::TooLong) => bail!(TOO_LONG),
    };
    let message = parse(&reply).map_err(anyhow::Error::msg)?;
    if let Some(schemas) = settings.schemas {
        schemas.start_reply.check(&message)?;
    }
    Ok((process, protocol::parse_start_reply(message)?))
}

/// Asks what is not answered yet. The error tells why the first unanswered request killed the adapter.
fn converse(
    mut process: Process,
    first: usize,
    requests: &[Request<'_>],
    answers: &mut Vec<Answer>,
    settings: &Settings<'_>,
) -> Result<Process, String> {
    let mut sent = answers.len();
    while answers.len() < requests.len() {
        if sent - answers.len() <= WINDOW / 2 && sent < requests.len() {
            let end = requests.len().min(answers.len() + WINDOW);
            process.send(batch(&requests[sent..end], first + sent, settings)?);
            sent = end;
        }
        let reply = match process.line(settings.limits) {
            Ok(reply) => reply,
            Err(NoLine::Reached(limit)) => return Err(format!("no answer {}", reached(limit, settings.limits))),
            Err(NoLine::Ended) => return Err(process.obituary()),
            Err(NoLine::TooLong) => return Err(TOO_LONG.to_owned()),
        };
        let answer = read_answer(&reply, (first + answers.len()) as u64, settings);
        // Who answers a question twice spoils that one, and not the next.
        if answer.is_err() && !answers.is_empty() && is_answer_to(&reply, first + answers.len() - 1) {
            answers.pop();
            answers.push(Answer::Crash(format!("answered request {} twice", first + answers.len())));
            continue;
        }
        answers.push(answer?);
    }
    Ok(process)
}

fn reached(limit: Reached, limits: Limits) -> String {
    match limit {
        Reached::Time => format!("within {} s (does the adapter flush after every line?)", limits.time.as_secs_f64()),
        Reached::Memory => format!("within {} MiB of memory", limits.memory >> 20),
    }
}

fn batch(requests: &[Request<'_>], first: usize, settings: &Settings<'_>) -> Result<String, String> {
    let mut text = String::new();
    for (request, seq) in requests.iter().zip(first..) {
        let message = protocol::run_request(seq as u64, request.op, request.eapi, request.input);
        if let Some(schemas) = settings.schemas {
            schemas.run_request.check(&message).map_err(|error| format!("the runner's mistake: {error:#}"))?;
        }
        text += &line(&message);
    }
    Ok(text)
}

fn read_answer(reply: &str, seq: u64, settings: &Settings<'_>) -> Result<Answer, String> {
    let message = parse(reply)?;
    if let Some(schemas) = settings.schemas {
        schemas.run_reply.check(&message).map_err(|error| format!("{error:#}"))?;
    }
    protocol::parse_answer(&message, seq).map_err(|error| format!("{error:#}"))
}

fn is_answer_to(reply: &str, seq: usize) -> bool {
    parse(reply).is_ok_and(|message| message.get("seq").and_then(Value::as_u64) == Some(seq as u64))
}

fn parse(reply: &str) -> Result<Value, String> {
    if reply.trim().is_empty() {
        return Err("an empty line instead of a message".to_owned());
    }
    serde_json::from_str(reply).map_err(|error| {
        let shown: String = reply.chars().take(SHOWN).collect();
        let rest = reply.len() - shown.len();
        let more = if rest > 0 { format!("… ({rest} more bytes)") } else { String::new() };
        format!("not a JSON message ({error}): {shown}{more}")
    })
}

fn line(message: &Value) -> String {
    format!("{message}\n")
}

fn fill(answers: &mut Vec<Answer>, length: usize, reason: &str) {
    answers.resize(length, Answer::Crash(reason.to_owned()));
}
