//! What takes part in the benchmarks.

use crate::kit::cargo;
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::variant::Started;
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Another implementation in a language.
pub struct Peer {
    pub name: &'static str,
    /// Makes it ready. What fails is absent.
    pub prepare: fn(&Ctx) -> Result<Started>,
}

/// The cases of our contestant whose instructions are counted.
pub struct HotPaths {
    /// How often each is counted; the least is what the operations take.
    pub tries: usize,
    /// What makes its process do the same each time.
    pub env: &'static [(&'static str, &'static str)],
    /// Case of `bench/README.md`, and the smaller of two sizes; the larger is three times that.
    ///
    /// An interpreter's start takes some hundred million instructions, and not always the same: hashes have a random seed, the environment
    /// and the directory are read. So what two sizes differ by is a hundred million, too, whatever one operation takes.
    pub cases: &'static [(&'static str, u64)],
}

/// A file of the contestants.
pub fn source(ctx: &Ctx, name: &str) -> PathBuf {
    ctx.path("bench/contestants").join(name)
}

/// A directory for what they need.
pub fn scratch(ctx: &Ctx, name: &str) -> Result<PathBuf> {
    Ok(ctx.sh.create_dir(ctx.out.join("bench").join(name))?)
}

/// A peer is started as it is.
pub fn peer(program: &Path, arguments: &[&Path]) -> Started {
    let words = [program].into_iter().chain(arguments.iter().copied());
    Started { env: Vec::new(), words: words.map(|word| word.display().to_string()).collect::<Vec<_>>().join(" ") }
}

/// UniFFI's own bindings, over a library built as ours is.
pub fn stock(ctx: &Ctx) -> Result<PathBuf> {
    let (generator, dir) = (cargo::program(ctx, "polyatom-bindgen")?, scratch(ctx, "stock")?);
    exec::quiet(ctx, cmd!(ctx.sh, "{generator} stock --release --out {dir}"))?;
    Ok(dir)
}
