//! What is around a build: its log, its facts, its toolchain, its visible tree, what it made.

use crate::place::{CCWRAP, Place, SHOW, refused, said};
use ccwrap::environment;
use ccwrap::toolchain::Toolchain;
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A program for this machine, and a small one.
const PROGRAM: &str = "/bin/true";

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_log_gives_compile_commands() {
    let place = Place::new(&[("cc", SHOW)], "log = { file = 'log' }");
    for words in [&["-c", "x.c", "-DX"][..], &["x.o", "y.c", "-lz", "-o", "x"], &["-c", "x.c", "-DX"], &["--version"]] {
        place.words("cc", words);
    }
    let real = place.path("real-cc").display().to_string();
    let directory = place.directory.path().canonicalize().expect("a path").display().to_string();
    let entry = |file: &str, words: &[&str]| {
        let arguments = [&[real.as_str()], words].concat();
        json!({ "directory": directory, "file": file, "arguments": arguments })
    };
    let wanted = json!([entry("x.c", &["-c", "x.c", "-DX"]), entry("y.c", &["y.c", "-o", "x"])]);
    assert_eq!(json_of(&out(&place.ccwrap(&["compdb", "log"]))), wanted);
    fs::write(place.path("broken"), format!("{}{{\"v\":1}}\n", place.read("log"))).expect("a file");
    refused(&place.ccwrap(&["compdb", "broken"]), "broken:5: is not a record of a command");
}

#[test]
fn a_log_is_replayed_by_another_toolchain() {
    let place = Place::new(&[("cc", "exit 0")], "log = { file = 'log' }");
    place.words("cc", &["-march=native", "-c", "x.c"]);
    place.words("cc", &["x.o", "-o", "x"]);
    let other = Place::new(&[("cc", "echo \"$@\" >> ran")], "reproduce = { march = 'armv8-a' }");
    let config = other.path("c.toml").display().to_string();
    assert_eq!(out(&place.ccwrap(&["replay", "log", "--config", &config])), "2 commands ran\n");
    assert_eq!(place.read("ran"), "-march=armv8-a -c x.c\nx.o -o x\n");
    let fails = Place::new(&[("cc", "exit 3")], "");
    refused(&place.ccwrap(&["replay", "log", "--config", &fails.path("c.toml").display().to_string()]), "record 1: ");
}

fn with_facts(place: &Place, words: &[&str]) -> Output {
    Command::new(CCWRAP)
        .args(words)
        .env("CCWRAP_FACTS", place.path("facts"))
        .current_dir(&place.directory)
        .output()
        .expect("it starts")
}

#[test]
fn facts_are_told_once() {
    let place = Place::new(&[], "");
    assert_eq!(with_facts(&place, &["ask", "abi"]).status.code(), Some(1));
    out(&with_facts(&place, &["tell", "abi=hard", "x.y=a=b"]));
    out(&with_facts(&place, &["tell", "abi=hard"]));
    refused(&with_facts(&place, &["tell", "abi=soft"]), "\"soft\", but ");
    assert_eq!(out(&with_facts(&place, &["ask", "abi"])), "hard\n");
    assert_eq!(out(&with_facts(&place, &["ask"])), "abi=hard\nx.y=a=b\n");
    for key in ["../x=1", ".x=1", "=1", "x"] {
        assert_eq!(with_facts(&place, &["tell", key]).status.code(), Some(255), "{key}");
    }
}

#[test]
fn many_tell_and_one_wins() {
    let place = Place::new(&[], "");
    let told: Vec<bool> = std::thread::scope(|scope| {
        let tellers: Vec<_> = (0..8)
            .map(|value| {
                let place = &place;
                scope.spawn(move || with_facts(place, &["tell", &format!("k={value}")]).status.success())
            })
            .collect();
        tellers.into_iter().map(|teller| teller.join().expect("no panic")).collect()
    });
    let winner = told.iter().position(|told| *told).expect("one is first");
    assert_eq!(told.iter().filter(|told| **told).count(), 1);
    assert_eq!(out(&with_facts(&place, &["ask", "k"])), format!("{winner}\n"));
}

/// Three crates whose build scripts agree on an ABI, or else are not built.
#[test]
fn build_scripts_agree() {
    let build = |right: &str| {
        let place = Place::new(&[], "");
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agree");
        assert!(Command::new("cp").arg("-r").args([&crates, &place.path("agree")]).status().expect("it starts").success());
        Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--offline"])
            .current_dir(place.path("agree/top"))
            .env("CCWRAP", CCWRAP)
            .env("CCWRAP_FACTS", place.path("facts"))
            .env("CARGO_TARGET_DIR", place.path("target"))
            .env("RIGHT_FLOAT", right)
            .output()
            .expect("cargo starts")
    };
    assert_eq!(out(&build("hard")), "hard\n");
    let refused = build("soft");
    assert!(!refused.status.success());
    assert!(said(&refused).contains("pass floating-point numbers in another way"), "{}", said(&refused));
}

