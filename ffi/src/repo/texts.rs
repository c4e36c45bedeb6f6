//! The texts of files of repositories, as other tools write them, and writing them.

use super::{BinaryIndexEntry, ManifestEntry, Repository, Variable};
use crate::{Cpn, Cpv, Refused};
use polyatom_repo::format::binary_index::{self, BinaryIndexValues};
use polyatom_repo::format::manifest::Manifest;
use polyatom_repo::{CacheEntry, OsDisk, write};

fn pairs(variables: &[Variable]) -> impl Iterator<Item = (&str, &str)> {
    variables.iter().map(|variable| (variable.name.as_str(), variable.text.as_str()))
}

fn entry(variables: &[Variable]) -> Result<CacheEntry, Refused> {
    Ok(CacheEntry::from_names(pairs(variables)).map_err(|fault| polyatom_repo::Error::new("", fault))?)
}

fn of_core(entries: &[ManifestEntry]) -> Manifest {
    Manifest { entries: entries.iter().map(Into::into).collect(), ..Manifest::default() }
}

/// The text of a cache entry with these variables, as `egencache` writes it. It fails if a variable is not one of a cache, or is there twice,
/// or its value has a line break.
#[uniffi::export]
pub fn format_cache_entry(variables: Vec<Variable>) -> Result<String, Refused> {
    Ok(entry(&variables)?.to_md5_dict())
}

/// The text of a Manifest with these entries. It fails if one would read otherwise, as one with a blank in its name does.
///
/// ```example
/// format_manifest([]) -> ""
/// ```
#[uniffi::export]
pub fn format_manifest(entries: Vec<ManifestEntry>) -> Result<String, Refused> {
    Ok(of_core(&entries).to_checked_text().map_err(|fault| polyatom_repo::Error::new("", fault))?)
}

fn values(variables: &[Variable]) -> BinaryIndexValues {
    pairs(variables).map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

fn all_values(entries: &[BinaryIndexEntry]) -> Vec<BinaryIndexValues> {
    entries.iter().map(|entry| values(&entry.variables)).collect()
}

/// The text of an index of binary packages, `Packages`, as package managers write it. Variables that entries inherit from the header, or that
/// have their default, are left out. It fails if a value has a line break, or an entry has no valid `CPV`.
#[uniffi::export]
pub fn format_binary_index(header: Vec<Variable>, entries: Vec<BinaryIndexEntry>) -> Result<String, Refused> {
    Ok(binary_index::write(&values(&header), &all_values(&entries)).map_err(|fault| polyatom_repo::Error::new("", fault))?)
}

/// Writes the index of a directory of binary packages, `Packages`, and gives its path. Whoever reads it meanwhile, or after a crash, sees the
/// old file or the new one. It fails, with the old file as it was, if the file cannot be written, and as `format_binary_index`.
#[uniffi::export]
pub fn write_binary_index(path: &str, header: Vec<Variable>, entries: Vec<BinaryIndexEntry>) -> Result<String, Refused> {
    Ok(write::packages(&OsDisk, path.as_ref(), &values(&header), &all_values(&entries))?.into())
}

#[uniffi::export]
impl Repository {
    /// Writes the cache entry of a package, as `egencache` does, and gives its path. `mtime` is the time when it was changed, in seconds since
    /// 1970; now if it is not given. Whoever reads it meanwhile, or after a crash, sees the old file or the new one. It fails, with the old
    /// file as it was, if the file cannot be written, without the checksum `_md5_`, and as `format_cache_entry`.
    #[uniffi::method(default(mtime = None))]
    pub fn write_cache_entry(&self, cpv: &Cpv, variables: Vec<Variable>, mtime: Option<i64>) -> Result<String, Refused> {
        Ok(self.0.write_cache_entry(&cpv.0, &entry(&variables)?, mtime)?.into())
    }

    /// Writes the Manifest of a package, and gives its path. Whoever reads it meanwhile, or after a crash, sees the old file or the new one. It
    /// fails, with the old file as it was, if the file cannot be written, and as `format_manifest`.
    pub fn write_manifest(&self, cpn: &Cpn, entries: Vec<ManifestEntry>) -> Result<String, Refused> {
        Ok(self.0.write_manifest(&cpn.0, &of_core(&entries))?.into())
    }
}
