//! C: libpolyatom as an install tree (header, static and shared library, pkg-config and CMake files).

use crate::kit::count::{self, Tally};
pub mod abi;
mod installed;
mod man;
mod tree;
mod versions;

pub use tree::{Layout, lay_out};

use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::product::{FIXTURE, POLYATOM, Product};
use crate::kit::report::{Report, check, suite};
use crate::kit::variant::{Started, System, Variant};
use crate::kit::{apt, cargo, exec, files, prelink};
use crate::lang::contestants::{self, HotPaths};
use crate::lang::examples::programs;
use crate::lang::packaging;
use crate::lang::readme;
use crate::lang::{Build, Check, Lang};
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use xshell::cmd;

pub const LANG: Lang = Lang {
    name: "c",
    is_binding: true,
    has_runtime: false,
    valgrind_tag: None,
    version: &["cc", "--version"],
    after: &[],
    tools: &["cargo", "cc", "binutils", "pkg-config"],
    test_tools: &["c++", "cmake", "jansson", "abidiff", "mandoc", "microhttpd", "sqlite3"],
    builds: &[Build { name: "libpolyatom", run: |ctx| build(ctx, &POLYATOM) }],
    checks: &[
        Check { name: "c headers as C and C++", run: |ctx, _| headers(ctx), takes_filter: false },
        Check { name: "c tests", run: |ctx, filter| tests(ctx, &POLYATOM, filter), takes_filter: true },
        Check { name: "c library loaded at run time", run: |ctx, _| loading(ctx), takes_filter: false },
        Check { name: "c exported symbols", run: |ctx, _| exports(ctx), takes_filter: false },
        Check { name: "c example", run: |ctx, _| run_examples(ctx), takes_filter: false },
        Check { name: "c README", run: |ctx, _| readme(ctx), takes_filter: false },
        Check { name: "c interface as promised", run: |ctx, _| abi::check(ctx), takes_filter: false },
        Check { name: "c manual pages", run: |ctx, _| manual(ctx), takes_filter: false },
        Check { name: "c installed", run: |ctx, _| installed::check(ctx), takes_filter: false },
        Check { name: "c two versions", run: |ctx, _| versions::check(ctx), takes_filter: false },
        Check { name: "c fixture", run: |ctx, filter| fixture(ctx, filter), takes_filter: true },
    ],
    tests: Some(|ctx, variant| tests_with(ctx, variant, &[&POLYATOM, &FIXTURE], None)),
    adapter,
    contestant: |ctx, _| contestant(ctx),
    peers: &[],
    hot_paths: HotPaths {
        tries: 1,
        env: &[],
        cases: &[("atom.distinct", 10_000), ("atom.read", 100_000), ("atom.compare", 100_000), ("atom.match", 10_000)],
    },
    example: "examples/c/example.c",
    packaging: Some(packaging::c::PACKAGING),
};

/// What a static library of Rust's needs that has not been prelinked.
pub const RUST_LIBS: [&str; 4] = ["-lgcc_s", "-lpthread", "-ldl", "-lm"];

/// What headers must bear besides, for who includes them may want it.
const STRICT: [&str; 5] = ["-Wconversion", "-Wsign-conversion", "-Wswitch-enum", "-Wshadow", "-Wundef"];

const WARNINGS: [&str; 5] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O1"];

/// Builds the library and lays out an install tree that can be moved as a whole.
pub fn build(ctx: &Ctx, product: &Product) -> Result<()> {
    let package = product.c_crate;
    let build = cmd!(ctx.sh, "cargo build --quiet --release --package {package}").args(product.features);
    exec::quiet(ctx, build.envs(cargo::shipped()))?;
    prelink::libraries(ctx, product, &fresh(ctx, product.out(ctx, LIBRARIES))?)?;
    install_into(ctx, product, &Layout::tree(&fresh(ctx, product.out(ctx, "c"))?))
}

/// Where the libraries are put when they are linked, before they are laid out.
const LIBRARIES: &str = "prelink/libraries";

