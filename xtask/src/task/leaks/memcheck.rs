//! Once under valgrind: no memory that we took is lost, and none is touched that is not ours.

use super::{Build, Found};
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::valgrind::{self, Finding};
use crate::kit::variant::Started;
use crate::lang::Lang;
use crate::task::conformance;
use anyhow::{Context, Result, ensure};
use std::fs;

/// Puts the cases to an adapter under valgrind. Its answers must be right, too.
pub fn look(ctx: &Ctx, build: Build, lang: &Lang, adapter: &Started, reduced: bool) -> Result<Found> {
    let part = build.part(reduced);
    let Some(tag) = lang.valgrind_tag else { return once(ctx, lang, adapter, part, |_| true) };
    let losses = once(ctx, lang, adapter, part, Finding::is_loss)?;
    if losses.leaks {
        return Ok(losses);
    }
    let adapter = (lang.adapter)(ctx, &build.told_to_valgrind(ctx, tag))?;
    let accesses = once(ctx, lang, &adapter, part, |finding| !finding.is_loss())?;
    Ok(Found { told: format!("{}\n{}", losses.told, accesses.told), ..accesses })
}

fn once(ctx: &Ctx, lang: &Lang, adapter: &Started, part: &[&str], counts: fn(&Finding) -> bool) -> Result<Found> {
    let name = lang.name;
    let reports = ctx.out.join("leaks").join(format!("{name}-reports"));
    ctx.sh.remove_path(&reports)?;
    ctx.sh.create_dir(&reports)?;
    let words = format!("{} {}", valgrind::memcheck(&reports), adapter.words);
    let command = Started { words, env: adapter.env.clone() };
    let run = conformance::suite(ctx)?.args(conformance::adapter(name, &command));
    exec::quiet(ctx, run.args(part))?;
    let mut all = Vec::new();
    let reports = ctx.sh.read_dir(&reports)?;
    ensure!(!reports.is_empty(), "valgrind wrote no report on {name}");
    for report in reports {
        let text = fs::read(&report).with_context(|| format!("cannot read {}", report.display()))?;
        all.extend(valgrind::findings(&String::from_utf8_lossy(&text)).with_context(|| report.display().to_string())?);
    }
    all.retain(counts);
    let ours: Vec<_> = all.iter().filter(|finding| finding.is_ours()).collect();
    let told: Vec<_> = ours.iter().take(5).map(|finding| finding.told()).collect();
    let told = format!("{name}: {} findings of valgrind's, {} of them ours\n{}", all.len(), ours.len(), told.join("\n"));
    Ok(Found { leaks: !ours.is_empty(), told: told.trim_end().to_owned() })
}
