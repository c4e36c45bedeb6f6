//! What the tools of each language's registry say of a package. An exception stands here, with its reason.

use super::kinds::Kind;
use super::{crates, dist, gentoo, place, promise};
use crate::kit::ctx::Ctx;
use crate::kit::portable::{self, Libc, NATIVE};
use crate::kit::report::Report;
use crate::kit::{apt, exec, system, venv};
use crate::lang::packaging;
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Something that is asked about a kind of packages.
pub struct Checker {
    /// Whom it asks.
    pub names: &'static str,
    pub ask: Ask,
    /// Whether it looks at what is installed here, and not at each package.
    pub is_of_installed: bool,
}

type Ask = fn(&Ctx, &'static Kind) -> Result<Report>;

const TWINE: Checker = of_packages("twine", twine);
const RUBYGEMS: Checker = of_packages("RubyGems", gems);

/// Those of a kind.
pub fn of(kind: &Kind) -> &'static [Checker] {
    match kind.name {
        "python" => &const { [of_packages("auditwheel, abi3audit", wheels), TWINE] },
        "python-cffi" => &const { [TWINE, of_installed("its own tests", pypy)] },
        "python-source" | "conformance-python" => &const { [TWINE] },
        "ruby" | "ruby-source" => &const { [RUBYGEMS] },
        "pyodide" => &const { [TWINE, of_installed("a panic", panics)] },
        "go" => &const { [of_installed("go vet", modules)] },
        "debian" => &const { [of_packages("lintian", lintian)] },
        "rust" => &const { [of_packages("cargo package", crates)] },
        "gentoo" => &const { [of_packages("pkgcheck, polyatom check", overlay)] },
        _ => &[],
    }
}

const fn of_packages(names: &'static str, ask: Ask) -> Checker {
    Checker { names, ask, is_of_installed: false }
}

const fn of_installed(names: &'static str, ask: Ask) -> Checker {
    Checker { names, ask, is_of_installed: true }
}

fn packages(ctx: &Ctx, kind: &Kind) -> Result<Vec<PathBuf>> {
    let made = (kind.packages)(ctx, &place(ctx, NATIVE).dist(kind.name))?;
    Ok(made.into_iter().map(|(name, _)| dist(ctx).join(name)).collect())
}

/// Of each package with a command.
fn each(ctx: &Ctx, kind: &Kind, ask: impl Fn(&Path) -> Result<()>) -> Result<Report> {
    packages(ctx, kind)?.iter().try_for_each(|package| ask(package))?;
    Ok(Report::passed())
}

/// The platform of a wheel, and its use of Python's stable ABI.
fn wheels(ctx: &Ctx, kind: &'static Kind) -> Result<Report> {
    let (auditwheel, abi3audit) = (venv::tool(ctx, "auditwheel")?, venv::tool(ctx, "abi3audit")?);
    each(ctx, kind, |wheel| {
        let name = wheel.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // `NAME-VERSION-PYTHON-ABI-PLATFORM.whl`, where the platform has an older name after a dot.
        let tag = name.rsplit('-').next().and_then(|tags| tags.split('.').next()).unwrap_or_default();
        let platform = portable::promised(&promise(&name)).unwrap_or(NATIVE);
        // It looks into the libraries that a wheel needs: by itself, into those of this system.
        let libraries = match platform.libc {
            Libc::Musl => system::musl(ctx, platform.target, &platform.gnu())?.parent().map(|dir| dir.display().to_string()),
            Libc::Glibc => None,
        };
        let options = libraries.iter().flat_map(|dir| ["--ldpaths", dir]);
        let told = exec::quiet(ctx, cmd!(ctx.sh, "{auditwheel} show {options...} {wheel}"))?;
        ensure!(is_content(&told, tag), "auditwheel says otherwise:\n{told}");
        exec::quiet(ctx, cmd!(ctx.sh, "{abi3audit} --strict {wheel}")).map(drop)
    })
}

