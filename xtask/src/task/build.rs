//! `build`: libpolyatom and its install tree, and every binding importable in place.

use crate::flags;
use crate::kit::apt;
use crate::kit::ctx::Ctx;
use crate::kit::ui::Steps;
use crate::lang::table;
use anyhow::Result;

pub fn run(ctx: &Ctx, flags: flags::Build) -> Result<()> {
    let chosen = table::with_needed(&table::select(flags.only.as_deref())?);
    let tools: Vec<&str> = chosen.iter().flat_map(|lang| lang.tools).copied().collect();
    apt::ensure(ctx, &tools)?;
    let builds: Vec<_> = chosen.iter().flat_map(|lang| lang.builds).collect();
    let mut steps = Steps::new(builds.len());
    for build in builds {
        steps.run(build.name, || (build.run)(ctx))?;
    }
    println!("in {}", ctx.out.display());
    Ok(())
}
