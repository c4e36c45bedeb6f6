//! Checks that need no object, and the library's version.

use crate::give::{Fixed, text};
use crate::mirror::mirror;
use crate::{Eapi, Refused};

mirror! {
    /// The kind of thing that a name is for (PMS, "Restrictions upon names").
    ///
    /// ```example
    /// is_valid_name(NameKind.UseFlag, "-ssl") -> false
    /// ```
    NameKind {
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
}

/// Fails if the name is not one of that kind.
///
/// ```example
/// check_name(NameKind.UseFlag, "-ssl") -> error InvalidName use_flag_start
/// ```
#[uniffi::export]
pub fn check_name(kind: NameKind, name: &str) -> Result<(), Refused> {
    Ok(polyatom::NameKind::from(kind).check(name)?)
}

/// Whether the name is one of that kind.
#[uniffi::export]
pub fn is_valid_name(kind: NameKind, name: &str) -> bool {
    check_name(kind, name).is_ok()
}

/// Whether the text is an atom, by the rules of `Atom`.
///
/// ```example
/// is_valid_atom(">=a/b-1:3") -> true
/// is_valid_atom(">=a/b-1:3", eapi = Eapi.V0) -> false
/// ```
#[uniffi::export(default(eapi = None))]
pub fn is_valid_atom(text: &str, eapi: Option<Eapi>) -> bool {
    polyatom::Atom::is_valid(text, eapi.map(polyatom::Eapi::from))
}

/// Whether the text is a `category/package-version`.
///
/// ```example
/// is_valid_cpv("a/b-1") -> true
/// ```
#[uniffi::export]
pub fn is_valid_cpv(text: &str) -> bool {
    polyatom::Cpv::is_valid(text)
}

/// Whether the text is a version.
///
/// ```example
/// is_valid_version("1.2.") -> false
/// ```
#[uniffi::export]
pub fn is_valid_version(text: &str) -> bool {
    polyatom::Version::is_valid(text)
}

/// The version of the library.
#[uniffi::export]
pub fn library_version() -> Fixed {
    text(env!("CARGO_PKG_VERSION"))
}
