//! What holds for all command lines.

use bstr::ByteSlice;
use ccwrap::Text;
use ccwrap::config::{Class, Compiled, Config};
use ccwrap::options::{ALL, Arity, Form, Role};
use ccwrap::phases::{Context, run};
use ccwrap::tool::Tool;
use ccwrap::trace::Trace;
use ccwrap::{arg, path, response};
use proptest::prelude::*;
use serde_json::json;
use std::sync::LazyLock;

fn config(value: serde_json::Value) -> Compiled {
    Config::from_json(value).and_then(|config| config.compile()).expect("the configuration is right")
}

/// Every path stays as it is.
fn keeps_all() -> Compiled {
    config(json!({ "map": [["I,L,R,P", "", "/"]], "rpath_origin": "keep", "libs": {}, "strict": false }))
}

fn transform(words: &[Text], tool: Tool, config: &Compiled) -> Option<Vec<Text>> {
    run(words, &Context::new(tool, config, &|_| false), &mut Trace::default()).ok().map(|outcome| outcome.words)
}

fn texts(words: &[String]) -> Vec<Text> {
    words.iter().map(|word| Text::from(word.as_str())).collect()
}

/// Spellings of options with a path in them, as one or two words.
fn spellings(path: &str) -> Vec<Vec<String>> {
    let mut spellings = Vec::new();
    for (name, spec) in ALL.iter().flat_map(|(name, table)| table.specs.iter().map(move |spec| (*name, spec))) {
        if !matches!(spec.role, Role::Path(_)) || name == "assembler" {
            continue;
        }
        let prefixes: &[&str] = if name == "ld" { &["-Wl,"] } else { &["", "-Wp,", "-Xpreprocessor "] };
        for prefix in prefixes {
            let mut forms = Vec::new();
            if matches!(spec.arity, Arity::Separate | Arity::Either | Arity::AssignedOrSeparate) {
                forms.push((spec.name.to_owned(), Some(path.to_owned())));
            }
            match spec.arity {
                Arity::Joined | Arity::Either => forms.push((format!("{}{path}", spec.name), None)),
                Arity::Assigned | Arity::AssignedOrSeparate => forms.push((format!("{}={path}", spec.name), None)),
                _ => {}
            }
            let is_linker_option = matches!(spec.name, "-rpath" | "-R" | "-L" | "--library-directory") && name != "ld";
            for (first, second) in forms {
                let cut = |word: String| format!("{prefix}{word}").split(' ').map(str::to_owned).collect::<Vec<_>>();
                match second {
                    // What a compiler passes on goes to programs that have no such options.
                    _ if is_linker_option && !prefix.is_empty() => {}
                    Some(second) if prefix.is_empty() => spellings.push(vec![first, second]),
                    Some(second) => spellings.push([cut(first), cut(second)].concat()),
                    None => spellings.push(cut(first)),
                }
            }
        }
    }
    assert!(spellings.len() > 60, "{}", spellings.len());
    spellings
}

#[test]
fn no_path_survives_in_any_spelling() {
    let (drops, root) = (config(json!({})), "/undeclared/d");
    for spelling in spellings(root) {
        for around in [["-c", "x.c"], ["x.o", "-O2"]] {
            let words = texts(&[vec![around[0].to_owned()], spelling.clone(), vec![around[1].to_owned()]].concat());
            let left = transform(&words, Tool::Cc, &drops).unwrap_or_else(|| panic!("{spelling:?} is refused"));
            assert!(!left.iter().any(|word| word.contains_str(root)), "{spelling:?} becomes {left:?}");
            assert!(left.len() == 2, "{spelling:?} leaves something: {left:?}");
        }
    }
}

static SPELLED: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let paths = ["/a", "/a/b", "/usr/lib/", "rel", ".", "../x", "/w/.libs", "$ORIGIN/..", "/a:/b", ""];
    paths.into_iter().flat_map(spellings).collect()
});

