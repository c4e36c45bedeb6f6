//! The one table of languages: what each needs, how it is built and how it is tested. A new language is one entry here, one module in
//! `lang/` and one generator.

use crate::lang::{Lang, c, go, python, ruby, rust};
use anyhow::{Result, bail};

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
