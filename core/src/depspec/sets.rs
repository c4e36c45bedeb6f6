//! Specifications as sets of their items.

use std::collections::HashSet;

use super::DepSpec;
use super::kind::NodeKind;
use super::node::NodeRef;
use super::write::Writer;
use crate::atom::Atom;
use crate::error::{Error, Reason};

impl DepSpec {
    /// Whether one of the items reads so, whitespace aside, or is an equal atom. Items are what is in no group.
    pub fn contains(&self, item: &str) -> bool {
        contains(self.items(), item)
    }

    /// The items of both, those of `other` last, each once.
    ///
    /// Like the other operations on sets it needs two specifications of one grammar, such as `DEPEND` and `RDEPEND`; the
    /// result is of the first one's kind. It keeps the EAPI if both have the same, and has none otherwise.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let parse = |text| DepSpec::parse(DepSpecKind::Depend, text, None);
    /// let (a, b) = (parse("a/a || ( b/b c/c )")?, parse("d/d ||  ( b/b c/c )")?);
    /// assert_eq!(a.union(&b)?.as_str(), "a/a || ( b/b c/c ) d/d");
    /// assert_eq!(a.intersection(&b)?.as_str(), "|| ( b/b c/c )");
    /// assert_eq!(a.difference(&b)?.as_str(), "a/a");
    /// assert_eq!(a.symmetric_difference(&b)?.as_str(), "a/a d/d");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn union(&self, other: &Self) -> Result<Self, Error> {
        self.combined(other, self.items().chain(other.items()))
    }

    /// The items that are in both, each once.
    pub fn intersection(&self, other: &Self) -> Result<Self, Error> {
        let others = other.set();
        self.combined(other, self.items().filter(|item| others.contains(item)))
    }

    /// The items that are not in `other`, each once.
    pub fn difference(&self, other: &Self) -> Result<Self, Error> {
        let others = other.set();
        self.combined(other, self.items().filter(|item| !others.contains(item)))
    }

    /// The items that are in one of both only, those of `other` last, each once.
    pub fn symmetric_difference(&self, other: &Self) -> Result<Self, Error> {
        let (own, others) = (self.set(), other.set());
        let only_own = self.items().filter(|item| !others.contains(item));
        self.combined(other, only_own.chain(other.items().filter(|item| !own.contains(item))))
    }

    /// Whether every item is one of `other`.
    pub fn is_subset(&self, other: &Self) -> bool {
        let others = other.set();
        self.items().all(|item| others.contains(&item))
    }

    /// Whether no item is one of `other`.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        let others = other.set();
        !self.items().any(|item| others.contains(&item))
    }

    fn set(&self) -> HashSet<NodeRef<'_>> {
        self.items().collect()
    }

    fn combined<'a>(&'a self, other: &'a Self, items: impl Iterator<Item = NodeRef<'a>>) -> Result<Self, Error> {
        if self.kind.grammar() != other.kind.grammar() {
            return Err(other.error(Reason::KindDiffers, 0..other.text.len()));
        }
        let mut out = Writer::new(self.kind, self.eapi.filter(|_| self.eapi == other.eapi));
        let mut seen = HashSet::new();
        items.filter(|item| seen.insert(*item)).for_each(|item| out.copy(item));
        Ok(out.finish())
    }
}

impl NodeRef<'_> {
    /// Whether one of its children reads so, as [`DepSpec::contains`].
    pub fn contains(self, child: &str) -> bool {
        contains(self.children(), child)
    }
}

/// Whether one of the parts reads so, whitespace aside, or is an equal atom.
pub(super) fn contains<'a>(parts: impl Iterator<Item = NodeRef<'a>> + Clone, text: &str) -> bool {
    if parts.clone().any(|part| part.words().eq(text.split_ascii_whitespace())) {
        return true;
    }
    let atom = Atom::parse(text.trim_ascii(), None);
    atom.is_ok_and(|atom| parts.filter(|part| part.kind() == NodeKind::Atom).any(|part| part.atom().as_ref() == Some(&atom)))
}
