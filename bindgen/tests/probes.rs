//! Probe interfaces, one feature each, as another crate may have them: `probes/*.rs`.
//!
//! A probe is either refused, with the lines that its head names, or written; then everything that is written for it compiles, as far as
//! the languages' own tools are there to say so. So nothing that the generator accepts fails later.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A probe.
struct Probe {
    name: String,
    text: String,
    /// The lines of the refusal, if it is refused.
    refusals: Vec<String>,
    /// The probes whose crates it uses.
    needs: Vec<String>,
    /// Its UDL file, if it has one.
    udl: Option<String>,
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the probes are laid out and built: a workspace of its own.
fn workshop() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("probes")
}

fn probes() -> Vec<Probe> {
    let mut paths: Vec<_> =
        fs::read_dir(here().join("probes")).expect("the probes are there").map(|entry| entry.expect("an entry").path()).collect();
    // All probes, or those whose names contain one of the words, with commas between, that the variable `PROBE` has.
    let only = std::env::var("PROBE").unwrap_or_default();
    let is_asked =
        |path: &Path| path.file_stem().is_some_and(|stem| only.split(',').any(|word| stem.to_string_lossy().contains(word)));
    paths.retain(|path| path.extension().is_some_and(|end| end == "rs") && is_asked(path));
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a probe");
        let lines = |head: &str| text.lines().filter_map(|line| line.strip_prefix(head)).map(str::to_owned).collect();
        let (refusals, needs) = (lines("//! refused: "), lines("//! needs: "));
        let udl = fs::read_to_string(path.with_extension("udl")).ok();
        Probe { name: path.file_stem().expect("a name").to_string_lossy().into_owned(), text, refusals, needs, udl }
    };
    paths.into_iter().map(read).collect()
}

/// Writes a file unless it is there already, so that nothing is built again for nothing.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, text).expect("it can be written");
}

fn manifest(name: &str, more: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{more}")
}

const INTERFACE: &str = "#[cfg(not(feature = \"uniffi\"))]\nextern crate uniffi_off as uniffi;\n\
    #[cfg(feature = \"uniffi\")]\nuse uniffi_off as _;\n";

/// What takes up what UniFFI makes of a UDL file.
const BUILD: &str = "fn main() {\n    let out = std::env::var(\"OUT_DIR\").unwrap();\n    \
    std::fs::copy(\"src/NAME.uniffi.rs\", format!(\"{out}/NAME.uniffi.rs\")).unwrap();\n}\n";

/// The line that has UniFFI write the rest, and the files that it needs.
fn scaffolding(Probe { name, udl, .. }: &Probe) -> String {
    let Some(udl) = udl else { return "uniffi::setup_scaffolding!();".to_owned() };
    let place = workshop().join(name);
    put(&place.join(format!("src/{name}.udl")), udl);
    put(&place.join("build.rs"), &BUILD.replace("NAME", name));
    let path = camino::Utf8PathBuf::from_path_buf(place.join(format!("src/{name}.udl"))).expect("a path");
    uniffi_bindgen::generate_component_scaffolding_for_crate(&path, name, path.parent(), false).expect("UniFFI reads it");
    format!("uniffi::include_scaffolding!(\"{name}\");")
}

