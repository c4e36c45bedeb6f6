//! Repositories: the directories of ebuilds, their packages and the files in them.

mod built;
mod choices;
mod manifest;
mod metadata;
mod metadata_xml;
mod package;
mod problem;
mod query;
mod repository;

pub use built::{
    BinaryIndex, BinaryIndexEntry, BinaryPackage, Installed, InstalledFile, InstalledPackage, Pkgdir, Variable,
    parse_binary_index, read_binary_index,
};
pub(crate) use choices::choices;
pub use choices::{BinaryFormat, CacheFormat, ContentsKind, HashKind, ManifestKind, PackageSource, StaleReason, VerifyLevel};
pub use manifest::{FileHash, Manifest, ManifestEntry, parse_manifest, read_manifest};
pub use metadata_xml::{
    LocalFlag, Localized, Maintainer, MetadataXml, RemoteId, SlotDescription, Upstream, UpstreamMaintainer, parse_metadata_xml,
    read_metadata_xml,
};
pub use package::{EbuildPackage, EbuildPackages};
pub use problem::{Problem, problem_codes};
pub(crate) use problem::{Shown, problems};
pub use query::{ReverseDependency, StaleEntry, Verification};
pub(crate) use repository::disk;
pub use repository::{Repository, RepositoryFile};
