//! The command line: what can be asked of the program, and who does it.

use std::fs::File;
use std::io::BufWriter;
use std::num::NonZero;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, Parser, Subcommand};

use crate::adapter::Settings;
use crate::check::{self, Suite};
use crate::corpus::{self, Case, Level, Test};
use crate::journal::Journal;
use crate::known::Known;
use crate::labels::{self, Labels};
use crate::op::Op;
use crate::patience::Limits;
use crate::report::{self, Report};
use crate::run::{self, AdapterCommand, AdapterResult, Run, Selection};
use crate::schema::{SCHEMAS, Schemas};
use crate::scratch::Scratch;
use crate::{canonical, data, known, leaks, protocol, quotes, show, starter};

/// After so many crashes in a row an adapter is taken for broken.
const MAX_CRASHES: usize = 20;

/// Conformance suite for Gentoo's package language: runs more than 6,000 tests against your implementation.
///
/// An adapter is a small program that reads requests and writes answers as lines of JSON; `new-adapter` prints one to start with.
#[derive(Parser)]
#[command(version, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the cases against one or more adapters, side by side.
    Run(RunArguments),
    /// Put a real repository's strings to adapters: each must read every one, and all must say the same as the first.
    Data(DataArguments),
    /// Put the cases to adapters again and again: neither may their living objects grow in number, nor their memory.
    Leaks(LeaksArguments),
    /// Show a few exchanges with an adapter, both sides, and check them against the schemas.
    Smoke {
        /// The command that starts the adapter.
        #[arg(long, value_name = "CMD")]
        adapter: AdapterCommand,
    },
    /// Tell what a case is about and where the specification says so.
    Explain {
        /// The id of a case, of one of its runs, or of a group.
        id: String,
        /// The directory of the specification's .tex files: shows what it says at the labels.
        #[arg(long, value_name = "DIR")]
        pms: Option<Utf8PathBuf>,
    },
    /// Write every run as a line of JSON, with all its fields: for test runners of other languages.
    Export(SelectionArguments),
    /// List the cases.
    List(SelectionArguments),
    /// Check the corpus itself: schema, ids, labels, formatting.
    Check {
        /// Check the suite in this directory instead of the one in this program.
        #[arg(long)]
        dir: Option<Utf8PathBuf>,
        /// Rewrite the case files in canonical form first.
        #[arg(long, requires = "dir")]
        write: bool,
        /// The directory of the specification's .tex files: what is quoted must stand there.
        #[arg(long, value_name = "DIR")]
        pms: Option<Utf8PathBuf>,
    },
    /// Extract the labels from the specification's LaTeX source, as `pms-labels.json`.
    Labels {
        /// The directory of the .tex files.
        dir: Utf8PathBuf,
    },
    /// Write the cases, the schemas and the description of the protocol to a directory.
    Copy {
        /// The directory; it is created if need be.
        dir: Utf8PathBuf,
    },
    /// Print an adapter to start with.
    NewAdapter {
        /// The language of the adapter.
        #[arg(long)]
        lang: starter::Language,
    },
}

#[derive(Args)]
struct SelectionArguments {
    /// Only this area (version, cpv, atom, depspec, ...); may be repeated, like the other filters.
    #[arg(long, value_name = "AREA")]
    area: Vec<String>,
    /// Only for this EAPI; `none` for runs in which none is asked for.
    #[arg(long, value_name = "EAPI")]
    eapi: Vec<String>,
    /// Only this operation.
    #[arg(long, value_name = "OP", value_parser = parse_op)]
    op: Vec<Op>,
    /// Only cases of this level.
    #[arg(long, value_name = "LEVEL", value_parser = parse_level)]
    level: Vec<Level>,
    /// Only this case, run or group, by id; `*` stands for any characters.
    #[arg(long, value_name = "ID")]
    case: Vec<String>,
    /// Not this case, run or group.
    #[arg(long, value_name = "ID")]
    skip: Vec<String>,
    /// Of each group the first test and every Nth after it: a part of the suite that stands for all of it.
    #[arg(long, value_name = "N")]
    every: Option<NonZero<usize>>,
}

