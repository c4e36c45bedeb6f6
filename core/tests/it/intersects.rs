//! Intersection, against looking for a package that both atoms match.

use polyatom::{Atom, ConflictPart, Cpv, Iuse, Package, Slot, UseFlags};
use polyatom_oracle::generate;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn parse(text: &str) -> Atom {
    Atom::parse(text, None).unwrap()
}

#[test]
fn versions() {
    let cases = [
        (">a/b-1", "<a/b-1-r1", false),
        (">a/b-1-r0", "<a/b-1-r2", true),
        (">a/b-1-r9", "<a/b-1-r10", false),
        (">a/b-1-r199", "<a/b-1-r200", false),
        (">a/b-1-r99", "<a/b-1-r101", true),
        (">a/b-1-r19", "<a/b-1-r30", true),
        (">=a/b-1", "<a/b-1-r1", true),
        (">a/b-1", "<=a/b-1-r1", true),
        (">a/b-1", "<a/b-1", false),
        (">=a/b-1", "<=a/b-1-r0", true),
        ("<a/b-0_alpha", "<=a/b-0_alpha_alpha", true),
        ("=a/b-1*", "<a/b-1", true),
        ("=a/b-1*", "<a/b-0.9", false),
        ("=a/b-1*", ">a/b-1.9", true),
        ("=a/b-1*", ">a/b-2", false),
        ("=a/b-1*", ">=a/b-10", false),
        ("=a/b-1*", "=a/b-1.2*", true),
        ("=a/b-1*", "=a/b-10*", false),
        ("=a/b-1-r1*", ">a/b-1-r1", false),
        ("=a/b-1-r1*", "=a/b-1*", true),
        ("=a/b-1_p*", "=a/b-1_p0*", true),
        ("~a/b-1", ">a/b-1-r5", true),
        ("~a/b-1", "<a/b-1", false),
        ("~a/b-1-r5", "<=a/b-1", true),
        ("~a/b-1", "=a/b-1-r7", true),
        ("~a/b-1", "~a/b-1.0", false),
        ("=a/b-1", "=a/b-01-r0", true),
        ("a/b", "=a/b-1", true),
        ("a/b", "a/c", false),
        ("!a/b", "a/b", true),
    ];
    for (a, b, expected) in cases {
        assert_eq!(parse(a).intersects(&parse(b)), expected, "{a} {b}");
        assert_eq!(parse(b).intersects(&parse(a)), expected, "{b} {a}");
    }
}

/// Versions around one: whatever an operator with it selects or leaves out, one of these is the witness.
fn around(version: &str) -> Vec<String> {
    let (base, revision) = version.split_once("-r").unwrap_or((version, "0"));
    let mut near = vec![version.to_owned(), base.to_owned()];
    near.extend(["_alpha", "_alpha_alpha", "_p", "_p1", "-r999999999999999999999999999"].map(|end| format!("{base}{end}")));
    if let Ok(number) = revision.parse::<u128>() {
        near.extend([number.saturating_sub(1), number + 1, number + 2].map(|number| format!("{base}-r{number}")));
    }
    near
}

/// Revisions that are close to each other, for the only gaps in the order of versions.
fn close_versions() -> impl Strategy<Value = (String, String)> {
    let revision = || prop_oneof![0..12u32, 95..105u32, 998..1002u32];
    (generate::base(), revision(), revision()).prop_map(|(base, a, b)| (format!("{base}-r{a}"), format!("{base}-r{b}")))
}

fn with_version(op: &str, version: &str) -> Atom {
    let (op, end) = if op == "=*" { ("=", "*") } else { (op, "") };
    parse(&format!("{op}a/b-{version}{end}"))
}

/// The flags `a` and `b` in every state that a package can have them.
fn flag_states() -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
    let states = |flag| [(vec![], vec![]), (vec![flag], vec![]), (vec![flag], vec![flag])];
    let pairs = states("a").into_iter().flat_map(|a| states("b").map(|b| (a.clone(), b)));
    pairs.map(|(a, b)| ([a.0, b.0].concat(), [a.1, b.1].concat())).collect()
}

const PARENTS: [&[&str]; 4] = [&[], &["a"], &["b"], &["a", "b"]];

