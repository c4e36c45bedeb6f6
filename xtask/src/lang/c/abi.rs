//! What programs were compiled with, beside what the header says now: abidiff tells whether they still run.
//!
//! `bindings/c/abi/INTERFACE.txt` has the declarations of the header as they were promised. abidiff reads compiled code, so both are compiled to
//! libraries without anything in them: what it compares is what a C compiler made of the declarations, and the glue in Rust, which says
//! less about types, does not count. That the real library has these functions is checked by their names.

use super::fresh;
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::prelink::interface;
use crate::kit::product::POLYATOM;
use crate::kit::report::Report;
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// The last declaration that is no function's.
const LAST_TYPE: &str = "polyatom_enums_are_as_wide_as_int32_t_";

/// Where the promised declarations are.
fn promised(ctx: &Ctx) -> PathBuf {
    ctx.path("bindings/c/abi").join(format!("{}.txt", interface(ctx.version())))
}

fn header(ctx: &Ctx) -> Result<String> {
    Ok(declarations(&ctx.sh.read_file(POLYATOM.dir(ctx, "c").join("include/polyatom.h"))?))
}

/// Compares, and says what is another thing than was promised.
pub fn check(ctx: &Ctx) -> Result<Report> {
    let (place, now) = (promised(ctx), header(ctx)?);
    ensure!(place.exists(), "{} is missing: `cargo xtask abi --update` writes it", place.display());
    let stubs = Stubs { ctx, dir: fresh(ctx, ctx.out.join("c-abi"))? };
    let before = stubs.library("promised", &ctx.sh.read_file(&place)?)?;
    let after = stubs.library("now", &now)?;
    let mut report = Report::default();
    report.add(if let Some(changes) = stubs.broken(&before, &after)? { broken(ctx, &changes) } else { Report::passed() });
    report.add(same_functions(ctx, &after)?);
    report.add(finds_what_breaks(&stubs, &after, &now)?);
    Ok(report)
}

fn broken(ctx: &Ctx, changes: &str) -> Report {
    let interface = interface(ctx.version());
    Report::failed(anyhow::anyhow!(
        "programs that were compiled with the header of {interface} would break:\n{}\n\
         A released interface needs a new version for that. One that was never released is promised anew by `cargo xtask abi --update`.",
        changes.trim_end()
    ))
}

/// Promises what the header says now. What was released can only grow.
pub fn update(ctx: &Ctx) -> Result<()> {
    let (place, now) = (promised(ctx), header(ctx)?);
    let tag = format!("v{}.*", interface(ctx.version()));
    let is_released = !exec::quiet(ctx, cmd!(ctx.sh, "git tag --list {tag}"))?.is_empty();
    if place.exists() && is_released {
        let stubs = Stubs { ctx, dir: fresh(ctx, ctx.out.join("c-abi"))? };
        let before = stubs.library("promised", &ctx.sh.read_file(&place)?)?;
        if let Some(changes) = stubs.broken(&before, &stubs.library("now", &now)?)? {
            bail!("{tag} is released, and this breaks programs:\n{changes}");
        }
    }
    Ok(ctx.sh.write_file(&place, format!("/* What was promised, as `cargo xtask abi --update` wrote it. */\n{now}"))?)
}

/// The library has the functions that the header declares, and no others.
fn same_functions(ctx: &Ctx, stub: &Path) -> Result<Report> {
    let library = POLYATOM.out(ctx, "c").join("lib/libpolyatom.so");
    let names = |library: &Path| -> Result<Vec<String>> {
        let text =
            exec::quiet(ctx, cmd!(ctx.sh, "nm -D --defined-only --format=just-symbols --without-symbol-versions {library}"))?;
        Ok(text.lines().filter(|name| name.starts_with("polyatom_")).map(str::to_owned).collect())
    };
    let (declared, exported) = (names(stub)?, names(&library)?);
    let apart = |a: &[String], b: &[String]| a.iter().filter(|name| !b.contains(name)).cloned().collect::<Vec<_>>();
    let (only_declared, only_exported) = (apart(&declared, &exported), apart(&exported, &declared));
    ensure!(only_declared.is_empty(), "declared, but not exported: {only_declared:?}");
    ensure!(only_exported.is_empty(), "exported, but not declared: {only_exported:?}");
    Ok(Report::passed())
}

