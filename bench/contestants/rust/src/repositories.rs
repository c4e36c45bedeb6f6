//! A real repository as a whole, and made up ones of any size.

use crate::configurations::path;
use polyatom::{Cpn, DepSpecKind};
use polyatom_bench_harness::{Outcome, computed_and_kept, inputs, repeated};
use polyatom_repo::{Error, Metadata, Repository};
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs, io, process};

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
    computed_and_kept(size, || {
        (0..size).map(|_| Repository::open(&path).map(|opened| (opened.cpvs().len(), opened))).collect::<Vec<_>>()
    })
}

pub fn metadata(size: usize) -> Outcome {
    let repository = opened()?;
    computed_and_kept(size, || (0..size).map(|_| specifications(&repository)).sum::<usize>())
}

pub fn reverse(size: usize) -> Outcome {
    let fresh: Vec<_> = (0..size).map(|_| opened()).collect::<Result<_, _>>()?;
    let name = openssl();
    computed_and_kept(size, || fresh.iter().map(|repository| repository.reverse_dependencies(&name, &[])).collect::<Vec<_>>())
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

/// A repository that was made up, as long as it is asked for: to make it takes longer than to read it.
struct MadeUp {
    packages: usize,
    place: PathBuf,
}

static MADE_UP: Mutex<Option<MadeUp>> = Mutex::new(None);

impl MadeUp {
    fn new(packages: usize) -> io::Result<Self> {
        let place = env::temp_dir().join(format!("polyatom-bench-{}", process::id()));
        let made = Self { packages, place };
        inputs::made_up_repository(&made.place, packages)?;
        Ok(made)
    }
}

impl Drop for MadeUp {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.place);
    }
}

/// Removes what was made up.
pub fn clear() {
    MADE_UP.lock().unwrap_or_else(PoisonError::into_inner).take();
}

/// Opens a repository of so many packages, reads all of them and what depends on what.
pub fn grown(size: usize) -> Outcome {
    let mut made = MADE_UP.lock().unwrap_or_else(PoisonError::into_inner);
    if made.as_ref().is_none_or(|made| made.packages != size) {
        // The one before goes first: they are in the same place.
        made.take();
        *made = Some(MadeUp::new(size).map_err(|error| error.to_string())?);
    }
    let path = made.as_ref().and_then(|made| made.place.to_str()).ok_or("a path that is not UTF-8")?;
    computed_and_kept(size, || {
        let repository = Repository::open(path).unwrap_or_else(|error| panic!("{error}"));
        (specifications(&repository), repository.dependency_names().len(), repository)
    })
}
