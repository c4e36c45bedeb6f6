//! Dependency specifications: what may stand where, what errors say, and cases from the specification.

use allocation_counter::measure;
use polyatom::{
    Cpv, DepSpec, DepSpecKind, DepSpecOptions, DiagnosticKind, Eapi, Error, ErrorKind, Iuse, NO_FLAGS, NodeKind, Package,
};

use DepSpecKind::{Depend, License, Properties, RequiredUse, Restrict, SrcUri};

fn parse(kind: DepSpecKind, text: &str) -> DepSpec {
    DepSpec::parse(kind, text, None).unwrap_or_else(|error| panic!("{error}"))
}

fn error(kind: DepSpecKind, text: &str, options: impl Into<DepSpecOptions>) -> Error {
    DepSpec::parse(kind, text, options).expect_err(text)
}

fn iuse(text: &str) -> Iuse {
    Iuse::parse(text).unwrap()
}

fn leaves(spec: &DepSpec) -> Vec<&str> {
    spec.leaves().map(|leaf| leaf.text()).collect()
}

/// `sec:dependency-spec`: which group may stand in which kind, and since which EAPI.
#[test]
fn groups_by_kind() {
    let item = |kind: DepSpecKind| match kind.grammar() {
        Depend => "a/b",
        SrcUri => "a.tar",
        _ => "a",
    };
    for kind in DepSpecKind::ALL {
        for eapi in Eapi::ALL {
            let first = if kind == RequiredUse { Eapi::V4 } else { Eapi::V0 };
            let legal = [
                ("", Some(Eapi::V0)),
                ("a?", Some(Eapi::V0)),
                ("!a?", Some(Eapi::V0)),
                ("||", matches!(kind.grammar(), Depend | License | RequiredUse).then_some(Eapi::V0)),
                ("^^", (kind == RequiredUse).then_some(Eapi::V0)),
                // tab:at-most-one-of-table
                ("??", (kind == RequiredUse).then_some(Eapi::V5)),
            ];
            for (operator, since) in legal {
                let text = format!("{operator} ( {} )", item(kind));
                let expected = since.is_some_and(|since| eapi >= since.max(first));
                assert_eq!(DepSpec::is_valid(kind, &text, eapi), expected, "{kind} {eapi} {text}");
                assert_eq!(DepSpec::is_valid(kind, &text, None), since.is_some(), "{kind} {text}");
                assert!(!DepSpec::is_valid(kind, &format!("{operator} ( )"), eapi));
            }
            assert!(DepSpec::is_valid(kind, " \n", eapi) && DepSpec::is_valid(kind, "", eapi));
        }
    }
}

/// `tab:uri-arrows-table`
#[test]
fn uris_by_eapi() {
    for eapi in Eapi::ALL {
        assert_eq!(DepSpec::is_valid(SrcUri, "https://h/f -> g", eapi), eapi >= Eapi::V2);
        assert_eq!(DepSpec::is_valid(SrcUri, "fetch+https://h/f mirror+https://h/f", eapi), eapi >= Eapi::V8);
        assert!(DepSpec::is_valid(SrcUri, "https://h/f git+ssh://h/f f x? ( f(1) )", eapi));
    }
}

/// `tab:slot-deps-table`: atoms are those of the EAPI.
#[test]
fn atoms_by_eapi() {
    assert!(!DepSpec::is_valid(Depend, "a/b a? ( c/d:= )", Eapi::V4));
    assert!(DepSpec::is_valid(Depend, "a/b a? ( c/d:= )", Eapi::V5));
    assert!(!DepSpec::is_valid(Depend, "a/b::r", Eapi::V8));
    assert!(DepSpec::is_valid(Depend, "a/b::r", None));
    assert!(DepSpec::is_valid(Depend, "a/b::r", DepSpecOptions { eapi: Some(Eapi::V8), repo: true, empty_groups: false }));
}

