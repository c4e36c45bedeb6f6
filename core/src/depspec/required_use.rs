//! Whether flags meet a `REQUIRED_USE` (`sec:required-use`), and what to tell the user if not.

use std::ops::Range;

use super::DepSpec;
use super::kind::{DepSpecKind, NodeKind};
use super::node::NodeRef;
use super::verdict::{Found, Verdict, Verdicts};
use super::write::Writer;
use crate::error::{Error, Reason};
use crate::flags::{UseFlags, UseSet};
use crate::iuse::Iuse;

/// Whether flags meet a `REQUIRED_USE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredUseResult {
    unsatisfied: Option<DepSpec>,
    sentences: Vec<String>,
}

impl RequiredUseResult {
    /// Whether everything is met.
    pub fn is_satisfied(&self) -> bool {
        self.unsatisfied.is_none()
    }

    /// What is not met, with the conditions it is under; none if everything is.
    pub fn unsatisfied(&self) -> Option<&DepSpec> {
        self.unsatisfied.as_ref()
    }

    /// One line for each item that is not met, for people: `x needs y: enable y or disable x`.
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }
}

impl DepSpec {
    /// Whether a package with these enabled USE flags meets this `REQUIRED_USE`.
    ///
    /// `iuse` is `IUSE_EFFECTIVE`. With it, a flag that is not in it is an error, also
    /// where it would not matter. Specifications of other kinds are an error.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let spec = DepSpec::parse(DepSpecKind::RequiredUse, "x? ( y ) ^^ ( a b )", None)?;
    /// let result = spec.check_required_use(&["x", "a", "b"], None)?;
    /// assert_eq!(result.unsatisfied().unwrap().as_str(), "x? ( y ) ^^ ( a b )");
    /// assert_eq!(result.sentences(), [
    ///     "x needs y: enable y or disable x",
    ///     "exactly one of a, b must be enabled, but a and b are",
    /// ]);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn check_required_use(&self, enabled: &(impl UseSet + ?Sized), iuse: Option<&Iuse>) -> Result<RequiredUseResult, Error> {
        self.demand_required_use()?;
        if let Some(iuse) = iuse {
            self.check_iuse(iuse)?;
        }
        let holds = |node: NodeRef<'_>| node.condition_holds(|flag| enabled.contains_flag(flag));
        let verdicts = Verdicts::new(self, holds, holds);
        let sentences = sentences(self, &verdicts).into_iter().map(|(_, sentence)| sentence).collect();
        Ok(RequiredUseResult { unsatisfied: unsatisfied(self, &verdicts), sentences })
    }

    /// Checks that every flag of conditions, of `REQUIRED_USE` and of conditional USE dependencies is in `iuse`, which is
    /// `IUSE_EFFECTIVE` (`sec:dependency-spec`, `sec:use-dep`, `sec:required-use`).
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind, Iuse};
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "a/b x? ( c/d[y?] )", None)?;
    /// assert_eq!(spec.check_iuse(&Iuse::parse("+x z")?).unwrap_err().span(), 13..14);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn check_iuse(&self, iuse: &Iuse) -> Result<(), Error> {
        match self.flags_not_in(iuse).next() {
            Some(span) => Err(self.error(Reason::FlagNotInIuse, span)),
            None => Ok(()),
        }
    }

    /// Where the flags stand that have to be in `iuse` and are not.
    pub(super) fn flags_not_in<'a>(&'a self, iuse: &'a Iuse) -> impl Iterator<Item = Range<usize>> + 'a {
        self.recursive().flat_map(|node| {
            let own = node.flag().filter(|flag| !iuse.contains(flag)).map(|flag| {
                let start = node.span().start + usize::from(node.negated());
                start..start + flag.len()
            });
            own.into_iter().chain(use_deps_not_in(node, iuse))
        })
    }

    /// The items that are not met with these flags enabled: where each stands, and a sentence about it.
    pub(super) fn unmet_required_use(&self, enabled: &UseFlags) -> Vec<(Range<usize>, String)> {
        let holds = |node: NodeRef<'_>| node.condition_holds(|flag| enabled.contains(flag));
        sentences(self, &Verdicts::new(self, holds, holds))
    }

    pub(super) fn demand_required_use(&self) -> Result<(), Error> {
        match self.kind {
            DepSpecKind::RequiredUse => Ok(()),
            _ => Err(self.error(Reason::NotRequiredUse, 0..self.text.len())),
        }
    }
}

