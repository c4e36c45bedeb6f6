//! Dependency specifications of every kind: the tree, what flags make of it, and what satisfies it.

use crate::ask;
use crate::packages;
use crate::question::{Question, Refused};
use crate::told::{Places, listed};
use crate::tree::{self, LIMIT};
use polyatom::{DepSpec, DepSpecKind, NO_FLAGS, NodeKind, NodeRef, PackageSet, Satisfaction};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// More ways than this to satisfy something are not shown.
const WAYS: usize = 12;

pub fn answer(kind: DepSpecKind, question: &Question<'_>) -> Result<Value, Refused> {
    let spec = DepSpec::parse(kind, question.text, question.eapi).map_err(Refused::Text)?;
    let mut answer = Map::new();
    let mut add = |key: &str, value: Value| drop(answer.insert(key.to_owned(), value));
    add("flags", flags(&spec, question));
    add("notes", notes(&spec, question));
    if spec.recursive().any(|node| node.kind() == NodeKind::UseConditional) || conditional_use(&spec) {
        add("evaluated", spec.evaluate_fully(&question.flags).as_str().into());
    }
    add("facts", ask::answer(&spec, question)?.into());
    let packages = packages::listed(question.packages)?;
    let set = PackageSet::new(packages.into_iter().map(|listed| listed.package));
    let by_flag = |leaf: NodeRef<'_>| leaf.flag().is_some_and(|flag| question.flags.contains(flag)) != leaf.negated();
    let by_package = |leaf: NodeRef<'_>| is_met(leaf, &set, question);
    let judge: tree::Judge<'_> = match kind.leaf() {
        NodeKind::Flag => Some(&by_flag),
        NodeKind::Atom if !set.packages().is_empty() => Some(&by_package),
        _ => None,
    };
    let found = judge.map(|judge| spec.satisfied_with(&question.flags, judge));
    let members: Vec<NodeRef<'_>> = found.iter().flat_map(|found| found.choices()).map(|choice| choice.member).collect();
    match spec.part_count() {
        0..=LIMIT => add("tree", tree::tree(&spec, &question.flags, judge, &members).into()),
        count => add("too_large", count.into()),
    }
    match kind {
        DepSpecKind::RequiredUse => add("required_use", required_use(&spec, question)?),
        DepSpecKind::SrcUri => add("files", files(&spec.evaluate(&question.flags))),
        _ => {}
    }
    if let Some(found) = found.filter(|_| kind.leaf() == NodeKind::Atom) {
        add("satisfied", json!({"is": found.is_satisfied(), "sentences": sentences(&found)}));
    }
    if spec.recursive().any(|node| matches!(node.kind(), NodeKind::AnyOf | NodeKind::ExactlyOneOf | NodeKind::AtMostOneOf)) {
        add("ways", ways(&spec, question));
    }
    Ok(answer.into())
}

/// The flags of conditions and of USE dependencies on the same flag here, each with its state.
fn flags(spec: &DepSpec, question: &Question<'_>) -> Value {
    let mut names: Vec<String> = spec.flags().into_iter().map(str::to_owned).collect();
    for atom in spec.atoms() {
        let conditional = atom.use_deps().filter(|dep| dep.is_conditional()).map(|dep| dep.flag().to_owned());
        conditional.for_each(|flag| {
            if !names.contains(&flag) {
                names.push(flag)
            }
        });
    }
    names.iter().map(|name| json!({"name": name, "on": question.flags.contains(name)})).collect()
}

fn conditional_use(spec: &DepSpec) -> bool {
    spec.atoms().any(|atom| atom.use_deps().any(|dep| dep.is_conditional()))
}

/// What an ebuild must not have though it can be read.
fn notes(spec: &DepSpec, question: &Question<'_>) -> Value {
    let found = match &question.iuse {
        Some(iuse) => spec.diagnostics_with(iuse),
        None => spec.diagnostics(None),
    };
    let places = Places::of(spec.as_str());
    let note = |note: &polyatom::Diagnostic| {
        let span = places.span(note.span.clone());
        json!({"code": note.kind.as_str(), "text": note.message(), "start": span.start, "end": span.end})
    };
    found.iter().map(note).collect()
}

/// Whether packages have what an atom asks for, or have not what it blocks.
fn is_met(leaf: NodeRef<'_>, packages: &PackageSet, question: &Question<'_>) -> bool {
    let Some(atom) = leaf.atom() else { return false };
    packages.matching(&atom, &question.flags).next().is_some() != atom.blocker().is_some()
}

fn sentences(found: &Satisfaction<'_>) -> Vec<String> {
    let text = |node: &NodeRef<'_>| node.text().split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let missing = found.missing().iter().map(|node| match node.kind().is_group() {
        true => format!("no member of {} is satisfied", text(node)),
        false => format!("no package matches {}", text(node)),
    });
    let violated = found.violated().iter().map(|node| format!("a package is there that {} blocks", text(node)));
    let chosen = found.choices().iter().map(|choice| format!("of {}, {} counts", text(&choice.group), text(&choice.member)));
    missing.chain(violated).chain(chosen).collect()
}

/// Whether flags meet a `REQUIRED_USE`, sentences about what is not met, and the fewest changes that help.
fn required_use(spec: &DepSpec, question: &Question<'_>) -> Result<Value, Refused> {
    let checked = spec.check_required_use(&question.flags, None).map_err(Refused::Text)?;
    let changes = match spec.solve_required_use(&question.flags, NO_FLAGS, NO_FLAGS) {
        Ok(Some(solution)) => solution.changes.iter().map(|(flag, on)| json!({"flag": flag, "on": on})).collect(),
        // Nothing helps, or nobody knows.
        Ok(None) | Err(_) => Value::Null,
    };
    Ok(json!({"is": checked.is_satisfied(), "sentences": checked.sentences(), "changes": changes}))
}

/// The lists of leaves that each suffice, with these flags.
fn ways(spec: &DepSpec, question: &Question<'_>) -> Value {
    match spec.evaluate(&question.flags).dnf(WAYS) {
        Ok(ways) => json!({"lists": ways}),
        Err(error) => json!({"reason": error.reason(), "limit": WAYS}),
    }
}

fn files(spec: &DepSpec) -> Value {
    spec.downloads(&BTreeMap::new())
        .iter()
        .map(|file| json!({"name": file.filename, "from": listed(file.uris.iter().map(String::as_str))}))
        .collect()
}
