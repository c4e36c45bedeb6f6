//! The one table of languages: what each needs, how it is built and how it is tested. A new language is one entry here, one module in
//! `lang/` and one generator.

use crate::ctx::Ctx;
use crate::lang::{Report, c, go, python, ruby, rust};
use anyhow::{Result, bail};

pub struct Lang {
    pub name: &'static str,
    /// Languages whose build this one's build uses.
    pub after: &'static [&'static str],
    /// Names in the table of tools: needed to build and to use.
    pub tools: &'static [&'static str],
    /// Needed for the tests besides.
    pub test_tools: &'static [&'static str],
    pub builds: &'static [Build],
    pub checks: &'static [Check],
    /// How the demo packages, installs and runs it.
    pub demo: Option<Demo>,
}

pub struct Build {
    pub name: &'static str,
    pub run: fn(&Ctx) -> Result<()>,
}

pub struct Check {
    pub name: &'static str,
    /// The filter is a part of the tests' names; checks without named tests are left out when one is given.
    pub run: fn(&Ctx, Option<&str>) -> Result<Report>,
    pub takes_filter: bool,
}

pub struct Demo {
    /// Makes the package that a user would download.
    pub package: fn(&Ctx, &crate::demo::Place) -> Result<()>,
    /// Installs it with the language's own package manager; gives the words that run the program.
    pub install: fn(&Ctx, &crate::demo::Place) -> Result<crate::demo::Program>,
    /// What the two do, in the words of that package manager.
    pub package_with: &'static str,
    pub install_with: &'static str,
}

pub static LANGS: &[Lang] = &[rust::LANG, c::LANG, python::LANG, ruby::LANG, go::LANG];

/// The languages that `--only` names, in the table's order; all without it.
pub fn select(only: Option<&str>) -> Result<Vec<&'static Lang>> {
    let Some(only) = only else { return Ok(LANGS.iter().collect()) };
    let names: Vec<&str> = only.split(',').map(str::trim).collect();
    if let Some(unknown) = names.iter().find(|name| LANGS.iter().all(|lang| lang.name != **name)) {
        bail!("no language named {unknown:?}: there are {}", LANGS.iter().map(|lang| lang.name).collect::<Vec<_>>().join(", "));
    }
    Ok(LANGS.iter().filter(|lang| names.contains(&lang.name)).collect())
}

/// These languages and those whose build they use, in the table's order.
pub fn with_needed<'a>(chosen: &[&'a Lang]) -> Vec<&'a Lang> {
    let needed = |lang: &Lang| chosen.iter().any(|other| other.name == lang.name || other.after.contains(&lang.name));
    LANGS.iter().filter(|lang| needed(lang)).collect()
}
