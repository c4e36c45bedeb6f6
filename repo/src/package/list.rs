//! Packages by their places, for who goes over them from outside: bindings, whose languages ask for one after the other.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use polyatom::Cpv;
use polyatom_pool as pool;

use super::Package;
use crate::error::Error;
use crate::tree::Repository;

/// Packages that are read ahead at most: so many are kept until the next ones are asked for.
const MOST: usize = 1024;

/// Some packages of a repository, or of several, in order. Each is read when it is asked for, and those after it ahead while they are
/// asked for in order.
#[derive(Debug)]
pub struct PackageList {
    repositories: Arc<[Arc<Repository>]>,
    places: Box<[Place]>,
    ahead: Mutex<Ahead>,
}

/// Where a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    /// Which of the repositories has it.
    pub(crate) repository: u32,
    /// The place in its index.
    pub(crate) at: u32,
}

/// What was read last.
#[derive(Debug, Default)]
struct Ahead {
    start: usize,
    read: Vec<Result<Arc<Package>, Error>>,
}

impl PackageList {
    fn new(repository: &Arc<Repository>, places: impl IntoIterator<Item = usize>) -> Self {
        let places = places.into_iter().map(|at| Place { repository: 0, at: at as u32 });
        Self::of([Arc::clone(repository)].into(), places)
    }

    /// Packages of these repositories.
    pub(crate) fn of(repositories: Arc<[Arc<Repository>]>, places: impl IntoIterator<Item = Place>) -> Self {
        Self { repositories, places: places.into_iter().collect(), ahead: Mutex::default() }
    }

    /// The number of packages.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Category, package and version of each. No metadata is read.
    pub fn cpvs(&self) -> impl ExactSizeIterator<Item = &Cpv> {
        self.located().map(|(_, cpv)| cpv)
    }

    /// The same, each with the repository that has it.
    pub fn located(&self) -> impl ExactSizeIterator<Item = (&Arc<Repository>, &Cpv)> {
        self.places.iter().map(|place| {
            let repository = &self.repositories[place.repository as usize];
            (repository, &repository.cpvs()[place.at as usize])
        })
    }

    /// The package at a place, or why it cannot be used; none past the end.
    pub fn get(&self, at: usize) -> Option<Result<Arc<Package>, Error>> {
        let &place = self.places.get(at)?;
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        let end = ahead.start + ahead.read.len();
        if (ahead.start..end).contains(&at) {
            return Some(ahead.read[at - ahead.start].clone());
        }
        // Who asks for the one after the last wants the next ones, too: twice as many each time.
        let count = if at == end { (ahead.read.len() * 2).clamp(1, MOST) } else { 1 };
        // The old ones go before the new ones come.
        *ahead = Ahead::default();
        let read = match count {
            1 => vec![self.read(place).map(Arc::new)],
            _ => pool::map(&self.places[at..self.places.len().min(at + count)], |&place| self.read(place).map(Arc::new)),
        };
        let found = read[0].clone();
        *ahead = Ahead { start: at, read };
        Some(found)
    }

    fn read(&self, place: Place) -> Result<Package, Error> {
        Package::read(&self.repositories[place.repository as usize], place.at as usize)
    }

    /// A list of `count` of the packages from `start` on, `step` apart (backwards if it is negative), or of as many as there are.
    pub fn slice(&self, start: usize, count: usize, step: isize) -> Self {
        let places = (0..count).map_while(|number| {
            let at = start.checked_add_signed(step.checked_mul(isize::try_from(number).ok()?)?)?;
            self.places.get(at).copied()
        });
        Self::of(Arc::clone(&self.repositories), places)
    }

    /// What `each` makes of every package, in their order and on all cores. No package is kept.
    pub fn map<R: Send>(&self, each: impl Fn(Result<Package, Error>) -> R + Send + Sync) -> Vec<R> {
        pool::map(&self.places, |&place| each(self.read(place)))
    }
}

/// The same packages of the same opened repositories.
impl PartialEq for PackageList {
    fn eq(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&Arc<Repository>, &Arc<Repository>)| Arc::ptr_eq(one, other);
        self.repositories.len() == other.repositories.len()
            && self.repositories.iter().zip(&*other.repositories).all(is_same)
            && self.places == other.places
    }
}

impl Eq for PackageList {}

impl Hash for PackageList {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.places.hash(state);
    }
}

impl Repository {
    /// Every package, as a list.
    pub fn list(self: &Arc<Self>) -> PackageList {
        PackageList::new(self, 0..self.cpvs().len())
    }

    /// The versions of a package, as a list.
    pub fn list_of(self: &Arc<Self>, category: &str, package: &str) -> PackageList {
        PackageList::new(self, self.places_of(category, package))
    }

    fn places_of(&self, category: &str, package: &str) -> Range<usize> {
        self.index().versions_of(category, package)
    }
}
