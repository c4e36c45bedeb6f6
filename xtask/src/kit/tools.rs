//! The programs that we call: how to find each one's version, what is needed, what installs it.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use xshell::cmd;

/// Major and minor.
type Needed = (u32, u32);

pub struct Tool {
    pub name: &'static str,
    /// Prints a version; failing means that the tool is absent.
    probe: &'static [&'static str],
    pub needed: Option<Needed>,
    /// The Debian packages, by blanks between them; none for what Debian has only in too old a version.
    pub apt: Option<&'static str>,
    /// What to do by hand, elsewhere.
    pub by_hand: &'static str,
}

pub static TOOLS: &[Tool] = &[
    Tool { name: "cargo", probe: &["cargo", "--version"], needed: Some((1, 88)), apt: None, by_hand: "Rust: https://rustup.rs" },
    Tool {
        name: "rustfmt",
        probe: &["cargo", "fmt", "--version"],
        needed: None,
        apt: None,
        by_hand: "rustup component add rustfmt",
    },
    Tool {
        name: "clippy",
        probe: &["cargo", "clippy", "--version"],
        needed: None,
        apt: None,
        by_hand: "rustup component add clippy",
    },
    Tool { name: "git", probe: &["git", "--version"], needed: None, apt: Some("git"), by_hand: "Git" },
    Tool { name: "cc", probe: &["cc", "-dumpfullversion"], needed: None, apt: Some("build-essential"), by_hand: "a C compiler" },
    Tool {
        name: "c++",
        probe: &["c++", "-dumpfullversion"],
        needed: None,
        apt: Some("build-essential"),
        by_hand: "a C++ compiler",
    },
    Tool {
        name: "binutils",
        probe: &["objcopy", "--version"],
        needed: None,
        apt: Some("build-essential"),
        by_hand: "GNU binutils",
    },
    Tool {
        name: "pkg-config",
        probe: &["pkg-config", "--version"],
        needed: None,
        apt: Some("pkg-config"),
        by_hand: "pkg-config",
    },
    Tool { name: "cmake", probe: &["cmake", "--version"], needed: Some((3, 16)), apt: Some("cmake"), by_hand: "CMake" },
    Tool {
        name: "abidiff",
        probe: &["abidiff", "--version"],
        needed: Some((2, 0)),
        apt: Some("abigail-tools"),
        by_hand: "abidiff, of libabigail",
    },
    Tool {
        name: "mandoc",
        probe: &["sh", "-c", "command -v mandoc && echo 1"],
        needed: None,
        apt: Some("mandoc"),
        by_hand: "mandoc",
    },
    Tool { name: "chromium", probe: &["chromium", "--version"], needed: None, apt: Some("chromium"), by_hand: "Chromium" },
    Tool {
        name: "jansson",
        probe: &["pkg-config", "--modversion", "jansson"],
        needed: None,
        apt: Some("libjansson-dev"),
        by_hand: "the Jansson JSON library with its headers",
    },
    Tool {
        name: "zlib",
        probe: &["pkg-config", "--modversion", "zlib"],
        needed: None,
        apt: Some("zlib1g-dev"),
        by_hand: "zlib with its headers",
    },
    Tool {
        name: "microhttpd",
        probe: &["pkg-config", "--modversion", "libmicrohttpd"],
        needed: None,
        apt: Some("libmicrohttpd-dev"),
        by_hand: "GNU libmicrohttpd with its header",
    },
    Tool {
        name: "sqlite3",
        probe: &["pkg-config", "--modversion", "sqlite3"],
        needed: None,
        apt: Some("libsqlite3-dev"),
        by_hand: "SQLite with its header",
    },
    Tool {
        name: "libclang",
        probe: &["sh", "-c", "ls /usr/lib/llvm-*/lib/libclang.so*"],
        needed: None,
        apt: Some("libclang-dev"),
        by_hand: "libclang, for benchmarks beside pkgcraft",
    },
    Tool { name: "wasm-ld", probe: &["wasm-ld", "--version"], needed: None, apt: Some("lld"), by_hand: "LLVM's linker, lld" },
    Tool {
        name: "valgrind",
        probe: &["valgrind", "--version"],
        needed: Some((3, 15)),
        apt: Some("valgrind"),
        by_hand: "Valgrind",
    },
    Tool {
        name: "qemu",
        probe: &["qemu-s390x-static", "--version"],
        needed: Some((7, 0)),
        apt: Some("qemu-user-static"),
        by_hand: "QEMU's static user-mode emulators",
    },
    Tool {
        name: "mmdebstrap",
        probe: &["mmdebstrap", "--version"],
        needed: None,
        apt: Some("mmdebstrap"),
        by_hand: "mmdebstrap",
    },
    Tool {
        name: "gcc-aarch64",
        probe: &["aarch64-linux-gnu-gcc", "-dumpfullversion"],
        needed: None,
        apt: Some("gcc-aarch64-linux-gnu libc6-dev-arm64-cross"),
        by_hand: "a C compiler for aarch64",
    },
    Tool {
        name: "gcc-s390x",
        probe: &["s390x-linux-gnu-gcc", "-dumpfullversion"],
        needed: None,
        apt: Some("gcc-s390x-linux-gnu libc6-dev-s390x-cross"),
        by_hand: "a C compiler for s390x",
    },
    Tool {
        name: "gcc-armhf",
        probe: &["arm-linux-gnueabihf-gcc", "-dumpfullversion"],
        needed: None,
        apt: Some("gcc-arm-linux-gnueabihf libc6-dev-armhf-cross"),
        by_hand: "a C compiler for armhf",
    },
    Tool {
        name: "dpkg-deb",
        probe: &["dpkg-deb", "--version"],
        needed: Some((1, 20)),
        apt: Some("dpkg"),
        by_hand: "dpkg, of Debian",
    },
    Tool { name: "lintian", probe: &["lintian", "--version"], needed: None, apt: Some("lintian"), by_hand: "lintian, of Debian" },
    Tool { name: "ccache", probe: &["ccache", "--version"], needed: None, apt: Some("ccache"), by_hand: "ccache" },
    Tool { name: "distcc", probe: &["distcc", "--version"], needed: None, apt: Some("distcc"), by_hand: "distcc" },
    Tool { name: "icecc", probe: &["icecc", "--version"], needed: None, apt: Some("icecc"), by_hand: "icecream" },
    Tool { name: "xz", probe: &["xz", "--version"], needed: None, apt: Some("xz-utils"), by_hand: "XZ Utils" },
    Tool { name: "python3", probe: &["python3", "--version"], needed: Some((3, 10)), apt: Some("python3"), by_hand: "Python" },
    Tool {
        name: "python3-venv",
        probe: &["python3", "-c", "import ensurepip, venv; print(ensurepip.version())"],
        needed: None,
        apt: Some("python3-venv"),
        by_hand: "Python's venv and ensurepip modules",
    },
    Tool {
        name: "pypy3",
        probe: &["pypy3", "-c", "import _cffi_backend, ensurepip, platform, venv; print(platform.python_version())"],
        needed: Some((3, 9)),
        apt: Some("pypy3 pypy3-venv"),
        by_hand: "PyPy",
    },
    Tool { name: "ruby", probe: &["ruby", "--version"], needed: Some((3, 1)), apt: Some("ruby"), by_hand: "Ruby" },
    Tool {
        name: "ruby-headers",
        probe: &["ruby", "-rmkmf", "-e", "File.exist?(File.join($hdrdir, 'ruby.h')) ? puts(RUBY_VERSION) : abort"],
        needed: None,
        apt: Some("ruby-dev"),
        by_hand: "Ruby's headers",
    },
    Tool {
        name: "ruby-ffi",
        probe: &["ruby", "-e", "require 'ffi'; puts FFI::VERSION"],
        needed: Some((1, 15)),
        apt: Some("ruby-ffi"),
        by_hand: "gem install ffi",
    },
    Tool {
        name: "ruby-sqlite3",
        probe: &["ruby", "-e", "require 'sqlite3'; puts SQLite3::VERSION"],
        needed: Some((1, 4)),
        apt: Some("ruby-sqlite3"),
        by_hand: "gem install sqlite3",
    },
    Tool {
        name: "webrick",
        probe: &["ruby", "-e", "require 'webrick'; puts WEBrick::VERSION"],
        needed: None,
        apt: Some("ruby-webrick"),
        by_hand: "gem install webrick",
    },
    Tool {
        name: "minitest",
        probe: &["ruby", "-e", "require 'minitest'; puts Minitest::VERSION"],
        needed: Some((5, 0)),
        apt: Some("ruby-minitest"),
        by_hand: "gem install minitest",
    },
    Tool {
        name: "rbs",
        probe: &["ruby", "-e", "puts Gem::Specification.find_by_name('rbs').version"],
        needed: Some((2, 0)),
        apt: Some("libruby"),
        by_hand: "gem install rbs",
    },
    Tool {
        name: "node",
        probe: &["sh", "-c", "npm --version >/dev/null && node --version"],
        needed: Some((18, 0)),
        apt: Some("nodejs npm"),
        by_hand: "Node.js with npm",
    },
    Tool { name: "go", probe: &["go", "version"], needed: Some((1, 24)), apt: None, by_hand: "Go: https://go.dev/dl" },
];

