//! The conformance suite for Gentoo's package language: the cases, and the runner that puts them to any implementation.

mod adapter;
mod canonical;
mod check;
mod cli;
mod corpus;
mod data;
mod eapis;
mod expand;
mod journal;
mod judge;
mod known;
mod labels;
mod latex;
mod leaks;
mod op;
mod patience;
mod process;
mod progress;
mod protocol;
mod quotes;
mod report;
mod run;
mod schema;
mod scratch;
mod show;
mod starter;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::parse().dispatch() {
        Ok(code) => code,
        Err(error) => {
            anstream::eprintln!("polyatom-conformance: {error:#}");
            ExitCode::from(2)
        }
    }
}
