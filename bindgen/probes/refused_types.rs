//! Types that do not cross, all of them told at once.
//! refused: of_keys(map): a key, or an item of a set, is a text, an integer, a truth value or a choice without data; use a list of records
//! refused: of_items: a key, or an item of a set, is a text, an integer, a truth value or a choice without data; use a list of records
//! refused: of_options(options): lists of what may be absent are supported for texts and bytes only; let a record hold what may be absent
//! refused: of_values(map): lists of what may be absent are supported for texts and bytes only; let a record hold what may be absent

use std::collections::{HashMap, HashSet};

/// A map of what is no key.
#[uniffi::export]
pub fn of_keys(map: HashMap<Vec<u8>, u32>) -> u64 {
    map.len() as u64
}

/// A set of what is no key.
#[uniffi::export]
pub fn of_items() -> HashSet<Vec<u32>> {
    HashSet::new()
}

/// A list of numbers that may be absent.
#[uniffi::export]
pub fn of_options(options: Vec<Option<u32>>) {
    let _ = options;
}

/// A map to numbers that may be absent.
#[uniffi::export]
pub fn of_values(map: HashMap<String, Option<u32>>) {
    let _ = map;
}
