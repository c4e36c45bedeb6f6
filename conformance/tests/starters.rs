//! The adapters that `new-adapter` gives, in every language, and one that a stranger would write: as they stand, against the runner.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn runner() -> Command {
    Command::new(env!("CARGO_BIN_EXE_polyatom-conformance"))
}

fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    found.is_ok_and(|output| output.status.success())
}

/// The starter of a language in a file of its own.
fn starter(language: &str, file: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("starters").join(language);
    fs::create_dir_all(&directory).expect("a directory");
    let output = runner().args(["new-adapter", "--lang", language]).output().expect("it starts");
    assert!(output.status.success(), "{language}: {output:?}");
    let lines = output.stdout.split(|&byte| byte == b'\n').count() - 1;
    assert!(lines <= 40, "{language}: {lines} lines");
    let path = directory.join(file);
    fs::write(&path, output.stdout).expect("it can be written");
    path
}

fn run(adapter: &str, arguments: &[&str]) -> Output {
    runner().args(["run", "--validate", "--timeout", "60", "--adapter", adapter]).args(arguments).output().expect("it starts")
}

/// Compares versions as texts, so that `9` and `10` go wrong, and `1` and `2` do not; keeps to the protocol all the while.
fn is_a_start(language: &str, adapter: &str) {
    let right = run(adapter, &["--case", "version/first-number/2", "--case", "version/compare-invalid/1", "--strict"]);
    assert_eq!(right.status.code(), Some(0), "{language}: {right:?}");
    let first = runner().args(["smoke", "--adapter", adapter]).output().expect("it starts");
    assert_eq!(first.status.code(), Some(0), "{language}: {first:?}");
    let wrong = run(adapter, &["--case", "version/first-number/4"]);
    let said = String::from_utf8_lossy(&wrong.stdout);
    assert_eq!(wrong.status.code(), Some(1), "{language}: {wrong:?}");
    assert!(said.contains("another result") && !said.contains("crashed:"), "{language}: {said}");
}

/// Where a language is not installed, that is said.
fn with_interpreter(language: &str, file: &str, program: &str, needs: &[&str]) {
    let first = program.split(' ').next().unwrap_or(program);
    if let Some(missing) = [first].iter().chain(needs).find(|program| !has(program)) {
        println!("SKIPPED: no {missing} for the starter in {language}");
        return;
    }
    is_a_start(language, &format!("{program} {}", starter(language, file).display()));
}

#[test]
fn python() {
    with_interpreter("python", "adapter.py", "python3", &[]);
}

#[test]
fn ruby() {
    with_interpreter("ruby", "adapter.rb", "ruby", &[]);
}

#[test]
fn perl() {
    with_interpreter("perl", "adapter.pl", "perl", &[]);
}

#[test]
fn bash() {
    with_interpreter("bash", "adapter.sh", "bash", &["jq"]);
}

#[test]
fn go() {
    with_interpreter("go", "adapter.go", "go run", &[]);
}

#[test]
fn c() {
    let flags = Command::new("pkg-config").args(["--cflags", "--libs", "jansson"]).output();
    let Some(flags) = flags.ok().filter(|output| output.status.success() && has("cc")) else {
        println!("SKIPPED: no C compiler with jansson for the starter in C");
        return;
    };
    let source = starter("c", "adapter.c");
    let program = source.with_extension("out");
    let flags = String::from_utf8(flags.stdout).expect("UTF-8");
    let compile = Command::new("cc").arg("-o").args([&program, &source]).args(flags.split_whitespace()).output();
    let compile = compile.expect("a C compiler starts");
    assert!(compile.status.success(), "{compile:?}");
    is_a_start("c", &program.display().to_string());
}

/// Written from `protocol.md` alone, in a language that none of our adapters uses: all versions of the suite, every field.
#[test]
fn a_strangers_adapter_passes() {
    if !has("perl") {
        println!("SKIPPED: no perl for the stranger's adapter");
        return;
    }
    let adapter = format!("perl {}/examples/versions.pl", env!("CARGO_MANIFEST_DIR"));
    let output = run(&adapter, &["--area", "version", "--strict"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}
