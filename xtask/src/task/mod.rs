//! The commands, one file or folder each. They know the languages by the table alone, and use what is in the kit.

mod abi;
mod bench;
mod build;
mod bump;
mod ci;
mod columns;
mod command_line;
mod conformance;
mod cross;
mod data;
mod demo;
mod docs;
mod doctor;
mod fuzz;
mod generate;
mod install;
mod instructions;
mod leaks;
mod mutants;
mod others;
mod page;
mod release;
mod sanitize;
mod test;
mod tidy;
mod whole;
mod wrapper;

use crate::flags::XtaskCmd;
use crate::kit::ctx::Ctx;
use anyhow::Result;

pub fn run(ctx: &Ctx, command: XtaskCmd) -> Result<()> {
    match command {
        XtaskCmd::Docs(flags) => docs::run(ctx, flags),
        XtaskCmd::Demo(flags) => demo::run(ctx, flags),
        XtaskCmd::Test(flags) => test::run(ctx, flags),
        XtaskCmd::Build(flags) => build::run(ctx, flags),
        XtaskCmd::Abi(flags) => abi::run(ctx, flags),
        XtaskCmd::Install(flags) => install::run(ctx, flags),
        XtaskCmd::Bump(flags) => bump::run(ctx, flags),
        XtaskCmd::Generate(flags) => generate::run(ctx, flags),
        XtaskCmd::Conformance(flags) if flags.page => page::run(ctx),
        XtaskCmd::Conformance(flags) if flags.others => others::run(ctx),
        XtaskCmd::Conformance(flags) => conformance::run(ctx, flags),
        XtaskCmd::Columns(_) => columns::run(ctx),
        XtaskCmd::Mutants(flags) => mutants::run(ctx, flags),
        XtaskCmd::Bench(flags) => bench::run(ctx, flags),
        XtaskCmd::Instructions(flags) => instructions::run(ctx, flags),
        XtaskCmd::Leaks(flags) => leaks::run(ctx, flags),
        XtaskCmd::Release(flags) => release::run(ctx, flags),
        XtaskCmd::Sanitize(flags) => sanitize::run(ctx, flags),
        XtaskCmd::Fuzz(flags) => fuzz::run(ctx, flags),
        XtaskCmd::Cross(flags) => cross::run(ctx, flags),
        XtaskCmd::Data(flags) => data::run(ctx, flags),
        XtaskCmd::Doctor(_) => doctor::run(ctx),
        XtaskCmd::Wrapper(_) => wrapper::run(ctx),
        XtaskCmd::Tidy(_) => tidy::run(ctx),
        XtaskCmd::Ci(_) => ci::run(ctx),
    }
}
