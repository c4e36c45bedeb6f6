//! Times contestants side by side and shows the ratios. `README.md` says what a contestant is and what the cases are.

mod cases;
mod chart;
mod charts;
mod contestant;
mod data;
mod figures;
mod kept;
mod page;
mod report;
mod rounds;
mod table;
mod targets;

use anyhow::{Result, bail};
use camino::Utf8PathBuf;
use clap::{Parser, Subcommand};
use contestant::{Contestant, Entry};
use report::Report;

/// Times contestants side by side.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prepare the data of a real repository for the contestants.
    Data {
        /// Where its cache is: a directory with `md5-cache.tar.gz` in it, perhaps after other words.
        from: Utf8PathBuf,
        /// Where the prepared files go.
        to: Utf8PathBuf,
    },
    /// Run the cases.
    Run(Run),
}

#[derive(clap::Args)]
struct Run {
    /// A contestant: LANGUAGE:NAME=COMMAND WITH ARGUMENTS.
    #[arg(long = "contestant", value_parser = contestant::parse)]
    entries: Vec<Entry>,
    /// A contestant that could not be had: LANGUAGE:NAME=REASON.
    #[arg(long = "absent", value_parser = contestant::parse)]
    absent: Vec<Entry>,
    /// Only cases whose name contains this.
    #[arg(long)]
    case: Option<String>,
    /// How often each contestant does each case.
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Once, small: does everything run?
    #[arg(long)]
    quick: bool,
    /// Write all figures here.
    #[arg(long)]
    json: Option<Utf8PathBuf>,
    /// Write the charts and the page's figures of these cases into this directory.
    #[arg(long)]
    charts: Option<Utf8PathBuf>,
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Data { from, to } => data::prepare(&from, &to),
        Command::Run(run) => run.run(),
    }
}

impl Run {
    fn run(&self) -> Result<()> {
        let mut contestants: Vec<Contestant> = self.entries.iter().map(Contestant::start).collect::<Result<_>>()?;
        let mut cases = cases::containing(self.case.as_deref());
        let inputs = std::env::var_os("POLYATOM_BENCH_INPUTS").map(std::path::PathBuf::from);
        if inputs.is_none() {
            eprintln!("SKIPPED: the jobs on real data, for POLYATOM_BENCH_INPUTS names none");
            cases.retain(|case| !case.id.starts_with("job."));
        }
        if !inputs.is_some_and(|inputs| inputs.join("big").is_dir()) {
            eprintln!("SKIPPED: whole repositories, for there is no repos/big.tar.xz in the real data");
            cases.retain(|case| !["repo.", "config."].iter().any(|area| case.id.starts_with(area)));
        }
        let plan = if self.quick { rounds::Plan::quick() } else { rounds::Plan::full(self.rounds) };
        let results = rounds::run_all(&mut contestants, &cases, plan)?;
        let growth = if self.quick { Vec::new() } else { rounds::growth(&mut contestants, &cases)? };
        let report = Report::new(&contestants, &self.absent, results, growth);
        print!("{}", table::show(&report));
        if let Some(path) = &self.json {
            std::fs::write(path, report.to_json()?)?;
        }
        if let Some(dir) = &self.charts {
            charts::draw_all(&report, dir)?;
            page::write(&report, dir)?;
        }
        let errors = report.errors();
        if !errors.is_empty() {
            bail!("some cases could not be done:\n  {}", errors.join("\n  "));
        }
        Ok(())
    }
}
