//! The files beside the ebuilds of a package: `metadata.xml` and `Manifest`.

use camino::Utf8Path;
use polyatom::{Cpn, names};
use polyatom_pool as pool;

use super::{Name, Repository};
use crate::digest::{Mismatch, Progress, verify};
use crate::disk::{Disk, OsDisk};
use crate::error::{Error, Found};
use crate::format::descriptions::LocalFlagDescription;
use crate::format::manifest::{Manifest, ManifestEntry};
use crate::format::metadata_xml::MetadataXml;
use crate::format::text::Parsed;
use crate::reading;
use crate::report::{self, Report, unwatched};

/// Reads a `Manifest` by its path.
pub fn read_manifest(path: impl AsRef<Utf8Path>) -> Result<Found<Manifest>, Error> {
    read_file(path.as_ref(), Manifest::parse)
}

/// Reads a `metadata.xml` by its path.
pub fn read_metadata_xml(path: impl AsRef<Utf8Path>) -> Result<Found<MetadataXml>, Error> {
    read_file(path.as_ref(), MetadataXml::parse)
}

/// Compares a file with its Manifest entry, by its path. None if they agree. `progress` hears the bytes that were read and may stop
/// it.
pub fn verify_file(path: impl AsRef<Utf8Path>, entry: &ManifestEntry, progress: Progress<'_>) -> Result<Option<Mismatch>, Error> {
    compare(&OsDisk, path.as_ref(), entry, progress)
}

fn compare(disk: &dyn Disk, path: &Utf8Path, entry: &ManifestEntry, progress: Progress<'_>) -> Result<Option<Mismatch>, Error> {
    let verified = disk.open(path).and_then(|(file, _)| verify(file, entry, progress));
    verified.map_err(|error| Error::io(path, &error))
}

/// The size of a file in bytes.
pub fn file_size(path: impl AsRef<Utf8Path>) -> Result<u64, Error> {
    let path = path.as_ref();
    OsDisk.stat(path).map(|stat| stat.size).map_err(|error| Error::io(path, &error))
}

fn read_file<T>(path: &Utf8Path, parse: impl Fn(&str) -> Parsed<T>) -> Result<Found<T>, Error> {
    let mut errors = Vec::new();
    let found = Found::of(path, parse(&reading::required(&OsDisk, path, &mut errors)?));
    errors.extend(found.errors);
    Ok(Found { value: found.value, errors })
}

impl Repository {
    /// The `metadata.xml` of a package; empty if there is none.
    pub fn metadata_xml(&self, cpn: &Cpn) -> Found<MetadataXml> {
        self.find(&format!("{cpn}/metadata.xml"), MetadataXml::parse)
    }

    /// The `metadata.xml` of a category; empty if there is none.
    pub fn category_metadata_xml(&self, category: &str) -> Found<MetadataXml> {
        match names::category(category) {
            Ok(()) => self.find(&format!("{category}/metadata.xml"), MetadataXml::parse),
            Err(_) => Found::default(),
        }
    }

    /// The `Manifest` of a package; empty if there is none.
    pub fn manifest(&self, cpn: &Cpn) -> Found<Manifest> {
        self.find(&format!("{cpn}/Manifest"), Manifest::parse)
    }

    /// Everything that is wrong with the files `metadata.xml` and `Manifest` beside ebuilds, and `metadata.xml` of categories.
    pub fn check_package_files(&self) -> Vec<Error> {
        self.check_package_files_with(&mut unwatched).unwrap_or_default()
    }

    /// The same, and tells how far it is. It fails if it is told to stop.
    pub fn check_package_files_with(&self, report: Report<'_>) -> Result<Vec<Error>, Error> {
        let names: Vec<Name<'_>> = self.names().collect();
        let of_packages = report::map(&names, report, |name| {
            let cpn = name.cpn();
            [self.metadata_xml(&cpn).errors, self.manifest(&cpn).errors].concat()
        });
        let of_packages = of_packages.ok_or_else(|| Error::stopped(self.path()))?;
        let of_categories = self.package_categories().map(|category| self.category_metadata_xml(category.name()).errors);
        Ok(of_categories.chain(of_packages).flatten().collect())
    }

    /// Compares a file with its Manifest entry. None if they agree. `progress` hears the bytes that were read and may stop it.
    pub fn verify_file(
        &self,
        path: impl AsRef<Utf8Path>,
        entry: &ManifestEntry,
        progress: Progress<'_>,
    ) -> Result<Option<Mismatch>, Error> {
        compare(self.disk(), path.as_ref(), entry, progress)
    }

    /// `use.local.desc` from the files `metadata.xml` of all packages, as the generator of the main repository makes it.
    pub(super) fn make_use_local_desc(&self) -> Vec<LocalFlagDescription> {
        let names: Vec<Name<'_>> = self.names().collect();
        let described = pool::map(&names, |name| {
            let cpn = name.cpn();
            let flags = self.metadata_xml(&cpn).value.flags;
            let mut flags: Vec<_> =
                flags.into_iter().filter(|flag| flag.description.lang == "en" && !flag.name.is_empty()).collect();
            flags.sort_by(|a, b| a.name.cmp(&b.name));
            let described = flags.into_iter().map(|flag| LocalFlagDescription {
                package: cpn.clone(),
                flag: flag.name,
                description: flag.description.text,
            });
            described.collect::<Vec<_>>()
        });
        described.into_iter().flatten().collect()
    }
}