/// (kind, text, reason, the text under the carets)
#[test]
fn reasons_and_places() {
    let cases = [
        (Depend, "a/b ( c/d", "group without a closing parenthesis", "("),
        (Depend, "|| ( a/b x? ( c/d )", "group without a closing parenthesis", "||"),
        (Depend, "a/b )", "closing parenthesis without a group", ")"),
        (Depend, "a/b || ( )", "empty group", "|| ( )"),
        (Depend, "a/b x? ( ( ) )", "empty group", "( )"),
        (Depend, "|| a/b", "operator without a group", "||"),
        (Depend, "a/b ||", "operator without a group", "||"),
        (Depend, "|| || ( a/b )", "operator without a group", "||"),
        (Depend, "x? a/b", "USE condition without a group", "x?"),
        (Depend, "x? !y? ( a/b )", "USE condition without a group", "x?"),
        (Depend, "||( a/b )", "missing blank", "("),
        (Depend, "|| (a/b )", "missing blank", "("),
        (Depend, "x? (a/b )", "missing blank", "("),
        (Depend, "x?( a/b )", "missing blank", "("),
        (Depend, "( a/b)", "missing blank", ")"),
        (Depend, "(a/b )", "missing blank", "("),
        (License, "( MIT)", "missing blank", ")"),
        (RequiredUse, "^^( a b )", "missing blank", "("),
        (RequiredUse, "??(a b )", "missing blank", "("),
        (Restrict, "a?( b )", "missing blank", "("),
        (Restrict, "( b)", "missing blank", ")"),
        (SrcUri, "( b)", "missing blank", ")"),
        (SrcUri, "( https://h/b)", "missing blank", ")"),
        (SrcUri, "(b )", "missing blank", "("),
        (Depend, "a/b ? ( c/d )", "empty USE flag name", ""),
        (Depend, "a/b !? ( c/d )", "empty USE flag name", ""),
        (Depend, "a/b _x? ( c/d )", "illegal first character of a USE flag name", "_"),
        (Depend, "a/b x:y? ( c/d )", "illegal character in a USE flag name", ":"),
        (Depend, "a/b !!x? ( c/d )", "illegal character in a USE flag name", "!"),
        (Depend, "a/b ^^ ( c/d )", "exactly-one-of group in a specification that has none", "^^"),
        (Depend, "a/b ?? ( c/d )", "at-most-one-of group in a specification that has none", "??"),
        (SrcUri, "|| ( a b )", "any-of group in a specification that has none", "||"),
        (Depend, "a/b =c/d", "operator without a version", "="),
        (Depend, "a/b\u{a0}c/d", "illegal character in a package name", "\u{a0}"),
        (Depend, "é/b", "illegal character in a category name", "é"),
        (Depend, "a/b c/d[x(*)]", "malformed default of a USE dependency", "("),
        (Depend, "a/b c/d-1", "version without an operator", "-1"),
        (License, "GPL-2 MIT*", "illegal character in a license name", "*"),
        (License, "GPL-2 -MIT", "illegal first character of a license name", "-"),
        (RequiredUse, "a b:c", "illegal character in a USE flag name", ":"),
        (RequiredUse, "a !!b", "illegal character in a USE flag name", "!"),
        (RequiredUse, "a !", "empty USE flag name", ""),
        (Restrict, "a b\u{1}", "illegal character in a word", "\u{1}"),
        (Properties, "|| ( a )", "any-of group in a specification that has none", "||"),
        (Properties, "a|b", "illegal character in a word", "|"),
        (SrcUri, "-> a", "arrow without a URI", "->"),
        (SrcUri, "https://h/f -> -> a", "arrow without a file name", "->"),
        (SrcUri, "https://h/f ->", "arrow without a file name", "->"),
        (SrcUri, "x? ( https://h/f -> )", "arrow without a file name", "->"),
        (SrcUri, "https://h/f -> ( a )", "arrow without a file name", "->"),
        (SrcUri, "https://h/f -> x? ( a )", "arrow without a file name", "->"),
        (SrcUri, "https://h/f -> a/b", "slash in a file name", "/"),
        (SrcUri, "https://h/f -> a -> b", "arrow without a URI", "->"),
        (SrcUri, "f -> g", "arrow after a file name", "->"),
        (SrcUri, "a h/f", "URI without a protocol", "h/"),
        (SrcUri, "a ://h", "URI without a protocol", ""),
        (SrcUri, "a 1http://h", "URI without a protocol", "1http"),
        (SrcUri, "a https://", "nothing after the protocol of a URI", ""),
        (SrcUri, "a\u{0}", "control character in a URI", "\0"),
    ];
    for (kind, text, reason, under) in cases {
        let error = error(kind, text, None);
        assert_eq!((error.kind(), error.reason(), &text[error.span()]), (ErrorKind::DepSpec, reason, under), "{text}");
        assert_eq!(error.input(), text);
    }
}

/// `sec:dependency-spec`: each of these is spelled right only with the blanks.
#[test]
fn blanks_are_any_ascii_whitespace() {
    let spec = parse(Depend, "\t||\n(\r\na/b  c/d\x0c)\n");
    assert_eq!(leaves(&spec), ["a/b", "c/d"]);
    assert_eq!(spec.items().next().unwrap().text(), "||\n(\r\na/b  c/d\x0c)");
    assert_eq!(spec, parse(Depend, "|| ( a/b c/d )"));
    assert_ne!(spec, parse(Depend, "|| ( c/d a/b )"));
    assert!(!DepSpec::is_valid(Depend, "a/b\u{b}c/d", None));
}

#[test]
fn messages() {
    let message = error(Depend, "dev-libs/a ssl? ( =dev-libs/openssl )", Eapi::V8).to_string();
    let expected = "\
invalid dependency specification: operator without a version
  dev-libs/a ssl? ( =dev-libs/openssl )
                    ^
hint: dev-libs/openssl for any version, =dev-libs/openssl-1 for one";
    assert_eq!(message, expected);
    let gate = error(RequiredUse, "a ?? ( b c )", Eapi::V4);
    assert_eq!(gate.reason(), "at-most-one-of group in an EAPI without them");
    assert_eq!(gate.hint().as_deref(), Some("EAPI 5 is the first that has it, this is EAPI 4"));
    let gate = error(RequiredUse, " a", Eapi::V3);
    assert_eq!((gate.reason(), gate.span()), ("REQUIRED_USE in an EAPI without it", 1..2));
    let gate = error(SrcUri, "https://h/f -> g", Eapi::V1);
    assert_eq!((gate.reason(), gate.span()), ("arrow in an EAPI without them", 12..14));
    let gate = error(SrcUri, "a mirror+https://h/f", Eapi::V7);
    assert_eq!((gate.reason(), gate.span()), ("prefix of a URI in an EAPI without them", 2..9));
    assert_eq!(DepSpecKind::parse("depends").unwrap_err().hint().as_deref().map(|hint| hint.split(' ').count()), Some(12));
}

