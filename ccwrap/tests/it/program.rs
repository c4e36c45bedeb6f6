//! The program itself, in front of small scripts and of the real compiler.

use crate::place::{Place, SHOW, refused, said, write_script};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn words_reach_the_real_program_changed() {
    let place = Place::new(&[("cc", SHOW)], "map = [['I', '/opt', '/shadow']]\nappend = ['-DX']");
    assert_eq!(place.words("cc", &["-I", "/opt/a", "-I/usr/include", "-c", "x.c"]), ["-I/shadow/a", "-c", "x.c", "-DX"]);
    // Builds call it by other names, too.
    for alias in ["gcc", "c99"] {
        assert_eq!(place.words(alias, &["-c", "x.c"]), ["-c", "x.c", "-DX"]);
    }
    assert_eq!(place.words("cc", &["--wrappee-name"]), [place.path("real-cc").display().to_string()]);
}

#[test]
fn the_status_is_that_of_the_real_program() {
    let place = Place::new(&[("cc", "exit 7")], "");
    assert_eq!(place.call("cc", &["-c", "x.c"]).status.code(), Some(7));
    let results = Place::new(&[("cc", "kill -9 $$")], "log = { file = 'log', level = 'results' }");
    assert_eq!(results.call("cc", &["-c", "x.c"]).status.code(), Some(128 + 9));
}

#[test]
fn wrong_command_lines_are_refused() {
    let place = Place::new(&[("cc", SHOW), ("libtool", SHOW)], "");
    refused(&place.call("cc", &["x.c", "-I"]), "argument 2 (-I): the option needs a value");
    refused(&place.call("libtool", &["cc"]), "no --mode");
    fs::write(place.path("a"), "@a").expect("a file");
    refused(&place.call("cc", &["@a"]), "a: the response file names itself");
    let lenient = Place::new(&[("cc", SHOW)], "strict = false");
    assert_eq!(lenient.words("cc", &["x.c", "-I"]), ["x.c", "-I"]);
}

#[test]
fn wrong_configurations_are_refused_with_their_line() {
    let place = Place::new(&[("cc", SHOW)], "");
    for (text, reason) in [
        ("strict = true\nnothing = 1\n", "c.toml:2: unknown field `nothing`"),
        ("map = [\n", "c.toml:"),
        ("map = [['Q', '/a', '/b']]", "map, rule 1: \"Q\" is not one of I, L, R, P"),
        ("tools = { cc = 'gcc' }", "tools.cc: gcc is not an absolute path"),
        ("tools = { make = '/bin/make' }", "tools.make: there is no such tool"),
        ("after = [['a', 'a']]", "-la cannot come after itself"),
    ] {
        fs::write(place.path("c.toml"), text).expect("a file");
        refused(&place.ccwrap(&["check", "--config", "c.toml"]), reason);
    }
    fs::write(place.path("bin/ccwrap.bin"), "damaged").expect("a file");
    refused(&place.call("cc", &["-c", "x.c"]), "is not a configuration that this version compiled");
}

#[test]
fn the_log_is_whole_when_many_write() {
    let place = Place::new(&[("cc", "exit 0")], "log = { file = 'log', level = 'phases' }");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let place = &place;
            scope.spawn(move || {
                for command in 0..12 {
                    let name = format!("{thread}-{command}-{}.c", "x".repeat(6000));
                    place.words("cc", &["-I/opt/undeclared", "-c", &name, "-o", "x.o"]);
                }
            });
        }
    });
    let log = place.read("log");
    let records: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).expect("a whole record")).collect();
    assert_eq!(records.len(), 8 * 12);
    for record in records {
        assert_eq!((record["tool"].as_str(), record["mode"].as_str()), (Some("cc"), Some("compile")));
        assert_eq!(record["argv"].as_array().map(Vec::len), Some(5));
        assert_eq!(record["final"].as_array().map(Vec::len), Some(4));
        assert_eq!(record["outputs"], serde_json::json!(["x.o"]));
        assert_eq!(record["rules"][0]["rule"], "map: no rule");
    }
}

#[test]
fn archives_of_libtool_are_rewritten_after_a_link() {
    let script = "mkdir -p .libs; printf \"dependency_libs=' -I/x -L/shadow/lib -lz'\\n\" | tee libx.la > .libs/libx.lai";
    let place = Place::new(&[("libtool", script)], "unwrap = [['/shadow', '/opt']]");
    place.words("libtool", &["--mode=link", "cc", "-o", "libx.la", "x.lo"]);
    assert_eq!(place.read("libx.la"), "dependency_libs=' -L/shadow/lib -lz'\n# buildlink modification\n");
    assert_eq!(place.read(".libs/libx.lai"), "dependency_libs=' -L/opt/lib -lz'\n# buildlink modification\n");
    let malformed = Place::new(&[("libtool", "echo nonsense > libx.la")], "");
    refused(
        &malformed.call("libtool", &["--mode=link", "cc", "-o", "libx.la", "x.lo"]),
        "libx.la:1: neither a comment nor NAME=VALUE",
    );
}

