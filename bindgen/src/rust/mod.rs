//! Rust on the pages of the documentation: whoever writes Rust uses the crates behind the interface. What they declare, and the examples
//! in their documentation, which are tests, stand in tabs of their own.

mod scan;

use crate::config::Config;
use crate::docs::{Key, Language, besides};
use crate::interface::Interface;
use anyhow::{Context, Result, ensure};
use camino::Utf8Path;
use scan::Code;
use std::collections::BTreeMap;
use std::fs;

/// Rust, if `bindgen.toml` names the crates.
pub fn language(interface: &Interface, config: &Config) -> Result<Option<Language>> {
    if config.rust.crates.is_empty() {
        return Ok(None);
    }
    let mut crates = vec![];
    for (name, directory) in &config.rust.crates {
        let mut code = Code::default();
        read(&mut code, &config.directory.join(directory))?;
        code.inherit();
        crates.push((name.as_str(), code));
    }
    let behind = Behind { crates, config };
    let mut language = Language { tab: "Rust", mark: "rust", example_mark: "rust", ..Language::default() };
    let objects = interface.objects.iter().map(|object| object.name.rust());
    let others = interface.records.iter().map(|r| r.name.rust()).chain(interface.enums.iter().map(|e| e.name.rust()));
    for owner in objects.chain(others) {
        let Some((path, code, ty)) = behind.of(owner)? else { continue };
        for ((_, member), declared) in code.declared.range((ty.to_owned(), String::new())..).take_while(|((of, _), _)| of == ty) {
            let text = if member.is_empty() { format!("use {path}::{ty};") } else { declared.clone() };
            language.declared.insert((owner.to_owned(), member.clone()), text);
        }
        for ((_, member), example) in code.examples.range((ty.to_owned(), String::new())..).take_while(|((of, _), _)| of == ty) {
            language.examples.insert((owner.to_owned(), member.clone()), example.clone());
        }
        let traits = code.traits.get(ty).into_iter().flatten().map(String::as_str);
        language.besides.insert(owner.to_owned(), besides::rust(traits));
    }
    for (_, code) in &behind.crates {
        let of_none = |map: &BTreeMap<Key, String>| -> BTreeMap<Key, String> {
            map.iter().filter(|((owner, _), _)| owner.is_empty()).map(|(key, text)| (key.clone(), text.clone())).collect()
        };
        language.declared.extend(of_none(&code.declared));
        language.examples.extend(of_none(&code.examples));
    }
    interface.objects.iter().for_each(|object| constructor(&mut language, object.name.rust()));
    for class in interface.error_classes() {
        language.errors.insert(class.name.pascal(), behind.error(&class.name.pascal()));
    }
    let known = |key: &Key| is_known(interface, key);
    language.declared.retain(|key, _| known(key));
    language.examples.retain(|key, _| known(key));
    Ok(Some(language))
}

/// What the interface calls `new` is called by what it does, where there is no `new`.
fn constructor(language: &mut Language, owner: &str) {
    let place = |member: &str| (owner.to_owned(), member.to_owned());
    for map in [&mut language.declared, &mut language.examples] {
        if !map.contains_key(&place("new"))
            && let Some(text) = map.get(&place("parse")).cloned()
        {
            map.insert(place("new"), text);
        }
    }
}

fn is_known(interface: &Interface, (owner, member): &Key) -> bool {
    let is_type = |name: &str| {
        let objects = interface.objects.iter().map(|object| object.name.rust());
        let records = interface.records.iter().map(|record| record.name.rust());
        objects.chain(records).chain(interface.enums.iter().map(|choice| choice.name.rust())).any(|known| known == name)
    };
    let has_function =
        || interface.all_functions().any(|(of, f)| of.map_or("", |name| name.rust()) == owner && f.name.rust() == member);
    let has_field = || {
        let fields = interface.records.iter().filter(|record| record.name.rust() == owner).flat_map(|record| &record.fields);
        fields.into_iter().any(|field| field.name.rust() == member)
    };
    let has_choice = || {
        let choices = interface.enums.iter().filter(|choice| choice.name.rust() == owner).flat_map(|choice| &choice.variants);
        choices.into_iter().any(|variant| variant.name.rust() == member)
    };
    if member.is_empty() { is_type(owner) } else { has_function() || has_field() || has_choice() }
}

/// The crates behind an interface.
struct Behind<'a> {
    crates: Vec<(&'a str, Code)>,
    config: &'a Config,
}

impl Behind<'_> {
    /// Where a type of the interface is: its crate's path, the code, and its name there.
    fn of<'b>(&'b self, name: &'b str) -> Result<Option<(&'b str, &'b Code, &'b str)>> {
        let (path, name) = match self.config.rust.names.get(name).and_then(|path| path.rsplit_once("::")) {
            Some((path, name)) => (Some(path), name),
            None => (None, name),
        };
        let is_there = |code: &Code| code.declared.contains_key(&(name.to_owned(), String::new()));
        let found = self
            .crates
            .iter()
            .find(|(root, code)| path.is_none_or(|path| path.split("::").next() == Some(*root)) && is_there(code));
        ensure!(
            path.is_none() || found.is_some(),
            "bindgen.toml names {name} of {}, which is not there",
            path.unwrap_or_default()
        );
        Ok(found.map(|(root, code)| (path.unwrap_or(root), code, name)))
    }

    /// The type of a class of errors.
    fn error(&self, class: &str) -> String {
        let bare = class.trim_end_matches("Error");
        let named = self.config.rust.names.get(class).cloned();
        let same = [class, bare].into_iter().find_map(|name| {
            let (path, code, name) = self.of(name).ok().flatten()?;
            code.traits.get(name)?.contains("Error").then(|| format!("{path}::{name}"))
        });
        let first = self.crates.first().map_or("", |(root, _)| root);
        named.or(same).unwrap_or_else(|| format!("{first}::Error"))
    }
}

/// Reads all files below a directory.
fn read(code: &mut Code, directory: &Utf8Path) -> Result<()> {
    let mut entries: Vec<_> =
        directory.read_dir_utf8().with_context(|| format!("reading {directory}"))?.collect::<Result<_, _>>()?;
    entries.sort_by(|a, b| a.path().cmp(b.path()));
    for entry in entries {
        match entry.path() {
            path if path.is_dir() => read(code, path)?,
            path if path.extension() == Some("rs") => code.read(&fs::read_to_string(path)?),
            _ => {}
        }
    }
    Ok(())
}
