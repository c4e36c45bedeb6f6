//! What a package is, as far as a query asks: each thing is read when it is first needed.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use polyatom::{Atom, Cpn, Cpv, DepSpec, DepSpecKind, Iuse, UseFlags};

use super::field::{Field, PackageKind, Part};
use crate::binpkg::{BinaryPackage, Pkgdir};
use crate::config::{Config, ConfiguredPackage};
use crate::error::{Error, Found};
use crate::format::cache::Key;
use crate::format::contents::Contents;
use crate::format::masks::Mask;
use crate::format::metadata_xml::{Maintainer, MetadataXml, RemoteId};
use crate::installed::{Installed, InstalledPackage};
use crate::metadata::{self, Metadata};
use crate::package::Package;
use crate::set::RepositorySet;
use crate::tree::{InFile, Repository};

/// The packages among which a query looks.
#[derive(Clone, Copy)]
pub(super) enum Universe<'a> {
    Repository(&'a Arc<Repository>),
    Set(&'a RepositorySet),
    Config(&'a Arc<Config>),
    Installed(&'a Arc<Installed>),
    Pkgdir(&'a Pkgdir),
    /// A binary package by itself.
    Binary(&'a Arc<BinaryPackage>),
}

/// A package before it is read.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Ebuild(&'a Arc<Repository>, &'a Cpv),
    Installed(&'a Arc<Installed>, &'a Cpv),
    Binary(&'a Arc<BinaryPackage>),
}

/// A package that was read.
pub(super) enum Read {
    Ebuild(Arc<Package>),
    Installed(Arc<InstalledPackage>),
    Binary(Arc<BinaryPackage>),
}

impl<'a> Universe<'a> {
    /// Its repositories, that with the lowest priority first.
    pub(super) fn repositories(self) -> Vec<&'a Arc<Repository>> {
        match self {
            Self::Repository(repository) => vec![repository],
            Self::Set(set) => set.repositories().rev().collect(),
            Self::Config(config) => config.repositories().iter().map(|configured| configured.repository()).collect(),
            Self::Installed(_) | Self::Pkgdir(_) | Self::Binary(_) => Vec::new(),
        }
    }

    /// The packages of a name.
    pub(super) fn named(self, cpn: &Cpn) -> Vec<Subject<'a>> {
        match self {
            Self::Installed(installed) => installed.versions(cpn).iter().map(|cpv| Subject::Installed(installed, cpv)).collect(),
            Self::Pkgdir(pkgdir) => pkgdir.named(cpn).iter().map(Subject::Binary).collect(),
            Self::Binary(package) => vec![Subject::Binary(package)],
            _ => {
                let of = |repository: &'a Arc<Repository>| {
                    repository.versions(cpn).iter().map(move |cpv| Subject::Ebuild(repository, cpv))
                };
                self.repositories().into_iter().flat_map(of).collect()
            }
        }
    }

    /// Of which kind its packages are.
    pub(super) fn kind(self) -> PackageKind {
        match self {
            Self::Repository(_) | Self::Set(_) => PackageKind::Ebuild,
            Self::Config(_) => PackageKind::Configured,
            Self::Installed(_) => PackageKind::Installed,
            Self::Pkgdir(_) | Self::Binary(_) => PackageKind::Binary,
        }
    }

    fn config(self) -> Option<&'a Arc<Config>> {
        match self {
            Self::Config(config) => Some(config),
            _ => None,
        }
    }
}

impl<'a> Subject<'a> {
    pub(super) fn cpv(self) -> &'a Cpv {
        match self {
            Self::Ebuild(_, cpv) | Self::Installed(_, cpv) => cpv,
            Self::Binary(package) => package.cpv(),
        }
    }

    fn read(self) -> Result<Read, Error> {
        Ok(match self {
            Self::Ebuild(repository, cpv) => Read::Ebuild(repository.package(cpv)?),
            Self::Installed(installed, cpv) => Read::Installed(installed.package(cpv)?),
            Self::Binary(package) => Read::Binary(Arc::clone(package)),
        })
    }
}

