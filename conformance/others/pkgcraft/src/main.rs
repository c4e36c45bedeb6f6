//! The adapter of pkgcraft's Rust crate: a line of JSON in, a line of JSON out.

mod atoms;
mod specifications;
mod versions;

use pkgcraft::eapi::Eapi;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::any::Any;
use std::io::{BufRead, Write, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Of pkgcraft, as `Cargo.toml` has it.
const VERSION: &str = "0.0.31";

/// Those that it knows.
const EAPIS: [&str; 5] = ["5", "6", "7", "8", "9"];

/// What is asked of an operation: its input, and the EAPI if there is one.
type Operation = fn(&Value, Option<&'static Eapi>) -> Result<Value, Failure>;

const OPERATIONS: [(&str, Operation); 8] = [
    ("version.compare", versions::compare),
    ("version.sort", versions::sort),
    ("cpv.parse", versions::cpv),
    ("atom.parse", atoms::parse),
    ("atom.intersects", atoms::intersects),
    ("depspec.parse", specifications::parse),
    ("depspec.evaluate", specifications::evaluate),
    ("src_uri.parse", specifications::src_uri),
];

/// Why there is no result.
enum Failure {
    Invalid(String),
    Skip(&'static str),
    /// The request is none of the protocol.
    Request(String),
}

impl From<pkgcraft::Error> for Failure {
    fn from(error: pkgcraft::Error) -> Self {
        Self::Invalid(error.to_string())
    }
}

fn main() -> std::io::Result<()> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let message: Value = serde_json::from_str(&line?)?;
        let reply = match message["cmd"].as_str() {
            Some("start") => about(),
            Some("run") => answer(&message),
            _ => return Ok(()),
        };
        out.write_all(format!("{reply}\n").as_bytes())?;
    }
    Ok(())
}

fn about() -> Value {
    json!({
        "protocol": 1,
        "name": "pkgcraft",
        "version": VERSION,
        "language": "rust",
        "eapis": EAPIS,
        "ops": OPERATIONS.map(|(name, _)| name),
    })
}

fn answer(message: &Value) -> Value {
    let seq = &message["seq"];
    match catch_unwind(AssertUnwindSafe(|| result(message))) {
        Ok(Ok(out)) => json!({"seq": seq, "out": out}),
        Ok(Err(Failure::Invalid(text))) => json!({"seq": seq, "error": "invalid", "message": text}),
        Ok(Err(Failure::Skip(why))) => json!({"seq": seq, "skip": why}),
        Ok(Err(Failure::Request(why))) => json!({"seq": seq, "crash": why}),
        Err(panic) => json!({"seq": seq, "crash": told(panic.as_ref())}),
    }
}

fn result(message: &Value) -> Result<Value, Failure> {
    let operation = OPERATIONS.iter().find(|(name, _)| message["op"] == *name);
    let (_, operation) = operation.ok_or(Failure::Skip("no such operation"))?;
    let eapi: Option<&'static Eapi> = message["eapi"].as_str().map(TryInto::try_into).transpose()?;
    operation(&message["in"], eapi)
}

fn told(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

/// A field of the input.
fn field<T: DeserializeOwned>(given: &Value, name: &str) -> Result<T, Failure> {
    T::deserialize(&given[name]).map_err(|error| Failure::Request(format!("{name}: {error}")))
}
