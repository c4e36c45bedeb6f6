//! Atoms: their parts and what these mean, and which packages match.

use crate::packages::{self, Listed};
use crate::question::{Question, Refused};
use crate::told::{self, listed, part};
use polyatom::{Atom, AtomField, Blocker, Operator, Package, SlotOperator, UseDefault, UseDep, UseDepKind, UseFlags};
use serde_json::{Value, json};

pub fn answer(question: &Question<'_>) -> Result<Value, Refused> {
    let atom = Atom::parse(question.text, question.eapi).map_err(Refused::Text)?;
    let packages = packages::listed(question.packages)?;
    let mut flags: Vec<String> = atom.use_deps().filter(UseDep::is_conditional).map(|dep| dep.flag().to_owned()).collect();
    flags.dedup();
    let evaluated = (!flags.is_empty()).then(|| atom.evaluate(&question.flags).to_string());
    Ok(json!({
        "parts": parts(&atom),
        "facts": [("as all equal atoms are written", atom.canonical().to_string())],
        "flags": flags.iter().map(|flag| json!({"name": flag, "on": question.flags.contains(flag)})).collect::<Vec<_>>(),
        "evaluated": evaluated,
        "packages": matched(&atom, &packages, &question.flags),
    }))
}

/// The parts in the order of the text.
fn parts(atom: &Atom) -> Vec<Value> {
    let mut parts = Vec::new();
    let mut add = |name: &str, text: &str, meaning: &str| parts.push(part(name, text, meaning));
    match atom.blocker() {
        Some(Blocker::Weak) => add("blocker", "!", "must not be there after the package is built and merged"),
        Some(Blocker::Strong) => add("blocker", "!!", "must not be there while the package is built and merged"),
        None => {}
    }
    if let Some(op) = atom.op() {
        add("operator", op.as_str(), meaning_of_operator(op));
    }
    add("category", atom.category(), "");
    add("package", atom.package(), "");
    if let Some(version) = atom.version_text() {
        add("version", version, "");
    }
    if let Some(slot) = atom.slot() {
        add("slot", slot, "only this slot");
    }
    if let Some(subslot) = atom.subslot() {
        add("sub-slot", subslot, "only this sub-slot");
    }
    match atom.slot_op() {
        Some(SlotOperator::Equal) => add("slot operator", "=", "built anew when the slot or sub-slot is another one"),
        Some(SlotOperator::Any) => add("slot operator", "*", "the slot may change without building anew"),
        None => {}
    }
    if let Some(repo) = atom.repo() {
        add("repository", repo, "only from there; in no EAPI, for users' files alone");
    }
    for dep in atom.use_deps() {
        add("USE dependency", dep.as_str(), &meaning_of_use_dep(&dep));
    }
    parts
}

fn meaning_of_operator(op: Operator) -> &'static str {
    match op {
        Operator::Less => "any lower version",
        Operator::LessOrEqual => "this version or a lower one",
        Operator::Equal => "this version and revision",
        Operator::EqualGlob => "any version that begins with the same parts",
        Operator::Approximate => "this version, with any revision",
        Operator::GreaterOrEqual => "this version or a higher one",
        Operator::Greater => "any higher version",
    }
}

fn meaning_of_use_dep(dep: &UseDep) -> String {
    let flag = dep.flag();
    let state = match dep.kind() {
        UseDepKind::Enabled => format!("{flag} is enabled"),
        UseDepKind::Disabled => format!("{flag} is disabled"),
        UseDepKind::Equal => format!("{flag} is as in the package with the dependency"),
        UseDepKind::NotEqual => format!("{flag} is the opposite of that in the package with the dependency"),
        UseDepKind::EnabledConditional => format!("{flag} is enabled, if it is in the package with the dependency"),
        UseDepKind::DisabledConditional => format!("{flag} is disabled, if it is in the package with the dependency"),
    };
    match dep.default() {
        Some(UseDefault::Enabled) => format!("{state}; a package without it counts as if it were enabled"),
        Some(UseDefault::Disabled) => format!("{state}; a package without it counts as if it were disabled"),
        None => state,
    }
}

/// Each package with whether it matches, and why not.
fn matched(atom: &Atom, packages: &[Listed<'_>], flags: &UseFlags) -> Vec<Value> {
    let matches = |listed: &&Listed<'_>| atom.matches_package(&listed.package, flags);
    let best = packages.iter().filter(matches).map(|listed| listed.package.cpv.version()).max();
    let told = |listed: &Listed<'_>| {
        let missing = atom.check_use(&listed.package, flags).err().filter(|_| atom.could_match(&listed.package.cpv));
        let why = why_not(atom, &listed.package, flags);
        json!({
            "text": listed.text,
            "matches": why.is_empty(),
            "best": why.is_empty() && best.as_ref() == Some(&listed.package.cpv.version()),
            "why": why,
            "missing": missing.map(|missing| told::missing_flag(&missing)),
        })
    };
    packages.iter().map(told).collect()
}

/// What does not match: nothing if all does. Each part is asked by itself.
fn why_not(atom: &Atom, package: &Package, flags: &UseFlags) -> String {
    let matches = |atom: &Atom| atom.matches_package(package, flags);
    let without = |fields: &[AtomField]| atom.without(fields);
    if matches(atom) {
        return String::new();
    }
    let bare = without(&[AtomField::Version, AtomField::SlotDep, AtomField::UseDeps, AtomField::Repo]);
    if !matches(&bare) {
        return "another package".to_owned();
    }
    let parts = [
        ("the version", without(&[AtomField::SlotDep, AtomField::UseDeps, AtomField::Repo])),
        ("the slot", without(&[AtomField::Version, AtomField::Subslot, AtomField::UseDeps, AtomField::Repo])),
        ("the sub-slot", without(&[AtomField::Version, AtomField::UseDeps, AtomField::Repo])),
        ("the repository", without(&[AtomField::Version, AtomField::SlotDep, AtomField::UseDeps])),
    ];
    let mut wrong: Vec<String> = parts.iter().filter(|(_, part)| !matches(part)).map(|(name, _)| (*name).to_owned()).collect();
    // Where the slot is another one, the sub-slot says nothing.
    if wrong.iter().any(|name| name == "the slot") {
        wrong.retain(|name| name != "the sub-slot");
    }
    let unmet = |dep: &UseDep| !matches(&bare.with_use_deps(std::slice::from_ref(dep)));
    wrong.extend(atom.use_deps().filter(unmet).map(|dep| format!("[{dep}]")));
    format!("{} {} not match", listed(wrong.iter().map(String::as_str)), if wrong.len() == 1 { "does" } else { "do" })
}
