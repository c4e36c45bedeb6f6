//! `data` from outside: are strings that an adapter refuses, and answers that differ, found; is what was skipped said?

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::{Compression, write::GzEncoder};

const SPECS: &str = r#"{"kind":"depend","variable":"DEPEND","eapi":"8","s":"x? ( a/b ) c/d","count":1,"example":"a/b-1"}
{"kind":"depend","variable":"RDEPEND","eapi":"8","s":"x? ( a/b ) c/d","count":1,"example":"a/b-1"}
{"kind":"required_use","variable":"REQUIRED_USE","eapi":"9","s":"^^ ( a b )","count":1,"example":"a/b-1"}
{"kind":"src_uri","variable":"SRC_URI","eapi":"8","s":"a.tar","count":1,"example":"a/b-1"}
"#;

/// A directory of one test's own, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("polyatom-conformance-{}-data-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a scratch directory");
        Scratch(path)
    }

    fn with_files(name: &str) -> Scratch {
        let scratch = Scratch::new(name);
        scratch.write("depspecs.jsonl.gz", SPECS);
        scratch.write("atoms.txt.gz", "a/b\nodd/one\n>=c/d-1\n");
        scratch.write("versions.txt.gz", "1\n1.0\n2_rc1\n");
        scratch
    }

    fn write(&self, name: &str, text: &str) {
        let file = std::fs::File::create(self.0.join(name)).expect("it can be created");
        let mut encoder = GzEncoder::new(file, Compression::fast());
        encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).expect("it can be written");
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn data(directory: &Path, faults: &[&str]) -> (Option<i32>, String) {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_polyatom-conformance"));
    let fake = program.with_file_name("examples").join("fake_adapter");
    let mut command = Command::new(program);
    command.arg("data").arg("--data").arg(directory);
    for fault in faults {
        command.args(["--adapter", &format!("{fault}={} {fault}", fake.display())]);
    }
    let output = command.output().expect("the program starts");
    let text = String::from_utf8(output.stdout).expect("UTF-8") + &String::from_utf8_lossy(&output.stderr);
    (output.status.code(), text)
}

#[test]
fn adapters_that_agree_pass() {
    let scratch = Scratch::with_files("agree");
    let (code, text) = data(&scratch.0, &["echo", "echo-too"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("4 specifications, 3 atoms, 3 versions"), "{text}");
    assert!(text.contains("echo-too: ") && text.contains(" 0 differed, 0 refused, 0 crashed"), "{text}");
    assert!(text.contains("skipped: 1 of src_uri.parse, which the adapter does not offer"), "{text}");
}

#[test]
fn every_fault_is_found() {
    let scratch = Scratch::with_files("faults");
    for (fault, expected) in [
        ("echo-differ", ["1 differed", r#"this   {"text":"other"}"#]),
        ("echo-refuse", ["1 refused", "refused: too odd"]),
        ("echo-crash", ["1 crashed", "crashed: oddness overflow"]),
    ] {
        let (code, text) = data(&scratch.0, &["echo", fault]);
        assert_eq!(code, Some(1), "{fault}: {text}");
        expected.iter().for_each(|part| assert!(text.contains(part), "{fault}: {part} not in {text}"));
        assert!(text.contains(r#""op":"atom.parse","eapi":"9","in":{"text":"odd/one"}}"#), "{fault}: no repro in {text}");
    }
    let (code, text) = data(&scratch.0, &["echo-refuse"]);
    assert_eq!(code, Some(1), "an adapter alone must not refuse either: {text}");
}

#[test]
fn what_is_not_there_is_said_to_be_skipped() {
    let scratch = Scratch::new("missing");
    let (code, text) = data(&scratch.0, &["echo"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("atoms.txt.gz is not there") && text.contains("nothing was checked"), "{text}");
    scratch.write("atoms.txt.gz", "a/b\n");
    let (code, text) = data(&scratch.0, &["echo"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("versions.txt.gz is not there") && text.contains("echo: 1 agreed"), "{text}");
    let (code, text) = data(&scratch.0.join("nowhere"), &["echo"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("nowhere is not there") && text.contains("nothing was checked"), "{text}");
}

#[test]
fn broken_files_are_errors() {
    let scratch = Scratch::with_files("broken");
    std::fs::write(scratch.0.join("atoms.txt.gz"), "no gzip").expect("it can be written");
    let (code, text) = data(&scratch.0, &["echo"]);
    assert_eq!(code, Some(2), "{text}");
    scratch.write("atoms.txt.gz", "");
    scratch.write("depspecs.jsonl.gz", r#"{"kind":"depend","eapi":"47","s":"a/b"}"#);
    let (code, text) = data(&scratch.0, &["echo"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("specification 1") && text.contains("47"), "{text}");
}
