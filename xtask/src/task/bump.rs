//! `bump`: another version, in all places that name it, and a new section in the list of changes.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::versions::{self, PLACES};
use anyhow::{Context, Result, ensure};
use xshell::cmd;

pub fn run(ctx: &Ctx, flags: flags::Bump) -> Result<()> {
    let (old, new) = (ctx.version(), flags.version.as_str());
    let wanted = versions::numbers(new).with_context(|| format!("{new:?} is not a version: three numbers between dots"))?;
    ensure!(versions::numbers(old) < Some(wanted), "{new} is not after {old}");
    let today = exec::quiet(ctx, cmd!(ctx.sh, "date --utc +%F"))?;
    for place in PLACES {
        let path = ctx.path(place.0);
        let text = ctx.sh.read_file(&path)?;
        let moved = if place.0 == "CHANGELOG.md" { opened(&text, old, new, today.trim()) } else { moved(&text, place, old, new) };
        ctx.sh.write_file(&path, moved.with_context(|| format!("{} does not say {:?}", place.0, versions::said(place, old)))?)?;
    }
    exec::quiet(ctx, cmd!(ctx.sh, "cargo update --quiet --workspace --offline"))?;
    // By another process, which is of the new version.
    exec::quiet(ctx, cmd!(ctx.sh, "cargo run --quiet --package xtask -- generate"))?;
    println!("{old} is {new} now; CHANGELOG.md has a section for it");
    Ok(())
}

fn moved(text: &str, place: &versions::Place, old: &str, new: &str) -> Option<String> {
    let (said, wanted) = (versions::said(place, old), versions::said(place, new));
    text.contains(&said).then(|| text.replacen(&said, &wanted, 1))
}

/// The section of the old version gets its day, and one for the new version stands before it.
fn opened(changelog: &str, old: &str, new: &str, today: &str) -> Option<String> {
    let at = changelog.find(&format!("## [{old}]"))?;
    let (before, section) = changelog.split_at(at);
    let dated = section.replacen("] - unreleased", &format!("] - {today}"), 1);
    Some(format!("{before}## [{new}] - unreleased\n\n{dated}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn every_place_moves_once() {
        let ctx = Ctx::new(false).expect("the repository is there");
        for place in PLACES.iter().filter(|place| place.0 != "CHANGELOG.md") {
            let text = fs::read_to_string(ctx.path(place.0)).expect("a file");
            let moved = moved(&text, place, ctx.version(), "99.0.0").unwrap_or_default();
            assert!(moved.contains(&versions::said(place, "99.0.0")), "{place:?}");
            assert_eq!(moved.matches("99.0.0").count(), 1, "{place:?}");
        }
    }

    #[test]
    fn the_list_of_changes_gets_a_section() {
        let opened = opened("# Changes\n\n## [0.1.0] - unreleased\nFirst.\n", "0.1.0", "0.2.0", "2030-01-02");
        assert_eq!(opened.unwrap(), "# Changes\n\n## [0.2.0] - unreleased\n\n## [0.1.0] - 2030-01-02\nFirst.\n");
    }
}
