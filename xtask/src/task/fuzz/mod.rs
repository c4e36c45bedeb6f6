//! `fuzz`: random input for every parser, with coverage and AddressSanitizer.
//!
//! The layout is cargo-fuzz's, so that it works there too, but we build by ourselves: it would have to be installed first, and all it
//! does is to set these flags. They are unstable, which the stable compiler allows when told so.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::report::Report;
use crate::kit::{cost, exec};
use anyhow::{Error, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{fs, thread};
use xshell::cmd;

mod seeds;

/// One for each file in `fuzz/fuzz_targets`, as the table of `fuzz/Cargo.toml` has them.
const TARGETS: [&str; 10] = ["archive", "atom", "c", "depspec", "file", "part", "query", "system", "version", "wrapper"];
const AN_HOUR: u64 = 3600;
/// For continuous integration, after the build: for all targets together, whatever the number of cores.
const SMOKE: u64 = 120;
/// And for it, built faster. Not without any optimization: the seeds alone would take minutes.
const BARELY_OPTIMIZED: [(&str, &str); 1] = [("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")];
/// Seconds for one input, by the clock: a last resort.
const PATIENCE: u64 = 1200;
const TRIPLE: &str = "x86_64-unknown-linux-gnu";
const BUILT_HERE: bool = cfg!(all(target_arch = "x86_64", target_os = "linux"));

/// Coverage as libFuzzer reads it, and what AddressSanitizer sees.
const RUSTFLAGS: &str = "--cfg fuzzing -Ccodegen-units=1 -Zsanitizer=address -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

pub fn run(ctx: &Ctx, flags: flags::Fuzz) -> Result<()> {
    let chosen: Vec<&str> = match &flags.target {
        None => TARGETS.to_vec(),
        Some(name) => match TARGETS.into_iter().find(|target| target == name) {
            Some(target) => vec![target],
            None => bail!("no target named {name:?}: there are {}", TARGETS.join(", ")),
        },
    };
    let seconds = flags.seconds.unwrap_or(AN_HOUR) * cores(chosen.len()) as u64;
    plan(ctx, chosen, seconds, &[]).run(ctx)
}

/// For `test`: long enough to see that nothing is broken at once.
pub fn smoke(ctx: &Ctx) -> Plan<'_> {
    if BUILT_HERE {
        plan(ctx, TARGETS.to_vec(), SMOKE, &BARELY_OPTIMIZED)
    } else {
        Plan::impossible("fuzzing is built for x86-64 Linux only")
    }
}

/// These targets, built with these variables, for so many seconds of a core in all.
fn plan<'a>(ctx: &'a Ctx, chosen: Vec<&'static str>, seconds: u64, env: &'static [(&str, &str)]) -> Plan<'a> {
    let mut plan = Plan::new(["cargo", "c++"]);
    plan.prepare("build", || build(ctx, env));
    let share = (seconds / chosen.len() as u64).max(1);
    plan.test(format!("fuzz {} for {share} s each", chosen.join(", ")), move || fuzz(ctx, &chosen, share));
    plan
}

fn dir(ctx: &Ctx) -> PathBuf {
    ctx.root.join("target/fuzz")
}

fn build(ctx: &Ctx, env: &[(&str, &str)]) -> Result<()> {
    ensure!(BUILT_HERE, "fuzzing is built for {TRIPLE} only");
    let (target, manifest) = (dir(ctx), ctx.path("fuzz/Cargo.toml"));
    let build = cmd!(ctx.sh, "cargo build --quiet --release --manifest-path {manifest} --target {TRIPLE} --target-dir {target}");
    exec::quiet(ctx, build.env("RUSTFLAGS", RUSTFLAGS).env("RUSTC_BOOTSTRAP", "1").envs(env.iter().copied())).map(drop)
}

/// How many targets run at once.
fn cores(targets: usize) -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(targets)
}

