//! The adapter of the Rust crate: reads requests as lines of JSON, answers each with a line. `protocol.md` describes both.

mod config;
mod depspec;
mod live;
mod operations;
mod profile;
mod query;
mod repo;
mod values;
mod whole;

use std::io::{BufRead, Write, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};

use operations::{Failure, Operation};
use polyatom::Eapi;
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    if let [option, path, ..] = &std::env::args().skip(1).collect::<Vec<_>>()[..]
        && option == "--whole"
    {
        return whole::read(path).map_err(|error| std::io::Error::other(error.to_string()));
    }
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let message: Value = serde_json::from_str(&line?)?;
        let reply = match message["cmd"].as_str() {
            Some("start") => about(),
            Some("run") => answer(&message),
            _ => return Ok(()),
        };
        // One write per line: standard output is flushed at its end.
        out.write_all(format!("{reply}\n").as_bytes())?;
    }
    Ok(())
}

/// All operations, by name.
fn operations() -> impl Iterator<Item = (&'static str, Operation)> {
    operations::OPERATIONS.into_iter().chain(values::OPERATIONS).chain(repo::OPERATIONS)
}

fn about() -> Value {
    json!({
        "protocol": 1,
        "name": "polyatom",
        "version": env!("CARGO_PKG_VERSION"),
        "language": "rust",
        "eapis": Eapi::ALL.map(|eapi| eapi.as_str().to_owned()),
        "ops": operations().map(|(name, _)| name).collect::<Vec<_>>(),
    })
}

fn answer(message: &Value) -> Value {
    let seq = &message["seq"];
    let op = message["op"].as_str().unwrap_or_default();
    let Some((_, operation)) = operations().find(|(name, _)| *name == op) else {
        return json!({"seq": seq, "skip": format!("no operation {op}")});
    };
    match catch_unwind(AssertUnwindSafe(|| operation(&message["in"], &message["eapi"]))) {
        Ok(Ok(out)) => json!({"seq": seq, "out": out}),
        Ok(Err(Failure::Invalid(error))) => {
            json!({"seq": seq, "error": "invalid", "message": error.to_string(), "at": error.span().start})
        }
        Ok(Err(Failure::Query(error))) => {
            json!({"seq": seq, "error": "invalid", "message": error.to_string(), "at": error.span().start})
        }
        Ok(Err(Failure::File(error))) => json!({"seq": seq, "error": "invalid", "message": error.to_string()}),
        Ok(Err(Failure::Request(error))) => json!({"seq": seq, "crash": format!("not understood: {error}")}),
        Err(_) => json!({"seq": seq, "crash": "panicked; see standard error"}),
    }
}
