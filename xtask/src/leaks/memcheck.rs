//! Once under valgrind: no memory that we took is lost, and none is touched that is not ours.

use super::Found;
use super::builds::Build;
use crate::ctx::Ctx;
use crate::{exec, valgrind};
use anyhow::{Context, Result};
use std::fs;
use xshell::cmd;

/// Seconds for one case: valgrind makes everything some fifty times slower.
const PATIENCE: &str = "100";

/// Puts the cases of every EAPI, or of the latest, to an adapter under valgrind. Its answers must be right, too.
pub fn look(ctx: &Ctx, build: Build, name: &str, command: &str, reduced: bool) -> Result<Found> {
    let report = build.place(ctx).join(format!("{name}.xml"));
    ctx.sh.remove_path(&report)?;
    let program = ctx.debug("polyatom-conformance");
    let adapter = format!("{name}={} {command}", valgrind::memcheck(&report.display().to_string()));
    let part: &[&str] = if reduced { &["--eapi", "9"] } else { &[] };
    let run = cmd!(ctx.sh, "{program} run --timeout {PATIENCE} --adapter {adapter}").args(part);
    exec::quiet(ctx, build.environment(ctx, run))?;
    let report = fs::read(&report).with_context(|| format!("valgrind wrote no report on {name}"))?;
    let all = valgrind::findings(&String::from_utf8_lossy(&report))?;
    let ours: Vec<_> = all.iter().filter(|finding| finding.is_ours()).collect();
    let told: Vec<_> = ours.iter().take(5).map(|finding| finding.told()).collect();
    let told = format!("{name}: {} findings of valgrind's, {} of them ours\n{}", all.len(), ours.len(), told.join("\n"));
    Ok(Found { leaks: !ours.is_empty(), told: told.trim_end().to_owned() })
}
