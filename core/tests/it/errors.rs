//! Messages: reason, place and hint of what people get wrong.

use polyatom::{Atom, Cpn, Cpv, Eapi, Error, ErrorKind, Operator, Slot, SlotDep, UseDep, Version, names};

fn atom(text: &str) -> Error {
    Atom::parse(text, None).unwrap_err()
}

/// (text, reason, the text under the carets)
#[test]
fn reasons_and_places() {
    let cases = [
        ("", "empty text", ""),
        ("python", "missing category", ""),
        (">=python-3", "missing category", ""),
        ("/python", "empty category name", ""),
        ("a/", "empty package name", ""),
        ("-a/b", "illegal first character of a category name", "-"),
        ("a/+b", "illegal first character of a package name", "+"),
        ("a b/c", "illegal character in a category name", " "),
        ("a/b.c", "illegal character in a package name", "."),
        ("a/b\n", "illegal character in a package name", "\n"),
        ("a/bé", "illegal character in a package name", "é"),
        ("a/b/c", "second slash", "/"),
        ("a/b-1", "version without an operator", "-1"),
        ("!a/b-1.2-r3*:0", "version without an operator", "-1.2-r3*"),
        ("=a/b", "operator without a version", "="),
        ("!!>=a/b:0[c]", "operator without a version", ">="),
        ("=a/b-1-2", "package name ends in a version", "-1"),
        ("=a/b-1-r1-2", "package name ends in a version", "-1-r1"),
        ("==a/b-1", "unknown operator", "=="),
        ("=>a/b-1", "unknown operator", "=>"),
        ("!!!a/b", "unknown operator", "!"),
        (">=a/b-1*", "asterisk with an operator other than =", "*"),
        ("=a/b-1**", "text after the asterisk", "*"),
        ("=a/b-1.", "number missing after a dot", ""),
        ("=a/b-1..2", "number missing after a dot", ""),
        ("=a/b-1_a1", "unknown version suffix", "_a1"),
        ("=a/b-1alpha", "more than one letter after the numbers of a version", "lpha"),
        ("=a/b-1A", "illegal text in a version", "A"),
        ("=a/b-1-r", "revision is not a number", ""),
        ("=a/b-1-r1-r2", "illegal text in a version", "-"),
        ("a/b:", "empty slot dependency", ""),
        ("a/b:[c]", "empty slot dependency", ""),
        ("a/b:/1", "sub-slot without a slot", ""),
        ("a/b:0/", "empty sub-slot name", ""),
        ("a/b:0*", "slot name with the operator *", "*"),
        ("a/b:=0", "text after the slot dependency", "0"),
        ("a/b:-0", "illegal first character of a slot name", "-"),
        ("a/b:0@", "illegal character in a slot name", "@"),
        ("a/b:0/1@", "illegal character in a sub-slot name", "@"),
        ("a/b:0:1", "second slot dependency", ":1"),
        ("a/b::", "empty repository name", ""),
        ("a/b::c.d", "illegal character in a repository name", "."),
        ("a/b::c-1", "repository name ends in a version", "-1"),
        ("a/b::c::d", "second repository", "::d"),
        ("a/b::c:0", "slot dependency after the repository", ":0"),
        ("a/b[]", "empty brackets", "[]"),
        ("a/b[c,]", "empty USE dependency", ""),
        ("a/b[,c]", "empty USE dependency", ""),
        ("a/b[c", "USE dependencies without a closing bracket", ""),
        ("a/b[", "USE dependencies without a closing bracket", ""),
        ("a/b[c]d", "text after the closing bracket", "d"),
        ("a/b[c][d]", "text after the closing bracket", "[d]"),
        ("a/b[!c]", "exclamation mark without ? or = after the flag", "!c"),
        ("a/b[-c?]", "minus sign with ? or = after the flag", "-c?"),
        ("a/b[c(*)]", "malformed default of a USE dependency", "("),
        ("a/b[c??]", "text after the USE dependency", "?"),
        ("a/b[c, d]", "illegal character in a USE flag name", " "),
        ("a/b[_c]", "illegal first character of a USE flag name", "_"),
    ];
    for (text, reason, under) in cases {
        let error = atom(text);
        assert_eq!((error.kind(), error.reason(), &text[error.span()]), (ErrorKind::Atom, reason, under), "{text}");
        assert_eq!(error.input(), text);
    }
}

#[test]
fn kinds() {
    let errors = [
        (Version::parse("1.").unwrap_err(), "invalid version: number missing after a dot"),
        (Cpn::parse("a/b-1").unwrap_err(), "invalid package name with category: package name ends in a version"),
        (Cpv::parse("a/b").unwrap_err(), "invalid package with version: missing version"),
        (Slot::parse("/").unwrap_err(), "invalid slot: empty slot name"),
        (SlotDep::parse("0*", None).unwrap_err(), "invalid slot dependency: slot name with the operator *"),
        (UseDep::parse("", None).unwrap_err(), "invalid USE dependency: empty USE dependency"),
        (Eapi::parse("x").unwrap_err(), "invalid EAPI: unknown EAPI"),
        (Operator::parse("==").unwrap_err(), "invalid value: unknown operator"),
        (names::eclass("default").unwrap_err(), "invalid name: reserved name of an eclass"),
    ];
    for (error, line) in errors {
        assert_eq!(error.to_string().lines().next(), Some(line));
    }
}

