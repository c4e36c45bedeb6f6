//! Flags of packages, and what decides about them.

use super::choices::FlagTopic;
use super::source::SourceLine;

/// The state of a USE flag of a package, with everything that decides it.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/package.use", ["a/b -ssl"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "IUSE=+ssl"])])
/// state = config.package("a/b-1").flag("ssl")
/// state.enabled -> false
/// state.because[1].source.text -> "a/b -ssl"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct FlagState {
    /// The flag.
    pub name: String,
    /// Whether it is on in the end.
    pub enabled: bool,
    /// Whether it must not be on.
    pub masked: bool,
    /// Whether it has to be on. A mask goes before that.
    pub forced: bool,
    /// Everything that is said about it, in order: about its use, about masking it and about forcing it. The last of each topic counts.
    pub because: Vec<FlagReason>,
}

impl From<polyatom_repo::FlagState<'_>> for FlagState {
    fn from(state: polyatom_repo::FlagState<'_>) -> Self {
        let polyatom_repo::FlagState { name, on, masked, forced, because } = state;
        Self { name, enabled: on, masked, forced, because: because.iter().map(Into::into).collect() }
    }
}

/// A word about a flag.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/make.conf", ["USE='ssl'"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "IUSE=ssl"])])
/// reason = config.package("a/b-1").flag("ssl").because[0]
/// reason.enable -> true
/// reason.source.path -> "/etc/portage/make.conf"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct FlagReason {
    /// The topic that it decides.
    pub topic: FlagTopic,
    /// Whether the flag is on, is masked or is forced by that.
    pub enable: bool,
    /// The line that says so; none for what is built in or was given with the configuration.
    pub source: Option<SourceLine>,
}

impl From<&polyatom_repo::FlagReason<'_>> for FlagReason {
    fn from(reason: &polyatom_repo::FlagReason<'_>) -> Self {
        Self { topic: reason.topic.into(), enable: reason.on, source: reason.place.as_ref().map(Into::into) }
    }
}
