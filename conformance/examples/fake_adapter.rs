//! An adapter with chosen faults: the tests prove with it that the runner catches each.
//!
//! It answers `version.compare` by a table that is wrong for everything but single digits, and misbehaves when asked about
//! the version 9: `fake_adapter FAULT`.

use std::io::{BufRead, Write, stdin, stdout};

use serde_json::{Value, json};

fn main() {
    let fault = std::env::args().nth(1).unwrap_or_default();
    if fault == "refuse-start" {
        eprintln!("cannot find my library");
        std::process::exit(3);
    }
    for line in stdin().lock().lines().map_while(Result::ok) {
        let message: Value = serde_json::from_str(&line).expect("the runner writes JSON");
        match message["cmd"].as_str() {
            Some("start") => say(&about(&fault)),
            Some("run") => say(&answer(&message, &fault)),
            _ => return,
        }
    }
}

fn about(fault: &str) -> String {
    let protocol = if fault == "old-protocol" { 0 } else { 1 };
    json!({"protocol": protocol, "name": "fake", "version": "1", "language": "rust", "eapis": ["8"],
        "ops": ["version.compare"]})
    .to_string()
}

fn answer(message: &Value, fault: &str) -> String {
    let seq = &message["seq"];
    let (a, b) = (message["in"]["a"].as_str().unwrap_or(""), message["in"]["b"].as_str().unwrap_or(""));
    if a == "9" {
        misbehave(seq, fault);
    }
    let sign = match a.cmp(b) {
        std::cmp::Ordering::Less => "<",
        std::cmp::Ordering::Equal => "=",
        std::cmp::Ordering::Greater => ">",
    };
    json!({"seq": seq, "out": sign}).to_string()
}

fn misbehave(seq: &Value, fault: &str) {
    match fault {
        "die" => {
            eprintln!("division by zero");
            std::process::exit(7);
        }
        "hang" => std::thread::sleep(std::time::Duration::from_secs(600)),
        "chatter" => say("debug: comparing"),
        "wrong-seq" => say(&json!({"seq": 12345, "out": "<"}).to_string()),
        "bad-message" => say(&json!({"seq": seq, "out": "<", "error": "invalid"}).to_string()),
        _ => {}
    }
}

fn say(line: &str) {
    let mut out = stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("the runner reads");
}
