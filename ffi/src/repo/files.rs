//! The files of a repository: its lists, the descriptions in them, moved packages and masked ones.

use super::choices::{ArchStatus, UpdateKind};
use super::records::{list, records};
use super::{LayoutConf, Repository};
use crate::{Atom, Cpn, Mirror};
use polyatom_repo::format::descriptions as format;
use polyatom_repo::format::masks::Mask as CoreMask;
use polyatom_repo::format::updates::Update;
use polyatom_repo::{Eclass as CoreEclass, InFile};
use std::sync::Arc;

records! {
    /// A USE flag with its description.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/use.desc", ["ssl - Adds TLS"])])
    /// repository.use_desc[0].description -> "Adds TLS"
    /// ```
    FlagDescription of format::FlagDescription {
        /// The flag.
        flag: String = |it| it,
        /// Its effect.
        description: String = |it| it,
    }

    /// A USE flag with its description in one package.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/use.local.desc", ["a/b:ssl - Adds TLS"])])
    /// repository.use_local_desc[0].package -> "a/b"
    /// ```
    LocalFlagDescription of format::LocalFlagDescription {
        /// The package.
        package: Arc<Cpn> = |it| Cpn::shared(it),
        /// The flag.
        flag: String = |it| it,
        /// Its effect there.
        description: String = |it| it,
    }

    /// An architecture with its status (GLEP 72).
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/arches.desc", ["amd64 stable"])])
    /// repository.arches_desc[0].status -> ArchStatus.Stable
    /// ```
    ArchDescription of format::ArchDescription {
        /// The architecture, `amd64`.
        arch: String = |it| it,
        /// The state of its dependencies.
        status: ArchStatus = |it| it.into(),
    }

    /// A profile that may be used (PMS, sec:profiles.desc).
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/profiles.desc", ["amd64 default/linux stable"])])
    /// repository.profiles_desc[0].path -> "default/linux"
    /// ```
    ProfileDescription of format::ProfileDescription {
        /// The architecture that it is for.
        arch: String = |it| it,
        /// Its path below `profiles`.
        path: String = |it| it,
        /// The stability: `stable`, `dev`, `exp`, or another word of the repository.
        status: String = |it| it,
    }
}

/// A value of a USE_EXPAND variable with its description.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("profiles/desc/video_cards.desc", ["radeon - For old cards"])])
/// repository.use_expand_desc[0].flag -> "video_cards_radeon"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct UseExpandValue {
    /// The variable in lower case, `video_cards`.
    pub variable: String,
    /// The value, `radeon`.
    pub value: String,
    /// The USE flag that stands for it, `video_cards_radeon`.
    pub flag: String,
    /// Its effect.
    pub description: String,
}

impl From<&polyatom_repo::UseExpandValue> for UseExpandValue {
    fn from(found: &polyatom_repo::UseExpandValue) -> Self {
        let polyatom_repo::UseExpandValue { variable, value, description } = found.clone();
        Self { flag: found.flag(), variable, value, description }
    }
}

/// A group of licenses (GLEP 23).
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("profiles/license_groups", ["FREE @GPL MIT", "GPL GPL-2 GPL-3"])])
/// repository.license_groups[0].name -> "FREE"
/// repository.license_groups[0].licenses -> ["GPL-2", "GPL-3", "MIT"]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct LicenseGroup {
    /// The name, `FREE`.
    pub name: String,
    /// The members as written: licenses, and groups with an `@`.
    pub members: Vec<String>,
    /// Every license in it and in the groups in it, in order.
    pub licenses: Vec<String>,
}

/// A line of the files in `profiles/updates` (PMS, sec:updates-dir).
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("profiles/updates/1Q-2026", ["move a/b c/d"])])
/// repository.updates[0].to -> "c/d"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PackageUpdate {
    /// The file.
    pub path: String,
    /// The kind of change.
    pub kind: UpdateKind,
    /// The packages whose slot changes; none where a package has another name.
    pub atom: Option<Arc<Atom>>,
    /// The old name, or the old slot.
    pub old: String,
    /// The new name, or the new slot.
    pub to: String,
}

