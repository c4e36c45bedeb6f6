//! Programs that need nothing where they run, and the corpus of the conformance suite.

use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::{archive, shipped};
use crate::lang::packaging::{Place, add_licenses, copy_tracked};
use anyhow::Result;
use std::path::Path;

const PROGRAMS: [(&str, &str, &str); 2] =
    [("polyatom-conformance", "polyatom-conformance", "conformance"), ("polyatom-cli", "polyatom", "cli")];

pub fn make(ctx: &Ctx, place: &Place) -> Result<()> {
    let (stage, dist) = (fresh(ctx, place.stage("programs"))?, ctx.sh.create_dir(place.dist("programs"))?);
    for (package, program, dir) in PROGRAMS {
        let name = format!("{package}-{}-{}-linux-static", ctx.version(), place.platform.target.name);
        let root = ctx.sh.create_dir(stage.join(&name))?;
        ctx.sh.copy_file(shipped::static_program(ctx, place.platform, package, program)?, &root)?;
        ctx.sh.copy_file(ctx.path(dir).join("README.md"), &root)?;
        add_licenses(ctx, &root)?;
        archive::tar_xz(ctx, &stage, &name, &dist)?;
    }
    if place.platform.is_native() { corpus(ctx, &stage, &dist) } else { Ok(()) }
}

/// Cases, schemas and protocol: all that an implementation in another language needs.
fn corpus(ctx: &Ctx, stage: &Path, dist: &Path) -> Result<()> {
    let name = format!("polyatom-conformance-cases-{}", ctx.version());
    let (source, root) = (ctx.path("conformance"), stage.join(&name));
    for part in ["cases", "schema", "examples"] {
        copy_tracked(ctx, &source.join(part), &root.join(part))?;
    }
    for file in ["README.md", "CHANGES.md", "protocol.md", "protocol-files.md", "pms-labels.json", "pms-quotes.json"] {
        ctx.sh.copy_file(source.join(file), &root)?;
    }
    add_licenses(ctx, &root)?;
    archive::tar_xz(ctx, stage, &name, dist)
}
