//! Work on many values in one call.

use crate::{Atom, Cpv, Version};
use polyatom_pool as pool;
use std::sync::Arc;

/// The versions in ascending order; equal ones stay in the order they came in.
///
/// ```example
/// sort_versions(["1.10", "1.9_p1", "1.9"]) -> ["1.9", "1.9_p1", "1.10"]
/// ```
#[uniffi::export]
pub fn sort_versions(mut versions: Vec<Arc<Version>>) -> Vec<Arc<Version>> {
    pool::sort(&mut versions);
    versions
}

/// The packages in ascending order, by category, package and version; equal ones stay in the order they came in.
///
/// ```example
/// sort_cpvs(["a/c-1", "a/b-10", "a/b-9"]) -> ["a/b-9", "a/b-10", "a/c-1"]
/// ```
#[uniffi::export]
pub fn sort_cpvs(mut cpvs: Vec<Arc<Cpv>>) -> Vec<Arc<Cpv>> {
    pool::sort(&mut cpvs);
    cpvs
}

/// The atoms in ascending order; equal ones stay in the order they came in.
///
/// ```example
/// sort_atoms(["a/c", ">=a/b-1", "a/b"]) -> ["a/b", ">=a/b-1", "a/c"]
/// ```
#[uniffi::export]
pub fn sort_atoms(mut atoms: Vec<Arc<Atom>>) -> Vec<Arc<Atom>> {
    pool::sort(&mut atoms);
    atoms
}
