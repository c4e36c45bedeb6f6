//! `ci`: what `.ci/run` relies on, for a local run: the state of the tools, then every test.

use crate::flags;
use crate::kit::apt;
use crate::kit::ctx::Ctx;
use crate::lang::table;
use crate::task::{doctor, test};
use anyhow::Result;

pub fn run(ctx: &Ctx) -> Result<()> {
    let tools: Vec<&str> = table::LANGS.iter().flat_map(|lang| lang.tools.iter().chain(lang.test_tools)).copied().collect();
    apt::ensure(ctx, &tools)?;
    doctor::run(ctx)?;
    println!();
    test::run(ctx, flags::Test { filter: None, only: None })
}
