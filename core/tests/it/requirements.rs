//! Version requirements, against matching each constraint as an atom; and package names with or without a version.

use std::collections::HashSet;

use polyatom::{Atom, Cpn, Cpv, ErrorKind, Operator, PackageName, Version, VersionRequirement, split_package};
use polyatom_oracle::generate;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn parse(text: &str) -> VersionRequirement {
    VersionRequirement::parse(text).unwrap()
}

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

#[test]
fn reading() {
    for (text, satisfied, other) in [
        (">=1.2", "1.2 1.10", "1.1 1.2_rc1"),
        ("~4.3.2-r4", "4.3.2 4.3.2-r9", "4.3.3"),
        ("=1.2*", "1.2 1.2.3 1.2_p1", "1.20 1.3"),
        (" >=1.2\t<2 ,  =1* ", "1.2 1.99", "1.1 2 2_rc1"),
        (">1,<1", "", "0 1 2"),
    ] {
        let requirement = parse(text);
        assert_eq!(requirement.as_str(), text);
        assert!(satisfied.split_whitespace().all(|text| requirement.matches(&version(text))), "{text}");
        assert!(!other.split_whitespace().any(|text| requirement.matches(&version(text))), "{text}");
    }
}

#[test]
fn refused() {
    for (text, span) in [
        ("", 0..0),
        ("  ", 2..2),
        ("1.2", 0..3),
        (">=1 1.2*", 4..8),
        (">=", 2..2),
        (">= 1.2", 2..2),
        ("!=1.2", 0..2),
        ("==1", 0..2),
        ("=>1", 0..2),
        (">1*", 2..3),
        (">=1.2,,<2", 6..6),
        (">=1.2,", 6..6),
        (",>=1.2", 0..0),
        (">=1.2<2", 5..6),
        (">=1 <2.é", 7..7),
        ("=*", 1..1),
        ("=1**", 2..3),
        (">=a/b-1", 2..3),
    ] {
        let error = VersionRequirement::parse(text).expect_err(text);
        assert_eq!((error.kind(), error.input(), error.span()), (ErrorKind::VersionRequirement, text, span), "{error}");
    }
}

#[test]
fn sets_of_constraints() {
    assert_eq!(parse(">=1.2 <2 <2"), parse("<2,>=1.2-r0"));
    assert_ne!(parse("=1*"), parse("=1-r0*"));
    assert_ne!(parse(">=1"), parse(">1"));
    let texts: Vec<String> = parse("<2 =1.0* >=1.2").constraints().iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["=1.0*", ">=1.2", "<2"]);
    assert!(parse(">=1 <2").intersects(&parse("<=1")) && !parse(">=1 <2").intersects(&parse(">=2")));
    assert!(!parse(">2 <1").intersects(&parse("<9")));
    assert_eq!(Atom::parse("!=a/b-1.2*:3[c]", None).unwrap().version_requirement(), Some(parse("=1.2*")));
    assert_eq!(Atom::parse("a/b", None).unwrap().version_requirement(), None);
}

#[test]
fn wrong_package_names() {
    for (text, span) in
        [("a", 0..0), ("", 0..0), ("a/", 2..2), ("a/b-1/", 5..6), ("a/b-1:0", 5..6), (">=a/b-1", 0..1), ("a/b.c", 3..4)]
    {
        let error = PackageName::parse(text).unwrap_err();
        assert_eq!((error.input(), error.span()), (text, span), "{error}");
    }
    for text in ["", "a/b-1", "-a", "a-1 ", "a-1-1"] {
        assert_eq!(split_package(text).map_err(|error| error.input().to_owned()), Err(text.to_owned()));
    }
}

fn constraint() -> impl Strategy<Value = String> {
    (generate::operator(), generate::version()).prop_map(|(op, version)| match op {
        Operator::EqualGlob => format!("={version}*"),
        op => format!("{op}{version}"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn as_atoms(texts in vec(constraint(), 1..4), versions in vec(generate::version(), 1..6), comma: bool) {
        let requirement = parse(&texts.join(if comma { "," } else { " " }));
        prop_assert_eq!(&parse(requirement.as_str()), &requirement);
        let atoms = requirement.atoms(&Cpn::parse("a/b").unwrap());
        let own: HashSet<_> = atoms.iter().map(|atom| atom.version_requirement().unwrap()).collect();
        prop_assert_eq!(own, texts.iter().map(|text| parse(text)).collect::<HashSet<_>>());
        let versions: Vec<Version> = versions.iter().map(|text| version(text)).collect();
        for version in &versions {
            let cpv = Cpv::parse(&format!("a/b-{version}")).unwrap();
            prop_assert_eq!(requirement.matches(version), atoms.iter().all(|atom| atom.matches(&cpv)));
            prop_assert!(requirement.intersects(&requirement) || !requirement.matches(version));
        }
        let filtered: Vec<&Version> = versions.iter().filter(|version| requirement.matches(version)).collect();
        prop_assert_eq!(requirement.filter(&versions).collect::<Vec<_>>(), filtered);
        let reversed: Vec<&str> = texts.iter().rev().map(String::as_str).collect();
        prop_assert_eq!(parse(&reversed.join(" ")).cmp(&requirement), std::cmp::Ordering::Equal);
    }

    #[test]
    fn names_round_trip(package in generate::package(), number in option::of(generate::version())) {
        let text = number.as_ref().map_or(package.clone(), |version| format!("{package}-{version}"));
        let name = PackageName::parse(&format!("a/{text}")).unwrap();
        prop_assert_eq!(name.version(), number.as_deref().map(version));
        prop_assert_eq!(name.cpn().to_string(), format!("a/{package}"));
        prop_assert_eq!(name.cpv().map(|cpv| cpv.to_string()), number.map(|version| format!("a/{package}-{version}")));
        prop_assert_eq!(split_package(&text).unwrap(), (package.as_str(), name.version()));
        prop_assert_eq!(name.to_string(), format!("a/{text}"));
    }
}
