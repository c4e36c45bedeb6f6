//! Dependency specifications.

use crate::{Failure, field};
use indexmap::IndexSet;
use pkgcraft::dep::{Dependency, DependencySet, Evaluate, EvaluateForce, Uri};
use pkgcraft::eapi::{EAPI_LATEST, Eapi};
use pkgcraft::types::Ordered;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fmt::Display;

/// Which conditionals are taken: by flags, or every one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Flags {
    These(IndexSet<String>),
    Word(Word),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    All,
}

pub fn parse(given: &Value, eapi: Option<&'static Eapi>) -> Result<Value, Failure> {
    of_kind(given, eapi, &Flags::Word(Word::All))
}

pub fn evaluate(given: &Value, eapi: Option<&'static Eapi>) -> Result<Value, Failure> {
    let items = of_kind(given, eapi, &field(given, "use")?)?;
    Ok(items["leaves"].clone())
}

fn of_kind(given: &Value, eapi: Option<&'static Eapi>, flags: &Flags) -> Result<Value, Failure> {
    let (kind, text): (String, String) = (field(given, "kind")?, field(given, "text")?);
    let leaves = match kind.as_str() {
        "depend" => taken(&DependencySet::package(&text, eapi.unwrap_or(&EAPI_LATEST))?, flags),
        "license" => taken(&DependencySet::license(&text)?, flags),
        "properties" => taken(&DependencySet::properties(&text)?, flags),
        "required_use" => taken(&DependencySet::required_use(&text)?, flags),
        "restrict" => taken(&DependencySet::restrict(&text)?, flags),
        "src_uri" => taken(&uris(&text, eapi)?, flags),
        _ => return Err(Failure::Skip("no such kind")),
    };
    Ok(json!({"leaves": leaves}))
}

pub fn src_uri(given: &Value, eapi: Option<&'static Eapi>) -> Result<Value, Failure> {
    let set = uris(&field::<String>(given, "text")?, eapi)?;
    Ok(set.iter_flatten().map(uri).collect())
}

fn uris(text: &str, eapi: Option<&'static Eapi>) -> Result<DependencySet<Uri>, Failure> {
    match eapi {
        Some(eapi) if eapi.as_str() < "8" => Err(Failure::Skip("it reads SRC_URI as in EAPI 8")),
        _ => Ok(DependencySet::src_uri(text)?),
    }
}

/// What it calls a URI begins with the prefix.
fn uri(item: &Uri) -> Value {
    let (prefix, uri) = match item.as_str().split_once('+') {
        Some((prefix @ ("fetch" | "mirror"), uri)) => (Some(prefix), uri),
        _ => (None, item.as_str()),
    };
    json!({"uri": uri, "filename": item.filename(), "prefix": prefix})
}

fn taken<T: Ordered + Display>(set: &DependencySet<T>, flags: &Flags) -> Vec<String> {
    let set = match flags {
        Flags::These(flags) => set.evaluate(flags),
        Flags::Word(Word::All) => set.evaluate_force(true),
    };
    let mut found = Vec::new();
    leaves(set.iter(), &mut found);
    found
}

fn leaves<'a, T: Ordered + Display + 'a>(items: impl Iterator<Item = &'a Dependency<T>>, found: &mut Vec<String>) {
    for item in items {
        match item {
            Dependency::Enabled(leaf) => found.push(leaf.to_string()),
            Dependency::Disabled(leaf) => found.push(format!("!{leaf}")),
            group => leaves(group.iter(), found),
        }
    }
}
