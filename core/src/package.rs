//! What is known about one package, for atoms to match.

use crate::cpv::Cpv;
use crate::error::Error;
use crate::flags::UseFlags;
use crate::iuse::Iuse;
use crate::names;
use crate::slot::Slot;

/// Facts about one package: its name and version, and what else is known. Flags are sets: their order means nothing.
///
/// ```
/// use polyatom::{Atom, Cpv, Iuse, NO_FLAGS, Package, Slot, UseFlags};
/// let python = Package::new(Cpv::parse("dev-lang/python-3.12.1")?)
///     .slot(Slot::parse("3.12")?)
///     .iuse(Iuse::parse("+ssl tk")?)
///     .use_flags(UseFlags::new(["ssl"])?);
/// assert!(Atom::parse("dev-lang/python:3.12[ssl,-tk]", None)?.matches_package(&python, NO_FLAGS));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Package {
    /// Category, package and version.
    pub cpv: Cpv,
    /// Slot and sub-slot, if known. An atom with a slot does not match without.
    pub slot: Option<Slot>,
    repo: Option<Box<str>>,
    /// The enabled USE flags.
    pub use_flags: UseFlags,
    /// The flags that USE dependencies may refer to (`IUSE_REFERENCEABLE`, `sec:use-iuse-handling`), perhaps with
    /// their defaults (`+ssl`). If not known, the enabled flags are taken for it.
    pub iuse: Option<Iuse>,
}

impl Package {
    /// A package about which only name and version are known.
    pub fn new(cpv: Cpv) -> Self {
        Self { cpv, slot: None, repo: None, use_flags: UseFlags::default(), iuse: None }
    }

    /// With this slot.
    #[must_use]
    pub fn slot(self, slot: impl Into<Option<Slot>>) -> Self {
        Self { slot: slot.into(), ..self }
    }

    /// In this repository. It fails if that is not a repository's name.
    pub fn in_repo(self, repo: &str) -> Result<Self, Error> {
        names::repository(repo)?;
        Ok(Self { repo: Some(repo.into()), ..self })
    }

    /// With these USE flags enabled.
    #[must_use]
    pub fn use_flags(self, use_flags: UseFlags) -> Self {
        Self { use_flags, ..self }
    }

    /// With these flags in `IUSE_REFERENCEABLE`.
    #[must_use]
    pub fn iuse(self, iuse: impl Into<Option<Iuse>>) -> Self {
        Self { iuse: iuse.into(), ..self }
    }

    /// The repository's name, if known. An atom with a repository does not match without.
    pub fn repo(&self) -> Option<&str> {
        self.repo.as_deref()
    }

    /// Whether the flag is enabled.
    pub fn enables(&self, flag: &str) -> bool {
        self.use_flags.contains(flag)
    }

    /// Whether USE dependencies may refer to the flag.
    pub fn has_flag(&self, flag: &str) -> bool {
        match &self.iuse {
            Some(iuse) => iuse.contains(flag),
            None => self.enables(flag),
        }
    }

    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts { cpv: &self.cpv, slot: self.slot.as_ref(), repo: self.repo(), flags: Some(self) }
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
        match &package.iuse {
            Some(iuse) => iuse.contains(flag).then(|| package.enables(flag)),
            None => package.enables(flag).then_some(true),
        }
    }
}
