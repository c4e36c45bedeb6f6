//! Every atom and version of a real repository, where its data lies beside this repository.

use std::io::Read;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use polyatom::{Atom, Eapi, UseDep, Version};

/// The lines of a compressed file, or none if the data is not there.
fn lines(file: &str) -> Option<Vec<String>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(file);
    let Ok(compressed) = std::fs::File::open(&path) else {
        eprintln!("SKIPPED: no real data at {}", path.display());
        return None;
    };
    let mut text = String::new();
    GzDecoder::new(compressed).read_to_string(&mut text).expect("a gzip file of text");
    Some(text.lines().map(str::to_owned).collect())
}

#[test]
fn atoms() {
    let Some(lines) = lines("atoms.txt.gz") else { return };
    assert_eq!(lines.len(), 6520);
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
    let Some(lines) = lines("versions.txt.gz") else { return };
    assert_eq!(lines.len(), 1813);
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