impl Read {
    /// What all packages have.
    pub(super) fn metadata(&self) -> &dyn Metadata {
        match self {
            Self::Ebuild(package) => &**package,
            Self::Installed(package) => &**package,
            Self::Binary(package) => &**package,
        }
    }

    fn repository(&self) -> Result<Option<&str>, Error> {
        match self {
            Self::Ebuild(package) => Ok(Some(package.repository().name())),
            Self::Installed(package) => package.repository(),
            Self::Binary(package) => Ok(package.repository()),
        }
    }

    fn inherited(&self) -> Result<Texts<'_>, Error> {
        match self {
            Self::Ebuild(package) => Ok(package.inherited().map(Cow::Borrowed).collect()),
            built => Ok(words(built.metadata().variable(Key::Inherited)?)),
        }
    }

    /// The flags that were on when it was built; none of a package that was not.
    fn built_with(&self) -> Result<Option<&UseFlags>, Error> {
        match self {
            Self::Ebuild(_) => Ok(None),
            Self::Installed(package) => Ok(Some(package.use_flags()?)),
            Self::Binary(package) => Ok(Some(package.use_flags()?)),
        }
    }

    fn iuse_effective(&self) -> Result<&Iuse, Error> {
        Ok(match self {
            Self::Ebuild(package) => package.iuse()?,
            Self::Installed(package) => package.iuse_effective()?,
            Self::Binary(package) => package.iuse_effective()?,
        })
    }

    fn number(&self, field: Field) -> Result<Option<u64>, Error> {
        match (field, self) {
            (Field::BuildTime, _) => metadata::number(self.metadata(), "BUILD_TIME"),
            (Field::BuildId, _) => metadata::number(self.metadata(), "BUILD_ID"),
            (Field::Counter, _) => metadata::number(self.metadata(), "COUNTER"),
            (Field::Size, Self::Installed(package)) => package.size(),
            (Field::Size, Self::Binary(package)) => package.installed_size(),
            (Field::FileSize, Self::Binary(package)) => package.file_size(),
            _ => Ok(None),
        }
    }
}

/// A package that a query is asked about.
pub(super) struct Facts<'a> {
    universe: Universe<'a>,
    subject: Subject<'a>,
    read: OnceCell<Option<Read>>,
    configured: OnceCell<Option<ConfiguredPackage>>,
    xml: OnceCell<Option<MetadataXml>>,
    contents: OnceCell<Option<Contents>>,
    /// Why something is not known.
    error: RefCell<Option<Error>>,
}

/// The texts of a list.
pub(super) type Texts<'a> = Vec<Cow<'a, str>>;