/// What a probe says.
pub enum Found {
    Good(String),
    TooOld(String),
    Missing,
}

impl Tool {
    pub fn named(name: &str) -> &'static Tool {
        TOOLS.iter().find(|tool| tool.name == name).unwrap_or_else(|| panic!("no tool named {name} in the table"))
    }

    pub fn find(&self, ctx: &Ctx) -> Found {
        let (program, args) = (self.probe[0], &self.probe[1..]);
        let Ok(text) = exec::finish(ctx, cmd!(ctx.sh, "{program} {args...}")).and_then(exec::Done::into_text) else {
            return Found::Missing;
        };
        let Some(version) = version_in(&text) else { return Found::Missing };
        match self.needed {
            Some(needed) if major_minor(&version) < needed => Found::TooOld(version),
            _ => Found::Good(version),
        }
    }

    pub fn needs(&self) -> String {
        self.needed.map_or_else(|| "any".to_owned(), |(major, minor)| format!("{major}.{minor}"))
    }
}

/// The first thing that looks like a version: `1.26.8` in `go version go1.26.8 linux/amd64`.
fn version_in(text: &str) -> Option<String> {
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != '.').map(|run| run.trim_matches('.'));
    let versions: Vec<&str> = runs.filter(|run| !run.is_empty()).collect();
    versions.iter().find(|run| run.contains('.')).or(versions.first()).map(|run| (*run).to_owned())
}

fn major_minor(version: &str) -> Needed {
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_chatter() {
        assert_eq!(version_in("go version go1.26.8 linux/amd64").as_deref(), Some("1.26.8"));
        assert_eq!(version_in("GNU objcopy (GNU Binutils for Debian) 2.40").as_deref(), Some("2.40"));
        assert_eq!(version_in("12").as_deref(), Some("12"));
        assert_eq!(version_in("none"), None);
    }

    #[test]
    fn minor_versions_compare_as_numbers() {
        assert!(major_minor("1.9") < (1, 24));
        assert!(major_minor("3.10.2") >= (3, 10));
    }
}
