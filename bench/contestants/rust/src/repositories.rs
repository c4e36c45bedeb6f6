//! A real repository as a whole, and made up ones of any size.

use crate::configurations::path;
use polyatom::{Cpn, DepSpecKind};
use polyatom_bench_harness::{Outcome, computed, inputs, repeated};
use polyatom_repo::{Error, Metadata, Repository};
use std::hint::black_box;
use std::sync::Arc;

/// On which many packages depend.
const OPENSSL: &str = "dev-libs/openssl";

fn opened() -> Result<Arc<Repository>, String> {
    Repository::open(path("big")?).map_err(|error| error.to_string())
}

fn openssl() -> Cpn {
    Cpn::parse(OPENSSL).unwrap_or_else(|error| panic!("{error}"))
}

/// The number of specifications that are valid, of every kind.
fn specifications(repository: &Arc<Repository>) -> usize {
    let read = repository.map_packages(|package| {
        let package = package?;
        Ok::<_, Error>(DepSpecKind::ALL.iter().filter(|&&kind| package.spec(kind).is_ok()).count())
    });
    read.iter().flatten().sum()
}

pub fn open(size: usize) -> Outcome {
    let path = path("big")?;
    computed(size, || (0..size).map(|_| Repository::open(&path).map(|opened| (opened.cpvs().len(), opened))).collect::<Vec<_>>())
}

pub fn metadata(size: usize) -> Outcome {
    let repository = opened()?;
    computed(size, || (0..size).map(|_| specifications(&repository)).sum::<usize>())
}

pub fn reverse(size: usize) -> Outcome {
    let fresh: Vec<_> = (0..size).map(|_| opened()).collect::<Result<_, _>>()?;
    let name = openssl();
    computed(size, || fresh.iter().map(|repository| repository.reverse_dependencies(&name, &[])).collect::<Vec<_>>())
}

pub fn reverse_again(size: usize) -> Outcome {
    let (repository, name) = (opened()?, openssl());
    black_box(repository.reverse_dependencies(&name, &[]));
    repeated(size, |_| repository.reverse_dependencies(&name, &[]))
}

pub fn field(size: usize) -> Outcome {
    let repository = opened()?;
    let package = repository.packages().flatten().next().ok_or("no package")?;
    repeated(size, |_| black_box(&package).slot().map(|slot| slot.name().len()))
}

/// Opens a repository of so many packages, reads all of them and what depends on what.
pub fn grown(size: usize) -> Outcome {
    let place = std::env::temp_dir().join(format!("polyatom-bench-{}", std::process::id()));
    let made = inputs::made_up_repository(&place, size).map_err(|error| format!("{}: {error}", place.display()));
    let done = made.and_then(|()| {
        let path = place.to_str().ok_or("a path that is not UTF-8")?;
        computed(size, || {
            let repository = Repository::open(path).unwrap_or_else(|error| panic!("{error}"));
            (specifications(&repository), repository.dependency_names().len(), repository)
        })
    });
    let _ = std::fs::remove_dir_all(&place);
    done
}
