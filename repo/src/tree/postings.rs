//! Which packages name which others: plain data, made by `query` and kept by the repository.

use std::ops::Range;

use polyatom::{Atom, Cpn};

use crate::error::Error;

/// A place where an atom stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    /// The place of the package in the index.
    pub(crate) package: u32,
    /// The place of the atom.
    pub(crate) atom: u32,
    /// The place of the path that leads to it.
    pub(crate) path: u32,
    /// The variable, as its place among all kinds.
    pub(crate) kind: u8,
}

/// Every atom of a repository's dependencies, by the name in it.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    /// The names in the atoms, in order.
    pub(crate) names: Box<[Cpn]>,
    /// Where the postings of each name begin, and after the last one their number.
    pub(crate) starts: Box<[u32]>,
    pub(crate) postings: Box<[Posting]>,
    pub(crate) atoms: Box<[Atom]>,
    /// The groups around atoms, outermost first, with a blank between.
    pub(crate) paths: Box<[Box<str>]>,
    pub(crate) errors: Vec<Error>,
}

impl Postings {
    /// The postings of a name.
    pub(crate) fn of(&self, cpn: &Cpn) -> &[Posting] {
        let range: Range<usize> = match self.names.binary_search(cpn) {
            Ok(at) => self.starts[at] as usize..self.starts[at + 1] as usize,
            Err(_) => 0..0,
        };
        &self.postings[range]
    }
}
