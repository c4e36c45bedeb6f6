//! Atoms and their parts: grammar, accessors, derived atoms, order.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use polyatom::{
    Atom, AtomField, AtomOptions, Blocker, Cpn, Cpv, Eapi, Operator, Revision, Slot, SlotDep, SlotOperator, UseDefault,
};
use polyatom::{UseDep, UseDepKind, Version};
use polyatom_oracle::{self as literal, generate};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn parse(text: &str) -> Atom {
    Atom::parse(text, None).unwrap()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn every_part() {
    let atom = parse("!!=dev-lang/python-3.11_p1-r02*:3.11/3=::gentoo[ssl,-test(-),!tk(+)?,x=]");
    assert_eq!(atom.blocker(), Some(Blocker::Strong));
    assert_eq!(atom.op(), Some(Operator::EqualGlob));
    assert_eq!((atom.category(), atom.package()), ("dev-lang", "python"));
    assert_eq!(atom.cpn(), Cpn::parse("dev-lang/python").unwrap());
    assert_eq!(atom.cpv(), Some(Cpv::parse("dev-lang/python-3.11_p1-r2").unwrap()));
    assert_eq!(atom.cpv().map(|cpv| cpv.to_string()).as_deref(), Some("dev-lang/python-3.11_p1-r02"));
    assert_eq!(atom.version(), Some(Version::parse("3.11_p1-r2").unwrap()));
    assert_eq!(atom.version_text(), Some("3.11_p1-r02"));
    assert_eq!(atom.revision().unwrap().as_str(), "02");
    assert_eq!((atom.slot(), atom.subslot(), atom.slot_op()), (Some("3.11"), Some("3"), Some(SlotOperator::Equal)));
    assert_eq!(atom.slot_dep().unwrap().as_str(), "3.11/3=");
    assert_eq!(atom.repo(), Some("gentoo"));
    assert_eq!(atom.use_texts().collect::<Vec<_>>(), ["ssl", "-test(-)", "!tk(+)?", "x="]);
    let tk = atom.use_deps().nth(2).unwrap();
    assert_eq!((tk.flag(), tk.kind(), tk.default()), ("tk", UseDepKind::DisabledConditional, Some(UseDefault::Enabled)));
    assert_eq!(atom.unversioned().as_str(), "dev-lang/python");
    assert_eq!(atom.versioned().as_str(), "=dev-lang/python-3.11_p1-r02*");
}

#[test]
fn no_part() {
    let atom = parse("a/b");
    assert_eq!((atom.blocker(), atom.op(), atom.version(), atom.version_text()), (None, None, None, None));
    assert_eq!((atom.revision(), atom.cpv(), atom.slot(), atom.subslot()), (None, None, None, None));
    assert_eq!((atom.slot_op(), atom.slot_dep(), atom.repo(), atom.use_deps().count()), (None, None, None, 0));
    assert_eq!(atom.use_texts().count(), 0);
}

/// `sec:package-names`: where the package ends and the version begins.
#[test]
fn package_and_version() {
    let cases = [
        ("=a/b-1", "b", "1"),
        ("=a/b-1-r1", "b", "1-r1"),
        ("=a/b-r1-1", "b-r1", "1"),
        ("=a/b--1", "b-", "1"),
        ("=a/b-1X-1", "b-1X", "1"),
        ("=a/b-1ab-1.2", "b-1ab", "1.2"),
        ("=a/b-1-r-2", "b-1-r", "2"),
        ("=a/1-2", "1", "2"),
        ("=a/b-1_pre-c-3_pre", "b-1_pre-c", "3_pre"),
    ];
    for (text, package, version) in cases {
        let atom = parse(text);
        // 1X and 1ab are no versions, nor is 1-r, whose revision has no number.
        assert_eq!((atom.package(), atom.version_text()), (package, Some(version)), "{text}");
    }
    for text in ["=a/b-1-1", "=a/b-1-r1-1", "=a/b-1_p-1", "=a/b-1x-1", "a/b-1", "a/b-1-r1", "a/b-1x", "=a/b-1X", "=a/b", "=a/-1"]
    {
        assert!(!Atom::is_valid(text, None), "{text}");
    }
    assert!(Atom::is_valid("a/b-1X", None) && Atom::is_valid("a/b-1ab", None));
}

/// `tab:slot-deps-table`, `tab:use-deps-table`, `tab:bang-strength-table`: (text, first EAPI).
#[test]
fn eapis() {
    let cases = [
        ("a/b", Eapi::V0),
        ("!a/b", Eapi::V0),
        ("a/b:1", Eapi::V1),
        ("a/b[c]", Eapi::V2),
        ("!!a/b", Eapi::V2),
        ("a/b[!c?]", Eapi::V2),
        ("a/b[c(+)]", Eapi::V4),
        ("a/b[-c(-)]", Eapi::V4),
        ("a/b:1/2", Eapi::V5),
        ("a/b:=", Eapi::V5),
        ("a/b:*", Eapi::V5),
        ("a/b:1=", Eapi::V5),
    ];
    for (text, first) in cases {
        for eapi in Eapi::ALL {
            assert_eq!(Atom::parse(text, eapi).is_ok(), eapi >= first, "{text} in EAPI {eapi}");
        }
        assert!(Atom::parse(text, None).is_ok(), "{text}");
    }
}

#[test]
fn repositories() {
    assert!(Atom::parse("a/b::c", None).is_ok());
    assert!(Atom::parse("a/b::c", AtomOptions { eapi: Some(Eapi::V8), repo: true }).is_ok());
    assert!(Atom::parse("a/b::c", Eapi::V8).is_err());
    assert!(Atom::parse("a/b:0::c[d]", None).is_ok());
    for text in ["a/b[d]::c", "a/b::c:0", "a/b::c::d", "a/b::", "a/b::c-1", "a/b:::c", "a/b::c.d"] {
        assert!(!Atom::is_valid(text, None), "{text}");
    }
}

#[test]
fn without() {
    let atom = parse("!=a/b-1*:2/3=::r[c]");
    let cases = [
        (AtomField::Blocker, "=a/b-1*:2/3=::r[c]"),
        (AtomField::Op, "!a/b:2/3=::r[c]"),
        (AtomField::Version, "!a/b:2/3=::r[c]"),
        (AtomField::SlotDep, "!=a/b-1*::r[c]"),
        (AtomField::Subslot, "!=a/b-1*:2=::r[c]"),
        (AtomField::SlotOp, "!=a/b-1*:2/3::r[c]"),
        (AtomField::UseDeps, "!=a/b-1*:2/3=::r"),
        (AtomField::Repo, "!=a/b-1*:2/3=[c]"),
    ];
    for (field, expected) in cases {
        assert_eq!(atom.without(&[field]).as_str(), expected);
    }
    assert_eq!(atom.without(&AtomField::ALL).as_str(), "a/b");
    assert_eq!(atom.without(&[]).as_str(), atom.as_str());
    assert_eq!(parse("a/b:=").without(&[AtomField::SlotOp]).as_str(), "a/b");
    assert_eq!(parse("a/b:=").without(&[AtomField::Subslot]).as_str(), "a/b:=");
}

#[test]
fn with() {
    let atom = parse("a/b");
    let dep = SlotDep::parse("1/2=", None).unwrap();
    let uses = [UseDep::parse("c", None).unwrap(), UseDep::parse("-d(+)", None).unwrap()];
    let version = Version::parse("1-r1").unwrap();
    assert_eq!(atom.with_slot_dep(Some(&dep)).as_str(), "a/b:1/2=");
    assert_eq!(atom.with_use_deps(&uses).as_str(), "a/b[c,-d(+)]");
    assert_eq!(atom.with_repo(Some("r")).unwrap().as_str(), "a/b::r");
    assert!(atom.with_repo(Some("-r")).is_err() && atom.with_repo(Some("r-1")).is_err());
    assert_eq!(atom.with_version(Some((Operator::EqualGlob, &version))).as_str(), "=a/b-1-r1*");
    assert_eq!(atom.with_blocker(Some(Blocker::Weak)).as_str(), "!a/b");
    let full = parse("!>=a/b-1:1=::r[c]");
    assert_eq!(full.with_slot_dep(None).as_str(), "!>=a/b-1::r[c]");
    assert_eq!(full.with_use_deps(&[]).as_str(), "!>=a/b-1:1=::r");
    assert_eq!(full.with_repo(None).unwrap().as_str(), "!>=a/b-1:1=[c]");
    assert_eq!(full.with_version(None).as_str(), "!a/b:1=::r[c]");
    assert_eq!(full.with_blocker(None).as_str(), ">=a/b-1:1=::r[c]");
}

/// `sec:use-dep`
#[test]
fn evaluate() {
    let atom = parse("a/b[a,-b,c=,!d=,e?,!f?,g(+)?]");
    assert_eq!(atom.evaluate(&["c", "d", "e", "f", "g"]).as_str(), "a/b[a,-b,c,-d,e,g(+)]");
    assert_eq!(atom.evaluate(polyatom::NO_FLAGS).as_str(), "a/b[a,-b,-c,d,-f]");
    assert_eq!(parse("a/b:1[e?]").evaluate(polyatom::NO_FLAGS).as_str(), "a/b:1");
}

/// The documented order, each before the next.
#[test]
fn order() {
    let texts = "a/a <a/b-9 a/b !a/b a/b:0 a/b:0[a] =a/b-1 =a/b-1* a/b-c b/a";
    let ascending = ["a/a", "a/b", "a/b::r", "a/b[c]", "a/b[c]::r", "a/b[c,d]", "a/b:=", "a/b:1", "a/b:1/2", "!a/b", "!!a/b"];
    assert!(texts.split(' ').all(|text| Atom::parse(&text.replace("[a]::r", "::r[a]"), None).is_ok()));
    let read = |text: &&str| parse(&text.replace("[c]::r", "::r[c]"));
    let atoms: Vec<Atom> = ascending.iter().map(read).collect();
    assert!(atoms.is_sorted_by(|a, b| a < b), "{atoms:?}");
    let versions = ["<a/b-1", "=a/b-1", "=a/b-1*", ">a/b-1", "!>a/b-1", "<a/b-1-r1", "<a/b-1.0"];
    assert!(versions.iter().map(read).is_sorted_by(|a, b| a < b));
    assert!(parse("a/b") < parse("<a/b-0"));
    assert_eq!(parse("=a/b-1.0:0[c]"), parse("=a/b-1.00-r0:0[c]"));
}

/// All USE dependencies of an atom have to hold (`sec:use-dep`): they are a set.
#[test]
fn use_deps_are_a_set() {
    for (a, b) in
        [("a/b[c,d]", "a/b[d,c]"), ("a/b[c,c]", "a/b[c]"), ("a/b[c,-d,c,!e?]", "a/b[!e?,-d,c]"), ("a/b[-c,c]", "a/b[c,-c]")]
    {
        let (a, b) = (parse(a), parse(b));
        assert!(a == b && a.cmp(&b).is_eq() && hash(&a) == hash(&b), "{a} {b}");
        assert_eq!(a.canonical().as_str(), b.canonical().as_str());
        assert_ne!(a.as_str(), b.as_str(), "the text stays as written");
    }
    for (a, b) in
        [("a/b[c]", "a/b[-c]"), ("a/b[c]", "a/b[c(+)]"), ("a/b[c?]", "a/b[c=]"), ("a/b[c,d]", "a/b[c]"), ("a/b[c]", "a/b")]
    {
        assert_ne!(parse(a), parse(b));
    }
}

/// `sec:dep-operator`: an asterisk stands for what is not written, so that equal versions before it can mean different things.
#[test]
fn globs_that_match_differently_differ() {
    for (a, b, candidate) in [("=a/b-1*", "=a/b-1-r0*", "a/b-1.2"), ("=a/b-1_p*", "=a/b-1_p0*", "a/b-1_p5")] {
        let (a, b, candidate) = (parse(a), parse(b), Cpv::parse(candidate).unwrap());
        assert_ne!(a.matches(&candidate), b.matches(&candidate));
        assert!(a != b && a.cmp(&b) == b.cmp(&a).reverse());
    }
    assert_eq!(parse("=a/b-1_p0-r0*"), parse("=a/b-1_p-r00*"));
}

#[test]
fn canonical() {
    let cases = [
        ("=a/b-01-r0[d,-c,d]", "=a/b-1[-c,d]"),
        ("!!>=a/b-1.00.010_p00_alpha01-r007:3/3=::r[z?,a]", "!!>=a/b-1.0.01_p_alpha1-r7:3/3=::r[a,z?]"),
        ("=a/b-1-r0*", "=a/b-1-r0*"),
        ("=a/b-01_p00*", "=a/b-1_p0*"),
        ("=a/b-1_p0_p*", "=a/b-1_p_p*"),
        ("a/b[b,-a,a,!a?]", "a/b[a,-a,!a?,b]"),
        ("a/b", "a/b"),
    ];
    for (text, canonical) in cases {
        assert_eq!(parse(text).canonical().as_str(), canonical, "{text}");
    }
}

#[test]
fn other_names() {
    let atom = parse("!>=a/b-1:2[c]");
    assert_eq!(atom.with_category("d-e").unwrap().as_str(), "!>=d-e/b-1:2[c]");
    assert_eq!(atom.with_package("f-g").unwrap().as_str(), "!>=a/f-g-1:2[c]");
    assert_eq!(atom.with_category("a/").unwrap_err().input(), "a/");
    assert!(atom.with_package("f-1").is_err() && atom.with_package("").is_err() && atom.with_category("").is_err());
}

/// `tab:defined-vars`
#[test]
fn cpv_variables() {
    let cpv = Cpv::parse("app-editors/vim-7.0.174-r1").unwrap();
    assert_eq!((cpv.category(), cpv.package(), cpv.pn()), ("app-editors", "vim", "vim"));
    assert_eq!(
        (cpv.p(), cpv.pf(), cpv.pv(), cpv.pr(), cpv.pvr()),
        ("vim-7.0.174", "vim-7.0.174-r1", "7.0.174", "r1", "7.0.174-r1")
    );
    let plain = Cpv::parse("app-editors/vim-7.0.174").unwrap();
    assert_eq!((plain.p(), plain.pf(), plain.pr(), plain.pvr()), ("vim-7.0.174", "vim-7.0.174", "r0", "7.0.174"));
    assert_eq!(plain.revision(), None);
    let zero = Cpv::parse("app-editors/vim-7.0.174-r0").unwrap();
    assert_eq!((zero.pf(), zero.pr(), zero.pvr()), ("vim-7.0.174-r0", "r0", "7.0.174-r0"));
    assert_eq!(zero, plain);
    assert_eq!(hash(&zero), hash(&plain));
    assert_eq!(zero.revision(), Some(Revision::default()));
    assert_eq!(cpv.cpn().as_str(), "app-editors/vim");
    assert_eq!(cpv.version().as_str(), "7.0.174-r1");
    assert_eq!(cpv.with_op(Operator::EqualGlob).as_str(), "=app-editors/vim-7.0.174-r1*");
    for text in ["", "vim-1", "a/vim", "a/b-1-1", "=a/b-1", "a/b-1:0", "a/b-1*", "a/b-1.", "a/-1", "a//b-1", "a/b-1/c"] {
        assert!(!Cpv::is_valid(text) && Cpv::parse(text).is_err(), "{text}");
    }
}

#[test]
fn cpn() {
    assert_eq!(Cpn::new("a", "b-c").unwrap().as_str(), "a/b-c");
    assert!(Cpn::new("a", "b-1").is_err() && Cpn::new("-a", "b").is_err() && Cpn::new("a/b", "c").is_err());
    assert!(Cpn::parse("a/b").unwrap() < Cpn::parse("a-b/a").unwrap(), "by category, not by text");
    for text in ["", "a", "a/", "/b", "a/b/c", "a/b-1", "a/b:0", "a/b "] {
        assert!(!Cpn::is_valid(text) && Cpn::parse(text).is_err(), "{text}");
    }
}

/// `sec:slot-dep`
#[test]
fn slots() {
    let slot = Slot::parse("3/3.1").unwrap();
    assert_eq!((slot.name(), slot.subslot(), slot.explicit_subslot()), ("3", "3.1", Some("3.1")));
    assert_eq!(Slot::parse("3").unwrap(), Slot::parse("3/3").unwrap());
    assert_eq!(hash(&Slot::parse("3").unwrap()), hash(&Slot::parse("3/3").unwrap()));
    assert!(["", "/", "3/", "/3", "3/3/3", "-3", ".3", "+3", "3=", "3 "].iter().all(|text| Slot::parse(text).is_err()));
    let dep = SlotDep::parse("3/3.1=", None).unwrap();
    assert_eq!((dep.slot(), dep.subslot(), dep.op()), (Some("3"), Some("3.1"), Some(SlotOperator::Equal)));
    let any = SlotDep::parse("*", None).unwrap();
    assert_eq!((any.slot(), any.subslot(), any.op()), (None, None, Some(SlotOperator::Any)));
    assert!(["", ":", ":3", "3*", "/1", "3/", "=3", "==", "**", "3/="].iter().all(|text| SlotDep::parse(text, None).is_err()));
}

/// Reading a megabyte takes as long as reading a thousand kilobytes: anything quadratic would not end here.
#[test]
fn long_input() {
    let repeated = |piece: &str| piece.repeat(1_000_000 / piece.len());
    for piece in ["-1", "-1-r1", "-1.1_p1-r1a", "1", "-", "-1_p", "_p", ".1", "a-r", "!", "[", ":", "é"] {
        let text = repeated(piece);
        for text in [
            format!("a/b{text}"),
            format!("=a/b{text}"),
            format!("=a/b-1{text}"),
            text.clone(),
            format!("a/b:{text}"),
            format!("a/b[{text}"),
        ] {
            if let Err(error) = Atom::parse(&text, None) {
                assert!(error.to_string().len() < 5000);
            }
        }
    }
    let deps = format!("a/b[{}c]", repeated("c?,"));
    let (a, b) = (parse(&deps), parse(&deps.replace("c?", "d")));
    assert!(a.intersects(&b) && a < b && a.evaluate(&["c"]).use_texts().count() == a.use_texts().count());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn round_trip(parts in generate::atom_parts()) {
        let text = parts.text();
        let atom = Atom::parse(&text, None).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(atom.to_string(), &*text);
        prop_assert_eq!(atom.blocker().map_or("", Blocker::as_str), parts.blocker);
        prop_assert_eq!(atom.op(), parts.op);
        prop_assert_eq!((atom.category(), atom.package()), (&*parts.category, &*parts.package));
        prop_assert_eq!(atom.version_text(), parts.op.map(|_| &*parts.version));
        prop_assert_eq!(atom.cpv().map(|cpv| cpv.to_string()), parts.op.map(|_| format!("{}-{}", atom.cpn(), parts.version)));
        prop_assert_eq!(atom.cpv().map(|cpv| cpv.pvr().to_owned()), atom.version().map(|version| version.to_string()));
        prop_assert_eq!(atom.revision(), atom.version().and_then(|version| version.revision()));
        prop_assert_eq!((atom.slot(), atom.subslot()), (parts.slot.as_deref(), parts.subslot.as_deref()));
        prop_assert_eq!(atom.slot_op().map_or("", |op| op.as_str()), parts.slot_op);
        prop_assert_eq!(atom.repo(), parts.repo.as_deref());
        prop_assert_eq!(atom.use_texts().collect::<Vec<_>>(), &parts.use_deps[..]);
        let reread: Vec<UseDep> = parts.use_deps.iter().map(|dep| UseDep::parse(dep, None).unwrap()).collect();
        prop_assert_eq!(atom.use_deps().collect::<Vec<_>>(), reread);
        prop_assert_eq!(atom.slot_dep().is_some(), parts.slot.is_some() || !parts.slot_op.is_empty());
    }

    #[test]
    fn grammar(text in generate::nearly_valid(), eapi in option::of(select(Eapi::ALL.to_vec()))) {
        let expected = literal::grammar::is_atom(&text, eapi);
        prop_assert_eq!(Atom::is_valid(&text, eapi), expected);
        prop_assert_eq!(Atom::parse(&text, eapi).is_ok(), expected);
    }

    #[test]
    fn grammar_of_parts(text in generate::nearly_valid(), eapi in option::of(select(Eapi::ALL.to_vec()))) {
        for part in text.split(['[', ',', ']', ':']) {
            prop_assert_eq!(SlotDep::parse(part, eapi).is_ok(), literal::grammar::is_slot_dep(part, eapi), "{}", part);
            prop_assert_eq!(UseDep::parse(part, eapi).is_ok(), literal::grammar::is_use_dep(part, eapi), "{}", part);
            let (category, package) = part.split_once('/').unwrap_or(("", part));
            let word = literal::grammar::is_word(category);
            prop_assert_eq!(Cpn::parse(part).is_ok(), word && literal::grammar::is_package(package), "{}", part);
            prop_assert_eq!(Cpv::parse(part).is_ok(), word && literal::grammar::splits(package).len() == 1, "{}", part);
        }
    }

    #[test]
    fn use_deps(text in generate::use_dep(), parent: bool) {
        let dep = UseDep::parse(&text, None).unwrap();
        prop_assert_eq!(dep.to_string(), &*text);
        prop_assert_eq!(dep.flag(), literal::use_dep::flag(&text));
        prop_assert_eq!(dep.is_conditional(), text.ends_with(['?', '=']));
        let evaluated = dep.evaluate(parent);
        for state in [Some(true), Some(false)] {
            let expected = literal::use_dep::holds(&text, state, parent);
            let found = evaluated.as_ref().map_or(Some(true), |dep| literal::use_dep::holds(dep.as_str(), state, false));
            prop_assert_eq!(found, expected);
        }
        prop_assert!(evaluated.is_none_or(|dep| !dep.is_conditional()));
    }

    #[test]
    fn removed_parts_are_gone(parts in generate::atom_parts(), fields in subsequence(AtomField::ALL.to_vec(), 0..8)) {
        let mut left = parts.clone();
        for field in &fields {
            match field {
                AtomField::Blocker => left.blocker = "",
                AtomField::Op | AtomField::Version => left.op = None,
                AtomField::SlotDep => (left.slot, left.subslot, left.slot_op) = (None, None, ""),
                AtomField::Subslot => left.subslot = None,
                AtomField::SlotOp => left.slot_op = "",
                AtomField::UseDeps => left.use_deps.clear(),
                AtomField::Repo => left.repo = None,
            }
        }
        prop_assert_eq!(parse(&parts.text()).without(&fields).to_string(), left.text());
    }

    #[test]
    fn total_order(a in generate::atom_parts(), b in generate::atom_parts(), version in generate::version(), same in subsequence((0..6).collect::<Vec<_>>(), 0..6)) {
        let mut near = b;
        for part in same {
            match part {
                0 => (near.category, near.package) = (a.category.clone(), a.package.clone()),
                1 => (near.op, near.version) = (a.op, a.version.clone()),
                2 => near.blocker = a.blocker,
                3 => (near.slot, near.subslot, near.slot_op) = (a.slot.clone(), a.subslot.clone(), a.slot_op),
                4 => {
                    near.use_deps = a.use_deps.iter().rev().cloned().collect();
                    near.use_deps.extend(a.use_deps.first().cloned());
                }
                _ => near.repo.clone_from(&a.repo),
            }
        }
        let third = generate::AtomParts { version, ..near.clone() };
        let mut atoms = [parse(&a.text()), parse(&near.text()), parse(&third.text())];
        atoms.sort();
        prop_assert!(atoms[0] <= atoms[1] && atoms[1] <= atoms[2] && atoms[0] <= atoms[2]);
        for (x, y) in [(0, 1), (1, 2), (0, 2), (0, 0)].map(|(x, y)| (&atoms[x], &atoms[y])) {
            prop_assert_eq!(x.cmp(y), y.cmp(x).reverse());
            prop_assert_eq!(x == y, x.cmp(y) == Ordering::Equal);
            prop_assert_eq!(x.cmp(y), x.sort_key().cmp(&y.sort_key()), "{} {}", x, y);
            if let (Some(x), Some(y)) = (x.cpv(), y.cpv()) {
                prop_assert_eq!(x.cmp(&y), x.sort_key().cmp(&y.sort_key()), "{} {}", x, y);
            }
            prop_assert_eq!(x == y, x.canonical().as_str() == y.canonical().as_str(), "{} {}", x, y);
            prop_assert_eq!(&x.canonical(), x);
            if x == y {
                prop_assert_eq!(hash(x), hash(y), "{} {}", x, y);
            }
        }
    }

    #[test]
    fn no_panic(text in generate::nearly_valid(), eapi in option::of(select(Eapi::ALL.to_vec()))) {
        let errors = [
            Atom::parse(&text, eapi).err(),
            Cpv::parse(&text).err(),
            Cpn::parse(&text).err(),
            Slot::parse(&text).err(),
            SlotDep::parse(&text, eapi).err(),
            UseDep::parse(&text, eapi).err(),
            Revision::parse(&text).err(),
            polyatom::names::repository(&text).err(),
            polyatom::names::eclass(&text).err(),
            Operator::parse(&text).err(),
        ];
        for error in errors.into_iter().flatten() {
            let span = error.span();
            prop_assert!(span.start <= span.end && text.get(span).is_some(), "{:?}", error);
            let message = error.to_string();
            let lines: Vec<&str> = message.lines().collect();
            prop_assert_eq!(lines.len(), 3 + usize::from(error.hint().is_some()), "{}", message);
            prop_assert!(lines[2].trim_start().chars().all(|c| c == '^') && lines[2].ends_with('^'), "{}", message);
            prop_assert!(lines[2].chars().count() <= lines[1].chars().count() + 1, "{}", message);
        }
    }
}
