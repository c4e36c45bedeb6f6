//! Values as JSON, with the fields that the conformance suite gives them (`conformance/protocol.md`).

use polyatom::{Atom, Cpv, Revision, Uri, Version};
use serde::Serialize;

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
