//! Commands that only print: explaining a case, listing cases, a first exchange with an adapter.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use camino::Utf8Path;

use serde_json::json;

use crate::adapter::{Adapter, Request, Settings};
use crate::corpus::{Case, Expected, Level, group_of};
use crate::judge::{Verdict, judge};
use crate::labels::Labels;
use crate::protocol;
use crate::quotes;
use crate::report;
use crate::run::{Run, Selection, refusal};
use crate::scratch::{PLACE, Scratch};

pub fn list(cases: &[Case], selection: &Selection) {
    let mut seen = BTreeSet::new();
    for run in selection.runs(cases) {
        if seen.insert(&run.case.id) {
            let Case { id, op, level, title, .. } = run.case;
            anstream::println!("{id:<32} {op:<17} {:<8} {title}", level.as_str());
        }
    }
}

/// Every run with all that a runner of one's own needs. Fields that case files leave out are filled in.
pub fn export(cases: &[Case], selection: &Selection) -> Result<()> {
    for run in selection.runs(cases) {
        let case = run.case;
        let expected = match &case.expected {
            Expected::Out(out) => Expected::Out(case.op.complete(out)),
            Expected::Error(code) => Expected::Error(*code),
        };
        let mut line = json!({
            "id": run.id(), "op": case.op, "eapi": run.eapi, "files": case.files, "in": case.input, "level": case.level, "title": case.title,
            "pms": case.pms, "note": case.note, "needs": case.needs,
        });
        let expected = report::expected(&expected);
        for (name, value) in expected.as_object().into_iter().flatten() {
            line[name] = value.clone();
        }
        anstream::println!("{}", crate::canonical::ascii(&serde_json::to_string(&line)?));
    }
    Ok(())
}

pub fn explain(cases: &[Case], labels: &Labels, id: &str, pms: Option<&Utf8Path>) -> Result<()> {
    let selection = Selection { ids: vec![id.to_owned()], ..Selection::default() };
    let runs = selection.runs(cases);
    let Some(first) = runs.first() else {
        bail!("no case has the id `{id}` (`polyatom-conformance list` shows them)");
    };
    let mut seen = BTreeSet::new();
    for run in runs.iter().filter(|run| seen.insert(&run.case.id)) {
        explain_case(run, labels, pms)?;
    }
    anstream::println!("run it     polyatom-conformance run --case {id} --adapter '...'");
    let inputs = first.inputs();
    let request = protocol::run_request(0, first.case.op.as_str(), first.eapi, &inputs[0]);
    anstream::println!("by hand    {}", crate::canonical::ascii(&request.to_string()));
    Ok(())
}

fn explain_case(run: &Run<'_>, labels: &Labels, pms: Option<&Utf8Path>) -> Result<()> {
    let case = run.case;
    let eapis: Vec<_> = case.eapis.iter().map(|eapi| eapi.unwrap_or("none")).collect();
    anstream::println!("{}: {}", case.id, case.title);
    anstream::println!("operation  {}", case.op);
    anstream::println!("in         {}", report::terminal::shorten(&case.input));
    for path in case.files.paths() {
        anstream::println!("file       {PLACE}/{path}");
    }
    anstream::println!("expected   {}", report::expected(&case.expected));
    anstream::println!("level      {}: {}", case.level.as_str(), meaning(case.level));
    anstream::println!("EAPIs      {}", eapis.join(" "));
    for label in &case.pms {
        let place = labels.labels.get(label).map(|label| format!("{}, {}", label.title, label.file));
        anstream::println!("PMS        {label} ({})", place.unwrap_or_default());
    }
    for quote in quotes::of(group_of(&case.id)) {
        anstream::println!("it says    {}", quote.shown());
    }
    if let Some(note) = &case.note {
        anstream::println!("note       {note}");
    }
    if let Some(needs) = &case.needs {
        anstream::println!("needs      {needs}");
    }
    if let Some(directory) = pms {
        for label in &case.pms {
            if let Some(label_of) = labels.labels.get(label) {
                quote(directory, label, &label_of.file)?;
            }
        }
    }
    anstream::println!();
    Ok(())
}

