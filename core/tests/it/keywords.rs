//! Keywords, lists of them, and what accepts them.

use std::collections::BTreeSet;

use polyatom::{AcceptKeywords, Keyword, KeywordStatus, Keywords};
use proptest::collection::vec;
use proptest::prelude::*;

fn keywords(text: &str) -> Keywords {
    Keywords::parse(text).unwrap()
}

/// `sec:keyword-names`
#[test]
fn words() {
    for (text, arch, status) in [
        ("amd64", "amd64", KeywordStatus::Stable),
        ("~x64-macos", "x64-macos", KeywordStatus::Testing),
        ("-_9", "_9", KeywordStatus::Disabled),
        ("-*", "*", KeywordStatus::Disabled),
    ] {
        let keyword = Keyword::parse(text).unwrap();
        assert_eq!((keyword.arch(), keyword.status(), keyword.as_str()), (arch, status, text));
    }
    for (text, span) in
        [("", 0..0), ("~", 1..1), ("-", 1..1), ("~~a", 1..2), ("--a", 1..2), ("~-a", 1..2), ("a b", 1..2), ("é", 0..2)]
    {
        assert_eq!(Keyword::parse(text).unwrap_err().span(), span, "{text:?}");
    }
    // Only what accepts keywords has these.
    for text in ["*", "~*", "**", "-~a", "-**"] {
        assert!(Keyword::parse(text).is_err() && Keywords::parse(text).is_err(), "{text}");
        assert!(AcceptKeywords::parse(text).is_ok(), "{text}");
    }
    assert_eq!(Keywords::parse("amd64 ~é").unwrap_err().span(), 7..9);
    assert_eq!(AcceptKeywords::parse("amd64 -~é").unwrap_err().span(), 8..10);
    assert_eq!(AcceptKeywords::parse("a --b").unwrap_err().span(), 3..4);
}

/// `sec:keywords`
#[test]
fn statuses() {
    let listed = keywords("~arm64 amd64 -* -hppa");
    let of = |arch| listed.status(arch);
    assert_eq!((of("amd64"), of("arm64")), (Some(KeywordStatus::Stable), Some(KeywordStatus::Testing)));
    assert_eq!((of("hppa"), of("mips")), (Some(KeywordStatus::Disabled), Some(KeywordStatus::Disabled)));
    assert_eq!(keywords("~arm64").status("mips"), None);
    assert!(listed.is_stable("amd64") && !listed.is_testing("amd64") && listed.is_testing("arm64") && !listed.is_stable("mips"));
    assert!(listed.arches(KeywordStatus::Disabled).eq(["hppa"]));
    assert_eq!(keywords("").iter().len(), 0);
}

/// The order of ebuilds.
#[test]
fn order() {
    let sorted = "-* -alpha amd64 ~amd64 ~x86 ~amd64-linux ~x64-macos";
    assert_eq!(
        keywords("~x64-macos ~x86 ~amd64 -* ~amd64-linux amd64 -alpha amd64").sorted().as_str(),
        sorted.replace("amd64 ~amd64", "~amd64 amd64")
    );
    assert_eq!(keywords("b a  a"), keywords("a b"));
    assert_ne!(keywords("a"), keywords("~a"));
}

#[test]
fn accepting() {
    let cases = [
        ("amd64", "amd64", true),
        ("amd64", "~amd64", true),
        ("~amd64", "amd64", false),
        ("~amd64", "amd64 ~amd64", true),
        ("~amd64", "amd64 ~amd64 -~amd64", false),
        ("~amd64", "~amd64 -* amd64", false),
        ("arm64 ~amd64", "*", true),
        ("~arm64", "*", false),
        ("~arm64", "~*", true),
        ("arm64", "~*", false),
        ("-* -amd64", "amd64 ~amd64 * ~*", false),
        ("-*", "**", true),
        ("", "**", true),
        ("", "amd64 ~amd64 * ~*", false),
        ("-amd64", "** -**", false),
        ("amd64-linux", "amd64", false),
    ];
    for (listed, accepted, expected) in cases {
        assert_eq!(
            keywords(listed).is_accepted_by(&AcceptKeywords::parse(accepted).unwrap()),
            expected,
            "{listed:?} by {accepted:?}"
        );
    }
    let parse = |text| AcceptKeywords::parse(text).unwrap();
    assert_eq!(parse("~a b -b b"), parse("b ~a"));
}

proptest! {
    #[test]
    fn lists(words in vec("[~-]?[ab](-[ab])?|-[*]", 0..8), arch in "[ab](-[ab])?", accepted in vec("-?(~?[ab]|[*]|~[*]|[*][*])", 0..5)) {
        let text = words.join(" \t");
        let listed: Keywords = text.parse().unwrap();
        prop_assert_eq!(listed.to_string(), text);
        let model: BTreeSet<Keyword> = words.iter().map(|word| word.parse().unwrap()).collect();
        prop_assert!(listed.iter().eq(model.iter()));
        prop_assert_eq!(&listed.sorted(), &listed);
        prop_assert_eq!(listed.sorted().to_string(), listed.sorted().sorted().to_string());
        let has = |word: String| words.contains(&word);
        prop_assert_eq!(listed.is_stable(&arch), has(arch.clone()));
        prop_assert_eq!(listed.is_testing(&arch), has(format!("~{arch}")) && !has(arch.clone()));
        let accepted: AcceptKeywords = accepted.join(" ").parse().unwrap();
        let any = listed.iter().any(|keyword| accepted.accepts(keyword));
        let everything = Keywords::default().is_accepted_by(&accepted);
        prop_assert_eq!(listed.is_accepted_by(&accepted), any || everything);
    }

    #[test]
    fn keyword_order(texts in vec("[~-]?[ab](-[ab])?|-[*]", 3)) {
        let mut sorted: Vec<Keyword> = texts.iter().map(|text| text.parse().unwrap()).collect();
        sorted.sort();
        prop_assert!(sorted[0] <= sorted[2]);
        for pair in sorted.windows(2) {
            prop_assert_eq!(pair[0] == pair[1], pair[0].cmp(&pair[1]).is_eq());
        }
    }
}