/// The items that are not met; of all-of groups and conditions only what is not met in them.
fn unsatisfied(spec: &DepSpec, verdicts: &Verdicts<'_>) -> Option<DepSpec> {
    if verdicts.all_matched() {
        return None;
    }
    let mut out = Writer::new(spec.kind, spec.eapi);
    let mut ends: Vec<usize> = Vec::new();
    let mut index = 0;
    while index < spec.nodes.len() {
        while ends.pop_if(|end| *end <= index).is_some() {
            out.close();
        }
        let node = spec.node(index);
        index = match (verdicts.of(node), node.kind()) {
            (Verdict::Unmatched, NodeKind::AllOf | NodeKind::UseConditional) => {
                out.open(node.kind(), node.negated(), node.head());
                ends.push(node.subtree().end);
                index + 1
            }
            (Verdict::Unmatched, _) => {
                out.copy(node);
                node.subtree().end
            }
            _ => node.subtree().end,
        };
    }
    ends.iter().for_each(|_| out.close());
    Some(out.finish())
}

/// Where the conditional USE dependencies of an atom stand whose flags are not in `iuse`.
fn use_deps_not_in(node: NodeRef<'_>, iuse: &Iuse) -> Vec<Range<usize>> {
    let mut missing = Vec::new();
    let text = node.text();
    // The brackets come last; each dependency in them is a slice between commas.
    if let (Some(bracket), Some(atom)) = (text.ends_with(']').then(|| text.find('[')).flatten(), node.atom()) {
        let mut start = node.span().start + bracket + 1;
        for dep in atom.use_deps() {
            if dep.is_conditional() && !iuse.contains(dep.flag()) {
                let start = start + usize::from(dep.as_str().starts_with('!'));
                missing.push(start..start + dep.flag().len());
            }
            start += dep.as_str().len() + 1;
        }
    }
    missing
}

/// For each item that is not met, where it stands and a sentence about it.
fn sentences(spec: &DepSpec, verdicts: &Verdicts<'_>) -> Vec<(Range<usize>, String)> {
    let mut sentences: Vec<(Range<usize>, String)> = Vec::new();
    let items: Vec<NodeRef<'_>> = spec.items().collect();
    verdicts.walk(|found| {
        let Found::Unmatched(node) = found else { return };
        let after = items.partition_point(|item| item.index() <= node.index());
        let Some(item) = after.checked_sub(1).map(|at| items[at].span()) else { return };
        let sentence = sentence(verdicts, &conditions_around(spec, node), node);
        match sentences.last_mut() {
            Some((last, text)) if *last == item => *text += &format!("; {sentence}"),
            _ => sentences.push((item, sentence)),
        }
    });
    sentences
}

/// The conditional groups that a part is in, outermost first.
fn conditions_around<'a>(spec: &'a DepSpec, part: NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut conditions = Vec::new();
    let mut index = 0;
    while index < part.index() {
        let node = spec.node(index);
        let subtree = node.subtree();
        index = match subtree.contains(&part.index()) {
            true => index + 1,
            false => subtree.end,
        };
        if node.kind() == NodeKind::UseConditional && subtree.contains(&part.index()) {
            conditions.push(node);
        }
    }
    conditions
}

/// What is not met, and what could be done about it.
fn sentence(verdicts: &Verdicts<'_>, conditions: &[NodeRef<'_>], node: NodeRef<'_>) -> String {
    let flag = node.flag().map(|flag| (flag, node.negated()));
    // A flag that its own condition contradicts has only one way to go.
    let is_own = |condition: NodeRef<'_>| condition.flag() == node.flag();
    match (conditions, flag) {
        ([condition], Some(_)) if is_own(*condition) => clause(verdicts, node),
        ([], _) => clause(verdicts, node),
        ([condition], Some((flag, negated))) => needs(*condition, flag, negated),
        _ => format!("with {}, {}", listed(conditions.iter().map(|condition| state(*condition)), "and"), clause(verdicts, node)),
    }
}