/// What a hint proposes for a part is about that part.
#[test]
fn hints_quote_the_word() {
    let hint = error(Depend, "x/y x? ( !a/b-1:0[c] ) e/f", None).hint().unwrap();
    assert_eq!(hint, "!=a/b-1:0[c] for this version, !a/b:0[c] for any");
}

#[test]
fn parts() {
    let spec = parse(Depend, "a/b !ssl? ( || ( c/d e/f ) ) ( g/h )");
    let kinds: Vec<NodeKind> = spec.recursive().map(|node| node.kind()).collect();
    use NodeKind::{AllOf, AnyOf, Atom, UseConditional};
    assert_eq!(kinds, [Atom, UseConditional, AnyOf, Atom, Atom, AllOf, Atom]);
    let condition = spec.items().nth(1).unwrap();
    assert_eq!((condition.flag(), condition.negated(), condition.span()), (Some("ssl"), true, 4..28));
    assert_eq!(condition.text(), "!ssl? ( || ( c/d e/f ) )");
    assert_eq!((spec.len(), spec.is_empty(), parse(License, " ").is_empty()), (3, false, true));
    assert_eq!(spec.atoms().map(|atom| atom.to_string()).collect::<Vec<_>>(), leaves(&spec));
    let flags = parse(RequiredUse, "b? ( !a ) ^^ ( c a )");
    assert_eq!(flags.flags(), ["b", "a", "c"]);
    let first = flags.leaves().next().unwrap();
    assert_eq!((first.flag(), first.negated(), first.text()), (Some("a"), true, "!a"));
    assert!(spec.contains("a/b") && spec.contains("!ssl?  ( || ( c/d e/f ) )") && !spec.contains("c/d"));
}

/// `tab:empty-dep-groups`
#[test]
fn empty_groups() {
    let options = |eapi| DepSpecOptions { eapi, repo: false, empty_groups: true };
    for (eapi, matched) in [(None, false), (Some(Eapi::V6), true), (Some(Eapi::V7), false)] {
        let satisfied = |kind, text: &str| {
            let spec = DepSpec::parse(kind, text, options(eapi)).unwrap();
            spec.satisfied_with(NO_FLAGS, |_| false).is_satisfied()
        };
        assert_eq!(satisfied(Depend, "|| ( )"), matched);
        assert_eq!(satisfied(RequiredUse, "^^ ( )"), matched);
        assert_eq!(satisfied(RequiredUse, "|| ( a? ( b ) )"), matched);
        assert!(satisfied(RequiredUse, "?? ( )") && satisfied(Depend, "( )") && satisfied(Depend, "x? ( )"));
    }
}

/// `sec:dependency-spec`: only conditions directly in an any-of group are no members of it.
#[test]
fn immediate_conditions_only() {
    for eapi in [Eapi::V6, Eapi::V8] {
        let satisfied =
            |text: &str, enabled: &[&str]| DepSpec::parse(Depend, text, eapi).unwrap().satisfied_by(&[], enabled).is_satisfied();
        assert!(satisfied("|| ( ( a? ( x/y ) ) c/d )", &[]));
        assert!(satisfied("|| ( a? ( b? ( x/y ) ) )", &["a"]));
        assert!(!satisfied("|| ( a? ( x/y ) c/d )", &[]));
        assert!(!satisfied("|| ( a? ( x/y ) c/d )", &["a"]));
        let evaluate = |text: &str, enabled: &[&str]| DepSpec::parse(Depend, text, eapi).unwrap().evaluate(enabled).to_string();
        assert_eq!(evaluate("|| ( ( a? ( x/y ) ) c/d )", &[]), "|| ( ( ) c/d )");
        assert_eq!(evaluate("|| ( a? ( b? ( x/y ) ) )", &["a"]), "|| ( ( ) )");
        assert_eq!(evaluate("|| ( a? ( x/y !z/z ) c/d )", &["a"]), "|| ( ( x/y !z/z ) c/d )");
        assert_eq!(evaluate("|| ( a? ( x/y ) c/d )", &["a"]), "|| ( x/y c/d )");
        assert_eq!(evaluate("|| ( a? ( ( b? ( x/y ) ) ) c/d ) ( b? ( x/y ) )", &["a"]), "|| ( ( ) c/d )");
        let never_or_always = if eapi == Eapi::V6 { "c/d" } else { "|| ( ) c/d" };
        assert_eq!(evaluate("|| ( b? ( x/y ) ) c/d", &[]), never_or_always);
    }
}

