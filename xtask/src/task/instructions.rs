//! `instructions`: a regression guard that does not depend on the clock.
//!
//! Valgrind counts the instructions of a hot path in each language's contestant: what one more operation takes is the difference of two sizes.
//! The counts are stored in `bench/instructions.txt`, with the versions of the tools that made them; with other versions there is nothing to
//! compare, and that is said.

use crate::flags;
use crate::kit::count::Tally;
use crate::kit::ctx::Ctx;
use crate::kit::report::Report;
use crate::kit::ui::Style;
use crate::kit::{apt, exec, valgrind};
use crate::lang::table;
use crate::task::bench;
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::thread;
use xshell::cmd;

const STORED: &str = "bench/instructions.txt";

/// How far a count may be from the stored one.
const MARGIN: f64 = 0.03;

/// The hot paths: language, case of `bench/README.md`, and the smaller of two sizes; the larger is three times that.
///
/// An interpreter's start takes some hundred million instructions, and not always the same: Ruby's hashes have a random seed, the environment
/// and the directory are read. So what two sizes differ by is a hundred million, too, whatever one operation takes.
static PATHS: &[(&str, &str, u64)] = &[
    ("rust", "atom.distinct", 10_000),
    ("rust", "atom.invalid", 10_000),
    ("rust", "atom.compare", 100_000),
    ("rust", "atom.match", 10_000),
    ("rust", "version.create", 10_000),
    ("rust", "version.compare", 100_000),
    ("rust", "version.sort", 10_000),
    ("rust", "depspec.parse", 1_000),
    ("rust", "depspec.evaluate", 1_000),
    ("c", "atom.distinct", 10_000),
    ("c", "atom.read", 100_000),
    ("c", "atom.compare", 100_000),
    ("c", "atom.match", 10_000),
    ("python", "atom.distinct", 20_000),
    ("python", "atom.read", 200_000),
    ("python", "atom.compare", 200_000),
    ("python", "atom.match", 20_000),
    ("ruby", "atom.distinct", 10_000),
    ("ruby", "atom.read", 200_000),
    ("ruby", "atom.compare", 50_000),
    ("ruby", "atom.match", 10_000),
    ("go", "atom.distinct", 10_000),
    ("go", "atom.read", 100_000),
    ("go", "atom.compare", 100_000),
    ("go", "atom.match", 10_000),
];

/// What the file holds: counts by language and case, and the tools' versions by language.
#[derive(Default, PartialEq, Debug)]
struct Counts {
    reason: String,
    tools: BTreeMap<String, String>,
    paths: BTreeMap<(String, String), f64>,
}

/// How a count stands to the stored one.
#[derive(PartialEq, Debug)]
enum Verdict {
    Same,
    More,
    Less,
    New,
    OtherTools,
}

