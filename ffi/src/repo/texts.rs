//! The texts of files of repositories, as other tools write them.

use super::{BinaryIndexEntry, ManifestEntry, Variable};
use crate::PolyatomError;
use polyatom_repo::CacheEntry;
use polyatom_repo::format::binary_index::{self, BinaryIndexValues};
use polyatom_repo::format::manifest::Manifest;

fn pairs(variables: &[Variable]) -> impl Iterator<Item = (&str, &str)> {
    variables.iter().map(|variable| (variable.name.as_str(), variable.text.as_str()))
}

fn entry(variables: &[Variable]) -> Result<CacheEntry, PolyatomError> {
    Ok(CacheEntry::from_names(pairs(variables)).map_err(|fault| polyatom_repo::Error::new("", fault))?)
}

fn of_core(entries: &[ManifestEntry]) -> Manifest {
    Manifest { entries: entries.iter().map(Into::into).collect(), ..Manifest::default() }
}

/// The text of a cache entry with these variables, as `egencache` writes it. It fails if a variable is not one of a cache, or is there twice,
/// or its value has a line break.
#[uniffi::export]
pub fn format_cache_entry(variables: Vec<Variable>) -> Result<String, PolyatomError> {
    Ok(entry(&variables)?.to_md5_dict())
}

/// The text of a Manifest with these entries. It fails if one would read otherwise, as one with a blank in its name does.
///
/// ```example
/// format_manifest([]) -> ""
/// ```
#[uniffi::export]
pub fn format_manifest(entries: Vec<ManifestEntry>) -> Result<String, PolyatomError> {
    Ok(of_core(&entries).to_checked_text().map_err(|fault| polyatom_repo::Error::new("", fault))?)
}

fn values(variables: &[Variable]) -> BinaryIndexValues {
    pairs(variables).map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

/// The text of an index of binary packages, `Packages`, as package managers write it. Variables that entries inherit from the header, or that
/// have their default, are left out. It fails if a value has a line break, or an entry has no valid `CPV`.
#[uniffi::export]
pub fn format_binary_index(header: Vec<Variable>, entries: Vec<BinaryIndexEntry>) -> Result<String, PolyatomError> {
    let entries: Vec<_> = entries.iter().map(|entry| values(&entry.variables)).collect();
    Ok(binary_index::write(&values(&header), &entries).map_err(|fault| polyatom_repo::Error::new("", fault))?)
}
