//! Packages of any origin: of repositories, installed, or built.

use super::wanted::Wanted;
use crate::json::Object;
use crate::output::Output;
use crate::progress::Progress;
use crate::sources::Sources;
use polyatom::Cpv;
use polyatom_repo::{
    BinaryPackage, Error, Installed, InstalledPackage, Key, Metadata, Package, Pkgdir, Repository, RepositorySet,
};
use serde_json::Value as Json;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Where packages are looked for.
#[derive(clap::Args)]
pub struct From {
    #[command(flatten)]
    sources: Sources,
    /// Ask the packages that are installed in this root.
    #[arg(long, value_name = "ROOT", conflicts_with_all = ["repos", "root", "binary"])]
    installed: Option<String>,
    /// Ask binary packages: a directory of them, or one file.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["repos", "root"])]
    binary: Option<String>,
}

/// What was opened, of repositories what a command makes of them.
pub enum Opened<S> {
    Sources(S),
    Installed(Arc<Installed>),
    Pkgdir(Arc<Pkgdir>),
    File(Arc<BinaryPackage>),
}

/// A package.
pub enum Found {
    Ebuild(Arc<Package>),
    Installed(Arc<InstalledPackage>),
    Binary(Arc<BinaryPackage>),
}

impl From {
    /// What is asked; `sources` opens repositories. What is wrong has been told if there is nothing.
    pub fn open<S>(
        &self,
        output: &mut Output,
        sources: impl FnOnce(&Sources, &mut Output) -> io::Result<Option<S>>,
    ) -> io::Result<Option<Opened<S>>> {
        if let Some(root) = &self.installed {
            let installed = output.good(root, Installed::open(root))?;
            return Ok(installed.map(Opened::Installed));
        }
        let Some(path) = &self.binary else { return Ok(sources(&self.sources, output)?.map(Opened::Sources)) };
        if !Path::new(path).is_dir() {
            return Ok(output.good(path, BinaryPackage::open(path))?.map(Opened::File));
        }
        let Some(pkgdir) = output.good(path, Pkgdir::open(path))? else { return Ok(None) };
        let mut progress = Progress::of_things("reading binary packages");
        output.good(path, pkgdir.read_packages(&mut progress.report()))?;
        drop(progress);
        output.all_wrong(pkgdir.errors())?;
        Ok(Some(Opened::Pkgdir(pkgdir)))
    }
}

type Matching = Vec<Result<Found, Error>>;

impl Opened<RepositorySet> {
    /// The package of a file, which is the only one.
    pub fn only(&self) -> Option<Found> {
        match self {
            Self::File(package) => Some(Found::Binary(Arc::clone(package))),
            _ => None,
        }
    }

    /// The packages that a text stands for, and the errors of those that cannot be used.
    pub fn matching(&self, text: &str) -> Result<Matching, polyatom::Error> {
        let wanted = Wanted::parse(text)?;
        Ok(match self {
            Self::Sources(set) => in_repositories(set, &wanted),
            Self::Installed(installed) => in_installed(installed, &wanted),
            Self::Pkgdir(pkgdir) => in_pkgdir(pkgdir, &wanted),
            Self::File(package) => vec![Ok(Found::Binary(Arc::clone(package)))],
        })
    }
}

fn in_repositories(set: &RepositorySet, wanted: &Wanted) -> Matching {
    let found = |found: Result<Arc<Package>, Error>| found.map(Found::Ebuild);
    match wanted {
        Wanted::Atom(atom) => set.matching(atom).map(found).collect(),
        Wanted::Pattern(pattern) => {
            let of = |repository: &Arc<Repository>| -> Matching { repository.matching_pattern(pattern).map(found).collect() };
            set.repositories().flat_map(of).collect()
        }
    }
}

fn in_installed(installed: &Arc<Installed>, wanted: &Wanted) -> Matching {
    match wanted {
        Wanted::Atom(atom) => installed.matching(atom).map(|found| found.map(Found::Installed)).collect(),
        Wanted::Pattern(pattern) => {
            let named = installed.cpvs().iter().filter(|cpv| pattern.matches_names_of(cpv));
            let read = named.map(|cpv| {
                let package = installed.package(cpv)?;
                Ok(pattern.matches_package(&package.facts()?).then_some(Found::Installed(package)))
            });
            read.filter_map(Result::transpose).collect()
        }
    }
}