#[test]
fn a_shadow_has_what_is_declared() {
    let place = Place::new(&[], "");
    let text = |name: &str| place.path(name).display().to_string();
    fs::create_dir_all(place.path("database")).expect("a directory");
    let header = "/usr/include/stdio.h";
    if !Path::new(header).exists() {
        return eprintln!("skipped: there is no {header}");
    }
    fs::write(
        place.path("database/libx.list"),
        format!("/.\n/usr\n/usr/include\n{header}\n/usr/share/doc/x\n/usr/include/gone.h\n"),
    )
    .expect("a file");
    let words = ["shadow", "--dir", "s", "--package", "libx", "--database", "database"];
    assert_eq!(out(&place.ccwrap(&words)), "1 files\n");
    assert_eq!(fs::read_link(place.path(&format!("s{header}"))).expect("a link"), Path::new(header));
    assert!(!place.path("s/usr/share").exists());
    // What is declared no longer is taken away.
    assert_eq!(out(&place.ccwrap(&[&words[..], &["--without", "stdio"]].concat())), "0 files\n");
    assert!(!place.path(&format!("s{header}")).exists());
    refused(&place.ccwrap(&["shadow", "--dir", "s", "--package", "liby", "--database", "database"]), "liby is not installed");
    fs::write(place.path("list"), "/usr/../etc/passwd\n").expect("a file");
    refused(&place.ccwrap(&["shadow", "--dir", "s", "--list", &text("list")]), "list:1: ");
}

#[test]
fn toolchains_are_right_and_speak_to_each_build_system() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("toolchains");
    let files: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    assert!(files.len() >= 5);
    for file in files {
        let toolchain = Toolchain::read(&file).expect("it is right");
        assert_eq!(file.file_stem().and_then(|stem| stem.to_str()), Some(toolchain.target.triple.as_str()));
        let tell = |system: &str| environment::tell(&toolchain, system, "/d").expect("it is known");
        let systems = ["cargo", "maturin", "cgo", "mkmf", "setuptools", "autotools", "cmake", "meson"];
        let exports: String = systems.iter().map(|system| tell(system).exports()).collect();
        assert!(Command::new("/bin/sh").args(["-ec", &exports]).status().expect("it starts").success(), "{exports}");
        let (cmake, meson) = (tell("cmake"), tell("meson"));
        assert!(cmake.files[0].1.contains(&format!("set(CMAKE_C_COMPILER \"{}\")", toolchain.compilers.c)));
        assert!(meson.files[0].1.contains(&format!("c = '{}'", toolchain.compilers.c)));
        assert!(cmake.variables.contains(&("CMAKE_TOOLCHAIN_FILE".to_owned(), "/d/toolchain.cmake".to_owned())));
    }
}

#[test]
fn cargo_is_told_of_libraries() {
    let place = Place::new(&[], "");
    let text = "[target]\ntriple = 'aarch64-unknown-linux-gnu'\nsysroot = '/s'\ncpu = 'armv8-a'\n[compilers]\nc = '/w/cc'\n\
                [provides.z]\nversion = '1.2.13'\nlibdir = ['/s/lib']\ninclude = ['/s/include']\nlink = ['z']\nstatic = true\n[policy]\ndownloads = 'deny'\n";
    fs::write(place.path("t.toml"), text).expect("a file");
    let exports = out(&place.ccwrap(&["env", "--for", "cargo", "--toolchain", "t.toml", "--dir", "."]));
    for line in [
        "export CARGO_BUILD_TARGET=aarch64-unknown-linux-gnu\n",
        "export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=/w/cc\n",
        "export CFLAGS_aarch64_unknown_linux_gnu='--sysroot=/s -march=armv8-a -I/s/include'\n",
        "export CARGO_NET_OFFLINE=true\n",
    ] {
        assert!(exports.contains(line), "{line}\n{exports}");
    }
    let config: toml::Value = toml::from_str(&place.read(".cargo/config.toml")).expect("TOML");
    let library = &config["target"]["aarch64-unknown-linux-gnu"]["z"];
    assert_eq!(library["rustc-link-lib"][0].as_str(), Some("static=z"));
    assert_eq!(library["rustc-link-search"][0].as_str(), Some("native=/s/lib"));
    for (wrong, reason) in [("nothing = 1\n", "t.toml:1: "), ("[target]\ntriple = 'x'\n[compilers]\nc = 1\n", "t.toml:4: ")] {
        fs::write(place.path("t.toml"), wrong).expect("a file");
        refused(&place.ccwrap(&["env", "--for", "cargo", "--toolchain", "t.toml"]), reason);
    }
}

