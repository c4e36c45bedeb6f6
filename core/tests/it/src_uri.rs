//! `SRC_URI`: file names, arrows, mirrors, and the files to fetch.

use std::collections::BTreeMap;

use polyatom::DepSpecKind::SrcUri;
use polyatom::{DepSpec, Download, Eapi, UriPrefix};
use polyatom_oracle::depspec::leaves;
use polyatom_oracle::generate::depspec::{FLAGS, items, text};
use proptest::prelude::*;

fn parse(text: &str) -> DepSpec {
    DepSpec::parse(SrcUri, text, None).unwrap_or_else(|error| panic!("{error}"))
}

/// `sec:src-uri-behaviour`, `sec:thirdpartymirrors`
#[test]
fn uris() {
    let text = "https://h/d/f.tgz mirror+ftp://h/f  ->  g fetch+mirror://gnu/a/b.tgz flat+1.tar mirror://alone -> c fetch+no git+ssh://h/x?";
    let spec = parse(text);
    let uris: Vec<_> = spec.uris().collect();
    let show = |index: usize| (uris[index].uri(), uris[index].filename(), uris[index].prefix(), uris[index].scheme());
    assert_eq!(show(0), ("https://h/d/f.tgz", "f.tgz", None, Some("https")));
    assert_eq!(show(1), ("ftp://h/f", "g", Some(UriPrefix::Mirror), Some("ftp")));
    assert_eq!(show(2), ("mirror://gnu/a/b.tgz", "b.tgz", Some(UriPrefix::Fetch), Some("mirror")));
    assert_eq!(show(3), ("flat+1.tar", "flat+1.tar", None, None));
    assert_eq!(show(5), ("fetch+no", "fetch+no", None, None));
    assert_eq!(show(6), ("git+ssh://h/x?", "x?", None, Some("git+ssh")));
    assert_eq!((uris[1].rename(), uris[1].to_string().as_str()), (Some("g"), "mirror+ftp://h/f -> g"));
    assert_eq!(spec.leaves().nth(1).unwrap().text(), "mirror+ftp://h/f  ->  g");
    assert_eq!((uris[2].mirror(), uris[4].mirror(), uris[0].mirror()), (Some(("gnu", "a/b.tgz")), Some(("alone", "")), None));
    assert!(uris[3].is_flat() && !uris[0].is_flat());
    let mirrors = [("gnu".to_owned(), vec!["https://1/x".to_owned(), "https://2/".to_owned()])].into();
    assert_eq!(uris[2].expand(&mirrors), ["https://1/x/a/b.tgz", "https://2/a/b.tgz"]);
    assert_eq!((uris[0].expand(&mirrors), uris[3].expand(&mirrors).len()), (vec!["https://h/d/f.tgz".to_owned()], 0));
    assert_eq!(uris[4].expand(&mirrors), ["mirror://alone"]);
    // feat:uri-restrict
    let may = |index: usize| (uris[index].may_fetch(true), uris[index].may_mirror(true));
    assert_eq!([may(0), may(1), may(2)], [(false, false), (true, true), (true, false)]);
    assert!(uris[0].may_fetch(false) && uris[0].may_mirror(false) && !uris[3].may_fetch(false));
    assert_eq!(spec.evaluate_all().leaves().nth(1).unwrap().text(), "mirror+ftp://h/f -> g");
}

