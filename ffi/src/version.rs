//! Versions and their parts.

use crate::give::{Made, Text, text};
use crate::mirror::{mirror, text_type};
use crate::{Operator, PolyatomError};
use std::sync::Arc;

text_type! {
    /// A version, such as `1.2.3b_rc4-r5` (PMS, sec:version-spec).
    ///
    /// Versions compare as PMS says (alg:version-comparison): `1.9_rc1`, `1.9`, `1.9-r1`, `1.9_p1`, `1.10` is their order. Numbers
    /// may have any length. Versions can be equal though their texts differ: `1`, `1-r0` and `01` are, and so are `1.0` and `1.00`.
    Version
}

#[uniffi::export]
impl Version {
    /// Reads a version, without an operator.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, PolyatomError> {
        Ok(Self(polyatom::Version::parse(text)?))
    }

    /// The numbers, as written: `1`, `2` and `3` of `1.2.3b`.
    pub fn numbers(&self) -> Vec<String> {
        self.0.numbers().map(str::to_owned).collect()
    }

    /// The letter behind the numbers.
    pub fn letter(&self) -> Option<String> {
        self.0.letter().map(String::from)
    }

    /// The suffixes, in order: `_rc4` and so on.
    pub fn suffixes(&self) -> Vec<VersionSuffix> {
        let suffix = |s: polyatom::Suffix| VersionSuffix { kind: s.kind.into(), number: s.number.map(str::to_owned) };
        self.0.suffixes().map(suffix).collect()
    }

    /// The revision if one is written; without one it counts as 0.
    pub fn revision(&self) -> Option<Made<Revision>> {
        self.0.revision().map(Revision::made)
    }

    /// The text without its revision.
    pub fn base(&self) -> Text {
        text(self.0.base())
    }

    /// The version without its revision.
    pub fn without_revision(&self) -> Version {
        Self(self.0.without_revision())
    }

    /// The version with another revision, or with none.
    pub fn with_revision(&self, revision: Option<Arc<Revision>>) -> Version {
        Self(self.0.with_revision(revision.as_ref().map(|revision| &revision.0)))
    }

    /// Whether this version satisfies an operator with another version, as in an atom (PMS, sec:dep-operator).
    pub fn satisfies(&self, op: Operator, wanted: &Version) -> bool {
        polyatom::Operator::from(op).matches(&self.0, &wanted.0)
    }

    /// Bytes whose plain order is the order of versions, and which are equal for equal versions: what a database can sort, index
    /// and join by.
    pub fn sort_key(&self) -> Vec<u8> {
        self.0.sort_key()
    }

    /// Bytes that the sort keys of those versions begin with which `=…*` with this version matches.
    pub fn glob_key(&self) -> Vec<u8> {
        self.0.glob_key()
    }
}

text_type! {
    /// The number of a revision, the `2` of `-r2`. It may have any length; `0` and `00` are equal.
    Revision
}

#[uniffi::export]
impl Revision {
    /// Reads a revision's digits.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, PolyatomError> {
        Ok(Self(polyatom::Revision::parse(text)?))
    }
}

mirror! {
    /// The kind of a version's suffix, lowest first. A version without a suffix stands between `Rc` and `P`.
    SuffixKind {
        /// `_alpha`.
        Alpha,
        /// `_beta`.
        Beta,
        /// `_pre`.
        Pre,
        /// `_rc`.
        Rc,
        /// `_p`.
        P,
    }
}

/// A suffix of a version.
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct VersionSuffix {
    /// Its kind.
    pub kind: SuffixKind,
    /// Its number, as written; without one it counts as 0.
    #[uniffi(default = None)]
    pub number: Option<String>,
}
