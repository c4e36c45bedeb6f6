//! Lines of files that say something.

use std::fmt;

/// A line of a file that decides something.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/package.mask", ["a/b"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0"])])
/// config.reasons("a/b-1")[0].sources[0].text -> "a/b"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Display)]
pub struct SourceLine {
    /// The path of the file.
    pub path: String,
    /// The number of the line, from 1 on.
    pub line: u64,
    /// The text of the line, without blanks around it.
    pub text: String,
}

impl From<&polyatom_repo::Place<'_>> for SourceLine {
    fn from(place: &polyatom_repo::Place<'_>) -> Self {
        Self { path: place.path().to_string(), line: place.line().into(), text: place.text().to_owned() }
    }
}

impl fmt::Display for SourceLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.text)
    }
}
