//! Queries: any text is read or refused; what is read prints as a text that is read as the same, and asks no more than it says.

use polyatom_repo::{
    Disk, Error, Found, Holder, Installed, InstalledOptions, List, MemoryDisk, OpenOptions, PackageKind, Pkgdir, PkgdirOptions,
    Query, QueryError, Repository,
};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// A repository, installed and binary packages with one of everything.
static DISK: LazyLock<Arc<dyn Disk>> = LazyLock::new(|| {
    Arc::new(MemoryDisk::new([
        ("/r/profiles/package.mask", "<a/b-2\n"),
        ("/r/a/b/metadata.xml", "<pkgmetadata><maintainer type=\"person\"><email>l@e.org</email></maintainer></pkgmetadata>"),
        ("/r/metadata/md5-cache/a/b-1", "EAPI=7\nSLOT=0\nIUSE=+x y\nRDEPEND=c/d x? ( >=c/e-2 )\n"),
        ("/r/metadata/md5-cache/a/b-2", "EAPI=8\nSLOT=2/3\nKEYWORDS=amd64 ~arm\nPROPERTIES=live\nLICENSE=MIT\n"),
        ("/r/metadata/md5-cache/c/d-1", "EAPI=8\nSLOT=0\nRDEPEND=(\n"),
        ("/var/db/pkg/a/b-1/USE", "x amd64\n"),
        ("/var/db/pkg/a/b-1/IUSE", "x y\n"),
        ("/var/db/pkg/a/b-1/COUNTER", "3\n"),
        ("/var/db/pkg/a/b-1/CONTENTS", "dir /usr\nsym /usr/a -> b 1\n"),
        ("/var/db/pkg/a/b-2/BUILD_TIME", "soon\n"),
        ("/var/db/pkg/a/b-2/CONTENTS", "what\n"),
        ("/p/Packages", "\nBUILD_ID: 1\nCPV: a/b-1\nSIZE: 7\n\nBUILD_ID: 2\nCPV: a/b-1\nUSE: x\n\nBUILD_TIME: x\nCPV: a/b-2\n\n"),
    ]))
});
static REPOSITORY: LazyLock<Arc<Repository>> = LazyLock::new(|| {
    let options = OpenOptions { disk: Some(Arc::clone(&DISK)), ..OpenOptions::default() };
    Repository::open_with("/r", options).expect("a repository")
});
static INSTALLED: LazyLock<Arc<Installed>> = LazyLock::new(|| {
    let options = InstalledOptions { disk: Some(Arc::clone(&DISK)), ..InstalledOptions::default() };
    Installed::open_with("/", options).expect("installed packages")
});
static PKGDIR: LazyLock<Arc<Pkgdir>> = LazyLock::new(|| {
    let options = PkgdirOptions { disk: Some(Arc::clone(&DISK)), ..PkgdirOptions::default() };
    Pkgdir::open_with("/p", options).expect("a directory of binary packages")
});

/// The target.
pub fn check(text: &str) {
    let query = match Query::parse(text) {
        Ok(query) => query,
        Err(error) => {
            assert!(text.get(error.span()).is_some(), "the place of {error:?}");
            assert!(error.to_string().contains(&error.reason()));
            return;
        }
    };
    assert_eq!(Query::parse(query.as_str()).as_ref(), Ok(&query), "{text:?}");
    assert_eq!(!!query.clone(), query);
    split(&query, PackageKind::Ebuild, REPOSITORY.cpvs().len(), |query| REPOSITORY.query(query));
    split(&query, PackageKind::Installed, INSTALLED.cpvs().len(), |query| INSTALLED.query(query));
    split(&query, PackageKind::Binary, PKGDIR.cpvs().len(), |query| PKGDIR.query(query));
}

/// A query finds some packages, its opposite the others, and what can be told of neither is an error: all that there are. It is refused
/// by packages that do not have what it asks, and by no others.
fn split<H: Holder>(query: &Query, kind: PackageKind, all: usize, ask: impl Fn(&Query) -> Result<Found<List<H>>, QueryError>) {
    let Ok(found) = ask(query) else {
        return assert!(!query.is_for(kind), "{query:?}");
    };
    let others = ask(&!query.clone()).expect("it asks the same");
    assert!(query.is_for(kind));
    let shown = |list: &List<H>| list.cpvs().map(|cpv| cpv.as_str().to_owned()).collect::<BTreeSet<String>>();
    assert!(
        kind == PackageKind::Binary || shown(&found.value).is_disjoint(&shown(&others.value)),
        "a package is one or the other"
    );
    let told = |errors: &[Error]| errors.iter().all(|error| !error.reason().is_empty());
    assert!(told(&found.errors) && found.errors.len() == others.errors.len());
    assert_eq!(found.value.len() + others.value.len() + found.errors.len(), all);
}