/// One crate for each probe, and one for the glue of all in C and in Python.
fn lay_out(probes: &[Probe]) {
    let (workshop, here) = (workshop(), here().display());
    let mut members = String::new();
    let mut dependencies = String::new();
    for probe in probes {
        let Probe { name, text, refusals, needs, .. } = probe;
        let needed: String = needs.iter().map(|needed| format!("{needed} = {{ path = \"../{needed}\" }}\n")).collect();
        let features: String = needs.iter().map(|needed| format!(", \"{needed}/uniffi\"")).collect();
        let interface = format!(
            "[lib]\ncrate-type = [\"cdylib\", \"rlib\"]\n\n[features]\nuniffi = [\"dep:uniffi\"{features}]\n\n[dependencies]\n{needed}\
             uniffi = {{ version = \"=0.32.2\", default-features = false, optional = true }}\nuniffi-off = {{ path = \"{here}/uniffi-off\" }}\n"
        );
        put(&workshop.join(name).join("Cargo.toml"), &manifest(name, &interface));
        put(
            &workshop.join(name).join("src/lib.rs"),
            &format!("{text}\n#[cfg(feature = \"uniffi\")]\n{}\n{INTERFACE}", scaffolding(probe)),
        );
        let settings = format!(
            "package = \"{name}\"\nnamespace = \"{name}\"\ndocs = \"A probe.\"\n\n[output]\nc = \"c\"\npython = \"python\"\n\
             ruby = \"ruby\"\ngo = \"../go/{name}\"\n\n[go]\nmodule = \"example.org/probes/{name}\"\n"
        );
        put(&workshop.join(name).join("bindgen.toml"), &settings);
        let _ = write!(members, "\"{name}\", ");
        if refusals.is_empty() {
            let _ = writeln!(dependencies, "{name} = {{ path = \"../{name}\" }}");
        }
    }
    for (glue, more) in [
        ("c", format!("bindings-runtime = {{ package = \"polyatom-runtime\", path = \"{here}/runtime\" }}\n")),
        (
            "python",
            format!(
                "bindings-runtime = {{ package = \"polyatom-python-runtime\", path = \"{here}/python-runtime\" }}\npyo3 = {{ version = \"0.30\", features = [\"abi3-py310\"] }}\n"
            ),
        ),
    ] {
        put(
            &workshop.join(glue).join("Cargo.toml"),
            &manifest(&format!("probes-{glue}"), &format!("[dependencies]\n{more}{dependencies}")),
        );
        let modules: String = probes
            .iter()
            .filter(|probe| probe.refusals.is_empty())
            .map(|Probe { name, .. }| format!("#[path = \"../../{name}/{glue}/src/generated.rs\"]\npub mod {name};\n"))
            .collect();
        put(&workshop.join(glue).join("src/lib.rs"), &modules);
    }
    put(&workshop.join("go/go.mod"), "module example.org/probes\n\ngo 1.24\n");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    // What the workspace depends on has the same versions here, so that it is built once.
    put(&workshop.join("Cargo.lock"), &fs::read_to_string(workspace.join("Cargo.lock")).expect("a lock file"));
    put(
        &workshop.join("Cargo.toml"),
        &format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{members}\"c\", \"python\"]\n[workspace.package]\nversion = \"0.1.0\"\n"
        ),
    );
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs cargo in the workshop, with the target directory of the workspace.
fn cargo(arguments: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target directory");
    run(Command::new(env!("CARGO")).current_dir(workshop()).env("CARGO_TARGET_DIR", target).args(arguments))
}

fn succeed(arguments: &[&str]) {
    let done = cargo(arguments);
    assert!(done.status.success(), "cargo {}:\n{}", arguments.join(" "), said(&done));
}

/// The files that `cargo check` made of each probe, by its name.
fn checked(arguments: &[&str]) -> BTreeMap<String, PathBuf> {
    let done = cargo(arguments);
    assert!(done.status.success(), "cargo {}:\n{}", arguments.join(" "), said(&done));
    let messages = String::from_utf8_lossy(&done.stdout).into_owned();
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let file = |message: serde_json::Value| {
        let name = message["target"]["name"].as_str()?.to_owned();
        let files = message["filenames"].as_array()?.iter().filter_map(|file| file.as_str());
        Some((name, files.map(PathBuf::from).find(|file| file.extension().is_some_and(|end| end == "rmeta"))?))
    };
    messages.filter_map(file).collect()
}

fn sorted(lines: &[String]) -> Vec<&String> {
    let mut lines: Vec<_> = lines.iter().collect();
    lines.sort();
    lines
}

/// Runs the generator on a probe; what it says if it refuses, without what rustc says, whose words change.
fn generate(probe: &Probe, checked: &BTreeMap<String, PathBuf>) -> Result<(), Vec<String>> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target directory").join("debug");
    let name = &probe.name;
    // No program was compiled with the numbers of a probe as it was.
    let _ = fs::remove_file(workshop().join(name).join("numbers.toml"));
    // What was written for an item that is gone would still be part of its Go package.
    let _ = fs::remove_dir_all(workshop().join("go").join(name));
    let done = run(Command::new(env!("CARGO_BIN_EXE_polyatom-bindgen"))
        .current_dir(workshop().join(name))
        .env("RUST_BACKTRACE", "0")
        .arg("generate")
        .arg("--library")
        .arg(target.join(format!("lib{name}.so")))
        .arg("--checked")
        .arg(&checked[name]));
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    let said = said.strip_prefix("Error: ").unwrap_or(&said);
    Err(said.lines().map(|line| line.split(" (rustc says").next().unwrap_or_default().to_owned()).collect())
}