pub fn run(ctx: &Ctx, flags: flags::Instructions) -> Result<()> {
    let chosen = table::select(flags.only.as_deref())?;
    let builds = table::with_needed(&chosen);
    apt::ensure(ctx, &builds.iter().flat_map(|lang| lang.tools).copied().chain(["valgrind"]).collect::<Vec<_>>())?;
    builds.iter().flat_map(|lang| lang.builds).try_for_each(|build| (build.run)(ctx))?;
    let names: Vec<&str> = chosen.iter().map(|lang| lang.name).collect();
    let (counted, stored) = (count(ctx, &names)?, stored(ctx)?);
    print!("{}", table(&counted, &stored));
    if flags.update {
        let reason = flags.reason.context("an update needs a --reason: it is stored with the counts")?;
        return Ok(ctx.sh.write_file(STORED, updated(stored, counted, reason).to_text())?);
    }
    let wrong = complaints(&counted, &stored);
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// For `test`, which has built everything: each path is a test, but for those that there is nothing to compare with.
pub fn check(ctx: &Ctx) -> Result<Report> {
    apt::ensure(ctx, &["valgrind"])?;
    let names: Vec<&str> = table::LANGS.iter().map(|lang| lang.name).collect();
    let (counted, stored) = (count(ctx, &names)?, stored(ctx)?);
    let skipped: Vec<&str> = names.into_iter().filter(|name| counted.tools.get(*name) != stored.tools.get(*name)).collect();
    if !skipped.is_empty() {
        print!("(skipped: other versions of the tools for {}) ", skipped.join(", "));
    }
    let wrong = complaints(&counted, &stored);
    let compared = counted.paths.keys().filter(|(language, _)| !skipped.contains(&language.as_str())).count();
    let tally = Tally { passed: compared - wrong.len(), failed: wrong.len() };
    let failure = (!wrong.is_empty()).then(|| anyhow::anyhow!("{}", wrong.join("\n")));
    Ok(Report { tally, failure })
}

/// Counts on all cores; the counts do not mind.
fn count(ctx: &Ctx, names: &[&str]) -> Result<Counts> {
    let mut counts = Counts::default();
    for name in names {
        counts.tools.insert((*name).to_owned(), tools(ctx, name)?);
    }
    let commands: BTreeMap<&str, String> = names
        .iter()
        .map(|name| Ok((*name, valgrind::unwrapped(ctx, &bench::ours_under_valgrind(ctx, name)?)?)))
        .collect::<Result<_>>()?;
    let paths: Vec<_> = PATHS.iter().filter(|(language, ..)| names.contains(language)).collect();
    let workers = thread::available_parallelism().map_or(1, Into::into);
    let (commands, verbose) = (&commands, ctx.verbose);
    let work = |paths: Vec<&(&str, &str, u64)>| {
        // A context of its own: that of the caller belongs to one thread.
        let ctx = &Ctx::new(verbose)?;
        paths.into_iter().map(|path| count_path(ctx, &commands[path.0], *path)).collect::<Result<Vec<_>>>()
    };
    let counted = thread::scope(|scope| {
        let share = |worker| paths.iter().skip(worker).step_by(workers).copied().collect::<Vec<_>>();
        let threads: Vec<_> = (0..workers)
            .map(|worker| {
                let paths = share(worker);
                scope.spawn(|| work(paths))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("counting does not panic")).collect::<Result<Vec<_>>>()
    })?;
    counts.paths = counted.into_iter().flatten().collect();
    Ok(counts)
}

type Counted = ((String, String), f64);

fn count_path(ctx: &Ctx, command: &str, (language, case, size): (&str, &str, u64)) -> Result<Counted> {
    let larger = 3 * size;
    let of = |size| least(ctx, command, (language, case), size);
    let (small, large) = (of(size)?, of(larger)?);
    Ok(((language.to_owned(), case.to_owned()), (large - small) / (larger - size) as f64))
}

/// How often a language is counted; the least is what the operations take. A second thread of Go's runtime goes by the clock: what it adds
/// depends on what else the machine does. Ruby's random seed decides how long its start takes.
fn tries(language: &str) -> usize {
    match language {
        "go" => 5,
        "ruby" => 3,
        _ => 1,
    }
}

fn least(ctx: &Ctx, command: &str, (language, case): (&str, &str), size: u64) -> Result<f64> {
    let counts = (0..tries(language)).map(|_| collected(ctx, command, case, size));
    counts.reduce(|least, count| Ok(least?.min(count?))).context("counted at least once")?
}

/// The instructions of a whole process.
fn collected(ctx: &Ctx, command: &str, case: &str, size: u64) -> Result<f64> {
    let (words, size) = (command.split_whitespace().collect::<Vec<_>>(), size.to_string());
    let run = || {
        let valgrind = cmd!(ctx.sh, "valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null").args(&words);
        exec::quiet(ctx, bench::with_environment(ctx, repeatable(valgrind.args(["--once", case, &size])), None))
    };
    // A Go process may still be too much for valgrind once in a while.
    let text = run().or_else(|_| run())?;
    let line = text.lines().find_map(|line| line.split_once("I refs:").or(line.split_once("I   refs:")));
    let (_, count) = line.context("valgrind tells no count")?;
    Ok(count.trim().replace(',', "").parse()?)
}

/// What makes a process do the same each time.
fn repeatable(command: xshell::Cmd<'_>) -> xshell::Cmd<'_> {
    let go = [("GOMAXPROCS", "1"), ("GOGC", "off"), ("GODEBUG", "asyncpreemptoff=1")];
    command.envs(go).env("PYTHONHASHSEED", "0").env("RAYON_NUM_THREADS", "1")
}

/// What the counts of a language depend on.
fn tools(ctx: &Ctx, language: &str) -> Result<String> {
    let first_line = |text: String| text.lines().next().unwrap_or_default().to_owned();
    let rustc = first_line(exec::quiet(ctx, cmd!(ctx.sh, "rustc --version"))?);
    let own = match language {
        "python" => exec::quiet(ctx, cmd!(ctx.sh, "python3 --version"))?,
        "ruby" => exec::quiet(ctx, cmd!(ctx.sh, "ruby --version"))?,
        "go" => exec::quiet(ctx, cmd!(ctx.sh, "go version"))?,
        "c" => exec::quiet(ctx, cmd!(ctx.sh, "cc --version"))?,
        _ => String::new(),
    };
    Ok([rustc, first_line(own)].join(", ").trim_end_matches(", ").to_owned())
}

fn stored(ctx: &Ctx) -> Result<Counts> {
    match ctx.sh.read_file(STORED) {
        Ok(text) => Counts::from_text(&text),
        Err(_) => Ok(Counts::default()),
    }
}

/// The stored counts with those that were counted now in their place.
fn updated(stored: Counts, counted: Counts, reason: String) -> Counts {
    let mut paths = stored.paths;
    paths.retain(|(language, case), _| PATHS.iter().any(|path| (path.0, path.1) == (language, case)));
    paths.extend(counted.paths);
    let mut tools = stored.tools;
    tools.extend(counted.tools);
    Counts { reason, tools, paths }
}

impl Counts {
    fn verdict(&self, path: &(String, String), stored: &Self) -> Verdict {
        if self.tools.get(&path.0) != stored.tools.get(&path.0) {
            return Verdict::OtherTools;
        }
        match stored.paths.get(path).map(|before| self.paths[path] / before) {
            None => Verdict::New,
            Some(ratio) if ratio > 1.0 + MARGIN => Verdict::More,
            Some(ratio) if ratio < 1.0 - MARGIN => Verdict::Less,
            Some(_) => Verdict::Same,
        }
    }

    fn to_text(&self) -> String {
        let mut text =
            "# Instructions for one operation on the hot paths, written by `cargo xtask instructions --update --reason TEXT`.\n"
                .to_owned();
        let _ = writeln!(text, "reason {}", self.reason);
        for (language, tools) in &self.tools {
            let _ = writeln!(text, "tools {language} {tools}");
        }
        for ((language, case), count) in &self.paths {
            let _ = writeln!(text, "count {language} {case} {count:.1}");
        }
        text
    }

    fn from_text(text: &str) -> Result<Self> {
        let mut counts = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.splitn(2, ' ').collect();
            match fields[..] {
                ["reason", reason] => counts.reason = reason.to_owned(),
                ["tools", rest] => {
                    let (language, tools) = rest.split_once(' ').context("no tools behind a language")?;
                    counts.tools.insert(language.to_owned(), tools.to_owned());
                }
                ["count", rest] => match rest.split(' ').collect::<Vec<_>>()[..] {
                    [language, case, count] => {
                        counts.paths.insert((language.to_owned(), case.to_owned()), count.parse()?);
                    }
                    _ => bail!("{STORED}: not a count: {line}"),
                },
                _ => bail!("{STORED}: what is this: {line}"),
            }
        }
        Ok(counts)
    }
}

/// What is not as it was. An improvement too: unless it is stored, the next regression can hide in it.
fn complaints(counted: &Counts, stored: &Counts) -> Vec<String> {
    let complain = |path: &(String, String)| {
        let (language, case) = path;
        let now = counted.paths[path];
        let what = match counted.verdict(path, stored) {
            Verdict::Same | Verdict::OtherTools => return None,
            Verdict::New => "is not stored".to_owned(),
            Verdict::More => format!("takes more than the {:.1} that are stored", stored.paths[path]),
            Verdict::Less => format!("takes less than the {:.1} that are stored", stored.paths[path]),
        };
        let update = format!("cargo xtask instructions --only {language} --update --reason '…'");
        Some(format!("{language} {case}: {now:.1} instructions, which {what}; if that is meant: {update}"))
    };
    counted.paths.keys().filter_map(complain).collect()
}

fn table(counted: &Counts, stored: &Counts) -> String {
    let style = Style::stdout();
    let mut text = format!("{}\n", style.bold(&format!("{:<8} {:<18} {:>9} {:>9}", "language", "case", "now", "stored")));
    for (path, now) in &counted.paths {
        let before = stored.paths.get(path).map_or_else(|| "–".to_owned(), |before| format!("{before:.1}"));
        let verdict = match counted.verdict(path, stored) {
            Verdict::Same => "",
            Verdict::More => "more",
            Verdict::Less => "less",
            Verdict::New => "new",
            Verdict::OtherTools => "other tools: not compared",
        };
        let _ = writeln!(text, "{:<8} {:<18} {now:>9.1} {before:>9}  {verdict}", path.0, path.1);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(count: f64, tools: &str) -> Counts {
        let path = ("rust".to_owned(), "atom.match".to_owned());
        Counts {
            reason: "a reason".to_owned(),
            tools: BTreeMap::from([("rust".to_owned(), tools.to_owned())]),
            paths: BTreeMap::from([(path, count)]),
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let some = counts(17.5, "rustc 1.95.0 (x y)");
        assert_eq!(Counts::from_text(&some.to_text()).unwrap(), some);
        assert!(Counts::from_text("nonsense").is_err());
    }

    #[test]
    fn more_and_less_are_told_and_noise_is_not() {
        let stored = counts(100.0, "rustc 1");
        let told = |count, tools| complaints(&counts(count, tools), &stored).len();
        assert_eq!([told(104.0, "rustc 1"), told(96.0, "rustc 1"), told(102.0, "rustc 1"), told(200.0, "rustc 2")], [1, 1, 0, 0]);
        assert_eq!(complaints(&counts(1.0, "rustc 1"), &Counts { paths: BTreeMap::new(), ..counts(1.0, "rustc 1") }).len(), 1);
    }
}