#[derive(Args)]
struct RunArguments {
    /// The command that starts an adapter, with an optional name for the report.
    #[arg(long, value_name = "[NAME=]CMD", required = true)]
    adapter: Vec<AdapterCommand>,
    #[command(flatten)]
    selection: SelectionArguments,
    /// Write the results as JSON Lines.
    #[arg(long, value_name = "FILE.jsonl")]
    report: Option<Utf8PathBuf>,
    /// Write the results as JUnit XML.
    #[arg(long, value_name = "FILE.xml")]
    junit: Option<Utf8PathBuf>,
    /// Write the results as a page of HTML.
    #[arg(long, value_name = "FILE.html")]
    html: Option<Utf8PathBuf>,
    /// Write the results as tables in Markdown.
    #[arg(long, value_name = "FILE.md")]
    markdown: Option<Utf8PathBuf>,
    /// Write a badge that tells how many tests passed.
    #[arg(long, value_name = "FILE.svg")]
    badge: Option<Utf8PathBuf>,
    /// Processes of each adapter.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: u16,
    /// Keep answers in this file as they come; those that are in it are not asked for again.
    #[arg(long, value_name = "FILE.jsonl")]
    resume: Option<Utf8PathBuf>,
    /// After so many crashes in a row an adapter is asked no more.
    #[arg(long, value_name = "N", default_value_t = MAX_CRASHES)]
    max_crashes: usize,
    /// Ask nothing more after the first failure that fails the run.
    #[arg(long, conflicts_with = "known")]
    fail_fast: bool,
    /// Seconds that an adapter may take for one case.
    #[arg(long, value_name = "S", default_value = "1", value_parser = parse_seconds)]
    timeout: Duration,
    /// Memory that an adapter and what it starts may hold.
    #[arg(long, value_name = "MIB", default_value_t = Limits::MEMORY >> 20, value_parser = clap::value_parser!(u64).range(1..1 << 40))]
    memory: u64,
    /// Check every message of both sides against the schemas.
    #[arg(long)]
    validate: bool,
    /// Demand every field of every answer, and pass no failure of any level but `may`.
    #[arg(long)]
    strict: bool,
    /// Fail unless all adapters give the very answers of the first, where the cases leave a choice and in messages, too.
    #[arg(long)]
    same: bool,
    /// Failures that adapter NAME is known to have; anything else than exactly these fails the run.
    #[arg(long, value_name = "known-NAME.toml")]
    known: Vec<Utf8PathBuf>,
    /// Write the failures of this run to the file of `--known`.
    #[arg(long, requires = "known")]
    accept: bool,
    /// Show every failure and disagreement, not just the first ones.
    #[arg(long)]
    all: bool,
}

#[derive(Args)]
struct DataArguments {
    /// The directory of depspecs.jsonl.gz, atoms.txt.gz and versions.txt.gz; what is not there is skipped.
    #[arg(long, value_name = "DIR")]
    data: Utf8PathBuf,
    /// The command that starts an adapter, with an optional name for the report; may be repeated.
    #[arg(long, value_name = "[NAME=]CMD", required = true)]
    adapter: Vec<AdapterCommand>,
    /// Seconds that an adapter may take for one question.
    #[arg(long, value_name = "S", default_value = "5", value_parser = parse_seconds)]
    timeout: Duration,
    /// Check every message of both sides against the schemas.
    #[arg(long)]
    validate: bool,
    /// Show every finding, not just the first ones.
    #[arg(long)]
    all: bool,
}

#[derive(Args)]
struct LeaksArguments {
    /// The command that starts an adapter, with an optional name for the report; may be repeated.
    #[arg(long, value_name = "[NAME=]CMD", required = true)]
    adapter: Vec<AdapterCommand>,
    #[command(flatten)]
    selection: SelectionArguments,
    /// Rounds that count for nothing.
    #[arg(long, value_name = "N", default_value_t = 3)]
    warm_up: usize,
    /// Rounds that count.
    #[arg(long, value_name = "N", default_value_t = 10)]
    rounds: usize,
    /// Seconds that an adapter may take for one case.
    #[arg(long, value_name = "S", default_value = "10", value_parser = parse_seconds)]
    timeout: Duration,
}

