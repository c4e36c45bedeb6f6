//! An adapter with chosen faults: the tests prove with it that the runner catches each.
//!
//! It answers `version.compare` by a table that is wrong for everything but single digits, and misbehaves when asked about
//! the version 9: `fake_adapter FAULT`. With a FAULT that begins with `echo` it answers everything with the question, except when that
//! holds the text `odd/one`.

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
            Some("run") => {
                let answer = answer(&message, &fault);
                if fault == "twice" && message["in"]["a"] == "9" {
                    say(&answer);
                }
                say(&answer);
            }
            _ => return end(&fault),
        }
    }
}

/// As slow as valgrind at its end, and leaves a file.
fn end(fault: &str) {
    if fault == "bad-end" {
        std::process::exit(7);
    }
    if fault == "slow-end" {
        std::thread::sleep(std::time::Duration::from_millis(1500));
        std::fs::write(std::env::args().nth(2).expect("a file"), "").expect("it can be written");
    }
}

fn about(fault: &str) -> String {
    let protocol = if fault == "old-protocol" { 0 } else { 1 };
    let ops = match fault.starts_with("echo") {
        true => vec!["version.parse", "version.sort", "atom.parse", "depspec.parse", "depspec.evaluate", "required_use.check"],
        false => vec!["version.compare"],
    };
    json!({"protocol": protocol, "name": "fake", "version": "1", "language": "rust", "eapis": ["8", "9"], "ops": ops}).to_string()
}

fn answer(message: &Value, fault: &str) -> String {
    let seq = &message["seq"];
    if fault.starts_with("echo") {
        return echo(seq, &message["in"], fault);
    }
    let (a, b) = (message["in"]["a"].as_str().unwrap_or(""), message["in"]["b"].as_str().unwrap_or(""));
    if a == "9" || fault == "always-die" {
        misbehave(seq, fault);
    }
    let sign = match a.cmp(b) {
        std::cmp::Ordering::Less => "<",
        std::cmp::Ordering::Equal => "=",
        std::cmp::Ordering::Greater => ">",
    };
    json!({"seq": seq, "out": sign}).to_string()
}

fn echo(seq: &Value, input: &Value, fault: &str) -> String {
    match (fault, input["text"] == "odd/one") {
        ("echo-differ", true) => json!({"seq": seq, "out": {"text": "other"}}),
        ("echo-refuse", true) => json!({"seq": seq, "error": "invalid", "message": "too odd"}),
        ("echo-crash", true) => json!({"seq": seq, "crash": "oddness overflow"}),
        _ => json!({"seq": seq, "out": input}),
    }
    .to_string()
}

fn misbehave(seq: &Value, fault: &str) {
    match fault {
        "die" | "always-die" => {
            eprintln!("division by zero");
            std::process::exit(7);
        }
        "hang" => std::thread::sleep(std::time::Duration::from_secs(600)),
        "spin" => loop {
            std::hint::spin_loop();
        },
        "hoard" => {
            // More than the runner is told to allow, and no more than a machine can bear.
            let hoard = vec![1_u8; 256 << 20];
            std::thread::sleep(std::time::Duration::from_secs(600));
            drop(hoard);
        }
        "chatter" => say("debug: comparing"),
        "empty-line" => say(""),
        "endless" => loop {
            // Until the runner has had enough.
            if stdout().lock().write_all(&[b'x'; 65536]).is_err() {
                std::process::exit(0);
            }
        },
        "flood" => (0..200_000).for_each(|number| eprintln!("warning {number}: a long line on standard error, of many")),
        "grandchild" => {
            let mut sleeper = std::process::Command::new("sleep").arg("600").spawn().expect("there is sleep");
            std::fs::write(std::env::args().nth(2).expect("a file"), sleeper.id().to_string()).expect("it can be written");
            let _ = sleeper.wait();
        }
        "orphan" => {
            std::process::Command::new("sleep").arg("600").spawn().expect("there is sleep");
            std::process::exit(7);
        }
        "wrong-seq" => say(&json!({"seq": 12345, "out": "<"}).to_string()),
        "bad-message" => say(&json!({"seq": seq, "out": "<", "error": "invalid"}).to_string()),
        _ => {}
    }
}

fn say(line: &str) {
    let mut out = stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("the runner reads");
}
