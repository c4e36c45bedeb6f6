//! Libraries that run on older systems than that which builds them.
//!
//! What a library asks of the C library is decided when it is linked: everything gets the newest version that the linker sees. So only that
//! last step is done for an old system, by zig, which has the symbols of every glibc, and musl; what Rust compiled stays as it is.

use crate::kit::ctx::Ctx;
use crate::kit::target::{AARCH64, Target, X86_64};
use crate::kit::{chosen, exec, linkers, system};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// What packages are made for.
pub struct Platform {
    pub target: &'static Target,
    pub libc: Libc,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Libc {
    Glibc,
    Musl,
}

/// The oldest glibc on which what we ship runs: that of the oldest distributions that still get fixes.
pub const GLIBC: &str = "2.17";

/// The musl of Alpine from 3.12 on.
const MUSL: &str = "1_2";

/// All that packages are made for, this machine's first.
pub static PLATFORMS: [Platform; 4] = [
    Platform { target: &X86_64, libc: Libc::Glibc },
    Platform { target: &AARCH64, libc: Libc::Glibc },
    Platform { target: &X86_64, libc: Libc::Musl },
    Platform { target: &AARCH64, libc: Libc::Musl },
];

/// This machine's.
pub static NATIVE: &Platform = &PLATFORMS[0];

impl Platform {
    /// In the names of gems and of archives.
    pub fn name(&self) -> String {
        format!("{}-linux-{}", self.target.name, self.abi())
    }

    /// In the names of wheels.
    pub fn wheel(&self) -> String {
        let machine = self.target.name;
        match self.libc {
            Libc::Glibc => format!("manylinux_{}_{machine}.manylinux2014_{machine}", GLIBC.replace('.', "_")),
            Libc::Musl => format!("musllinux_{MUSL}_{machine}"),
        }
    }

    /// By our Go module.
    pub fn go(&self) -> String {
        let suffix = if self.libc == Libc::Musl { "_musl" } else { "" };
        format!("linux_{}{suffix}", self.target.go)
    }

    /// By the GNU compilers.
    pub fn gnu(&self) -> String {
        self.target.gnu.replace("gnu", self.abi())
    }

    /// By Rust.
    pub fn triple(&self) -> String {
        self.target.triple.replace("gnu", self.abi())
    }

    /// By zig, with the oldest C library.
    fn zig(&self) -> String {
        let oldest = if self.libc == Libc::Glibc { format!(".{GLIBC}") } else { String::new() };
        format!("{}{oldest}", self.name())
    }

    /// One of GNU's programs for its files.
    pub fn binutils(&self, program: &str) -> String {
        if self.target.qemu.is_empty() { program.to_owned() } else { format!("{}-{program}", self.target.gnu) }
    }

    /// The compiler of C for it, with options.
    pub fn cc(&self, ctx: &Ctx) -> Result<Vec<String>> {
        match self.libc {
            Libc::Glibc if self.is_native() => Ok(vec!["cc".to_owned()]),
            Libc::Glibc => Ok(vec![format!("{}-gcc", self.target.gnu)]),
            Libc::Musl => {
                let zig = linkers::zig(ctx)?.display().to_string();
                // By itself zig would link all of musl into each program.
                Ok([&zig, "-target", &self.zig(), "-dynamic", "-lunwind"].map(str::to_owned).into())
            }
        }
    }

    /// The words before a program of its: none, or an emulator, with its own system or with musl's loader.
    pub fn runner(&self, ctx: &Ctx) -> Result<Vec<String>> {
        let emulator = Some(self.target.qemu.to_owned()).filter(|emulator| !emulator.is_empty());
        let system: Vec<PathBuf> = match self.libc {
            Libc::Glibc if self.is_native() => Vec::new(),
            Libc::Glibc => vec!["-L".into(), system::unpack(ctx, self.target)?],
            Libc::Musl => vec![system::musl(ctx, self.target, &self.gnu())?],
        };
        Ok(emulator.into_iter().chain(system.into_iter().map(|word| word.display().to_string())).collect())
    }

    /// Whether there are interpreters with which its packages can be tried.
    pub fn has_interpreters(&self) -> bool {
        self.libc == Libc::Glibc
    }

    fn abi(&self) -> &'static str {
        match self.libc {
            Libc::Glibc => "gnu",
            Libc::Musl => "musl",
        }
    }

    pub fn is_native(&self) -> bool {
        std::ptr::eq(self, NATIVE)
    }
}