/// Puts the files of the library that `build` has made where they belong.
pub fn install_into(ctx: &Ctx, product: &Product, layout: &Layout) -> Result<()> {
    lay_out(ctx, product, &product.out(ctx, LIBRARIES), layout)
}

/// What pkg-config says about the library in a directory of libraries, and of nothing else.
pub fn pkg_config(ctx: &Ctx, libraries: &Path, arguments: &[&str]) -> Result<Vec<String>> {
    let path = libraries.join("pkgconfig");
    let text = exec::quiet(ctx, cmd!(ctx.sh, "pkg-config {arguments...} polyatom").env("PKG_CONFIG_LIBDIR", path))?;
    Ok(text.split_whitespace().map(str::to_owned).collect())
}

/// The headers alone, as strict compilers read them.
fn headers(ctx: &Ctx) -> Result<Report> {
    let dir = ctx.sh.create_dir(ctx.out.join("c-tests"))?;
    let mut report = Report::default();
    for product in [&POLYATOM, &FIXTURE] {
        let (name, include) = (product.name, product.dir(ctx, "c").join("include"));
        for (compiler, standard, header, extension) in [
            ("cc", "-std=c99", "h", "c"),
            ("cc", "-std=c2x", "h", "c"),
            ("c++", "-std=c++11", "h", "cpp"),
            ("c++", "-std=c++17", "hpp", "cpp"),
            ("c++", "-std=c++20", "hpp", "cpp"),
        ] {
            let file = dir.join(format!("header.{extension}"));
            ctx.sh.write_file(&file, format!("#include <{name}.{header}>\n"))?;
            let compile = cmd!(ctx.sh, "{compiler} {standard} {WARNINGS...} {STRICT...} -I {include} -fsyntax-only {file}");
            report.add(check(ctx, [compile])?);
        }
    }
    Ok(report)
}

/// What test programs are compiled with, what they link, and what runs them.
struct Kit {
    cc: Vec<String>,
    /// For the tests of C++, where they run.
    cxx: Option<&'static str>,
    library: PathBuf,
    programs: PathBuf,
    runner: Vec<String>,
}

/// All link a library of their own, built with Rust's debug assertions, that counts what is not given back; the library as it ships is what
/// the examples and the conformance adapter use.
fn tests(ctx: &Ctx, product: &Product, filter: Option<&str>) -> Result<Report> {
    let package = product.c_crate;
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --package {package} --features count-live"))?;
    let library = ctx.debug(&format!("lib{}.a", product.c_lib));
    let kit =
        Kit { cc: vec!["cc".to_owned()], cxx: Some("c++"), library, programs: product.out(ctx, "c-tests"), runner: Vec::new() };
    run_tests(ctx, product, &kit, filter)
}

pub fn tests_with(ctx: &Ctx, variant: &Variant, products: &[&Product], filter: Option<&str>) -> Result<Report> {
    let mut report = Report::default();
    for product in products {
        let library = variant.libraries(ctx, product)?.join(format!("lib{}.a", product.name));
        let programs = variant.place.join("tests").join(product.name);
        // Where the compiler is this system's, its C++ is, too.
        let cxx = (variant.cc[0] == "cc").then_some("c++");
        let kit = Kit { cc: variant.cc.clone(), cxx, library, programs, runner: variant.runner.clone() };
        report.add(run_tests(ctx, product, &kit, filter)?);
    }
    Ok(report)
}

