//! Libraries that run on older systems than that which builds them.
//!
//! What a library asks of the C library is decided when it is linked: everything gets the newest version that the linker sees. So only that
//! last step is done for an old system, by zig, which has the symbols of every glibc, and musl; what Rust compiled stays as it is.

use crate::kit::ctx::Ctx;
use crate::kit::target::{AARCH64, Target, X86_64};
use crate::kit::{chosen, exec, system, venv};
use anyhow::Result;
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
pub static PLATFORMS: [Platform; 2] =
    [Platform { target: &X86_64, libc: Libc::Glibc }, Platform { target: &AARCH64, libc: Libc::Glibc }];

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

    /// The compiler of C for it.
    pub fn cc(&self) -> String {
        if self.is_native() { "cc".to_owned() } else { format!("{}-gcc", self.target.gnu) }
    }

    /// The words before a program of its: none, or an emulator with its own system.
    pub fn runner(&self, ctx: &Ctx) -> Result<Vec<String>> {
        if self.is_native() {
            return Ok(Vec::new());
        }
        let system = system::unpack(ctx, self.target)?;
        Ok(vec![self.target.qemu.to_owned(), "-L".to_owned(), system.display().to_string()])
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

/// Links objects and archives to a shared library without names of local functions. Its unwinder is a part of it, for zig has no libgcc.
pub fn link(ctx: &Ctx, platform: &Platform, output: &Path, arguments: &[String]) -> Result<()> {
    let options = ["-shared", "-s", "-Wl,--gc-sections", "-Wl,-z,relro,-z,now,-z,nodelete"];
    let libraries = ["-lunwind", "-lpthread", "-ldl", "-lm", "-lc"];
    let zig = zig(ctx)?;
    let target = platform.zig();
    let link = cmd!(ctx.sh, "{zig} -m ziglang cc -target {target} {options...} -o {output} {arguments...} {libraries...}");
    exec::quiet(ctx, link.envs(caches(ctx))).map(drop)
}

/// The interpreter that has zig as a module.
fn zig(ctx: &Ctx) -> Result<PathBuf> {
    venv::with(ctx, &["ziglang"])
}

fn caches(ctx: &Ctx) -> [(&'static str, PathBuf); 2] {
    ["ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR"].map(|name| (name, ctx.root.join("target/zig")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

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
                format!("gnu = \"{}\"", platform.target.gnu),
                format!("wheel = \"{wheel}\""),
                format!("gem = \"{}\"", platform.name()),
            ] {
                assert!(text.lines().any(|line| line == said), "{} does not say {said}", file.display());
            }
        }
    }

    #[test]
    fn platforms_are_chosen_by_name() {
        let names = |text| select(text).map(|chosen| chosen.iter().map(|platform| platform.name()).collect::<Vec<_>>());
        assert_eq!(names(Some("aarch64-linux-gnu")).unwrap(), ["aarch64-linux-gnu"]);
        assert_eq!(names(None).unwrap().len(), PLATFORMS.len());
        assert!(names(Some("vax")).unwrap_err().to_string().contains("x86_64-linux-gnu, aarch64-linux-gnu"));
    }
}