#[test]
fn message() {
    let error = Atom::parse("dev-lang/python-3.11", Eapi::V8).unwrap_err();
    assert_eq!(error.span(), 15..20);
    let expected = "\
invalid atom: version without an operator
  dev-lang/python-3.11
                 ^^^^^
hint: =dev-lang/python-3.11 for this version, dev-lang/python for any";
    assert_eq!(error.to_string(), expected);
    assert_eq!(atom("a/b:").to_string().lines().nth(2), Some("      ^"), "one caret past the end");
}

#[test]
fn escapes_keep_carets_aligned() {
    assert_eq!(atom("a/é\0b:0").to_string().lines().skip(1).take(2).collect::<Vec<_>>(), [r"  a/é\0b:0", "    ^"]);
    assert_eq!(atom("a/b\t").to_string().lines().skip(1).take(2).collect::<Vec<_>>(), [r"  a/b\t", "     ^^"]);
}

#[test]
fn long_input_is_cut() {
    let text = format!("a/b[{},{}*,{}]", ["flag"; 100].join(","), "wrong", ["flag"; 100].join(","));
    let message = atom(&text).to_string();
    let lines: Vec<&str> = message.lines().collect();
    assert!(lines[1].starts_with("  …") && lines[1].ends_with('…'));
    assert!(lines[1].chars().count() < 110);
    let column = lines[2].chars().count() - 1;
    assert_eq!(lines[1].chars().nth(column), Some('*'));
    assert!(lines[1].contains("wrong*"));
}

/// What a hint proposes in place of an atom is one.
#[test]
fn proposals_are_valid() {
    for text in ["a/b-1", "!a/b-1-r1:0[c]", "a/b-1*::r", "=a/b", "!~a/b:0/1=[c]"] {
        let hint = atom(text).hint().expect("a proposal");
        let proposals = hint.split(", ").map(|part| part.split(" for ").next().unwrap_or(""));
        assert_eq!(proposals.clone().count(), 2);
        for proposal in proposals {
            assert!(Atom::is_valid(proposal, None), "{proposal}");
        }
    }
    for text in ["!c", "-c?", "-c="] {
        let hint = UseDep::parse(text, None).unwrap_err().hint().expect("a proposal");
        let proposals = hint.split([' ', ',']).filter(|word| word.contains('c') && !word.contains('d') && !word.contains('k'));
        for proposal in proposals {
            assert!(UseDep::parse(proposal, None).is_ok(), "{proposal}");
        }
    }
}

/// A part that the EAPI lacks: the hint names the first that has it.
#[test]
fn eapi_gates() {
    let cases = [
        ("a/b:0[c]", Eapi::V0, "slot dependency in an EAPI without them", "0", Eapi::V1),
        ("a/b:0/1", Eapi::V4, "sub-slot in an EAPI without them", "/1", Eapi::V5),
        ("a/b:=", Eapi::V4, "slot operator in an EAPI without them", "=", Eapi::V5),
        ("a/b:0=", Eapi::V4, "slot operator in an EAPI without them", "=", Eapi::V5),
        ("a/b[c]", Eapi::V1, "USE dependencies in an EAPI without them", "[c]", Eapi::V2),
        ("a/b[c,d(+)]", Eapi::V3, "default of a USE dependency in an EAPI without them", "(+)", Eapi::V4),
        ("!!a/b", Eapi::V1, "strong blocker in an EAPI without them", "!!", Eapi::V2),
    ];
    for (text, eapi, reason, under, first) in cases {
        let error = Atom::parse(text, eapi).unwrap_err();
        assert_eq!((error.reason(), &text[error.span()]), (reason, under), "{text}");
        assert_eq!(error.hint(), Some(format!("EAPI {first} is the first that has it, this is EAPI {eapi}")));
    }
    let error = Atom::parse("a/b::r", Eapi::V8).unwrap_err();
    assert_eq!((error.reason(), error.span()), ("repository in an atom of an EAPI", 3..6));
}

#[test]
fn enums_list_their_texts() {
    assert_eq!(Operator::parse("==").unwrap_err().hint().as_deref(), Some("one of <, <=, =, =*, ~, >=, >"));
    assert_eq!(polyatom::AtomField::parse("Slot_Dep").unwrap_err().hint().as_deref(), Some("written slot_dep"));
}

#[test]
fn is_pointer_sized_and_a_standard_error() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(atom(""));
    assert!(boxed.to_string().starts_with("invalid atom: empty text"));
}
