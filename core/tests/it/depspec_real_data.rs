//! Every specification of a real repository, where its data is there.

use polyatom::{DepSpec, DepSpecKind, Eapi, Iuse, NO_FLAGS, NodeKind};
use serde::Deserialize;

use crate::data;

#[derive(Deserialize)]
struct Line {
    variable: String,
    eapi: String,
    s: String,
}

/// The specifications, or none if the data is not there.
fn lines() -> Option<Vec<(DepSpec, Line)>> {
    let text = data::lines("depspecs.jsonl.gz")?;
    let lines = text.iter().map(|line| serde_json::from_str::<Line>(line).expect("a line of JSON"));
    let parse = |line: Line| {
        let (kind, eapi) = (DepSpecKind::parse(&line.variable).unwrap(), Eapi::parse(&line.eapi).unwrap());
        let spec = DepSpec::parse(kind, &line.s, eapi).unwrap_or_else(|error| panic!("{}: {error}", line.variable));
        (spec, line)
    };
    Some(lines.map(parse).collect())
}

#[test]
fn all_of_it() {
    let Some(lines) = lines() else { return };
    for (spec, line) in &lines {
        assert_eq!(spec.as_str(), line.s);
        assert_eq!(rebuilt(spec), line.s);
        assert_eq!(spec.eapi().map(Eapi::as_str), Some(line.eapi.as_str()));
        assert!(spec.diagnostics(None).is_empty(), "{:?} in {spec}", spec.diagnostics(None));
        let texts = |spec: &DepSpec| spec.leaves().map(|leaf| leaf.text().to_owned()).collect::<Vec<_>>();
        let all = texts(spec);
        assert_eq!(texts(&spec.evaluate_all()), all);
        assert_eq!(spec.conditional_leaves().map(|found| found.leaf.text()).collect::<Vec<_>>(), all);
        let unconditional = spec.conditional_leaves().filter(|found| found.conditions.is_empty());
        assert_eq!(texts(&spec.evaluate_none()), unconditional.map(|found| found.leaf.text()).collect::<Vec<_>>());
        assert_eq!(spec.atoms().count(), if spec.kind().leaf() == NodeKind::Atom { all.len() } else { 0 });
        assert_eq!(spec.uris().count(), if spec.kind() == DepSpecKind::SrcUri { all.len() } else { 0 });
    }
}

/// The text, put together from what the parts say.
fn rebuilt(spec: &DepSpec) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for node in spec.recursive() {
        while ends.pop_if(|end| *end <= node.span().start).is_some() {
            words.push(")".to_owned());
        }
        let sign = if node.negated() { "!" } else { "" };
        match (node.kind(), node.flag()) {
            (NodeKind::UseConditional, Some(flag)) => words.push(format!("{sign}{flag}? (")),
            (NodeKind::AllOf, _) => words.push("(".to_owned()),
            (NodeKind::AnyOf, _) => words.push("|| (".to_owned()),
            (NodeKind::ExactlyOneOf, _) => words.push("^^ (".to_owned()),
            (NodeKind::AtMostOneOf, _) => words.push("?? (".to_owned()),
            (NodeKind::Flag, Some(flag)) => words.push(format!("{sign}{flag}")),
            (NodeKind::Uri, _) => words.push(node.uri().expect("a URI").to_string()),
            (NodeKind::Atom, _) => words.push(node.atom().expect("an atom").to_string()),
            _ => words.push(node.text().to_owned()),
        }
        if node.kind().is_group() {
            ends.push(node.span().end);
        }
    }
    words.extend(ends.iter().map(|_| ")".to_owned()));
    words.join(" ")
}

/// What is done with specifications keeps what it should: with all flags and with none.
#[test]
fn derived() {
    let Some(lines) = lines() else { return };
    for (spec, _) in &lines {
        let (simple, sorted) = (spec.simplify(), spec.sorted_recursive());
        assert!(simple.as_str().len() <= spec.as_str().len() && sorted.as_str().len() == spec.as_str().len());
        assert!(spec.difference(&simple).unwrap().is_subset(spec) && spec.is_subset(&spec.sorted()));
        let all_flags = spec.flags();
        for enabled in [NO_FLAGS, &all_flags] {
            let holds = |leaf: &str| !leaf.len().is_multiple_of(3);
            let satisfied = |spec: &DepSpec| spec.satisfied_with(enabled, |leaf| holds(leaf.text())).is_satisfied();
            let expected = satisfied(spec);
            for other in [&simple, &sorted, &spec.evaluate(enabled)] {
                assert_eq!(satisfied(other), expected, "{spec}\n{other}");
            }
            if spec.kind() == DepSpecKind::RequiredUse {
                let solution = spec.solve_required_use(enabled, NO_FLAGS, NO_FLAGS).unwrap().expect("some flags do");
                assert!(solution.is_optimal, "{spec}");
                let state = |flag: &str| solution.changes.iter().find(|(changed, _)| *changed == flag).map(|(_, on)| *on);
                let after: Vec<&str> =
                    all_flags.iter().copied().filter(|flag| state(flag).unwrap_or(enabled.contains(flag))).collect();
                assert!(
                    spec.check_required_use(&after, Some(&Iuse::parse(&all_flags.join(" ")).unwrap())).unwrap().is_satisfied()
                );
            }
        }
    }
}
