//! The messages of protocol 1. `protocol.md` and `protocol-files.md` are their description.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::eapis::MaybeEapi;

/// The version of the protocol that this program speaks.
pub const PROTOCOL: u64 = 1;

/// The description, by file.
pub const DESCRIPTION: [(&str, &str); 2] =
    [("protocol.md", include_str!("../protocol.md")), ("protocol-files.md", include_str!("../protocol-files.md"))];

/// The version of the suite: that of this program.
pub const SUITE: &str = env!("CARGO_PKG_VERSION");

/// What an adapter says about itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct StartReply {
    pub protocol: u64,
    pub name: String,
    pub version: String,
    pub language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runtime: Option<String>,
    pub eapis: Vec<String>,
    pub ops: Vec<String>,
    /// What the implementation does not have although its operations need it for some cases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issues: Option<String>,
}

/// An adapter's answer to one request.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Out(Value),
    /// Accepted, but with a warning.
    Warned {
        out: Value,
        warn: String,
    },
    Error {
        code: String,
        message: Option<String>,
        at: Option<u64>,
    },
    Skip {
        why: String,
        issue: Option<String>,
    },
    Crash(String),
}

pub fn start_request() -> Value {
    json!({"cmd": "start", "protocol": PROTOCOL, "suite": SUITE})
}

pub fn run_request(seq: u64, op: &str, eapi: MaybeEapi, input: &Value) -> Value {
    json!({"cmd": "run", "seq": seq, "op": op, "eapi": eapi, "in": input})
}

pub fn stop_request() -> Value {
    json!({"cmd": "stop"})
}

pub fn parse_start_reply(message: Value) -> Result<StartReply> {
    let reply: StartReply = serde_json::from_value(message).context("not an answer to `start`")?;
    if reply.protocol != PROTOCOL {
        bail!("speaks protocol {}, this runner {PROTOCOL}", reply.protocol);
    }
    Ok(reply)
}

/// Reads the answer to the request with the number `seq`.
pub fn parse_answer(message: &Value, seq: u64) -> Result<Answer> {
    match message.get("seq").and_then(Value::as_u64) {
        Some(found) if found == seq => {}
        Some(found) => bail!("answered request {found} when it was the turn of {seq}"),
        None => bail!("an answer without `seq`: {message}"),
    }
    let text = |field: &str| message.get(field).and_then(Value::as_str).map(str::to_owned);
    if let Some(out) = message.get("out") {
        return Ok(match text("warn") {
            Some(warn) => Answer::Warned { out: out.clone(), warn },
            None => Answer::Out(out.clone()),
        });
    }
    if let Some(code) = text("error") {
        let at = message.get("at").and_then(Value::as_u64);
        return Ok(Answer::Error { code, message: text("message"), at });
    }
    if let Some(why) = text("skip") {
        return Ok(Answer::Skip { why, issue: text("issue") });
    }
    match text("crash") {
        Some(trace) => Ok(Answer::Crash(trace)),
        None => bail!("an answer without `out`, `error`, `skip` or `crash`: {message}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        let parse = |message: Value| parse_answer(&message, 3);
        assert_eq!(parse(json!({"seq": 3, "out": null})).unwrap(), Answer::Out(Value::Null));
        assert_eq!(parse(json!({"seq": 3, "crash": "x"})).unwrap(), Answer::Crash("x".into()));
        let invalid = Answer::Error { code: "invalid".into(), message: Some("no".into()), at: Some(2) };
        assert_eq!(parse(json!({"seq": 3, "error": "invalid", "message": "no", "at": 2})).unwrap(), invalid);
        assert!(parse(json!({"seq": 4, "out": 1})).unwrap_err().to_string().contains("turn of 3"));
        assert!(parse(json!({"out": 1})).is_err());
        assert!(parse(json!({"seq": 3})).is_err());
    }

    #[test]
    fn other_protocols_are_refused() {
        let reply = json!({"protocol": 2, "name": "x", "version": "1", "language": "c", "eapis": [], "ops": []});
        assert!(parse_start_reply(reply).unwrap_err().to_string().contains("protocol 2"));
    }
}
