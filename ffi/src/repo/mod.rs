//! Repositories: the directories of ebuilds, their packages and the files in them.

mod announcements;
mod answers;
mod built;
mod choices;
mod distfile;
mod files;
mod layout;
mod manifest;
mod members;
mod metadata;
mod metadata_xml;
mod package;
mod packages;
mod problem;
mod progress;
mod recorded;
mod records;
mod repository;
mod set;
mod texts;

pub use announcements::{Glsa, GlsaPackage, GlsaRange, GlsaReference, NewsItem, StabilizationGroup, parse_glsa};
pub use answers::{ReverseDependency, StaleEntry, Verification};
pub use built::{
    BinaryIndex, BinaryIndexEntry, BinaryPackage, Installed, InstalledFile, InstalledPackage, Pkgdir, Variable,
    parse_binary_index, read_binary_index,
};
pub(crate) use choices::choices;
pub use choices::{
    ArchStatus, BinaryFormat, CacheFormat, ContentsKind, GlsaRangeKind, HashKind, ManifestKind, MismatchKind, PackageSource,
    StaleReason, UpdateKind, VerifyLevel,
};
pub use distfile::{Distfile, FileMismatch, measure_file, verify_file};
pub use files::{
    ArchDescription, Eclass, FlagDescription, LicenseGroup, LocalFlagDescription, PackageUpdate, ProfileDescription,
    RepositoryMask, UseExpandValue,
};
pub use layout::LayoutConf;
pub use manifest::{FileHash, Manifest, ManifestEntry, parse_manifest, read_manifest};
pub use members::{MemberCheck, MemberDifference};
pub use metadata_xml::{
    LocalFlag, Localized, Maintainer, MetadataXml, RemoteId, SlotDescription, Upstream, UpstreamMaintainer, parse_metadata_xml,
    read_metadata_xml,
};
pub use package::EbuildPackage;
pub(crate) use packages::packages;
pub use packages::{BinaryPackages, EbuildPackages, InstalledPackages};
pub use problem::{Problem, problem_codes};
pub(crate) use problem::{Shown, problems};
pub use progress::Progress;
pub(crate) use progress::report;
pub use repository::{Repository, RepositoryFile};
pub(crate) use repository::{disk, joined};
pub use set::{RepositoryLocation, RepositorySet};
pub use texts::{format_binary_index, format_cache_entry, format_manifest, write_binary_index};
