//! Versions and their parts.

use crate::give::{Made, Text, text};
use crate::mirror::{mirror, text_type};
use crate::{Operator, Refused};
use std::sync::Arc;

text_type! {
    /// A version, such as `1.2.3b_rc4-r5` (PMS, sec:version-spec).
    ///
    /// Versions compare as PMS says (alg:version-comparison): `1.9_rc1`, `1.9`, `1.9-r1`, `1.9_p1`, `1.10` is their order. Numbers
    /// may have any length. Versions can be equal though their texts differ: `1`, `1-r0` and `01` are, and so are `1.0` and `1.00`.
    ///
    /// ```example
    /// version = Version("1.2.3b_rc4-r5")
    /// version.segments() -> [1, 2, 3]
    /// version.is_prerelease -> true
    /// version.release -> "1.2.3b"
    /// Version("1.") -> error Version missing_number
    /// ```
    Version
}

#[uniffi::export]
impl Version {
    /// Reads a version, without an operator.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Version::parse(text)?))
    }

    /// Makes the version that stands for one which another project wrote, `2.0.0_rc1` for `v2.0.0-rc.1`.
    ///
    /// A version of PMS stays as it is. Otherwise, and without regard to case: `v`, `ver`, `version`, `rel` or `release` before the numbers
    /// is left out, also with `-`, `_` or `.` after it. Numbers between dots stay as they are, and a date with hyphens, `2024-01-02`, becomes
    /// `2024.01.02`. `alpha`, `beta`, `pre`, `preview` and `rc` become `_alpha`, `_beta`, `_pre`, `_pre` and `_rc`, with their number if they
    /// have one, and `a1` and `b1` become `_alpha1` and `_beta1`. `post`, and `p1`, `pl1` or `patch1` directly after the numbers, become `_p`.
    /// `.dev1` becomes `_pre1` after one of these, and directly after the numbers `_alpha_alpha1`, which is before any `_alpha`.
    ///
    /// Before these words, and between them and their numbers, may be one of `.`, `-` and `_`. Whatever has no place in the order of PMS
    /// is an error which says so: an epoch, build metadata, a distribution's revision, a snapshot, any other word. Versions of PEP 440 in
    /// its normal form and of Semantic Versioning keep their order, as long as a project writes as many numbers each time and stays with
    /// one word for one thing. `Version` gives the same as the hint of its error.
    ///
    /// ```example
    /// Version.from_upstream("v2.0.0-rc.1") -> "2.0.0_rc1"
    /// ```
    #[uniffi::constructor]
    pub fn from_upstream(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Version::from_upstream(text)?))
    }

    /// The numbers as integers: 1, 2 and 3 of `1.2.03b`. A number of 2^63 or more is an error; `numbers` has its text.
    ///
    /// A leading zero is lost here, though `1.1` and `1.01` are different versions: compare the versions, not these.
    pub fn segments(&self) -> Result<Vec<i64>, Refused> {
        Ok(self.0.segments()?.into_iter().map(u64::cast_signed).collect())
    }

    /// The number of the revision; 0 if none is written. A number of 2^63 or more is an error.
    pub fn revision_number(&self) -> Result<i64, Refused> {
        Ok(self.0.revision_number()?.cast_signed())
    }

    /// Whether one of its suffixes is `_alpha`, `_beta`, `_pre` or `_rc`.
    pub fn is_prerelease(&self) -> bool {
        self.0.is_prerelease()
    }

    /// Whether it is by convention built from a repository: `9999`, `1.9999`, `99999999-r1`. Its last number consists of at least four
    /// nines, and nothing but a revision follows.
    ///
    /// ```example
    /// Version("9999").is_live -> true
    /// ```
    pub fn is_live(&self) -> bool {
        self.0.is_live()
    }

    /// The numbers and the letter alone, `1.2b` of `1.2b_rc4-r5`: what a pre-release or a patch belongs to.
    pub fn release(&self) -> Version {
        Self(self.0.release())
    }

    /// The version with the next revision: `1.2-r1` after `1.2`, `1.2-r10` after `1.2-r9`.
    ///
    /// ```example
    /// Version("1.2").next_revision() -> "1.2-r1"
    /// ```
    pub fn next_revision(&self) -> Version {
        Self(self.0.next_revision())
    }

    /// The same version written shortest: `1.01_p` for `01.010_p0-r0`. Equal versions have equal canonical texts.
    ///
    /// ```example
    /// Version("01.010_p0-r0").canonical -> "1.01_p"
    /// ```
    pub fn canonical(&self) -> Version {
        Self(self.0.canonical())
    }

    /// The numbers, as written: `1`, `2` and `3` of `1.2.3b`.
    pub fn numbers(&self) -> Vec<String> {
        self.0.numbers().map(str::to_owned).collect()
    }

    /// The letter after the numbers.
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
    ///
    /// ```example
    /// Version("1.2").with_revision("3") -> "1.2-r3"
    /// ```
    pub fn with_revision(&self, revision: Option<Arc<Revision>>) -> Version {
        Self(self.0.with_revision(revision.as_ref().map(|revision| &revision.0)))
    }

    /// Whether this version satisfies an operator with another version, as in an atom (PMS, sec:dep-operator).
    ///
    /// ```example
    /// Version("1.2.3").satisfies(Operator.EqualGlob, "1.2") -> true
    /// ```
    pub fn satisfies(&self, op: Operator, wanted: &Version) -> bool {
        polyatom::Operator::from(op).matches(&self.0, &wanted.0)
    }

    /// Bytes whose plain order is the order of versions, and which are equal for equal versions: what a database can sort, index
    /// and join by.
    pub fn sort_key(&self) -> Vec<u8> {
        self.0.sort_key()
    }

    /// The common prefix of the sort keys of all versions that `=VERSION*` matches.
    pub fn glob_key(&self) -> Vec<u8> {
        self.0.glob_key()
    }
}

text_type! {
    /// The number of a revision, the `2` of `-r2`. It may have any length; `0` and `00` are equal.
    ///
    /// ```example
    /// Revision("02").number() -> 2
    /// ```
    Revision
}

#[uniffi::export]
impl Revision {
    /// Reads a revision's digits.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Revision::parse(text)?))
    }

    /// The number. One of 2^63 or more is an error; the text has all its digits.
    pub fn number(&self) -> Result<i64, Refused> {
        Ok(self.0.number()?.cast_signed())
    }
}

mirror! {
    /// The kind of a version's suffix, lowest first. A version without a suffix stands between `Rc` and `P`.
    ///
    /// ```example
    /// Version("1_rc2").suffixes[0].kind -> SuffixKind.Rc
    /// ```
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
///
/// ```example
/// suffix = VersionSuffix(SuffixKind.Rc, number = "2")
/// suffix.number -> "2"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct VersionSuffix {
    /// The kind.
    pub kind: SuffixKind,
    /// The number, as written; without one it counts as 0.
    #[uniffi(default = None)]
    pub number: Option<String>,
}

/// Compares two versions: -1 if the first is older, 0 if they are equal, 1 if it is newer (PMS, alg:version-comparison).
///
/// It takes texts and keeps nothing of them. It fails if one of them is not a version.
///
/// ```example
/// compare_versions("1.10", "1.9") -> 1
/// compare_versions("1.0", "1.0-r0") -> 0
/// ```
#[uniffi::export]
pub fn compare_versions(a: &str, b: &str) -> Result<i8, Refused> {
    Ok(polyatom::Version::parse(a)?.cmp(&polyatom::Version::parse(b)?) as i8)
}