/// Writes a wheel with these members.
fn wheel(path: &Path, members: &[(&str, &[u8])]) {
    let mut writer = zip::ZipWriter::new(fs::File::create(path).expect("a file"));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("an archive");
}

fn member(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("a file")).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("a member").read_to_string(&mut text).expect("text");
    text
}

const WHEEL: &[u8] = b"Wheel-Version: 1.0\nTag: cp39-abi3-linux_x86_64\n";

#[test]
fn a_wheel_gets_another_tag() {
    let place = Place::new(&[], "");
    let old = place.path("x-1.0-cp39-abi3-linux_x86_64.whl");
    wheel(
        &old,
        &[
            ("x/__init__.py", b"x = 1\n"),
            ("x/a.so", b"\0asm\x01\0\0\0"),
            ("x-1.0.dist-info/WHEEL", WHEEL),
            ("x-1.0.dist-info/RECORD", b""),
        ],
    );
    let words = ["retag", &old.display().to_string(), "--platform", "pyodide_2025_0_wasm32"];
    let new = PathBuf::from(out(&place.ccwrap(&words)).trim());
    assert_eq!(new, place.path("x-1.0-cp39-abi3-pyodide_2025_0_wasm32.whl"));
    assert_eq!(member(&new, "x-1.0.dist-info/WHEEL"), "Wheel-Version: 1.0\nTag: cp39-abi3-pyodide_2025_0_wasm32\n");
    let record = member(&new, "x-1.0.dist-info/RECORD");
    let hash = "nia_NpkRxFwkPGhBR7I_yeHc_PJX0pmhxjIBam_NM_Q";
    assert!(record.contains(&format!("x/__init__.py,sha256={hash},6\n")), "{record}");
    assert!(record.ends_with("x-1.0.dist-info/RECORD,,\n"), "{record}");
    let first = fs::read(&new).expect("a file");
    out(&place.ccwrap(&words));
    assert_eq!(first, fs::read(&new).expect("a file"));
}

#[test]
fn a_wheel_with_binaries_of_another_machine_is_refused() {
    let place = Place::new(&[], "");
    let old = place.path("x-1.0-cp39-abi3-linux_x86_64.whl");
    let own = fs::read(PROGRAM).expect("a file");
    wheel(&old, &[("x/a.so", &own), ("x-1.0.dist-info/WHEEL", WHEEL), ("x-1.0.dist-info/RECORD", b"")]);
    let retag = |tag: &str| place.ccwrap(&["retag", &old.display().to_string(), "--platform", tag]);
    refused(&retag("linux_s390x"), "x/a.so is for ");
    refused(&retag("any"), "for no machine");
    refused(&retag("a-b"), "is not a platform's tag");
    refused(&retag("manylinux_2_1_x86_64"), "x/a.so ");
    // Another binary in its place is looked at, too.
    fs::write(place.path("a.wasm"), b"\0asm\x01\0\0\0").expect("a file");
    let swap = |member: &str| {
        place.ccwrap(&[
            "retag",
            &old.display().to_string(),
            "--platform",
            "emscripten_wasm32",
            "--swap",
            &format!("{member}=a.wasm"),
        ])
    };
    out(&swap("x/a.so"));
    refused(&swap("x/b.so"), "there is no member");
    wheel(&old, &[("../a.so", b""), ("x-1.0.dist-info/WHEEL", WHEEL)]);
    refused(&retag("linux_x86_64"), "would be outside");
    fs::write(&old, "no archive").expect("a file");
    refused(&retag("linux_x86_64"), "x-1.0-cp39-abi3-linux_x86_64.whl: ");
}

#[test]
fn a_wheel_may_have_several_platforms() {
    let place = Place::new(&[], "");
    let old = place.path("x-1.0-cp39-abi3-linux_x86_64.whl");
    wheel(&old, &[("x/a.py", b""), ("x-1.0.dist-info/WHEEL", WHEEL), ("x-1.0.dist-info/RECORD", b"")]);
    let words = ["retag", &old.display().to_string(), "--platform", "manylinux_2_17_s390x.manylinux2014_s390x"];
    let new = PathBuf::from(out(&place.ccwrap(&words)).trim());
    let tags = "Tag: cp39-abi3-manylinux_2_17_s390x\nTag: cp39-abi3-manylinux2014_s390x\n";
    assert_eq!(member(&new, "x-1.0.dist-info/WHEEL"), format!("Wheel-Version: 1.0\n{tags}"));
}

