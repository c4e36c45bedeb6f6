//! Interfaces as other crates have them, from nothing: `init`, `generate`, a build, and a program in each language.
//!
//! Each folder of `strangers/` has an interface, the same program in C, Python, Ruby and Go, and what each prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const STRANGERS: [&str; 5] = ["arithmetic", "bitcoin", "sprites", "todolist", "values"];

/// All strangers, or the one that the variable `STRANGER` names.
fn strangers() -> impl Iterator<Item = &'static str> {
    let only = std::env::var("STRANGER").ok();
    STRANGERS.into_iter().filter(move |name| only.as_deref().is_none_or(|only| only == *name))
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target directory")
}

/// Runs a command, which must succeed, and gives what it prints.
fn run(command: &mut Command) -> String {
    let done = command.env("RUST_BACKTRACE", "0").output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{command:?}:\n{said}");
    String::from_utf8_lossy(&done.stdout).into_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().expect("a parent")).expect("a directory");
    fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
}

/// How libraries are built: quickly, from what the workspace's tests have built already, or as they are shipped.
#[derive(Clone, Copy, PartialEq)]
enum Profile {
    Debug,
    Release,
}

/// A crate in a fresh directory, with the packages that `init` writes, generated and built.
struct Stranger {
    name: &'static str,
    profile: Profile,
    /// The program's sources and what it prints.
    source: PathBuf,
    place: PathBuf,
}

impl Stranger {
    fn build(name: &'static str, profile: Profile) -> Self {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("strangers").join(name);
        if place.exists() {
            fs::remove_dir_all(&place).expect("it can be removed");
        }
        fs::create_dir_all(&place).expect("a directory");
        // The packages link what stands in their own target directory; what all depend on is built once.
        std::os::unix::fs::symlink(target(), place.join("target")).expect("a link");
        let stranger = Self { name, profile, source: here().join("strangers").join(name), place };
        run(&mut stranger.bindgen(&["init", name]));
        stranger.use_this_checkout();
        copy(&stranger.source.join("lib.rs"), &stranger.place.join("src/lib.rs"));
        run(&mut stranger.bindgen(&["generate"]));
        let packages = [format!("{name}-c"), format!("{name}-python")];
        let build = ["build", "--offline", "--package", &packages[0], "--package", &packages[1]];
        let release = (profile == Profile::Release).then_some("--release");
        run(Command::new(env!("CARGO")).current_dir(&stranger.place).env("CARGO_TARGET_DIR", target()).args(build).args(release));
        stranger
    }

    fn bindgen(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_polyatom-bindgen"));
        command.current_dir(&self.place).env("CARGO_TARGET_DIR", target()).args(arguments);
        command
    }

    fn built(&self, file: &str) -> PathBuf {
        target().join(self.built_in()).join(file)
    }

    /// Where cargo leaves what it builds.
    fn built_in(&self) -> &'static str {
        match self.profile {
            Profile::Debug => "debug",
            Profile::Release => "release",
        }
    }

    fn python(&self) -> String {
        let (name, packages) = (self.name, self.place.join("python/python"));
        copy(&self.built(&format!("lib{name}_python.so")), &packages.join(name).join("_native.abi3.so"));
        run(Command::new("python3").env("PYTHONPATH", packages).arg(self.source.join("use.py")))
    }

    fn ruby(&self) -> String {
        let library = self.built(&format!("lib{}_c.so", self.name));
        let variable = format!("{}_LIBRARY", self.name.to_uppercase());
        run(Command::new("ruby")
            .env(variable, library)
            .arg("-w")
            .arg("-I")
            .arg(self.place.join("ruby/lib"))
            .arg(self.source.join("use.rb")))
    }

    fn go(&self) -> String {
        let (name, program) = (self.name, self.place.join("program"));
        copy(&self.source.join("use.go"), &program.join("main.go"));
        let module =
            format!("module program\n\ngo 1.24\n\nrequire example.org/{name} v0.0.0\n\nreplace example.org/{name} => ../go\n");
        fs::write(program.join("go.mod"), module).expect("it can be written");
        let link = self.place.join("go/link.go");
        let text = fs::read_to_string(&link).expect("it was written");
        fs::write(link, text.replace("target/release", &format!("target/{}", self.built_in()))).expect("it can be written");
        run(Command::new("go").current_dir(&program).args(["run", "."]))
    }

    fn c(&self) -> String {
        let (name, program) = (self.name, self.place.join("program.out"));
        run(Command::new("cc")
            .args(["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I"])
            .arg(self.place.join("c/include"))
            .arg(self.source.join("use.c"))
            .arg(self.built(&format!("lib{name}_c.a")))
            .args(["-lm", "-ldl", "-lpthread", "-o"])
            .arg(&program));
        run(&mut Command::new(&program))
    }

    /// The crates of the generator come from here instead of a registry, and all others in the versions that are used here.
    fn use_this_checkout(&self) {
        let manifest = self.place.join("Cargo.toml");
        let from = here().display();
        let patch: String =
            [("polyatom-runtime", "runtime"), ("polyatom-python-runtime", "python-runtime"), ("uniffi-off", "uniffi-off")]
                .iter()
                .map(|(name, directory)| format!("{name} = {{ path = \"{from}/{directory}\" }}\n"))
                .collect();
        let text = fs::read_to_string(&manifest).expect("a manifest");
        fs::write(&manifest, format!("{text}\n[patch.crates-io]\n{patch}")).expect("it can be written");
        copy(&here().parent().expect("the workspace").join("Cargo.lock"), &self.place.join("Cargo.lock"));
    }
}

