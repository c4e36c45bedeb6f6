//! What is recorded of packages that were built, beside the values that packages of every origin have.

use super::progress::report;
use super::{BinaryPackage, Installed, InstalledPackage, Problem, Progress, problems};
use crate::give::{Text, text};
use crate::{Cpn, Cpv, Iuse, Refused};
use std::sync::Arc;

fn owned<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}

#[uniffi::export]
impl BinaryPackage {
    /// `DESCRIPTION`; empty if it is not recorded.
    ///
    /// ```example
    /// pkgdir = Pkgdir.from_files([RepositoryFile("Packages", ["", "CPV: a/b-1", "DESC: An example"])])
    /// pkgdir.package("a/b-1").description -> "An example"
    /// ```
    pub fn description(&self) -> Text {
        text(self.0.description())
    }

    /// The URIs of `HOMEPAGE`.
    pub fn homepages(&self) -> Vec<String> {
        owned(self.0.homepages())
    }

    /// All eclasses that its ebuild inherited; an index does not tell.
    pub fn inherited(&self) -> Vec<String> {
        owned(self.0.inherited())
    }

    /// The phases that ebuild and eclasses defined; none if that is not known.
    pub fn defined_phases(&self) -> Vec<String> {
        owned(self.0.defined_phases().unwrap_or_default())
    }

    /// The name of the repository that its ebuild came from.
    pub fn repository(&self) -> Option<Text> {
        self.0.repository().map(text)
    }

    /// The flags that it had to choose from: `IUSE_EFFECTIVE`, or `IUSE` with what the header of the index adds. It fails if the value is not
    /// valid.
    ///
    /// ```example
    /// pkgdir = Pkgdir.from_files([RepositoryFile("Packages", ["IUSE_IMPLICIT: prefix", "", "CPV: a/b-1", "EAPI: 8", "IUSE: ssl"])])
    /// pkgdir.package("a/b-1").iuse_effective.names -> ["prefix", "ssl"]
    /// ```
    pub fn iuse_effective(&self) -> Result<Iuse, Refused> {
        Ok(polyatom::Iuse::clone(self.0.iuse_effective()?).into())
    }

    /// The bytes that its file has, if that is known. It fails if the value is not a number below 2^63.
    pub fn file_size(&self) -> Result<Option<i64>, Refused> {
        Ok(self.0.file_size()?.map(u64::cast_signed))
    }

    /// The bytes that its files have together once it is installed; an index does not tell. It fails if the value is not a number below 2^63.
    pub fn installed_size(&self) -> Result<Option<i64>, Refused> {
        Ok(self.0.installed_size()?.map(u64::cast_signed))
    }
}

#[uniffi::export]
impl InstalledPackage {
    /// `DESCRIPTION`; empty if it is not recorded. It fails if the file cannot be read.
    ///
    /// ```example
    /// installed = Installed.from_files([RepositoryFile("var/db/pkg/a/b-1/DESCRIPTION", ["An example"])])
    /// installed.package("a/b-1").description -> "An example"
    /// ```
    pub fn description(&self) -> Result<String, Refused> {
        Ok(self.0.description()?.to_owned())
    }

    /// The URIs of `HOMEPAGE`. It fails if the file cannot be read.
    pub fn homepages(&self) -> Result<Vec<String>, Refused> {
        Ok(owned(self.0.homepages()?))
    }

    /// All eclasses that its ebuild inherited. It fails if the file cannot be read.
    pub fn inherited(&self) -> Result<Vec<String>, Refused> {
        Ok(owned(self.0.inherited()?))
    }

    /// The phases that ebuild and eclasses defined; none if that is not known. It fails if the file cannot be read.
    pub fn defined_phases(&self) -> Result<Vec<String>, Refused> {
        Ok(owned(self.0.defined_phases()?.unwrap_or_default()))
    }

    /// The name of the repository that it came from. It fails if the file cannot be read.
    pub fn repository(&self) -> Result<Option<String>, Refused> {
        Ok(self.0.repository()?.map(str::to_owned))
    }

    /// The flags that it had to choose from: `IUSE_EFFECTIVE`, or `IUSE` where that is not recorded. It fails if the value is not valid.
    pub fn iuse_effective(&self) -> Result<Iuse, Refused> {
        Ok(polyatom::Iuse::clone(self.0.iuse_effective()?).into())
    }

    /// The number of its build, of a binary package. It fails if the value is not a number below 2^63.
    pub fn build_id(&self) -> Result<Option<i64>, Refused> {
        Ok(self.0.build_id()?.map(u64::cast_signed))
    }

    /// The bytes that its files have together. It fails if the value is not a number below 2^63.
    ///
    /// ```example
    /// installed = Installed.from_files([RepositoryFile("var/db/pkg/a/b-1/SIZE", ["42"])])
    /// installed.package("a/b-1").installed_size -> 42
    /// ```
    pub fn installed_size(&self) -> Result<Option<i64>, Refused> {
        Ok(self.0.size()?.map(u64::cast_signed))
    }
}

#[uniffi::export]
impl Installed {
    /// The names of the packages, in order.
    pub fn package_names(&self) -> Vec<Arc<Cpn>> {
        self.0.cpns().map(Cpn::shared).collect()
    }

    /// The versions of a package, the oldest first.
    pub fn versions(&self, cpn: &Cpn) -> Vec<Arc<Cpv>> {
        self.0.versions(&cpn.0).iter().cloned().map(Cpv::shared).collect()
    }

    /// Whether a package is installed.
    pub fn contains(&self, cpv: &Cpv) -> bool {
        self.0.contains(&cpv.0)
    }

    /// Reads what all packages own, for `owners`. It fails if it is told to stop.
    #[uniffi::method(default(progress = None))]
    pub fn read_owners(&self, progress: Option<Box<dyn Progress>>) -> Result<(), Refused> {
        Ok(self.0.read_owners(&mut report(progress))?)
    }

    /// Everything that is wrong with the lists of files of packages, of which `owners` does not know then.
    ///
    /// ```example
    /// installed = Installed.from_files([RepositoryFile("var/db/pkg/a/b-1/CONTENTS", ["dir /usr", "what"])])
    /// installed.owner_problems[0].code -> "unknown_word"
    /// ```
    pub fn owner_problems(&self) -> Vec<Problem> {
        problems(self.0.owner_errors())
    }
}
