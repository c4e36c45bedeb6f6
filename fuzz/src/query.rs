//! Queries: any text is read or refused; what is read prints as a text that is read as the same, and asks no more than it says.

use polyatom_repo::{MemoryDisk, OpenOptions, Query, Repository};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// A repository with one of everything.
static REPOSITORY: LazyLock<Arc<Repository>> = LazyLock::new(|| {
    let disk = MemoryDisk::new([
        ("/r/profiles/package.mask", "<a/b-2\n"),
        ("/r/a/b/metadata.xml", "<pkgmetadata><maintainer type=\"person\"><email>l@e.org</email></maintainer></pkgmetadata>"),
        ("/r/metadata/md5-cache/a/b-1", "EAPI=7\nSLOT=0\nIUSE=+x y\nRDEPEND=c/d x? ( >=c/e-2 )\n"),
        ("/r/metadata/md5-cache/a/b-2", "EAPI=8\nSLOT=2/3\nKEYWORDS=amd64 ~arm\nPROPERTIES=live\nLICENSE=MIT\n"),
        ("/r/metadata/md5-cache/c/d-1", "EAPI=8\nSLOT=0\nRDEPEND=(\n"),
    ]);
    let options = OpenOptions { disk: Some(Arc::new(disk)), ..OpenOptions::default() };
    Repository::open_with("/r", options).expect("a repository")
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
    let Ok(found) = REPOSITORY.query(&query) else {
        assert!(query.needs_configuration());
        return;
    };
    let others = REPOSITORY.query(&!query.clone()).expect("it asks the same");
    let all: BTreeSet<&str> = found.value.cpvs().chain(others.value.cpvs()).map(|cpv| cpv.as_str()).collect();
    assert_eq!(found.value.len() + others.value.len(), all.len(), "a package is one or the other");
    assert_eq!(all.len() + found.errors.len(), REPOSITORY.cpvs().len());
}
