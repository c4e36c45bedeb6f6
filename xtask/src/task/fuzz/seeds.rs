//! What the fuzzer starts from: the texts of the conformance suite, a file of each format, and of real data where there is any.

use crate::kit::ctx::Ctx;
use crate::kit::{data, exec};
use anyhow::Result;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use xshell::cmd;

/// More of the real data is like what is there already.
const REAL: usize = 500;

/// Writes each text into a file.
pub fn write(ctx: &Ctx, dir: &Path) -> Result<()> {
    let mut seeds = BTreeSet::new();
    for area in ctx.sh.read_dir(ctx.path("conformance/cases"))?.iter().filter(|path| path.is_dir()) {
        for file in ctx.sh.read_dir(area)? {
            ctx.sh.read_file(file)?.lines().for_each(|line| seeds.extend(of_case(line)));
        }
    }
    for file in ctx.sh.read_dir(ctx.path("fuzz/seeds"))? {
        seeds.insert(ctx.sh.read_file(file)?);
    }
    seeds.extend(real(ctx)?);
    let mut seeds: BTreeSet<Vec<u8>> = seeds.into_iter().map(String::into_bytes).collect();
    seeds.extend(ctx.sh.read_file(ctx.path("fuzz/seeds/archives.hex"))?.lines().map(bytes));
    ctx.sh.remove_path(dir)?;
    ctx.sh.create_dir(dir)?;
    for (index, seed) in seeds.iter().enumerate() {
        fs::write(dir.join(format!("{index}")), seed)?;
    }
    Ok(())
}

/// Bytes that are no text, from hexadecimal digits.
fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes().chunks(2).filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// The texts that a case asks about, each alone, and all of them as lines.
fn of_case(line: &str) -> Vec<String> {
    let asked = line.split_once("\"in\":").and_then(|(_, rest)| rest.split_once(",\"out\":"));
    let mut texts = asked.map_or(vec![], |(asked, _)| strings(asked));
    texts.push(texts.join("\n"));
    texts
}

/// The strings in a text of JSON, without the names of fields. Escapes stay as they are: seeds need not be exact.
fn strings(json: &str) -> Vec<String> {
    let mut pieces = json.split('"').skip(1).peekable();
    let mut found = vec![];
    while let Some(text) = pieces.next() {
        let behind = pieces.next().unwrap_or_default();
        if !behind.starts_with(':') {
            found.push(text.replace("\\n", "\n").replace("\\t", "\t"));
        }
    }
    found
}

/// A sample, evenly over each file.
fn real(ctx: &Ctx) -> Result<Vec<String>> {
    let mut seeds = vec![];
    for name in [data::ATOMS, data::VERSIONS, data::SPECIFICATIONS] {
        let Some(file) = ctx.data.as_ref().map(|data| data.join(name)) else { continue };
        let text = exec::quiet(ctx, cmd!(ctx.sh, "gzip -dc {file}"))?;
        let step = (text.lines().count() / REAL).max(1);
        let sample = text.lines().step_by(step);
        seeds.extend(sample.flat_map(|line| if name == data::SPECIFICATIONS { strings(line) } else { vec![line.to_owned()] }));
    }
    Ok(seeds)
}