/// The files of the packages that say anything of Arrow's structs.
fn with_columns(stranger: &Stranger) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut places: Vec<_> = ["c", "python", "ruby", "go"].map(|package| stranger.place.join(package)).into();
    while let Some(place) = places.pop() {
        if place.is_dir() {
            places.extend(fs::read_dir(&place).expect("a directory").map(|entry| entry.expect("an entry").path()));
            continue;
        }
        let text = fs::read_to_string(&place).expect("it was written");
        if ["Arrow", "arrow_", "column"].iter().any(|word| text.contains(word)) {
            found.push(place);
        }
    }
    found
}

/// Runs the program in one language and gives what it prints.
type Program = fn(&Stranger) -> String;

#[test]
fn strangers_work_in_every_language() {
    for name in strangers() {
        let stranger = Stranger::build(name, Profile::Debug);
        let found = with_columns(&stranger);
        assert!(found.is_empty(), "{name} shares no columns: {found:?}");
        let expected = fs::read_to_string(stranger.source.join("expected")).expect("what is printed");
        let programs: [(&str, &[&str], Program); 4] = [
            ("cc", &["--version"], Stranger::c),
            ("python3", &["--version"], Stranger::python),
            ("ruby", &["-e", "require 'ffi'"], Stranger::ruby),
            ("go", &["version"], Stranger::go),
        ];
        for (tool, asks, program) in programs {
            if Command::new(tool).args(asks).output().is_ok_and(|done| done.status.success()) {
                assert_eq!(program(&stranger), expected, "{name} with {tool}");
            } else {
                println!("skipped: {tool} is not installed, or lacks what it needs");
            }
        }
    }
}

/// A table of the times of this binding and of UniFFI's own, in one language. Never a check: it depends on the machine.
fn times(stranger: &Stranger, program: &str, end: &str, found: &[(&str, String)]) {
    let source = &stranger.source;
    let run_with = |variant: &str, path: &str| -> Vec<(String, f64)> {
        let mut command = Command::new(program);
        let script = source.with_file_name(format!("times.{end}"));
        if end == "rb" {
            command.args(["-I", path]);
        } else {
            command.env("PYTHONPATH", path);
        }
        let library = stranger.built(&format!("lib{}_c.so", stranger.name));
        command.env(format!("{}_LIBRARY", stranger.name.to_uppercase()), library);
        let said = run(command.arg(script).arg(source.join(format!("times.{end}"))).arg(variant));
        let line = |line: &str| line.split_once('\t').map(|(name, time)| (name.to_owned(), time.parse().expect("a number")));
        said.lines().filter_map(line).collect()
    };
    // One after the other and again, and the best of both: another program that runs meanwhile is the same for both.
    let mut best: Vec<Vec<(String, f64)>> = vec![vec![]; found.len()];
    for _ in 0..2 {
        for ((variant, path), best) in found.iter().zip(&mut best) {
            let times = run_with(variant, path);
            match best.is_empty() {
                true => *best = times,
                false => best.iter_mut().zip(times).for_each(|((_, best), (_, time))| *best = best.min(time)),
            }
        }
    }
    for ((name, ours), (_, stock)) in best[0].iter().zip(&best[1]) {
        println!("{:<12}{end:<4}{name:<14}{ours:>10.0}{stock:>12.0}{:>8.1}", stranger.name, stock / ours);
    }
}

#[test]
#[ignore = "a benchmark: cargo xtask bench --only strangers"]
fn beside_stock_uniffi() {
    println!("{:<12}{:<4}{:<14}{:>10}{:>12}{:>8}", "interface", "", "", "ours, ns", "UniFFI, ns", "ratio");
    for name in strangers().filter(|name| *name != "values") {
        let stranger = Stranger::build(name, Profile::Release);
        let stock = stranger.place.join("stock");
        run(stranger.bindgen(&["stock", "--release", "--out"]).arg(&stock));
        // UniFFI calls its modules by the crate.
        for end in ["py", "rb"] {
            fs::rename(stock.join(format!("{name}_ffi.{end}")), stock.join(format!("{name}.{end}"))).ok();
        }
        copy(
            &stranger.built(&format!("lib{name}_python.so")),
            &stranger.place.join("python/python").join(name).join("_native.abi3.so"),
        );
        let stock = stock.display().to_string();
        let path = |path: &str| stranger.place.join(path).display().to_string();
        times(&stranger, "python3", "py", &[("ours", path("python/python")), ("stock", stock.clone())]);
        times(&stranger, "ruby", "rb", &[("ours", path("ruby/lib")), ("stock", stock)]);
    }
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kept");
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).expect("a directory");
    fs::write(place.join("Cargo.toml"), "[package]\nname = \"mine\"\n").expect("it can be written");
    let init = |name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_polyatom-bindgen"));
        command.current_dir(&place).env("RUST_BACKTRACE", "0").args(["init", name]).output().expect("it runs")
    };
    let done = init("mine");
    assert!(done.status.success());
    assert!(String::from_utf8_lossy(&done.stdout).contains("kept ./Cargo.toml"), "{done:?}");
    assert_eq!(fs::read_to_string(place.join("Cargo.toml")).expect("it is there"), "[package]\nname = \"mine\"\n");
    assert!(fs::read_to_string(place.join("bindgen.toml")).expect("it is there").contains("package = \"mine\""));
    let refused = init("Not-A-Name");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is not a name for a library"), "{refused:?}");
}
