//! Everything of every package of real repositories, read in each language: all must come to the same sums, part by part.
//!
//! What there is to read is listed in `conformance/adapters/fields.txt`, which is written from the interface.

use crate::kit::ctx::Ctx;
use crate::kit::report::Report;
use crate::kit::variant::Variant;
use crate::kit::{data, exec};
use crate::lang::Lang;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use xshell::cmd;

/// The archives of the data, and the repository in each.
const REPOSITORIES: [(&str, &str); 2] = [("big", "big"), ("gentoo-2026-08", "gentoo")];

pub fn check(ctx: &Ctx, chosen: &[&Lang]) -> Result<Report> {
    let mut told = String::new();
    for (archive, name) in REPOSITORIES {
        let Some(place) = data::unpacked(ctx, archive)? else { return Ok(data::without(archive)) };
        told += &alike(ctx, chosen, &place.join(name)).with_context(|| format!("reading {name}"))?;
    }
    Ok(Report { told, ..Report::passed() })
}

/// What all languages say of a repository.
fn alike(ctx: &Ctx, chosen: &[&Lang], repository: &Path) -> Result<String> {
    let mut sums: Option<(&str, String)> = None;
    for lang in chosen {
        let started = (lang.adapter)(ctx, &Variant::development(ctx))?;
        let fields = ctx.path("conformance/adapters/fields.txt");
        let mut words = started.words.split_whitespace();
        let program = words.next().context("an adapter without a program")?;
        let command = cmd!(ctx.sh, "{program} {words...} --whole {repository} {fields}").envs(started.env);
        let found = exec::quiet(ctx, command)?;
        let (first, expected) = sums.get_or_insert_with(|| (lang.name, found.clone()));
        ensure!(found == *expected, "{} and {first} differ:\n{}", lang.name, differences(expected, &found));
    }
    Ok(sums.map_or_else(String::new, |(_, sums)| sums))
}

fn differences(expected: &str, found: &str) -> String {
    let mut lines = String::new();
    for (line, other) in expected.lines().zip(found.lines()).filter(|(line, other)| line != other) {
        lines += &format!("  {other}, not {line}\n");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn a_part_that_differs_is_named() {
        assert_eq!(differences("a 1 0\nb 1 1\n", "a 1 0\nb 1 2\n"), "  b 1 2, not b 1 1\n");
    }
}
