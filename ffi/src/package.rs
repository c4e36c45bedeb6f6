//! What is known about one package, for atoms to match.

use crate::flags::FlagsOrNone;
use crate::give::{Made, Text, text};
use crate::{Cpv, Iuse, Refused, Slot, UseFlags};
use std::sync::Arc;

/// Facts about one package: its name and version, and what else is known. Flags are sets, and compare as such.
///
/// ```example
/// package = Package("dev-lang/python-3.12.1", slot = "3.12", repo = "gentoo")
/// package.slot -> "3.12"
/// package.repo -> "gentoo"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Object)]
#[uniffi::export(Debug, Eq, Hash)]
pub struct Package(pub(crate) polyatom::Package);

#[uniffi::export]
impl Package {
    /// Puts the facts together.
    ///
    /// An atom with a slot or a repository does not match a package whose slot or repository is not given. `use_flags` are the
    /// enabled flags. `iuse` are the flags that USE dependencies may refer to (PMS, sec:use-iuse-handling: `IUSE_REFERENCEABLE`);
    /// if omitted, the enabled flags are used. It fails if a flag or the repository is not a name.
    #[uniffi::constructor(default(slot = None, repo = None, use_flags = None, iuse = None))]
    pub fn new(
        cpv: Arc<Cpv>,
        slot: Option<Arc<Slot>>,
        repo: Option<String>,
        use_flags: Option<Arc<UseFlags>>,
        iuse: Option<Arc<Iuse>>,
    ) -> Result<Self, Refused> {
        let package = polyatom::Package::new(cpv.0.clone())
            .slot(slot.map(|slot| slot.0.clone()))
            .use_flags(use_flags.or_none().clone())
            .iuse(iuse.map(|iuse| iuse.0.clone()));
        Ok(Self(match repo {
            Some(repo) => package.in_repo(&repo)?,
            None => package,
        }))
    }

    /// Category, package and version.
    pub fn cpv(&self) -> Cpv {
        self.0.cpv.clone().into()
    }

    /// Slot and sub-slot, if known.
    pub fn slot(&self) -> Option<Made<Slot>> {
        self.0.slot.clone().map(Slot::made)
    }

    /// The repository's name, if known.
    pub fn repo(&self) -> Option<Text> {
        self.0.repo().map(text)
    }

    /// The enabled USE flags.
    pub fn use_flags(&self) -> UseFlags {
        UseFlags(self.0.use_flags.clone())
    }

    /// The flags that USE dependencies may refer to, if known.
    pub fn iuse(&self) -> Option<Made<Iuse>> {
        self.0.iuse.clone().map(Iuse::made)
    }
}