/// Shows the paragraph of the specification at a label.
fn quote(directory: &Utf8Path, label: &str, file: &str) -> Result<()> {
    let path = directory.join(file);
    let text = std::fs::read_to_string(&path).with_context(|| path.to_string())?;
    let name = label.strip_prefix("feat:").unwrap_or(label);
    let place = text.lines().position(|line| line.contains(&format!("label{{{name}}}")));
    let Some(place) = place else { return Ok(()) };
    anstream::println!("\n{label}, {path}:{}", place + 1);
    let after = text.lines().skip(place).skip_while(|line| line.trim().is_empty() || line.starts_with("\\label"));
    after.take_while(|line| !line.trim().is_empty()).for_each(|line| anstream::println!("  {line}"));
    Ok(())
}

fn meaning(level: Level) -> &'static str {
    match level {
        Level::Must => "the specification requires this answer",
        Level::Should => "the specification recommends this answer (\"should\")",
        Level::Protocol => "the specification has no such operation: this protocol alone defines the answer",
        Level::May => "the specification allows other answers",
        Level::Limit => "beyond what machines hold; the specification sets no limit",
        Level::Disputed => "the specification is unclear and package managers disagree",
    }
}

/// Shows both sides of a few exchanges: the first valid and the first invalid case of every operation on offer.
pub fn smoke(command: &str, cases: &[Case], settings: &Settings<'_>) -> Result<bool> {
    anstream::println!("> {}", protocol::start_request());
    let mut adapter = Adapter::start(command, settings)?;
    anstream::println!("< {}", serde_json::to_string(&adapter.about)?);
    let mut good = true;
    for run in samples(cases) {
        if refusal(&adapter.about, &run).is_some() {
            continue;
        }
        let scratch = Scratch::new([run.case])?;
        let inputs = run.inputs_in(&scratch);
        let request = |input| Request { op: run.case.op.as_str(), eapi: run.eapi, input };
        let seq = adapter.asked as u64;
        anstream::println!("> {}", protocol::run_request(seq, run.case.op.as_str(), run.eapi, &inputs[0]));
        let answers = adapter.ask(&inputs.iter().map(request).collect::<Vec<_>>());
        let answers: Vec<_> = answers.into_iter().map(|answer| scratch.answer(run.case, answer)).collect();
        let mut message = json!({ "seq": seq });
        for (name, value) in report::answer(&answers[0]).as_object().into_iter().flatten() {
            message[name] = value.clone();
        }
        anstream::println!("< {message}");
        let verdict = judge(run.case, &answers);
        good &= matches!(verdict, Verdict::Passed | Verdict::Partial(_) | Verdict::Skipped(_));
        anstream::println!("  {}: {}", run.id(), show_verdict(&verdict, run.case));
    }
    anstream::println!("> {}", protocol::stop_request());
    adapter.stop();
    Ok(good)
}

fn samples(cases: &[Case]) -> Vec<Run<'_>> {
    let mut seen = BTreeSet::new();
    let first = |case: &&Case| {
        let valid = matches!(case.expected, Expected::Out(_));
        matches!(case.level, Level::Must | Level::Should | Level::Protocol) && seen.insert((case.op, valid))
    };
    cases.iter().filter(first).filter_map(|case| Some(Run { case, eapi: *case.eapis.last()? })).collect()
}

fn show_verdict(verdict: &Verdict, case: &Case) -> String {
    match verdict {
        Verdict::Passed => "right".to_owned(),
        Verdict::Partial(fields) => format!("right, without {}", fields.join(", ")),
        Verdict::Failed(reason) => format!("WRONG, {reason}; expected {}", report::expected(&case.expected)),
        Verdict::Skipped(why) => format!("skipped, {why}"),
        Verdict::Crashed(trace) => format!("CRASHED\n{trace}"),
    }
}
