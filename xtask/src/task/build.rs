//! `build`: libpolyatom and its install tree, and every binding importable in place.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::lang::{Lang, table};
use anyhow::Result;

pub fn run(ctx: &Ctx, flags: flags::Build) -> Result<()> {
    plan(ctx, &table::select(flags.only.as_deref())?).run(ctx)?;
    println!("in {}", ctx.out.display());
    Ok(())
}

/// What these languages need to be used in place.
pub fn plan<'a>(ctx: &'a Ctx, chosen: &[&'static Lang]) -> Plan<'a> {
    let needed = table::with_needed(chosen);
    let mut plan = Plan::new(needed.iter().flat_map(|lang| lang.tools).copied());
    for build in needed.iter().flat_map(|lang| lang.builds) {
        plan.prepare(build.name, || (build.run)(ctx));
    }
    plan
}
