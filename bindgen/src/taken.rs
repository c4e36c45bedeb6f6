//! Names that two items of an interface cannot both have in a language.

use crate::read::refusals::Refusals;
use std::collections::BTreeMap;

/// A name in one namespace of a language.
pub struct Claim {
    /// The name.
    pub name: String,
    /// The item that it is made from; nothing for what every library has.
    pub item: Option<String>,
    /// What has the name, for who wants it, too.
    pub what: String,
}

impl Claim {
    /// The name of an item.
    pub fn of(item: impl ToString, name: String) -> Self {
        Self { name, item: Some(item.to_string()), what: item.to_string() }
    }

    /// A name that the library has by itself.
    pub fn own(name: &str, what: &str) -> Self {
        Self { name: name.to_owned(), item: None, what: what.to_owned() }
    }

    /// A name that comes with an item.
    pub fn with(item: impl ToString, name: String, what: String) -> Self {
        Self { name, item: Some(item.to_string()), what }
    }
}

/// Tells each item whose name in a namespace is taken, and by what. What can be called otherwise comes after what cannot.
pub fn check(language: &str, claims: impl IntoIterator<Item = Claim>, refusals: &Refusals) {
    let mut taken = BTreeMap::new();
    for Claim { name, item, what } in claims {
        match (taken.get(&name), item) {
            (None, _) => drop(taken.insert(name, what)),
            (Some(other), Some(item)) => {
                refusals.refuse(format!("{item}: in {language} it would be {name}, which is {other}; call it otherwise"));
            }
            // A list has functions of its own, whose names are taken where that of its type is.
            (Some(_), None) => {}
        }
    }
}