#[test]
fn satisfaction() {
    let package = |cpv: &str| Package::new(Cpv::parse(cpv).unwrap());
    let spec = parse(Depend, "a/b[x?] || ( ( c/d e/f ) || ( g/h i/j ) ) !k/l || ( m/m n/n ) o? ( p/p )");
    let packages = [
        package("a/b-1").use_flags(polyatom::UseFlags::new(["x"]).unwrap()),
        package("c/d-1"),
        package("i/j-1"),
        package("k/l-1"),
    ];
    let found = spec.satisfied_by(&packages, &["x"]);
    let texts = |nodes: &[polyatom::NodeRef<'_>]| nodes.iter().map(|node| node.text().to_owned()).collect::<Vec<_>>();
    assert!(!found.is_satisfied());
    assert_eq!(texts(found.missing()), ["|| ( m/m n/n )"]);
    assert_eq!(texts(found.violated()), ["!k/l"]);
    let chosen: Vec<&str> = found.choices().iter().map(|choice| choice.member.text()).collect();
    assert_eq!(chosen, ["|| ( g/h i/j )", "i/j"]);
    assert_eq!(texts(spec.satisfied_by(&packages, &["o"]).missing()), ["|| ( m/m n/n )", "p/p"]);
}

/// `sec:required-use`
#[test]
fn required_use_sentences() {
    let cases = [
        ("a", "", "a must be enabled"),
        ("!a", "a", "a must be disabled"),
        ("|| ( a b )", "", "at least one of a, b must be enabled, but none is"),
        ("^^ ( a b )", "", "exactly one of a, b must be enabled, but none is"),
        ("^^ ( a b c )", "a b", "exactly one of a, b, c must be enabled, but a and b are"),
        ("?? ( a b c )", "a b c", "at most one of a, b, c may be enabled, but a, b and c are"),
        ("?? ( !a b )", "b", "at most one of !a, b may hold, but !a and b do"),
        ("|| ( ( a b ) !c )", "a c", "at least one of ( a b ), !c must hold, but none does"),
        ("a? ( b )", "a", "a needs b: enable b or disable a"),
        ("a? ( !b )", "a b", "a conflicts with b: disable b or a"),
        ("!a? ( b )", "", "without a, b is needed: enable b or a"),
        ("!a? ( !b )", "b", "b needs a: enable a or disable b"),
        ("a? ( b? ( c ) )", "a b", "with a enabled and b enabled, c must be enabled"),
        ("a? ( || ( b c ) )", "a", "with a enabled, at least one of b, c must be enabled, but none is"),
        ("a? ( b c )", "a", "a needs b: enable b or disable a; a needs c: enable c or disable a"),
        ("|| ( a? ( b ) )", "", "a? ( b ) must hold, but its condition does not: enable a"),
        (
            "^^ ( a? ( b ) !c? ( d ) a? ( c ) )",
            "c",
            "exactly one of a? ( b ), !c? ( d ), a? ( c ) must hold, but no condition does: enable a or disable c",
        ),
        ("x? ( || ( a? ( b ) ) )", "x", "with x enabled, a? ( b ) must hold, but its condition does not: enable a"),
        ("|| ( a b? ( c ) )", "", "at least one of a, b? ( c ) must hold, but none does"),
        ("^^ ( a b c? ( d ) )", "a b", "exactly one of a, b must be enabled, but a and b are"),
        ("|| ( a )", "", "a must be enabled"),
        ("^^ ( !a )", "a", "a must be disabled"),
        ("|| ( ( a b ) )", "a", "( a b ) must hold"),
        ("|| ( a? ( b ) )", "a", "a? ( b ) must hold"),
        ("|| ( ^^ ( a b ) )", "a b", "exactly one of a, b must be enabled, but a and b are"),
        ("a? ( !a )", "a", "a must be disabled"),
        ("!a? ( a )", "", "a must be enabled"),
        ("|| ( )", "", "|| ( ) has nothing in it that could hold"),
    ];
    for (text, enabled, sentence) in cases {
        let enabled: Vec<&str> = enabled.split_whitespace().collect();
        let options = DepSpecOptions { empty_groups: true, ..DepSpecOptions::default() };
        let spec = DepSpec::parse(RequiredUse, text, options).unwrap();
        let result = spec.check_required_use(&enabled, None).unwrap();
        assert_eq!(result.sentences(), [sentence], "{text}");
    }
    let spec = parse(RequiredUse, "a? ( b ( c d ) ) x");
    let result = spec.check_required_use(&["a", "c", "x"], None).unwrap();
    assert_eq!(result.unsatisfied().unwrap().as_str(), "a? ( b ( d ) )");
}

/// `sec:required-use`, `sec:dependency-spec`: flags have to be in `IUSE_EFFECTIVE`, wherever they stand.
#[test]
fn unknown_flags() {
    let spec = parse(RequiredUse, "x? ( y ) z? ( !w )");
    assert!(spec.check_required_use(NO_FLAGS, None).is_ok());
    assert!(spec.check_required_use(NO_FLAGS, Some(&iuse("+w -x y z"))).is_ok());
    let unknown = spec.check_required_use(NO_FLAGS, Some(&iuse("x y z"))).unwrap_err();
    assert_eq!((unknown.reason(), unknown.span()), ("USE flag that is not in IUSE", 15..16));
    let deps = parse(Depend, "a/b[x,y?] !v? ( c/d:0[-x,!yy(+)=,z=] )");
    assert!(deps.check_iuse(&iuse("v y yy z")).is_ok());
    assert_eq!(deps.check_iuse(&iuse("v y z")).unwrap_err().span(), 26..28);
    assert_eq!(deps.check_iuse(&iuse("y yy z")).unwrap_err().span(), 11..12);
    assert_eq!(deps.check_required_use(NO_FLAGS, None).unwrap_err().reason(), "specification of another kind than REQUIRED_USE");
}

#[test]
fn solutions() {
    let solve = |text, enabled: &[&str], masked: &[&str], forced: &[&str]| {
        let spec = parse(RequiredUse, text);
        let solved = spec.solve_required_use(enabled, masked, forced).unwrap();
        solved.inspect(|solution| assert!(solution.is_optimal)).map(|solution| {
            solution.changes.iter().map(|(flag, on)| format!("{}{flag}", if *on { "+" } else { "-" })).collect::<Vec<_>>()
        })
    };
    assert_eq!(solve("a? ( b )", &[], &[], &[]), Some(vec![]));
    assert_eq!(solve("a? ( b )", &["a"], &[], &[]).unwrap(), ["+b"]);
    assert_eq!(solve("a? ( b )", &["a"], &["b"], &[]).unwrap(), ["-a"]);
    assert_eq!(solve("a? ( b )", &["a"], &["b"], &["a"]), None);
    assert_eq!(solve("?? ( a b )", &["a", "b"], &[], &[]).unwrap(), ["-b"]);
    assert_eq!(solve("|| ( a b )", &[], &["a"], &[]).unwrap(), ["+b"]);
    assert_eq!(solve("a !a", &[], &[], &[]), None);
    assert_eq!(solve("a b", &["b"], &["b"], &["b"]), None, "what is masked and forced is masked");
    assert_eq!(solve("a? ( b )", &["a"], &["a"], &[]).unwrap(), ["-a"], "a masked flag has to be disabled anyway");
    let targets = "^^ ( t1 t2 t3 ) t1? ( p1 ) t2? ( p2 ) t3? ( p3 )";
    assert_eq!(solve(targets, &["t1", "t2", "p2"], &[], &[]).unwrap(), ["-t1"]);
}

/// Independent items do not multiply, and a hopeless search ends with an error.
#[test]
fn solver_at_scale() {
    let many: Vec<String> = (0..2000).map(|number| format!("a{number}? ( b{number} )")).collect();
    let enabled: Vec<String> = (0..2000).map(|number| format!("a{number}")).collect();
    let spec = parse(RequiredUse, &many.join(" "));
    assert_eq!(spec.solve_required_use(&enabled, NO_FLAGS, NO_FLAGS).unwrap().unwrap().changes.len(), 2000);
    let chain: Vec<String> = (0..100).map(|number| format!("a{number}? ( a{} )", number + 1)).collect();
    let spec = parse(RequiredUse, &chain.join(" "));
    assert_eq!(spec.solve_required_use(&["a0"], NO_FLAGS, NO_FLAGS).unwrap().unwrap().changes, [("a0", false)]);
    assert_eq!(spec.solve_required_use(&["a0"], NO_FLAGS, &["a0"]).unwrap().unwrap().changes.len(), 100);
    // More pigeons than holes: nothing does, and there is no short way to see it.
    let holes = |pigeon: usize| (0..11).map(move |hole| format!("p{pigeon}h{hole}"));
    let mut pigeons: Vec<String> =
        (0..12).map(|pigeon| format!("|| ( {} )", holes(pigeon).collect::<Vec<_>>().join(" "))).collect();
    for hole in 0..11 {
        let all: Vec<String> = (0..12).map(|pigeon| format!("p{pigeon}h{hole}")).collect();
        pigeons.push(format!("?? ( {} )", all.join(" ")));
    }
    let error = parse(RequiredUse, &pigeons.join(" ")).solve_required_use(NO_FLAGS, NO_FLAGS, NO_FLAGS).unwrap_err();
    assert_eq!(error.reason(), "too much to try: no changes that do were found, nor ruled out");
}

/// `sec:dependency-spec`, `sec:use-dep`, `sec:required-use`
#[test]
fn diagnostics_with_iuse() {
    let found = |kind, text: &str, iuse: &str| {
        let list = parse(kind, text).diagnostics_with(&Iuse::parse(iuse).unwrap());
        list.into_iter()
            .map(|found| (found.kind, text[found.span.clone()].to_owned(), found.message().to_owned()))
            .collect::<Vec<_>>()
    };
    use DiagnosticKind::*;
    let unknown = |flag: &str| (FlagNotInIuse, flag.to_owned(), format!("the flag {flag} is not in IUSE"));
    assert_eq!(found(Depend, "a/b[c,d?,!e=,-f] x? ( g/h ) !y? ( i/j )", "x +d"), [unknown("e"), unknown("y")]);
    assert_eq!(found(License, "x? ( MIT )", "-x"), []);
    assert_eq!(found(RequiredUse, "x? ( y ) y", "+x +y"), []);
    let unmet = |item: &str, sentence: &str| (RequiredUseDefaults, item.to_owned(), sentence.to_owned());
    assert_eq!(
        found(RequiredUse, "y? ( x ) ^^ ( a b ) z", "+a +b +y x"),
        [
            unknown("z"),
            unmet("y? ( x )", "y needs x: enable x or disable y"),
            unmet("^^ ( a b )", "exactly one of a, b must be enabled, but a and b are"),
            unmet("z", "z must be enabled"),
        ]
    );
    // What is wrong without any flags comes first.
    assert_eq!(found(Depend, "a/b:0/1= x? ( c/d )", "")[0].0, SlotOperatorWithSubslot);
}

/// `sec:slot-dep`, `sec:optional-vars`, `tab:depend-table`
#[test]
fn diagnostics() {
    let found = |kind, text: &str, variable| {
        let spec = parse(kind, text);
        let list = spec.diagnostics(variable);
        list.into_iter().map(|found| (found.kind, text[found.span].to_owned())).collect::<Vec<_>>()
    };
    use DiagnosticKind::*;
    let own = |kind, text: &str| (kind, text.to_owned());
    assert_eq!(found(Depend, "a/b:= c/d:0= e/f:* || ( g/h:0 )", Some(Depend)), []);
    assert_eq!(found(Depend, "a/b:0/1=[c]", None), [own(SlotOperatorWithSubslot, ":0/1=")]);
    assert_eq!(found(Depend, "|| ( x? ( a/b:= ) ) c/d:=", None), [own(SlotOperatorInAnyOf, ":=")]);
    assert_eq!(found(Depend, "a/b:2= c/d:0", Some(DepSpecKind::Pdepend)), [own(SlotOperatorInPdepend, ":2=")]);
    assert_eq!(found(Depend, "!a/b:=", None), [own(SlotOperatorInBlocker, ":=")]);
    assert_eq!(found(Depend, "a/b[x@y(+)?] z@1? ( c/d )", None), [own(AtSignInUseFlag, "@"), own(AtSignInUseFlag, "@")]);
    assert_eq!(found(RequiredUse, "!z@1", None), [own(AtSignInUseFlag, "@")]);
    assert_eq!(found(SrcUri, "http://h/1 https://h/1 ftp://h/1 mirror://h/1 f fetch+git://h/1", None), [own(UriProtocol, "git")]);
    for (variable, first) in [(DepSpecKind::Bdepend, Eapi::V7), (DepSpecKind::Idepend, Eapi::V8), (Depend, Eapi::V0)] {
        for eapi in Eapi::ALL {
            let spec = DepSpec::parse(Depend, "a/b", eapi).unwrap();
            assert_eq!(spec.diagnostics(Some(variable)).is_empty(), eapi >= first);
            let own = DepSpec::parse(variable, "a/b", eapi).unwrap();
            assert_eq!(own.diagnostics(None).is_empty(), eapi >= first);
        }
    }
}

#[test]
fn simplified() {
    let cases = [
        (Depend, "a/b a/b", "a/b"),
        (Depend, "( ( a/b ) ) || ( c/d )", "a/b c/d"),
        (Depend, "|| ( ( a/b ) ( c/d e/f ) || ( g/h i/j ) a/b )", "|| ( a/b ( c/d e/f ) g/h i/j )"),
        (Depend, "x? ( !x? ( a/b ) c/d x? ( e/f ) )", "x? ( c/d e/f )"),
        (Depend, "x? ( a/b ) y/y !x? ( c/d ) x? ( d/d )", "x? ( a/b d/d ) y/y !x? ( c/d )"),
        (Depend, "|| ( x? ( a/b ) )", "|| ( x? ( a/b ) )"),
        (Depend, "|| ( ( x? ( a/b ) ) c/d )", "|| ( ( x? ( a/b ) ) c/d )"),
        (RequiredUse, "^^ ( a a ) ?? ( b ) ^^ ( c )", "^^ ( a a ) c"),
        (RequiredUse, "|| ( ( ?? ( a ) ) b ) c", "c"),
        (License, "|| ( MIT ( BSD ) MIT )", "|| ( MIT BSD )"),
        (SrcUri, "https://h/f   -> g https://h/f -> g", "https://h/f -> g"),
    ];
    for (kind, text, simple) in cases {
        assert_eq!(parse(kind, text).simplify().as_str(), simple, "{text}");
    }
    // Where an empty any-of group is matched, one condition alone in it is like the condition.
    let old = |text| DepSpec::parse(Depend, text, Eapi::V6).unwrap().simplify().to_string();
    assert_eq!(old("|| ( x? ( a/b ) )"), "x? ( a/b )");
    assert_eq!(old("|| ( || ( x? ( a/b ) ) c/d )"), "|| ( || ( x? ( a/b ) ) c/d )");
    assert_eq!(parse(Depend, "|| ( || ( x? ( a/b ) ) c/d )").simplify().as_str(), "|| ( x? ( a/b ) c/d )");
}

#[test]
fn dnf() {
    let spec = parse(Depend, "|| ( a/a b/b ) || ( c/c d/d ) a/a");
    assert_eq!(spec.dnf(100).unwrap(), [["a/a", "c/c"], ["a/a", "d/d"]]);
    let error = spec.dnf(1).unwrap_err();
    assert_eq!(error.reason(), "more ways to satisfy it than the limit");
    let error = parse(Depend, "a/b !x? ( c/d )").dnf(9).unwrap_err();
    assert_eq!((error.reason(), error.span()), ("USE condition where all have to be resolved", 4..7));
    assert_eq!(parse(RequiredUse, "?? ( a b ) a").dnf(9).unwrap(), [["a", "!b"]]);
    assert_eq!(parse(RequiredUse, "a !a").dnf(9).unwrap(), Vec::<Vec<String>>::new());
    assert_eq!(parse(RequiredUse, "").dnf(9).unwrap(), [Vec::<String>::new()]);
    let groups = |count: usize| (0..count).map(|n| format!("|| ( a/a{n} b/b{n} )")).collect::<Vec<_>>().join(" ");
    assert!(parse(Depend, &groups(64)).dnf(10_000).is_err());
    assert_eq!(parse(Depend, &groups(13)).dnf(8192).unwrap().len(), 8192);
    assert_eq!(parse(RequiredUse, &format!("{} x !x", groups(64).replace('/', "_"))).dnf(9).unwrap().len(), 0);
}

/// No way contains another, however the groups meet, and the limit is about ways alone.
#[test]
fn dnf_absorbs() {
    let ways = |text: &str, limit| parse(Depend, text).dnf(limit).unwrap().iter().map(|way| way.join(" ")).collect::<Vec<_>>();
    assert_eq!(ways("|| ( a/a b/b c/c ) || ( a/a b/b c/c ) || ( a/a b/b c/c )", 3), ["a/a", "b/b", "c/c"]);
    assert_eq!(ways("|| ( a/a ( a/a b/b ) )", 1), ["a/a"]);
    assert_eq!(ways("|| ( ( a/a b/b ) a/a )", 1), ["a/a"]);
    let list = |prefix: &str, count: usize| (0..count).map(|n| format!("{prefix}{n}")).collect::<Vec<_>>().join(" ");
    for count in [10, 100] {
        let shared = (0..count).map(|n| format!("|| ( a/a b/x{n} )")).collect::<Vec<_>>().join(" ");
        assert_eq!(ways(&shared, 2), ["a/a".to_owned(), list("b/x", count)]);
        let pairs = (0..count).map(|n| format!("|| ( a/x{n} b/y{n} )")).collect::<Vec<_>>().join(" ");
        let crossed = format!("{pairs} || ( ( {} ) ( {} ) )", list("a/x", count), list("b/y", count));
        assert_eq!(ways(&crossed, 2), [list("a/x", count), list("b/y", count)]);
    }
    let twice = format!("|| ( {0} ) || ( {0} )", list("a/a", 300));
    assert_eq!(ways(&twice, 300).len(), 300);
    let flat = list("a/a", 5_000);
    assert_eq!(ways(&format!("{flat} {flat}"), 1), [flat]);
}

#[test]
fn sets_need_one_kind() {
    let (a, b) = (parse(License, "MIT"), parse(Restrict, "MIT"));
    assert_eq!(a.union(&b).unwrap_err().reason(), "specification of another kind");
    assert!(!a.is_subset(&b) && a.is_disjoint(&b) && a != b);
    let (old, new) = (DepSpec::parse(License, "MIT", Eapi::V5).unwrap(), DepSpec::parse(License, "MIT", Eapi::V8).unwrap());
    assert_eq!((old.union(&old).unwrap().eapi(), old.union(&new).unwrap().eapi()), (Some(Eapi::V5), None));
    assert!(old != new && old < new, "EAPIs are part of what is compared");
    let (depend, runtime) = (parse(Depend, "a/b c/d"), parse(DepSpecKind::Rdepend, "c/d e/f"));
    assert_eq!(runtime.difference(&depend).unwrap(), parse(DepSpecKind::Rdepend, "e/f"));
    assert_eq!(depend.intersection(&runtime).unwrap(), parse(Depend, "c/d"));
    assert!(parse(Depend, "c/d").is_subset(&runtime) && parse(Depend, "c/d") != parse(DepSpecKind::Rdepend, "c/d"));
    assert_eq!(depend.union(&b).unwrap_err().reason(), "specification of another kind");
}

/// Variables are named as PMS does, in upper or in lower case, and remembered.
#[test]
fn kinds_are_variables() {
    for kind in DepSpecKind::ALL {
        assert_eq!(DepSpecKind::parse(&kind.as_str().to_lowercase()).unwrap(), kind);
        assert_eq!(DepSpecKind::parse(kind.as_str()).unwrap(), kind);
        assert_eq!((parse(kind, "").kind(), kind.leaf()), (kind, kind.grammar().leaf()));
    }
    assert_eq!(DepSpecKind::Pdepend.to_string(), "PDEPEND");
    assert_eq!(parse(DepSpecKind::Pdepend, "a/b:=").diagnostics(None).len(), 1);
    assert_eq!(parse(DepSpecKind::Rdepend, "a/b:=").diagnostics(None).len(), 0);
}

#[test]
fn sorted() {
    let spec = parse(Depend, "x? ( b/b a/a ) >=a/a-10 || ( d/d c/c ) a/a >=a/a-9 !x? ( c/c )");
    assert_eq!(spec.sorted().as_str(), "a/a >=a/a-9 >=a/a-10 || ( d/d c/c ) x? ( b/b a/a ) !x? ( c/c )");
    assert_eq!(spec.sorted_recursive().as_str(), "a/a >=a/a-9 >=a/a-10 || ( d/d c/c ) x? ( a/a b/b ) !x? ( c/c )");
    assert_eq!(parse(RequiredUse, "b !a a !b").sorted().as_str(), "a !a b !b");
}

/// One for the text and one for the nodes.
#[test]
fn a_specification_is_two_allocations() {
    let text = "dev-libs/glib:2 >=dev-libs/openssl-3:=[-bindist(-)] x11-libs/cairo !a/b";
    assert_eq!(measure(|| drop(DepSpec::parse(Depend, text, Eapi::V8).unwrap())).count_total, 2);
    assert_eq!(measure(|| drop(DepSpec::parse(Depend, "", Eapi::V8).unwrap())).count_total, 0);
    assert_eq!(measure(|| assert!(DepSpec::is_valid(Depend, text, Eapi::V8))).count_total, 1);
}

/// A hundred thousand groups in each other, on a stack that would not hold a call for each of them.
#[test]
fn depth_costs_no_stack() {
    const DEPTH: usize = 100_000;
    let run = || {
        let nested = |group: &str| format!("{}a/b{}", group.repeat(DEPTH), " )".repeat(DEPTH));
        let deep = parse(Depend, &nested("x? ( "));
        assert_eq!((deep.evaluate(&["x"]).as_str(), deep.evaluate_none().as_str()), ("a/b", ""));
        assert_eq!((deep.simplify().as_str(), deep.sorted_recursive() == deep), ("x? ( a/b )", true));
        assert_eq!((deep.recursive().count(), deep.leaves().count(), deep.flags()), (DEPTH + 1, 1, vec!["x"]));
        assert!(deep.satisfied_by(&[], NO_FLAGS).is_satisfied() && !deep.satisfied_by(&[], &["x"]).is_satisfied());
        assert_eq!(parse(Depend, &nested("|| ( ")).dnf(1).unwrap(), [["a/b"]]);
        let exactly = nested("^^ ( ").replace("a/b", "a");
        let required = parse(RequiredUse, &exactly);
        assert!(required.check_required_use(&["a"], None).unwrap().is_satisfied());
        assert_eq!(required.solve_required_use(NO_FLAGS, NO_FLAGS, NO_FLAGS).unwrap().unwrap().changes, [("a", true)]);
        assert_eq!(required.check_required_use(NO_FLAGS, None).unwrap().sentences(), ["a must be enabled"]);
        for group in ["( ", "|| ( ", "x? ( ", "|| ( ( ", "|| ( x? ( "] {
            let text = format!("{}a{}", group.repeat(DEPTH), " )".repeat(DEPTH * group.matches('(').count()));
            let unmet = parse(RequiredUse, &text).check_required_use(&["x"], None).unwrap();
            assert_eq!((unmet.is_satisfied(), unmet.sentences().len()), (false, 1), "{group}");
            assert!(parse(RequiredUse, &text).diagnostics_with(&Iuse::parse("+x").unwrap()).len() > 1, "{group}");
        }
    };
    std::thread::Builder::new().stack_size(256 * 1024).spawn(run).unwrap().join().unwrap();
}

/// Deep and long texts, valid or not: nothing recurses and nothing is done twice over.
#[test]
fn size_does_not_matter() {
    let nested = |depth: usize| format!("{}a/b{}", "x? ( ".repeat(depth), " )".repeat(depth));
    let deep = parse(Depend, &nested(1000));
    assert_eq!((deep.evaluate(&["x"]).as_str(), deep.simplify().as_str()), ("a/b", "x? ( a/b )"));
    assert_eq!(deep.conditional_leaves().next().unwrap().conditions.len(), 1000);
    assert_eq!(deep.sorted_recursive(), deep);
    assert!(deep.satisfied_by(&[], NO_FLAGS).is_satisfied() && !deep.satisfied_by(&[], &["x"]).is_satisfied());
    let alternate = format!("{}a/b{}", "|| ( ( ".repeat(500), " ) )".repeat(500));
    assert_eq!((parse(Depend, &alternate).simplify().as_str(), parse(Depend, &alternate).dnf(1).unwrap().len()), ("a/b", 1));
    for text in
        ["( ".repeat(100_000), "|| ( ".repeat(100_000), ") ".repeat(100_000), "(".repeat(100_000), "( a/b ".repeat(100_000)]
    {
        assert!(error(Depend, &text, None).to_string().len() < 500);
    }
    let flat = "a/b ( c/d ) ".repeat(90_000);
    let spec = parse(Depend, &flat);
    assert_eq!((spec.len(), spec.simplify().as_str(), spec.union(&spec).unwrap().as_str()), (180_000, "a/b c/d", "a/b ( c/d )"));
    assert_eq!(spec.evaluate_all().len(), 180_000);
    let long = format!("https://h/{} -> b", "f".repeat(1_000_000));
    assert_eq!(parse(SrcUri, &long).uris().next().unwrap().filename(), "b");
}
