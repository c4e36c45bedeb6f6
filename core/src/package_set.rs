//! Many packages, found by their names.

use std::borrow::Borrow;

use crate::atom::Atom;
use crate::flags::UseSet;
use crate::package::Package;

/// Packages in the order given, made ready once: looking for what matches takes no longer for more packages of other names.
///
/// ```
/// use polyatom::{Atom, Cpv, NO_FLAGS, Package, PackageSet};
/// let packages = PackageSet::new(["a/b-1", "c/d-3", "a/b-2"].map(|cpv| Package::new(Cpv::parse(cpv).unwrap())));
/// let atom = Atom::parse("a/b", None)?;
/// let best = packages.best_match(&atom, NO_FLAGS).unwrap();
/// assert_eq!((best.cpv.as_str(), packages.packages().len()), ("a/b-2", 3));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct PackageSet<P = Package> {
    packages: Vec<P>,
    /// The places of the packages, by their names.
    by_name: Vec<u32>,
}

fn name<P: Borrow<Package>>(package: &P) -> (&str, &str) {
    let cpv = &package.borrow().cpv;
    (cpv.category(), cpv.package())
}

impl<P: Borrow<Package>> PackageSet<P> {
    /// Makes packages ready.
    pub fn new(packages: impl IntoIterator<Item = P>) -> Self {
        let packages: Vec<P> = packages.into_iter().collect();
        let mut by_name: Vec<u32> = (0..packages.len() as u32).collect();
        by_name.sort_by(|&a, &b| name(&packages[a as usize]).cmp(&name(&packages[b as usize])));
        Self { packages, by_name }
    }

    /// All packages, in the order given.
    pub fn packages(&self) -> &[P] {
        &self.packages
    }

    /// Whether a package is one of them.
    pub fn contains(&self, package: &Package) -> bool {
        self.named(name(&package)).any(|member| member.borrow() == package)
    }

    /// The packages of that category and name, in the order given.
    fn named(&self, wanted: (&str, &str)) -> impl Iterator<Item = &P> {
        let at = |place: u32| &self.packages[place as usize];
        let start = self.by_name.partition_point(|&place| name(at(place)) < wanted);
        let count = self.by_name[start..].partition_point(|&place| name(at(place)) == wanted);
        self.by_name[start..start + count].iter().map(move |&place| at(place))
    }

    /// The packages that an atom matches for a package with the flags `parent_use` enabled, in the order given. A blocker
    /// matches what it blocks.
    pub fn matching<'a>(&'a self, atom: &'a Atom, parent_use: &'a (impl UseSet + ?Sized)) -> impl Iterator<Item = &'a P> {
        let named = self.named((atom.category(), atom.package()));
        named.filter(move |package| atom.matches_package((*package).borrow(), parent_use))
    }

    /// The newest of the packages that an atom matches; the first given of those that are equally new.
    pub fn best_match<'a>(&'a self, atom: &'a Atom, parent_use: &'a (impl UseSet + ?Sized)) -> Option<&'a P> {
        let newer = |best: &'_ P, other: &'_ P| best.borrow().cpv.version() < other.borrow().cpv.version();
        self.matching(atom, parent_use).reduce(|best, other| if newer(best, other) { other } else { best })
    }
}
