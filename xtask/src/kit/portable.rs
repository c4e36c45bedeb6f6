//! Libraries that run on older systems than that which builds them.
//!
//! What a library asks of the C library is decided when it is linked: everything gets the newest version that the linker sees. So only that
//! last step is done for an old system, by zig, which has the symbols of every glibc; what Rust compiled stays as it is.

use crate::kit::ctx::Ctx;
use crate::kit::{exec, venv};
use anyhow::Result;
use std::path::Path;
use xshell::cmd;

/// What packages are made for, and what it is called by whom.
pub struct Platform {
    /// By zig, with the oldest C library.
    pub zig: &'static str,
    /// In the names of wheels.
    pub wheel: &'static str,
    /// In the names of gems, and of archives for C.
    pub gem: &'static str,
    /// By our Go module.
    pub go: &'static str,
}

/// The oldest glibc on which what we ship runs: that of the oldest distributions that still get fixes.
pub const GLIBC: &str = "2.17";

/// This machine's.
pub static NATIVE: Platform = Platform {
    zig: "x86_64-linux-gnu.2.17",
    wheel: "manylinux_2_17_x86_64.manylinux2014_x86_64",
    gem: "x86_64-linux-gnu",
    go: "linux_amd64",
};

/// Links objects and archives to a shared library without names of local functions. Its unwinder is a part of it, for zig has no libgcc.
pub fn link(ctx: &Ctx, platform: &Platform, output: &Path, arguments: &[String]) -> Result<()> {
    let python = venv::with(ctx, &["ziglang"])?;
    let (target, cache) = (platform.zig, ctx.root.join("target/zig"));
    let options = ["-shared", "-s", "-Wl,--gc-sections", "-Wl,-z,relro,-z,now,-z,nodelete"];
    let libraries = ["-lunwind", "-lpthread", "-ldl", "-lm", "-lc"];
    let link = cmd!(ctx.sh, "{python} -m ziglang cc -target {target} {options...} -o {output} {arguments...} {libraries...}");
    exec::quiet(ctx, link.env("ZIG_GLOBAL_CACHE_DIR", &cache).env("ZIG_LOCAL_CACHE_DIR", &cache)).map(drop)
}
