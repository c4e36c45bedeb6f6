//! Version operators (`sec:dep-operator`) and blockers (`tab:bang-strength-table`).

use std::cmp::Ordering;

use crate::version::{Version, VersionKey, compare, compare_base, compare_glob};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// The operator of an atom's version (`sec:dep-operator`).
    Operator, OperatorUnknown, 7 {
        /// `<`: strictly less.
        Less => "<",
        /// `<=`: less or equal.
        LessOrEqual => "<=",
        /// `=`: equal.
        Equal => "=",
        /// `=` with an asterisk after the version: equal as far as components are given.
        EqualGlob => "=*",
        /// `~`: equal if revisions are ignored.
        Approximate => "~",
        /// `>=`: greater or equal.
        GreaterOrEqual => ">=",
        /// `>`: strictly greater.
        Greater => ">",
    }
}

vocabulary! {
    /// How strongly an atom blocks what it matches (`tab:bang-strength-table`).
    Blocker, UnknownBlocker, 2 {
        /// `!`: may be ignored as long as the blocked package is uninstalled later on.
        Weak => "!",
        /// `!!`: must not be ignored.
        Strong => "!!",
    }
}

/// The key of a version and its text, as bytes.
pub(crate) type Keyed<'a> = (&'a VersionKey, &'a [u8]);

impl Operator {
    /// Whether `candidate` satisfies this operator with the version `wanted`.
    ///
    /// ```
    /// use polyatom::{Operator, Version};
    /// let wanted = Version::parse("1.2")?;
    /// assert!(Operator::Approximate.matches(&Version::parse("1.2-r3")?, &wanted));
    /// assert!(Operator::EqualGlob.matches(&Version::parse("1.2.3")?, &wanted));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn matches(self, candidate: &Version, wanted: &Version) -> bool {
        match self {
            Self::EqualGlob | Self::Approximate => self.matches_text(candidate.as_str().as_bytes(), wanted.as_str().as_bytes()),
            _ => self.accepts(candidate.cmp(wanted)),
        }
    }

    /// The same for the keys and texts of two valid versions.
    #[inline]
    pub(crate) fn matches_keyed(self, candidate: Keyed<'_>, wanted: Keyed<'_>) -> bool {
        match self {
            Self::EqualGlob | Self::Approximate => self.matches_text(candidate.1, wanted.1),
            _ => self.accepts(candidate.0.compare(wanted.0, || compare(candidate.1, wanted.1))),
        }
    }

    /// The same for the texts of two valid versions, as bytes.
    pub(crate) fn matches_text(self, candidate: &[u8], wanted: &[u8]) -> bool {
        match self {
            Self::EqualGlob => compare_glob(candidate, wanted).is_eq(),
            Self::Approximate => compare_base(candidate, wanted).is_eq(),
            _ => self.accepts(compare(candidate, wanted)),
        }
    }

    /// Whether the operator holds for a candidate that compares so with the wanted version.
    fn accepts(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Equal | Self::EqualGlob | Self::Approximate => order.is_eq(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Greater => order.is_gt(),
        }
    }

    /// What stands before the package in an atom; the glob's asterisk comes after the version.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::EqualGlob => "=",
            other => other.as_str(),
        }
    }
}
