//! The code in a binding's README, which is run as it stands there.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::report::Report;
use anyhow::{Result, ensure};
use xshell::Cmd;

/// A block of code.
pub struct Block {
    /// The code.
    pub code: String,
    /// What the README says that it prints: the block without a language that follows the word.
    pub prints: Option<String>,
}

/// The blocks of a language in the README of a binding. There is at least one.
pub fn blocks(ctx: &Ctx, binding: &str, language: &str) -> Result<Vec<Block>> {
    let text = ctx.sh.read_file(format!("bindings/{binding}/README.md"))?;
    let mut blocks: Vec<Block> = vec![];
    // What stands outside of fences and what stands inside take turns.
    let mut parts = text.split("\n```");
    let mut before = parts.next().unwrap_or_default();
    while let Some(inside) = parts.next() {
        let (mark, code) = inside.split_once('\n').unwrap_or((inside, ""));
        match (mark, blocks.last_mut()) {
            (mark, _) if mark == language => blocks.push(Block { code: format!("{code}\n"), prints: None }),
            ("", Some(last)) if before.ends_with("prints") && last.prints.is_none() => last.prints = Some(format!("{code}\n")),
            _ => {}
        }
        before = parts.next().unwrap_or_default();
    }
    ensure!(!blocks.is_empty(), "bindings/{binding}/README.md has no code of {language}");
    Ok(blocks)
}

/// Runs a program of a README, which prints what stands there. Counts as one test.
pub fn run(ctx: &Ctx, program: Cmd<'_>, block: &Block) -> Result<Report> {
    let (printed, expected) = (exec::quiet(ctx, program)?, block.prints.as_deref().unwrap_or_default());
    ensure!(printed == expected, "printed:\n{printed}instead of what the README says:\n{expected}");
    Ok(Report::passed())
}