#[test]
fn a_package_of_the_wrong_machine_is_refused_with_the_members_name() {
    let place = Place::new(&[], "");
    let package = place.path("x.zip");
    wheel(&package, &[("lib/x.so", &fs::read(PROGRAM).expect("a file")), ("LICENSE", b"")]);
    let look = |words: &[&str]| place.ccwrap(&[&["look", "x.zip"], words].concat());
    let binary = json_of(out(&look(&["--holds", "LICENSE"])).trim());
    assert_eq!(binary["member"], "lib/x.so");
    for (words, reason) in [
        (["--platform", "s390x-linux-gnu"], "x.zip: lib/x.so is for "),
        (["--platform", "any"], "for no machine"),
        (["--holds", "COPYING"], "there is no COPYING in it"),
    ] {
        let output = look(&words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert!(said(&output).contains(reason), "{}", said(&output));
    }
}

#[test]
fn an_audit_finds_what_is_not_as_declared() {
    let place = Place::new(&[("cc", "exit 0")], "log = { file = 'log' }\nrpath_origin = 'keep'");
    place.words("cc", &["-mfloat-abi=hard", "-march=native", "-c", "x.c", "-o", "x.o"]);
    place.words("cc", &["-mfloat-abi=soft", "-I/opt/x", "-c", "y.c", "-o", "y.o"]);
    place.words("cc", &["x.o", "y.o", "-lz", "-lq", "-lm", "-o", "out"]);
    let toolchain = "[target]\ntriple = 's390x-unknown-linux-gnu'\ncpu = 'z13'\nlibc_min = '2.0'\n[compilers]\nc = 'cc'\n\
                     [provides.z]\nlink = ['z']\nfrom = 'deb:zlib1g-dev=1'\n";
    fs::write(place.path("t.toml"), toolchain).expect("a file");
    fs::write(place.path("out"), format!("built in {}", place.path("src").display())).expect("a file");
    let private = place.directory.path().display().to_string();
    let mut words =
        vec!["audit", "log", "--out", "manifest.json", "--toolchain", "t.toml", "--private", &private, "--file", "out"];
    words.extend(["--file", PROGRAM]);
    let output = place.ccwrap(&words);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in [
        "undeclared library: q: ",
        "other processor: native: ",
        "mixed ABI: ",
        "leaked path: out: ",
        "newer libc: ",
        "other machine: ",
    ] {
        assert_eq!(text.lines().filter(|found| found.starts_with(line)).count(), 1, "{line}\n{text}");
    }
    assert_eq!(text.lines().count(), 6, "{text}");
    let manifest = json_of(&place.read("manifest.json"));
    assert_eq!(manifest["schema"], "ccwrap-manifest/1");
    assert_eq!(manifest["commands"], json!({ "total": 3, "changed": 1, "dropped": { "-I/opt/x": 1 } }));
    assert_eq!(manifest["undeclared"], json!(["q"]));
    assert_eq!(manifest["dependencies"][2], json!({ "name": "z", "how": "-l", "package": "deb:zlib1g-dev=1", "declared": true }));
}

#[test]
fn an_audit_looks_into_packages() {
    let place = Place::new(&[("cc", "exit 0")], "log = { file = 'log' }");
    place.words("cc", &["x.o", "-lm", "-o", "out"]);
    fs::write(place.path("t.toml"), "[target]\ntriple = 's390x-unknown-linux-gnu'\n[compilers]\nc = 'cc'\n").expect("a file");
    let own = fs::read(PROGRAM).expect("a file");
    wheel(&place.path("x.whl"), &[("x/a.so", &own), ("x/a.py", b"# made in /private/place")]);
    let words = ["audit", "log", "--out", "manifest.json", "--file", "x.whl", "--private", "/private/place"];
    let output = place.ccwrap(&[&words[..], &["--toolchain", "t.toml"]].concat());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(text.lines().filter(|line| line.starts_with("other machine: x.whl/x/a.so: ")).count(), 1, "{text}");
    assert!(text.contains("leaked path: x.whl/x/a.py: "), "{text}");
    let manifest = json_of(&place.read("manifest.json"));
    assert_eq!(manifest["abi"][0]["file"], "x.whl");
    assert_eq!(manifest["abi"][0]["members"][0]["file"], "x/a.so");
}

#[test]
fn an_audit_without_findings_succeeds() {
    let place = Place::new(&[("cc", "exit 0")], "log = { file = 'log' }");
    place.words("cc", &["-c", "x.c", "-o", "x.o"]);
    place.words("cc", &["x.o", "-lz", "-o", "out"]);
    assert_eq!(out(&place.ccwrap(&["audit", "log", "--out", "manifest.json", "--allow", "z"])), "");
}
