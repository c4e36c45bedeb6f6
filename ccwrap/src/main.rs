//! The program: a compiler by its name, or else the commands for those who set it up.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    match args.next().as_deref().and_then(|name| name.to_str()) {
        Some("answer") => match ccwrap::answer::serve(std::io::stdin().lock(), std::io::stdout().lock()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("ccwrap: {error}");
                ExitCode::from(ccwrap::error::STATUS)
            }
        },
        _ => ExitCode::from(ccwrap::error::STATUS),
    }
}
