//! A list of packages in order, in which names are found.

use std::ops::Range;

use polyatom::{Atom, Cpn, Cpv};

use crate::format::{Code, Fault};

/// Every package with its version, ordered by category, name and version.
#[derive(Debug)]
pub(crate) struct CpvList {
    pub(crate) cpvs: Box<[Cpv]>,
    /// Where each name begins among the packages, and after the last one their number.
    pub(crate) names: Box<[u32]>,
    /// Where each category begins among the names, and after the last one their number.
    pub(crate) categories: Box<[u32]>,
}

impl Default for CpvList {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl CpvList {
    /// A list of packages that are in order.
    pub(crate) fn new(cpvs: Vec<Cpv>) -> Self {
        let starts = |same: &dyn Fn(&Cpv, &Cpv) -> bool| {
            let begins = |&at: &usize| at == 0 || !same(&cpvs[at - 1], &cpvs[at]);
            let mut starts: Vec<u32> = (0..cpvs.len()).filter(begins).map(|at| at as u32).collect();
            starts.push(cpvs.len() as u32);
            starts
        };
        let names = starts(&|a, b| a.category() == b.category() && a.package() == b.package());
        let by_category = starts(&|a, b| a.category() == b.category());
        let categories = by_category.iter().map(|start| names.partition_point(|name| name < start) as u32).collect();
        Self { cpvs: cpvs.into(), names: names.into(), categories }
    }

    /// The places of the packages of a name.
    pub(crate) fn versions_of(&self, category: &str, package: &str) -> Range<usize> {
        let count = self.names.len() - 1;
        let key = |name: usize| {
            let cpv = &self.cpvs[self.names[name] as usize];
            (cpv.category(), cpv.package())
        };
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            match key(middle).cmp(&(category, package)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return self.names[middle] as usize..self.names[middle + 1] as usize,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        0..0
    }

    /// The categories, by name.
    pub(crate) fn category_names(&self) -> impl Iterator<Item = &str> {
        let starts = &self.categories[..self.categories.len() - 1];
        starts.iter().map(|&start| self.cpvs[self.names[start as usize] as usize].category())
    }

    /// The places of the packages of a category.
    pub(crate) fn of_category(&self, category: &str) -> Range<usize> {
        let of = |start: &u32| self.cpvs[self.names[*start as usize] as usize].category();
        let starts = &self.categories[..self.categories.len() - 1];
        match starts.binary_search_by(|start| of(start).cmp(category)) {
            Ok(at) => {
                let [start, end] = [at, at + 1].map(|at| self.names[self.categories[at] as usize] as usize);
                start..end
            }
            Err(_) => 0..0,
        }
    }

    /// The versions of a name.
    pub(crate) fn versions(&self, cpn: &Cpn) -> &[Cpv] {
        &self.cpvs[self.versions_of(cpn.category(), cpn.package())]
    }

    /// The places of the packages whose name and version an atom matches.
    pub(crate) fn matching<'a>(&'a self, atom: &'a Atom) -> impl Iterator<Item = usize> {
        self.versions_of(atom.category(), atom.package()).filter(move |&at| atom.could_match(&self.cpvs[at]))
    }

    /// The first name of each package.
    pub(crate) fn cpns(&self) -> impl ExactSizeIterator<Item = Cpn> {
        self.names[..self.names.len() - 1].iter().map(|&start| self.cpvs[start as usize].cpn())
    }

    /// The place of a package: the one that is written so, else one whose version is equal.
    pub(crate) fn find(&self, cpv: &Cpv) -> Option<usize> {
        let versions = self.versions_of(cpv.category(), cpv.package());
        let start = versions.start + self.cpvs[versions.clone()].partition_point(|found| found < cpv);
        let mut equal = (start..versions.end).take_while(|&at| self.cpvs[at] == *cpv);
        equal.clone().find(|&at| self.cpvs[at].as_str() == cpv.as_str()).or_else(|| equal.next())
    }
}

/// The name of a file is not what its place demands.
#[cold]
pub(crate) fn not_a(what: &str) -> Fault {
    Fault::file(Code::FileName, format!("not a valid {what}"))
}