/// One flag under one condition, the most frequent case.
fn needs(condition: NodeRef<'_>, flag: &str, negated: bool) -> String {
    let other = condition.flag().unwrap_or("");
    match (condition.negated(), negated) {
        (false, false) => format!("{other} needs {flag}: enable {flag} or disable {other}"),
        (false, true) => format!("{other} conflicts with {flag}: disable {flag} or {other}"),
        (true, false) => format!("without {other}, {flag} is needed: enable {flag} or {other}"),
        (true, true) => format!("{flag} needs {other}: enable {other} or disable {flag}"),
    }
}

fn state(condition: NodeRef<'_>) -> String {
    let flag = condition.flag().unwrap_or("");
    format!("{flag} {}", if condition.negated() { "disabled" } else { "enabled" })
}

/// What a part says: of a group with one member, that member, however deep.
fn told_by<'a>(verdicts: &Verdicts<'a>, mut part: NodeRef<'a>) -> NodeRef<'a> {
    while part.kind().has_members() {
        let mut members = part.children();
        match (members.next(), members.next()) {
            (Some(only), None) if verdicts.of(only) != Verdict::Absent => part = only,
            _ => break,
        }
    }
    part
}

fn clause(verdicts: &Verdicts<'_>, node: NodeRef<'_>) -> String {
    let node = told_by(verdicts, node);
    let (how_many, allowed) = match node.kind() {
        NodeKind::AnyOf => ("at least one", "must"),
        NodeKind::ExactlyOneOf => ("exactly one", "must"),
        NodeKind::AtMostOneOf => ("at most one", "may"),
        NodeKind::Flag if node.negated() => return format!("{} must be disabled", node.flag().unwrap_or("")),
        NodeKind::Flag => return format!("{} must be enabled", node.text()),
        _ => return format!("{} must hold", single_blanks(node)),
    };
    let all: Vec<NodeRef<'_>> = node.children().collect();
    let is_member = |child: &NodeRef<'_>| verdicts.of(*child) != Verdict::Absent;
    let matched: Vec<String> =
        all.iter().filter(|&&child| verdicts.of(child) == Verdict::Matched).map(|&child| single_blanks(child)).collect();
    match all[..] {
        [] => return format!("{} has nothing in it that could hold", single_blanks(node)),
        _ if !all.iter().any(is_member) => return no_member(&all, how_many),
        _ => {}
    }
    // Where one more is needed, one whose condition does not hold could be it; where there are too many, it is none of them.
    let named: Vec<NodeRef<'_>> = all.iter().copied().filter(|child| matched.is_empty() || is_member(child)).collect();
    let plain = named.iter().all(|member| member.kind() == NodeKind::Flag && !member.negated());
    let names = named.into_iter().map(single_blanks).collect::<Vec<_>>().join(", ");
    let (what, verb) = if plain { ("be enabled", "are") } else { ("hold", "do") };
    let but = match (matched.is_empty(), plain) {
        (true, true) => "none is".to_owned(),
        (true, false) => "none does".to_owned(),
        (false, _) => format!("{} {verb}", listed(matched.into_iter(), "and")),
    };
    format!("{how_many} of {names} {allowed} {what}, but {but}")
}

/// Of a group whose members all have a condition, none of which holds: what would make each of them a member.
fn no_member(conditions: &[NodeRef<'_>], how_many: &str) -> String {
    let switch = |condition: &NodeRef<'_>| {
        format!("{} {}", if condition.negated() { "disable" } else { "enable" }, condition.flag().unwrap_or(""))
    };
    let mut switches: Vec<String> = Vec::new();
    for switch in conditions.iter().map(switch) {
        if !switches.contains(&switch) {
            switches.push(switch);
        }
    }
    let switches = listed(switches.into_iter(), "or");
    match conditions {
        [only] => format!("{} must hold, but its condition does not: {switches}", single_blanks(*only)),
        _ => {
            let names = conditions.iter().map(|&condition| single_blanks(condition)).collect::<Vec<_>>().join(", ");
            format!("{how_many} of {names} must hold, but no condition does: {switches}")
        }
    }
}

fn single_blanks(node: NodeRef<'_>) -> String {
    node.words().collect::<Vec<_>>().join(" ")
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: impl Iterator<Item = String>, last: &str) -> String {
    let mut words: Vec<String> = words.collect();
    let Some(end) = words.pop() else { return String::new() };
    match words.is_empty() {
        true => end,
        false => format!("{} {last} {end}", words.join(", ")),
    }
}
