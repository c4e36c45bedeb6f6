//! The interface of polyatom, declared once for all languages.
//!
//! Every method is a line or two that calls the crate `polyatom` or `polyatom-repo`. What is written here as documentation is the documentation in
//! Python, Ruby, Go and C; what is exported here is what they have.
//!
//! House rules, because UniFFI's metadata does not tell these apart: everything exported is `pub` at the root of the crate, methods
//! take `&self`, borrowed text is `&str`, the names of types differ by more than case, and text types and records are `Clone`. Text
//! that belongs to an object is given back as `Text`, an object inside of an option as `Made`, and a list of texts that is only looked
//! at is taken as `&[Lent]` (see `give.rs`). What can fail fails with `Refused` (see `error.rs`).

// `Text` borrows from `self` or not, depending on the feature, so that no lifetime can be written.
#![cfg_attr(not(feature = "uniffi"), allow(mismatched_lifetime_syntaxes))]
// UniFFI wants the fields of an error in the enum itself; success, which is what is hot, writes none of them.
#![allow(clippy::result_large_err)]

#[cfg(not(feature = "uniffi"))]
extern crate uniffi_off as uniffi;
#[cfg(feature = "uniffi")]
use uniffi_off as _;

mod atom;
mod batch;
mod bulk;
mod column;
mod config;
mod cpv;
mod depspec;
mod eapi;
mod error;
mod flags;
mod give;
mod keywords;
mod mirror;
mod names;
mod offset;
mod opened;
mod outcomes;
mod package;
mod package_name;
mod package_set;
mod pattern;
mod query;
mod repo;
mod slot;
mod use_dep;
mod version;
mod version_requirement;

pub use atom::{Atom, AtomConflict, AtomField, Blocker, ConflictPart, Operator};
pub use batch::{AtomBatch, CpvBatch, DepSpecBatch, VersionBatch, parse_atoms, parse_cpvs, parse_dep_specs, parse_versions};
pub use bulk::{sort_atoms, sort_cpvs, sort_versions};
pub use column::Column;
pub use config::{
    BestVersion, Config, ConfigSet, ConfiguredPackage, ConfiguredPackages, ConfiguredRepository, Deprecated, FlagReason,
    FlagState, FlagTopic, InvisiblePackage, MaskReason, PackageMask, Profile, ProfileDirectory, Profiles, ReasonKind, Remedy,
    SourceLine, VersionChange,
};
pub use cpv::{Cpn, Cpv};
pub use depspec::{
    AnyOfChoice, ConditionalLeaf, DepNode, DepSpec, DepSpecKind, Diagnostic, DiagnosticKind, Download, Mirror, NodeKind,
    RequiredUseCheck, RequiredUseSolution, Satisfaction, Uri, UriPrefix, UseChange, UseCondition,
};
pub use eapi::{Eapi, EapiFeature};
pub use error::{PolyatomError, Refused, error_codes};
pub use flags::{Iuse, UseFlags};
pub use keywords::{AcceptKeywords, Keyword, KeywordStatus, Keywords};
pub use names::{NameKind, check_name, is_valid_atom, is_valid_cpv, is_valid_name, is_valid_version, library_version};
pub use offset::Offset;
pub use package::Package;
pub use package_name::{PackageName, PackageVersion, split_package};
pub use package_set::PackageSet;
pub use pattern::AtomPattern;
pub use query::Query;
pub use repo::{
    ArchDescription, ArchStatus, BinaryFormat, BinaryIndex, BinaryIndexEntry, BinaryPackage, BinaryPackages, CacheFormat,
    ContentsKind, Distfile, EbuildPackage, EbuildPackages, Eclass, FileHash, FileMismatch, FlagDescription, Glsa, GlsaPackage,
    GlsaRange, GlsaRangeKind, GlsaReference, HashKind, Installed, InstalledFile, InstalledPackage, InstalledPackages, LayoutConf,
    LicenseGroup, LocalFlag, LocalFlagDescription, Localized, Maintainer, Manifest, ManifestEntry, ManifestKind, MemberCheck,
    MemberDifference, MetadataXml, MismatchKind, NewsItem, PackageSource, PackageUpdate, Pkgdir, Problem, ProfileDescription,
    Progress, RemoteId, Repository, RepositoryFile, RepositoryLocation, RepositoryMask, RepositorySet, ReverseDependency,
    SlotDescription, StabilizationGroup, StaleEntry, StaleReason, UpdateKind, Upstream, UpstreamMaintainer, UseExpandValue,
    Variable, Verification, VerifyLevel, format_binary_index, format_cache_entry, format_manifest, measure_file,
    parse_binary_index, parse_glsa, parse_manifest, parse_metadata_xml, problem_codes, read_binary_index, read_manifest,
    read_metadata_xml, verify_file, write_binary_index,
};
pub use slot::{Slot, SlotDep, SlotOperator};
pub use use_dep::{UseDefault, UseDep, UseDepKind};
pub use version::{Revision, SuffixKind, Version, VersionSuffix, compare_versions};
pub use version_requirement::{VersionConstraint, VersionRequirement};

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!("polyatom");
