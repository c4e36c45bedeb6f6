//! The files that packages need, and whether those on a disk are the right ones.

use super::choices::{HashKind, ManifestKind, MismatchKind};
use super::{EbuildPackage, ManifestEntry, Progress};
use crate::{Refused, UseFlags};
use polyatom_repo::{Distfile as CoreDistfile, Mismatch};
use std::sync::Arc;

/// A file that `SRC_URI` names (PMS, sec:src-uri-behaviour).
///
/// ```example
/// entry = RepositoryFile("metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "SRC_URI=mirror://x/a.tar"])
/// mirrors = RepositoryFile("profiles/thirdpartymirrors", ["x https://example.org"])
/// file = Repository.from_files([entry, mirrors]).package("a/b-1").distfiles()[0]
/// file.filename -> "a.tar"
/// file.uris -> ["https://example.org/a.tar"]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Distfile {
    /// The name in `DISTDIR`.
    pub filename: String,
    /// The places where it is, with mirrors resolved, each once and in the order written.
    pub uris: Vec<String>,
    /// The places of these from which it may be fetched automatically (PMS, sec:restrict).
    pub fetchable: Vec<String>,
    /// Whether it may be mirrored.
    pub may_mirror: bool,
    /// Its entry in the Manifest.
    pub entry: Option<ManifestEntry>,
}

impl From<CoreDistfile> for Distfile {
    fn from(file: CoreDistfile) -> Self {
        let CoreDistfile { filename, uris, fetchable, may_mirror, entry } = file;
        Self { filename, uris, fetchable, may_mirror, entry: entry.as_ref().map(Into::into) }
    }
}

#[uniffi::export]
impl EbuildPackage {
    /// The files to download, in the order in which they first appear: those for these USE flags, or if none are given all, as if every
    /// condition held. It fails if `SRC_URI` or `RESTRICT` is not valid.
    #[uniffi::method(default(use_flags = None))]
    pub fn distfiles(&self, use_flags: Option<Arc<UseFlags>>) -> Result<Vec<Distfile>, Refused> {
        let files = match use_flags {
            Some(flags) => self.0.distfiles_with(&flags.0)?,
            None => self.0.distfiles()?,
        };
        Ok(files.into_iter().map(Into::into).collect())
    }
}

/// A difference between a file and its Manifest entry.
///
/// ```example
/// FileMismatch(MismatchKind.Size, none, "3", "0").expected -> "3"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct FileMismatch {
    /// The kind of difference.
    pub kind: MismatchKind,
    /// The hash function, if it is about a checksum.
    pub function: Option<HashKind>,
    /// The size or checksum in the entry.
    pub expected: Option<String>,
    /// The size or checksum of the file; of one that is too long the size that was read until that was known.
    pub found: Option<String>,
}

impl From<Mismatch> for FileMismatch {
    fn from(mismatch: Mismatch) -> Self {
        let (function, expected, found) = match &mismatch {
            // As the entry has it.
            Mismatch::Size { expected, found } => (None, Some(expected.cast_signed().to_string()), Some(found.to_string())),
            Mismatch::Hash { kind, expected, found } => (Some((*kind).into()), Some(expected.clone()), Some(found.clone())),
            Mismatch::NoHash | Mismatch::Absent | Mismatch::Unlisted => (None, None, None),
        };
        Self { kind: mismatch.into(), function, expected, found }
    }
}

/// As `polyatom-repo` calls it, with the bytes of a file that were read.
pub(super) fn bytes(total: u64, progress: Option<Box<dyn Progress>>) -> impl FnMut(u64) -> bool {
    move |done| progress.as_ref().is_none_or(|progress| progress.report(done.cast_signed(), total.cast_signed()))
}

/// Compares a file with its Manifest entry: the size and every checksum. None if they agree. It fails if the file cannot be read, or is
/// told to stop.
#[uniffi::export(default(progress = None))]
pub fn verify_file(
    path: &str,
    entry: &ManifestEntry,
    progress: Option<Box<dyn Progress>>,
) -> Result<Option<FileMismatch>, Refused> {
    let mut progress = bytes(entry.size.unwrap_or(0).cast_unsigned(), progress);
    Ok(polyatom_repo::verify_file(path, &entry.into(), &mut progress)?.map(Into::into))
}

/// The Manifest entry of a file: its size and its checksums, in the order of these functions. It fails if the file cannot be read, or is told
/// to stop.
#[uniffi::export(default(progress = None))]
pub fn measure_file(
    path: &str,
    kind: ManifestKind,
    hashes: Vec<HashKind>,
    progress: Option<Box<dyn Progress>>,
) -> Result<ManifestEntry, Refused> {
    let hashes: Vec<_> = hashes.into_iter().map(Into::into).collect();
    let total = polyatom_repo::file_size(path)?;
    let entry = polyatom_repo::write::manifest_entry(
        &polyatom_repo::OsDisk,
        path.as_ref(),
        kind.into(),
        &hashes,
        &mut bytes(total, progress),
    )?;
    Ok((&entry).into())
}
