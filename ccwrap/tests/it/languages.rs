//! Packages of other languages, built by their own build systems through the wrapper: a gem, a cgo package, Python extensions. Each is one
//! function that asks zlib for a checksum. `CCWRAP_PYTHON` names a Python with setuptools, meson-python and pip, which `cargo xtask wrapper`
//! makes; a test that lacks something says that it is skipped.

use crate::place::CCWRAP;
use crate::real::{run, succeed};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The checksum of "123456789", as every description of CRC-32 has it.
const CHECKSUM: &str = "3421780262\n";

const CHECK: &str = "crc32(0, (const unsigned char *)\"123456789\", 9)";

/// A package in a directory of its own, with the wrapper in front of this machine's compiler.
struct Package {
    directory: TempDir,
}

impl Package {
    /// Nothing, where a program or a file that it needs is not there.
    fn new(needed: &[&str], files: &[(&str, &str)]) -> Option<Self> {
        for name in needed.iter().chain(&["/usr/include/zlib.h"]) {
            if find(name).is_none() {
                eprintln!("skipped: there is no {name}");
                return None;
            }
        }
        let package = Self { directory: tempfile::tempdir().expect("a directory") };
        for (name, text) in files {
            let path = package.path(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
            fs::write(path, text).expect("a file");
        }
        fs::create_dir_all(package.path("tmp")).expect("a directory");
        package.set_up(&find("gcc").expect("a compiler"));
        Some(package)
    }

    /// Tools go by the names that builds ask for, so that a gem finds `x86_64-linux-gnu-gcc`.
    fn set_up(&self, compiler: &Path) {
        let machine = succeed(Command::new(compiler).arg("-dumpmachine"));
        let by_target = find(&format!("{}-gcc", machine.trim())).unwrap_or_else(|| compiler.to_owned());
        let work = self.path("").display().to_string();
        let config = format!(
            "unmatched = 'pass'\nappend = ['-g']\nlog = {{ file = {log:?}, level = 'phases' }}\n\
             reproduce = {{ march = 'x86-64', random_seed = true, file_prefix_map = {{ {work:?} = '.' }} }}\n\
             [opts]\n'-O[0-9]' = '-O1'\n[tools]\ncc = {by_target:?}\n",
            log = self.path("log"),
        );
        fs::write(self.path("c.toml"), config).expect("a file");
        succeed(Command::new(CCWRAP).args(["setup", "--config", "c.toml", "--dir", "bin"]).current_dir(&self.directory));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().canonicalize().expect("a path").join(name)
    }

    fn command(&self, program: impl AsRef<Path>) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new(program.as_ref());
        command.current_dir(self.path("")).env("PATH", format!("{}:{path}", self.path("bin").display()));
        command.env("TMPDIR", self.path("tmp")).env("CC", self.path("bin/cc"));
        command
    }

    /// What `find` finds, the first of them.
    fn made(&self, directory: &str, pattern: &str) -> PathBuf {
        let found = succeed(Command::new("find").arg(self.path(directory)).args(["-name", pattern, "-type", "f"]));
        PathBuf::from(found.lines().next().unwrap_or_else(|| panic!("{pattern} was not made")))
    }

    /// The build went through the wrapper, its rules held, and nothing that was made says where.
    fn check(&self, made: &Path) {
        let text = fs::read_to_string(self.path("log")).expect("a log");
        let records: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("a whole record")).collect();
        let words = |record: &Value| serde_json::from_value::<Vec<String>>(record["final"].clone()).expect("words");
        let links = records.iter().map(words).filter(|words| words.iter().any(|word| word == "-lz"));
        assert!(links.count() > 0, "no link went through the wrapper:\n{text}");
        let compiles = records.iter().map(words).filter(|words| words.iter().any(|word| word == "-c"));
        assert!(!compiles.flatten().any(|word| word == "-O2" || word == "-O3"), "a rule did not hold:\n{text}");
        let bytes = fs::read(made).expect("a file");
        let directory = self.path("").display().to_string();
        assert!(!bytes.windows(directory.len()).any(|part| part == directory.as_bytes()), "{made:?} says where it was built");
    }
}

fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|directory| directory.join(name)).find(|file| file.exists())
}

#[test]
fn a_gem_is_built_by_mkmf() {
    let source = format!(
        "#include <ruby.h>\n#include <zlib.h>\n#ifdef HAVE_NOTHING_CALLED_THIS\n#error \"a probe lies\"\n#endif\n\
         static VALUE check(VALUE self) {{ (void)self; return ULONG2NUM({CHECK}); }}\n\
         void Init_answer(void) {{ rb_define_singleton_method(rb_define_module(\"Answer\"), \"check\", check, 0); }}\n"
    );
    let description = "Gem::Specification.new do |gem|\n  gem.name = 'answer'\n  gem.version = '1'\n  gem.summary = 'A checksum'\n\
        \x20 gem.authors = ['A']\n  gem.files = Dir['ext/**/*']\n  gem.extensions = ['ext/answer/extconf.rb']\nend\n";
    let probes = "require 'mkmf'\nhave_library('z', 'crc32', 'zlib.h') or abort 'there is no zlib'\n\
        have_func('nothing_called_this')\ncreate_makefile('answer')\n";
    let files = [("answer.gemspec", description), ("ext/answer/extconf.rb", probes), ("ext/answer/answer.c", &source)];
    let Some(package) = Package::new(&["gem", "make"], &files) else { return };
    let probe = run(Command::new("ruby").args(["-rmkmf", "-e", "exit File.exist?(File.join($hdrdir, 'ruby.h'))"]));
    if !probe.status.success() {
        return eprintln!("skipped: Ruby has no headers");
    }
    succeed(package.command("gem").args(["build", "--quiet", "answer.gemspec"]));
    let install = ["install", "--local", "--no-document", "--no-user-install", "--install-dir", "gems", "answer-1.gem"];
    succeed(package.command("gem").args(install));
    let library = package.made("gems/extensions", "answer.so");
    package.check(&library);
    let check = ["-rrubygems", "-e", "require 'answer'; puts Answer.check"];
    assert_eq!(succeed(package.command("ruby").env("GEM_HOME", package.path("gems")).args(check)), CHECKSUM);
}

