//! Plain interfaces, such as another crate may have: without errors, without enums, with almost nothing. What is written for them must be
//! well-formed in every language, as far as the languages' own tools are there to say so.

use crate::interface::Interface;
use crate::output::File;
use crate::read::tests::{choice, config, field, function, record, variant};
use crate::{c, go, python, read, ruby};
use std::fs;
use std::path::Path;
use std::process::Command;
use uniffi_meta::{EnumShape, Metadata};

fn interface(items: &[Metadata]) -> Interface {
    read::interface(items, &config()).expect("it can be expressed")
}

/// Says what a tool finds wrong with a file; nothing if there is no such tool.
fn complaint(tool: &str, arguments: &[&str], file: &Path) -> Option<String> {
    let done = Command::new(tool).args(arguments).arg(file).output().ok()?;
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    (!done.status.success()).then(|| format!("{}: {said}", file.display()))
}

const PARSES: &str = "import ast, sys; ast.parse(open(sys.argv[1]).read())";

fn check(file: &File, place: &Path) -> Option<String> {
    let path = place.join(file.path.as_str().replace('/', "-"));
    fs::write(&path, &file.text).expect("it can be written");
    match file.path.extension() {
        Some("rb") => complaint("ruby", &["-wc"], &path),
        Some("py" | "pyi") => complaint("python3", &["-c", PARSES], &path),
        Some("go") => complaint("gofmt", &["-e", "-l"], &path),
        Some("h") if file.path.starts_with("c") => {
            complaint("cc", &["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-xc"], &path)
        }
        _ => None,
    }
}

fn is_well_formed(name: &str, items: &[Metadata]) {
    let (interface, config) = (interface(items), config());
    let place = std::env::temp_dir().join(format!("bindgen-probe-{}-{name}", std::process::id()));
    fs::create_dir_all(&place).expect("a scratch directory");
    let backends = [c::generate, python::generate, ruby::generate, go::generate];
    let files = backends.iter().flat_map(|generate| generate(&interface, &config).expect("it is written"));
    let complaints: Vec<_> = files.filter_map(|file| check(&file, &place)).collect();
    fs::remove_dir_all(&place).expect("the directory is there");
    assert!(complaints.is_empty(), "{name}: {}", complaints.join("\n"));
}

fn error() -> Metadata {
    let text = || vec![field("input", uniffi_meta::Type::String)];
    choice("WorkError", EnumShape::Error { flat: false }, vec![variant("Lazy", text()), variant("Late", text())])
}

fn color() -> Metadata {
    choice("Color", EnumShape::Enum, vec![variant("Red", vec![]), variant("Green", vec![])])
}

#[test]
fn interfaces_may_lack_anything() {
    is_well_formed("a function alone", &[function(|_| {})]);
    is_well_formed("no error", &[function(|_| {}), color(), record("Point")]);
    is_well_formed("no enum", &[function(|_| {}), error(), record("Point")]);
    is_well_formed("no record", &[function(|_| {}), error(), color()]);
    is_well_formed("no function", &[record("Point")]);
}

#[test]
fn names_that_clash_in_c_are_refused() {
    let message = read::interface(&[function(|f| f.name = "take_failure".into())], &config()).unwrap_err().to_string();
    assert_eq!(message, "some_take_failure: two items would have this name in C");
}

#[test]
fn documentation_that_ends_itself_is_refused() {
    for end in ["\"\"\"", "*/", "/*"] {
        let item = function(|f| f.docstring = Some(format!(" It is {end}.")));
        let message = read::interface(&[item], &config()).unwrap_err().to_string();
        assert!(message.starts_with("work: its documentation has "), "{message}");
    }
}