#[test]
fn probes_are_refused_or_compile() {
    let probes = probes();
    lay_out(&probes);
    let packages: Vec<_> = probes.iter().flat_map(|probe| ["--package", &probe.name]).collect();
    let features: String = probes.iter().map(|probe| format!("{}/uniffi,", probe.name)).collect();
    succeed(&[&["build", "--offline", "--keep-going", "--features", &features], &packages[..]].concat());
    let checked = checked(&[&["check", "--offline", "--message-format", "json"], &packages[..]].concat());
    let mut wrong = vec![];
    for probe in &probes {
        let refusals = generate(probe, &checked).err().unwrap_or_default();
        if sorted(&refusals) != sorted(&probe.refusals) {
            wrong.push(format!("{}: expected {:#?}, got {refusals:#?}", probe.name, probe.refusals));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let accepted: Vec<_> = probes.iter().filter(|probe| probe.refusals.is_empty()).collect();
    succeed(&["check", "--offline", "--package", "probes-c", "--package", "probes-python"]);
    wrong.extend(accepted.iter().flat_map(|probe| headers(probe)));
    wrong.extend(accepted.iter().flat_map(|probe| scripts(probe)));
    wrong.extend(types_in_python(&accepted));
    wrong.extend(complaint("go", Command::new("go").current_dir(workshop().join("go")).args(["vet", "./..."])));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a tool finds wrong; nothing, and a word about it, if there is no such tool.
fn complaint(tool: &str, command: &mut Command) -> Option<String> {
    match command.output() {
        Ok(done) => (!done.status.success()).then(|| format!("{command:?}:\n{}", said(&done))),
        Err(_) => {
            println!("skipped: {tool} is not installed");
            None
        }
    }
}

/// Programs that include the header, as C and as C++, and the classes over it, with the warnings that careful projects turn on.
fn headers(probe: &Probe) -> Vec<String> {
    let header = |end: &str| workshop().join(&probe.name).join(format!("c/include/{}.{end}", probe.name));
    let warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror", "-fsyntax-only"];
    let compile = |compiler: &str, standard: &str, language: &str, end: &str| {
        complaint(compiler, Command::new(compiler).args(warnings).args([standard, "-x", language]).arg(header(end)))
    };
    let compiled = [
        compile("cc", "-std=c99", "c", "h"),
        compile("c++", "-std=c++17", "c++", "h"),
        compile("c++", "-std=c++17", "c++", "hpp"),
    ];
    compiled.into_iter().flatten().collect()
}

/// All Ruby files are read, with warnings, over a library that is not there.
fn scripts(probe: &Probe) -> Option<String> {
    let all = workshop().join(&probe.name).join(format!("ruby/lib/{}/generated/all.rb", probe.name));
    let mut ruby = Command::new("ruby");
    ruby.arg("-w").arg("-I").arg(here().join("tests/stand-in")).arg(&all);
    // Where the library is, any file will do.
    ruby.env(format!("{}_LIBRARY", probe.name.to_uppercase()), &all);
    let done = ruby.output().ok()?;
    let said = said(&done);
    (!done.status.success() || !said.is_empty()).then(|| format!("{ruby:?}:\n{said}"))
}

/// Every Python package has the types that its stubs say, by mypy.
fn types_in_python(probes: &[&Probe]) -> Option<String> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut mypy = Command::new(&python);
    let mut parser = Command::new(&python);
    parser.args(["-c", PARSES]);
    mypy.current_dir(workshop()).args(["-m", "mypy", "--strict"]);
    for probe in probes {
        let package = workshop().join(&probe.name).join("python/python").join(&probe.name);
        let files = fs::read_dir(package).expect("a package").map(|entry| entry.expect("an entry").path());
        parser.args(files.filter(|file| file.extension().is_some_and(|end| end == "py" || end == "pyi")));
        mypy.arg("-p").arg(&probe.name);
    }
    let paths: Vec<_> =
        probes.iter().map(|probe| workshop().join(&probe.name).join("python/python").display().to_string()).collect();
    mypy.env("MYPYPATH", paths.join(":"));
    if let Some(wrong) = complaint(&python, &mut parser) {
        return Some(wrong);
    }
    let is_there = Command::new(&python).args(["-c", "import mypy"]).output().is_ok_and(|done| done.status.success());
    if !is_there {
        println!("skipped: mypy is not installed");
        return None;
    }
    complaint("mypy", &mut mypy)
}

const PARSES: &str = "import ast, sys; [ast.parse(open(path).read(), path) for path in sys.argv[1:]]";
