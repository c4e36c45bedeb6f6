//! Brings a configuration into its compiled form, and refuses rules that make no sense.

use super::image::{HEADER, MAGIC, SLOT};
use super::rules::{AFTER, LIBRARY, OPTION, PATTERN, PATTERN_LENGTH, hash};
use super::{Class, Config};
use crate::error::Error;
use crate::options::Foreign;
use crate::path;
use glob::Pattern;
use std::collections::BTreeMap;

/// Keys of rules with their values.
type Records = BTreeMap<Vec<u8>, Vec<u8>>;

pub(super) fn compile(config: &Config) -> Result<Vec<u8>, Error> {
    let mut records = Records::new();
    for (index, rule) in config.map.iter().enumerate() {
        add_map(&mut records, index, rule)?;
    }
    for (option, replacement) in &config.opts {
        check(!option.is_empty(), "opts", || "an option has no name".to_owned())?;
        match option.find(['*', '?', '[']) {
            Some(length) => add_pattern(&mut records, option, length, replacement.words())?,
            None => drop(records.insert(key(OPTION, option.as_bytes()), words(&replacement.words()))),
        }
    }
    for (name, names) in &config.libs {
        check(!name.is_empty(), "libs", || "a library has no name".to_owned())?;
        records.insert(key(LIBRARY, name.as_bytes()), words(names));
    }
    for (index, (last, first)) in config.after.iter().enumerate() {
        check(last != first, "after", || format!("-l{last} cannot come after itself"))?;
        let entry = [&number(index)[..], first.as_bytes()].concat();
        let value = records.entry(key(AFTER, last.as_bytes())).or_default();
        value.extend([&number(entry.len())[..], &entry].concat());
    }
    if let Some(name) = &config.dialect {
        check(Foreign::named(name).is_some(), "dialect", || format!("there is no compiler {name:?}"))?;
    }
    config.unwrap.pairs()?;
    write(config, &records)
}

fn check(is_right: bool, key: &str, reason: impl FnOnce() -> String) -> Result<(), Error> {
    if is_right { Ok(()) } else { Err(Error::Config { key: key.to_owned(), reason: reason() }) }
}

/// A rule whose path ends in a slash is about exactly that directory. The first of rules with the same path wins.
fn add_map(records: &mut Records, index: usize, (classes, from, to): &(String, String, String)) -> Result<(), Error> {
    let name = format!("map, rule {}", index + 1);
    check(from.is_empty() || from.starts_with('/'), &name, || format!("{from:?} is not an absolute path, so that no path fits"))?;
    let mut path = path::clean(from.as_bytes());
    if from.ends_with('/') {
        path.push(b'/');
    }
    for letter in classes.split(',') {
        let class = Class::from_letter(letter.trim());
        let class =
            class.ok_or_else(|| Error::Config { key: name.clone(), reason: format!("{letter:?} is not one of I, L, R, P") })?;
        records.entry(key(class.letter(), &path)).or_insert_with(|| [&number(index)[..], to.as_bytes()].concat());
    }
    Ok(())
}

/// A pattern is found by the text before its first wildcard, so that options that begin in another way do not pay for it.
fn add_pattern(records: &mut Records, pattern: &str, length: usize, mut replacement: Vec<String>) -> Result<(), Error> {
    let wrong = |error| Error::Config { key: "opts".to_owned(), reason: format!("{pattern:?} is not a valid pattern: {error}") };
    Pattern::new(pattern).map_err(wrong)?;
    replacement.insert(0, pattern.to_owned());
    let entry = words(&replacement);
    let value = records.entry(key(PATTERN, &pattern.as_bytes()[..length])).or_default();
    value.extend([&number(entry.len())[..], &entry].concat());
    let longest = records.entry(key(PATTERN_LENGTH, b"")).or_insert_with(|| number(0).to_vec());
    *longest = number(length).max(longest.as_slice().try_into().unwrap_or_default()).to_vec();
    Ok(())
}

fn key(kind: u8, text: &[u8]) -> Vec<u8> {
    [&[kind], text].concat()
}

fn words(words: &[String]) -> Vec<u8> {
    words.iter().flat_map(|word| [&number(word.len())[..], word.as_bytes()].concat()).collect()
}

/// Nothing in an image is as long as 4 GiB: `write` refuses it.
fn number(number: usize) -> [u8; 4] {
    (number as u32).to_le_bytes()
}

fn write(config: &Config, records: &Records) -> Result<Vec<u8>, Error> {
    let settings = Config { map: Vec::new(), libs: BTreeMap::new(), opts: BTreeMap::new(), after: Vec::new(), ..config.clone() };
    let settings = serde_json::to_vec(&settings).map_err(|error| Error::Other(error.to_string()))?;
    // Half of the slots stay empty, so that looking for what is not there ends soon.
    let count = if records.is_empty() { 0 } else { (records.len() * 2).next_power_of_two() };
    let mut slots = vec![[0; SLOT]; count];
    let mut heap = Vec::new();
    let begin = HEADER + settings.len() + count * SLOT;
    for (key, value) in records {
        let record = [&number(key.len())[..], key, value].concat();
        let hash = hash(key);
        let mut at = hash as usize & (count - 1);
        while slots[at] != [0; SLOT] {
            at = (at + 1) & (count - 1);
        }
        slots[at][..8].copy_from_slice(&hash.to_le_bytes());
        slots[at][8..12].copy_from_slice(&number(begin + heap.len()));
        slots[at][12..].copy_from_slice(&number(record.len()));
        heap.extend(record);
    }
    check(u32::try_from(begin + heap.len()).is_ok(), "map", || "there is more than 4 GiB of rules".to_owned())?;
    Ok([MAGIC, &number(settings.len())[..], &number(count), &settings, slots.as_flattened(), &heap].concat())
}