impl From<&InFile<Update>> for PackageUpdate {
    fn from(update: &InFile<Update>) -> Self {
        let (kind, atom, old, to) = match &update.value {
            Update::Move { from, to } => (UpdateKind::Move, None, from.to_string(), to.to_string()),
            Update::SlotMove { spec, from, to } => {
                (UpdateKind::SlotMove, Some(Atom::shared(spec.clone())), from.clone(), to.clone())
            }
        };
        Self { path: update.path.to_string(), kind, atom, old, to }
    }
}

/// A line of `package.mask` or `package.deprecated`, with the comment that explains it (GLEP 84).
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("profiles/package.mask", ["# Larry Cow <larry@example.org> (2026-01-31)", "# Unmaintained.", "a/b"])])
/// mask = repository.package_mask[0]
/// mask.atom -> "a/b"
/// mask.author -> "Larry Cow"
/// mask.explanation -> "Unmaintained."
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct RepositoryMask {
    /// The file.
    pub path: String,
    /// The line, from 1 on.
    pub line: u64,
    /// The packages.
    pub atom: Arc<Atom>,
    /// The lines of comment above it, or above the first line of its block.
    pub comment: String,
    /// The author's name, if the comment begins as GLEP 84 says.
    pub author: Option<String>,
    /// The author's address.
    pub email: Option<String>,
    /// The date, as written.
    pub date: Option<String>,
    /// The comment without the line that names the author.
    pub explanation: String,
}

impl From<&InFile<CoreMask>> for RepositoryMask {
    fn from(mask: &InFile<CoreMask>) -> Self {
        let author = mask.author();
        Self {
            path: mask.path.to_string(),
            line: mask.line.into(),
            atom: Atom::shared(mask.atom.clone()),
            comment: mask.comment.clone(),
            author: author.map(|author| author.name.to_owned()),
            email: author.map(|author| author.email.to_owned()),
            date: author.map(|author| author.date.to_owned()),
            explanation: mask.explanation().to_owned(),
        }
    }
}

/// An eclass of a repository.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("eclass/a.eclass", []), RepositoryFile("profiles/repo_name", ["x"])])
/// repository.eclasses[0].name -> "a"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Eclass {
    /// The name, `toolchain-funcs`.
    pub name: String,
    /// Its file.
    pub path: String,
}

impl From<&CoreEclass> for Eclass {
    fn from(eclass: &CoreEclass) -> Self {
        Self { name: eclass.name.clone(), path: eclass.path.to_string() }
    }
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    list(texts)
}

#[uniffi::export]
impl Repository {
    /// The content of `metadata/layout.conf`.
    pub fn layout(&self) -> LayoutConf {
        self.0.layout().clone().into()
    }

    /// Whether a name is that of this repository, or one of its aliases.
    pub fn is_called(&self, name: &str) -> bool {
        self.0.is_called(name)
    }

    /// The categories that it and its masters name, in order.
    pub fn categories(&self) -> Vec<String> {
        owned(self.0.categories())
    }

    /// The architectures that it and its masters name, in order.
    pub fn arches(&self) -> Vec<String> {
        owned(self.0.arches())
    }

    /// The states of its architectures, `profiles/arches.desc`.
    pub fn arches_desc(&self) -> Vec<ArchDescription> {
        list(self.0.arches_desc().iter().cloned())
    }

    /// The licenses whose texts it or a master has, in order.
    pub fn licenses(&self) -> Vec<String> {
        owned(self.0.licenses())
    }

    /// The groups of licenses, with those of the masters, by name.
    pub fn license_groups(&self) -> Vec<LicenseGroup> {
        let groups = self.0.license_groups();
        let group = |name: &str| LicenseGroup {
            name: name.to_owned(),
            members: groups.members(name).to_vec(),
            licenses: owned(groups.licenses(name)),
        };
        groups.names().map(group).collect()
    }

