//! What is known about one package, for atoms to match.

use std::collections::{BTreeSet, HashSet};
use std::hash::BuildHasher;

use crate::cpv::Cpv;
use crate::slot::Slot;

/// Facts about one package: its name and version, and what else is known.
///
/// ```
/// use polyatom::{Atom, Cpv, NO_FLAGS, Package, Slot};
/// let python = Package::new(Cpv::parse("dev-lang/python-3.12.1")?)
///     .slot(Slot::parse("3.12")?)
///     .iuse(["+ssl", "tk"])
///     .use_flags(["ssl"]);
/// assert!(Atom::parse("dev-lang/python:3.12[ssl,-tk]", None)?.matches_package(&python, NO_FLAGS));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Package {
    /// Category, package and version.
    pub cpv: Cpv,
    /// Slot and sub-slot, if known. An atom with a slot does not match without.
    pub slot: Option<Slot>,
    /// The repository's name, if known. An atom with a repository does not match without.
    pub repo: Option<String>,
    /// The enabled USE flags.
    pub use_flags: Vec<String>,
    /// The flags that USE dependencies may refer to (`IUSE_REFERENCEABLE`, `sec:use-iuse-handling`), perhaps with
    /// their defaults (`+ssl`). If not known, the enabled flags are taken for it.
    pub iuse: Option<Vec<String>>,
}

impl Package {
    /// A package about which only name and version are known.
    pub fn new(cpv: Cpv) -> Self {
        Self { cpv, slot: None, repo: None, use_flags: Vec::new(), iuse: None }
    }

    /// With this slot.
    #[must_use]
    pub fn slot(self, slot: Slot) -> Self {
        Self { slot: Some(slot), ..self }
    }

    /// From this repository.
    #[must_use]
    pub fn repo(self, repo: impl Into<String>) -> Self {
        Self { repo: Some(repo.into()), ..self }
    }

    /// With these USE flags enabled.
    #[must_use]
    pub fn use_flags<T: Into<String>>(self, flags: impl IntoIterator<Item = T>) -> Self {
        Self { use_flags: flags.into_iter().map(Into::into).collect(), ..self }
    }

    /// With these flags in `IUSE_REFERENCEABLE`.
    #[must_use]
    pub fn iuse<T: Into<String>>(self, flags: impl IntoIterator<Item = T>) -> Self {
        Self { iuse: Some(flags.into_iter().map(Into::into).collect()), ..self }
    }

    /// Whether the flag is enabled.
    pub fn enables(&self, flag: &str) -> bool {
        self.use_flags.contains_flag(flag)
    }

    /// Whether USE dependencies may refer to the flag.
    pub fn has_flag(&self, flag: &str) -> bool {
        match &self.iuse {
            Some(iuse) => iuse.iter().any(|entry| entry.strip_prefix(['+', '-']).unwrap_or(entry) == flag),
            None => self.enables(flag),
        }
    }

    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts { cpv: &self.cpv, slot: self.slot.as_ref(), repo: self.repo.as_deref(), flags: Some(self) }
    }
}

/// What matching looks at; a bare [`Cpv`] is a package without flags.
pub(crate) struct Facts<'a> {
    pub(crate) cpv: &'a Cpv,
    pub(crate) slot: Option<&'a Slot>,
    pub(crate) repo: Option<&'a str>,
    pub(crate) flags: Option<&'a Package>,
}

impl<'a> Facts<'a> {
    pub(crate) fn of_cpv(cpv: &'a Cpv) -> Self {
        Self { cpv, slot: None, repo: None, flags: None }
    }

    /// The flag's state, if USE dependencies may refer to it.
    pub(crate) fn flag(&self, flag: &str) -> Option<bool> {
        let package = self.flags?;
        package.has_flag(flag).then(|| package.enables(flag))
    }
}

/// A set of enabled USE flags, such as a slice, a vector or a set of texts.
pub trait UseSet {
    /// Whether the flag is in it.
    fn contains_flag(&self, flag: &str) -> bool;
}

/// No enabled flags.
pub const NO_FLAGS: &[&str] = &[];

impl<T: AsRef<str>> UseSet for [T] {
    fn contains_flag(&self, flag: &str) -> bool {
        self.iter().any(|enabled| enabled.as_ref() == flag)
    }
}

impl<T: AsRef<str>, const N: usize> UseSet for [T; N] {
    fn contains_flag(&self, flag: &str) -> bool {
        self.as_slice().contains_flag(flag)
    }
}

impl<T: AsRef<str>> UseSet for Vec<T> {
    fn contains_flag(&self, flag: &str) -> bool {
        self.as_slice().contains_flag(flag)
    }
}

impl UseSet for BTreeSet<String> {
    fn contains_flag(&self, flag: &str) -> bool {
        self.contains(flag)
    }
}

impl<S: BuildHasher> UseSet for HashSet<String, S> {
    fn contains_flag(&self, flag: &str) -> bool {
        self.contains(flag)
    }
}

impl<T: UseSet + ?Sized> UseSet for &T {
    fn contains_flag(&self, flag: &str) -> bool {
        (**self).contains_flag(flag)
    }
}
