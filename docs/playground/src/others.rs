//! Texts of which there is less to tell: names, slots, lists of keywords.

use crate::question::Question;
use polyatom::{
    AtomPattern, Cpn, Cpv, Eapi, Error, Iuse, Keywords, NameKind, PackageName, Revision, Slot, SlotDep, UseDep, Version,
    VersionRequirement,
};
use serde_json::{Value, json};

/// What is known of a text: names and values.
type Facts = Vec<(&'static str, String)>;

/// Reads a text.
pub type Read = fn(&str, Option<Eapi>) -> Result<Facts, Error>;

/// What each is called in a question.
pub const OTHERS: [(&str, Read); 12] = [
    ("cpn", |text, _| Cpn::parse(text).map(|cpn| vec![("category", cpn.category().into()), ("package", cpn.package().into())])),
    ("cpv", |text, _| {
        let facts = |cpv: Cpv| {
            vec![("category", cpv.category().into()), ("P", cpv.p().into()), ("PV", cpv.pv().into()), ("PR", cpv.pr().into())]
        };
        Cpv::parse(text).map(facts)
    }),
    ("iuse", |text, _| {
        let joined = |flags: polyatom::UseFlags| flags.names().collect::<Vec<_>>().join(" ");
        Iuse::parse(text).map(|iuse| vec![("enabled", joined(iuse.enabled())), ("disabled", joined(iuse.disabled()))])
    }),
    ("keywords", |text, _| Keywords::parse(text).map(|keywords| vec![("in order", keywords.sorted().to_string())])),
    ("package_name", |text, _| {
        let version = |name: &PackageName| name.version().map(|version| version.to_string());
        PackageName::parse(text)
            .map(|name| vec![("name", name.cpn().to_string()), ("version", version(&name).unwrap_or_default())])
    }),
    ("pattern", |text, _| {
        AtomPattern::parse(text)
            .map(|pattern| vec![("category", pattern.category().into()), ("package", pattern.package().into())])
    }),
    ("revision", |text, _| Revision::parse(text).and_then(|revision| Ok(vec![("number", revision.number()?.to_string())]))),
    ("slot", |text, _| Slot::parse(text).map(|slot| vec![("slot", slot.name().into()), ("sub-slot", slot.subslot().into())])),
    ("slot_dep", |text, eapi| SlotDep::parse(text, eapi).map(|dep| vec![("slot", dep.slot().unwrap_or("any").into())])),
    ("upstream", |text, _| Version::from_upstream(text).map(|version| vec![("version", version.to_string())])),
    ("use_dep", |text, eapi| {
        UseDep::parse(text, eapi).map(|dep| vec![("flag", dep.flag().into()), ("form", dep.kind().to_string())])
    }),
    ("version_requirement", |text, _| {
        let word = |constraint: &polyatom::VersionConstraint| format!("{} {}", constraint.op(), constraint.version());
        VersionRequirement::parse(text)
            .map(|found| vec![("all of", found.constraints().iter().map(word).collect::<Vec<_>>().join(", "))])
    }),
];

pub fn answer(read: Read, question: &Question<'_>) -> Result<Value, Error> {
    read(question.text, question.eapi).map(|facts| json!({"facts": facts}))
}

/// Of a word that stands for a choice.
pub fn word(written: &str) -> Value {
    json!({"facts": [("the choice", written)]})
}

/// Of a name that is right.
pub fn name(kind: NameKind) -> Value {
    json!({"facts": [("the name of", kind.as_str().replace('_', " "))]})
}
