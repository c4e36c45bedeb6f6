//! Debian's packages of the library: what programs need, and what is needed to make programs.

use super::{Packaging, Place, c};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::portable::GLIBC;
use crate::kit::product::POLYATOM;
use crate::kit::{archive, exec, files, prelink};
use crate::lang::c::{Layout, lay_out};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| {
        c::compiled(ctx, place, &libraries(place), &place.scratch("debian").join("report"), &[ctx.path("demo/c/report.c")])
    },
    adapter: |ctx, place| {
        let sources = files::with_extension(ctx, ctx.path("conformance/adapters/c"), "c")?;
        c::compiled(ctx, place, &libraries(place), &place.scratch("debian").join("adapter"), &sources)
    },
    at_the_end: None,
    package_with: "dpkg-deb",
    install_with: "dpkg",
};

const MAINTAINER: &str = "The Polyatom developers <polyatom@users.noreply.github.com>";

/// What Debian calls this version: ours, and their first package of it.
fn version(ctx: &Ctx) -> String {
    format!("{}-1", ctx.version())
}

/// Named after the interface, so that programs of the next one can have theirs beside it.
fn runtime(ctx: &Ctx) -> String {
    format!("libpolyatom{}", prelink::interface(ctx.version()))
}

const DEVELOPMENT: &str = "libpolyatom-dev";

fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let stage = fresh(ctx, place.stage("debian"))?;
    let (gnu, dist) = (place.platform.target.gnu, ctx.sh.create_dir(place.dist("debian"))?);
    let library = format!("lib/{gnu}");
    let (runtime, development) = (stage.join(runtime(ctx)), stage.join(DEVELOPMENT));
    let layout = Layout::new(Path::new("/usr"), Path::new(&library), Some(&development))?;
    lay_out(ctx, &POLYATOM, &place.libraries(), &layout)?;
    for page in files::with_extension(ctx, layout.manual(), "3")? {
        exec::quiet(ctx, cmd!(ctx.sh, "gzip -9n {page}"))?;
    }
    // All but the link by which the linker finds it.
    let there = ctx.sh.create_dir(runtime.join("usr").join(&library))?;
    for file in ctx.sh.read_dir(layout.libraries())? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("libpolyatom.so.") {
            fs::rename(&file, there.join(name))?;
        }
    }
    for (root, control) in [(&runtime, self::control(ctx, place)), (&development, development_control(ctx, place))] {
        documents(ctx, root)?;
        let about = ctx.sh.create_dir(root.join("DEBIAN"))?;
        ctx.sh.write_file(about.join("control"), control + &format!("Installed-Size: {}\n", kilobytes(root)?))?;
        if root == &runtime {
            linking(ctx, place, &about, &there)?;
        }
        sums(ctx, root)?;
        pack(ctx, place, root, &dist)?;
    }
    Ok(())
}

fn control(ctx: &Ctx, place: &Place) -> String {
    let depends = format!("libc6 (>= {GLIBC}), libgcc-s1 (>= 4.2)");
    let text = "Gentoo's package language - shared library\n \
         Parses, compares and matches what Gentoo's Package Manager Specification\n \
         defines: atoms, versions, slots, USE dependencies, and whole repositories\n \
         under a configuration.\n .\n This package has the library that programs need to run.\n";
    fields(ctx, place, &runtime(ctx), "libs", &depends, text)
}

fn development_control(ctx: &Ctx, place: &Place) -> String {
    let depends = format!("{} (= {})", runtime(ctx), version(ctx));
    let text = "Gentoo's package language - headers for C and C++\n \
         Parses, compares and matches what Gentoo's Package Manager Specification\n \
         defines: atoms, versions, slots, USE dependencies, and whole repositories\n \
         under a configuration.\n .\n This package has the headers, the static library, manual pages, and what\n \
         tells pkg-config and CMake about it.\n";
    fields(ctx, place, DEVELOPMENT, "libdevel", &depends, text)
}

fn fields(ctx: &Ctx, place: &Place, name: &str, section: &str, depends: &str, description: &str) -> String {
    let (version, architecture, homepage) = (version(ctx), place.platform.target.debian, env!("CARGO_PKG_REPOSITORY"));
    let source = "polyatom";
    format!(
        "Package: {name}\nSource: {source}\nVersion: {version}\nArchitecture: {architecture}\nMulti-Arch: same\nMaintainer: {MAINTAINER}\n\
         Section: {section}\nPriority: optional\nHomepage: {homepage}\nDepends: {depends}\nDescription: {description}"
    )
}

/// What programs that are linked with the library depend on, and that the linker is told of it.
fn linking(ctx: &Ctx, place: &Place, about: &Path, libraries: &Path) -> Result<()> {
    let (version, interface, runtime) = (ctx.version(), prelink::interface(ctx.version()), runtime(ctx));
    let library = libraries.join(format!("libpolyatom.so.{version}"));
    let nm = place.platform.binutils("nm");
    let symbols =
        exec::quiet(ctx, cmd!(ctx.sh, "{nm} -D --defined-only --with-symbol-versions --format=just-symbols {library}"))?;
    let mut symbols: Vec<String> = symbols
        .lines()
        .map(|line| line.replacen("@@", "@", 1))
        .map(|name| if name.contains('@') { name } else { format!("{name}@{name}") })
        .collect();
    symbols.sort();
    let symbols: String = symbols.iter().map(|name| format!(" {name} {version}\n")).collect();
    ctx.sh.write_file(about.join("symbols"), format!("libpolyatom.so.{interface} {runtime} #MINVER#\n{symbols}"))?;
    ctx.sh.write_file(about.join("shlibs"), format!("libpolyatom {interface} {runtime} (>= {version})\n"))?;
    Ok(ctx.sh.write_file(about.join("triggers"), "activate-noawait ldconfig\n")?)
}

