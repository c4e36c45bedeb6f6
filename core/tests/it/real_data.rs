//! Every atom and version of a real repository, where its data is there.

use polyatom::{Atom, Eapi, UseDep, Version};

use crate::data;

#[test]
fn atoms() {
    let Some(lines) = data::lines("atoms.txt.gz") else { return };
    for line in &lines {
        let atom = Atom::parse(line, None).unwrap_or_else(|error| panic!("{error}"));
        assert!(Atom::parse(line, Eapi::V9).is_ok() && Atom::is_valid(line, Eapi::V9), "{line}");
        assert_eq!(atom.as_str(), line);
        assert_eq!(rebuilt(&atom), *line);
    }
}

/// The atom's text from what its accessors say.
fn rebuilt(atom: &Atom) -> String {
    let deps: Vec<UseDep> = atom.use_deps().collect();
    let version = atom.version();
    let name = Atom::parse(&format!("{}/{}", atom.category(), atom.package()), None).expect("a name");
    let with_version = name.with_version(atom.op().zip(version.as_ref()));
    let with_slot = with_version.with_slot_dep(atom.slot_dep().as_ref()).with_blocker(atom.blocker());
    with_slot.with_use_deps(&deps).to_string()
}

#[test]
fn versions() {
    let Some(lines) = data::lines("versions.txt.gz") else { return };
    let mut versions: Vec<Version> = lines.iter().map(|line| Version::parse(line).expect(line)).collect();
    versions.sort();
    let again = {
        let mut reversed: Vec<Version> = lines.iter().rev().map(|line| Version::parse(line).expect(line)).collect();
        reversed.sort();
        reversed
    };
    assert_eq!(versions, again, "one order, wherever one starts");
    for pair in versions.windows(2) {
        assert!(pair[0] <= pair[1]);
        assert_eq!(pair[0].cmp(&pair[1]), pair[0].sort_key().cmp(&pair[1].sort_key()), "{} {}", pair[0], pair[1]);
    }
}
