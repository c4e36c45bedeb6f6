//! Profiles, configurations, and packages under them: what is on, what may be installed, and why.

mod choices;
mod configuration;
mod flag;
mod package;
mod packages;
mod profile;
mod reason;
mod source;

pub use choices::{FlagTopic, ReasonKind};
pub use configuration::{BestVersion, Config, ConfigSet, ConfiguredRepository, VersionChange};
pub use flag::{FlagReason, FlagState};
pub use package::ConfiguredPackage;
pub use packages::ConfiguredPackages;
pub use profile::{Deprecated, Profile, ProfileDirectory, Profiles};
pub use reason::{InvisiblePackage, MaskReason, PackageMask, Remedy};
pub use source::SourceLine;
