//! Writing files of repositories: whoever reads one, also after a crash in the middle, sees the old file or the new one.
//!
//! A new file is made beside the old one, written, put on the disk, and only then takes the old one's place. What is left after a
//! crash is at most a file that begins with `.polyatom-`, which no reader looks at. What the files say is made by
//! [`format`](crate::format).

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::{Cpn, Cpv};

use crate::digest::{Progress, measure};
use crate::disk::WriteDisk;
use crate::error::{Error, without_nul};
use crate::format::binary_index::{self, BinaryIndexValues};
use crate::format::cache::CacheEntry;
use crate::format::manifest::{HashKind, Manifest, ManifestEntry, ManifestKind};
use crate::format::{Code, Fault};
use crate::tree::{CacheFormat, Repository};

/// Puts these bytes in the place of the file at a path, or makes it. `mtime` is when it was changed, in seconds since 1970; now
/// if not given.
///
/// It fails with the old file as it was. Its permissions stay.
pub fn replace(disk: &dyn WriteDisk, path: &Utf8Path, bytes: &[u8], mtime: Option<i64>) -> Result<(), Error> {
    without_nul(path)?;
    let directory = path.parent().filter(|parent| !parent.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    let write = || {
        let mut file = disk.create(directory)?;
        file.write(bytes)?;
        if let Some(mtime) = mtime {
            file.set_mtime(mtime)?;
        }
        file.sync()?;
        file.replace(path)?;
        disk.sync_directory(directory)
    };
    write().map_err(|error| Error::write(path, &error))
}

/// Writes the cache entry of a package, in the format `md5-dict`, and gives its path. The entry has to have the checksum of the
/// ebuild, without which no reader could tell whether it still fits.
pub fn cache_entry(
    disk: &dyn WriteDisk,
    repository: &Repository,
    cpv: &Cpv,
    entry: &CacheEntry,
    mtime: Option<i64>,
) -> Result<Utf8PathBuf, Error> {
    let directory = repository.path().join(CacheFormat::Md5Dict.directory()).join(cpv.category());
    let path = directory.join(cpv.pf());
    if entry.get(crate::format::cache::Key::Md5).is_none_or(str::is_empty) {
        return Err(Error::new(path, Fault::file(Code::MissingVariable, "_md5_").of("_md5_")).of_package(cpv.as_str()));
    }
    disk.create_directory(&directory).map_err(|error| Error::write(&directory, &error))?;
    replace(disk, &path, entry.to_md5_dict().as_bytes(), mtime)?;
    Ok(path)
}

/// Writes the Manifest of a package, without the armour of a signature, and gives its path.
pub fn manifest(disk: &dyn WriteDisk, repository: &Repository, cpn: &Cpn, manifest: &Manifest) -> Result<Utf8PathBuf, Error> {
    let path = repository.path().join(cpn.to_string()).join("Manifest");
    let text = manifest.to_checked_text().map_err(|fault| Error::new(&path, fault))?;
    replace(disk, &path, text.as_bytes(), None)?;
    Ok(path)
}

impl Repository {
    fn writable(&self) -> Result<&dyn WriteDisk, Error> {
        let in_memory = || Error::new(self.path(), Fault::file(Code::Unwritable, "the repository is in memory"));
        self.disk().writable().ok_or_else(in_memory)
    }

    /// Writes the [cache entry](cache_entry) of a package to where the repository is.
    pub fn write_cache_entry(&self, cpv: &Cpv, entry: &CacheEntry, mtime: Option<i64>) -> Result<Utf8PathBuf, Error> {
        cache_entry(self.writable()?, self, cpv, entry, mtime)
    }

    /// Writes the [Manifest](manifest()) of a package to where the repository is.
    pub fn write_manifest(&self, cpn: &Cpn, manifest: &Manifest) -> Result<Utf8PathBuf, Error> {
        self::manifest(self.writable()?, self, cpn, manifest)
    }
}

/// The Manifest entry of a file: its size and its checksums, in the order of these functions. `progress` hears the bytes that
/// were read and may stop it.
pub fn manifest_entry(
    disk: &dyn WriteDisk,
    path: &Utf8Path,
    kind: ManifestKind,
    hashes: &[HashKind],
    progress: Progress<'_>,
) -> Result<ManifestEntry, Error> {
    let name = path.file_name().unwrap_or_default().to_owned();
    let measured = disk.open(path).and_then(|(file, _)| measure(file, hashes, progress));
    let (size, hashes) = measured.map_err(|error| Error::io(path, &error))?;
    Ok(ManifestEntry { kind, name, size: Some(size), hashes })
}

/// Writes the index of a directory of binary packages, and gives its path.
pub fn packages(
    disk: &dyn WriteDisk,
    pkgdir: &Utf8Path,
    header: &BinaryIndexValues,
    packages: &[BinaryIndexValues],
) -> Result<Utf8PathBuf, Error> {
    let path = pkgdir.join("Packages");
    let text = binary_index::write(header, packages).map_err(|fault| Error::new(&path, fault))?;
    replace(disk, &path, text.as_bytes(), None)?;
    Ok(path)
}
