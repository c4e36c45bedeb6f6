//! Rust: the crates that others use, and all that these stand on.

use crate::kit::cargo::shipped;
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::variant::BRIEF;
use crate::kit::{archive, exec, sources};
use crate::lang::packaging::{Place, copy_tracked};
use anyhow::Result;
use std::path::PathBuf;
use xshell::cmd;

/// What others use. Crates that these stand on are released with them.
const CRATES: [&str; 6] = ["polyatom", "polyatom-columns", "polyatom-repo", "polyatom-conformance", "polyatom-cli", "ccwrap"];

/// Crates as arguments of cargo, by their packages.
pub fn chosen(version: &str, packages: &[String]) -> String {
    let names = packages.iter().filter_map(|package| package.strip_suffix(&format!("-{version}.crate")));
    names.map(|name| format!("--package {name}")).collect::<Vec<_>>().join(" ")
}

/// Not built here: `--verify` does that.
pub fn make(ctx: &Ctx, place: &Place) -> Result<()> {
    let target = fresh(ctx, place.stage("rust"))?;
    let dist = fresh(ctx, place.dist("rust"))?;
    package(ctx, &["--no-verify".to_owned(), format!("--target-dir={}", target.display())])?;
    for (_, path) in archive::files_of(&target)?.iter().filter(|(name, _)| name.ends_with(".crate")) {
        ctx.sh.copy_file(path, &dist)?;
    }
    Ok(())
}

fn package(ctx: &Ctx, more: &[String]) -> Result<()> {
    let crates = sources::closure(ctx, &CRATES)?.into_iter().flat_map(|name| ["--package".to_owned(), name]);
    // What they stand on has been downloaded, for it has been built.
    let package = cmd!(ctx.sh, "cargo package --quiet --locked --offline --allow-dirty").args(crates).args(more);
    exec::quiet(ctx, package.envs(shipped()).envs(archive::epoch(ctx)?)).map(drop)
}

/// Each crate is built from its package, with the other packages as its dependencies.
pub fn verify(ctx: &Ctx) -> Result<()> {
    package(ctx, &[])
}

/// What a program of a user's asks for, which is the suite's adapter.
const USER: &str = r#"[package]
name = "user"
edition = "2024"

[features]
count-live = []
leak-on-purpose = []

[dependencies]
camino = { version = "*", features = ["serde1"] }
polyatom = "*"
polyatom-repo = "*"
serde = { version = "*", features = ["derive"] }
serde_json = "*"

[workspace]

[patch.crates-io]
"#;

/// The crates of ours that it needs.
const USED: [&str; 4] = ["polyatom", "polyatom-pool", "polyatom-repo", "polyatom-runtime"];

/// A program of a user's over the crates as they are in their packages, which cargo takes in place of those that a registry would have.
pub fn adapter(ctx: &Ctx, place: &Place) -> Result<PathBuf> {
    let (scratch, dist) = (fresh(ctx, place.scratch("rust"))?, place.dist("rust"));
    let user = ctx.sh.create_dir(scratch.join("user"))?;
    let mut manifest = USER.to_owned();
    for name in USED {
        let (archive, unpacked) = (dist.join(package_of(ctx, name)), format!("{name}-{}", ctx.version()));
        exec::quiet(ctx, cmd!(ctx.sh, "tar -xf {archive} -C {user}"))?;
        manifest += &format!("{name} = {{ path = \"{unpacked}\" }}\n");
    }
    ctx.sh.write_file(user.join("Cargo.toml"), manifest)?;
    // The versions of all others stay those that are tested.
    ctx.sh.copy_file(ctx.path("Cargo.lock"), &user)?;
    copy_tracked(ctx, &ctx.path("conformance/adapters/rust/src"), &user.join("src"))?;
    ctx.sh.copy_file(ctx.path("conformance/adapters/fields.txt"), &scratch)?;
    let target = user.join("target");
    let build = cmd!(ctx.sh, "cargo build --quiet --offline --release --manifest-path {user}/Cargo.toml --target-dir {target}");
    exec::quiet(ctx, build.envs(BRIEF))?;
    Ok(target.join("release/user"))
}

/// The packages that this tries.
pub fn used(ctx: &Ctx) -> Vec<String> {
    USED.map(|name| package_of(ctx, name)).into()
}

fn package_of(ctx: &Ctx, name: &str) -> String {
    format!("{name}-{}.crate", ctx.version())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_released_with_what_they_stand_on() {
        let ctx = Ctx::new(false).expect("the repository is there");
        let names = sources::closure(&ctx, &CRATES).unwrap();
        let packages: Vec<String> = names.iter().map(|name| package_of(&ctx, name)).collect();
        assert!(used(&ctx).iter().all(|package| packages.contains(package)), "{packages:?}");
        let of_two = ["polyatom-0.1.0.crate", "ccwrap-0.1.0.crate"].map(str::to_owned);
        assert_eq!(chosen("0.1.0", &of_two), "--package polyatom --package ccwrap");
    }
}