impl Cli {
    pub fn dispatch(self) -> Result<ExitCode> {
        match self.command {
            Command::Run(arguments) => return arguments.run(),
            Command::Data(arguments) => return arguments.run(),
            Command::Leaks(arguments) => return arguments.run(),
            Command::Smoke { adapter } => {
                let settings = Settings {
                    limits: Limits::time(Duration::from_secs(1)),
                    schemas: Some(&Schemas::load()?),
                    max_crashes: MAX_CRASHES,
                };
                let good = show::smoke(&adapter.command, &corpus::cases(&corpus::embedded())?, &settings)?;
                return Ok(ExitCode::from(u8::from(!good)));
            }
            Command::Explain { id, pms } => {
                show::explain(&corpus::cases(&corpus::embedded())?, &Labels::embedded()?, &id, pms.as_deref())?;
            }
            Command::Export(arguments) => show::export(&corpus::cases(&corpus::embedded())?, &arguments.selection())?,
            Command::List(arguments) => show::list(&corpus::cases(&corpus::embedded())?, &arguments.selection()),
            Command::Check { dir, write, pms } => return check_command(dir.as_deref(), write, pms.as_deref()),
            Command::Labels { dir } => print!("{}", labels::extract(dir.as_std_path())?.to_text()?),
            Command::Copy { dir } => copy(&dir)?,
            Command::NewAdapter { lang } => print!("{}", lang.starter()),
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl SelectionArguments {
    fn selection(self) -> Selection {
        Selection {
            areas: self.area,
            eapis: self.eapi,
            ops: self.op,
            levels: self.level,
            ids: self.case,
            skip: self.skip,
            every: self.every,
        }
    }
}

impl DataArguments {
    fn run(self) -> Result<ExitCode> {
        let schemas = self.validate.then(Schemas::load).transpose()?;
        let settings = Settings { limits: Limits::time(self.timeout), schemas: schemas.as_ref(), max_crashes: MAX_CRASHES };
        let good = data::check(&self.data, &self.adapter, &settings, self.all)?;
        Ok(ExitCode::from(u8::from(!good)))
    }
}

impl LeaksArguments {
    fn run(self) -> Result<ExitCode> {
        let cases = corpus::cases(&corpus::embedded())?;
        let runs = self.selection.selection().runs(&cases);
        let plan = leaks::Plan { warm_up: self.warm_up, rounds: self.rounds };
        let good = leaks::check(&self.adapter, &runs, self.timeout, plan)?;
        Ok(ExitCode::from(u8::from(!good)))
    }
}

impl RunArguments {
    fn run(self) -> Result<ExitCode> {
        let cases = corpus::cases(&corpus::embedded())?;
        let runs = self.selection.selection().runs(&cases);
        if runs.is_empty() {
            bail!("no case is selected");
        }
        let schemas = self.validate.then(Schemas::load).transpose()?;
        let limits = Limits { time: self.timeout, memory: self.memory << 20 };
        let settings = Settings { limits, schemas: schemas.as_ref(), max_crashes: self.max_crashes };
        let journal = self.resume.as_deref().map(Journal::open).transpose()?;
        let known = self.known.iter().map(|path| read_known(path, &cases)).collect::<Result<Vec<_>>>()?;
        let scratch = &Scratch::new(runs.iter().map(|run| run.case))?;
        let plan = run::Plan {
            settings: &settings,
            jobs: usize::from(self.jobs),
            scratch,
            journal: journal.as_ref(),
            fail_fast: self.fail_fast,
            strict: self.strict,
        };
        let mut results = run::run_all(&self.adapter, &runs, &plan)?;
        for (path, known) in self.known.iter().zip(known) {
            apply_known(path, known, &mut results, &runs, self.accept)?;
        }
        let report = Report::new(&results, &runs, self.strict);
        if let Some(path) = &self.report {
            report::jsonl::write(&report, create(path)?)?;
        }
        if let Some(path) = &self.junit {
            report::junit::write(&report, create(path)?)?;
        }
        if let Some(path) = &self.html {
            report::html::write(&report, create(path)?)?;
        }
        if let Some(path) = &self.markdown {
            report::markdown::write(&report, create(path)?)?;
        }
        if let Some(path) = &self.badge {
            report::badge::write(&report, create(path)?)?;
        }
        report::terminal::print(&report, self.all);
        let same = !self.same || run::print_differences(&results, &runs) == 0;
        Ok(ExitCode::from(u8::from(report.is_fatal() || !same)))
    }
}

fn read_known(path: &Utf8Path, cases: &[Case]) -> Result<Known> {
    known::adapter_of(path)?;
    let known = known::read(path)?;
    known.check(cases).with_context(|| path.to_string())?;
    Ok(known)
}

fn apply_known(path: &Utf8Path, mut known: Known, results: &mut [AdapterResult], runs: &[Run<'_>], accept: bool) -> Result<()> {
    let name = known::adapter_of(path)?;
    let result = results.iter_mut().find(|result| result.name == name);
    let result = result.with_context(|| format!("{path}: no adapter of this run is called `{name}`"))?;
    if accept {
        known = Known::of(result, runs, &known);
        known::write(path, &known)?;
    }
    known.mark(result, runs);
    Ok(())
}

fn check_command(dir: Option<&Utf8Path>, write: bool, pms: Option<&Utf8Path>) -> Result<ExitCode> {
    let suite = match dir {
        Some(dir) => {
            if write {
                check::rewrite(dir.as_std_path())?;
            }
            Suite::read(dir.as_std_path())?
        }
        None => Suite::embedded()?,
    };
    let mut problems = suite.problems()?;
    if let Some(specification) = pms {
        problems.extend(suite.quotes.not_in(specification.as_std_path())?);
    }
    for problem in &problems {
        anstream::println!("{problem}");
    }
    if problems.is_empty() {
        let cases = corpus::cases(&suite.sources)?;
        let runs: usize = cases.iter().map(|case| case.eapis.len()).sum();
        anstream::println!("{} cases, {runs} runs, no problems", cases.len());
    }
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}

fn copy(dir: &Utf8Path) -> Result<()> {
    let schemas = dir.join("schema");
    std::fs::create_dir_all(&schemas).with_context(|| schemas.to_string())?;
    SCHEMAS.extract(&schemas).with_context(|| schemas.to_string())?;
    for source in corpus::embedded() {
        let path = dir.join("cases").join(&source.path);
        let mut file = corpus::parse(&source)?;
        for group in &mut file.groups {
            group.tests = std::mem::take(&mut group.tests).into_iter().map(Test::expanded).collect();
        }
        std::fs::create_dir_all(path.parent().unwrap_or(dir)).with_context(|| path.to_string())?;
        std::fs::write(&path, canonical::format(&file)?).with_context(|| path.to_string())?;
    }
    let lists = [
        ("CHANGES.md", include_str!("../CHANGES.md")),
        ("pms-labels.json", include_str!("../pms-labels.json")),
        (quotes::FILE, quotes::TEXT),
    ];
    for (name, text) in protocol::DESCRIPTION.into_iter().chain(lists).chain(check::LISTS) {
        std::fs::write(dir.join(name), text).with_context(|| name.to_owned())?;
    }
    Ok(())
}

fn create(path: &Utf8Path) -> Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path).with_context(|| path.to_string())?))
}

