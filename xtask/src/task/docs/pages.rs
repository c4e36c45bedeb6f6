//! Pages that are written by hand, those of the site and those that also stand elsewhere, with the programs that they show.

use super::links;
use crate::kit::count::Tally;
use crate::kit::ctx::Ctx;
use crate::kit::report::Report;
use crate::lang::examples::{self, Program};
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::path::Path;

/// A page that also stands elsewhere, for those who read it there.
struct Page {
    file: &'static str,
    place: &'static str,
    /// Each language whose code it has, and the file of the test that runs that code.
    tests: &'static [(&'static str, &'static str)],
}

const fn page(file: &'static str, place: &'static str, tests: &'static [(&'static str, &'static str)]) -> Page {
    Page { file, place, tests }
}

const PAGES: [Page; 13] = [
    page("bindings/python/README.md", "guide/python.md", &[("python", "bindings/python/tests/test_readme.py")]),
    page("bindings/ruby/README.md", "guide/ruby.md", &[("ruby", "bindings/ruby/test/examples_test.rb")]),
    page("bindings/go/README.md", "guide/go.md", &[("go", "xtask/src/lang/readme.rs")]),
    page("bindings/c/README.md", "guide/c.md", &[("c", "xtask/src/lang/readme.rs"), ("cpp", "xtask/src/lang/readme.rs")]),
    page("cli/README.md", "guide/command-line.md", &[("console", "cli/tests/it/main.rs")]),
    page(
        "docs/why-masked.md",
        "guide/why-masked.md",
        &[
            ("python", "xtask/src/task/tidy.rs"),
            ("ruby", "xtask/src/task/tidy.rs"),
            ("go", "xtask/src/task/tidy.rs"),
            ("c", "xtask/src/task/tidy.rs"),
            ("rust", "xtask/src/task/tidy.rs"),
        ],
    ),
    page("docs/queries.md", "guide/queries.md", &[("sh", "cli/tests/it/queries.rs")]),
    page("docs/columns.md", "guide/columns.md", &[("python", "bindings/python/tests/engines.py")]),
    page("docs/configuration.md", "guide/configuration.md", &[]),
    page("docs/speed.md", "speed.md", &[]),
    page("docs/safety.md", "safety.md", &[]),
    page("docs/conformance.md", "conformance.md", &[]),
    page("docs/documentation.md", "documentation.md", &[]),
];

/// Marks of blocks that are samples: code that somebody will run.
const SAMPLES: [&str; 10] = ["c", "console", "cpp", "go", "pycon", "python", "ruby", "rust", "sh", "shell"];

/// The titles of the tabs, in order, and what the languages are called elsewhere.
const TABS: [(&str, &str); 6] =
    [("Python", "python"), ("Ruby", "ruby"), ("Go", "go"), ("C", "c"), ("Rust", "rust"), ("Command line", "console")];

/// How many samples there are, by their marks.
type Samples = BTreeMap<String, usize>;

/// Writes all pages. Each sample in them counts as one test: it is refused if nothing runs it.
pub fn write(ctx: &Ctx, out: &Path) -> Result<Report> {
    let known: BTreeMap<String, String> = PAGES.iter().map(|page| (page.file.to_owned(), page.place.to_owned())).collect();
    let mut samples = Samples::new();
    for page in &PAGES {
        let text = ctx.sh.read_file(page.file)?;
        tested(ctx, page, &text)?.into_iter().for_each(|mark| *samples.entry(mark.to_owned()).or_default() += 1);
        ctx.sh.write_file(out.join(page.place), links::moved(&text, page.file, page.place, &known))?;
    }
    for file in ctx.sh.read_dir("docs/site/pages")? {
        let text = ctx.sh.read_file(&file)?;
        let text = filled(ctx, &text, &mut samples).with_context(|| format!("in {}", file.display()))?;
        ctx.sh.write_file(out.join(file.file_name().context("a file has a name")?), text)?;
    }
    for (from, to) in [("docs/charts", "charts"), ("docs/site/assets", "assets")] {
        let place = ctx.sh.create_dir(out.join(to))?;
        ctx.sh.read_dir(from)?.into_iter().try_for_each(|file| ctx.sh.copy_file(file, &place))?;
    }
    let told = samples.iter().map(|(mark, count)| format!("{count} in {mark}")).collect::<Vec<_>>().join(", ");
    Ok(Report { tally: Tally { passed: samples.values().sum(), failed: 0 }, told, ..Report::default() })
}

