//! Matching, against the operators' and USE dependencies' literal rules.

use polyatom::{Atom, Cpv, Iuse, NO_FLAGS, Package, Slot, UseFlags, best_match};
use polyatom_oracle::{self as literal, generate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn parse(text: &str) -> Atom {
    Atom::parse(text, None).unwrap()
}

fn cpv(text: &str) -> Cpv {
    Cpv::parse(text).unwrap()
}

fn flags<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> UseFlags {
    UseFlags::new(names).unwrap()
}

fn iuse(text: &str) -> Iuse {
    Iuse::parse(text).unwrap()
}

/// `sec:dep-operator`
#[test]
fn operators() {
    let cases = [
        ("<a/b-1.2", "1.1 1.2_alpha 1", "1.2 1.2-r0 1.3"),
        ("<=a/b-1.2", "1.2 1.2-r0 1.1", "1.2-r1 1.3"),
        ("=a/b-1.2", "1.2 1.2-r0", "1.2-r1 1.20 1.2.0"),
        ("=a/b-1.2*", "1.2 1.2-r1 1.2.0 1.2a", "1.20 1.3 1"),
        ("~a/b-1.2", "1.2 1.2-r1 1.2-r99", "1.2.0 1.2_p"),
        ("~a/b-1.2-r5", "1.2 1.2-r1 1.2-r99", "1.2.0 1.2_p"),
        (">=a/b-1.2", "1.2 1.2-r1 1.20", "1.2_rc 1.1"),
        (">a/b-1.2", "1.2-r1 1.20 1.2_p", "1.2 1.2-r0 1.2_rc"),
        ("a/b", "0 1.2-r1", ""),
        ("!<a/b-1.2", "1.1", "1.2"),
    ];
    for (atom, matching, other) in cases {
        for (versions, expected) in [(matching, true), (other, false)] {
            for version in versions.split_whitespace() {
                assert_eq!(parse(atom).matches(&cpv(&format!("a/b-{version}"))), expected, "{atom} {version}");
            }
        }
    }
    assert!(!parse("a/b").matches(&cpv("a/c-1")) && !parse("a/b").matches(&cpv("c/b-1")));
}

/// `sec:slot-dep`
#[test]
fn slots() {
    let package = |slot: Option<&str>| Package::new(cpv("a/b-1")).slot(slot.map(|slot| Slot::parse(slot).unwrap()));
    let cases = [
        ("a/b:1", "1 1/2", "2 2/1 -"),
        ("a/b:1/1", "1 1/1", "1/2 2/1 -"),
        ("a/b:1/2", "1/2", "1 2 -"),
        ("a/b:1=", "1 1/2", "2 -"),
        ("a/b:1/2=", "1/2", "1 -"),
        ("a/b:=", "1 1/2 -", ""),
        ("a/b:*", "1 1/2 -", ""),
    ];
    for (atom, matching, other) in cases {
        for (slots, expected) in [(matching, true), (other, false)] {
            for slot in slots.split_whitespace() {
                let package = package(Some(slot).filter(|slot| *slot != "-"));
                assert_eq!(parse(atom).matches_package(&package, NO_FLAGS), expected, "{atom} {slot}");
            }
        }
    }
    assert!(!parse("a/b:1").matches(&cpv("a/b-1")) && parse("a/b:=").matches(&cpv("a/b-1")));
}

#[test]
fn repositories() {
    let package = Package::new(cpv("a/b-1"));
    assert!(!parse("a/b::r").matches_package(&package, NO_FLAGS), "unknown");
    assert!(parse("a/b::r").matches_package(&package.clone().in_repo("r").unwrap(), NO_FLAGS));
    assert!(!parse("a/b::r").matches_package(&package.in_repo("s").unwrap(), NO_FLAGS));
}

/// `sec:use-dep`: a flag that the package does not have.
#[test]
fn missing_flags() {
    let package = Package::new(cpv("a/b-1")).iuse(iuse("+x -y z")).use_flags(flags(["x", "unknown"]));
    assert!(parse("a/b[x,-y,-z]").matches_package(&package, NO_FLAGS));
    let lacking = parse("a/b[x,unknown]");
    assert!(!lacking.matches_package(&package, NO_FLAGS));
    let error = lacking.check_use(&package, NO_FLAGS).unwrap_err();
    assert_eq!((error.flag(), error.package()), ("unknown", "a/b-1"));
    assert!(error.to_string().contains("unknown"));
    assert_eq!(parse("a/b[unknown(+)]").check_use(&package, NO_FLAGS), Ok(true));
    assert_eq!(parse("a/b[unknown(-)]").check_use(&package, NO_FLAGS), Ok(false));
    assert!(parse("a/b[unknown?]").check_use(&package, NO_FLAGS).is_err(), "applied, though it asks for nothing");
    assert!(parse("a/b[-x,unknown]").check_use(&package, NO_FLAGS).is_err(), "an error also where another does not hold");
    let bare = Package::new(cpv("a/b-1")).use_flags(flags(["x"]));
    assert_eq!(parse("a/b[x]").check_use(&bare, NO_FLAGS), Ok(true), "without IUSE the enabled flags are known");
    assert!(parse("a/b[-y]").check_use(&bare, NO_FLAGS).is_err());
    assert!(parse("a/b[y(+)]").matches(&cpv("a/b-1")) && !parse("a/b[y]").matches(&cpv("a/b-1")));
}

#[test]
fn best() {
    let packages = ["a/b-1", "a/b-1.10", "a/b-1.9-r3", "a/c-5", "a/b-2"].map(cpv);
    assert_eq!(best_match(&parse("<a/b-2"), &packages), Some(&packages[1]));
    assert_eq!(parse("a/b").best_match(&packages), Some(&packages[4]));
    assert_eq!(parse("a/d").best_match(&packages), None);
    assert_eq!(parse("<a/b-2").filter(&packages).collect::<Vec<_>>(), [&packages[0], &packages[1], &packages[2]]);
    assert_eq!(parse("a/b:0").filter(&packages).count(), 0);
}

/// What is not known does not match, unless it is asked whether it could.
#[test]
fn unknown_parts() {
    for text in ["a/b:3", "a/b::r", "a/b[c]", "!>=a/b-1:3/4=::r[c,-d(-)]"] {
        let atom = parse(text);
        assert!(!atom.matches(&cpv("a/b-4")) && atom.could_match(&cpv("a/b-4")), "{text}");
    }
    assert!(!parse(">a/b-4:3").could_match(&cpv("a/b-4")) && !parse("a/c:3").could_match(&cpv("a/b-4")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn versions(op in generate::operator(), (candidate, wanted) in generate::version_pair()) {
        let (prefix, suffix) = if op.as_str() == "=*" { ("=", "*") } else { (op.as_str(), "") };
        let atom = parse(&format!("{prefix}a/b-{wanted}{suffix}"));
        let expected = literal::version::matches(op, &literal::version::split(&candidate), &literal::version::split(&wanted));
        prop_assert_eq!(atom.matches(&cpv(&format!("a/b-{candidate}"))), expected);
    }

    #[test]
    fn use_deps(
        deps in vec(generate::use_dep_of("[a-c]"), 1..4),
        iuse in option::of(subsequence(vec!["+a", "-b", "c"], 0..=3)),
        enabled in subsequence(vec!["a", "b", "c"], 0..=3),
        parent in subsequence(vec!["a", "b", "c"], 0..=3),
    ) {
        let atom = parse(&format!("a/b[{}]", deps.join(",")));
        let package = Package::new(cpv("a/b-1")).use_flags(flags(&enabled));
        let package = match &iuse {
            Some(flags) => package.iuse(Iuse::parse(&flags.join(" ")).unwrap()),
            None => package,
        };
        let known: Vec<&str> = iuse.map_or(enabled.clone(), |iuse| iuse.iter().map(|flag| flag.trim_start_matches(['+', '-'])).collect());
        let results: Vec<Option<bool>> = deps.iter().map(|dep| {
            let flag = literal::use_dep::flag(dep);
            let state = known.contains(&flag).then(|| enabled.contains(&flag));
            literal::use_dep::holds(dep, state, parent.contains(&flag))
        }).collect();
        prop_assert_eq!(atom.matches_package(&package, &parent), results.iter().all(|result| *result == Some(true)));
        let strict = results.iter().copied().collect::<Option<Vec<bool>>>().map(|all| !all.contains(&false));
        prop_assert_eq!(atom.check_use(&package, &parent).ok(), strict);
        // Conditions resolved beforehand come to the same, where every flag can be referred to.
        if strict.is_some() {
            prop_assert_eq!(atom.evaluate(&parent).check_use(&package, NO_FLAGS).ok(), strict);
        }
    }

    #[test]
    fn slot_deps(wanted in select(vec!["", ":0", ":1", ":0/0", ":0/1", ":=", ":*", ":1=", ":0/1="]), slot in option::of(select(vec!["0", "1", "0/1", "1/0", "0/0"]))) {
        let package = Package::new(cpv("a/b-1")).slot(slot.map(|slot| Slot::parse(slot).unwrap()));
        let named = wanted.trim_start_matches(':').trim_end_matches(['=', '*']);
        let expected = match (named, slot) {
            ("", _) => true,
            (_, None) => false,
            (named, Some(slot)) => {
                let full = if slot.contains('/') { slot.to_owned() } else { format!("{slot}/{slot}") };
                if named.contains('/') { full == named } else { full.starts_with(&format!("{named}/")) }
            }
        };
        prop_assert_eq!(parse(&format!("a/b{wanted}")).matches_package(&package, NO_FLAGS), expected);
    }
}
