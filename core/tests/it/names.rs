//! "Restrictions upon names", rule by rule: (valid names, names that are not).

use polyatom::{Error, ErrorKind, names};
use polyatom_oracle::{self as literal};
use proptest::prelude::*;

fn check(rule: fn(&str) -> Result<(), Error>, valid: &str, invalid: &str) {
    for name in valid.split(' ') {
        assert!(rule(name).is_ok(), "{name}");
    }
    for name in invalid.split(' ').chain(["", "a b", "a\n", "é", "a\0", "a/b", "a:b", "a[b]", "a*"]) {
        let error = rule(name).expect_err(name);
        assert_eq!((error.kind(), error.input()), (ErrorKind::Name, name));
    }
}

#[test]
fn category() {
    check(names::category, "dev-lang a 0 _ A+ a.b- dev-lang-1", "-a .a +a a@b");
}

/// `sec:package-names`
#[test]
fn package() {
    check(names::package, "python a 0 _a gtk+ a-b a-1X a-r1 a- a--1a-b", "-a +a .a a.b a-1 a-1.2 a-1-r1 a-1_p a-1a 1-1 a@b");
}

/// `sec:slot-names`
#[test]
fn slot() {
    check(names::slot, "0 3.11 a+b _ a-1", "-a .a +a a@b a=");
}

#[test]
fn use_flag() {
    check(names::use_flag, "ssl 0 A a+ a_b a-b a@b", "_a -a +a @a a.b a?");
}

/// `sec:repository-names`
#[test]
fn repository() {
    check(names::repository, "gentoo a_b a-b _ 0 a-", "-a a.b a+b a-1 a-1-r1 .a a@b");
}

/// `sec:eclass-names`
#[test]
fn eclass() {
    check(names::eclass, "toolchain-funcs _a a.b a1 default- Default", "0a -a .a a+b default a@b");
}

/// `sec:license-names`
#[test]
fn license() {
    check(names::license, "GPL-2+ MIT 0BSD a.b _", "-a .a +a a@b");
}

/// `sec:keyword-names`
#[test]
fn keyword() {
    check(names::keyword, "amd64 x86-macos _ 0", "-a ~amd64 -* a+b a.b a@b");
}

/// `sec:eapi-names`
#[test]
fn eapi() {
    check(names::eapi, "0 9 paludis-1 4-python a+b.c _", "-a .a +a a@b");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn against_the_grammar(name in prop_oneof!["[a0._+@-]{0,5}", "[a-]{0,2}-[0-9.a_p]{1,4}(-r[0-9])?", any::<String>()]) {
        prop_assert_eq!(names::category(&name).is_ok(), literal::grammar::is_word(&name));
        prop_assert_eq!(names::slot(&name).is_ok(), literal::grammar::is_word(&name));
        prop_assert_eq!(names::package(&name).is_ok(), literal::grammar::is_package(&name));
        prop_assert_eq!(names::repository(&name).is_ok(), literal::grammar::is_repository(&name));
    }
}