fn packages() -> Vec<Package> {
    let cpv = Cpv::parse("a/b-1").unwrap();
    let mut packages = Vec::new();
    for slot in ["0", "1", "0/1", "1/0"] {
        for repo in ["r", "s"] {
            for (iuse, enabled) in flag_states() {
                let slot = Slot::parse(slot).unwrap();
                let (iuse, enabled) = (Iuse::parse(&iuse.join(" ")).unwrap(), UseFlags::new(enabled).unwrap());
                packages.push(Package::new(cpv.clone()).slot(slot).in_repo(repo).unwrap().iuse(iuse).use_flags(enabled));
            }
        }
    }
    packages
}

#[test]
fn reasons() {
    let cases = [
        ("a/b", "a/c", ConflictPart::Package, "a/b and a/c are different packages"),
        ("=a/b-1*", "!>=a/b-2", ConflictPart::Version, "no version satisfies both =1* and >=2"),
        ("a/b:1[c]", "a/b:2[-c]", ConflictPart::Slot, "no package is in both slot 1 and slot 2"),
        ("a/b:1/2", "a/b:1/3=", ConflictPart::Subslot, "no package is in both sub-slot 2 and sub-slot 3"),
        ("a/b::r", "a/b::s", ConflictPart::Repo, "no package is in both repository r and repository s"),
        ("a/b[d,c]", "a/b[-c,e?]", ConflictPart::UseDeps, "no state of the USE flag c satisfies both [c] and [-c]"),
        ("a/b", "a/b[d,c,-c]", ConflictPart::UseDeps, "no state of the USE flag c satisfies [c,-c]"),
    ];
    for (a, b, part, sentence) in cases {
        let (a, b) = (parse(a), parse(b));
        let conflict = a.conflict_with(&b).unwrap();
        assert_eq!((conflict.part(), conflict.to_string().as_str()), (part, sentence));
        assert_eq!(conflict.flag().is_some(), part == ConflictPart::UseDeps);
        assert_eq!(
            b.conflict_with(&a).map(|conflict| (conflict.part(), conflict.flag().map(str::to_owned))),
            Some((part, conflict.flag().map(str::to_owned)))
        );
    }
    assert!(parse("a/b:1[c?]").conflict_with(&parse("a/b:1/2::r[-c]")).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn version_ranges(x in generate::operator(), y in generate::operator(), (v, w) in prop_oneof![generate::version_pair(), close_versions()]) {
        let (a, b) = (with_version(x.as_str(), &v), with_version(y.as_str(), &w));
        let candidates = [around(&v), around(&w)].concat();
        let witness = candidates.iter().find(|version| {
            let cpv = Cpv::parse(&format!("a/b-{version}")).unwrap();
            a.matches(&cpv) && b.matches(&cpv)
        });
        prop_assert_eq!(a.intersects(&b), witness.is_some(), "{} {} {:?}", a, b, witness);
        prop_assert_eq!(b.intersects(&a), witness.is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn slots_repositories_and_flags(a in rest(), b in rest()) {
        let (a, b) = (parse(&format!("a/b{a}")), parse(&format!("a/b{b}")));
        let matches = |atom: &Atom, package: &Package| PARENTS.iter().any(|parent| atom.matches_package(package, *parent));
        let witness = packages().into_iter().find(|package| matches(&a, package) && matches(&b, package));
        prop_assert_eq!(a.intersects(&b), witness.is_some(), "{} {} {:?}", a, b, witness);
        prop_assert_eq!(b.intersects(&a), witness.is_some());
        prop_assert_eq!(a.intersects(&a), packages().iter().any(|package| matches(&a, package)));
    }
}

/// What may come after the version.
fn rest() -> impl Strategy<Value = String> {
    let slot = select(vec!["", "", ":0", ":1", ":0/1", ":1/0", ":0/0", ":=", ":*", ":0="]);
    let repo = select(vec!["", "", "", "::r", "::s"]);
    let deps = vec(generate::use_dep_of("[ab]"), 0..4);
    (slot, repo, deps).prop_map(|(slot, repo, deps)| {
        let deps = if deps.is_empty() { String::new() } else { format!("[{}]", deps.join(",")) };
        format!("{slot}{repo}{deps}")
    })
}