    /// The mirrors, by name, with the places of those that it shares with a master from itself.
    pub fn mirrors(&self) -> Vec<Mirror> {
        self.0.mirrors().into_iter().map(|(name, uris)| Mirror { name, uris }).collect()
    }

    /// The descriptions of global USE flags, `profiles/use.desc`.
    pub fn use_desc(&self) -> Vec<FlagDescription> {
        list(self.0.use_desc().iter().cloned())
    }

    /// The descriptions of USE flags of single packages, by package and flag: `profiles/use.local.desc`, or what the files `metadata.xml` say
    /// where it is absent.
    pub fn use_local_desc(&self) -> Vec<LocalFlagDescription> {
        list(self.0.use_local_desc().iter().cloned())
    }

    /// The descriptions of values of USE_EXPAND variables, by variable: the files in `profiles/desc`.
    pub fn use_expand_desc(&self) -> Vec<UseExpandValue> {
        list(self.0.use_expand_desc())
    }

    /// The description of a global USE flag, of this repository or of a master.
    pub fn describe_flag(&self, flag: &str) -> Option<String> {
        self.0.describe_flag(flag).map(str::to_owned)
    }

    /// The profiles that may be used, `profiles/profiles.desc`.
    pub fn profiles_desc(&self) -> Vec<ProfileDescription> {
        list(self.0.profiles_desc().iter().cloned())
    }

    /// The packages that belong into a report about a system, `profiles/info_pkgs`.
    pub fn info_pkgs(&self) -> Vec<Arc<Atom>> {
        self.0.info_pkgs().iter().cloned().map(Atom::shared).collect()
    }

    /// The variables that belong into a report about a system, `profiles/info_vars`.
    pub fn info_vars(&self) -> Vec<String> {
        self.0.info_vars().to_vec()
    }

    /// The packages and slots that were renamed, the oldest change first.
    pub fn updates(&self) -> Vec<PackageUpdate> {
        list(self.0.updates())
    }

    /// The atom after all updates, each on the result of those before it.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/updates/1Q-2026", ["move a/b c/d", "slotmove c/d 0 2"])])
    /// repository.update_atom(">=a/b-1:0") -> ">=c/d-1:2"
    /// ```
    pub fn update_atom(&self, atom: &Atom) -> Atom {
        self.0.update_atom(&atom.0).into()
    }

    /// The name of a package after all updates.
    pub fn update_cpn(&self, cpn: &Cpn) -> Cpn {
        self.0.update_cpn(&cpn.0).into()
    }

    /// The packages that may not be installed, and why.
    pub fn package_mask(&self) -> Vec<RepositoryMask> {
        list(self.0.package_mask())
    }

    /// The packages that should not be depended on, and why.
    pub fn package_deprecated(&self) -> Vec<RepositoryMask> {
        list(self.0.package_deprecated())
    }

    /// Its own eclasses, by name.
    pub fn eclasses(&self) -> Vec<Eclass> {
        list(self.0.eclasses())
    }

    /// The eclass that an ebuild here gets: its own, else that of the last master that has it.
    pub fn eclass(&self, name: &str) -> Option<Eclass> {
        self.0.eclass(name).map(Into::into)
    }

    /// The MD5 checksum of that eclass, as cache entries have it; none if there is no such eclass, or if it cannot be read.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("eclass/a.eclass", []), RepositoryFile("profiles/repo_name", ["x"])])
    /// repository.eclass_md5("a") -> "d41d8cd98f00b204e9800998ecf8427e"
    /// ```
    pub fn eclass_md5(&self, name: &str) -> Option<String> {
        self.0.eclass(name).and_then(|eclass| self.0.eclass_md5(eclass)).map(str::to_owned)
    }
}
