//! Gentoo's ebuild repositories: their files, their packages and the metadata of these, read as the Package Manager
//! Specification (PMS) says.
//!
//! A [`Repository`] works from its metadata cache alone, from the names of ebuilds alone, or from both, and needs no master.
//! What is wrong in one file costs that file: it is an [`Error`] with path, line and reason, in its place among what is right.
//!
//! - [`format`](mod@format) has the formats of the files, as pure functions.
//! - [`Disk`] is where files come from.
//! - [`Repository`] knows names; [`Package`] knows the metadata of one version.
//! - [`RepositorySet`] asks several repositories as one.
//! - [`Installed`] has the packages of a root, [`Pkgdir`] binary packages. [`Metadata`] is what all packages have in common.
//! - [`write`](mod@write) puts files in the place of others, at once.

#![forbid(unsafe_code)]

mod ahead;
mod binpkg;
mod codes;
mod config;
mod cpvs;
mod digest;
mod disk;
mod error;
pub mod format;
mod installed;
mod list;
mod metadata;
mod package;
mod profile;
mod query;
mod reading;
mod report;
mod reverse;
mod set;
mod texts;
mod tree;
pub mod write;

pub use ahead::ReadAhead;
pub use binpkg::{BinaryFormat, BinaryList, BinaryPackage, MemberCheck, Pkgdir, PkgdirOptions, PkgdirSource, read_binary_index};
pub use camino;
pub use config::{
    Change, Config, ConfigOptions, ConfiguredPackage, ConfiguredRepository, FlagReason, FlagState, MaskEntry, Reason, ReasonKind,
    Remedy,
};
pub use digest::{Mismatch, Progress, hash};
pub use disk::{Disk, FileKind, Listed, MemoryDisk, NewFile, OsDisk, ReadSeek, Stat, WriteDisk};
pub use error::{Error, Found, InLine, without_nul};
pub use format::cache::{CacheEntry, Key};
pub use format::layout::LayoutConf;
pub use format::{Code, Fault};
pub use installed::{Installed, InstalledList, InstalledOptions, InstalledPackage};
pub use list::{Holder, List, places};
pub use metadata::Metadata;
pub use package::{Distfile, Package, PackageList, Packages, Stale, StaleReason, Verification, VerifyLevel};
pub use profile::{Deprecated, Directory, Place, Profile, Profiles, Topic, Variables};
pub use query::{Field, FieldKind, PackageKind, Query, QueryCode, QueryError};
pub use report::Report;
pub use reverse::ReverseDependency;
pub use set::{InRepository, Member, RepositorySet, SetOptions};
pub use tree::{
    CacheFormat, Category, Eclass, InFile, Master, Name, News, OpenOptions, Repository, Source, StabilizationGroups,
    UseExpandValue, file_size, read_manifest, read_metadata_xml, verify_file,
};
