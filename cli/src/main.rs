//! `polyatom`, the command line. Each command is a line or two over the library, for each text that it is given.

#![forbid(unsafe_code)]

mod answer;
mod command;
mod help;
mod input;
mod json;
mod output;
mod progress;
mod sources;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser};
use output::Output;
use std::process::ExitCode;

/// Gentoo's packages: versions, atoms, dependency specifications, repositories and systems, by the Package Manager Specification.
///
/// Texts are arguments or, without any, lines of standard input. A text that is not valid costs that text: it is told on standard error
/// with its place, and the others are answered.
///
/// Exit codes: 0 for yes, 1 for no, 2 for input or usage that is not valid.
#[derive(Parser)]
#[command(name = "polyatom", version, max_term_width = 100)]
pub struct Arguments {
    /// When to use colors. NO_COLOR in the environment is respected.
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
    #[command(subcommand)]
    command: command::Command,
}

fn main() -> ExitCode {
    // What has to be said about the program is put together only when it is wanted, or something is wrong.
    let matches = Arguments::command().try_get_matches().unwrap_or_else(|_| help::command().get_matches());
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let mut output = Output::new(arguments.color);
    let answer = arguments.command.run(&mut output);
    output.finish(answer)
}
