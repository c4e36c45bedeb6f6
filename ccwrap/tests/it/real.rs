//! Real packages, with and without the wrapper. `CCWRAP_SOURCES` names a directory with Debian's source archives of them, which
//! `cargo xtask wrapper` fetches; without it, these tests say that they are skipped.

use crate::place::CCWRAP;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// What every C program needs, on Debian with GCC 12.
const BASE: [&str; 10] = [
    "libc6-dev",
    "libc6",
    "linux-libc-dev",
    "libcrypt-dev",
    "libcrypt1",
    "libgcc-12-dev",
    "libgcc-s1",
    "gcc-12",
    "cpp-12",
    "binutils-x86-64-linux-gnu",
];

/// An unpacked package in a directory of its own.
pub struct Build {
    directory: TempDir,
    pub source: PathBuf,
    is_wrapped: bool,
}

fn archive(name: &str) -> Option<PathBuf> {
    let sources = PathBuf::from(std::env::var_os("CCWRAP_SOURCES")?);
    let entries = fs::read_dir(sources).expect("CCWRAP_SOURCES is a directory").flatten().map(|entry| entry.path());
    let is_it = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        file.starts_with(&format!("{name}_")) && file.contains(".orig.tar.")
    };
    entries.into_iter().find(is_it)
}

pub fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

pub fn succeed(command: &mut Command) -> String {
    let output = run(command);
    assert!(output.status.success(), "{command:?}\n{}\n{}", tail(&output.stdout), tail(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn tail(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    text.lines().rev().take(15).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n")
}

impl Build {
    /// Unpacks `name`, or nothing where its source is not there. `config` is the configuration but for what all have.
    pub fn new(name: &str, depth: &str, config: Option<&str>) -> Option<Self> {
        let Some(archive) = archive(name) else {
            eprintln!("skipped: CCWRAP_SOURCES names no source of {name}");
            return None;
        };
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path().canonicalize().expect("a path").join(depth);
        fs::create_dir_all(&root).expect("a directory");
        succeed(Command::new("tar").arg("xf").arg(archive).current_dir(&root));
        let source = fs::read_dir(&root).expect("a directory").next().expect("an entry").expect("an entry").path();
        let build = Self { directory, source, is_wrapped: config.is_some() };
        if let Some(config) = config {
            let log = build.path("log");
            let text = format!(
                "wrksrc = {0:?}\n{config}\nlog = {{ file = {log:?}, level = 'phases' }}\n",
                build.source.display().to_string()
            );
            fs::write(build.path("c.toml"), text.replace("@source@", &build.source.display().to_string())).expect("a file");
            succeed(Command::new(CCWRAP).args(["setup", "--config", "c.toml", "--dir", "bin"]).current_dir(&build.directory));
        }
        Some(build)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().canonicalize().expect("a path").join(name)
    }

    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.source);
        if self.is_wrapped {
            let path = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{path}", self.path("bin").display()));
            command.env("CCWRAP_CONFIG", self.path("bin/ccwrap.bin"));
        }
        command
    }

    fn configure(&self, words: &[&str]) -> Command {
        let mut command = self.command(self.source.join("configure"));
        // With debugging information, which has the names of directories.
        command.args(words).env("CC", if self.is_wrapped { "cc -g" } else { "gcc -g" });
        command
    }

    pub fn make(&self) {
        if self.is_wrapped {
            let script = succeed(Command::new("find").arg(&self.source).args(["-name", "libtool", "-type", "f"]));
            for libtool in script.lines() {
                succeed(Command::new(CCWRAP).arg("libtool-override").arg(Path::new(libtool).parent().expect("a directory")));
            }
        }
        succeed(self.command("make").arg("-j2"));
        succeed(self.command("make").arg("install").arg(format!("DESTDIR={}", self.path("root").display())));
    }

    /// An installed file.
    pub fn find(&self, name: &str) -> PathBuf {
        let found = succeed(Command::new("find").arg(self.path("root")).args(["-name", name, "-type", "f"]));
        PathBuf::from(found.lines().next().unwrap_or_else(|| panic!("{name} is not installed")))
    }

    fn installed(&self, name: &str) -> Vec<u8> {
        fs::read(self.find(name)).expect("a file")
    }

    pub fn records(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.path("log")).expect("a log");
        text.lines().map(|line| serde_json::from_str(line).expect("a whole record")).collect()
    }
}