/// Those that `--platform` names, in the table's order; all without it.
pub fn select(names: Option<&str>) -> Result<Vec<&'static Platform>> {
    chosen::named("platform", names, PLATFORMS.iter(), |platform| platform.name())
}

/// The one that a package of any kind names.
pub fn promised(tag: &str) -> Option<&'static Platform> {
    let names = |platform: &Platform| {
        let program = format!("{}-linux-static", platform.target.name);
        // The first with this machine is the one for glibc.
        [platform.name(), platform.wheel(), platform.go(), platform.target.debian.to_owned(), program]
    };
    PLATFORMS.iter().find(|platform| names(platform).iter().any(|name| name == tag))
}

/// What the system's unwinder is called while we link.
pub const UNWINDER: &str = "system_unwinder";

/// Links objects and archives to a shared library.
pub fn link(ctx: &Ctx, platform: &Platform, output: &Path, arguments: &[String]) -> Result<()> {
    let options = ["-shared", "-Wl,--gc-sections", "-Wl,-z,relro,-z,now,-z,nodelete"];
    let (unwinder, libraries) = (unwinder(ctx, platform)?, ["-lpthread", "-ldl", "-lm", "-lc"]);
    let (zig, target) = (linkers::zig(ctx)?, platform.zig());
    let link = cmd!(ctx.sh, "{zig} -target {target} {options...} -o {output} {arguments...} {unwinder...} {libraries...}");
    exec::quiet(ctx, link).map(drop)
}

/// What unwinds. With glibc it must be that of the system: a thread that ends itself (`pthread_exit`, as Python's do after the interpreter's
/// end) is unwound by it, and another one cannot read its notes. zig has none for glibc; any libgcc will do, for we ask for its oldest
/// functions. With musl nobody but us unwinds, and few systems have libgcc: there it is a part of the library.
/// By its own name zig would take another one for it.
fn unwinder(ctx: &Ctx, platform: &Platform) -> Result<Vec<String>> {
    match platform.libc {
        Libc::Glibc => {
            let words = platform.cc(ctx)?;
            let (cc, options) = (&words[0], &words[1..]);
            let path = exec::quiet(ctx, cmd!(ctx.sh, "{cc} {options...} -print-file-name=libgcc_s.so.1"))?;
            let library = fs::canonicalize(path.trim()).context("the compiler has no libgcc_s.so.1")?;
            let dir = ctx.sh.create_dir(ctx.out.join("unwinder").join(platform.name()))?;
            ctx.sh.copy_file(library, dir.join(format!("lib{UNWINDER}.so")))?;
            Ok(vec![format!("-L{}", dir.display()), format!("-l{UNWINDER}")])
        }
        Libc::Musl => Ok(vec!["-lunwind".to_owned()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ccwrap_calls_platforms_the_same() {
        let ctx = Ctx::new(false).expect("the repository is there");
        for platform in &PLATFORMS {
            let file = ctx.path(format!("ccwrap/toolchains/{}.toml", platform.triple()));
            let text = fs::read_to_string(&file).expect("ccwrap has a file for it");
            let wheel = platform.wheel();
            let wheel = wheel.split('.').next().unwrap_or_default();
            for said in [
                format!("triple = \"{}\"", platform.triple()),
                format!("gnu = \"{}\"", platform.gnu()),
                format!("wheel = \"{wheel}\""),
                format!("gem = \"{}\"", platform.name()),
            ] {
                assert!(text.lines().any(|line| line == said), "{} does not say {said}", file.display());
            }
        }
    }

    #[test]
    fn packages_name_platforms() {
        let promised = |tag| promised(tag).map(Platform::name);
        assert_eq!(promised("manylinux_2_17_aarch64.manylinux2014_aarch64").as_deref(), Some("aarch64-linux-gnu"));
        assert_eq!(promised("amd64").as_deref(), Some("x86_64-linux-gnu"));
        assert_eq!(promised("linux_arm64_musl").as_deref(), Some("aarch64-linux-musl"));
        assert_eq!(promised("any"), None);
    }

    #[test]
    fn platforms_are_chosen_by_name() {
        let names = |text| select(text).map(|chosen| chosen.iter().map(|platform| platform.name()).collect::<Vec<_>>());
        assert_eq!(names(Some("aarch64-linux-gnu")).unwrap(), ["aarch64-linux-gnu"]);
        assert_eq!(names(None).unwrap().len(), PLATFORMS.len());
        assert!(names(Some("vax")).unwrap_err().to_string().contains("x86_64-linux-gnu, aarch64-linux-gnu, x86_64-linux-musl"));
    }
}
