//! Equality, order and hash of atoms: part by part, versions by `alg:version-comparison`.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Atom;
use crate::operator::Operator;
use crate::use_dep::UseDepParts;
use crate::version::{compare, open_bytes};

impl Atom {
    /// By category, then package. The texts with their slash are only good for telling that they are the same.
    #[inline]
    fn compare_names(&self, other: &Self) -> Ordering {
        if self.name_bytes() == other.name_bytes() {
            return Ordering::Equal;
        }
        self.compare_categories(other)
    }

    #[inline(never)]
    fn compare_categories(&self, other: &Self) -> Ordering {
        (self.category(), self.package()).cmp(&(other.category(), other.package()))
    }

    #[inline]
    fn compare_versions(&self, other: &Self) -> Ordering {
        // No version has a key that stands before all others, and is all of it.
        self.key.compare(&other.key, || compare(self.version_bytes(), other.version_bytes()))
    }

    /// Seldom needed, and kept out of the way of what is.
    #[cold]
    #[inline(never)]
    fn compare_rest(&self, other: &Self) -> Ordering {
        let (a, b) = (&self.parts, &other.parts);
        (a.op, a.blocker)
            .cmp(&(b.op, b.blocker))
            .then_with(|| self.slot().cmp(&other.slot()))
            .then_with(|| self.subslot().cmp(&other.subslot()))
            .then_with(|| a.slot_op.cmp(&b.slot_op))
            .then_with(|| self.compare_use_deps(other))
            .then_with(|| self.repo().cmp(&other.repo()))
            .then_with(|| self.open_bytes().cmp(&other.open_bytes()))
    }

    fn use_deps_text(&self) -> &str {
        &self.text[self.parts.repo_end as usize..]
    }

    /// As sets: all have to hold, so that neither order nor repetition means anything.
    fn compare_use_deps(&self, other: &Self) -> Ordering {
        if self.use_deps_text() == other.use_deps_text() {
            return Ordering::Equal;
        }
        self.sorted_use_parts().cmp(&other.sorted_use_parts())
    }

    /// The USE dependencies in order, each once.
    pub(super) fn sorted_use_parts(&self) -> Vec<UseDepParts<'_>> {
        let mut deps: Vec<_> = self.use_parts().collect();
        deps.sort_unstable();
        deps.dedup();
        deps
    }

    /// What an asterisk leaves open, which equal versions do not decide: `1*` goes on where `1-r0*` does not.
    pub(super) fn open_bytes(&self) -> usize {
        match self.op() {
            Some(Operator::EqualGlob) => self.version_text().map_or(0, open_bytes),
            _ => 0,
        }
    }
}

impl PartialEq for Atom {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text || self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Atom {}

impl PartialOrd for Atom {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Atom {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare_names(other).then_with(|| self.compare_versions(other)).then_with(|| self.compare_rest(other))
    }
}

impl Hash for Atom {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
        self.key.hash_or(state, self.version_text().unwrap_or_default());
        let parts = &self.parts;
        (parts.op, parts.blocker, parts.slot_op).hash(state);
        // From the slot to the repository the text is the identity: everything before it has been hashed.
        self.text[parts.package_end()..parts.repo_end as usize].hash(state);
        if self.use_parts().is_sorted_by(|a, b| a < b) {
            self.use_parts().for_each(|dep| dep.hash(state));
        } else {
            self.sorted_use_parts().iter().for_each(|dep| dep.hash(state));
        }
    }
}
