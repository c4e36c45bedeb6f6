//! The tables of options against the programs that they describe.

use ccwrap::options::{ALL, ASSEMBLER, Arity, CLANG, GCC, LD, Role, Spec, Table};
use std::process::Command;

#[test]
fn tables_are_sorted() {
    for (name, table) in ALL {
        let out_of_order = table.specs.windows(2).find(|pair| pair[0].name.as_bytes() >= pair[1].name.as_bytes());
        assert!(out_of_order.is_none(), "{name}: {out_of_order:?}");
    }
}

/// What a program says to words, on standard error; nothing where there is no such program.
fn said(program: &str, words: &[String]) -> Option<String> {
    let output = Command::new(program).args(words).env("LC_ALL", "C").output().ok()?;
    // Of what `-###` prints, only complaints matter.
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(text.lines().filter(|line| line.starts_with(&format!("{program}: "))).map(|line| format!("{line}\n")).collect())
}

/// A value that no file, language or number is mistaken for.
fn value(spec: &Spec) -> &'static str {
    match spec.name {
        "-x" | "--language" => "c",
        "--param" => "max-inline-insns-single=1",
        "--dump" => "M",
        "-std" | "--std" => "c99",
        "-fuse-ld" => "bfd",
        _ => "zz",
    }
}

/// Looks at an entry as `gcc -###` sees it: a complaint, or nothing.
fn wrong(program: &str, spec: &Spec, unknown: &str, missing: &[&str]) -> Option<String> {
    let says = |words: &[String]| {
        said(program, &[vec!["-###".to_owned()], words.to_vec(), vec!["-c".to_owned(), "x.c".to_owned()]].concat())
    };
    let at_end =
        |name: &str| said(program, &["-###".to_owned(), "-c".to_owned(), "x.c".to_owned(), name.to_owned()]).unwrap_or_default();
    let (name, value) = (spec.name.to_owned(), value(spec));
    // Of `--param` alone, gcc says that it does not know it.
    let lacks = |name: &str| missing.iter().chain([&unknown]).any(|text| at_end(name).contains(text));
    let knows = |word: String| says(&[word]).is_some_and(|text| !text.contains(unknown));
    // A value in the next word is no input: nobody misses a file of that name.
    let takes =
        says(&[name.clone(), value.to_owned()]).is_some_and(|text| !text.contains("zz: No such file") && !text.contains(unknown));
    let is_right = match spec.arity {
        Arity::Flag => knows(name.clone()) && !lacks(&name),
        Arity::Separate => takes && lacks(&name),
        Arity::Joined => knows(format!("{name}{value}")),
        Arity::Either => takes && lacks(&name) && knows(format!("{name}{value}")),
        Arity::Assigned => knows(format!("{name}={value}")),
        Arity::AssignedOrSeparate => takes && lacks(&name) && knows(format!("{name}={value}")),
        Arity::Optional => knows(name.clone()) && !lacks(&name),
    };
    (!is_right).then(|| {
        format!("{program}: {spec:?}\n{}\n{}", says(&[name.clone(), value.to_owned()]).unwrap_or_default(), at_end(&name))
    })
}

fn check(program: &str, tables: &[Table], unknown: &str, missing: &[&str]) {
    if said(program, &["--version".to_owned()]).is_none() {
        return eprintln!("skipped: there is no {program}");
    }
    let specs = tables.iter().flat_map(|table| table.specs);
    let wrong: Vec<String> = specs.filter_map(|spec| wrong(program, spec, unknown, missing)).collect();
    assert!(wrong.is_empty(), "{} entries are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn gcc_agrees_with_its_table() {
    check("gcc", &[GCC], "unrecognized command-line option", &["missing"]);
}

#[test]
fn clang_agrees_with_its_tables() {
    check("clang", &[CLANG], "unknown argument", &["is missing (expected", "argument to"]);
}

/// The linker and the assembler know no dry run. They miss a file that is not there, unless it is the value of an option.
#[test]
fn ld_agrees_with_its_table() {
    agrees("ld", LD, "cannot find zz");
}

#[test]
fn as_agrees_with_its_table() {
    agrees("as", ASSEMBLER, "can't open zz");
}

fn agrees(program: &str, table: Table, missing: &str) {
    if said(program, &["--version".to_owned()]).is_none() {
        return eprintln!("skipped: there is no {program}");
    }
    let directory = tempfile::tempdir().expect("a directory");
    let complaint = |spec: &Spec| {
        let text = |words: &[&str]| {
            let _ = std::fs::remove_file(directory.path().join("zz"));
            let output =
                Command::new(program).args(words).current_dir(&directory).env("LC_ALL", "C").output().expect("it starts");
            String::from_utf8_lossy(&output.stderr).into_owned()
        };
        let value = if spec.name == "-assert" { "pure-text" } else { "zz" };
        let next = text(&[before(spec.name), &[spec.name, value]].concat());
        let assigned = text(&[before(spec.name), &[&format!("{}={value}", spec.name), "zz"]].concat());
        let takes = !next.contains(missing);
        let ends = matches!(spec.role, Role::Until(_)) || matches!(spec.name, "-MD" | "--MD");
        let is_right = match spec.arity {
            Arity::Flag | Arity::Optional => !takes || ends,
            Arity::Separate | Arity::Either => takes,
            Arity::AssignedOrSeparate => takes && !assigned.contains("unrecognized"),
            Arity::Joined | Arity::Assigned => !assigned.contains("unrecognized option"),
        };
        let is_known = !next.contains("unrecognized option") || spec.arity == Arity::Assigned;
        (!is_right || !is_known).then(|| format!("{spec:?}\n{next}{assigned}"))
    };
    let specs = table.specs.iter().filter(|spec| !OF_OTHERS.contains(&spec.name));
    let wrong: Vec<String> = specs.filter_map(complaint).collect();
    assert!(wrong.is_empty(), "{} entries of {program} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What must come before an option.
fn before(name: &str) -> &'static [&'static str] {
    match name {
        "-)" | "-end-group" => &["-("],
        "-pop-state" => &["--push-state"],
        _ => &[],
    }
}

/// What the linkers and assemblers of other systems have.
const OF_OTHERS: [&str; 3] = ["-flavor", "-G", "-K"];