/// The marks of a page's samples. For each language there is a test that names the page.
fn tested<'a>(ctx: &Ctx, page: &Page, text: &'a str) -> Result<Vec<&'a str>> {
    let marks = samples(text);
    for mark in &marks {
        let test = page.tests.iter().find(|(language, _)| language == mark);
        let (_, test) = test.with_context(|| format!("{}: no test runs its code of {mark}", page.file))?;
        let name = Path::new(page.file).file_name().unwrap_or_default().to_string_lossy();
        ensure!(ctx.sh.read_file(test)?.contains(&*name), "{test} says nothing of {}", page.file);
    }
    Ok(marks)
}

/// The marks of the blocks of a page that are samples.
fn samples(text: &str) -> Vec<&str> {
    let marks = text.lines().filter_map(|line| line.trim_start().strip_prefix("```"));
    marks.filter(|mark| SAMPLES.contains(mark)).collect()
}

/// A page with its places filled; the samples that this gives it are counted. It has no others.
fn filled(ctx: &Ctx, text: &str, shown: &mut Samples) -> Result<String> {
    ensure!(samples(text).is_empty(), "code stands in examples/, where it is run, and on the page {{{{ example NAME }}}}");
    let mut out = String::new();
    for line in text.lines() {
        match line.strip_prefix("{{ ").and_then(|rest| rest.strip_suffix(" }}")) {
            None => out += line,
            Some("install") => out += &install(&ctx.sh.read_file("README.md")?)?,
            Some(place) => {
                let name = place.strip_prefix("example ").with_context(|| format!("nothing is known of {place:?}"))?;
                let program: &Program = examples::named(name)?;
                out += &tabs(ctx, program, shown)?;
            }
        }
        out.push('\n');
    }
    Ok(out)
}

/// A tab for each language that has the program, with what it prints below. What is typed at the command line shows that itself.
fn tabs(ctx: &Ctx, program: &Program, shown: &mut Samples) -> Result<String> {
    let mut out = String::new();
    for (title, language) in TABS {
        if let Some(path) = program.source(ctx, language) {
            out += &tab(title, language, &ctx.sh.read_file(path)?);
            *shown.entry(language.to_owned()).or_default() += 1;
        }
    }
    Ok(format!("{out}The programs print\n\n```text\n{}```\n", ctx.sh.read_file(program.expected())?))
}

fn tab(title: &str, mark: &str, code: &str) -> String {
    let lines = code.trim_end().lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") });
    format!("=== \"{title}\"\n\n    ```{mark}\n{}    ```\n\n", lines.collect::<String>())
}

/// The lines of the README's table that install the packages.
fn install(readme: &str) -> Result<String> {
    let (_, section) = readme.split_once("## Install\n").context("README.md does not say how to install")?;
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut out = String::new();
    // The command line is a program of its own, which its page says how to install.
    for (title, language) in TABS.into_iter().filter(|(_, language)| *language != "console") {
        let row = section.lines().find_map(|line| line.strip_prefix(&format!("| {title} | `"))?.strip_suffix("` |"));
        match row {
            Some(command) => out += &tab(title, "console", &format!("$ {command}")),
            None => bail!("README.md does not say how to install {language}"),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ctx() -> Ctx {
        Ctx::new(false).expect("the repository is there")
    }

    #[test]
    fn a_sample_without_a_test_is_refused() {
        let text = "# Page\n\n```python\nprint(1)\n```\n";
        assert!(filled(&ctx(), text, &mut Samples::new()).unwrap_err().to_string().contains("examples/"));
        let untested = page("docs/safety.md", "safety.md", &[]);
        assert!(tested(&ctx(), &untested, text).unwrap_err().to_string().contains("no test runs its code of python"));
        let elsewhere = page("docs/safety.md", "safety.md", &[("python", "xtask/src/main.rs")]);
        assert!(tested(&ctx(), &elsewhere, text).unwrap_err().to_string().contains("says nothing of docs/safety.md"));
    }

    #[test]
    fn programs_are_shown_from_their_files_with_what_they_print() {
        let mut shown = Samples::new();
        let text = filled(&ctx(), "Before\n{{ example mistakes }}\n", &mut shown).unwrap();
        assert_eq!(shown.into_values().sum::<usize>(), TABS.len());
        assert!(text.starts_with("Before\n=== \"Python\"\n\n    ```python\n    \"\"\"Five common mistakes"), "{text}");
        assert!(text.contains("The programs print\n\n```text\ninvalid atom: version without an operator\n"), "{text}");
        assert!(filled(&ctx(), "{{ example none }}\n", &mut Samples::new()).is_err());
        assert!(filled(&ctx(), "{{ nonsense }}\n", &mut Samples::new()).is_err());
    }

    #[test]
    fn each_language_is_installed_as_the_readme_says() {
        let text = install(&ctx().sh.read_file(ctx().path("README.md")).unwrap()).unwrap();
        assert!(text.contains("=== \"Python\"\n\n    ```console\n    $ pip install "), "{text}");
        assert_eq!(text.matches("===").count(), TABS.len() - 1);
    }
}
