//! Every task of the project. `cargo xtask --help` lists them; `lang/table.rs` says what each language needs.

mod flags;
mod kit;
mod lang;
mod task;

use std::process::ExitCode;

fn main() -> ExitCode {
    let flags = flags::Xtask::from_env_or_exit();
    match kit::ctx::Ctx::new(flags.verbose).and_then(|ctx| task::run(&ctx, flags.subcommand)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{} {error:#}", kit::ui::Style::stderr().red("error:"));
            ExitCode::FAILURE
        }
    }
}