/// Words as builds write them, and some that nobody should.
fn words() -> impl Strategy<Value = Vec<String>> {
    let spelled = any::<prop::sample::Index>().prop_map(|index| index.get(&SPELLED).clone());
    let single = prop::sample::select(vec![
        "x.o",
        "y.o",
        "x.c",
        "/src/z.c",
        "/l/libq.so.1",
        "/l/libr.a",
        "-la",
        "-lb",
        "-l",
        "-DX",
        "-D",
        "-O2",
        "-c",
        "-o",
        "out",
        "-shared",
        "-Wl,--start-group",
        "-Wl,--end-group",
        "-Wl,-soname,x",
        "-Xlinker",
        "-Wl,",
        "-z",
        "now",
        "-",
        "",
        "-Wp,-MD,f",
        "-MF",
        "-include",
        "-Wl,-z,relro,-z,now",
        "--version",
        "-E",
        "-march=native",
        "-Wl,--defsym=a",
        "-x",
        "c",
    ]);
    let piece = prop_oneof![spelled, single.prop_map(|word| vec![word.to_owned()])];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn inputs(words: &[Text]) -> Vec<&Text> {
    words.iter().filter(|word| word.ends_with(b".o") || word.ends_with(b".c") || word.starts_with(b"-l")).collect()
}

proptest! {
    #[test]
    fn phases_are_idempotent(words in words()) {
        for tool in [Tool::Cc, Tool::Ld] {
            // What lacks a value is refused: a guess about it need not hold twice.
            let config = config(json!({ "map": [["I,L,R,P", "", "/"]], "rpath_origin": "keep" }));
            let Some(once) = transform(&texts(&words), tool, &config) else { continue };
            let twice = transform(&once, tool, &config).expect("it was accepted once");
            prop_assert_eq!(&once, &twice);
        }
    }

    #[test]
    fn phases_are_idempotent_for_any_words(words in prop::collection::vec("(-[IlLDoxRB]|-Wl,|-Xlinker|-Wp,|-Xpreprocessor|-isystem|-rpath)?[-IlLRW/,.=:a$@]{0,4}", 0..8)) {
        for tool in [Tool::Cc, Tool::Ld, Tool::Libtool, Tool::As] {
            let config = config(json!({ "map": [["I,L,R,P", "", "/"]], "rpath_origin": "keep" }));
            let Some(once) = transform(&texts(&words), tool, &config) else { continue };
            let twice = transform(&once, tool, &config);
            prop_assert_eq!(Some(&once), twice.as_ref());
        }
    }

    #[test]
    fn parsing_loses_nothing(words in words()) {
        for tool in [Tool::Cc, Tool::Ld, Tool::As, Tool::Libtool] {
            let given: Vec<Text> = texts(&words).into_iter().filter(|word| !word.is_empty()).collect();
            let args = arg::parse(&given, tool.tables(), false).expect("nothing is refused");
            prop_assert_eq!(arg::render(&args, tool.is_linker()), given);
        }
    }

    #[test]
    fn objects_and_libraries_keep_their_order(names in prop::collection::vec(prop::sample::select(vec!["x.o", "y.o", "-la", "-lb", "-Wl,--start-group", "-La", "-DX"]), 0..12)) {
        let given = texts(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        let made = transform(&given, Tool::Cc, &keeps_all()).expect("nothing is refused");
        let mut wanted = inputs(&given);
        // One after the other is one, and nothing that stands between them may go.
        let mut made_inputs = inputs(&made);
        wanted.dedup_by(|a, b| a == b && a.starts_with(b"-l"));
        made_inputs.dedup_by(|a, b| a == b && a.starts_with(b"-l"));
        prop_assert_eq!(made_inputs, wanted);
    }

    #[test]
    fn response_files_round_trip(words in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..8), 0..8)) {
        let words: Vec<Text> = words.into_iter().map(Text::from).collect();
        prop_assert_eq!(response::split(&response::quote(&words)), words);
    }

    #[test]
    fn the_table_finds_what_a_search_finds(
        rules in prop::collection::vec(("[ILR]", "(/[ab]{1,2}){0,3}/?", "(/[xy]){0,2}"), 0..20),
        asked in "(/[ab]{1,2}){0,4}/?",
        letter in "[ILR]",
    ) {
        let from_search = rules.iter().enumerate().find_map(|(index, (class, from, to))| {
            let (cleaned, given) = (path::clean(from.as_bytes()), path::clean(asked.as_bytes()));
            let rest = given.strip_prefix(cleaned.as_slice())?;
            let fits = *class == letter && if from.ends_with('/') { rest.is_empty() } else { rest.is_empty() || rest.starts_with(b"/") };
            fits.then_some((index as u32, to.is_empty()))
        });
        let map: Vec<_> = rules.iter().map(|(class, from, to)| json!([class, from, to])).collect();
        let compiled = config(json!({ "map": map }));
        let found = compiled.rules.map(Class::from_letter(&letter).expect("a class"), asked.as_bytes());
        prop_assert_eq!(found.map(|found| (found.index, found.to.is_none())), from_search);
    }

    #[test]
    fn requests_never_panic(text in "\\PC*", op in prop::sample::select(vec!["argv.transform", "argv.expand", "mode.detect", "compdb.entries", "libtool.link"]), words in words()) {
        ccwrap::answer::answer(text.as_bytes());
        let answer = ccwrap::answer::answer(json!({ "op": op, "argv": words, "files": {} }).to_string().as_bytes());
        prop_assert!(answer.is_object());
    }
}

#[test]
fn a_value_in_the_same_word_is_found() {
    let found = ccwrap::options::find(Tool::Cc.tables(), b"-isystem/x").expect("known");
    assert_eq!(found.value, Some((Form::Joined, "-isystem".into(), "/x".into())));
}
