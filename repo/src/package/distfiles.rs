//! The files that a package needs, and where they are.

use std::collections::HashMap;

use polyatom::{DepSpec, NodeKind, Uri, UseSet};

use super::Package;
use crate::error::{Error, Found};
use crate::format::manifest::{Manifest, ManifestEntry};
use crate::format::metadata_xml::MetadataXml;
use crate::metadata::Metadata;

/// A file that `SRC_URI` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distfile {
    /// Its name in `DISTDIR`.
    pub filename: String,
    /// Every place where it is, mirrors resolved, each once and in the order written.
    pub uris: Vec<String>,
    /// The places of these from which it may be fetched automatically (`sec:restrict`, `feat:uri-restrict`).
    pub fetchable: Vec<String>,
    /// Whether it may be mirrored.
    pub may_mirror: bool,
    /// What the Manifest says about it.
    pub entry: Option<ManifestEntry>,
}

impl Package {
    /// Every file, as if every condition held, in the order in which they first appear.
    pub fn distfiles(&self) -> Result<Vec<Distfile>, Error> {
        Ok(self.distfiles_of(self.src_uri()?, self.restrict()?))
    }

    /// The files for these USE flags.
    pub fn distfiles_with(&self, enabled: &(impl UseSet + ?Sized)) -> Result<Vec<Distfile>, Error> {
        Ok(self.distfiles_of(&self.src_uri()?.evaluate(enabled), &self.restrict()?.evaluate(enabled)))
    }

    fn distfiles_of(&self, sources: &DepSpec, restrict: &DepSpec) -> Vec<Distfile> {
        let has = |token: &str| restrict.leaves().any(|leaf| leaf.kind() == NodeKind::Token && leaf.text() == token);
        // To restrict fetching implies to restrict mirroring.
        let (fetch, mirror) = (has("fetch"), has("fetch") || has("mirror"));
        let mirrors = self.repository.mirrors();
        let manifest = self.manifest().value;
        let mut written: HashMap<&str, Vec<Uri<'_>>> = HashMap::new();
        sources.uris().for_each(|uri| written.entry(uri.filename()).or_default().push(uri));
        let file = |download: polyatom::Download| {
            let written = written.get(download.filename.as_str()).map_or(&[][..], Vec::as_slice);
            let mut fetchable: Vec<String> = Vec::new();
            for place in written.iter().filter(|uri| uri.may_fetch(fetch)).flat_map(|uri| uri.expand(&mirrors)) {
                if !fetchable.contains(&place) {
                    fetchable.push(place);
                }
            }
            let may_mirror = written.iter().all(|uri| uri.may_mirror(mirror));
            let entry = manifest.dist(&download.filename).cloned();
            Distfile { filename: download.filename, uris: download.uris, fetchable, may_mirror, entry }
        };
        sources.downloads(&mirrors).into_iter().map(file).collect()
    }

    /// The `Manifest` beside its ebuild; empty if there is none.
    pub fn manifest(&self) -> Found<Manifest> {
        self.repository.manifest(&self.cpv.cpn())
    }

    /// The `metadata.xml` beside its ebuild; empty if there is none.
    pub fn metadata_xml(&self) -> Found<MetadataXml> {
        self.repository.metadata_xml(&self.cpv.cpn())
    }
}
