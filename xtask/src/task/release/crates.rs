//! Rust: the crates that others use, and all that these stand on.

use super::kinds::Kind;
use super::verify::{Asked, suite};
use super::{place, records};
use crate::kit::cargo::shipped;
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::portable::Platform;
use crate::kit::report::Report;
use crate::kit::variant::BRIEF;
use crate::kit::{archive, exec, sources};
use crate::lang::packaging::{Place, copy_tracked};
use crate::task::conformance;
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

/// What others use. Crates that these stand on are released with them.
const CRATES: [&str; 7] =
    ["polyatom", "polyatom-columns", "polyatom-repo", "polyatom-conformance", "polyatom-cli", "ccwrap", GENERATOR];

/// The generator, and what the packages stand on that its `init` writes.
const GENERATOR: &str = "polyatom-bindgen";
const GENERATED_FOR: [&str; 3] = ["polyatom-python-runtime", "polyatom-runtime", "uniffi-off"];

/// Crates as arguments of cargo, by their packages.
pub fn chosen(version: &str, packages: &[String]) -> String {
    let names = packages.iter().filter_map(|package| package.strip_suffix(&format!("-{version}.crate")));
    names.map(|name| format!("--package {name}")).collect::<Vec<_>>().join(" ")
}

fn released(ctx: &Ctx) -> Result<Vec<String>> {
    sources::closure(ctx, &[&CRATES[..], &GENERATED_FOR].concat())
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
    let crates = released(ctx)?.into_iter().flat_map(|name| ["--package".to_owned(), name]);
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

/// The suite asks a program of a user's.
pub fn used_by_a_program(ctx: &Ctx, kind: &'static Kind, platform: &'static Platform) -> Result<Report> {
    let adapter = adapter(ctx, &place(ctx, platform))?.display().to_string();
    let asked = Asked { kind, platform, names: &used(ctx), by: "cargo" };
    suite(ctx, &asked, conformance::suite(ctx)?, &adapter)
}

/// A program of a user's over the crates as they are in their packages.
fn adapter(ctx: &Ctx, place: &Place) -> Result<PathBuf> {
    let (scratch, dist) = (fresh(ctx, place.scratch("rust"))?, place.dist("rust"));
    let user = ctx.sh.create_dir(scratch.join("user"))?;
    unpack(ctx, &dist, &USED, &user)?;
    ctx.sh.write_file(user.join("Cargo.toml"), USER.to_owned() + &taken(ctx, &USED, ""))?;
    // The versions of all others stay those that are tested.
    ctx.sh.copy_file(ctx.path("Cargo.lock"), &user)?;
    copy_tracked(ctx, &ctx.path("conformance/adapters/rust/src"), &user.join("src"))?;
    ctx.sh.copy_file(ctx.path("conformance/adapters/fields.txt"), &scratch)?;
    let target = user.join("target");
    let build = cmd!(ctx.sh, "cargo build --quiet --offline --release --manifest-path {user}/Cargo.toml --target-dir {target}");
    exec::quiet(ctx, build.envs(BRIEF))?;
    Ok(target.join("release/user"))
}

fn used(ctx: &Ctx) -> Vec<String> {
    USED.map(|name| package_of(ctx, name)).into()
}

/// An interface by the generator as cargo installs it, from `init` to a call from Python, over the crates as they are in their packages.
pub fn interface(ctx: &Ctx, kind: &'static Kind, platform: &'static Platform) -> Result<Report> {
    let place = place(ctx, platform);
    let (scratch, dist) = (fresh(ctx, place.scratch("generator"))?, place.dist(kind.name));
    let (target, version) = (scratch.join("target"), ctx.version());
    unpack(ctx, &dist, &[&[GENERATOR], &GENERATED_FOR[..]].concat(), &scratch)?;
    let install =
        cmd!(ctx.sh, "cargo install --quiet --locked --offline --root {scratch} --path {scratch}/{GENERATOR}-{version}");
    exec::quiet(ctx, install.envs(BRIEF).env("CARGO_TARGET_DIR", &target))?;

    let mine = ctx.sh.create_dir(scratch.join("greeter"))?;
    let _there = ctx.sh.push_dir(&mine);
    let run = |command: Cmd<'_>| {
        exec::quiet(ctx, command.envs(BRIEF).env("CARGO_TARGET_DIR", &target).env("CARGO_NET_OFFLINE", "true"))
    };
    run(cmd!(ctx.sh, "{scratch}/bin/{GENERATOR} init greeter"))?;
    let manifest = ctx.sh.read_file("Cargo.toml")?;
    ctx.sh.write_file("Cargo.toml", format!("{manifest}\n[patch.crates-io]\n{}", taken(ctx, &GENERATED_FOR, "../")))?;
    ctx.sh.copy_file(ctx.path("Cargo.lock"), &mine)?;
    run(cmd!(ctx.sh, "{scratch}/bin/{GENERATOR} generate"))?;
    run(cmd!(ctx.sh, "cargo build --quiet --release --workspace"))?;

    let packages = mine.join("python/python");
    ctx.sh.copy_file(target.join("release/libgreeter_python.so"), packages.join("greeter/_native.abi3.so"))?;
    let call = "import greeter; print(greeter.greet('reader'))";
    let said = exec::quiet(ctx, cmd!(ctx.sh, "python3 -c {call}").env("PYTHONPATH", packages))?;
    ensure!(said.trim() == "Hello, reader!", "the interface says:\n{said}");
    let names: Vec<String> = [GENERATOR].iter().chain(&GENERATED_FOR).map(|name| package_of(ctx, name)).collect();
    records::note(ctx, &names, "an interface of a user's", None)?;
    Ok(Report::passed())
}

/// Each crate gets its own directory there.
fn unpack(ctx: &Ctx, dist: &Path, names: &[&str], to: &Path) -> Result<()> {
    for name in names {
        let archive = dist.join(package_of(ctx, name));
        exec::quiet(ctx, cmd!(ctx.sh, "tar -xf {archive} -C {to}"))?;
    }
    Ok(())
}

/// The lines with which a manifest takes unpacked crates in place of those that a registry would have.
fn taken(ctx: &Ctx, names: &[&str], from: &str) -> String {
    names.iter().map(|name| format!("{name} = {{ path = \"{from}{name}-{}\" }}\n", ctx.version())).collect()
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
        let names = released(&ctx).unwrap();
        let packages: Vec<String> = names.iter().map(|name| package_of(&ctx, name)).collect();
        assert!(used(&ctx).iter().all(|package| packages.contains(package)), "{packages:?}");
        let of_two = ["polyatom-0.1.0.crate", "ccwrap-0.1.0.crate"].map(str::to_owned);
        assert_eq!(chosen("0.1.0", &of_two), "--package polyatom --package ccwrap");
    }
}
