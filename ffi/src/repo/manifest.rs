//! Manifests.

use super::choices::{HashKind, ManifestKind};
use super::problem::{Problem, problems};
use crate::Refused;
use polyatom_repo::Found;

/// A checksum of a file.
///
/// ```example
/// manifest = parse_manifest("DIST a 0 MD5 d41d8cd98f00b204e9800998ecf8427e")
/// manifest.entries[0].hashes[0].digest -> "d41d8cd98f00b204e9800998ecf8427e"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct FileHash {
    /// The hash function.
    pub kind: HashKind,
    /// Its value in hexadecimal digits.
    pub digest: String,
}

/// A file as a `Manifest` knows it.
///
/// ```example
/// entry = parse_manifest("DIST a.tar 3").entries[0]
/// entry.name -> "a.tar"
/// entry.kind -> ManifestKind.Dist
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ManifestEntry {
    /// The kind of file.
    pub kind: ManifestKind,
    /// The file's name, for a timestamp the time.
    pub name: String,
    /// Its size in bytes; none where the kind has no size.
    pub size: Option<i64>,
    /// Its checksums, in the order of the line.
    pub hashes: Vec<FileHash>,
}

impl From<&polyatom_repo::format::manifest::ManifestEntry> for ManifestEntry {
    fn from(entry: &polyatom_repo::format::manifest::ManifestEntry) -> Self {
        let hashes = entry.hashes.iter().map(|hash| FileHash { kind: hash.kind.into(), digest: hash.digest.clone() });
        Self {
            kind: entry.kind.into(),
            name: entry.name.clone(),
            size: entry.size.map(u64::cast_signed),
            hashes: hashes.collect(),
        }
    }
}

impl From<&ManifestEntry> for polyatom_repo::format::manifest::ManifestEntry {
    fn from(entry: &ManifestEntry) -> Self {
        let hash =
            |hash: &FileHash| polyatom_repo::format::manifest::FileHash { kind: hash.kind.into(), digest: hash.digest.clone() };
        Self {
            kind: entry.kind.into(),
            name: entry.name.clone(),
            // No file has as many bytes as a negative size becomes.
            size: entry.size.map(i64::cast_unsigned),
            hashes: entry.hashes.iter().map(hash).collect(),
        }
    }
}

/// A `Manifest`: the files of a package with their sizes and checksums (GLEP 74).
///
/// ```example
/// manifest = parse_manifest("DIST a.tar 3")
/// manifest.entries[0].name -> "a.tar"
/// manifest.is_thin -> true
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Manifest {
    /// Its entries, in the order of the file.
    pub entries: Vec<ManifestEntry>,
    /// Whether it is about files to download only.
    pub is_thin: bool,
    /// Whether it is in the armor of a signature, which is not checked here.
    pub is_signed: bool,
    /// Lines that are wrong. Each costs one entry.
    pub problems: Vec<Problem>,
}

impl From<Found<polyatom_repo::format::manifest::Manifest>> for Manifest {
    fn from(found: Found<polyatom_repo::format::manifest::Manifest>) -> Self {
        let (manifest, problems) = (found.value, problems(&found.errors));
        let entries = manifest.entries.iter().map(ManifestEntry::from).collect();
        Self { entries, is_thin: manifest.is_thin(), is_signed: manifest.is_signed, problems }
    }
}

/// Reads a `Manifest`. It fails if there is no such file.
#[uniffi::export]
pub fn read_manifest(path: &str) -> Result<Manifest, Refused> {
    Ok(polyatom_repo::read_manifest(path)?.into())
}

/// Reads the text of a `Manifest`.
///
/// ```example
/// parse_manifest("MD5 d41d8cd98f00b204e9800998ecf8427e files/a.patch 0").entries[0].kind -> ManifestKind.Aux
/// ```
#[uniffi::export]
pub fn parse_manifest(text: &str) -> Manifest {
    Found::of_text(text, polyatom_repo::format::manifest::Manifest::parse).into()
}
