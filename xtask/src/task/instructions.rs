//! `instructions`: a regression guard that does not depend on the clock.
//!
//! Valgrind counts the instructions of a hot path in each language's contestant: what one more operation takes is the difference of two sizes.
//! The counts are stored in `bench/instructions.txt`, with the versions of the tools that made them; with other versions there is nothing to
//! compare, and that is said.

use crate::flags;
use crate::kit::count::Tally;
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::plan::Plan;
use crate::kit::report::Report;
use crate::kit::ui::Style;
use crate::kit::variant::{self, Started, Variant};
use crate::lang::contestants::HotPaths;
use crate::lang::{Lang, rust, table};
use crate::task::build;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::thread;
use xshell::cmd;

const STORED: &str = "bench/instructions.txt";

/// How far a count may be from the stored one.
const MARGIN: f64 = 0.03;

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
    let reason = match flags.update {
        true => Some(flags.reason.context("an update needs a --reason: it is stored with the counts")?),
        false => None,
    };
    build::plan(ctx, &chosen).then(plan(ctx, &chosen, reason)).run(ctx)
}

/// A step for each language, whose bindings have been built: counts, and compares with what is stored, or stores it for a reason.
pub fn plan<'a>(ctx: &'a Ctx, chosen: &[&'static Lang], reason: Option<String>) -> Plan<'a> {
    let mut plan = Plan::new(["valgrind"]);
    for lang in chosen.iter().copied() {
        let reason = reason.clone();
        plan.test(format!("instructions {}", lang.name), move || {
            let (counted, stored) = (count(ctx, lang)?, stored(ctx)?);
            let told = table(&counted, &stored);
            let report = match reason {
                Some(reason) => {
                    ctx.sh.write_file(STORED, updated(stored, counted, reason).to_text())?;
                    Report::passed()
                }
                None => compared(lang, &counted, &stored),
            };
            Ok(Report { told, ..report })
        });
    }
    plan
}

/// Each path is a test, unless there is nothing to compare with.
fn compared(lang: &Lang, counted: &Counts, stored: &Counts) -> Report {
    if counted.tools != stored.tools_of(lang) {
        return Report::skipped(format!("the counts are of other versions of the tools for {}", lang.name));
    }
    let wrong = complaints(counted, stored);
    let tally = Tally { passed: counted.paths.len() - wrong.len(), failed: wrong.len() };
    let failure = (!wrong.is_empty()).then(|| anyhow::anyhow!("{}", wrong.join("\n")));
    Report { tally, failure, ..Report::default() }
}

/// Counts on all cores; the counts do not depend on what else the machine does.
fn count(ctx: &Ctx, lang: &Lang) -> Result<Counts> {
    let development = Variant::development(ctx);
    let place = development.place.join("valgrind");
    let variant = Variant { place, go_tags: lang.valgrind_tag.unwrap_or_default(), ..development };
    let mut contestant = (lang.contestant)(ctx, &variant)?;
    let HotPaths { tries, env, cases } = lang.hot_paths;
    contestant.env.extend(variant::owned(env.iter().copied().chain([("RAYON_NUM_THREADS", "1")])));
    let (waiting, counted) = (Mutex::new(cases.to_vec()), Mutex::new(Vec::new()));
    let (contestant, verbose) = (&contestant, ctx.verbose);
    let work = || -> Result<()> {
        // A context of its own: that of the caller belongs to one thread.
        let ctx = &Ctx::new(verbose)?;
        loop {
            // A statement of its own: the lock must not be held while instructions are counted.
            let next = waiting.lock().expect("no thread panics").pop();
            let Some((case, size)) = next else { return Ok(()) };
            let count = count_path(ctx, contestant, tries, case, size)?;
            counted.lock().expect("no thread panics").push(((lang.name.to_owned(), case.to_owned()), count));
        }
    };
    let workers = thread::available_parallelism().map_or(1, Into::into);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("counting does not panic"))
    })?;
    let paths = counted.into_inner().expect("no thread panics").into_iter().collect();
    Ok(Counts { paths, tools: BTreeMap::from([(lang.name.to_owned(), tools(ctx, lang)?)]), ..Counts::default() })
}

/// What one more operation takes: the larger size is three times the smaller.
fn count_path(ctx: &Ctx, contestant: &Started, tries: usize, case: &str, size: u64) -> Result<f64> {
    let larger = 3 * size;
    let least = |size| {
        let counts = (0..tries).map(|_| collected(ctx, contestant, case, size));
        counts.reduce(|least, count| Ok(least?.min(count?))).context("counted at least once")?
    };
    Ok((least(larger)? - least(size)?) / (larger - size) as f64)
}

/// The instructions of a whole process.
fn collected(ctx: &Ctx, contestant: &Started, case: &str, size: u64) -> Result<f64> {
    let (words, size) = (contestant.words.split_whitespace().collect::<Vec<_>>(), size.to_string());
    let run = || {
        let valgrind = cmd!(ctx.sh, "valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null").args(&words);
        exec::quiet(ctx, valgrind.args(["--once", case, &size]).envs(contestant.env.iter().cloned()))
    };
    // A Go process may still be too much for valgrind once in a while.
    let text = run().or_else(|_| run())?;
    instructions(&text).with_context(|| format!("valgrind tells no count:\n{text}"))
}

/// `==123== I refs: 1,234`, with more blanks in earlier versions.
fn instructions(text: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.split_once("refs:"))?;
    line.1.trim().replace(',', "").parse().ok()
}

/// What the counts of a language depend on.
fn tools(ctx: &Ctx, lang: &Lang) -> Result<String> {
    let mut versions = Vec::new();
    for words in [rust::LANG.version, lang.version] {
        let (program, rest) = (words[0], &words[1..]);
        let text = exec::quiet(ctx, cmd!(ctx.sh, "{program} {rest...}"))?;
        versions.push(text.lines().next().unwrap_or_default().to_owned());
    }
    versions.dedup();
    Ok(versions.join(", "))
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
    let counts = |lang: &Lang, case: &str| lang.hot_paths.cases.iter().any(|(known, _)| *known == case);
    paths.retain(|(language, case), _| table::LANGS.iter().any(|lang| lang.name == language && counts(lang, case)));
    paths.extend(counted.paths);
    let mut tools = stored.tools;
    tools.extend(counted.tools);
    Counts { reason, tools, paths }
}

impl Counts {
    fn tools_of(&self, lang: &Lang) -> BTreeMap<String, String> {
        self.tools.iter().filter(|(name, _)| *name == lang.name).map(|(name, tools)| (name.clone(), tools.clone())).collect()
    }

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
                    let (language, tools) = rest.split_once(' ').context("no tools after a language")?;
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
    fn valgrinds_count_is_found() {
        assert_eq!(instructions("==1== \n==1== I   refs:      1,234,567\n"), Some(1_234_567.0));
        assert_eq!(instructions("==1== I refs:        12\n"), Some(12.0));
        assert_eq!(instructions("==1== nothing\n"), None);
    }

    #[test]
    fn more_and_less_are_told_and_noise_is_not() {
        let stored = counts(100.0, "rustc 1");
        let told = |count, tools| complaints(&counts(count, tools), &stored).len();
        assert_eq!([told(104.0, "rustc 1"), told(96.0, "rustc 1"), told(102.0, "rustc 1"), told(200.0, "rustc 2")], [1, 1, 0, 0]);
        assert_eq!(complaints(&counts(1.0, "rustc 1"), &Counts { paths: BTreeMap::new(), ..counts(1.0, "rustc 1") }).len(), 1);
    }
}
