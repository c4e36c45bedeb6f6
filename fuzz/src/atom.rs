//! Atoms, one a line, in every EAPI: the grammar against regular expressions, parts against the whole, matching against intersecting.

use polyatom_oracle::{grammar, version as literal};
use crate::{check_error, check_order, check_text, eapis};
use polyatom::{Atom, AtomOptions, Cpv, NO_FLAGS, Operator};

/// More would be compared with each other more often than they tell.
const MOST: usize = 4;

/// The target.
pub fn check(text: &str) {
    let atoms: Vec<Atom> = text.split('\n').take(MOST).filter_map(check_one).collect();
    check_order(&atoms);
    let packages: Vec<Cpv> = atoms.iter().filter_map(Atom::cpv).collect();
    check_order(&packages);
    for a in &atoms {
        for package in &packages {
            check_match(a, package);
        }
        for b in &atoms {
            check_intersection(a, b, &packages);
        }
    }
}

/// What a text is without an EAPI, after looking at it in each.
fn check_one(text: &str) -> Option<Atom> {
    for eapi in eapis() {
        assert_eq!(Atom::is_valid(text, eapi), grammar::is_atom(text, eapi), "{text:?} in {eapi:?}");
        for repo in [false, true] {
            let options = AtomOptions { eapi, repo };
            match Atom::parse(text, options) {
                Ok(atom) => assert_eq!(atom.as_str(), text),
                Err(error) => check_error(&error),
            }
            assert_eq!(Atom::is_valid(text, options), Atom::parse(text, options).is_ok(), "{text:?} with {options:?}");
        }
    }
    let atom = check_text(text, |text| Atom::parse(text, None))?;
    check_parts(&atom);
    Some(atom)
}

fn check_parts(atom: &Atom) {
    assert_eq!(joined(atom), atom.as_str());
    assert_eq!(atom.cpn().to_string(), format!("{}/{}", atom.category(), atom.package()));
    assert_eq!(atom.unversioned().as_str(), atom.cpn().as_str());
    assert!(atom.use_deps().map(|dep| dep.to_string()).eq(atom.use_texts()));
    assert_eq!(atom.evaluate(NO_FLAGS).evaluate(NO_FLAGS), atom.evaluate(NO_FLAGS));
    let derived = [
        atom.with_slot_dep(atom.slot_dep().as_ref()),
        atom.with_use_deps(&atom.use_deps().collect::<Vec<_>>()),
        atom.with_repo(atom.repo()).expect("its own repository"),
        atom.with_blocker(atom.blocker()),
        atom.without(&[]),
    ];
    for same in derived {
        assert_eq!(same.as_str(), atom.as_str());
    }
}

/// All parts, in their order.
fn joined(atom: &Atom) -> String {
    let mut text = atom.blocker().map_or(String::new(), |blocker| blocker.to_string());
    let glob = atom.op() == Some(Operator::EqualGlob);
    text += atom.op().map_or("", |op| if glob { "=" } else { op.as_str() });
    text += &format!("{}/{}", atom.category(), atom.package());
    text += &atom.version_text().map(|version| format!("-{version}")).unwrap_or_default();
    text += if glob { "*" } else { "" };
    text += &atom.slot_dep().map(|dep| format!(":{dep}")).unwrap_or_default();
    text += &atom.repo().map(|repo| format!("::{repo}")).unwrap_or_default();
    let deps: Vec<&str> = atom.use_texts().collect();
    text + &if deps.is_empty() { String::new() } else { format!("[{}]", deps.join(",")) }
}

/// Name and version decide as the specification's words do, if the atom asks for nothing else.
fn check_match(atom: &Atom, package: &Cpv) {
    let named = atom.category() == package.category() && atom.package() == package.package();
    let (Some(op), Some(version)) = (atom.op(), atom.version_text()) else {
        assert!(named || !atom.matches(package));
        return;
    };
    let fits = named && literal::matches(op, &literal::split(package.version_text()), &literal::split(version));
    assert_eq!(atom.versioned().matches(package), fits, "{atom} and {package}");
    assert!(fits || !atom.matches(package), "{atom} and {package}");
}

/// Atoms that match the same package intersect, whichever is asked.
fn check_intersection(a: &Atom, b: &Atom, packages: &[Cpv]) {
    assert_eq!(a.intersects(b), b.intersects(a), "{a} and {b}");
    let (plain_a, plain_b) = (a.versioned(), b.versioned());
    for package in packages.iter().filter(|package| plain_a.matches(package) && plain_b.matches(package)) {
        assert!(plain_a.intersects(&plain_b), "{plain_a} and {plain_b} both match {package}");
    }
}