/// Whether auditwheel says that a wheel has this tag. It calls musl as Alpine does; musl itself goes by `libc.so`, too, and its loader takes
/// either name for itself: so that is all that may be wrong.
fn is_content(told: &str, tag: &str) -> bool {
    let lines = told.lines().filter(|line| !line.starts_with("WARNING:"));
    let told = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    let but = format!("platform tag '{tag}' the following shared library dependencies will need to be eliminated: libc.so");
    told.contains(&format!("following platform tag: \"{tag}\"")) || (tag.starts_with("musllinux") && told.ends_with(&but))
}

/// The tests of the package, of which some need three minutes there.
fn pypy(ctx: &Ctx, _: &'static Kind) -> Result<Report> {
    packaging::python_cffi::tests(ctx, &place(ctx, NATIVE))
}

/// What PyPI wants to read.
fn twine(ctx: &Ctx, kind: &'static Kind) -> Result<Report> {
    let twine = venv::tool(ctx, "twine")?;
    each(ctx, kind, |package| exec::quiet(ctx, cmd!(ctx.sh, "{twine} check --strict {package}")).map(drop))
}

/// RubyGems reads the specification, and finds every file as its checksum says.
fn gems(ctx: &Ctx, kind: &'static Kind) -> Result<Report> {
    each(ctx, kind, |gem| {
        let told = exec::quiet(ctx, cmd!(ctx.sh, "gem specification {gem} version"))?;
        ensure!(told.contains(ctx.version()), "another version:\n{told}");
        let verify = "require 'rubygems/package'; Gem::Package.new(ARGV.fetch(0)).verify";
        exec::quiet(ctx, cmd!(ctx.sh, "ruby -e {verify} {gem}")).map(drop)
    })
}

/// It is an error in WebAssembly, too.
fn panics(ctx: &Ctx, _: &'static Kind) -> Result<Report> {
    packaging::pyodide::panics(ctx, &place(ctx, NATIVE))
}

/// The module as a user has it.
fn modules(ctx: &Ctx, _: &'static Kind) -> Result<Report> {
    packaging::go::vet(ctx, &place(ctx, NATIVE))?;
    Ok(Report::passed())
}

/// What lintian would have otherwise:
/// - A new package closes the bug by which Debian was asked for it; nobody has asked.
/// - The manual page of lists is about so many functions that lexgrog gives up on their names.
const LINTIAN: &str = "initial-upload-closes-no-bugs,bad-whatis-entry";

fn lintian(ctx: &Ctx, kind: &'static Kind) -> Result<Report> {
    apt::ensure(ctx, &["lintian"])?;
    let debs = packages(ctx, kind)?;
    let options = ["--fail-on", "error,warning", "--allow-root", "--suppress-tags", LINTIAN];
    exec::quiet(ctx, cmd!(ctx.sh, "lintian {options...} {debs...}"))?;
    Ok(Report::passed())
}

/// Each crate is built from its package, with the other packages as its dependencies.
fn crates(ctx: &Ctx, _: &'static Kind) -> Result<Report> {
    crates::verify(ctx)?;
    Ok(Report::passed())
}

fn overlay(ctx: &Ctx, _: &'static Kind) -> Result<Report> {
    gentoo::check(ctx, &place(ctx, NATIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auditwheel_may_miss_musl_by_its_own_name_alone() {
        let eliminate = "In order to achieve the tag platform tag 'musllinux_1_2_x86_64' the\nfollowing shared library dependencies will need to be eliminated:\n\n";
        for (told, tag, expected) in [
            ("is consistent with the\nfollowing platform tag: \"manylinux_2_17_x86_64\".", "manylinux_2_17_x86_64", true),
            ("is consistent with the\nfollowing platform tag: \"manylinux_2_34_x86_64\".", "manylinux_2_17_x86_64", false),
            (&format!("{eliminate}libc.so\nWARNING:something else\n"), "musllinux_1_2_x86_64", true),
            (&format!("{eliminate}libc.so, libz.so\n"), "musllinux_1_2_x86_64", false),
        ] {
            assert_eq!(is_content(told, tag), expected, "{told}");
        }
    }
}
