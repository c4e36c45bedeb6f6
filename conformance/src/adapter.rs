//! A conversation with an adapter: start it, put requests to it ahead of its answers, survive its deaths.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::eapis::MaybeEapi;
use crate::process::{NoLine, Process};
use crate::protocol::{self, Answer, StartReply};
use crate::schema::Schemas;

/// How long an adapter may take to start, and to end: interpreters and virtual machines are slow to load.
const TO_START: Duration = Duration::from_secs(30);

/// Requests on their way at once; more are written when half of them are answered.
const WINDOW: usize = 256;

/// After so many deaths an adapter is not started again.
const MAX_DEATHS: usize = 100;

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
    pub timeout: Duration,
    pub schemas: Option<&'a Schemas>,
}

/// An adapter, restarted as often as needed.
pub struct Adapter<'a> {
    command: &'a str,
    settings: &'a Settings<'a>,
    process: Option<Process>,
    pub about: StartReply,
}

impl<'a> Adapter<'a> {
    pub fn start(command: &'a str, settings: &'a Settings<'a>) -> Result<Adapter<'a>> {
        let (process, about) = start(command, settings)?;
        Ok(Adapter { command, settings, process: Some(process), about })
    }

    /// Puts all requests to the adapter; there is one answer for each, in order.
    pub fn ask(&mut self, requests: &[Request<'_>]) -> Vec<Answer> {
        let mut answers = Vec::with_capacity(requests.len());
        let mut deaths = 0;
        while answers.len() < requests.len() {
            let process = match self.process.take() {
                Some(process) => process,
                None if deaths > MAX_DEATHS => {
                    fill(&mut answers, requests.len(), &format!("not asked: the adapter died {deaths} times"));
                    break;
                }
                None => match start(self.command, self.settings) {
                    Ok((process, _)) => process,
                    Err(error) => {
                        fill(&mut answers, requests.len(), &format!("cannot be restarted: {error:#}"));
                        break;
                    }
                },
            };
            match converse(process, requests, &mut answers, self.settings) {
                Ok(process) => self.process = Some(process),
                Err(reason) => {
                    deaths += 1;
                    answers.push(Answer::Crash(reason));
                }
            }
        }
        answers
    }

    /// Resident memory of the adapter's process, in bytes; none if it is gone or the system does not tell.
    pub fn memory(&self) -> Option<u64> {
        self.process.as_ref()?.memory()
    }

    pub fn stop(mut self) {
        if let Some(process) = self.process.take() {
            process.send(line(&protocol::stop_request()));
            process.finish(self.settings.timeout.max(TO_START));
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
    let limit = settings.timeout.max(TO_START);
    let reply = match process.line(limit) {
        Ok(line) => line,
        Err(NoLine::Timeout) => bail!("no answer to `start` within {} s", limit.as_secs()),
        Err(NoLine::Ended) => bail!("no answer to `start`: {}", process.obituary()),
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
    requests: &[Request<'_>],
    answers: &mut Vec<Answer>,
    settings: &Settings<'_>,
) -> Result<Process, String> {
    let mut sent = answers.len();
    while answers.len() < requests.len() {
        if sent - answers.len() <= WINDOW / 2 && sent < requests.len() {
            let end = requests.len().min(answers.len() + WINDOW);
            process.send(batch(requests, sent..end, settings)?);
            sent = end;
        }
        let reply = match process.line(settings.timeout) {
            Ok(reply) => reply,
            Err(NoLine::Timeout) => {
                return Err(format!(
                    "no answer within {} s (does the adapter flush after every line?)",
                    settings.timeout.as_secs_f64()
                ));
            }
            Err(NoLine::Ended) => return Err(process.obituary()),
        };
        answers.push(read_answer(&reply, answers.len() as u64, settings)?);
    }
    Ok(process)
}

fn batch(requests: &[Request<'_>], range: std::ops::Range<usize>, settings: &Settings<'_>) -> Result<String, String> {
    let mut text = String::new();
    for (request, seq) in requests[range.clone()].iter().zip(range) {
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

fn parse(reply: &str) -> Result<Value, String> {
    serde_json::from_str(reply).map_err(|error| format!("not a JSON message ({error}): {reply}"))
}

fn line(message: &Value) -> String {
    format!("{message}\n")
}

fn fill(answers: &mut Vec<Answer>, length: usize, reason: &str) {
    answers.resize(length, Answer::Crash(reason.to_owned()));
}
