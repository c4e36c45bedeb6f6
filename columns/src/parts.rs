//! The parts of texts, as columns of structs.

use crate::Error;
use crate::rows::each;
use polyatom::{Atom, Eapi, Version};
use polyatom_runtime::column::build::{Build, KeyRows, ListRows, TextRows, structs};
use polyatom_runtime::column::{Array, Bits, Column};

/// What there is of an atom. All but the last are text; that is the list of its USE dependencies.
pub const ATOM_FIELDS: [&str; 11] =
    ["blocker", "op", "category", "package", "cpn", "version", "slot", "subslot", "slot_op", "repo", "use_deps"];

/// What there is of a version, all of it text.
pub const VERSION_FIELDS: [&str; 5] = ["base", "numbers", "letter", "suffixes", "revision"];

/// The parts of each atom: a struct with [`ATOM_FIELDS`].
pub fn parse_atom(atoms: &Column, eapi: Option<Eapi>, strict: bool) -> Result<Column, Error> {
    each(atoms, strict, |text, rows: &mut AtomRows| {
        rows.push(&Atom::parse(text, eapi)?);
        Ok(())
    })
}

/// The parts of each version: a struct with [`VERSION_FIELDS`].
pub fn parse_version(versions: &Column, strict: bool) -> Result<Column, Error> {
    each(versions, strict, |text, rows: &mut VersionRows| {
        rows.push(&Version::parse(text)?);
        Ok(())
    })
}

/// For each version, the keys between which those of `=version*` lie: a struct with [`RANGE_FIELDS`].
pub fn glob_range(versions: &Column, strict: bool) -> Result<Column, Error> {
    each(versions, strict, |text, rows: &mut RangeRows| {
        let (low, high) = Version::parse(text)?.glob_range();
        rows.validity.push(true);
        rows.keys[0].push(&low);
        rows.keys[1].push(&high);
        Ok(())
    })
}

/// The first key that is within, and the first that is beyond.
pub const RANGE_FIELDS: [&str; 2] = ["low", "high"];

#[derive(Debug, Default)]
struct RangeRows {
    validity: Bits,
    keys: [KeyRows; 2],
}

impl Build for RangeRows {
    fn push_missing(&mut self) {
        self.validity.push(false);
        self.keys.iter_mut().for_each(Build::push_missing);
    }

    fn append(&mut self, part: Self) {
        self.validity.append(&part.validity);
        self.keys.iter_mut().zip(part.keys).for_each(|(keys, part)| keys.append(part));
    }

    fn finish(self) -> Array {
        let fields = RANGE_FIELDS.into_iter().zip(self.keys.map(Build::finish));
        structs(self.validity, fields.collect())
    }
}

/// Rows of structs: which are there, and their fields, all text.
#[derive(Debug)]
struct Texts<const FIELDS: usize> {
    validity: Bits,
    fields: [TextRows; FIELDS],
}

impl<const FIELDS: usize> Default for Texts<FIELDS> {
    fn default() -> Self {
        Self { validity: Bits::default(), fields: std::array::from_fn(|_| TextRows::default()) }
    }
}

impl<const FIELDS: usize> Texts<FIELDS> {
    fn push(&mut self, values: [Option<&str>; FIELDS]) {
        self.validity.push(true);
        self.fields.iter_mut().zip(values).for_each(|(field, value)| field.push_maybe(value.map(str::as_bytes)));
    }

    fn push_missing(&mut self) {
        self.validity.push(false);
        self.fields.iter_mut().for_each(Build::push_missing);
    }

    fn append(&mut self, part: Self) {
        self.validity.append(&part.validity);
        self.fields.iter_mut().zip(part.fields).for_each(|(field, part)| field.append(part));
    }

    /// Which rows are there, and the fields by these names.
    fn finish(self, names: &[&'static str]) -> (Bits, Vec<(&'static str, Array)>) {
        let fields = names.iter().zip(self.fields).map(|(name, field)| (*name, field.finish()));
        (self.validity, fields.collect())
    }
}

/// A part that is there.
fn written(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

#[derive(Debug, Default)]
struct VersionRows(Texts<{ VERSION_FIELDS.len() }>);

impl VersionRows {
    fn push(&mut self, version: &Version) {
        let base = version.base();
        let numbers = base.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let suffixes = base.find('_').unwrap_or(base.len());
        let (letter, suffixes) = (written(&base[numbers..suffixes]), written(&base[suffixes..]));
        self.0.push([Some(base), Some(&base[..numbers]), letter, suffixes, version.revision_digits()]);
    }
}

impl Build for VersionRows {
    fn push_missing(&mut self) {
        self.0.push_missing();
    }

    fn append(&mut self, part: Self) {
        self.0.append(part.0);
    }

    fn finish(self) -> Array {
        let (validity, fields) = self.0.finish(&VERSION_FIELDS);
        structs(validity, fields)
    }
}

#[derive(Debug, Default)]
struct AtomRows {
    texts: Texts<{ ATOM_FIELDS.len() - 1 }>,
    use_deps: ListRows,
}

impl AtomRows {
    fn push(&mut self, atom: &Atom) {
        let cpn = atom.cpn();
        self.texts.push([
            atom.blocker().map(|blocker| blocker.as_str()),
            atom.op().map(|op| op.as_str()),
            Some(atom.category()),
            Some(atom.package()),
            Some(cpn.as_str()),
            atom.version_text(),
            atom.slot(),
            atom.subslot(),
            atom.slot_op().map(|op| op.as_str()),
            atom.repo(),
        ]);
        self.use_deps.push(atom.use_texts());
    }
}

impl Build for AtomRows {
    fn push_missing(&mut self) {
        self.texts.push_missing();
        self.use_deps.push_missing();
    }

    fn append(&mut self, part: Self) {
        self.texts.append(part.texts);
        self.use_deps.append(part.use_deps);
    }

    fn finish(self) -> Array {
        let (validity, mut fields) = self.texts.finish(&ATOM_FIELDS);
        fields.push((ATOM_FIELDS[ATOM_FIELDS.len() - 1], self.use_deps.finish()));
        structs(validity, fields)
    }
}
