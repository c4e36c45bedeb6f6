//! Breaks the project in every way that cargo-mutants knows, and asks the conformance suite alone whether anybody would notice.
//!
//! A fault that no case notices is a hole in the corpus, or it stands in `explained.toml` with the reason why none can. Most faults are built
//! into one program, which is told when it starts which of them is alive. What cannot be switched (constant functions, fields) is built alone.

mod explained;
mod judge;
mod list;
mod switch;
mod tree;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use explained::Explained;
use judge::{Judge, Verdict};
use list::Mutant;
use tree::Tree;

const USAGE: &str = "polyatom-mutants ROOT RUNNER SCRATCH [TEXT]: TEXT is a part of the faults' names";

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (root, runner, scratch, only) = match &arguments[..] {
        [root, runner, scratch] => (root, runner, scratch, None),
        [root, runner, scratch, only] => (root, runner, scratch, Some(only.as_str())),
        _ => bail!("{USAGE}"),
    };
    let (root, scratch) = (Path::new(root), Path::new(scratch));
    let mut mutants = list::of(root)?;
    // What is explained of the rest of a file may not be looked at.
    let files = if only.is_none() { mutants.iter().map(|mutant| mutant.file.clone()).collect() } else { BTreeSet::new() };
    mutants.retain(|mutant| only.is_none_or(|only| mutant.name.contains(only)));
    let verdicts =
        verdicts(root, &mutants, &Judge { runner: Path::new(runner), report: &scratch.join("report.jsonl") }, scratch)?;
    report(root, &mutants, &verdicts, &files)
}

/// What becomes of each fault, in their order.
fn verdicts(root: &Path, mutants: &[Mutant], judge: &Judge<'_>, scratch: &Path) -> Result<Vec<Verdict>> {
    eprintln!("{} faults", mutants.len());
    let broken = mutants.iter().map(|mutant| mutant.file.as_str()).collect();
    let tree = Tree::copy(root, scratch.join("switched"), &broken)?;
    let (switched, refused) = tree.switch(mutants)?;
    let adapter = tree.adapter()?;
    let asked = judge.asked(&adapter, &scratch.join("asked.txt"))?;
    let mut found = Found::new(mutants, &scratch.join("verdicts.txt"), refused.mark)?;
    refused.certain.iter().try_for_each(|&number| found.add(number, Verdict::Unviable))?;
    switched.difference(&asked).try_for_each(|&number| found.add(number, Verdict::NotAsked))?;
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for &number in switched.intersection(&asked).filter(|number| !found.verdicts.contains_key(number)) {
        groups.entry(judge::near(&mutants[number].file)).or_default().push(number);
    }
    for (near, mut faults) in groups {
        faults.sort_unstable();
        judge.judge(&adapter, &faults, near, |number, verdict| found.add(number, verdict))?;
    }
    let alone: Vec<usize> = (0..mutants.len()).filter(|number| !found.verdicts.contains_key(number)).collect();
    eprintln!("{} of them are built alone", alone.len());
    let tree = Tree::copy(root, scratch.join("alone"), &HashSet::new())?;
    let adapter = if alone.is_empty() { PathBuf::new() } else { tree.adapter()? };
    for number in alone {
        let mutant = &mutants[number];
        if tree.alone(&mutant.file, Some(mutant))? {
            judge.judge(&adapter, &[number], judge::near(&mutant.file), |number, verdict| found.add(number, verdict))?;
        } else {
            found.add(number, Verdict::Unviable)?;
        }
        tree.alone(&mutant.file, None)?;
    }
    (0..mutants.len()).map(|number| found.verdicts.get(&number).copied().context("every fault is judged")).collect()
}

/// The verdicts so far.
struct Found<'a> {
    mutants: &'a [Mutant],
    verdicts: HashMap<usize, Verdict>,
    log: File,
}

impl<'a> Found<'a> {
    /// Begins with what was noticed before, if nothing has changed since: more cases notice no less.
    fn new(mutants: &'a [Mutant], path: &Path, mark: u64) -> Result<Found<'a>> {
        let old = std::fs::read_to_string(path).unwrap_or_default();
        let old: HashSet<&str> = old.strip_prefix(&format!("{mark}\n")).map(str::lines).into_iter().flatten().collect();
        let mut found = Found { mutants, verdicts: HashMap::new(), log: File::create(path)? };
        writeln!(found.log, "{mark}")?;
        for (number, mutant) in mutants.iter().enumerate() {
            for verdict in [Verdict::Killed, Verdict::TimedOut, Verdict::Unviable] {
                if old.contains(format!("{verdict:?}\t{}", mutant.name).as_str()) {
                    found.add(number, verdict)?;
                }
            }
        }
        Ok(found)
    }

    fn add(&mut self, number: usize, verdict: Verdict) -> Result<()> {
        if self.verdicts.insert(number, verdict).is_some() {
            return Ok(());
        }
        let (done, all, name) = (self.verdicts.len(), self.mutants.len(), &self.mutants[number].name);
        writeln!(self.log, "{verdict:?}\t{name}")?;
        if verdict == Verdict::Survived {
            eprintln!("{done} of {all}: survived: {name}");
        } else if done % 100 == 0 {
            eprintln!("{done} of {all}");
        }
        Ok(())
    }
}

fn report(root: &Path, mutants: &[Mutant], verdicts: &[Verdict], files: &BTreeSet<String>) -> Result<ExitCode> {
    let mut explained = Explained::read(&root.join("conformance/mutants/explained.toml"))?;
    let survived = mutants.iter().zip(verdicts).filter(|(_, verdict)| matches!(verdict, Verdict::Survived | Verdict::NotAsked));
    let (known, open): (Vec<_>, Vec<_>) = survived.partition(|(mutant, _)| explained.has(mutant));
    for (mutant, verdict) in &open {
        println!("{}: {}", if **verdict == Verdict::NotAsked { "no case comes here" } else { "no case notices" }, mutant.key);
    }
    let stale = explained.stale(&files.iter().map(String::as_str).collect());
    for key in &stale {
        println!("explained, but noticed or not there any more: {key}");
    }
    let count = |wanted| verdicts.iter().filter(|verdict| **verdict == wanted).count();
    println!(
        "{} faults: {} killed, {} timed out, {} cannot be built, {} explained, {} noticed by no case",
        mutants.len(),
        count(Verdict::Killed),
        count(Verdict::TimedOut),
        count(Verdict::Unviable),
        known.len(),
        open.len(),
    );
    Ok(ExitCode::from(u8::from(!open.is_empty() || !stale.is_empty())))
}
