//! From what cargo builds to libraries fit to be shipped.
//!
//! A Rust static library carries the whole standard library with it, unlinked: twenty times the size, and its symbols clash with those of
//! any other Rust library in the same program. So the objects are linked once among themselves, keeping our symbols alone; the shared
//! library is made of that same object, for rustc cannot give symbols a version.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::portable::{self, NATIVE, Platform};
use crate::kit::product::Product;
use anyhow::{Result, ensure};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Writes `libNAME.a`, `libNAME.so.VERSION` and its two links into `lib`.
pub fn libraries(ctx: &Ctx, product: &Product, lib: &Path) -> Result<()> {
    let object = object(ctx, product);
    one_object(ctx, product, NATIVE, &ctx.release(&format!("lib{}.a", product.c_lib)), &object)?;
    static_library(ctx, &object, &lib.join(format!("lib{}.a", product.name)))?;
    shared_library(ctx, &Shared { name: product.name, version: ctx.version(), hidden: &[] }, &[&object], lib)
}

/// Everything in one object, which both libraries are made of.
pub fn object(ctx: &Ctx, product: &Product) -> PathBuf {
    product.out(ctx, "prelink").join("all.o")
}

/// The functions of our C interface in a static library.
fn exported_symbols(ctx: &Ctx, product: &Product, nm: &str, library: &Path) -> Result<Vec<String>> {
    let text = exec::quiet(ctx, cmd!(ctx.sh, "{nm} --quiet -g --defined-only --format=just-symbols {library}"))?;
    let prefix = format!("{}_", product.name);
    let symbols: Vec<String> = text.lines().filter(|name| name.starts_with(&prefix)).map(str::to_owned).collect();
    ensure!(!symbols.is_empty(), "{} exports no {prefix} symbol", library.display());
    Ok(symbols)
}

/// Makes that object of what cargo has built for a platform.
pub fn one_object(ctx: &Ctx, product: &Product, platform: &Platform, archive: &Path, object: &Path) -> Result<()> {
    let [nm, ld, objcopy] = ["nm", "ld", "objcopy"].map(|program| platform.binutils(program));
    let (raw, keep) = (object.with_extension("raw.o"), object.with_extension("symbols"));
    let symbols = exported_symbols(ctx, product, &nm, archive)?;
    ctx.sh.write_file(&keep, symbols.join("\n") + "\n")?;
    let entry = &symbols[0];
    let roots = symbols.iter().flat_map(|symbol| ["-u", symbol]);
    // Group allocation: else the unwinder's personality reference of another Rust library in the program clashes with ours.
    exec::quiet(ctx, cmd!(ctx.sh, "{ld} -r --force-group-allocation --gc-sections -e {entry} {roots...} -o {raw} {archive}"))?;
    // Bitcode sections make `ar` of an older LLVM abort; leftover undefined symbols of debug parts break the user's link.
    let options = ["-R", ".llvmbc", "-R", ".llvmcmd", "--strip-unneeded", "--wildcard"];
    let ours = ["--keep-symbol=_ZN*", "--keep-symbol=_R*"];
    for (more, result) in [(&[][..], object), (&ours, &named(object))] {
        exec::quiet(ctx, cmd!(ctx.sh, "{objcopy} {options...} {more...} --keep-global-symbols={keep} {raw} {result}"))?;
    }
    Ok(ctx.sh.remove_path(raw)?)
}

/// The same with the names of Rust's functions.
fn named(object: &Path) -> PathBuf {
    object.with_extension("named.o")
}

fn static_library(ctx: &Ctx, object: &Path, library: &Path) -> Result<()> {
    exec::quiet(ctx, cmd!(ctx.sh, "ar rcsD {library} {object}")).map(drop)
}

/// What a shared library is called, and which of our functions it lacks.
pub struct Shared<'a> {
    pub name: &'a str,
    pub version: &'a str,
    pub hidden: &'a [&'a str],
}

