//! A text that can be compared, whichever it is.

use polyatom::{Atom, Cpv, Error, Version};

/// A version, a package with its version, or an atom. Those of one kind compare; the kinds come in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    Version(Version),
    Cpv(Cpv),
    Atom(Atom),
}

impl Value {
    /// A text without a slash is a version. One that begins with a name and is a package with its version is that, for what is neither a
    /// version nor that must be an atom.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if !text.contains('/') {
            return Version::parse(text).map(Self::Version);
        }
        Cpv::parse(text).map(Self::Cpv).or_else(|_| Atom::parse(text, None).map(Self::Atom))
    }
}