#[test]
fn a_package_is_built_by_cgo() {
    let source = format!(
        "package main\n\n/*\n#cgo LDFLAGS: -lz\n#include <zlib.h>\nstatic unsigned long check(void) {{ return {CHECK}; }}\n*/\n\
         import \"C\"\n\nimport \"fmt\"\n\nfunc main() {{ fmt.Println(C.check()) }}\n"
    );
    let Some(package) = Package::new(&["go"], &[("go.mod", "module answer\n\ngo 1.21\n"), ("main.go", &source)]) else { return };
    let go = |words: &[&str]| {
        let mut go = package.command("go");
        go.args(words).env("GOCACHE", package.path("cache")).env("GOTMPDIR", package.path("tmp")).env("GOFLAGS", "-mod=mod");
        succeed(go.env("GOPROXY", "off").env("GOTOOLCHAIN", "local").env("CGO_ENABLED", "1"))
    };
    go(&["build", "-trimpath", "-o", "answer", "."]);
    package.check(&package.path("answer"));
    assert_eq!(succeed(&mut package.command(package.path("answer"))), CHECKSUM);
    // go keys its cache by what a compiler answers to this, so that the wrapper must not change a byte of it.
    let asked = |compiler: PathBuf| run(package.command(compiler).args(["-###", "-x", "c", "-c", "-"]).env("LC_ALL", "C")).stderr;
    let real = find("gcc").expect("a compiler");
    let version = |bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        text.lines()
            .filter(|line| line.contains(" version ") || line.starts_with("Target: "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(version(asked(package.path("bin/cc"))), version(asked(real)));
}

/// Builds a wheel, gives it the tag of a platform, and installs it into an environment that has nothing else.
fn wheel(files: &[(&str, &str)]) {
    let source = format!(
        "#define PY_SSIZE_T_CLEAN\n#include <Python.h>\n#include <zlib.h>\n\
         static PyObject *check(PyObject *self, PyObject *no) {{ (void)self; (void)no; return PyLong_FromUnsignedLong({CHECK}); }}\n\
         static PyMethodDef methods[] = {{ {{\"check\", check, METH_NOARGS, \"A checksum.\"}}, {{0}} }};\n\
         static struct PyModuleDef module = {{ PyModuleDef_HEAD_INIT, \"answer\", 0, -1, methods, 0, 0, 0, 0 }};\n\
         PyMODINIT_FUNC PyInit_answer(void) {{ return PyModule_Create(&module); }}\n"
    );
    let Some(python) = std::env::var_os("CCWRAP_PYTHON").map(PathBuf::from) else {
        return eprintln!("skipped: CCWRAP_PYTHON names no Python with build systems");
    };
    let files = [files, &[("answer.c", source.as_str())]].concat();
    let Some(package) = Package::new(&[], &files) else { return };
    let build = ["-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", "dist", "."];
    let tools = python.parent().expect("a directory").display().to_string();
    let path = format!("{}:{tools}:{}", package.path("bin").display(), std::env::var("PATH").unwrap_or_default());
    succeed(package.command(&python).args(build).env("PATH", path));
    let built = package.made("dist", "*.whl");
    let retagged = succeed(
        package.command(CCWRAP).arg("retag").arg(&built).args(["--platform", &format!("linux_{}", std::env::consts::ARCH)]),
    );
    succeed(package.command(&python).args(["-m", "venv", "clean"]));
    let clean = package.path("clean/bin/python");
    succeed(package.command(&clean).args(["-m", "pip", "install", "--quiet", "--no-index"]).arg(retagged.trim()));
    package.check(&package.made("clean/lib", "answer*.so"));
    assert_eq!(succeed(package.command(&clean).args(["-c", "import answer; print(answer.check())"])), CHECKSUM);
}

#[test]
fn an_extension_is_built_by_setuptools() {
    let project = "[build-system]\nrequires = ['setuptools']\nbuild-backend = 'setuptools.build_meta'\n\
        [project]\nname = 'answer'\nversion = '1'\n";
    let setup = "from setuptools import Extension, setup\n\
        setup(ext_modules=[Extension('answer', ['answer.c'], libraries=['z'])], py_modules=[])\n";
    wheel(&[("pyproject.toml", project), ("setup.py", setup)]);
}

#[test]
fn an_extension_is_built_by_meson() {
    let project = "[build-system]\nrequires = ['meson-python']\nbuild-backend = 'mesonpy'\n\
        [project]\nname = 'answer'\nversion = '1'\n";
    let build = "project('answer', 'c', default_options: ['buildtype=release'])\npy = import('python').find_installation()\n\
        z = meson.get_compiler('c').find_library('z')\n\
        py.extension_module('answer', 'answer.c', dependencies: [py.dependency(), z], install: true)\n";
    wheel(&[("pyproject.toml", project), ("meson.build", build)]);
}
