//! Checks that need no object, and the library's version.

use crate::{Eapi, PolyatomError};
use polyatom::names;
use std::fmt;

/// What a name is the name of (PMS, "Restrictions upon names").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Enum)]
#[uniffi::export(Display, Eq, Hash, Ord)]
pub enum NameKind {
    /// A category.
    Category,
    /// A package.
    Package,
    /// A slot.
    Slot,
    /// A USE flag.
    UseFlag,
    /// A repository.
    Repository,
    /// An eclass.
    Eclass,
    /// A license.
    License,
    /// A keyword.
    Keyword,
    /// An EAPI.
    Eapi,
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Category => "category",
            Self::Package => "package",
            Self::Slot => "slot",
            Self::UseFlag => "use_flag",
            Self::Repository => "repository",
            Self::Eclass => "eclass",
            Self::License => "license",
            Self::Keyword => "keyword",
            Self::Eapi => "eapi",
        })
    }
}

/// Fails if the name is not one of that kind.
#[uniffi::export]
pub fn check_name(kind: NameKind, name: &str) -> Result<(), PolyatomError> {
    let check = match kind {
        NameKind::Category => names::category,
        NameKind::Package => names::package,
        NameKind::Slot => names::slot,
        NameKind::UseFlag => names::use_flag,
        NameKind::Repository => names::repository,
        NameKind::Eclass => names::eclass,
        NameKind::License => names::license,
        NameKind::Keyword => names::keyword,
        NameKind::Eapi => names::eapi,
    };
    Ok(check(name)?)
}

/// Whether the name is one of that kind.
#[uniffi::export]
pub fn is_valid_name(kind: NameKind, name: &str) -> bool {
    check_name(kind, name).is_ok()
}

/// Whether the text is an atom, by the rules of `Atom`.
#[uniffi::export(default(eapi = None))]
pub fn is_valid_atom(text: &str, eapi: Option<Eapi>) -> bool {
    polyatom::Atom::is_valid(text, eapi.map(polyatom::Eapi::from))
}

/// Whether the text is a `category/package-version`.
#[uniffi::export]
pub fn is_valid_cpv(text: &str) -> bool {
    polyatom::Cpv::is_valid(text)
}

/// Whether the text is a version.
#[uniffi::export]
pub fn is_valid_version(text: &str) -> bool {
    polyatom::Version::is_valid(text)
}

/// The version of the library.
#[uniffi::export]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
