//! A dependency specification as a tree to be drawn: what each part is, where it stands, and what becomes of it.

use crate::told::Places;
use polyatom::{DepSpec, DepSpecOptions, NodeKind, NodeRef, UseFlags, UseSet};
use serde_json::{Value, json};

/// More parts than this are not drawn: nobody could read that.
pub const LIMIT: usize = 400;

/// Decides about a leaf; nothing does where too little is known.
pub type Judge<'a> = Option<&'a dyn Fn(NodeRef<'_>) -> bool>;

/// The parts in the order of the text, each with the place of the group it is in. `chosen` are members of any-of groups that count.
pub fn tree(spec: &DepSpec, flags: &UseFlags, judge: Judge<'_>, chosen: &[NodeRef<'_>]) -> Vec<Value> {
    let places = Places::of(spec.as_str());
    let (mut groups, mut absent_until): (Vec<NodeRef<'_>>, usize) = (Vec::new(), 0);
    let mut parts = Vec::new();
    for node in spec.recursive() {
        while groups.pop_if(|group| group.after() <= node.index()).is_some() {}
        if node.index() >= absent_until && !condition_holds(node, flags) {
            absent_until = node.after();
        }
        let state = match node.index() < absent_until {
            true => "absent",
            false => state(node, spec, flags, judge),
        };
        let span = places.span(node.span());
        parts.push(json!({
            "in": groups.last().map(|group| group.index()),
            "kind": node.kind().as_str(),
            "label": label(node),
            "meaning": meaning(node),
            "flag": node.flag(),
            "state": state,
            "chosen": chosen.iter().any(|member| member.index() == node.index()),
            "start": span.start,
            "end": span.end,
        }));
        if node.kind().is_group() {
            groups.push(node);
        }
    }
    parts
}

fn condition_holds(node: NodeRef<'_>, flags: &UseFlags) -> bool {
    node.kind() != NodeKind::UseConditional || node.flag().is_some_and(|flag| flags.contains_flag(flag)) != node.negated()
}

/// Whether what has to be matched in a part is.
fn state(node: NodeRef<'_>, spec: &DepSpec, flags: &UseFlags, judge: Judge<'_>) -> &'static str {
    let Some(judge) = judge else { return "open" };
    let options = DepSpecOptions { eapi: spec.eapi(), repo: true, empty_groups: true };
    // A part is a specification by itself.
    match DepSpec::parse(spec.kind(), node.text(), options) {
        Ok(part) if part.satisfied_with(flags, judge).is_satisfied() => "matched",
        _ => "unmatched",
    }
}

fn label(node: NodeRef<'_>) -> String {
    match node.kind() {
        NodeKind::AllOf => "( )".to_owned(),
        NodeKind::AnyOf => "||".to_owned(),
        NodeKind::ExactlyOneOf => "^^".to_owned(),
        NodeKind::AtMostOneOf => "??".to_owned(),
        NodeKind::UseConditional => format!("{}{}?", if node.negated() { "!" } else { "" }, node.flag().unwrap_or_default()),
        _ => node.text().split_ascii_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn meaning(node: NodeRef<'_>) -> String {
    match (node.kind(), node.flag()) {
        (NodeKind::AllOf, _) => "all of".to_owned(),
        (NodeKind::AnyOf, _) => "at least one of".to_owned(),
        (NodeKind::ExactlyOneOf, _) => "exactly one of".to_owned(),
        (NodeKind::AtMostOneOf, _) => "at most one of".to_owned(),
        (NodeKind::UseConditional, Some(flag)) if node.negated() => format!("only if {flag} is disabled"),
        (NodeKind::UseConditional, Some(flag)) => format!("only if {flag} is enabled"),
        (NodeKind::Flag, Some(flag)) if node.negated() => format!("{flag} must be disabled"),
        (NodeKind::Flag, Some(flag)) => format!("{flag} must be enabled"),
        (NodeKind::Atom, _) if node.text().starts_with('!') => "must not be there".to_owned(),
        _ => String::new(),
    }
}
