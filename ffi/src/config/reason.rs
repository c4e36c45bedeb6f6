//! Reasons why packages may not be installed.

use super::choices::ReasonKind;
use super::source::SourceLine;
use crate::Cpv;
use std::fmt;
use std::sync::Arc;

/// A reason why a package may not be installed: what decides, the lines that say so, and what would lift it.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/package.mask", ["# Broken.", "a/b"]), RepositoryFile("etc/portage/package.accept_keywords", ["a/b **"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0"])])
/// reason = config.reasons("a/b-1")[0]
/// reason.words -> ["a/b"]
/// reason.sources[0].line -> 2
/// reason.remedy.path -> "/etc/portage/package.unmask"
/// reason.remedy.text -> "=a/b-1"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct MaskReason {
    /// The kind of reason.
    pub kind: ReasonKind,
    /// The lines that say so: of masks all that match, of what is not accepted the line that counts last. None where nothing is said, so that
    /// what is built in decides.
    pub sources: Vec<SourceLine>,
    /// The keywords, licenses, properties or restrictions that are not accepted, or the masks that match; of other reasons what is wrong.
    pub words: Vec<String>,
    /// The line that would lift it; none where no line of a configuration does.
    pub remedy: Option<Remedy>,
}

impl From<polyatom_repo::Reason> for MaskReason {
    fn from(reason: polyatom_repo::Reason) -> Self {
        let polyatom_repo::Reason { kind, places, words, remedy } = reason;
        Self { kind: kind.into(), sources: places.iter().map(Into::into).collect(), words, remedy: remedy.map(Into::into) }
    }
}

/// As a list of reasons.
pub(super) fn reasons(reasons: Vec<polyatom_repo::Reason>) -> Vec<MaskReason> {
    reasons.into_iter().map(Into::into).collect()
}

/// A line of configuration that lifts a reason. It is about one version alone.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/make.conf", ["ACCEPT_KEYWORDS='amd64'"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "KEYWORDS=~amd64"])])
/// remedy = config.reasons("a/b-1")[0].remedy
/// remedy.text -> "=a/b-1 ~amd64"
/// config.with_remedy(remedy).best_visible("a/b").cpv -> "a/b-1"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Display)]
pub struct Remedy {
    /// The path of the file.
    pub path: String,
    /// The line to write at its end.
    pub text: String,
}

impl From<polyatom_repo::Remedy> for Remedy {
    fn from(remedy: polyatom_repo::Remedy) -> Self {
        Self { path: remedy.file.into(), text: remedy.line }
    }
}

impl From<&Remedy> for polyatom_repo::Remedy {
    fn from(remedy: &Remedy) -> Self {
        Self { file: remedy.path.clone().into(), line: remedy.text.clone() }
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        polyatom_repo::Remedy::from(self).fmt(f)
    }
}

/// A version that may not be installed, with every reason.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0"])])
/// config.invisible("a/b")[0].cpv -> "a/b-1"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct InvisiblePackage {
    /// Category, package and version.
    pub cpv: Arc<Cpv>,
    /// Every reason.
    pub reasons: Vec<MaskReason>,
}

impl From<(polyatom::Cpv, Vec<polyatom_repo::Reason>)> for InvisiblePackage {
    fn from((cpv, found): (polyatom::Cpv, Vec<polyatom_repo::Reason>)) -> Self {
        Self { cpv: Cpv::shared(cpv), reasons: reasons(found) }
    }
}

/// A line of `package.mask` or `package.unmask`.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/package.mask", ["# Broken.", "a/b"])])
/// mask = config.masks[0]
/// mask.text -> "a/b"
/// mask.comment -> "Broken."
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PackageMask {
    /// The atom or the pattern of the packages that it is about.
    pub text: String,
    /// The repository to whose packages it is limited, besides what the atom says.
    pub repository: Option<String>,
    /// The comment above the line, which says why.
    pub comment: String,
    /// The line.
    pub source: SourceLine,
}

impl From<&polyatom_repo::MaskEntry> for PackageMask {
    fn from(mask: &polyatom_repo::MaskEntry) -> Self {
        Self {
            text: mask.selector().to_string(),
            repository: mask.repository().map(str::to_owned),
            comment: mask.comment().to_owned(),
            source: mask.place().into(),
        }
    }
}

/// A line of a profile.
pub(super) fn of_profile(
    (place, mask): (polyatom_repo::Place<'_>, &polyatom_repo::format::profile_lines::MaskLine),
) -> PackageMask {
    let (text, comment) = (mask.selector.to_string(), mask.comment.to_string());
    PackageMask { text, repository: None, comment, source: (&place).into() }
}
