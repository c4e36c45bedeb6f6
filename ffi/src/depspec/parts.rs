//! Parts by their numbers: a walk over a specification that makes no object for each part.

use super::{DepSpec, NodeKind};
use crate::give::{Text, text};

#[uniffi::export]
impl DepSpec {
    /// The number of parts, with what is in groups.
    ///
    /// Parts are numbered from 0 in the order of `parts`, each group before what is in it. What is asked by number makes no object for
    /// a part: it is for walks over many specifications.
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.Depend, "ssl? ( a/b c/d ) e/f")
    /// spec.part_count -> 4
    /// spec.part_flag(0) -> "ssl"
    /// spec.part_text(1) -> "a/b"
    /// spec.part_end(0) -> 3
    /// ```
    pub fn part_count(&self) -> u64 {
        self.0.part_count() as u64
    }

    /// The kind of the part of that number, from 0 on.
    pub fn part_kind(&self, index: u64) -> Option<NodeKind> {
        self.part(index).map(|part| part.kind().into())
    }

    /// The exact text of the part of that number, from 0 on.
    pub fn part_text(&self, index: u64) -> Option<Text> {
        self.part(index).map(|part| text(part.text()))
    }

    /// The USE flag of the part of that number, from 0 on, if it is a condition or an item of `REQUIRED_USE`.
    pub fn part_flag(&self, index: u64) -> Option<Text> {
        self.part(index).and_then(|part| part.flag()).map(text)
    }

    /// Whether an exclamation mark stands before the flag of the part of that number, from 0 on.
    pub fn is_part_negated(&self, index: u64) -> bool {
        self.part(index).is_some_and(|part| part.negated())
    }

    /// The number of the first part after the part of that number, from 0 on, and after everything in it.
    pub fn part_end(&self, index: u64) -> Option<u64> {
        self.part(index).map(|part| part.after() as u64)
    }
}

impl DepSpec {
    fn part(&self, index: u64) -> Option<polyatom::NodeRef<'_>> {
        self.0.part(usize::try_from(index).ok()?)
    }
}
