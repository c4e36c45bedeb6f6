//! Every code that an error can have is raised by a call in `laws/codes.json`, which the tests of the other languages make, too.

use polyatom::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// One takes eight gigabytes of memory (see below), the other minutes.
const BEYOND_A_TEST: [&str; 2] = ["too_long", "too_many_to_find"];

/// They are raised by other crates, in the tests of the languages: kinds of errors, and a choice that core does not have.
const BEYOND_CORE: [&str; 4] = ["Column", "File", "Query", "unknown_choice"];

#[derive(Deserialize)]
struct Row {
    code: String,
    error: String,
    call: Value,
}

impl Row {
    fn is_of_core(&self) -> bool {
        ![&self.code, &self.error].into_iter().any(|name| BEYOND_CORE.contains(&name.as_str()))
    }
}

/// The texts of a call, and of the calls in it, in the order written.
fn texts(call: &Value) -> Vec<&str> {
    match call {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(named) => named.values().flat_map(texts).collect(),
        _ => vec![],
    }
}

fn rows() -> Vec<Row> {
    serde_json::from_str(include_str!("../../../laws/codes.json")).expect("the table is JSON")
}

fn spec(kind: &str, text: &str, eapi: Option<Eapi>) -> Result<DepSpec, Error> {
    DepSpec::parse(DepSpecKind::parse(kind).expect("a kind"), text, eapi)
}

/// The error of the call, or nothing if it fails with none.
fn refusal(call: &[&str]) -> Option<Error> {
    let eapi = |place: usize| call.get(place).map(|text| Eapi::parse(text).expect("an EAPI"));
    let whole = |kind, text| spec(kind, text, None).expect("a specification");
    match *call {
        ["Atom", text, ..] => Atom::parse(text, eapi(2)).err(),
        ["AtomPattern", text] => AtomPattern::parse(text).err(),
        ["Cpn", text] => Cpn::parse(text).err(),
        ["PackageName", text] => PackageName::parse(text).err(),
        ["Cpv", text] => Cpv::parse(text).err(),
        ["DepSpec", kind, text, ..] => spec(kind, text, eapi(3)).err(),
        ["Revision", text] => Revision::parse(text).err(),
        ["Slot", text] => Slot::parse(text).err(),
        ["SlotDep", text] => SlotDep::parse(text, None).err(),
        ["AcceptKeywords", text] => AcceptKeywords::parse(text).err(),
        ["Iuse", text] => Iuse::parse(text).err(),
        ["Keyword", text] => Keyword::parse(text).err(),
        ["Keywords", text] => Keywords::parse(text).err(),
        ["VersionRequirement", text] => VersionRequirement::parse(text).err(),
        ["ConflictPart", text] => ConflictPart::parse(text).err(),
        ["KeywordStatus", text] => KeywordStatus::parse(text).err(),
        ["Version.from_upstream", text] => Version::from_upstream(text).err(),
        [".number", "Revision", text] => Revision::parse(text).expect("a revision").number().err(),
        ["DepNode", "DepSpec", kind, text] => whole(kind, text).demand_part(7).err(),
        [".solve_required_use", "DepSpec", kind, text, "list"] => {
            whole(kind, text).solve_required_use(NO_FLAGS, NO_FLAGS, NO_FLAGS).err()
        }
        ["UseDep", text] => UseDep::parse(text, None).err(),
        ["Version", text] => Version::parse(text).err(),
        ["AtomField", text] => AtomField::parse(text).err(),
        ["Blocker", text] => Blocker::parse(text).err(),
        ["DepSpecKind", text] => DepSpecKind::parse(text).err(),
        ["DiagnosticKind", text] => DiagnosticKind::parse(text).err(),
        ["Eapi", text] => Eapi::parse(text).err(),
        ["EapiFeature", text] => EapiFeature::parse(text).err(),
        ["NameKind", text] => NameKind::parse(text).err(),
        ["NodeKind", text] => NodeKind::parse(text).err(),
        ["Operator", text] => Operator::parse(text).err(),
        ["SlotOperator", text] => SlotOperator::parse(text).err(),
        ["SuffixKind", text] => SuffixKind::parse(text).err(),
        ["UriPrefix", text] => UriPrefix::parse(text).err(),
        ["UseDefault", text] => UseDefault::parse(text).err(),
        ["UseDepKind", text] => UseDepKind::parse(text).err(),
        ["check_name", kind, name] => NameKind::parse(kind).expect("a kind").check(name).err(),
        [".union", "DepSpec", kind, text, "DepSpec", other, items] => whole(kind, text).union(&whole(other, items)).err(),
        [".check_iuse", "DepSpec", kind, text, ""] => whole(kind, text).check_iuse(&Iuse::default()).err(),
        [".check_required_use", "DepSpec", kind, text, "list"] => whole(kind, text).check_required_use(NO_FLAGS, None).err(),
        [".dnf", "DepSpec", kind, text] => whole(kind, text).dnf(1).err(),
        ref other => panic!("this test does not know the call {other:?}"),
    }
}

#[test]
fn every_code_is_raised() {
    let mut raised = BTreeSet::new();
    for Row { code, call, .. } in rows().into_iter().filter(Row::is_of_core) {
        let call = texts(&call);
        if let [".check_use", "Atom", atom, "Package", cpv] = call[..] {
            let package = Package::new(Cpv::parse(cpv).expect("a package"));
            let missing = Atom::parse(atom, None).expect("an atom").check_use(&package, NO_FLAGS).expect_err("no flag");
            assert_eq!((MissingFlag::CODE, &missing.input()[missing.span()]), (code.as_str(), missing.flag()));
            continue;
        }
        let error = refusal(&call).unwrap_or_else(|| panic!("{call:?} fails with nothing"));
        assert_eq!(error.code(), code, "{call:?}");
        assert!(error.input().get(error.span()).is_some(), "{call:?}: the place is between characters");
        raised.insert(code);
    }
    let known: BTreeSet<String> = Error::codes().iter().map(|code| (*code).to_owned()).collect();
    let unraised: Vec<_> = known.difference(&raised).filter(|code| !BEYOND_A_TEST.contains(&code.as_str())).collect();
    assert!(unraised.is_empty(), "laws/codes.json has no call for {unraised:?}");
}

/// It takes eight gigabytes of memory.
#[test]
#[ignore = "it takes eight gigabytes of memory"]
fn text_of_four_gigabytes_is_too_long() {
    let text = "1".repeat(u32::MAX as usize);
    assert_eq!(Version::parse(&text).unwrap_err().code(), "too_long");
}