#[test]
fn a_libtool_of_configure_is_replaced_once() {
    let place = Place::new(&[("cc", SHOW)], "map = [['I', '/opt', '/shadow']]");
    write_script(&place.path("libtool"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    for _ in 0..2 {
        assert!(place.ccwrap(&["libtool-override", "."]).status.success());
    }
    assert!(place.read("libtool.real").contains("printf"));
    let output = Command::new("/bin/sh")
        .args(["./libtool", "--mode=compile", "cc", "-I", "/opt/a", "-c", "x.c"])
        .env("CCWRAP_CONFIG", place.path("bin/ccwrap.bin"))
        .current_dir(&place.directory)
        .output()
        .expect("it starts");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "--mode=compile\ncc\n-I/shadow/a\n-c\nx.c\n", "{}", said(&output));
}

#[test]
fn host_programs_are_skipped() {
    let place = Place::new(&[("cc", "echo called; exit 1")], "skip_host = true");
    assert!(place.words("cc", &["-c", "sub/x.c", "y.c"]).is_empty());
    assert!(place.words("cc", &["x.o", "-o", "x"]).is_empty());
    for made in ["x.o", "y.o", "x"] {
        assert_eq!(place.read(made), "", "{made}");
    }
    // Probes are answered.
    assert_eq!(place.call("cc", &["-E", "x.c"]).status.code(), Some(1));
}

#[test]
fn long_command_lines_go_through_a_file() {
    let place = Place::new(&[("cc", "echo \"$#\"; cat \"${1#@}\" | wc -l")], "");
    let words: Vec<String> = (0..20_000).map(|number| format!("-DLONG_NAME_{number}")).collect();
    fs::write(place.path("args"), words.join("\n")).expect("a file");
    assert_eq!(place.words("cc", &["@args", "-c", "x.c"]), ["1", "20002"]);
}

#[test]
fn archives_are_deterministic() {
    let place = Place::new(&[("ar", SHOW), ("ranlib", SHOW), ("strip", SHOW)], "reproduce = { deterministic_ar = true }");
    for (given, wanted) in [("rcs", "rcsD"), ("-cr", "-crD"), ("t", "t"), ("rD", "rD")] {
        assert_eq!(place.words("ar", &[given, "libx.a", "x.o"]), [wanted, "libx.a", "x.o"]);
    }
    assert_eq!(place.words("ranlib", &["libx.a"]), ["-D", "libx.a"]);
    refused(&place.call("ar", &["rU", "libx.a"]), "U keeps what depends on the build");
    refused(&place.call("strip", &["-p", "x"]), "the time of a file depends on the build");
}

#[test]
fn explain_names_the_rules() {
    let place = Place::new(&[("cc", SHOW)], "map = [['I', '/opt', '/shadow']]");
    let output = place.ccwrap(&["explain", "--config", "c.toml", "cc", "--", "-I", "/opt/a", "-I/usr/include", "-c", "x.c"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in ["given        -I /opt/a", "normalize    -I/opt/a", "map: rule 1 (I)", "-I/usr/include: map: no rule"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn two_directories_give_the_same_object() {
    let gcc = Path::new("/usr/bin/gcc");
    if !gcc.exists() {
        return eprintln!("skipped: there is no gcc");
    }
    let object = |name: &str, is_wrapped: bool| {
        let place = Place::new(&[], "");
        let source = place.path(name).join("src");
        fs::create_dir_all(&source).expect("a directory");
        fs::write(source.join("x.c"), "#include <assert.h>\nvoid f(int x) { assert(x); }\n").expect("a file");
        let config = format!(
            "tools = {{ cc = {gcc:?} }}\nreproduce = {{ file_prefix_map = {{ {:?} = '.' }}, random_seed = true }}\n",
            source.display().to_string()
        );
        fs::write(place.path("c.toml"), config).expect("a file");
        assert!(place.ccwrap(&["setup", "--config", "c.toml", "--dir", "bin"]).status.success());
        let compiler = if is_wrapped { place.path("bin/cc") } else { gcc.to_owned() };
        let status = Command::new(compiler).args(["-g", "-c"]).arg(source.join("x.c")).current_dir(&source).status();
        assert!(status.expect("it starts").success());
        fs::read(source.join("x.o")).expect("an object")
    };
    assert_eq!(object("a", true), object("another", true));
    assert_ne!(object("a", false), object("another", false));
}