/// Who has the rights, and what has changed.
fn documents(ctx: &Ctx, root: &Path) -> Result<()> {
    let name = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let place = ctx.sh.create_dir(root.join("usr/share/doc").join(name))?;
    let mit = ctx.sh.read_file(ctx.path("LICENSE-MIT"))?;
    let owner = mit.lines().find_map(|line| line.strip_prefix("Copyright (c) ")).context("LICENSE-MIT names nobody")?;
    let (_, terms) = mit.split_once("\n\n").and_then(|(_, rest)| rest.split_once("\n\n")).context("LICENSE-MIT has no terms")?;
    let terms: String =
        terms.trim_end().lines().map(|line| if line.is_empty() { " .\n".to_owned() } else { format!(" {line}\n") }).collect();
    let homepage = env!("CARGO_PKG_REPOSITORY");
    let text = format!(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: polyatom\nSource: {homepage}\n\
         Comment: The library has Rust crates linked into it, under the same licenses\n or more liberal ones. \
         A list comes with each release.\n\n\
         Files: *\nCopyright: {owner}\nLicense: Expat or Apache-2.0\n\nLicense: Expat\n{terms}\n\
         License: Apache-2.0\n On Debian systems, the text of the Apache License, version 2.0, is in\n \
         /usr/share/common-licenses/Apache-2.0.\n"
    );
    ctx.sh.write_file(place.join("copyright"), text)?;
    let seconds = format!("@{}", archive::time(ctx)?);
    let date = exec::quiet(ctx, cmd!(ctx.sh, "date --utc --rfc-email --date={seconds}"))?;
    let entry = format!(
        "polyatom ({}) unstable; urgency=medium\n\n  * Version {}.\n\n -- {MAINTAINER}  {}\n",
        version(ctx),
        ctx.version(),
        date.trim()
    );
    for (name, text) in [("changelog.Debian", entry), ("changelog", ctx.sh.read_file(ctx.path("CHANGELOG.md"))?)] {
        let file = place.join(name);
        ctx.sh.write_file(&file, text)?;
        exec::quiet(ctx, cmd!(ctx.sh, "gzip -9n {file}"))?;
    }
    Ok(())
}

/// As `du` would count them on a file system with small blocks.
fn kilobytes(root: &Path) -> Result<u64> {
    let sizes = archive::files_of(root)?.into_iter().map(|(_, path)| Ok(fs::symlink_metadata(path)?.len().div_ceil(1024)));
    sizes.sum::<Result<u64>>()
}

/// The checksums by which `dpkg --verify` knows what was changed.
fn sums(ctx: &Ctx, root: &Path) -> Result<()> {
    let is_file = |path: &Path| fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    let files = archive::files_of(root)?.into_iter().filter(|(name, path)| !name.starts_with("DEBIAN/") && is_file(path));
    let mut names: Vec<String> = files.map(|(name, _)| name).collect();
    names.sort();
    let text = {
        let _there = ctx.sh.push_dir(root);
        exec::quiet(ctx, cmd!(ctx.sh, "md5sum {names...}"))?
    };
    Ok(ctx.sh.write_file(root.join("DEBIAN/md5sums"), text)?)
}

fn pack(ctx: &Ctx, place: &Place, root: &Path, dist: &Path) -> Result<()> {
    // Nothing in it is a program.
    exec::quiet(ctx, cmd!(ctx.sh, "chmod -R a-x,a+rX,u+w,go-w {root}"))?;
    let name = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let deb = dist.join(format!("{name}_{}_{}.deb", version(ctx), place.platform.target.debian));
    let build = cmd!(ctx.sh, "dpkg-deb --root-owner-group -Zxz --build {root} {deb}");
    exec::quiet(ctx, build.envs(archive::epoch(ctx)?)).map(drop)
}

/// Both, by dpkg, below a directory, with this system's list of what is installed. Packages for another machine are unpacked: dpkg would
/// want that machine's C library in the list.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    let root = fresh(ctx, place.scratch("debian"))?;
    let dist = place.dist("debian");
    let debs: Vec<PathBuf> = [runtime(ctx), DEVELOPMENT.to_owned()]
        .map(|name| dist.join(format!("{name}_{}_{}.deb", version(ctx), place.platform.target.debian)))
        .into();
    if !place.platform.is_native() {
        return debs.iter().try_for_each(|deb| exec::quiet(ctx, cmd!(ctx.sh, "dpkg-deb --extract {deb} {root}")).map(drop));
    }
    let known = ctx.sh.create_dir(root.join("var/lib/dpkg"))?;
    ctx.sh.create_dir(known.join("info"))?;
    ctx.sh.create_dir(known.join("updates"))?;
    ctx.sh.copy_file("/var/lib/dpkg/status", &known)?;
    exec::quiet(ctx, cmd!(ctx.sh, "dpkg --instdir={root} --admindir={known} --force-not-root --install {debs...}")).map(drop)
}

fn libraries(place: &Place) -> PathBuf {
    place.scratch("debian").join("usr/lib").join(place.platform.target.gnu)
}
