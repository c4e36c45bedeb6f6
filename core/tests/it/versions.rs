//! Versions: grammar, order, keys and operators against the literal algorithms.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use polyatom::{Operator, Revision, Suffix, Version, VersionRef};
use polyatom_oracle::{self as literal, generate};
use proptest::prelude::*;

fn parse(text: &str) -> Version {
    Version::parse(text).unwrap()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// `alg:version-comparison`: each line ascends.
#[test]
fn ascending() {
    let lines = [
        // alg:version-comparison-numeric
        "0 1 1.0 1.0.0 1.1 2 10 9999999999999999999 18446744073709551615 18446744073709551616 100000000000000000000",
        // alg:version-comparison-numeric-nonfirst
        "1.0 1.001 1.01 1.011 1.02 1.09 1.1 1.2 1.10 1.100 1.18446744073709551615 1.100000000000000000000",
        // alg:version-comparison-letter
        "1 1a 1b 1z 1.0 1.0a",
        // alg:version-comparison-suffix and alg:version-comparison-suffix-each
        "1_alpha_alpha 1_alpha 1_alpha_p 1_alpha1 1_beta 1_pre 1_rc_pre 1_rc 1_rc2 1_rc10 1 1_p_alpha 1_p 1_p_p 1_p1 1a_alpha 1a",
        // alg:version-comparison-revision
        "1_p 1_p-r1 1_p-r2 1_p-r10 1_p-r100000000000000000000 1_p1 1a 1a-r1 1.0",
    ];
    for line in lines {
        let versions: Vec<Version> = line.split(' ').map(parse).collect();
        for (i, a) in versions.iter().enumerate() {
            for (j, b) in versions.iter().enumerate() {
                assert_eq!(a.cmp(b), i.cmp(&j), "{a} {b}");
                assert_eq!(a.sort_key().cmp(&b.sort_key()), i.cmp(&j), "{a} {b}");
            }
        }
    }
}

/// `alg:version-comparison`: different texts of one version.
#[test]
fn equal() {
    let lines = [
        "1 01 001 1-r0 1-r00 01-r000",
        "1.0 1.00 1.000-r0",
        "1.010 1.01 1.0100",
        "1_p 1_p0 1_p00",
        "1_alpha_beta 1_alpha0_beta00",
        "1-r1 1-r01",
        "0 00 0-r0",
        "00000000000000000000001 1",
    ];
    for line in lines {
        for a in line.split(' ').map(parse) {
            for b in line.split(' ').map(parse) {
                assert_eq!(a, b);
                assert_eq!(hash(&a), hash(&b), "{a} {b}");
                assert_eq!(a.sort_key(), b.sort_key(), "{a} {b}");
            }
        }
    }
}

/// `sec:dep-operator`, the asterisk: (pattern, within, not within).
#[test]
fn globs() {
    let cases = [
        ("1", "1 1.2 1a 1_p 1-r3 01.5 1.0.0", "10 0 2 11.1"),
        ("01", "1.1 1 001_p", "10.1"),
        ("1.0", "1.00.3 1.0 1.000_p", "1 1.01 1.1"),
        ("1.1", "1.1 1.1a 1.1.1", "1.10 1.11 1.01"),
        ("1a", "1a 1a_p 1a-r1", "1 1b 1.0a 1.1"),
        ("1_p", "1_p 1_p7 1_p_alpha 1_p-r1 1_p7_alpha", "1 1_pre 1a_p 1.1_p"),
        ("1_p0", "1_p 1_p00 1_p-r1 1_p0_beta", "1_p7 1_p10"),
        ("1_p1", "1_p1 1_p01-r2", "1_p10 1_p"),
        ("1-r1", "1-r1 1-r01", "1-r10 1-r11 1"),
        ("1-r0", "1 1-r0 1-r00", "1-r1 1.0"),
    ];
    for (pattern, within, without) in cases {
        let pattern = parse(pattern);
        for (texts, expected) in [(within, true), (without, false)] {
            for version in texts.split(' ').map(parse) {
                assert_eq!(version.matches_glob(&pattern), expected, "{version} within {pattern}*");
                assert_eq!(Operator::EqualGlob.matches(&version, &pattern), expected);
                assert_eq!(version.sort_key().starts_with(&pattern.glob_key()), expected, "{version} in keys of {pattern}*");
            }
        }
    }
}

/// `sec:version-spec`
#[test]
fn parts() {
    let version = parse("1.20.03b_alpha4_p-r05");
    assert_eq!(version.numbers().collect::<Vec<_>>(), ["1", "20", "03"]);
    assert_eq!(version.letter(), Some('b'));
    let suffixes: Vec<String> = version.suffixes().map(|suffix| suffix.to_string()).collect();
    assert_eq!(suffixes, ["alpha4", "p"]);
    assert_eq!(version.revision_digits(), Some("05"));
    assert_eq!(version.revision(), Some(Revision::parse("5").unwrap()));
    assert_eq!(version.base(), "1.20.03b_alpha4_p");
    assert_eq!(version.without_revision().as_str(), "1.20.03b_alpha4_p");
    assert_eq!(version.with_revision(Some(&Revision::default())).as_str(), "1.20.03b_alpha4_p-r0");
    assert_eq!(version.with_revision(None).as_str(), "1.20.03b_alpha4_p");
    let plain = parse("1_p");
    assert_eq!((plain.letter(), plain.revision(), plain.revision_digits()), (None, None, None));
}

#[test]
fn numbers_as_numbers() {
    assert_eq!(parse("1.20.03b_p4").segments().unwrap(), [1, 20, 3]);
    assert_eq!(parse("9223372036854775807.000000000000000000000001").segments().unwrap(), [i64::MAX as u64, 1]);
    let error = parse("1.9223372036854775808_p1").segments().unwrap_err();
    assert_eq!((error.span(), error.input()), (2..21, "1.9223372036854775808_p1"));
    assert_eq!(parse("1").revision_number().unwrap(), 0);
    assert_eq!(parse("1-r007").revision_number().unwrap(), 7);
    assert_eq!(parse("1-r9223372036854775808").revision_number().unwrap_err().span(), 3..22);
    assert_eq!(Revision::parse("010").unwrap().number().unwrap(), 10);
    assert!(Revision::parse("99999999999999999999").unwrap().number().is_err());
    assert_eq!(parse("1.2b_rc4_p-r5").release().as_str(), "1.2b");
    for (before, after) in [
        ("1", "1-r1"),
        ("1-r0", "1-r1"),
        ("1-r09", "1-r10"),
        ("1-r99", "1-r100"),
        ("1_p-r18446744073709551615", "1_p-r18446744073709551616"),
    ] {
        assert_eq!(parse(before).next_revision().as_str(), after);
    }
}

#[test]
fn pre_releases_and_live_versions() {
    for text in ["1_alpha", "1.2_beta3", "1_pre1-r1", "1b_rc", "1_p1_rc2", "1_rc_p20240102"] {
        assert!(parse(text).is_prerelease(), "{text}");
    }
    for text in ["1", "1-r1", "1_p", "1a", "9999", "1_p1_p2"] {
        assert!(!parse(text).is_prerelease(), "{text}");
    }
    for text in ["9999", "1.9999", "99999999", "0.1.99999-r3", "9999-r1"] {
        assert!(parse(text).is_live(), "{text}");
    }
    for text in ["999", "1.999", "9999.1", "19999", "99990", "9999_p20240102", "9999_rc1", "9999a", "1.09999"] {
        assert!(!parse(text).is_live(), "{text}");
    }
}

/// `sec:version-spec`
#[test]
fn refused() {
    let texts =
        ["", "a", ".1", "1.", "1..2", "1A", "1ab", "1_", "1_foo", "1_alpha_", "1.a", "1a.2", "1-r", "1-", "1-r1a", "1-r1-r1"];
    for text in texts.into_iter().chain(["1 ", " 1", "1\n", "1\0", "1*", "1-1", "-r1", "1_p-r", "1_P", "١", "1é", "+1", "1+2"])
    {
        assert!(!Version::is_valid(text), "{text:?}");
        assert!(Version::parse(text).is_err(), "{text:?}");
    }
}

/// No limits on the length of a component or their number (`sec:version-spec`).
#[test]
fn long() {
    let digits = "9".repeat(100_000);
    let more = "1".to_owned() + &"0".repeat(100_000);
    assert!(parse(&digits) < parse(&more));
    assert!(parse(&format!("1-r{digits}")) < parse(&format!("1-r{more}")));
    let components = vec!["1"; 10_000].join(".");
    assert!(parse(&components) < parse(&(components.clone() + ".0")));
    assert!(parse(&components).matches_glob(&parse("1.1.1")));
    assert!(parse(&digits).sort_key() < parse(&more).sort_key());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn round_trip(text in generate::version()) {
        let version = parse(&text);
        prop_assert_eq!(version.to_string(), &*text);
        prop_assert!(Version::is_valid(&text));
        let parts = literal::version::split(&text);
        prop_assert_eq!(version.numbers().collect::<Vec<_>>(), parts.numbers);
        prop_assert_eq!(version.letter().map(String::from).unwrap_or_default(), parts.letter);
        let suffixes: Vec<_> = version.suffixes().map(|suffix| (suffix.kind.to_string(), suffix.number.map(str::to_owned))).collect();
        prop_assert_eq!(suffixes, parts.suffixes);
        prop_assert_eq!(version.revision_digits().map(str::to_owned), parts.revision);
    }

    #[test]
    fn borrowed_versions_say_the_same((a, b) in generate::version_pair()) {
        let (x, y) = (parse(&a), parse(&b));
        let (lent, other) = (VersionRef::parse(&a).unwrap(), VersionRef::from(&y));
        prop_assert_eq!(lent.as_str(), &*a);
        prop_assert_eq!((lent.base(), lent.revision_digits(), lent.letter()), (x.base(), x.revision_digits(), x.letter()));
        prop_assert_eq!(lent.numbers().collect::<Vec<_>>(), x.numbers().collect::<Vec<_>>());
        let suffixes = |found: Vec<Suffix<'_>>| found.iter().map(|one| (one.kind, one.number.map(str::to_owned))).collect::<Vec<_>>();
        prop_assert_eq!(suffixes(lent.suffixes().collect()), suffixes(x.suffixes().collect()));
        prop_assert_eq!(lent.cmp(&other), x.cmp(&y));
        prop_assert_eq!(lent.partial_cmp(&y), Some(x.cmp(&y)));
        prop_assert_eq!(x.partial_cmp(&other), Some(x.cmp(&y)));
        prop_assert_eq!((lent == other, lent == y, x == other), (x == y, x == y, x == y));
        prop_assert_eq!(hash(&lent), hash(&x));
        prop_assert_eq!(lent.matches_glob(other), x.matches_glob(&y));
        prop_assert_eq!(lent.matches_approximately(&y), x.matches_approximately(&y));
        prop_assert_eq!(lent.to_version().to_string(), &*a);
    }

    #[test]
    fn grammar(text in prop_oneof![generate::version(), "[0-9a-c_.r-]{0,10}", "[0-9][0-9.]{0,3}[a-z_]{0,7}[0-9]?(-r[0-9]{0,2})?"]) {
        prop_assert_eq!(Version::is_valid(&text), literal::grammar::is_version(&text));
        prop_assert_eq!(Version::parse(&text).is_ok(), literal::grammar::is_version(&text));
        prop_assert_eq!(VersionRef::parse(&text).err(), Version::parse(&text).err());
    }

    #[test]
    fn order((a, b) in generate::version_pair()) {
        let (x, y) = (parse(&a), parse(&b));
        let expected = literal::version::compare(&literal::version::split(&a), &literal::version::split(&b));
        prop_assert_eq!(x.cmp(&y), expected);
        prop_assert_eq!(y.cmp(&x), expected.reverse());
        prop_assert_eq!(x == y, expected == Ordering::Equal);
        prop_assert_eq!(x.sort_key().cmp(&y.sort_key()), expected);
        prop_assert_eq!(x.canonical().as_str() == y.canonical().as_str(), expected == Ordering::Equal);
        prop_assert_eq!(&x.canonical(), &x);
        if expected == Ordering::Equal {
            prop_assert_eq!(hash(&x), hash(&y));
        }
    }

    #[test]
    fn total_order(a in generate::version(), b in generate::version(), c in generate::version()) {
        let mut sorted = [parse(&a), parse(&b), parse(&c)];
        sorted.sort();
        prop_assert!(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
        prop_assert_eq!(parse(&a).cmp(&parse(&a)), Ordering::Equal);
    }

    #[test]
    fn keys_are_no_prefixes((a, b) in generate::version_pair()) {
        let (x, y) = (parse(&a), parse(&b));
        prop_assert!(x == y || !x.sort_key().starts_with(&y.sort_key()));
    }

    #[test]
    fn operators((a, b) in generate::version_pair(), swap: bool) {
        let (a, b) = if swap { (b, a) } else { (a, b) };
        let (candidate, wanted) = (parse(&a), parse(&b));
        for op in Operator::ALL {
            let expected = literal::version::matches(op, &literal::version::split(&a), &literal::version::split(&b));
            prop_assert_eq!(op.matches(&candidate, &wanted), expected, "{} {} {}", a, op, b);
        }
        let glob = literal::version::matches(Operator::EqualGlob, &literal::version::split(&a), &literal::version::split(&b));
        prop_assert_eq!(candidate.sort_key().starts_with(&wanted.glob_key()), glob, "key of {} in {}*", a, b);
        prop_assert_eq!(candidate.matches_approximately(&wanted), Operator::Approximate.matches(&candidate, &wanted));
    }

    #[test]
    fn revisions(a in generate::number(), b in generate::number()) {
        let (x, y) = (Revision::parse(&a).unwrap(), Revision::parse(&b).unwrap());
        let width = a.len().max(b.len());
        prop_assert_eq!(x.cmp(&y), format!("{a:0>width$}").cmp(&format!("{b:0>width$}")));
        prop_assert_eq!(x == y, x.cmp(&y) == Ordering::Equal);
        if x == y {
            prop_assert_eq!(hash(&x), hash(&y));
        }
        let version = parse("1.0").with_revision(Some(&x));
        prop_assert_eq!(version.revision_digits(), Some(&*a));
    }

    #[test]
    fn no_panic(text in any::<String>(), digits in "[0-9._a-z-]{0,20}") {
        for text in [text, digits] {
            if let Err(error) = Version::parse(&text) {
                prop_assert!(text.is_char_boundary(error.span().start) && text.is_char_boundary(error.span().end));
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}
