//! The suite decides whether a fault is noticed.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A case failed, or the adapter died.
    Killed,
    /// It did not come to an end with a case.
    TimedOut,
    Survived,
    /// No case comes to where it is.
    NotAsked,
    /// Nothing can be built with it.
    Unviable,
}

pub struct Judge<'a> {
    /// `polyatom-conformance`, made from what is not broken.
    pub runner: &'a Path,
    /// Where it writes what it found.
    pub report: &'a Path,
}

/// What is asked, and so many programs at a time, for the runner takes longer to read the cases than one of them to answer: one test of each group
/// sees most faults; what they let pass, all have to.
const PARTS: [(usize, bool, &[&str]); 4] = [
    (48, true, &["--every", "1000000", "--eapi", "9", "--eapi", "none"]),
    (24, true, &["--eapi", "9", "--eapi", "none"]),
    (12, false, &["--eapi", "9", "--eapi", "none"]),
    (8, false, &[]),
];

/// The areas that see faults in a file first. All have to see what they let pass.
pub fn near(file: &str) -> &'static [&'static str] {
    const NEAR: [(&str, &[&str]); 5] = [
        ("core/src/atom/", &["atom"]),
        ("core/src/depspec/", &["depspec", "required_use", "src_uri"]),
        ("core/src/error/", &["error"]),
        ("core/src/version/", &["version", "requirement"]),
        ("repo/", &["config", "profile"]),
    ];
    // They begin with names and flags, and have no files, which take long.
    const OTHERS: &[&str] =
        &["cpv", "eapi", "iuse", "keywords", "package_name", "pattern", "requirement", "use_dep", "use_flags", "version"];
    NEAR.iter().find(|(place, _)| file.starts_with(place)).map_or(OTHERS, |(_, areas)| areas)
}

/// A directory in memory, if the system has one: cases have thousands of files.
const MEMORY: &str = "/dev/shm";

impl Judge<'_> {
    /// The faults that some case comes to. Nothing fails as long as none of them is alive.
    pub fn asked(&self, adapter: &Path, list: &Path) -> Result<HashSet<usize>> {
        std::fs::write(list, "")?;
        let mut command = self.command();
        command.arg(format!("--adapter=rust={}", adapter.display())).env("MUTANTS_ASKED", list);
        let output = command.output()?;
        ensure!(output.status.success(), "the suite fails where nothing is broken:\n{}", String::from_utf8_lossy(&output.stdout));
        Ok(std::fs::read_to_string(list)?.lines().map(str::parse).collect::<Result<_, _>>()?)
    }

    /// What becomes of faults that some areas are near to; `tell` hears of each.
    pub fn judge(
        &self,
        adapter: &Path,
        faults: &[usize],
        near: &[&str],
        mut tell: impl FnMut(usize, Verdict) -> Result<()>,
    ) -> Result<()> {
        let mut left = faults.to_vec();
        for (size, is_near, part) in PARTS {
            let areas = near.iter().filter(|_| is_near).flat_map(|area| ["--area", area]);
            let areas: Vec<_> = areas.chain(part.iter().copied()).collect();
            let mut survived = Vec::new();
            for some in left.chunks(size) {
                let verdicts = self.run(adapter, some, &areas)?;
                for &fault in some {
                    match verdicts.get(&fault) {
                        Some(Verdict::Survived) => survived.push(fault),
                        // It did not even start.
                        verdict => tell(fault, verdict.copied().unwrap_or(Verdict::Killed))?,
                    }
                }
            }
            left = survived;
        }
        left.into_iter().try_for_each(|fault| tell(fault, Verdict::Survived))
    }

    fn run(&self, adapter: &Path, faults: &[usize], part: &[&str]) -> Result<HashMap<usize, Verdict>> {
        let _ = std::fs::remove_file(self.report);
        let mut command = self.command();
        command.args(part).arg("--report").arg(self.report);
        command.args(faults.iter().map(|fault| format!("--adapter={fault}=env MUTANT={fault} {}", adapter.display())));
        let output = command.output()?;
        // If none starts there is no report.
        if output.status.code() == Some(2) && !self.report.exists() {
            return Ok(HashMap::new());
        }
        let text = std::fs::read_to_string(self.report).context("the runner's report")?;
        let lines = text.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
        let counts = lines.last().and_then(|footer| footer["counts"].as_object()).context("the report's end")?;
        let hung =
            |name: &str| lines.iter().any(|line| line["adapter"] == name && line["reason"].as_str().is_some_and(is_out_of_time));
        let verdicts = counts.iter().map(|(name, count)| {
            let is_noticed =
                ["failed", "unbound", "crashed", "partial"].iter().any(|kind| count[kind].as_u64().is_some_and(|n| n > 0));
            let verdict = match is_noticed {
                true if hung(name) => Verdict::TimedOut,
                true => Verdict::Killed,
                false => Verdict::Survived,
            };
            Ok((name.parse()?, verdict))
        });
        verdicts.collect()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.runner);
        command.args(["run", "--strict", "--fail-fast", "--memory", "1024", "--max-crashes", "1"]);
        if Path::new(MEMORY).is_dir() {
            command.env("TMPDIR", MEMORY);
        }
        command
    }
}

fn is_out_of_time(reason: &str) -> bool {
    reason.starts_with("no answer within")
}
