//! The documentation backend: a page in Markdown for each type, with a tab for each language.
//!
//! Each language tells how it declares an item and how it spells an example ([`Language`]), from what its own backend writes: what stands on a
//! page is what is in the binding, and its examples are those that the language's tests run.

pub mod besides;
mod links;
mod pages;
mod sessions;
mod tabs;
#[cfg(test)]
mod tests;

pub use tabs::{Key, Language, key, key_of};

use crate::config::Config;
use crate::example;
use crate::interface::Interface;
use crate::output::File;
use crate::since::Since;
use crate::{c, go, python, ruby, rust};
use anyhow::Result;

/// The reference of an interface.
pub struct Reference {
    /// The pages, by their paths below the reference, and where each section of PMS is cited.
    pub files: Vec<File>,
    /// How many examples each language has on them.
    pub examples: Vec<(&'static str, usize)>,
}

/// Writes the reference.
pub fn generate(interface: &Interface, config: &Config) -> Result<Reference> {
    let mut languages = vec![
        python::language(interface, config)?,
        ruby::language(interface, config)?,
        go::language(interface, config)?,
        c::language(interface),
    ];
    languages.extend(rust::language(interface, config)?);
    if let Some(settings) = &config.sessions {
        languages.push(sessions::language(interface, settings, &config.directory)?);
    }
    let since = match &config.since {
        Some(path) => Since::read(interface, &config.directory.join(path))?,
        None => Since::default(),
    };
    let described = example::spelled(interface, |_| None)?;
    let examples = languages.iter().map(|language| (language.tab, language.examples.len())).filter(|(_, count)| *count > 0);
    Ok(Reference { files: pages::all(&described, &languages, &since), examples: examples.collect() })
}
