//! What a package is, as far as a query asks: each thing is read when it is first needed.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use polyatom::{Atom, Cpv, DepSpec, DepSpecKind};

use super::field::{Field, Part};
use crate::config::{Config, ConfiguredPackage};
use crate::error::{Error, Found};
use crate::format::masks::Mask;
use crate::format::metadata_xml::{Maintainer, MetadataXml, RemoteId};
use crate::metadata::Metadata;
use crate::package::Package;
use crate::set::RepositorySet;
use crate::tree::{InFile, Repository};

/// The packages among which a query looks.
#[derive(Clone, Copy)]
pub(super) enum Universe<'a> {
    Repository(&'a Arc<Repository>),
    Set(&'a RepositorySet),
    Config(&'a Arc<Config>),
}

impl<'a> Universe<'a> {
    /// Its repositories, that with the lowest priority first.
    pub(super) fn repositories(self) -> Vec<&'a Arc<Repository>> {
        match self {
            Self::Repository(repository) => vec![repository],
            Self::Set(set) => set.repositories().rev().collect(),
            Self::Config(config) => config.repositories().iter().map(|configured| configured.repository()).collect(),
        }
    }

    fn config(self) -> Option<&'a Arc<Config>> {
        match self {
            Self::Config(config) => Some(config),
            _ => None,
        }
    }
}

/// A package that a query is asked about.
pub(super) struct Facts<'a> {
    universe: Universe<'a>,
    repository: &'a Arc<Repository>,
    cpv: &'a Cpv,
    package: OnceCell<Option<Arc<Package>>>,
    configured: OnceCell<Option<ConfiguredPackage>>,
    xml: OnceCell<Option<MetadataXml>>,
    /// Why something is not known.
    error: RefCell<Option<Error>>,
}

/// The texts of a list.
pub(super) type Texts<'a> = Vec<Cow<'a, str>>;

/// A record of `metadata.xml`.
#[derive(Clone, Copy)]
pub(super) enum Record<'a> {
    Maintainer(&'a Maintainer),
    RemoteId(&'a RemoteId),
}

impl<'a> Record<'a> {
    /// A field of it; empty if it has none.
    pub(super) fn part(self, part: Part) -> Cow<'a, str> {
        let text: &'a str = match (self, part) {
            (Self::Maintainer(one), Part::Email) => &one.email,
            (Self::Maintainer(one), Part::Name) => one.name.as_deref().unwrap_or(""),
            (Self::Maintainer(one), Part::Type) => &one.kind,
            (Self::Maintainer(one), Part::Proxied) => one.proxied.as_deref().unwrap_or(""),
            (Self::Maintainer(one), Part::Description) => {
                let texts: Vec<&str> = one.descriptions.iter().map(|description| &*description.text).collect();
                return texts.join("\n").into();
            }
            (Self::RemoteId(one), Part::Type) => &one.kind,
            (Self::RemoteId(one), Part::Name) => &one.value,
            (Self::RemoteId(_), _) => "",
        };
        text.into()
    }
}

impl<'a> Facts<'a> {
    pub(super) fn new(universe: Universe<'a>, repository: &'a Arc<Repository>, cpv: &'a Cpv) -> Self {
        let (package, configured, xml) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { universe, repository, cpv, package, configured, xml, error: RefCell::default() }
    }

    /// The same of a package that was read.
    pub(super) fn with_package(self, package: Arc<Package>) -> Self {
        let _ = self.package.set(Some(package));
        self
    }

