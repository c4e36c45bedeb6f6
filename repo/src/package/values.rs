//! The values of a package's variables.

use polyatom::{Cpv, DepSpecKind, Eapi, Iuse, Slot};

use super::Package;
use crate::error::Error;
use crate::format::cache::Key;
use crate::metadata::{Metadata, Origin, Place, Values, feature, phases};

impl Origin for Package {
    fn values(&self) -> &Values {
        self.values.get_or_init(Box::default)
    }

    fn place(&self, name: &str) -> Place {
        let line = Key::from_name(name).and_then(|key| self.entry.line_of(key)).unwrap_or(0);
        Place { path: self.entry_path(), line, before: format!("{name}=") }
    }

    fn text(&self, name: &'static str) -> Result<Option<&str>, Error> {
        Ok(self.entry.get_any(name))
    }

    fn rules(&self) -> Option<Eapi> {
        Some(self.eapi)
    }
}

impl Metadata for Package {
    fn cpv(&self) -> &Cpv {
        &self.cpv
    }

    fn eapi(&self) -> Eapi {
        self.eapi
    }

    /// What the language knows of a package: name, version, slot, repository, `IUSE`, and the flags that are on by default.
    fn facts(&self) -> Result<polyatom::Package, Error> {
        let iuse = Iuse::clone(self.iuse()?);
        let package = polyatom::Package::new(self.cpv.clone()).slot(Slot::clone(self.slot()?));
        let package = package.use_flags(iuse.enabled()).iuse(iuse);
        // A name that is made of the directory's may be none.
        Ok(package.clone().in_repo(self.repository.name()).unwrap_or(package))
    }
}

impl Package {
    /// The text of a specification; empty where the EAPI does not have the variable.
    pub fn spec_text(&self, kind: DepSpecKind) -> &str {
        match feature(kind) {
            Some(feature) if !self.eapi.has(feature) => "",
            _ => self.get(Key::of_spec(kind)).unwrap_or(""),
        }
    }

    /// `DESCRIPTION`; empty if it is not set, which [`check`](Package::check) tells.
    pub fn description(&self) -> &str {
        self.get(Key::Description).unwrap_or("")
    }

    fn words(&self, key: Key) -> impl Iterator<Item = &str> {
        self.get(key).unwrap_or("").split_ascii_whitespace()
    }

    /// The URIs of `HOMEPAGE`.
    pub fn homepages(&self) -> impl Iterator<Item = &str> {
        self.words(Key::Homepage)
    }

    /// The phases that ebuild and eclasses define. None if that is not known, as it may be in old EAPIs
    /// (`tab:defined-phases-table`).
    pub fn defined_phases(&self) -> Option<Vec<&str>> {
        phases(self.get(Key::DefinedPhases).unwrap_or(""))
    }

    /// The eclasses that the ebuild itself inherits, where the cache says so.
    pub fn inherit(&self) -> impl Iterator<Item = &str> {
        self.words(Key::Inherit)
    }

    /// All eclasses, also those that eclasses inherit.
    pub fn inherited(&self) -> impl Iterator<Item = &str> {
        self.entry.eclasses().map(|(name, _)| name)
    }
}
