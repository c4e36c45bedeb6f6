//! `metadata.xml`.

use super::problem::{Problem, problems};
use super::records::{list, records};
use crate::Refused;
use polyatom_repo::Found;
use polyatom_repo::format::metadata_xml as format;

records! {
    /// A text with its language.
    ///
    /// ```example
    /// xml = parse_metadata_xml("<pkgmetadata><longdescription lang='fr'>Meuh</longdescription></pkgmetadata>")
    /// xml.long_descriptions[0].text -> "Meuh"
    /// ```
    Localized of format::Localized {
        /// The language, `en` if none is given.
        lang: String = |it| it,
        /// The text. Blanks are single ones.
        text: String = |it| it,
    }

    /// A person or project that maintains a package.
    ///
    /// ```example
    /// xml = parse_metadata_xml("<pkgmetadata><maintainer type='project'><email>cow@example.org</email></maintainer></pkgmetadata>")
    /// xml.maintainers[0].email -> "cow@example.org"
    /// ```
    Maintainer of format::Maintainer {
        /// `person` or `project`.
        kind: String = |it| it,
        /// The address.
        email: String = |it| it,
        /// The name.
        name: Option<String> = |it| it,
        /// The work that they do on the package, by language.
        descriptions: Vec<Localized> = |it| list(it),
        /// Whether others commit for them: `yes`, `no` or `proxy`.
        proxied: Option<String> = |it| it,
        /// The versions it is about, as an atom.
        restrict: Option<String> = |it| it,
    }

    /// A maintainer of the software itself.
    ///
    /// ```example
    /// xml = parse_metadata_xml("<pkgmetadata><upstream><maintainer><name>Cow</name></maintainer></upstream></pkgmetadata>")
    /// xml.upstream.maintainers[0].name -> "Cow"
    /// ```
    UpstreamMaintainer of format::UpstreamMaintainer {
        /// The name.
        name: String = |it| it,
        /// The address.
        email: Option<String> = |it| it,
        /// `active`, `inactive` or `unknown`.
        status: Option<String> = |it| it,
    }

    /// The name of the software in another place.
    ///
    /// ```example
    /// xml = parse_metadata_xml("<pkgmetadata><upstream><remote-id type='pypi'>cow</remote-id></upstream></pkgmetadata>")
    /// xml.upstream.remote_ids[0].value -> "cow"
    /// ```
    RemoteId of format::RemoteId {
        /// The place, `github`.
        kind: String = |it| it,
        /// The name there, `larry/cow`.
        value: String = |it| it,
    }

    /// The source of the software.
    ///
    /// ```example
    /// xml = parse_metadata_xml("<pkgmetadata><upstream><bugs-to>https://example.org</bugs-to></upstream></pkgmetadata>")
    /// xml.upstream.bugs_to -> "https://example.org"
    /// ```
    Upstream of format::Upstream {
        /// Its maintainers.
        maintainers: Vec<UpstreamMaintainer> = |it| list(it),
        /// The place of the list of its changes.
        changelog: Option<String> = |it| it,
        /// The places of its documentation, by language.
        docs: Vec<Localized> = |it| list(it),
        /// The place where faults are reported.
        bugs_to: Option<String> = |it| it,
        /// Its names in other places.
        remote_ids: Vec<RemoteId> = |it| list(it),
    }

    /// The description of a USE flag in one package.
    ///
    /// ```example
    /// xml = parse_metadata_xml("<pkgmetadata><use><flag name='tk'>Adds a window</flag></use></pkgmetadata>")
    /// xml.flags[0].description.text -> "Adds a window"
    /// ```
    LocalFlag of format::LocalFlag {
        /// The flag.
        name: String = |it| it,
        /// The versions it is about, as an atom.
        restrict: Option<String> = |it| it,
        /// Its effect.
        description: Localized = |it| it.into(),
    }

    /// The description of a slot.
    ///
    /// ```example
    /// xml = parse_metadata_xml("<pkgmetadata><slots><slot name='2'>For old programs</slot></slots></pkgmetadata>")
    /// xml.slots[0].name -> "2"
    /// ```
    SlotDescription of format::SlotDescription {
        /// The slot, `*` for any.
        name: String = |it| it,
        /// Its purpose.
        description: Localized = |it| it.into(),
    }
}

/// A `metadata.xml`, of a package or of a category (GLEP 68).
///
/// ```example
/// xml = parse_metadata_xml("<pkgmetadata><stabilize-allarches/></pkgmetadata>")
/// xml.stabilize_allarches -> true
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct MetadataXml {
    /// The maintainers; nobody if it is empty.
    pub maintainers: Vec<Maintainer>,
    /// The groups that once maintained packages. New documents have none.
    pub herds: Vec<String>,
    /// The source of the software.
    pub upstream: Option<Upstream>,
    /// The long descriptions, by language.
    pub long_descriptions: Vec<Localized>,
    /// The USE flags of the package.
    pub flags: Vec<LocalFlag>,
    /// Its slots.
    pub slots: Vec<SlotDescription>,
    /// The meaning of its sub-slots.
    pub subslots: Vec<Localized>,
    /// Whether a version that is stable on one architecture may be so on all.
    pub stabilize_allarches: bool,
    /// The fault of a document that is not well-formed; everything before it was read.
    pub problems: Vec<Problem>,
}

impl From<Found<format::MetadataXml>> for MetadataXml {
    fn from(found: Found<format::MetadataXml>) -> Self {
        let xml = found.value;
        Self {
            maintainers: list(xml.maintainers),
            herds: xml.herds,
            upstream: xml.upstream.map(Into::into),
            long_descriptions: list(xml.long_descriptions),
            flags: list(xml.flags),
            slots: list(xml.slots),
            subslots: list(xml.subslots),
            stabilize_allarches: xml.stabilize_allarches,
            problems: problems(&found.errors),
        }
    }
}

/// Reads a `metadata.xml`. Nothing is fetched. It fails if there is no such file.
#[uniffi::export]
pub fn read_metadata_xml(path: &str) -> Result<MetadataXml, Refused> {
    Ok(polyatom_repo::read_metadata_xml(path)?.into())
}

/// Reads the text of a `metadata.xml`.
///
/// ```example
/// parse_metadata_xml("<pkgmetadata><herd>cows</herd></pkgmetadata>").herds -> ["cows"]
/// ```
#[uniffi::export]
pub fn parse_metadata_xml(text: &str) -> MetadataXml {
    Found::of_text(text, format::MetadataXml::parse).into()
}