/// `sec:dependency-spec`, `sec:src-uri-behaviour`: every file has a name that a file in `DISTDIR` can have.
/// (text, reason, the text under the carets)
#[test]
fn file_names() {
    let cases = [
        ("a https://e/", "URI without a file name", ""),
        ("https://e", "URI without a file name", ""),
        ("https://e?a=b", "URI without a file name", ""),
        ("https://e/a/ b", "URI without a file name", ""),
        ("mirror://gnu/", "URI without a file name", ""),
        ("fetch+mirror://gnu", "URI without a file name", ""),
        ("https://e/..", "file name that is a directory's", ".."),
        ("https://e/a/.", "file name that is a directory's", "."),
        ("https://e/a?b/..", "file name that is a directory's", ".."),
        ("https://e/a -> ..", "file name that is a directory's", ".."),
        ("x? ( https://e/a -> . )", "file name that is a directory's", "."),
        ("a ..", "file name that is a directory's", ".."),
        (". b", "file name that is a directory's", "."),
        ("mirror:///a", "URI without a host", ""),
        ("https:///a -> b", "URI without a host", ""),
        ("https://e/a ->b", "missing blank", "b"),
        ("https://e/a-> b", "missing blank", "->"),
        ("->", "arrow without a URI", "->"),
        ("a -> a", "arrow after a file name", "->"),
    ];
    for (text, reason, under) in cases {
        let error = DepSpec::parse(SrcUri, text, None).expect_err(text);
        assert_eq!((error.reason(), &text[error.span()]), (reason, under), "{text}");
        assert!(error.hint().is_some(), "{text}");
        assert!(!DepSpec::is_valid(SrcUri, text, Eapi::V8));
    }
    let names = "https://e/ -> a https://e -> b mirror://gnu -> c https://e/../d .e -f ... https://e/.h https://e/..i file:///j";
    let found: Vec<String> = parse(names).uris().map(|uri| uri.filename().to_owned()).collect();
    assert_eq!(found, ["a", "b", "c", "d", ".e", "-f", "...", ".h", "..i", "j"]);
}

fn shown(files: &[Download]) -> Vec<String> {
    files.iter().map(|file| format!("{}: {}", file.filename, file.uris.join(" "))).collect()
}

/// `sec:ebuild-env-vars` on `A`: one file for each name, where it first appears.
#[test]
fn downloads() {
    let mirrors: BTreeMap<_, _> =
        [("gnu".to_owned(), vec!["https://1/".to_owned(), "https://2".to_owned()]), ("none".to_owned(), vec![])].into();
    let cases = [
        ("https://e/a https://f/a", "a: https://e/a https://f/a"),
        ("x? ( http://e/a ) b !x? ( http://e/a )", "a: http://e/a|b: "),
        ("https://e/a https://e/a https://f/1 -> a https://e/a", "a: https://e/a https://f/1"),
        ("a https://e/a", "a: https://e/a"),
        ("mirror://gnu/x/a https://2/x/a", "a: https://1/x/a https://2/x/a"),
        ("mirror://debian/a b mirror://none/c", "a: mirror://debian/a|b: |c: mirror://none/c"),
    ];
    for (text, files) in cases {
        assert_eq!(shown(&parse(text).downloads(&mirrors)).join("|"), files, "{text}");
    }
    let flags = parse("x? ( a ) !x? ( https://e/b -> a )");
    assert_eq!(shown(&flags.evaluate(&["x"]).downloads(&mirrors)), ["a: "]);
}

fn file_order(texts: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        let name = text.rsplit([' ', '/']).next().expect("a last part").to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    /// For every set of flags, the order of `A` stays what it was.
    #[test]
    fn simplification_keeps_the_order_of_files(items in items(SrcUri)) {
        let (spec, none) = (parse(&text(&items)), BTreeMap::new());
        let simple = spec.simplify();
        for bits in 0..1 << FLAGS.len() {
            let enabled: Vec<&str> = (0..FLAGS.len()).filter(|at| bits >> at & 1 == 1).map(|at| FLAGS[at]).collect();
            let order = file_order(&leaves(&items, &|flag, negated| enabled.contains(&flag) != negated));
            let files = |spec: &DepSpec| spec.evaluate(&enabled).downloads(&none).into_iter().map(|file| file.filename);
            prop_assert_eq!(files(&spec).collect::<Vec<_>>(), &order[..]);
            prop_assert_eq!(files(&simple).collect::<Vec<_>>(), order, "{} -> {}", spec, simple);
        }
    }
}

/// `sec:ebuild-env-vars` on `A`
#[test]
fn simplified() {
    let cases = [
        ("x? ( a ) b x? ( c )", "x? ( a ) b x? ( c )"),
        ("( a x? ( b ) ) x? ( c ) d x? ( e )", "a x? ( b c ) d x? ( e )"),
        ("x? ( a ) y? ( b ) x? ( c )", "x? ( a ) y? ( b ) x? ( c )"),
    ];
    for (text, simple) in cases {
        assert_eq!(parse(text).simplify().as_str(), simple);
    }
}