fn in_pkgdir(pkgdir: &Pkgdir, wanted: &Wanted) -> Matching {
    match wanted {
        Wanted::Atom(atom) => pkgdir.matching(atom).map(|found| found.map(Found::Binary)).collect(),
        Wanted::Pattern(pattern) => {
            let read = pkgdir.packages().map(|found| {
                let package = found?;
                Ok(pattern.matches_package(&package.facts()?).then_some(Found::Binary(package)))
            });
            read.filter_map(Result::transpose).collect()
        }
    }
}

impl Found {
    pub fn cpv(&self) -> &Cpv {
        match self {
            Self::Ebuild(package) => package.cpv(),
            Self::Installed(package) => package.cpv(),
            Self::Binary(package) => package.cpv(),
        }
    }

    /// The repository it is in, or came from; empty if that is not known.
    pub fn repo(&self) -> &str {
        match self {
            Self::Ebuild(package) => package.repository().name(),
            Self::Installed(package) => package.repository().ok().flatten().unwrap_or(""),
            Self::Binary(package) => package.repository().unwrap_or(""),
        }
    }

    /// What all JSON about it begins with.
    pub fn head(&self) -> [(&'static str, Json); 2] {
        [("cpv", self.cpv().as_str().into()), ("repo", self.repo().into())]
    }

    /// `dev-lang/python-3.12::gentoo`.
    pub fn name(&self) -> String {
        match self.repo() {
            "" => self.cpv().to_string(),
            repo => format!("{}::{repo}", self.cpv()),
        }
    }

    /// The package of a repository, which alone has files beside its ebuild.
    pub fn ebuild(&self) -> Result<&Package, &'static str> {
        match self {
            Self::Ebuild(package) => Ok(package),
            _ => Err("only a package of a repository has this"),
        }
    }

    /// The names of the variables that are set, in order.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Ebuild(package) => package.entry().values().map(|(key, _)| key.as_str()).collect(),
            Self::Installed(package) => package.keys(),
            Self::Binary(package) => package.keys(),
        }
    }

    /// The text of a variable, if it is set.
    pub fn get(&self, name: &str) -> Result<Option<&str>, Error> {
        match self {
            Self::Ebuild(package) if name == Key::Eapi.as_str() => Ok(Some(package.eapi().as_str())),
            Self::Ebuild(package) => Ok(package.entry().get_any(name)),
            Self::Installed(package) => package.get(name),
            Self::Binary(package) => Ok(package.get(name)),
        }
    }

    /// Its variables as the conformance suite has them: of a package in a repository all, and the values in some.
    pub fn fields(&self) -> Result<Object<'_>, Error> {
        let Self::Ebuild(package) = self else {
            let variables: Result<Vec<_>, Error> =
                self.names().into_iter().map(|name| Ok((name, self.get(name)?.into()))).collect();
            return Ok(Object::of(self.head().into_iter().chain(variables?)));
        };
        let slot = package.slot()?;
        // What is wrong in them costs the package, as in the suite.
        package.keywords()?;
        package.iuse()?;
        let words = |key: Key| Json::from(package.get(key).unwrap_or("").split_ascii_whitespace().collect::<Vec<_>>());
        let variable = |key: Key| match key {
            Key::Eapi => package.eapi().as_str().into(),
            key => package.get_named(key.as_str()).into(),
        };
        let keys = Key::ALL.into_iter().filter(|key| key.is_of_package());
        let variables = keys.map(|key| (key.as_str(), variable(key)));
        let values = [
            ("slot", slot.name().into()),
            ("subslot", slot.subslot().into()),
            ("keywords", words(Key::Keywords)),
            ("iuse", words(Key::Iuse)),
            ("inherited", package.inherited().collect::<Vec<_>>().into()),
        ];
        // What a cache entry needs to be written again.
        let sums = [Key::Md5, Key::Eclasses].into_iter().filter_map(|key| Some((key.as_str(), package.get(key)?.into())));
        Ok(Object::of(self.head().into_iter().chain(variables).chain(values).chain(sums)))
    }
}
