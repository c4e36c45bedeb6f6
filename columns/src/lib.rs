//! Core's functions over whole columns of text: each makes one column of another, on all cores.
//!
//! Where a text is missing there is no result; where one is wrong there is none either, or, if the caller is strict, an error that
//! names its row. The buffers that are read stay where they are, and the result has its own: at no time is there much beside the two.

mod error;
mod parts;
pub mod read;
mod rows;

pub use error::Error;
pub use parts::{ATOM_FIELDS, RANGE_FIELDS, VERSION_FIELDS, glob_range, parse_atom, parse_version};

use polyatom::{Atom, Cpv, DepSpec, DepSpecKind, DepSpecOptions, Eapi, UseFlags, Version};
use polyatom_runtime::column::build::{BoolRows, Int8Rows, KeyRows, ListRows, TextRows};
use polyatom_runtime::column::{Column, build};
use rows::{each, each_pair};

/// The sort key of each version: byte strings whose plain order is the order of the versions.
pub fn sort_key(versions: &Column, strict: bool) -> Result<Column, Error> {
    each(versions, strict, |text, keys: &mut KeyRows| keys.push_written(|key| Version::sort_key_into(text, key)))
}

/// -1, 0 or 1 as each version of one column stands before, with or after that of the other.
pub fn compare(versions: &Column, others: &Column, strict: bool) -> Result<Column, Error> {
    let key = |text: &str| {
        let mut key = Vec::with_capacity(text.len() + 1);
        Version::sort_key_into(text, &mut key).map(|()| key)
    };
    each_pair(versions, others, strict, |version, other, orders: &mut Int8Rows| {
        orders.push(key(version)?.cmp(&key(other)?) as i8);
        Ok(())
    })
}

/// Which of the packages, each a category, a name and a version, an atom matches.
pub fn matches(packages: &Column, atom: &Atom, strict: bool) -> Result<Column, Error> {
    each(packages, strict, |package, matches: &mut BoolRows| {
        matches.push(atom.matches(&Cpv::parse(package)?));
        Ok(())
    })
}

/// Which of the packages the atom in the same row matches.
pub fn matches_each(packages: &Column, atoms: &Column, eapi: Option<Eapi>, strict: bool) -> Result<Column, Error> {
    each_pair(packages, atoms, strict, |package, atom, matches: &mut BoolRows| {
        matches.push(Atom::parse(atom, eapi)?.matches(&Cpv::parse(package)?));
        Ok(())
    })
}

/// The atoms of each dependency specification, as written and in their order, as if every condition held.
pub fn atoms(specs: &Column, eapi: Option<Eapi>, strict: bool) -> Result<Column, Error> {
    each(specs, strict, |text, lists: &mut ListRows| {
        let spec = DepSpec::parse(DepSpecKind::Depend, text, options(eapi))?;
        lists.push(spec.leaves().map(polyatom::NodeRef::text));
        Ok(())
    })
}

/// What is left of each dependency specification of that kind with these flags enabled.
pub fn evaluate(
    specs: &Column,
    use_flags: &UseFlags,
    kind: DepSpecKind,
    eapi: Option<Eapi>,
    strict: bool,
) -> Result<Column, Error> {
    each(specs, strict, |text, rest: &mut TextRows| {
        let spec = DepSpec::parse(kind, text, options(eapi))?;
        rest.push(spec.evaluate(use_flags).as_str().as_bytes());
        Ok(())
    })
}

/// As specifications are read anywhere else: without an EAPI, all that any allows, and repositories too.
fn options(eapi: Option<Eapi>) -> DepSpecOptions {
    DepSpecOptions { eapi, repo: eapi.is_none(), empty_groups: false }
}

/// A column of texts, which are copied.
pub fn of_texts<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Column {
    build::texts(texts).into()
}

/// `3 rows, 1 missing`.
pub fn describe(column: &Column, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let missing: usize = column.arrays().iter().map(polyatom_runtime::column::Array::missing).sum();
    write!(f, "{} row{}", column.len(), if column.len() == 1 { "" } else { "s" })?;
    if missing > 0 { write!(f, ", {missing} missing") } else { Ok(()) }
}
