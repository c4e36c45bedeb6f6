//! Every task of the project. `cargo xtask --help` lists them; `langs.rs` says what each language needs.

mod apt;
mod bench;
mod build;
mod cargo;
mod ci;
mod conformance;
mod count;
mod cross;
mod ctx;
mod debian_rust;
mod demo;
mod doctor;
mod exec;
mod flags;
mod fuzz;
mod generate;
mod goproxy;
mod instructions;
mod lang;
mod langs;
mod leaks;
mod prelink;
mod sanitize;
mod test;
mod tidy;
mod tools;
mod ui;
mod valgrind;
mod variant;
mod venv;

use flags::XtaskCmd;
use std::process::ExitCode;

fn main() -> ExitCode {
    let flags = flags::Xtask::from_env_or_exit();
    match run(flags) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{} {error:#}", ui::Style::stderr().red("error:"));
            ExitCode::FAILURE
        }
    }
}

fn run(flags: flags::Xtask) -> anyhow::Result<()> {
    let ctx = &ctx::Ctx::new(flags.verbose)?;
    match flags.subcommand {
        XtaskCmd::Demo(flags) => demo::run(ctx, flags),
        XtaskCmd::Test(flags) => test::run(ctx, flags),
        XtaskCmd::Build(flags) => build::run(ctx, flags),
        XtaskCmd::Generate(flags) => generate::run(ctx, flags),
        XtaskCmd::Conformance(flags) => conformance::run(ctx, flags),
        XtaskCmd::Bench(flags) => bench::run(ctx, flags),
        XtaskCmd::Instructions(flags) => instructions::run(ctx, flags),
        XtaskCmd::Leaks(flags) => leaks::run(ctx, flags),
        XtaskCmd::Sanitize(flags) => sanitize::run(ctx, flags),
        XtaskCmd::Fuzz(flags) => fuzz::run(ctx, flags),
        XtaskCmd::Cross(flags) => cross::run(ctx, flags),
        XtaskCmd::Doctor(_) => doctor::run(ctx),
        XtaskCmd::Tidy(_) => tidy::run(ctx),
        XtaskCmd::Ci(_) => ci::run(ctx),
    }
}
