//! Our own `ccwrap`, called as a program: it stands in front of compilers and linkers, looks into packages, and writes down how each was made.

use crate::kit::ctx::Ctx;
use crate::kit::{exec, files, linkers};
use anyhow::Result;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// The programs that stand behind it, with the beginnings that those for other machines have.
const TOOLS: [&str; 11] = ["cc", "gcc", "c++", "g++", "ld", "as", "ar", "nm", "objcopy", "ranlib", "strip"];
const MACHINES: [&str; 5] = ["", "x86_64-linux-gnu-", "aarch64-linux-gnu-", "s390x-linux-gnu-", "arm-linux-gnueabihf-"];

/// A directory with the wrapper under the name of each tool, and the log of what they were called for.
pub struct Wrapped {
    dir: PathBuf,
}

impl Wrapped {
    /// The one in that directory, which may have been made before.
    pub fn at(dir: impl Into<PathBuf>) -> Wrapped {
        Wrapped { dir: dir.into() }
    }

    /// Makes it anew, with an empty log.
    pub fn make(ctx: &Ctx, dir: impl Into<PathBuf>) -> Result<Wrapped> {
        let wrapped = Wrapped::at(files::fresh(ctx, dir.into())?);
        let (path, scripts) = (search_path(ctx), linkers::scripts(ctx)?);
        let names = MACHINES.iter().flat_map(|machine| TOOLS.iter().map(move |tool| format!("{machine}{tool}")));
        let found = names.filter_map(|name| Some((linkers::on_path(ctx, &name)?, name)));
        let more = [linkers::ZIG, linkers::WASM].map(|name| (scripts.join(name), name.to_owned()));
        let tools: String = found.chain(more).map(|(program, name)| format!("{name:?} = {program:?}\n")).collect();
        let (log, config) = (wrapped.log(), wrapped.dir.join("config.toml"));
        // Each tool calls the next by the path that it was found on, not the wrapper again.
        let text = format!(
            "path = {path:?}\nstrict = false\nunmatched = \"pass\"\nrpath_origin = \"keep\"\nlog = {{ file = {log:?} }}\n\n\
             [reproduce]\ndeterministic_ar = true\n\n[tools]\n{tools}"
        );
        ctx.sh.write_file(&config, text)?;
        ctx.sh.write_file(&log, "")?;
        let (ccwrap, bin) = (program(ctx)?, wrapped.bin());
        exec::quiet(ctx, cmd!(ctx.sh, "{ccwrap} setup --config {config} --dir {bin}"))?;
        Ok(wrapped)
    }

    /// A tool, for who is told its path.
    pub fn tool(&self, name: &str) -> String {
        self.bin().join(name).display().to_string()
    }

    /// A context in which all that is called by its name is the wrapper.
    pub fn before(&self, ctx: &Ctx) -> Result<Ctx> {
        let behind = Ctx::new(ctx.verbose)?;
        let path = env::join_paths([self.bin()].into_iter().chain(env::split_paths(&search_path(ctx))))?;
        behind.sh.set_var("PATH", path);
        Ok(behind)
    }

    pub fn log(&self) -> PathBuf {
        self.dir.join("log.jsonl")
    }

    fn bin(&self) -> PathBuf {
        self.dir.join("bin")
    }
}

fn search_path(ctx: &Ctx) -> OsString {
    ctx.sh.var_os("PATH").unwrap_or_default()
}

/// Gives a wheel a platform's tag, which every binary in it must fit.
pub fn retag(ctx: &Ctx, wheel: &Path, platform: &str) -> Result<PathBuf> {
    let ccwrap = program(ctx)?;
    let path = exec::quiet(ctx, cmd!(ctx.sh, "{ccwrap} retag {wheel} --platform {platform}"))?;
    Ok(path.trim().into())
}

/// Looks at every binary in a package, and for files that must be there; gives what is known of the binaries, a line of JSON for each.
pub fn look(ctx: &Ctx, package: &Path, platform: Option<&str>, glibc: &str, holds: &[&str]) -> Result<String> {
    let ccwrap = program(ctx)?;
    let platform = platform.into_iter().flat_map(|tag| ["--platform", tag, "--glibc", glibc]);
    let holds = holds.iter().flat_map(|name| ["--holds", name]);
    exec::quiet(ctx, cmd!(ctx.sh, "{ccwrap} look {package}").args(platform).args(holds))
}

/// What an audit is about: what was called, for which target, and what came of it.
pub struct Audit<'a> {
    pub logs: &'a [PathBuf],
    pub triple: Option<&'a str>,
    pub packages: &'a [&'a Path],
    /// Libraries that may be linked besides those of the compiler and of the C library.
    pub allowed: &'a [&'a str],
}

/// Writes down what the logs say of how packages were made, and what is in them. Anything that is not as the toolchain says is an error.
pub fn audit(ctx: &Ctx, Audit { logs, triple, packages, allowed }: &Audit<'_>, manifest: &Path) -> Result<()> {
    let ccwrap = program(ctx)?;
    let toolchain = triple.map(|triple| ctx.path(format!("ccwrap/toolchains/{triple}.toml")));
    let toolchain = toolchain.into_iter().flat_map(|file| [PathBuf::from("--toolchain"), file]);
    let private = [Some(ctx.root.clone()), env::var_os("HOME").map(|home| Path::new(&home).join(".cargo"))];
    let private = private.into_iter().flatten().flat_map(|dir| [PathBuf::from("--private"), dir]);
    let packages = packages.iter().flat_map(|package| [Path::new("--file"), package]);
    let allowed = allowed.iter().flat_map(|name| ["--allow", name]);
    let audit = cmd!(ctx.sh, "{ccwrap} audit --out {manifest}").args(*logs);
    exec::quiet(ctx, audit.args(toolchain).args(packages).args(private).args(allowed)).map(drop)
}

/// By itself, for it shares nothing with our other crates.
fn program(ctx: &Ctx) -> Result<PathBuf> {
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --package ccwrap"))?;
    Ok(ctx.debug("ccwrap"))
}