    pub(super) fn universe(&self) -> Universe<'a> {
        self.universe
    }

    pub(super) fn cpv(&self) -> &'a Cpv {
        self.cpv
    }

    pub(super) fn repository(&self) -> &'a Arc<Repository> {
        self.repository
    }

    /// Why something was not known, if that is so.
    pub(super) fn into_error(self) -> Option<Error> {
        self.error.into_inner()
    }

    /// The value; none if it could not be read, which is kept.
    pub(super) fn known<T>(&self, read: Result<T, Error>) -> Option<T> {
        read.map_err(|error| self.error.borrow_mut().get_or_insert(error).clone()).ok()
    }

    pub(super) fn package(&self) -> Option<&Arc<Package>> {
        self.package.get_or_init(|| self.known(self.repository.package(self.cpv))).as_ref()
    }

    /// The package under the configuration, where there is one.
    pub(super) fn configured(&self) -> Option<&ConfiguredPackage> {
        let configure = || self.known(self.universe.config()?.configure(Arc::clone(self.package()?)));
        self.configured.get_or_init(configure).as_ref()
    }

    pub(super) fn is_configured(&self) -> bool {
        self.universe.config().is_some()
    }

    fn xml(&self) -> Option<&MetadataXml> {
        let read = || {
            let Found { value, errors } = self.repository.metadata_xml(&self.cpv.cpn());
            // Of a document that is not well-formed nobody knows what would stand after the fault.
            errors.into_iter().next().map_or(Some(value), |error| self.known(Err(error.of_package(self.cpv.as_str()))))
        };
        self.xml.get_or_init(read).as_ref()
    }

    /// A field that is yes or no.
    pub(super) fn flag(&self, field: Field) -> Option<bool> {
        match field {
            Field::Masked if self.is_configured() => {
                let reasons = self.configured()?.reasons();
                Some(reasons.iter().any(|reason| reason.kind == crate::config::ReasonKind::PackageMask))
            }
            Field::Masked => self.is_in(Repository::package_mask),
            Field::Deprecated => self.is_in(Repository::package_deprecated),
            Field::Live => Some(self.package()?.is_live()),
            Field::Visible => Some(self.configured()?.is_visible()),
            Field::Stable => Some(self.configured()?.is_stable()),
            Field::RequiredUseHolds => Some(self.known(self.configured()?.required_use())?.is_satisfied()),
            _ => None,
        }
    }

    /// Whether a line of the repository or of a master has the package.
    fn is_in(&self, lines: impl Fn(&Repository) -> &[InFile<Mask>]) -> Option<bool> {
        let name = (self.cpv.category(), self.cpv.package());
        let masks = self.repository.lineage().flat_map(lines).map(|line| &line.value.atom);
        let could: Vec<&Atom> =
            masks.filter(|atom| (atom.category(), atom.package()) == name && atom.could_match(self.cpv)).collect();
        if could.is_empty() {
            return Some(false);
        }
        let facts = self.known(self.package()?.facts())?;
        Some(could.into_iter().any(|atom| atom.matches_package(&facts, polyatom::NO_FLAGS)))
    }

    /// A field that is one text; empty if it has none.
    pub(super) fn text(&self, field: Field) -> Option<Cow<'_, str>> {
        let text: &str = match field {
            Field::Category => self.cpv.category(),
            Field::Package => self.cpv.package(),
            Field::Cpn => return Some(self.cpv.cpn().to_string().into()),
            Field::Cpv => self.cpv.as_str(),
            Field::Pf => self.cpv.pf(),
            Field::Version => return Some(self.cpv.version().to_string().into()),
            Field::Repo => self.repository.name(),
            Field::Eapi => self.package()?.eapi().as_str(),
            Field::Slot => self.known(self.package()?.slot())?.name(),
            Field::Subslot => self.known(self.package()?.slot())?.subslot(),
            Field::Description => self.package()?.description(),
            Field::LongDescription => {
                let texts = &self.xml()?.long_descriptions;
                texts.iter().find(|text| text.lang == "en").map_or("", |text| &text.text)
            }
            _ => return None,
        };
        Some(text.into())
    }

    fn spec(&self, kind: DepSpecKind) -> Option<&DepSpec> {
        Some(self.known(self.package()?.spec(kind))?)
    }

    /// A field that is a list of texts.
    pub(super) fn list(&self, field: Field) -> Option<Texts<'_>> {
        fn all<'b>(texts: impl IntoIterator<Item = &'b str>) -> Option<Texts<'b>> {
            Some(texts.into_iter().map(Cow::Borrowed).collect())
        }
        let leaves = |kind| all(self.spec(kind)?.leaves().map(|leaf| leaf.text()));
        match field {
            Field::Homepage => all(self.package()?.homepages()),
            Field::Iuse => all(self.known(self.package()?.iuse())?.names()),
            Field::IuseEnabled => {
                let iuse = self.known(self.package()?.iuse())?;
                all(iuse.names().filter(|flag| iuse.default_of(flag) == Some(true)))
            }
            Field::Keywords => {
                let keywords = self.known(self.package()?.keywords())?;
                Some(keywords.iter().map(|keyword| keyword.to_string().into()).collect())
            }
            Field::License => leaves(DepSpecKind::License),
            Field::Properties => leaves(DepSpecKind::Properties),
            Field::Restrict => leaves(DepSpecKind::Restrict),
            Field::RequiredUse => all(self.spec(DepSpecKind::RequiredUse)?.flags()),
            Field::SrcUri => all(self.spec(DepSpecKind::SrcUri)?.uris().map(|uri| uri.uri())),
            Field::Distfiles => all(self.spec(DepSpecKind::SrcUri)?.uris().map(|uri| uri.filename())),
            Field::DefinedPhases => all(self.package()?.defined_phases().unwrap_or_default()),
            Field::Inherit => all(self.package()?.inherit()),
            Field::Inherited => all(self.package()?.inherited()),
            Field::Reasons => all(self.configured()?.reasons().iter().map(|reason| reason.kind.as_str())),
            Field::Use => all(self.configured()?.enabled()),
            Field::UseMasked => all(self.configured()?.masked()),
            Field::UseForced => all(self.configured()?.forced()),
            // It is made for the question, and lends nothing.
            Field::IuseEffective => {
                Some(self.configured()?.iuse_effective().names().map(|name| name.to_owned().into()).collect())
            }
            _ => None,
        }
    }

    /// The variables of a field of dependencies, with their texts.
    pub(super) fn specs(&self, field: Field) -> Option<impl Iterator<Item = (DepSpecKind, &str)>> {
        const ALL: [(Field, DepSpecKind); 5] = [
            (Field::Depend, DepSpecKind::Depend),
            (Field::Bdepend, DepSpecKind::Bdepend),
            (Field::Rdepend, DepSpecKind::Rdepend),
            (Field::Pdepend, DepSpecKind::Pdepend),
            (Field::Idepend, DepSpecKind::Idepend),
        ];
        let package = self.package()?;
        let wanted = ALL.into_iter().filter(move |&(one, _)| field == Field::Dependencies || field == one);
        Some(wanted.map(|(_, kind)| (kind, package.spec_text(kind))))
    }

    /// The dependencies of a variable.
    pub(super) fn dependencies(&self, kind: DepSpecKind) -> Option<impl Iterator<Item = (Atom, &str)>> {
        Some(self.spec(kind)?.leaves().filter_map(|leaf| Some((leaf.atom()?, leaf.text()))))
    }

    /// A field that is a list of records.
    pub(super) fn records(&self, field: Field) -> Option<Vec<Record<'_>>> {
        let xml = self.xml()?;
        Some(match field {
            Field::RemoteIds => xml.upstream.iter().flat_map(|upstream| &upstream.remote_ids).map(Record::RemoteId).collect(),
            _ => xml.maintainers.iter().map(Record::Maintainer).collect(),
        })
    }
}