impl std::str::FromStr for AdapterCommand {
    type Err = std::convert::Infallible;

    /// `NAME=CMD`, or a command alone.
    fn from_str(text: &str) -> Result<AdapterCommand, Self::Err> {
        let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        Ok(match text.split_once('=') {
            Some((name, command)) if is_name(name) => AdapterCommand { name: Some(name.to_owned()), command: command.to_owned() },
            _ => AdapterCommand { name: None, command: text.to_owned() },
        })
    }
}

fn parse_op(text: &str) -> Result<Op, String> {
    let names: Vec<_> = Op::ALL.iter().map(|op| op.as_str()).collect();
    Op::parse(text).ok_or_else(|| format!("the operations are {}", names.join(", ")))
}

fn parse_level(text: &str) -> Result<Level, String> {
    let names: Vec<_> = Level::ALL.iter().map(|level| level.as_str()).collect();
    let found = Level::ALL.iter().find(|level| level.as_str() == text);
    found.copied().ok_or_else(|| format!("the levels are {}", names.join(", ")))
}

fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number")?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn adapters_may_have_names() {
        let parse = |text: &str| text.parse::<AdapterCommand>().unwrap();
        let named = AdapterCommand { name: Some("rust".into()), command: "./a --x=1".into() };
        assert_eq!(parse("rust=./a --x=1"), named);
        assert_eq!(parse("./a --x=1").name, None);
        assert_eq!(parse("./a --x=1").command, "./a --x=1");
    }
}