/// Each file of `tests` is a program.
fn run_tests(ctx: &Ctx, product: &Product, kit: &Kit, filter: Option<&str>) -> Result<Report> {
    let source = product.dir(ctx, "c");
    let Kit { cc, library, programs, runner, .. } = kit;
    let (cc, more) = (cc[0].as_str(), &cc[1..]);
    let (include, programs) = (source.join("include"), ctx.sh.create_dir(programs)?);
    let mut report = Report::default();
    let mut sources = files::with_extension(ctx, source.join("tests"), "c")?;
    if kit.cxx.is_some() {
        sources.extend(files::with_extension(ctx, source.join("tests"), "cpp")?);
    }
    for source in sources {
        let stem = source.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if filter.is_some_and(|text| !stem.contains(text)) {
            continue;
        }
        let program = programs.join(&stem);
        let is_cpp = source.extension().is_some_and(|extension| extension == "cpp");
        let (cc, standard) = if is_cpp { (kit.cxx.unwrap_or_default(), "-std=c++17") } else { (cc, "-std=c99") };
        let strict: &[&str] = if is_cpp { &STRICT } else { &[] };
        let options = cmd!(ctx.sh, "{cc} {more...} {standard} {WARNINGS...} {strict...} -I {include}");
        let compile = options.args([Path::new("-o"), &program, &source, library]).args(RUST_LIBS);
        let words: Vec<_> = runner.iter().map(Into::into).chain([program.as_os_str().to_owned()]).collect();
        let (first, rest) = (&words[0], &words[1..]);
        report.add(match exec::quiet(ctx, compile) {
            Ok(_) => suite(ctx, cmd!(ctx.sh, "{first} {rest...}"), own_count, filter)?,
            Err(error) => Report::failed(error),
        });
    }
    ensure!(report.tally.total() > 0 || filter.is_some(), "there is no test program");
    Ok(report)
}

/// A program may say how many tests it ran; otherwise it is one.
fn own_count(text: &str) -> Tally {
    let tally = count::plain(text);
    if tally.total() > 0 { tally } else { Tally::CHECK_PASSED }
}

/// The shared library as it ships, beside a copy of it.
fn loading(ctx: &Ctx) -> Result<Report> {
    let (source, dir) = (ctx.path("bindings/c/tests/shared/loading.c"), ctx.sh.create_dir(ctx.out.join("c-tests"))?);
    let (program, copy, tree) = (dir.join("loading"), dir.join("copy-of-libpolyatom.so"), POLYATOM.out(ctx, "c"));
    let library = tree.join("lib/libpolyatom.so");
    ctx.sh.remove_path(&copy)?;
    ctx.sh.copy_file(&library, &copy)?;
    let options = ["-std=c99", "-D_POSIX_C_SOURCE=200809L"];
    let link = ["-ldl", "-lpthread"];
    exec::quiet(ctx, cmd!(ctx.sh, "cc {options...} {WARNINGS...} -I {tree}/include -o {program} {source}").args(link))?;
    suite(ctx, cmd!(ctx.sh, "{program} {library} {copy}"), own_count, None)
}

/// Nothing but our own functions is visible, in either library.
fn exports(ctx: &Ctx) -> Result<Report> {
    let lib = POLYATOM.out(ctx, "c").join("lib");
    let mut report = Report::default();
    for (file, options) in [("libpolyatom.so", ["-D", "--defined-only"]), ("libpolyatom.a", ["-g", "--defined-only"])] {
        let library = lib.join(file);
        let text = exec::quiet(ctx, cmd!(ctx.sh, "nm {options...} --format=just-symbols {library}"))?;
        let foreign: Vec<&str> = text.lines().filter(|line| is_foreign(line)).collect();
        report.add(if foreign.is_empty() {
            Report::passed()
        } else {
            Report::failed(anyhow::anyhow!("{file} also exports {foreign:?}"))
        });
    }
    Ok(report)
}

/// A symbol that is neither ours nor part of `nm`'s framing (the archive member's name, the version's own node).
fn is_foreign(line: &str) -> bool {
    !(line.is_empty() || line.ends_with(".o:") || line.starts_with("polyatom_") || line.starts_with("POLYATOM_"))
}

/// The README's example is run as it is installed.
fn run_examples(ctx: &Ctx) -> Result<Report> {
    let (dir, tree) = (ctx.sh.create_dir(ctx.out.join("c-examples"))?, POLYATOM.out(ctx, "c"));
    let flags = &pkg_config(ctx, &tree.join("lib"), &["--cflags", "--libs"])?;
    programs(ctx, "c", |program, source| {
        let built = dir.join(program.name);
        let others: &[&str] = match program.name {
            "service" => &["-lmicrohttpd", "-ljansson"],
            "sql" => &["-lsqlite3"],
            _ => &[],
        };
        exec::quiet(ctx, cmd!(ctx.sh, "cc -std=c99 {WARNINGS...} -o {built} {source} {flags...} {others...}"))?;
        Ok(cmd!(ctx.sh, "{built}").env("LD_LIBRARY_PATH", tree.join("lib")))
    })
}

