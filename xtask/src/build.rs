//! `build`: libpolyatom and its install tree, and every binding importable in place.

use crate::ctx::Ctx;
use crate::ui::Steps;
use crate::{apt, flags, langs};
use anyhow::Result;

pub fn run(ctx: &Ctx, flags: flags::Build) -> Result<()> {
    let chosen = langs::with_needed(&langs::select(flags.only.as_deref())?);
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
