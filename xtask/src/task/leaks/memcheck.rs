//! Once under valgrind: no memory that we took is lost, and none is touched that is not ours.

use super::{Build, Found};
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::valgrind::{self, Finding};
use crate::kit::variant::Started;
use crate::task::conformance;
use anyhow::{Context, Result};
use std::fs;
use xshell::cmd;

/// Puts the cases of every EAPI, or of the latest, to an adapter under valgrind. Its answers must be right, too.
pub fn look(ctx: &Ctx, build: Build, name: &str, adapter: &Started, reduced: bool) -> Result<Found> {
    if name != "go" {
        return once(ctx, name, adapter, reduced, |_| true);
    }
    // Go's own memory looks wild to valgrind unless Go tells of it; then losses are not found.
    let losses = once(ctx, name, adapter, reduced, Finding::is_loss)?;
    if losses.leaks {
        return Ok(losses);
    }
    let adapter = build.told_to_valgrind(ctx)?.adapter(ctx, name)?;
    let accesses = once(ctx, name, &adapter, reduced, |finding| !finding.is_loss())?;
    Ok(Found { told: format!("{}\n{}", losses.told, accesses.told), ..accesses })
}

fn once(ctx: &Ctx, name: &str, adapter: &Started, reduced: bool, counts: fn(&Finding) -> bool) -> Result<Found> {
    let report = ctx.sh.create_dir(ctx.out.join("leaks"))?.join(format!("{name}.xml"));
    ctx.sh.remove_path(&report)?;
    let program = ctx.debug("polyatom-conformance");
    let command = format!("{name}={} {}", valgrind::memcheck(&report.display().to_string()), adapter.words);
    let part = conformance::part(reduced);
    let run = cmd!(ctx.sh, "{program} run --adapter {command}").args(conformance::PATIENCE).args(part);
    exec::quiet(ctx, run.envs(adapter.env.iter().cloned()))?;
    let report = fs::read(&report).with_context(|| format!("valgrind wrote no report on {name}"))?;
    let mut all = valgrind::findings(&String::from_utf8_lossy(&report))?;
    all.retain(counts);
    let ours: Vec<_> = all.iter().filter(|finding| finding.is_ours()).collect();
    let told: Vec<_> = ours.iter().take(5).map(|finding| finding.told()).collect();
    let told = format!("{name}: {} findings of valgrind's, {} of them ours\n{}", all.len(), ours.len(), told.join("\n"));
    Ok(Found { leaks: !ours.is_empty(), told: told.trim_end().to_owned() })
}