/// The README's programs, built as it says: with what pkg-config tells.
fn readme(ctx: &Ctx) -> Result<Report> {
    let (dir, tree) = (ctx.sh.create_dir(ctx.out.join("c-readme"))?, POLYATOM.out(ctx, "c"));
    let flags = &pkg_config(ctx, &tree.join("lib"), &["--cflags", "--libs"])?;
    let mut report = Report::default();
    for (language, compiler, standard) in [("c", "cc", "-std=c99"), ("cpp", "c++", "-std=c++17")] {
        for block in readme::blocks(ctx, "c", language)? {
            let (source, program) = (dir.join(format!("program.{language}")), dir.join("program"));
            ctx.sh.write_file(&source, &block.code)?;
            exec::quiet(ctx, cmd!(ctx.sh, "{compiler} {standard} {WARNINGS...} -o {program} {source} {flags...}"))?;
            report.add(readme::run(ctx, cmd!(ctx.sh, "{program}").env("LD_LIBRARY_PATH", tree.join("lib")), &block)?);
        }
    }
    Ok(report)
}

/// Each page is right by the rules of its language. Of its style, the linter also asks for lines that are short and for pages that are
/// installed on this system.
fn manual(ctx: &Ctx) -> Result<Report> {
    let pages = files::with_extension(ctx, Layout::tree(&POLYATOM.out(ctx, "c")).manual(), "3")?;
    ensure!(pages.len() > 50, "there are only {} pages", pages.len());
    check(ctx, [cmd!(ctx.sh, "mandoc -T lint -W warning {pages...}")])
}

fn fixture(ctx: &Ctx, filter: Option<&str>) -> Result<Report> {
    tests(ctx, &FIXTURE, filter)
}

/// Over a static library; it needs a library for JSON.
fn adapter(ctx: &Ctx, variant: &Variant) -> Result<Started> {
    let (library, program) = (variant.libraries(ctx, &POLYATOM)?.join("libpolyatom.a"), variant.file(ctx, "c")?);
    let sources = files::with_extension(ctx, ctx.path("conformance/adapters/c"), "c")?;
    let include = POLYATOM.dir(ctx, "c").join("include");
    let options = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O2", "-I"];
    let (cc, more) = (&variant.cc[0], &variant.cc[1..]);
    let compile = cmd!(ctx.sh, "{cc} {more...} {options...} {include} -o {program} {sources...} {library}");
    exec::quiet(ctx, compile.args(jansson(ctx, variant.system.as_ref())?).args(["-lgcc_s", "-lpthread", "-lm"]))?;
    Ok(variant.started([program], &[]))
}

/// What a program needs that reads JSON.
pub fn jansson(ctx: &Ctx, system: Option<&System>) -> Result<Vec<String>> {
    if let Some(System { root, gnu }) = system {
        let root = root.display();
        return Ok(vec![format!("-I{root}/usr/include"), format!("{root}/usr/lib/{gnu}/libjansson.a")]);
    }
    apt::ensure(ctx, &["jansson"])?;
    let flags = exec::quiet(ctx, cmd!(ctx.sh, "pkg-config --cflags --libs jansson"))?;
    Ok(flags.split_whitespace().map(str::to_owned).collect())
}

fn contestant(ctx: &Ctx) -> Result<Started> {
    let (tree, program) = (POLYATOM.out(ctx, "c"), contestants::scratch(ctx, "c")?.join("polyatom"));
    let (include, library) = (tree.join("include"), tree.join("lib/libpolyatom.a"));
    let source = contestants::source(ctx, "c/polyatom.c");
    let warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];
    let cc = cmd!(ctx.sh, "cc -std=c99 -D_POSIX_C_SOURCE=200809L {warnings...} -O2 -I {include} -o {program} {source} {library}");
    exec::quiet(ctx, cc.args(["-lgcc_s", "-lpthread", "-lm"]))?;
    Ok(contestants::peer(&program, &[]))
}
