//! Whether cache entries still fit their ebuilds and eclasses (`ch:metadata-cache`).

use std::sync::Arc;

use camino::Utf8Path;
use polyatom::Cpv;

use super::Package;
use crate::digest::hash;
use crate::error::Error;
use crate::format::Code;
use crate::format::cache::Key;
use crate::format::manifest::HashKind;
use crate::reading::LIMIT;
use crate::report::{Report, unwatched};
use crate::tree::Repository;

/// How closely entries are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerifyLevel {
    /// An entry that can be read is valid.
    Unchecked,
    /// No ebuild and no eclass is newer than the entry, whose time is set to that of the newest.
    Mtime,
    /// The checksums in the entry are those of ebuild and eclasses.
    #[default]
    Md5,
}

/// Why an entry does not fit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StaleReason {
    /// There is no ebuild.
    EbuildMissing,
    /// The ebuild is another one.
    Ebuild,
    /// There is no such eclass, here or in a master that is known.
    EclassMissing(String),
    /// The eclass is another one.
    Eclass(String),
    /// The entry has no checksum to compare.
    NoChecksum,
}

impl StaleReason {
    /// The eclass, if it is about one.
    pub fn eclass(&self) -> Option<&str> {
        match self {
            Self::EclassMissing(name) | Self::Eclass(name) => Some(name),
            _ => None,
        }
    }
}

/// An entry that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The package.
    pub cpv: Cpv,
    /// What is the matter.
    pub reason: StaleReason,
}

/// What is known of all entries.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// The number of entries that fit.
    pub valid: usize,
    /// Entries that do not.
    pub stale: Vec<Stale>,
    /// Ebuilds without an entry.
    pub missing: Vec<Cpv>,
    /// Entries without an ebuild, where there are ebuilds.
    pub orphans: Vec<Cpv>,
    /// Entries that cannot be used.
    pub broken: Vec<Error>,
}

impl Package {
    /// Why the cache entry does not fit ebuild and eclasses; none if it does.
    pub fn verify(&self, level: VerifyLevel) -> Option<StaleReason> {
        match level {
            VerifyLevel::Unchecked => None,
            VerifyLevel::Mtime => self.verify_mtime(),
            VerifyLevel::Md5 => self.verify_md5(),
        }
    }

    fn verify_mtime(&self) -> Option<StaleReason> {
        let disk = self.repository.disk();
        let time = |path: &Utf8Path| disk.stat(path).ok().map(|stat| stat.mtime);
        let entry = time(&self.entry_path())?;
        match time(&self.ebuild_path()) {
            None => return Some(StaleReason::EbuildMissing),
            Some(ebuild) if ebuild > entry => return Some(StaleReason::Ebuild),
            Some(_) => {}
        }
        self.inherited().find_map(|name| match self.repository.eclass(name).and_then(|eclass| time(&eclass.path)) {
            None => Some(StaleReason::EclassMissing(name.to_owned())),
            Some(eclass) => (eclass > entry).then(|| StaleReason::Eclass(name.to_owned())),
        })
    }

    fn verify_md5(&self) -> Option<StaleReason> {
        let Some(expected) = self.get(Key::Md5) else { return Some(StaleReason::NoChecksum) };
        match self.ebuild_md5() {
            None => return Some(StaleReason::EbuildMissing),
            Some(found) if !found.eq_ignore_ascii_case(expected) => return Some(StaleReason::Ebuild),
            Some(_) => {}
        }
        self.entry.eclasses().find_map(|(name, expected)| {
            let Some(expected) = expected else { return Some(StaleReason::NoChecksum) };
            let eclass = self.repository.eclass(name);
            match eclass.and_then(|eclass| self.repository.eclass_md5(eclass)) {
                None => Some(StaleReason::EclassMissing(name.to_owned())),
                Some(found) => (!found.eq_ignore_ascii_case(expected)).then(|| StaleReason::Eclass(name.to_owned())),
            }
        })
    }

    /// The checksum of the ebuild, by the list that stands for the ebuilds where there is one.
    fn ebuild_md5(&self) -> Option<String> {
        match self.repository.ebuild_sums() {
            Some(sums) => {
                let inside = format!("{}/{}/{}.ebuild", self.cpv.category(), self.cpv.package(), self.cpv.pf());
                sums.by_path.get(&inside).cloned()
            }
            None => Some(hash(HashKind::Md5, &self.repository.disk().read(&self.ebuild_path(), LIMIT).ok()?)),
        }
    }
}

impl Repository {
    /// Compares all cache entries with their ebuilds and eclasses.
    pub fn verify(self: &Arc<Self>, level: VerifyLevel) -> Verification {
        self.verify_with(level, &mut unwatched).unwrap_or_default()
    }

    /// The same, which tells how far it is. It fails if it is told to stop.
    pub fn verify_with(self: &Arc<Self>, level: VerifyLevel, report: Report<'_>) -> Result<Verification, Error> {
        enum Found {
            Valid,
            Stale(StaleReason),
            Broken(Error),
        }
        let found = self.map_packages_with(report, |package| match package {
            Ok(package) => package.verify(level).map_or(Found::Valid, Found::Stale),
            Err(error) => Found::Broken(error),
        })?;
        let mut all = Verification { orphans: self.orphans().to_vec(), ..Verification::default() };
        for (cpv, found) in self.cpvs().iter().zip(found) {
            match found {
                Found::Valid => all.valid += 1,
                Found::Stale(reason) => all.stale.push(Stale { cpv: cpv.clone(), reason }),
                Found::Broken(error) if error.kind() == Code::NoMetadata => all.missing.push(cpv.clone()),
                Found::Broken(error) => all.broken.push(error),
            }
        }
        Ok(all)
    }
}