const REPRODUCIBLE: &str = "tools = { cc = '/usr/bin/gcc', 'c++' = '/usr/bin/g++', ar = '/usr/bin/ar', ranlib = '/usr/bin/ranlib' }\n\
    map = [['I,L,R,P', '@source@', '@source@']]\n\
    reproduce = { march = 'x86-64', random_seed = true, deterministic_ar = true, file_prefix_map = { '@source@' = '.' } }";

#[test]
fn libffi_is_the_same_in_two_directories() {
    let build = |depth: &str, config: Option<&str>| {
        let build = Build::new("libffi", depth, config)?;
        succeed(&mut build.configure(&["--prefix=/usr", "--disable-docs", "--enable-static"]));
        build.make();
        Some(build)
    };
    let Some(first) = build("a", Some(REPRODUCIBLE)) else { return };
    let second = build("another/deeper", Some(REPRODUCIBLE)).expect("it is there");
    for name in ["libffi.a", "libffi.so.8.1.2", "libffi.la"] {
        assert!(first.installed(name) == second.installed(name), "{name} differs");
    }
    let (bare, other) = (build("a", None).expect("it is there"), build("another/deeper", None).expect("it is there"));
    assert!(bare.installed("libffi.a") != other.installed("libffi.a"), "the wrapper changes nothing");
    let records = first.records();
    assert!(records.len() > 100, "{}", records.len());
    // Its configure asks for the processor of the machine on which it runs.
    let is_native = |word: &Value| word.as_str().is_some_and(|word| word.starts_with("-march=") && word != "-march=x86-64");
    assert!(!records.iter().any(|record| record["final"].as_array().is_some_and(|words| words.iter().any(is_native))));
    let library = String::from_utf8(first.installed("libffi.la")).expect("text");
    assert!(library.contains("# buildlink modification") && !library.contains(&first.source.display().to_string()));
}

fn libpng(packages: &[&str]) -> Option<(Build, Output)> {
    let config = "tools = { cc = '@source@/../../shadow/usr/bin/x86_64-linux-gnu-gcc-12' }\n\
        map = [['I,L,R,P', '@source@', '@source@']]\n\
        append = ['-no-canonical-prefixes', '--sysroot=@source@/../../shadow']\nunmatched = 'drop'";
    let config = config.replace("map = [[", "map = [['I', '@source@/../../shadow', '@source@/../../shadow'], [");
    let build = Build::new("libpng1.6", "a", Some(&config))?;
    let mut shadow = Command::new(CCWRAP);
    shadow.arg("shadow").arg("--dir").arg(build.path("shadow"));
    for package in BASE.iter().chain(packages) {
        shadow.args(["--package", package]);
    }
    succeed(&mut shadow);
    let output = run(&mut build.configure(&["--prefix=/usr"]));
    Some((build, output))
}

#[test]
fn libpng_finds_zlib_only_where_it_is_declared() {
    if !Path::new("/usr/include/zlib.h").exists() {
        return eprintln!("skipped: zlib is not installed, so that there is nothing to hide");
    }
    let Some((_, undeclared)) = libpng(&[]) else { return };
    assert!(
        !undeclared.status.success() && tail(&undeclared.stderr).contains("zlib not installed"),
        "{}",
        tail(&undeclared.stderr)
    );
    let (build, declared) = libpng(&["zlib1g-dev", "zlib1g"]).expect("it is there");
    assert!(declared.status.success(), "{}", tail(&declared.stderr));
    build.make();
    let library = String::from_utf8(build.installed("libpng16.la")).expect("text");
    assert!(library.contains("dependency_libs=' -lz -lm'"), "{library}");
}

#[test]
fn zlib_is_built() {
    let Some(build) = Build::new("zlib", "a", Some(REPRODUCIBLE)) else { return };
    succeed(&mut build.configure(&["--prefix=/usr"]));
    build.make();
    assert!(build.installed("libz.a").starts_with(b"!<arch>\n"));
    assert!(build.records().len() > 20);
}