fn words(text: Option<&str>) -> Texts<'_> {
    text.unwrap_or("").split_ascii_whitespace().map(Cow::Borrowed).collect()
}

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
    pub(super) fn new(universe: Universe<'a>, subject: Subject<'a>) -> Self {
        let (read, configured, xml, contents) = (OnceCell::new(), OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { universe, subject, read, configured, xml, contents, error: RefCell::default() }
    }

    /// The same of a package that was read.
    pub(super) fn with_read(self, read: Read) -> Self {
        let _ = self.read.set(Some(read));
        self
    }

    pub(super) fn universe(&self) -> Universe<'a> {
        self.universe
    }

    pub(super) fn cpv(&self) -> &'a Cpv {
        self.subject.cpv()
    }

    /// Why something was not known, if that is so.
    pub(super) fn into_error(self) -> Option<Error> {
        self.error.into_inner()
    }

    /// The value; none if it could not be read, which is kept.
    pub(super) fn known<T>(&self, read: Result<T, Error>) -> Option<T> {
        read.map_err(|error| self.error.borrow_mut().get_or_insert(error).clone()).ok()
    }

    pub(super) fn read(&self) -> Option<&Read> {
        self.read.get_or_init(|| self.known(self.subject.read())).as_ref()
    }

    pub(super) fn metadata(&self) -> Option<&dyn Metadata> {
        Some(self.read()?.metadata())
    }

    /// The package of a repository; none if it is another one.
    fn ebuild(&self) -> Option<&Arc<Package>> {
        match self.read()? {
            Read::Ebuild(package) => Some(package),
            _ => None,
        }
    }

    /// The package under the configuration, where there is one.
    pub(super) fn configured(&self) -> Option<&ConfiguredPackage> {
        let configure = || self.known(self.universe.config()?.configure(Arc::clone(self.ebuild()?)));
        self.configured.get_or_init(configure).as_ref()
    }

    pub(super) fn is_configured(&self) -> bool {
        self.universe.config().is_some()
    }

    fn repository(&self) -> Option<&'a Arc<Repository>> {
        match self.subject {
            Subject::Ebuild(repository, _) => Some(repository),
            _ => None,
        }
    }

    /// Its repository, or that which it came from; empty if that is not known.
    pub(super) fn repository_name(&self) -> Option<&str> {
        match self.subject {
            Subject::Ebuild(repository, _) => Some(repository.name()),
            _ => Some(self.known(self.read()?.repository())?.unwrap_or("")),
        }
    }

    fn xml(&self) -> Option<&MetadataXml> {
        let read = || {
            let Found { value, errors } = self.repository()?.metadata_xml(&self.cpv().cpn());
            // Of a document that is not well-formed nobody knows what would stand after the fault.
            errors.into_iter().next().map_or(Some(value), |error| self.known(Err(error.of_package(self.cpv().as_str()))))
        };
        self.xml.get_or_init(read).as_ref()
    }

    fn contents(&self) -> Option<&Contents> {
        let read = || {
            let Subject::Installed(installed, cpv) = self.subject else { return None };
            let Found { value, errors } = installed.contents(cpv);
            // Nobody knows what a bad line would have said.
            errors.into_iter().next().map_or(Some(value), |error| self.known(Err(error)))
        };
        self.contents.get_or_init(read).as_ref()
    }

    fn variable(&self, key: Key) -> Option<&str> {
        Some(self.known(self.metadata()?.variable(key))?.unwrap_or(""))
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
            Field::Live => Some(self.metadata()?.is_live()),
            Field::Visible => Some(self.configured()?.is_visible()),
            Field::Stable => Some(self.configured()?.is_stable()),
            Field::RequiredUseHolds => Some(self.known(self.configured()?.required_use())?.is_satisfied()),
            _ => None,
        }
    }

    /// Whether a line of the repository or of a master has the package.
    fn is_in(&self, lines: impl Fn(&Repository) -> &[InFile<Mask>]) -> Option<bool> {
        let could = self.repository()?.lines_about(self.cpv(), lines);
        if could.is_empty() {
            return Some(false);
        }
        let facts = self.known(self.metadata()?.facts())?;
        Some(could.into_iter().any(|line| line.value.atom.matches_package(&facts, polyatom::NO_FLAGS)))
    }

    /// A field that is one text; empty if it has none.
    pub(super) fn text(&self, field: Field) -> Option<Cow<'_, str>> {
        let cpv = self.cpv();
        let text: &str = match field {
            Field::Category => cpv.category(),
            Field::Package => cpv.package(),
            Field::Cpn => return Some(cpv.cpn().to_string().into()),
            Field::Cpv => cpv.as_str(),
            Field::Pf => cpv.pf(),
            Field::Version => return Some(cpv.version().to_string().into()),
            Field::Repo => self.repository_name()?,
            Field::Eapi => self.metadata()?.eapi().as_str(),
            Field::Slot => self.known(self.metadata()?.slot())?.name(),
            Field::Subslot => self.known(self.metadata()?.slot())?.subslot(),
            Field::Description => self.variable(Key::Description)?,
            Field::LongDescription => {
                let texts = &self.xml()?.long_descriptions;
                texts.iter().find(|text| text.lang == "en").map_or("", |text| &text.text)
            }
            _ => return None,
        };
        Some(text.into())
    }

    fn spec(&self, kind: DepSpecKind) -> Option<&DepSpec> {
        Some(self.known(self.metadata()?.spec(kind))?)
    }

    /// A field that is a list of texts.
    pub(super) fn list(&self, field: Field) -> Option<Texts<'_>> {
        fn all<'b>(texts: impl IntoIterator<Item = &'b str>) -> Option<Texts<'b>> {
            Some(texts.into_iter().map(Cow::Borrowed).collect())
        }
        let leaves = |kind| all(self.spec(kind)?.leaves().map(|leaf| leaf.text()));
        match field {
            Field::Homepage => Some(words(Some(self.variable(Key::Homepage)?))),
            Field::Iuse => all(self.known(self.metadata()?.iuse())?.names()),
            Field::IuseEnabled => {
                let iuse = self.known(self.metadata()?.iuse())?;
                all(iuse.names().filter(|flag| iuse.default_of(flag) == Some(true)))
            }
            Field::Keywords => {
                let keywords = self.known(self.metadata()?.keywords())?;
                Some(keywords.iter().map(|keyword| keyword.to_string().into()).collect())
            }
            Field::License => leaves(DepSpecKind::License),
            Field::Properties => leaves(DepSpecKind::Properties),
            Field::Restrict => leaves(DepSpecKind::Restrict),
            Field::RequiredUse => all(self.spec(DepSpecKind::RequiredUse)?.flags()),
            Field::SrcUri => all(self.spec(DepSpecKind::SrcUri)?.uris().map(|uri| uri.uri())),
            Field::Distfiles => all(self.spec(DepSpecKind::SrcUri)?.uris().map(|uri| uri.filename())),
            Field::DefinedPhases => all(metadata::phases(self.variable(Key::DefinedPhases)?).unwrap_or_default()),
            Field::Inherit => Some(words(Some(self.variable(Key::Inherit)?))),
            Field::Inherited => self.known(self.read()?.inherited()),
            Field::Contents => all(self.contents()?.entries().map(|entry| entry.path)),
            Field::Reasons => all(self.configured()?.reasons().iter().map(|reason| reason.kind.as_str())),
            Field::Use => match self.known(self.read()?.built_with())? {
                Some(on) => all(self.known(self.metadata()?.iuse())?.names().filter(|flag| on.contains(flag))),
                None => all(self.configured()?.enabled()),
            },
            Field::UseMasked => all(self.configured()?.masked()),
            Field::UseForced => all(self.configured()?.forced()),
            Field::IuseEffective if self.is_configured() => {
                // It is made for the question, and lends nothing.
                Some(self.configured()?.iuse_effective().names().map(|name| name.to_owned().into()).collect())
            }
            Field::IuseEffective => all(self.known(self.read()?.iuse_effective())?.names()),
            _ => None,
        }
    }

    /// The variables of a field of dependencies, with their texts.
    pub(super) fn specs(&self, field: Field) -> Option<Vec<(DepSpecKind, &str)>> {
        const ALL: [(Field, DepSpecKind); 5] = [
            (Field::Depend, DepSpecKind::Depend),
            (Field::Bdepend, DepSpecKind::Bdepend),
            (Field::Rdepend, DepSpecKind::Rdepend),
            (Field::Pdepend, DepSpecKind::Pdepend),
            (Field::Idepend, DepSpecKind::Idepend),
        ];
        let package = self.metadata()?;
        let wanted = ALL.into_iter().filter(move |&(one, _)| field == Field::Dependencies || field == one);
        let texts = wanted.map(|(_, kind)| Ok((kind, metadata::spec_text(package, kind)?)));
        self.known(texts.collect::<Result<Vec<_>, Error>>())
    }

    /// The dependencies of a variable.
    pub(super) fn dependencies(&self, kind: DepSpecKind) -> Option<impl Iterator<Item = (Atom, &str)>> {
        Some(self.spec(kind)?.leaves().filter_map(|leaf| Some((leaf.atom()?, leaf.text()))))
    }

    /// A field that is a number.
    pub(super) fn number(&self, field: Field) -> Option<Option<u64>> {
        self.known(self.read()?.number(field))
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
