//! `demo`: the whole way of a user, four times: package, install with the language's own package manager, run a program that reads a
//! repository under a configuration. All four must print the same.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::ui::{Steps, Style};
use crate::kit::{apt, exec, files, portable};
use crate::lang::packaging::{Packaging, Place, Program};
use crate::lang::{Lang, table};
use anyhow::{Context, Result, bail, ensure};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use xshell::cmd;

/// What a language's program printed, and how long it took from start to exit.
struct Ran {
    lang: &'static Lang,
    text: String,
    took: Duration,
}

pub fn run(ctx: &Ctx, flags: flags::Demo) -> Result<()> {
    let chosen: Vec<(&Lang, &Packaging)> =
        table::select(flags.only.as_deref())?.into_iter().filter_map(|lang| Some((lang, lang.packaging.as_ref()?))).collect();
    ensure!(!chosen.is_empty(), "{} has no package to show", flags.only.as_deref().unwrap_or_default());
    let style = Style::stdout();
    println!("{}", style.bold("Polyatom: one package language, four languages that speak it"));
    println!(
        "Each package is built, installed by its own package manager into target/demo, and used by the same small program.\n"
    );
    let needed = table::with_needed(&chosen.iter().map(|(lang, _)| *lang).collect::<Vec<_>>());
    apt::ensure(ctx, &needed.iter().flat_map(|lang| lang.tools).copied().collect::<Vec<_>>())?;
    let place = Place { root: files::fresh(ctx, ctx.path("target/demo"))?, platform: portable::NATIVE };
    let ran = all_steps(ctx, &place, &needed, &chosen, &flags)?;
    check_equal(ctx, &place, &ran)?;
    println!("\n{}", ran[0].text);
    print_times(style, &ran);
    Ok(())
}

fn all_steps(
    ctx: &Ctx,
    place: &Place,
    needed: &[&Lang],
    chosen: &[(&'static Lang, &Packaging)],
    flags: &flags::Demo,
) -> Result<Vec<Ran>> {
    let packaged: Vec<_> = needed.iter().filter_map(|lang| Some((lang, lang.packaging.as_ref()?))).collect();
    let mut steps = Steps::new(1 + packaged.len() + 2 * chosen.len());
    let (repo, system) = steps.run("repository", || {
        let repo = repository(ctx, place, flags.repo.as_deref())?;
        let system = system(ctx, place, flags.system.as_deref(), &repo)?;
        Ok((repo, system))
    })?;
    for (lang, packaging) in packaged {
        steps.run(&format!("{:<6} package ({})", lang.name, packaging.package_with), || (packaging.package)(ctx, place))?;
    }
    let mut programs = Vec::new();
    for (lang, packaging) in chosen {
        let program = steps.run(&format!("{:<6} install ({})", lang.name, packaging.install_with), || {
            (packaging.install)(ctx, place)?;
            (packaging.report)(ctx, place)
        })?;
        programs.push((*lang, program));
    }
    programs
        .into_iter()
        .map(|(lang, program)| steps.run(&format!("{:<6} report", lang.name), || report(lang, &program, &repo, &system)))
        .collect()
}

/// The repository's root: the sample's, the given directory, or what the given archive holds.
fn repository(ctx: &Ctx, place: &Place, repo: Option<&Path>) -> Result<PathBuf> {
    let Some(repo) = repo else { return Ok(ctx.path("demo/sample")) };
    // The user's path counts from where the user is.
    let repo = std::path::absolute(repo)?;
    if repo.is_dir() {
        return root_below(ctx, &repo);
    }
    ensure!(repo.is_file(), "there is no {}", repo.display());
    let dir = ctx.sh.create_dir(place.root.join("repository"))?;
    exec::quiet(ctx, cmd!(ctx.sh, "tar -xf {repo} -C {dir}"))?;
    root_below(ctx, &dir)
}

/// The directory that has the metadata cache: this one, or the only one in it, as archives are.
fn root_below(ctx: &Ctx, dir: &Path) -> Result<PathBuf> {
    let candidates = std::iter::once(dir.to_path_buf()).chain(ctx.sh.read_dir(dir)?);
    let has_cache = |root: &PathBuf| root.join("metadata/md5-cache").is_dir();
    candidates.into_iter().find(has_cache).with_context(|| format!("no metadata/md5-cache in {}", dir.display()))
}

/// The root with the configuration: the given one, or a copy of the sample's with the repository in it.
fn system(ctx: &Ctx, place: &Place, system: Option<&Path>, repo: &Path) -> Result<PathBuf> {
    if let Some(system) = system {
        return Ok(std::path::absolute(system)?);
    }
    let (from, to) = (ctx.path("demo/system"), place.root.join("system"));
    exec::quiet(ctx, cmd!(ctx.sh, "cp -R {from} {to}"))?;
    // A section has the name that the repository has itself, else that of its directory.
    let named = ctx.sh.read_file(repo.join("profiles/repo_name")).unwrap_or_default();
    let directory = repo.file_name().unwrap_or_default().to_string_lossy();
    let name = if named.trim().is_empty() { &directory } else { named.trim() };
    let section = format!("[{name}]\nlocation = {}\n", repo.display());
    ctx.sh.write_file(to.join("etc/portage/repos.conf"), section)?;
    Ok(to)
}

fn report(lang: &'static Lang, program: &Program, repo: &Path, system: &Path) -> Result<Ran> {
    let mut command = program.command();
    command.args([repo, system]);
    let started = Instant::now();
    // At a terminal each program draws a bar for who waits.
    if io::stderr().is_terminal() {
        command.stderr(Stdio::inherit());
    }
    let output = command.output().with_context(|| format!("cannot start the {} program", lang.name))?;
    let took = started.elapsed();
    if !output.status.success() {
        bail!("the {} program failed: {}\n{}", lang.name, output.status, String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8(output.stdout).with_context(|| format!("the {} program's output is not UTF-8", lang.name))?;
    ensure!(!text.is_empty(), "the {} program printed nothing", lang.name);
    Ok(Ran { lang, text, took })
}

/// Byte for byte; a difference is shown as a diff.
fn check_equal(ctx: &Ctx, place: &Place, ran: &[Ran]) -> Result<()> {
    let dir = ctx.sh.create_dir(place.root.join("reports"))?;
    let file = |ran: &Ran| dir.join(format!("{}.txt", ran.lang.name));
    for ran in ran {
        ctx.sh.write_file(file(ran), &ran.text)?;
    }
    let Some(odd) = ran.iter().find(|other| other.text != ran[0].text) else { return Ok(()) };
    let (first, other) = (file(&ran[0]), file(odd));
    let diff = exec::finish(ctx, cmd!(ctx.sh, "diff -u {first} {other}"))?;
    bail!("{} and {} report different things:\n{}", ran[0].lang.name, odd.lang.name, diff.text)
}

fn print_times(style: Style, ran: &[Ran]) {
    println!("{}", style.bold(&format!("{:<8}  {:<14}  {:>9}", "program", "installed by", "time")));
    for Ran { lang, took, .. } in ran {
        let by = lang.packaging.as_ref().map_or("", |packaging| packaging.install_with);
        println!("{:<8}  {by:<14}  {:>6} ms", lang.name, took.as_millis());
    }
    let verdict = if ran.len() > 1 {
        format!("{} programs, one report: identical, byte for byte.", ran.len())
    } else {
        "One program, one report.".into()
    };
    println!("\n{}", style.green(&verdict));
}
