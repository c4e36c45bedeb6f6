//! `report.jsonl`: a header, a line per result, a footer with the counts. A file without footer is incomplete.

use std::io::{self, Write};

use serde_json::{Map, json};

use super::Report;
use crate::protocol::{PROTOCOL, SUITE};

pub fn write(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    let adapters: Vec<_> = report
        .adapters
        .iter()
        .map(|adapter| json!({"name": adapter.name, "command": adapter.command, "about": adapter.about}))
        .collect();
    writeln!(out, "{}", json!({"report": 1, "suite": SUITE, "protocol": PROTOCOL, "adapters": adapters}))?;
    for line in &report.lines {
        serde_json::to_writer(&mut out, line)?;
        writeln!(out)?;
    }
    let counts: Map<_, _> = report
        .adapters
        .iter()
        .map(|adapter| (adapter.name.clone(), json!(report.counts(&adapter.name, None))))
        .collect();
    writeln!(out, "{}", json!({"counts": counts, "failed": report.is_fatal()}))
}