/// All targets on all cores, for so many seconds each.
fn fuzz(ctx: &Ctx, targets: &[&'static str], share: u64) -> Result<Report> {
    seeds::write(ctx, &dir(ctx).join("seeds"))?;
    let cores = cores(targets.len());
    let (waiting, reports) = (Mutex::new(targets.to_vec()), Mutex::new(Report::default()));
    let (place, verbose) = (dir(ctx), ctx.verbose);
    let work = || -> Result<()> {
        // A shell is for one thread.
        let ctx = Ctx::new(verbose)?;
        loop {
            // A statement of its own: the lock must not be held while the target runs.
            let next = waiting.lock().expect("no thread panics").pop();
            let Some(target) = next else { return Ok(()) };
            let report = Fuzzer { ctx: &ctx, place: &place, target }.run(share).unwrap_or_else(Report::failed);
            reports.lock().expect("no thread panics").add(report);
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(|| cost::of_own_children(work))).collect();
        threads.into_iter().try_for_each(|thread| {
            let (done, cost) = thread.join().expect("no thread panics");
            cost.counts_here();
            done
        })
    })?;
    Ok(reports.into_inner().expect("no thread panics"))
}

/// One target and where its files are.
struct Fuzzer<'a> {
    ctx: &'a Ctx,
    place: &'a Path,
    target: &'static str,
}

impl Fuzzer<'_> {
    fn program(&self) -> PathBuf {
        self.place.join(TRIPLE).join("release").join(self.target)
    }

    fn run(&self, seconds: u64) -> Result<Report> {
        let corpus = self.place.join("corpus").join(self.target);
        let findings = self.place.join("findings").join(self.target);
        for dir in [&corpus, &findings] {
            fs::create_dir_all(dir)?;
        }
        let program = self.program();
        let run = cmd!(self.ctx.sh, "{program} {corpus}")
            .arg(self.place.join("seeds"))
            .args([format!("-max_total_time={seconds}"), format!("-artifact_prefix={}/", findings.display())])
            .arg(format!("-dict={}", self.ctx.path("fuzz/dictionary.txt").display()))
            .args(["-max_len=512", "-verbosity=0", "-print_final_stats=1"])
            .arg(format!("-timeout={PATIENCE}"));
        let done = exec::finish(self.ctx, run)?;
        if !done.ok {
            return Ok(Report::failed(self.finding(&done.text)));
        }
        let count = stat(&done.text, "number_of_executed_units").unwrap_or(0);
        ensure!(count > 0, "{}: the fuzzer tried no input:\n{}", self.target, done.text);
        Ok(Report { told: format!("{}: {count} inputs\n", self.target), ..Report::passed() })
    }

    /// What failed, on the smallest input that still does.
    fn finding(&self, said: &str) -> Error {
        let written = said.lines().find_map(|line| line.split_once("Test unit written to ")).map(|(_, file)| PathBuf::from(file));
        let Some(found) = written else { return Error::msg(format!("{}:\n{said}", self.target)) };
        let small = self.minimise(&found).unwrap_or(found);
        let input = fs::read(&small).unwrap_or_default();
        let (text, program, file) = (String::from_utf8_lossy(&input), self.program(), small.display());
        Error::msg(format!(
            "{}: {text:?}\nbytes: {input:02x?}\nrepeat: {} {file}\n{}",
            self.target,
            program.display(),
            reason(said)
        ))
    }

    fn minimise(&self, found: &Path) -> Option<PathBuf> {
        let small = found.with_extension("small");
        let program = self.program();
        let run = cmd!(self.ctx.sh, "{program} -minimize_crash=1 -max_total_time=30 -verbosity=0")
            .arg(format!("-exact_artifact_path={}", small.display()))
            .arg(found);
        exec::finish(self.ctx, run).ok().filter(|_| small.exists()).map(|_| small)
    }
}

/// A line of libFuzzer's statistics, `stat::NAME: VALUE`.
fn stat(said: &str, name: &str) -> Option<u64> {
    let line = said.lines().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name))?;
    line.trim_start_matches(':').trim().parse().ok()
}

/// The panic or the sanitizer's report, without what libFuzzer says around it.
fn reason(said: &str) -> String {
    let start = said.lines().position(|line| line.contains("panicked at") || line.contains("ERROR:")).unwrap_or(0);
    said.lines().skip(start).take(30).collect::<Vec<_>>().join("\n")
}
