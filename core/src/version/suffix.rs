//! Version suffixes, `_alpha3`.

use std::fmt;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The type of a version suffix, in the order of `alg:version-comparison-suffix-each`.
    SuffixKind, VersionSuffix, 5 {
        /// `_alpha`.
        Alpha => "alpha",
        /// `_beta`.
        Beta => "beta",
        /// `_pre`.
        Pre => "pre",
        /// `_rc`.
        Rc => "rc",
        /// `_p`, which sorts after no suffix at all.
        P => "p",
    }
}

/// One suffix of a version. It displays as written, without the underscore: `alpha3`.
#[derive(Clone, Copy, Debug)]
pub struct Suffix<'a> {
    /// The type.
    pub kind: SuffixKind,
    /// The digits of the number, if one is written.
    pub number: Option<&'a str>,
}

impl<'a> Suffix<'a> {
    /// `text` is a suffix of a valid version, without the underscore.
    pub(crate) fn from_valid(text: &'a str) -> Self {
        let letters = text.bytes().take_while(u8::is_ascii_lowercase).count();
        let (kind, number) = text.split_at(letters);
        let kind = kind_of(kind.as_bytes()).map_or(SuffixKind::P, |(kind, _)| kind);
        Self { kind, number: Some(number).filter(|number| !number.is_empty()) }
    }
}

impl fmt::Display for Suffix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind, self.number.unwrap_or(""))
    }
}

/// The type that `bytes` begins with, and the length of its name.
#[inline]
pub(crate) fn kind_of(bytes: &[u8]) -> Option<(SuffixKind, usize)> {
    match bytes {
        [b'p', b'r', b'e', ..] => Some((SuffixKind::Pre, 3)),
        [b'p', ..] => Some((SuffixKind::P, 1)),
        [b'r', b'c', ..] => Some((SuffixKind::Rc, 2)),
        [b'b', b'e', b't', b'a', ..] => Some((SuffixKind::Beta, 4)),
        [b'a', b'l', b'p', b'h', b'a', ..] => Some((SuffixKind::Alpha, 5)),
        _ => None,
    }
}
