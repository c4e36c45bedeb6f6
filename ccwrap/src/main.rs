//! The program: a tool by its name, or else the commands for those who set it up.

#![forbid(unsafe_code)]

use ccwrap::{cli, wrapper};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args_os();
    let name = words.next().unwrap_or_default();
    match wrapper::base(&name).as_str() {
        "ccwrap" => cli::run(words.collect()),
        _ => wrapper::run(&name, words.collect()),
    }
}
