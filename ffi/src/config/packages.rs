//! Packages under a configuration, in order.

use super::configuration::Config;
use super::package::ConfiguredPackage;
use crate::repo::{packages, problems};
use crate::{Cpv, Problem, Refused};
use polyatom_repo::{Found, Package, PackageList};
use std::sync::Arc;

/// Packages that a query found under a configuration, in order. Each is read when it is asked for, on all cores where they are asked for in
/// order. A package that cannot be used is an error in its place; those after it are read all the same.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/make.conf", ["ACCEPT_KEYWORDS='amd64'"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "KEYWORDS=amd64"]), RepositoryFile("r/metadata/md5-cache/a/b-2", ["EAPI=8", "SLOT=0", "KEYWORDS=~amd64"])])
/// found = config.query("newest 1 of (visible)")
/// found.cpvs -> ["a/b-1"]
/// found.successes()[0].is_visible -> true
/// ```
#[derive(Debug, uniffi::Object)]
#[uniffi::export(Eq, Hash)]
pub struct ConfiguredPackages {
    config: Config,
    list: PackageList,
    problems: Vec<Problem>,
}

impl ConfiguredPackages {
    /// What a query found.
    pub(super) fn found(config: &Config, found: Found<PackageList>) -> Self {
        Self { config: config.clone(), list: found.value, problems: problems(&found.errors) }
    }

    fn with_list(&self, list: PackageList) -> Self {
        Self { config: self.config.clone(), list, problems: Vec::new() }
    }

    fn item(&self, package: Arc<Package>) -> Result<ConfiguredPackage, Refused> {
        Ok(ConfiguredPackage(self.config.0.configure(package)?))
    }
}

packages! { ConfiguredPackages of ConfiguredPackage with config }
