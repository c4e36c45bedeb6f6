//! Sizes of values, and what parsing and matching allocate.

use allocation_counter::{AllocationInfo, measure};
use polyatom::{Atom, Cpn, Cpv, Eapi, Iuse, NO_FLAGS, Package, Slot, UseFlags, Version};

const ATOM: &str = "!!>=cat/pkg-123456-r1:2/3=::repo[a,-b(+),c?]";

fn allocated(run: impl FnOnce()) -> (u64, u64) {
    let AllocationInfo { count_total, bytes_total, .. } = measure(run);
    (count_total, bytes_total)
}

#[test]
fn sizes() {
    assert!(size_of::<Atom>() <= 56 && size_of::<Option<Atom>>() <= 56);
    assert!(size_of::<Version>() <= 32 && size_of::<Option<Version>>() <= 32);
    assert!(size_of::<Cpv>() <= 40 && size_of::<Cpn>() <= 24);
}

/// One allocation, of the text's size.
#[test]
fn a_value_is_one_allocation() {
    assert_eq!(allocated(|| drop(Atom::parse(ATOM, None).unwrap())), (1, ATOM.len() as u64));
    assert_eq!(allocated(|| drop(Version::parse("1.2.3_p4-r5").unwrap())), (1, 11));
    assert_eq!(allocated(|| drop(Cpv::parse("a/b-1.2").unwrap())), (1, 7));
    assert_eq!(allocated(|| drop(Cpn::parse("a/b").unwrap())), (1, 3));
    let long = format!("cat/pkg[{}]", ["flag"; 1000].join(","));
    assert_eq!(allocated(|| drop(Atom::parse(&long, None).unwrap())), (1, long.len() as u64));
}

/// The error and its copy of the input; the message is made later.
#[test]
fn an_error_is_two_allocations() {
    assert_eq!(allocated(|| drop(Atom::parse("cat/pkg-1", Eapi::V8).unwrap_err())).0, 2);
    assert_eq!(allocated(|| assert!(!Atom::is_valid("cat/pkg-1", Eapi::V8))).0, 0);
}

#[test]
fn looking_allocates_nothing() {
    let atom = Atom::parse(ATOM, None).unwrap();
    let other = Atom::parse("=cat/pkg-123456.7.8.9.10.11.12.13*:2", None).unwrap();
    let cpv = Cpv::parse("cat/pkg-123456.7.8.9.10.11.12.13_p14-r15").unwrap();
    let flags = UseFlags::new(["a"]).unwrap();
    let package = Package::new(cpv.clone())
        .slot(Slot::parse("2/3").unwrap())
        .in_repo("repo")
        .unwrap()
        .iuse(Iuse::parse("a b c").unwrap())
        .use_flags(flags.clone());
    let versions = [atom.version().unwrap(), cpv.version()];
    let nothing = || {
        let _ = (atom.category(), atom.package(), atom.version_text(), atom.slot(), atom.subslot(), atom.repo());
        assert_eq!(atom.use_texts().count(), 3);
        assert!(atom.matches_package(&package, NO_FLAGS) && !atom.matches(&cpv) && !other.matches(&cpv));
        assert_eq!((atom.check_use(&package, NO_FLAGS), atom.check_use(&package, &flags)), (Ok(true), Ok(true)));
        assert!(atom != other && atom.cmp(&other).is_ne() && versions[0] < versions[1] && versions[1] == versions[1]);
        assert!(versions[1].matches_glob(&versions[1]) && cpv == cpv);
    };
    assert_eq!(allocated(nothing), (0, 0));
}
