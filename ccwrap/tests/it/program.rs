//! The program itself, in front of small scripts and of the real compiler.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const CCWRAP: &str = env!("CARGO_BIN_EXE_ccwrap");

/// A directory with scripts as tools, and links of the wrapper to them.
struct Place {
    directory: TempDir,
}

/// Prints its name and its words, one a line.
const SHOW: &str = "printf '%s\\n' \"$@\"";

impl Place {
    /// Tools are scripts; the configuration is what is given, after the tools.
    fn new(tools: &[(&str, &str)], config: &str) -> Self {
        let place = Self { directory: tempfile::tempdir().expect("a directory") };
        let mut text = String::from("[tools]\n");
        for (name, script) in tools {
            let real = place.path(&format!("real-{name}"));
            write_script(&real, &format!("#!/bin/sh\n{script}\n"));
            text.push_str(&format!("{name:?} = {real:?}\n"));
        }
        fs::write(place.path("c.toml"), format!("{config}\n{text}")).expect("a file");
        let output = place.ccwrap(&["setup", "--config", "c.toml", "--dir", "bin"]);
        assert!(output.status.success(), "{}", said(&output));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn ccwrap(&self, words: &[&str]) -> Output {
        Command::new(CCWRAP).args(words).current_dir(&self.directory).output().expect("it starts")
    }

    /// Calls a tool in a clean environment: the configuration is found beside the link.
    fn call(&self, tool: &str, words: &[&str]) -> Output {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut command = Command::new(self.path("bin").join(tool));
        command.args(words).env_clear().env("PATH", path).current_dir(&self.directory).output().expect("it starts")
    }

    fn words(&self, tool: &str, words: &[&str]) -> Vec<String> {
        let output = self.call(tool, words);
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).expect("text").lines().map(str::to_owned).collect()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }
}

/// Another process writes the script: a file that this one wrote might be open in a child of another test, and could not be run then.
fn write_script(path: &Path, text: &str) {
    let draft = path.with_extension("draft");
    fs::write(&draft, text).expect("a file");
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o755)).expect("a mode");
    assert!(Command::new("cp").args([&draft, path]).status().expect("it starts").success());
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn refused(output: &Output, reason: &str) {
    assert_eq!(output.status.code(), Some(255), "{}", said(output));
    assert!(said(output).contains(reason), "{}", said(output));
}

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