/// What an addition is taken for, and what is wrong about everything else: the comparison could also be blind.
fn finds_what_breaks(stubs: &Stubs<'_>, now: &Path, text: &str) -> Result<Report> {
    let function = "bool polyatom_is_valid_atom(";
    let more = "bool polyatom_is_new(const polyatom_atom *self);\n";
    let renamed = "bool polyatom_was_valid_atom(";
    let mut report = Report::default();
    for (change, is_allowed, from, to) in [
        ("another function", true, function, &format!("{more}{function}")),
        (
            "another choice",
            true,
            "POLYATOM_BLOCKER_STRONG = 1",
            &"POLYATOM_BLOCKER_STRONG = 1, POLYATOM_BLOCKER_NEW = 2".to_owned(),
        ),
        ("a function removed", false, function, &renamed.to_owned()),
        ("a parameter more", false, function, &format!("{function}int32_t more, ")),
        ("another result", false, "char *polyatom_atom_category(", &"polyatom_cpn *polyatom_atom_category(".to_owned()),
        ("a choice moved", false, "POLYATOM_BLOCKER_STRONG = 1", &"POLYATOM_BLOCKER_STRONG = 2".to_owned()),
        ("an error's code moved", false, "POLYATOM_ERROR_PANIC = 1", &"POLYATOM_ERROR_PANIC = 9".to_owned()),
    ] {
        ensure!(text.contains(from), "{change}: the header has no {from}");
        let doctored = stubs.library("doctored", &text.replacen(from, to, 1))?;
        let found = stubs.broken(now, &doctored)?;
        report.add(if found.is_none() == is_allowed {
            Report::passed()
        } else {
            Report::failed(anyhow::anyhow!("{change}: {}", found.unwrap_or_else(|| "not noticed".to_owned())))
        });
    }
    Ok(report)
}

/// Libraries that have the functions of a header, which do nothing.
struct Stubs<'a> {
    ctx: &'a Ctx,
    dir: PathBuf,
}

impl Stubs<'_> {
    fn library(&self, name: &str, declarations: &str) -> Result<PathBuf> {
        let [header, source, library] = ["h", "c", "so"].map(|extension| self.dir.join(format!("{name}.{extension}")));
        let bodies: String =
            functions(declarations)?.iter().map(|function| format!("{function} {{ __builtin_trap(); }}\n")).collect();
        let text = format!("#include \"{name}.h\"\nenum polyatom_error_code codes;\n{bodies}");
        self.ctx.sh.write_file(header, declarations)?;
        self.ctx.sh.write_file(&source, text)?;
        exec::quiet(self.ctx, cmd!(self.ctx.sh, "cc -std=c99 -g -shared -fPIC -o {library} {source}"))?;
        Ok(library)
    }

    /// What breaks programs that were linked with the first, if they get the second.
    fn broken(&self, first: &Path, second: &Path) -> Result<Option<String>> {
        let done = exec::finish(self.ctx, cmd!(self.ctx.sh, "abidiff --no-added-syms {first} {second}"))?;
        ensure!(done.text.contains("Functions changes summary") || done.text.is_empty(), "abidiff: {}", done.text);
        Ok((!done.ok).then_some(done.text))
    }
}

/// A header without its comments, and without what is another thing in each version.
fn declarations(header: &str) -> String {
    let mut text = String::new();
    let mut rest = header;
    while let Some((code, comment)) = rest.split_once("/*") {
        text += code;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text += rest;
    let is_kept = |line: &&str| {
        let changes = ["#define POLYATOM_VERSION", "#define POLYATOM_INTERFACE_HASH"];
        !line.trim().is_empty() && !changes.iter().any(|start| line.starts_with(start))
    };
    text.lines().filter(is_kept).map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The functions that are declared, without what ends a declaration.
fn functions(declarations: &str) -> Result<Vec<String>> {
    let (_, after_types) = declarations.split_once(LAST_TYPE).context("the header has no enums")?;
    let (_, after) = after_types.split_once("};\n").context("the header has no codes of errors")?;
    let (inside, _) = after.split_once("#ifdef __cplusplus\n}").context("the header has no end of its functions")?;
    Ok(inside
        .split(";\n")
        .map(|function| function.trim().replace("POLYATOM_NODISCARD ", ""))
        .filter(|text| !text.is_empty())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_what_is_left_without_comments() {
        let header = "/* Code */\n#define POLYATOM_VERSION \"1\"\n\n/**\n * It; does.\n */\nbool a(void);\n/* end */";
        assert_eq!(declarations(header), "bool a(void);\n");
    }

    #[test]
    fn functions_may_have_several_lines() {
        let text = format!(
            "{LAST_TYPE}[1];\nenum e {{\n}};\nPOLYATOM_NODISCARD char *a(void);\nbool b(\n    int c);\n#ifdef __cplusplus\n}}"
        );
        assert_eq!(functions(&text).unwrap(), ["char *a(void)", "bool b(\n    int c)"]);
    }
}
