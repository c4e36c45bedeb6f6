//! What a call through the compiler wrapper costs, beside a program that does nothing but call the next one. Rounds alternate, so that
//! ratios hold on a busy machine, too.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::lang::contestants;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
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

struct Contestant {
    name: String,
    program: PathBuf,
    rounds: usize,
    times: Vec<Duration>,
}

pub fn bench(ctx: &Ctx) -> Result<()> {
    let dir = contestants::scratch(ctx, "ccwrap")?;
    let wrapper = build(ctx)?;
    let contestant = |name: String, program: PathBuf, rounds: usize| Contestant { name, program, rounds, times: Vec::new() };
    let mut all = vec![contestant("a bare exec".to_owned(), bare(ctx, &dir)?, ROUNDS)];
    for rules in [1, 100, 10_000] {
        all.push(contestant(format!("ccwrap, {rules} rules"), setup(ctx, &wrapper, &dir, rules)?, ROUNDS));
    }
    all.push(contestant("a shell with sed".to_owned(), shell(ctx, &dir)?, ROUNDS_OF_SLOW));
    for round in 0..ROUNDS {
        for contestant in all.iter_mut().filter(|contestant| round < contestant.rounds) {
            contestant.times.push(time(&contestant.program)?);
        }
    }
    show(&mut all);
    Ok(())
}

/// The wrapper as it ships: one static program.
fn build(ctx: &Ctx) -> Result<PathBuf> {
    let (triple, target) = (triple(), ctx.root.join("target/static"));
    let build = cmd!(ctx.sh, "cargo build --quiet --release --package ccwrap --target {triple} --target-dir {target}");
    exec::quiet(ctx, build.env("RUSTFLAGS", "-C target-feature=+crt-static"))?;
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

fn time(program: &Path) -> Result<Duration> {
    let mut command = Command::new(program);
    command.args(LINE).env_remove("CCWRAP_CONFIG").stdout(Stdio::null());
    let begin = Instant::now();
    let status = command.status().with_context(|| format!("{} does not start", program.display()))?;
    let took = begin.elapsed();
    anyhow::ensure!(status.success(), "{} ended with {status}", program.display());
    Ok(took)
}

fn show(all: &mut [Contestant]) {
    for contestant in all.iter_mut() {
        contestant.times.sort_unstable();
    }
    // Of times on a busy machine, the lower ones are about the program and the others about its neighbors.
    let at = |contestant: &Contestant, part: usize| contestant.times[contestant.times.len() * part / 100].as_secs_f64() * 1e6;
    println!("{:<24}{:>12}{:>12}{:>10}", "a call", "p10, µs", "median, µs", "ratio");
    for contestant in all.iter() {
        let ratio = at(contestant, 10) / at(&all[0], 10);
        println!("{:<24}{:>12.0}{:>12.0}{ratio:>10.2}", contestant.name, at(contestant, 10), at(contestant, 50));
    }
}
