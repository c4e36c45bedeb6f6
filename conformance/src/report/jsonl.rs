//! `report.jsonl`: a header, a line per result, a footer with the counts. A file without footer is incomplete.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Line, Report};
use crate::corpus::VERSION;
use crate::labels::SOURCE;
use crate::protocol::{PROTOCOL, SUITE};

pub fn write(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    let adapters: Vec<_> = report
        .adapters
        .iter()
        .map(|adapter| json!({"name": adapter.name, "command": adapter.command, "about": adapter.about, "seconds": adapter.took.as_secs_f64(), "note": adapter.note}))
        .collect();
    writeln!(
        out,
        "{}",
        json!({"report": 1, "suite": SUITE, "corpus": VERSION, "pms": SOURCE, "protocol": PROTOCOL, "adapters": adapters})
    )?;
    for line in &report.lines {
        writeln!(out, "{}", result(line)?)?;
    }
    let counts: Map<_, _> =
        report.adapters.iter().map(|adapter| (adapter.name.clone(), json!(report.run_counts(&adapter.name)))).collect();
    writeln!(out, "{}", json!({"counts": counts, "failed": report.is_fatal()}))
}

/// The exchange itself only where it is of interest: a right answer is the one that the case asks for.
fn result(line: &Line) -> serde_json::Result<Value> {
    let mut value = serde_json::to_value(line)?;
    if let (Value::Object(fields), "passed") = (&mut value, line.status) {
        fields.retain(|name, _| !matches!(name.as_str(), "in" | "expected" | "got"));
    }
    Ok(value)
}
