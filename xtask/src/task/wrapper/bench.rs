//! What a call through the compiler wrapper costs, beside a program that does nothing but call the next one. Rounds alternate, so that
//! ratios hold on a busy machine, too.

use crate::kit::ctx::Ctx;
use crate::kit::race::{Runner, race};
use crate::kit::{apt, exec};
use crate::lang::contestants;
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::cmd;

const ROUNDS: usize = 400;
const ROUNDS_OF_SLOW: usize = 40;

/// A compile as builds have it.
const LINE: [&str; 21] = [
    "-O2",
    "-I",
    "/usr/include",
    "-Iinc",
    "-isystem",
    "/opt/pkgs/include",
    "-DX=1",
    "-D",
    "Y",
    "-Wall",
    "-fPIC",
    "-MD",
    "-MF",
    "x.d",
    "-MT",
    "x.o",
    "-c",
    "x.c",
    "-o",
    "x.o",
    "-L/opt/pkgs/lib",
];

/// The least that a wrapper can be.
const BARE: &str = "use std::os::unix::process::CommandExt;
fn main() {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    panic!(\"{}\", std::process::Command::new(\"/bin/true\").args(words).exec());
}
";

/// A wrapper as they were written before: a shell, and sed for each word.
const SHELL: &str = "#!/bin/sh
words=
for word in \"$@\"; do
    word=$(echo \"$word\" | sed -e 's|^-I/usr/include$||' -e 's|^-I/opt/pkgs|-I/shadow|' -e 's|^-L/opt/pkgs|-L/shadow|')
    [ -n \"$word\" ] && words=\"$words $word\"
done
exec /bin/true $words
";

/// What others put before a compiler, told to do nothing but call it: program, variable.
const PEERS: [(&str, &str, &str); 3] =
    [("ccache", "CCACHE_DISABLE", "1"), ("distcc", "DISTCC_HOSTS", "localhost"), ("icecc", "ICECC", "disable")];

pub fn bench(ctx: &Ctx) -> Result<()> {
    apt::ensure(ctx, &PEERS.map(|(program, ..)| program))?;
    let dir = contestants::scratch(ctx, "ccwrap")?;
    let wrapper = build(ctx)?;
    let runner =
        |name: String, program: PathBuf, rounds| Runner::new(name, program, rounds).args(LINE).without_env("CCWRAP_CONFIG");
    let mut all = vec![runner("a bare exec".to_owned(), bare(ctx, &dir)?, ROUNDS)];
    for rules in [1, 100, 10_000] {
        all.push(runner(format!("ccwrap, {rules} rules"), setup(ctx, &wrapper, &dir, rules)?, ROUNDS));
    }
    all.push(runner("a shell with sed".to_owned(), shell(ctx, &dir)?, ROUNDS_OF_SLOW));
    for (program, name, value) in PEERS {
        all.push(
            Runner::new(format!("{program}, {name}={value}"), program, ROUNDS).args(["/bin/true"]).args(LINE).env(name, value),
        );
    }
    race("a call", all)
}

/// The wrapper as it ships: one static program.
fn build(ctx: &Ctx) -> Result<PathBuf> {
    let (triple, target) = (triple(), ctx.root.join("target/static"));
    let build = cmd!(ctx.sh, "cargo build --quiet --release --package ccwrap --target {triple} --target-dir {target}");
    // At a fixed place in memory: there is nothing to relocate when it starts.
    exec::quiet(ctx, build.env("RUSTFLAGS", "-C target-feature=+crt-static -C relocation-model=static"))?;
    Ok(target.join(triple).join("release/ccwrap"))
}

fn triple() -> String {
    format!("{}-unknown-linux-gnu", std::env::consts::ARCH)
}

fn bare(ctx: &Ctx, dir: &Path) -> Result<PathBuf> {
    let (source, program) = (dir.join("bare.rs"), dir.join("bare"));
    ctx.sh.write_file(&source, BARE)?;
    exec::quiet(ctx, cmd!(ctx.sh, "rustc -O -C target-feature=+crt-static -o {program} {source}"))?;
    Ok(program)
}

fn setup(ctx: &Ctx, wrapper: &Path, dir: &Path, rules: usize) -> Result<PathBuf> {
    let (config, to) = (dir.join(format!("{rules}.toml")), dir.join(format!("{rules}")));
    let paths: String = (1..rules).map(|rule| format!(", [\"I,L\", \"/opt/other/{rule}\", \"/shadow/{rule}\"]")).collect();
    let libraries: String = (0..rules).map(|rule| format!("old{rule} = [\"new{rule}\"]\n")).collect();
    let text = format!("map = [[\"I,L\", \"/opt/pkgs\", \"/shadow\"]{paths}]\n[libs]\n{libraries}[tools]\ncc = \"/bin/true\"\n");
    ctx.sh.write_file(&config, text)?;
    exec::quiet(ctx, cmd!(ctx.sh, "{wrapper} setup --config {config} --dir {to}"))?;
    Ok(to.join("cc"))
}

fn shell(ctx: &Ctx, dir: &Path) -> Result<PathBuf> {
    let script = dir.join("shell");
    ctx.sh.write_file(&script, SHELL)?;
    exec::quiet(ctx, cmd!(ctx.sh, "chmod +x {script}"))?;
    Ok(script)
}
