//! Every task of the project. `cargo xtask --help` lists them; `lang/table.rs` says what each language needs.

/// Prints a line. In this crate it stands for the standard library's, which panics where nobody reads on, as in `… | head`.
macro_rules! println {
    () => { $crate::kit::ui::print(format_args!("\n")) };
    ($format:literal $($arguments:tt)*) => { $crate::kit::ui::print(format_args!("{}\n", format_args!($format $($arguments)*))) };
}

/// The same without the end of a line.
macro_rules! print {
    ($($arguments:tt)*) => { $crate::kit::ui::print(format_args!($($arguments)*)) };
}

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
