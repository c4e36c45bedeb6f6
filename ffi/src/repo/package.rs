//! Packages of repositories.

use super::metadata::metadata;
use super::problem::{Problem, problems};
use super::{Manifest, MetadataXml, Repository, RepositoryMask, StaleEntry, VerifyLevel};
use crate::give::{Text, text};
use crate::{Atom, Cpv, DepSpec, DepSpecKind, Eapi, Iuse, Keywords, Package, Refused, Slot};
use polyatom_repo::Metadata;
use std::sync::Arc;

/// A package with its version in a repository: its metadata, read once, with values that are parsed when they are first asked for.
///
/// Packages are equal if they are the same version in the same opened repository.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0/2", "RDEPEND=c/d"])])
/// package = repository.package("a/b-1")
/// package.slot.subslot -> "2"
/// package.rdepend.atoms -> ["c/d"]
/// ```
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash)]
pub struct EbuildPackage(pub(crate) Arc<polyatom_repo::Package>);

metadata! { EbuildPackage }

#[uniffi::export]
impl EbuildPackage {
    /// The repository it is in.
    pub fn repository(&self) -> Repository {
        Repository(Arc::clone(self.0.repository()))
    }

    /// The text of a variable, `DEPEND`, if it is set. An unknown one is not.
    pub fn get(&self, variable: &str) -> Option<Text> {
        self.0.get_named(variable).map(text)
    }

    /// The names of the variables that are set, in order.
    pub fn variables(&self) -> Vec<String> {
        self.0.entry().values().map(|(key, _)| key.as_str().to_owned()).collect()
    }

    /// `DESCRIPTION`; empty if it is not set.
    pub fn description(&self) -> Text {
        text(self.0.description())
    }

    /// The URIs of `HOMEPAGE`.
    pub fn homepages(&self) -> Vec<String> {
        self.0.homepages().map(str::to_owned).collect()
    }

    /// The phases that ebuild and eclasses define; none if that is not known, as it may be in old EAPIs.
    pub fn defined_phases(&self) -> Vec<String> {
        self.0.defined_phases().unwrap_or_default().into_iter().map(str::to_owned).collect()
    }

    /// The eclasses that the ebuild itself inherits, where the cache says so.
    pub fn inherit(&self) -> Vec<String> {
        self.0.inherit().map(str::to_owned).collect()
    }

    /// All eclasses, also those that eclasses inherit.
    pub fn inherited(&self) -> Vec<String> {
        self.0.inherited().map(str::to_owned).collect()
    }

    /// The path of its ebuild, which need not be there.
    pub fn ebuild_path(&self) -> String {
        self.0.ebuild_path().into()
    }

    /// The path of its cache entry.
    pub fn entry_path(&self) -> String {
        self.0.entry_path().into()
    }

    /// The directory of its ebuild.
    pub fn directory(&self) -> String {
        self.0.directory().into()
    }

    /// Whether an atom could match it: name, version, slot and repository as they are, USE dependencies in some configuration.
    pub fn could_match(&self, atom: &Atom) -> Result<bool, Refused> {
        Ok(self.0.could_match(&atom.0)?)
    }

    /// The line of `package.deprecated` that has it, of its repository or else of a master; none if it is not deprecated. It fails if its slot
    /// is needed and is not valid.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/package.deprecated", ["# Use a/c.", "<a/b-2"]), RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"]), RepositoryFile("metadata/md5-cache/a/b-2", ["SLOT=0"])])
    /// repository.package("a/b-1").deprecated().explanation -> "Use a/c."
    /// repository.package("a/b-2").deprecated() -> none
    /// ```
    pub fn deprecated(&self) -> Result<Option<RepositoryMask>, Refused> {
        Ok(self.0.deprecated()?.map(Into::into))
    }

    /// Compares its cache entry with its ebuild and eclasses; none if it fits.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])
    /// repository.package("a/b-1").verify(VerifyLevel.Unchecked) -> none
    /// repository.package("a/b-1").verify(VerifyLevel.Md5).reason -> StaleReason.NoChecksum
    /// ```
    pub fn verify(&self, level: VerifyLevel) -> Option<StaleEntry> {
        let reason = self.0.verify(level.into())?;
        Some((&polyatom_repo::Stale { cpv: Metadata::cpv(&*self.0).clone(), reason }).into())
    }

    /// The `Manifest` beside its ebuild; empty if there is none.
    pub fn manifest(&self) -> Manifest {
        self.0.manifest().into()
    }

    /// The `metadata.xml` beside its ebuild; empty if there is none.
    pub fn metadata_xml(&self) -> MetadataXml {
        self.0.metadata_xml().into()
    }
}
