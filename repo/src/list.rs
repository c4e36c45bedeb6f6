//! Packages by their places, for who goes over them from outside: bindings, whose languages ask for one after the other.

use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use polyatom::Cpv;
use polyatom_pool as pool;

use crate::error::Error;
use crate::metadata::Metadata;

/// Packages that are read ahead at most: so many are kept until the next ones are asked for.
const MOST: usize = 1024;

/// What has packages in order: a repository, the packages that are installed, a directory of binary packages.
pub trait Holder: Send + Sync {
    /// A package of it.
    type Package: Send + Sync;

    /// Every package with its version, in order.
    fn cpvs(&self) -> &[Cpv];

    /// Reads the package at a place among them.
    fn read(self: &Arc<Self>, at: usize) -> Result<Arc<Self::Package>, Error>;
}

/// Some packages of one holder, or of several, in order. Each is read when it is asked for, and those after it ahead while they are
/// asked for in order.
pub struct List<H: Holder> {
    holders: Arc<[Arc<H>]>,
    places: Box<[Place]>,
    ahead: Mutex<Ahead<H::Package>>,
}

/// Where a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    /// Which of the holders has it.
    pub(crate) holder: u32,
    /// The place in its index.
    pub(crate) at: u32,
}

/// `count` of the places of something of that length from `start` on, `step` apart (backwards if it is negative), or as many as there
/// are. Steps of 0 never leave it, and give no more places than it has.
pub fn places(length: usize, start: u64, count: u64, step: i64) -> impl Iterator<Item = usize> {
    let at = move |number: u64| usize::try_from(i128::from(start) + i128::from(number) * i128::from(step)).ok();
    (0..count.min(length as u64)).map_while(at).take_while(move |&at| at < length)
}

/// What was read last.
struct Ahead<P> {
    start: usize,
    read: Vec<Result<Arc<P>, Error>>,
}

impl<P> Default for Ahead<P> {
    fn default() -> Self {
        Self { start: 0, read: Vec::new() }
    }
}

impl<H: Holder> List<H> {
    /// Packages of one holder.
    pub(crate) fn of_one(holder: &Arc<H>, places: impl IntoIterator<Item = usize>) -> Self {
        let places = places.into_iter().map(|at| Place { holder: 0, at: at as u32 });
        Self::of([Arc::clone(holder)].into(), places)
    }

    /// Packages of these holders.
    pub(crate) fn of(holders: Arc<[Arc<H>]>, places: impl IntoIterator<Item = Place>) -> Self {
        Self { holders, places: places.into_iter().collect(), ahead: Mutex::default() }
    }

    /// Packages of these holders, the oldest version first, and of one version that of the first holder.
    pub(crate) fn sorted(holders: Arc<[Arc<H>]>, mut places: Vec<Place>) -> Self {
        places.sort_by_key(|place| &holders[place.holder as usize].cpvs()[place.at as usize]);
        Self::of(holders, places)
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

    /// The same, each with what has it.
    pub fn located(&self) -> impl ExactSizeIterator<Item = (&Arc<H>, &Cpv)> {
        self.places.iter().map(|place| {
            let holder = &self.holders[place.holder as usize];
            (holder, &holder.cpvs()[place.at as usize])
        })
    }

    /// The package at a place, or why it cannot be used; none past the end.
    pub fn get(&self, at: usize) -> Option<Result<Arc<H::Package>, Error>> {
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
            1 => vec![self.read(place)],
            _ => pool::map(&self.places[at..self.places.len().min(at + count)], |&place| self.read(place)),
        };
        let found = read[0].clone();
        *ahead = Ahead { start: at, read };
        Some(found)
    }

    fn read(&self, place: Place) -> Result<Arc<H::Package>, Error> {
        self.holders[place.holder as usize].read(place.at as usize)
    }

    /// A list of `count` of the packages from `start` on, `step` apart (backwards if it is negative), or of as many as there are.
    pub fn slice(&self, start: u64, count: u64, step: i64) -> Self {
        let taken = places(self.len(), start, count, step).map(|at| self.places[at]);
        Self::of(Arc::clone(&self.holders), taken)
    }

    /// The packages of each name and slot, in lists of their own: in the order of the first of each, and in each list in the order of
    /// this one. Packages that cannot be used, or whose slot is not valid, are left out.
    pub fn by_slot(&self) -> Vec<Self>
    where
        H::Package: Metadata,
    {
        let slots = self.map(|package| Some(package.ok()?.slot().ok()?.name().to_owned()));
        let (mut found, mut lists) = (HashMap::new(), Vec::<Vec<Place>>::new());
        for ((&place, cpv), slot) in self.places.iter().zip(self.cpvs()).zip(&slots) {
            let Some(slot) = slot else { continue };
            let at = *found.entry((cpv.category(), cpv.package(), slot.as_str())).or_insert_with(|| {
                lists.push(Vec::new());
                lists.len() - 1
            });
            lists[at].push(place);
        }
        lists.into_iter().map(|places| Self::of(Arc::clone(&self.holders), places)).collect()
    }

    /// What `each` makes of every package, in their order and on all cores. No package is kept.
    pub fn map<R: Send>(&self, each: impl Fn(Result<Arc<H::Package>, Error>) -> R + Send + Sync) -> Vec<R> {
        pool::map(&self.places, |&place| each(self.read(place)))
    }
}

/// The same packages of the same opened holders.
impl<H: Holder> PartialEq for List<H> {
    fn eq(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&Arc<H>, &Arc<H>)| Arc::ptr_eq(one, other);
        self.holders.len() == other.holders.len()
            && self.holders.iter().zip(&*other.holders).all(is_same)
            && self.places == other.places
    }
}

impl<H: Holder> Eq for List<H> {}

impl<H: Holder> Hash for List<H> {
    fn hash<S: Hasher>(&self, state: &mut S) {
        self.places.hash(state);
    }
}

impl<H: Holder> fmt::Debug for List<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.cpvs()).finish()
    }
}
