//! The small parsers, each on the whole text.

use polyatom_oracle::grammar;
use crate::{check_error, check_order, check_text, eapis};
use polyatom::{AtomPattern, Cpn, Cpv, Eapi, Error, Operator, Revision, Slot, SlotDep, UseDep, names};

/// The target.
pub fn check(text: &str) {
    check_names(text);
    check_deps(text);
    let cpn = check_text(text, Cpn::parse);
    let halves = text.split_once('/');
    let is_cpn = halves.is_some_and(|(category, package)| grammar::is_word(category) && grammar::is_package(package));
    assert_eq!(cpn.is_some(), is_cpn, "{text:?}");
    check_cpv(text);
    check_text(text, Slot::parse);
    check_pattern(text);
    for error in [Eapi::parse(text).err(), Operator::parse(text).err()].iter().flatten() {
        check_error(error);
    }
    check_revisions(text);
}

/// One of the public rules of names, and its literal reading where there is one.
type Rule = (fn(&str) -> Result<(), Error>, Option<fn(&str) -> bool>);

fn check_names(text: &str) {
    let rules: [Rule; 9] = [
        (names::category, Some(grammar::is_word)),
        (names::package, Some(grammar::is_package)),
        (names::slot, Some(grammar::is_word)),
        (names::repository, Some(grammar::is_repository)),
        (names::use_flag, None),
        (names::eclass, None),
        (names::license, None),
        (names::keyword, None),
        (names::eapi, None),
    ];
    for (ours, literal) in rules {
        let found = ours(text);
        found.as_ref().err().into_iter().for_each(check_error);
        assert!(literal.is_none_or(|literal| literal(text) == found.is_ok()), "{text:?}: {found:?}");
    }
}

fn check_deps(text: &str) {
    for eapi in eapis() {
        let dep = check_text(text, |text| UseDep::parse(text, eapi));
        assert_eq!(dep.is_some(), grammar::is_use_dep(text, eapi), "{text:?} in {eapi:?}");
        let dep = check_text(text, |text| SlotDep::parse(text, eapi));
        assert_eq!(dep.is_some(), grammar::is_slot_dep(text, eapi), "{text:?} in {eapi:?}");
    }
}

fn check_cpv(text: &str) {
    let split = text.split_once('/').filter(|(category, _)| grammar::is_word(category));
    let splits = split.map(|(_, rest)| grammar::splits(rest)).unwrap_or_default();
    let cpv = check_text(text, Cpv::parse);
    assert_eq!(cpv.is_some(), splits.len() == 1, "{text:?}: {splits:?}");
    let Some(cpv) = cpv else { return };
    assert_eq!((cpv.package(), cpv.version_text()), splits[0]);
    assert_eq!(cpv.version().as_str(), cpv.version_text());
    assert_eq!(format!("{}/{}", cpv.category(), cpv.pf()), text);
    assert_eq!(format!("{}-{}", cpv.pn(), cpv.pv()), cpv.p());
    assert!(cpv.with_op(Operator::Equal).matches(&cpv));
}

fn check_pattern(text: &str) {
    let pattern = check_text(text, AtomPattern::parse);
    assert_eq!(pattern.is_some(), AtomPattern::is_valid(text));
    if let (Some(pattern), Ok(cpn)) = (pattern, Cpn::parse(text)) {
        assert!(pattern.matches_cpn(&cpn), "{text:?} does not match itself");
    }
}

/// Two of them, apart by a newline.
fn check_revisions(text: &str) {
    let revisions: Vec<Revision> = text.split('\n').take(4).filter_map(|text| check_text(text, Revision::parse)).collect();
    check_order(&revisions);
}