/// Links objects to `libNAME.so.VERSION`, with its two links.
pub fn shared_library(ctx: &Ctx, shared: &Shared<'_>, objects: &[&Path], lib: &Path) -> Result<()> {
    let options = options(ctx, shared, &objects[0].with_extension("map"))?;
    // Never unloaded, for it may have threads that wait for work.
    let link = "-Wl,-z,relro,-z,now,-z,defs,-z,nodelete";
    let path = lib.join(file(shared));
    exec::quiet(ctx, cmd!(ctx.sh, "cc -shared {options...} {link} -o {path} {objects...} -lgcc_s -lm -lc"))?;
    links(ctx, shared, lib)
}

/// Both libraries of that object, for systems that are older than this one; and in another directory the names of what is in the shared one.
pub fn for_old_systems(
    ctx: &Ctx,
    product: &Product,
    platform: &Platform,
    object: &Path,
    (lib, names): (&Path, &Path),
) -> Result<()> {
    let shared = Shared { name: product.name, version: ctx.version(), hidden: &[] };
    let mut arguments = options(ctx, &shared, &object.with_extension("map"))?.to_vec();
    arguments.extend(["-Wl,-z,defs".to_owned(), named(object).display().to_string()]);
    let library = lib.join(file(&shared));
    portable::link(ctx, platform, &library, &arguments)?;
    split(ctx, platform, &library, &names.join(format!("{}.debug", file(&shared))))?;
    static_library(ctx, object, &lib.join(format!("lib{}.a", product.name)))?;
    links(ctx, &shared, lib)
}

/// Puts what only debuggers read into a file of its own, which they find by its name in the library.
fn split(ctx: &Ctx, platform: &Platform, library: &Path, names: &Path) -> Result<()> {
    let objcopy = platform.binutils("objcopy");
    // zig compiles some of the C library, and tells debuggers where that lies.
    exec::quiet(ctx, cmd!(ctx.sh, "{objcopy} --strip-debug {library}"))?;
    exec::quiet(ctx, cmd!(ctx.sh, "{objcopy} --only-keep-debug {library} {names}"))?;
    exec::quiet(ctx, cmd!(ctx.sh, "{objcopy} --strip-all --remove-section=.comment {library}"))?;
    exec::quiet(ctx, cmd!(ctx.sh, "{objcopy} --add-gnu-debuglink={names} {library}")).map(drop)
}

fn file(Shared { name, version, .. }: &Shared<'_>) -> String {
    format!("lib{name}.so.{version}")
}

fn soname(Shared { name, version, .. }: &Shared<'_>) -> String {
    format!("lib{name}.so.{}", interface(version))
}

/// What names it and its functions.
fn options(ctx: &Ctx, shared: &Shared<'_>, map: &Path) -> Result<[String; 2]> {
    ctx.sh.write_file(map, version_script(shared))?;
    Ok([format!("-Wl,-soname,{}", soname(shared)), format!("-Wl,--version-script={}", map.display())])
}

fn links(ctx: &Ctx, shared: &Shared<'_>, lib: &Path) -> Result<()> {
    let (soname, name) = (soname(shared), shared.name);
    for (target, link) in [(file(shared), lib.join(&soname)), (soname, lib.join(format!("lib{name}.so")))] {
        ctx.sh.remove_path(&link)?;
        symlink(target, link)?;
    }
    Ok(())
}

/// Symbols get the version of the interface that they belong to: `polyatom_atom_parse@@POLYATOM_0.1`.
fn version_script(Shared { name, version, hidden }: &Shared<'_>) -> String {
    let hidden: String = hidden.iter().map(|symbol| format!("{symbol}; ")).collect();
    format!("{}_{} {{ global: {name}_*; local: {hidden}*; }};\n", name.to_uppercase(), interface(version))
}

/// What is promised to stay: before 1.0 a minor version is an interface of its own, so that 0.2 can stand beside 0.1.
pub fn interface(version: &str) -> &str {
    let mut parts = version.splitn(3, '.');
    let (major, minor) = (parts.next().unwrap_or(version), parts.next().unwrap_or_default());
    if major == "0" { &version[..major.len() + 1 + minor.len()] } else { major }
}
