//! Values as JSON, with the fields that the conformance suite gives them (`conformance/protocol.md`).

use polyatom::{Atom, Cpv, Revision, Uri, Version};
use polyatom_repo::format::manifest::ManifestEntry;
use polyatom_repo::format::metadata_xml::Maintainer;
use polyatom_repo::{Distfile, Error, Reason};
use serde::{Serialize, Serializer};
use serde_json::Value as Json;
use std::fmt;

/// The digits of a revision that was written, as they were.
fn digits(revision: Option<Revision>) -> Option<String> {
    revision.map(|revision| revision.as_str().to_owned())
}

#[derive(Serialize)]
pub struct VersionFields {
    numbers: Vec<String>,
    letter: Option<char>,
    suffixes: Vec<(String, Option<String>)>,
    revision: Option<String>,
}

impl From<&Version> for VersionFields {
    fn from(version: &Version) -> Self {
        let suffix = |suffix: polyatom::Suffix<'_>| (suffix.kind.to_string(), suffix.number.map(str::to_owned));
        Self {
            numbers: version.numbers().map(str::to_owned).collect(),
            letter: version.letter(),
            suffixes: version.suffixes().map(suffix).collect(),
            revision: version.revision_digits().map(str::to_owned),
        }
    }
}

#[derive(Serialize)]
pub struct CpvFields {
    category: String,
    package: String,
    version: String,
    revision: Option<String>,
}

impl From<&Cpv> for CpvFields {
    fn from(cpv: &Cpv) -> Self {
        Self {
            category: cpv.category().to_owned(),
            package: cpv.package().to_owned(),
            version: cpv.version_text().to_owned(),
            revision: digits(cpv.revision()),
        }
    }
}

#[derive(Serialize)]
pub struct AtomFields {
    blocker: Option<String>,
    op: Option<String>,
    category: String,
    package: String,
    version: Option<String>,
    revision: Option<String>,
    slot: Option<String>,
    subslot: Option<String>,
    slot_op: Option<String>,
    r#use: Vec<String>,
    repo: Option<String>,
}

impl From<&Atom> for AtomFields {
    fn from(atom: &Atom) -> Self {
        let text = |text: Option<&str>| text.map(str::to_owned);
        Self {
            blocker: atom.blocker().map(|blocker| blocker.to_string()),
            op: atom.op().map(|op| op.to_string()),
            category: atom.category().to_owned(),
            package: atom.package().to_owned(),
            version: text(atom.version_text()),
            revision: digits(atom.revision()),
            slot: text(atom.slot()),
            subslot: text(atom.subslot()),
            slot_op: atom.slot_op().map(|op| op.to_string()),
            r#use: atom.use_texts().map(str::to_owned).collect(),
            repo: text(atom.repo()),
        }
    }
}

/// The parts of a text, whichever it is.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Fields {
    Version(VersionFields),
    Cpv(CpvFields),
    Atom(AtomFields),
}

#[derive(Serialize)]
pub struct UriFields<'a> {
    uri: &'a str,
    filename: &'a str,
    prefix: Option<String>,
}

impl<'a> From<Uri<'a>> for UriFields<'a> {
    fn from(uri: Uri<'a>) -> Self {
        Self { uri: uri.uri(), filename: uri.filename(), prefix: uri.prefix().map(|prefix| prefix.to_string()) }
    }
}

/// An object whose fields are known only when it is made. They keep their order.
pub struct Object<'a>(Vec<(&'a str, Json)>);

impl<'a> Object<'a> {
    pub fn of(pairs: impl IntoIterator<Item = (&'a str, Json)>) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// Something that is wrong in a file, in the form that editors understand.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Problem {
    pub file: String,
    pub line: Option<usize>,
    /// In characters, from 1.
    pub column: Option<usize>,
    pub code: String,
    pub message: String,
    /// It was so, and is no longer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub repaired: bool,
}

impl From<&Error> for Problem {
    fn from(error: &Error) -> Self {
        let hint = error.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
        let variable = error.variable().map(|name| format!("{name}: ")).unwrap_or_default();
        let line = error.line().map(|line| line as usize);
        Self {
            file: error.path().to_string(),
            line,
            column: line.map(|_| column(error)),
            code: error.code().to_owned(),
            message: format!("{variable}{}{hint}", error.reason()),
            repaired: false,
        }
    }
}

/// Where an error begins in its line. What stands before the excerpt of a long line counts in bytes, for nothing else is known of it.
fn column(error: &Error) -> usize {
    let start = error.span().start;
    error.column().saturating_sub(start) + error.excerpt()[..start].chars().count() + 1
}

impl Problem {
    /// `file:line:column`, as far as that is known.
    pub fn place(&self) -> String {
        let Self { file, line, column, .. } = self;
        [line, column].into_iter().flatten().fold(file.clone(), |place, number| format!("{place}:{number}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.message)
    }
}

#[derive(Serialize)]
pub struct MaintainerFields<'a> {
    r#type: &'a str,
    email: &'a str,
    name: Option<&'a str>,
    proxied: Option<&'a str>,
}

impl<'a> From<&'a Maintainer> for MaintainerFields<'a> {
    fn from(found: &'a Maintainer) -> Self {
        let (name, proxied) = (found.name.as_deref(), found.proxied.as_deref());
        Self { r#type: &found.kind, email: &found.email, name, proxied }
    }
}

impl fmt::Display for MaintainerFields<'_> {
    /// `Larry <larry@example.org>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Some(name) => write!(f, "{name} <{}>", self.email),
            None => f.write_str(self.email),
        }
    }
}

#[derive(Serialize)]
pub struct ManifestFields<'a> {
    kind: &'a str,
    name: &'a str,
    size: Option<u64>,
    hashes: Object<'a>,
}

impl<'a> From<&'a ManifestEntry> for ManifestFields<'a> {
    fn from(entry: &'a ManifestEntry) -> Self {
        let hashes = entry.hashes.iter().map(|hash| (hash.kind.as_str(), hash.digest.as_str().into()));
        Self { kind: entry.kind.as_str(), name: &entry.name, size: entry.size, hashes: Object::of(hashes) }
    }
}

#[derive(Serialize)]
pub struct DistfileFields<'a> {
    filename: &'a str,
    uris: &'a [String],
    fetchable: &'a [String],
    may_mirror: bool,
    entry: Option<ManifestFields<'a>>,
}

impl<'a> From<&'a Distfile> for DistfileFields<'a> {
    fn from(file: &'a Distfile) -> Self {
        let Distfile { filename, uris, fetchable, may_mirror, entry } = file;
        Self { filename, uris, fetchable, may_mirror: *may_mirror, entry: entry.as_ref().map(ManifestFields::from) }
    }
}

/// Why a package may not be installed, with what would lift that.
#[derive(Serialize)]
pub struct ReasonFields<'a> {
    kind: &'a str,
    file: Option<&'a str>,
    line: Option<u32>,
    text: Option<&'a str>,
    words: &'a [String],
    remedy: Option<RemedyFields<'a>>,
}

#[derive(Serialize)]
struct RemedyFields<'a> {
    file: &'a str,
    line: &'a str,
}

impl<'a> From<&'a Reason> for ReasonFields<'a> {
    fn from(reason: &'a Reason) -> Self {
        let place = reason.place();
        Self {
            kind: reason.kind.as_str(),
            file: place.map(|place| place.path().as_str()),
            line: place.map(|place| place.line()),
            text: place.map(|place| place.text()),
            words: &reason.words,
            remedy: reason.remedy.as_ref().map(|remedy| RemedyFields { file: remedy.file.as_str(), line: &remedy.line }),
        }
    }
}
