//! Gentoo's package language by the [Package Manager Specification]: atoms, versions, slots, USE dependencies, and
//! dependency specifications.
//!
//! ```
//! use polyatom::{Atom, Cpv, Eapi, Version};
//!
//! let atom = Atom::parse(">=dev-lang/python-3.11:3.11=[ssl]", Eapi::V8)?;
//! assert_eq!(atom.category(), "dev-lang"); // borrowed, no copy
//! assert_eq!(atom.slot(), Some("3.11"));
//! assert_eq!(atom.without(&[polyatom::AtomField::UseDeps]).to_string(), ">=dev-lang/python-3.11:3.11=");
//!
//! let newer = Atom::parse(">=dev-lang/python-3.11", Eapi::V8)?;
//! assert!(newer.matches(&Cpv::parse("dev-lang/python-3.12.1")?));
//!
//! let versions = ["1.10", "1.9-r1", "1.9_p1", "1.9"].map(Version::parse);
//! let newest = versions.into_iter().flatten().max();
//! assert_eq!(newest, Some(Version::parse("1.10")?));
//! # Ok::<(), polyatom::Error>(())
//! ```
//!
//! Every value keeps its text and hands out slices of it, [`VersionRef`] among them; reading, comparing and matching copy nothing.
//! Wrong input of any kind is an [`Error`] that tells what is wrong and where.
//! Labels in this documentation, such as `sec:version-spec`, are those of the specification's source.
//!
//! [Package Manager Specification]: https://projects.gentoo.org/pms/latest/pms.html

#![forbid(unsafe_code)]

mod atom;
mod chars;
mod cpn;
mod cpv;
mod depspec;
mod eapi;
mod error;
mod flags;
mod iuse;
mod keywords;
pub mod names;
mod operator;
mod package;
mod package_name;
mod package_set;
mod pattern;
mod revision;
mod slot;
mod use_dep;
mod version;
mod version_requirement;
mod vocabulary;
mod words;

pub use atom::{Atom, AtomField, AtomOptions, Conflict, ConflictPart, MissingFlag, best_match};
pub use cpn::Cpn;
pub use cpv::Cpv;
pub use depspec::{
    Choice, ConditionalLeaf, DepSpec, DepSpecKind, DepSpecOptions, Diagnostic, DiagnosticKind, Download, NodeKind, NodeRef,
    RequiredUseResult, RequiredUseSolution, Satisfaction, Uri, UriPrefix,
};
pub use eapi::{Eapi, EapiFeature};
pub use error::{Error, ErrorKind, Report};
pub use flags::{NO_FLAGS, UseFlags, UseSet};
pub use iuse::Iuse;
pub use keywords::{AcceptKeywords, Keyword, KeywordStatus, Keywords};
pub use names::NameKind;
pub use operator::{Blocker, Operator};
pub use package::Package;
pub use package_name::{PackageName, split_package};
pub use package_set::PackageSet;
pub use pattern::AtomPattern;
pub use revision::Revision;
pub use slot::{Slot, SlotDep, SlotOperator};
pub use use_dep::{UseDefault, UseDep, UseDepKind};
pub use version::{Suffix, SuffixKind, Version, VersionRef};
pub use version_requirement::{VersionConstraint, VersionRequirement};
