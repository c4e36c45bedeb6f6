//! Reverse dependencies: which packages depend on one, and where they say so.

use std::collections::HashMap;
use std::sync::Arc;

use polyatom::{Atom, Cpn, Cpv, DepSpec, DepSpecKind, NodeKind, NodeRef, UseFlags};
use polyatom_pool as pool;

use crate::error::Error;
use crate::metadata::{Metadata, parse_spec};
use crate::package::Package;
use crate::report::{self, Report, unwatched};
use crate::texts::Texts;
use crate::tree::{Posting, Postings, Repository};

/// The variables with package dependencies.
const KINDS: [DepSpecKind; 5] =
    [DepSpecKind::Depend, DepSpecKind::Bdepend, DepSpecKind::Rdepend, DepSpecKind::Pdepend, DepSpecKind::Idepend];
/// Packages that one thread reads before the next ones are taken.
const CHUNK: usize = 512;

/// A dependency on a package, where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReverseDependency {
    /// The package that has it.
    pub cpv: Cpv,
    /// The variable in which it stands.
    pub kind: DepSpecKind,
    /// The atom. It may be a blocker, which says that the package must not be there.
    pub atom: Atom,
    /// The groups around it, outermost first: `ssl?`, `!X?`, `||`. All-of groups mean nothing and are not among them.
    pub path: Vec<String>,
}

/// What was found in some packages: each text once, and where it stands.
#[derive(Default)]
struct Found {
    atoms: Texts,
    paths: Texts,
    postings: Vec<Posting>,
    errors: Vec<Error>,
}

impl Found {
    fn add(&mut self, at: u32, package: &Package) {
        for kind in KINDS.into_iter().filter(|&kind| !package.spec_text(kind).is_empty()) {
            match parse_spec(package, kind) {
                Ok(spec) => self.add_spec(at, kind, &spec),
                Err(error) => self.errors.push(error),
            }
        }
    }

    fn add_spec(&mut self, package: u32, kind: DepSpecKind, spec: &DepSpec) {
        let (mut path, mut around) = (String::new(), Vec::<(usize, usize)>::new());
        let mut place = self.paths.place("");
        for node in spec.recursive() {
            while let Some((_, length)) = around.pop_if(|(end, _)| *end <= node.span().start) {
                path.truncate(length);
                place = self.paths.place(&path);
            }
            if node.kind().is_group() {
                around.push((node.span().end, path.len()));
                push_head(&mut path, node);
                place = self.paths.place(&path);
            } else {
                let atom = self.atoms.place(node.text());
                self.postings.push(Posting { package, atom, path: place, kind: kind as u8 });
            }
        }
    }

    fn merge(&mut self, other: Self) {
        let (atoms, paths) = (self.atoms.places_of(&other.atoms), self.paths.places_of(&other.paths));
        let moved =
            |posting: Posting| Posting { atom: atoms[posting.atom as usize], path: paths[posting.path as usize], ..posting };
        self.postings.extend(other.postings.into_iter().map(moved));
        self.errors.extend(other.errors);
    }

    /// Orders the postings by the name in their atoms; those of one name stay in the order of the packages.
    fn finish(self) -> Postings {
        let (texts, paths) = (self.atoms.into_texts(), self.paths.into_texts());
        // They were read with some EAPI, so that they read without any.
        let atoms: Vec<Option<Atom>> = pool::map(&texts, |text| Atom::parse(text, None).ok());
        drop(texts);
        let mut postings = self.postings;
        postings.retain(|posting| atoms[posting.atom as usize].is_some());
        let atoms: Box<[Atom]> = atoms.into_iter().flatten().collect();
        let (names, name_of_atom) = names_of(&atoms);
        let name = |posting: &Posting| name_of_atom[posting.atom as usize] as usize;
        let (starts, postings) = by_number(postings, names.len(), name);
        let paths = paths.iter().map(|text| Box::from(&**text)).collect();
        Postings { names, starts, postings, atoms, paths, errors: self.errors }
    }
}

/// The names in atoms, in order and each once, and for each atom the place of its name.
fn names_of(atoms: &[Atom]) -> (Box<[Cpn]>, Vec<u32>) {
    let mut found: HashMap<(&str, &str), u32> = HashMap::new();
    let mut firsts: Vec<&Atom> = Vec::new();
    let mut places: Vec<u32> = Vec::with_capacity(atoms.len());
    for atom in atoms {
        let place = found.entry((atom.category(), atom.package())).or_insert_with(|| {
            firsts.push(atom);
            firsts.len() as u32 - 1
        });
        places.push(*place);
    }
    // There are far fewer names than atoms, and only they are sorted.
    let mut order: Vec<u32> = (0..firsts.len() as u32).collect();
    order.sort_unstable_by_key(|&at| (firsts[at as usize].category(), firsts[at as usize].package()));
    let mut moved = vec![0; order.len()];
    order.iter().zip(0..).for_each(|(&at, place)| moved[at as usize] = place);
    places.iter_mut().for_each(|place| *place = moved[*place as usize]);
    (order.into_iter().map(|at| firsts[at as usize].cpn()).collect(), places)
}

/// Items in the order of numbers below a limit, without a comparison: where those of each number begin, then the items. Those of
/// one number stay in order.
fn by_number<T: Copy>(items: Vec<T>, limit: usize, number: impl Fn(&T) -> usize) -> (Box<[u32]>, Box<[T]>) {
    let mut starts = vec![0_u32; limit + 1];
    items.iter().for_each(|item| starts[number(item) + 1] += 1);
    (0..limit).for_each(|at| starts[at + 1] += starts[at]);
    let mut next = starts.clone();
    let mut ordered = items.clone();
    for item in items {
        let place = &mut next[number(&item)];
        ordered[*place as usize] = item;
        *place += 1;
    }
    (starts.into(), ordered.into())
}

/// Adds what stands before the parenthesis of a group.
fn push_head(path: &mut String, node: NodeRef<'_>) {
    let blank = if path.is_empty() { "" } else { " " };
    match (node.kind(), node.flag()) {
        (NodeKind::UseConditional, Some(flag)) => path.extend([blank, if node.negated() { "!" } else { "" }, flag, "?"]),
        (NodeKind::AnyOf, _) => path.extend([blank, "||"]),
        (NodeKind::ExactlyOneOf, _) => path.extend([blank, "^^"]),
        (NodeKind::AtMostOneOf, _) => path.extend([blank, "??"]),
        _ => {}
    }
}

/// Whether a group whose head is this counts with these flags on.
fn holds(head: &str, enabled: &UseFlags) -> bool {
    match head.strip_suffix('?').filter(|_| head != "??") {
        Some(condition) => match condition.strip_prefix('!') {
            Some(flag) => !enabled.contains(flag),
            None => enabled.contains(condition),
        },
        None => true,
    }
}

impl Repository {
    fn postings(self: &Arc<Self>) -> &Postings {
        self.postings_once(|| self.read_postings(&mut unwatched).unwrap_or_default())
    }

    fn read_postings(self: &Arc<Self>, report: Report<'_>) -> Option<Postings> {
        let places: Vec<usize> = (0..self.cpvs().len()).collect();
        let read = |places: &[usize]| {
            let mut found = Found::default();
            for &at in places {
                match Package::read(self, at) {
                    Ok(package) => found.add(at as u32, &package),
                    Err(error) => found.errors.push(error),
                }
            }
            found
        };
        let mut all = Found::default();
        report::fold(&places, CHUNK, report, read, |found| all.merge(found))?;
        Some(all.finish())
    }

    /// Reads what all packages depend on, for [`reverse_dependencies`](Repository::reverse_dependencies), and tells how far it
    /// is. It fails if it is told to stop.
    pub fn read_dependencies(self: &Arc<Self>, report: Report<'_>) -> Result<(), Error> {
        if !self.has_postings() {
            let read = self.read_postings(report).ok_or_else(|| Error::stopped(self.path()))?;
            self.postings_once(|| read);
        }
        Ok(())
    }

    /// Every dependency on a package by these variables, in the order of the packages that have them; blockers are among
    /// them. No kinds means all.
    ///
    /// The first call reads all packages and keeps what they depend on, so that the others are short.
    ///
    /// ```
    /// # fn example(repository: &std::sync::Arc<polyatom_repo::Repository>) -> Result<(), polyatom::Error> {
    /// use polyatom::{Cpn, DepSpecKind};
    /// for found in repository.reverse_dependencies(&Cpn::parse("dev-libs/openssl")?, &[DepSpecKind::Rdepend]) {
    ///     println!("{}: {} {}", found.cpv, found.path.join(" "), found.atom);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn reverse_dependencies(self: &Arc<Self>, cpn: &Cpn, kinds: &[DepSpecKind]) -> Vec<ReverseDependency> {
        self.reverse(cpn, kinds, |_| true)
    }

    /// The packages that depend on a package by these variables, each once and in their order. A blocker is not a dependency.
    /// No kinds means all.
    pub fn dependents(self: &Arc<Self>, cpn: &Cpn, kinds: &[DepSpecKind]) -> Vec<Cpv> {
        let found = self.reverse(cpn, kinds, |atom| atom.blocker().is_none());
        let mut cpvs: Vec<Cpv> = found.into_iter().map(|found| found.cpv).collect();
        cpvs.dedup_by(|later, kept| later.as_str() == kept.as_str());
        cpvs
    }

    /// The same as far as they hold with the flags that the `IUSE` of each package enables: without those under a condition that
    /// does not hold, with conditional USE dependencies resolved, and without blockers. Packages that cannot be used or whose
    /// `IUSE` is not valid have none.
    pub fn default_dependencies(self: &Arc<Self>, cpn: &Cpn, kinds: &[DepSpecKind]) -> Vec<ReverseDependency> {
        let mut found = self.reverse(cpn, kinds, |atom| atom.blocker().is_none());
        // What stands in one package stands together.
        let mut last: Option<(Cpv, Option<UseFlags>)> = None;
        found.retain_mut(|found| {
            if last.as_ref().is_none_or(|(cpv, _)| cpv.as_str() != found.cpv.as_str()) {
                let enabled = self.package(&found.cpv).and_then(|package| Ok(package.iuse()?.enabled()));
                last = Some((found.cpv.clone(), enabled.ok()));
            }
            let Some((_, Some(enabled))) = &last else { return false };
            found.atom = found.atom.evaluate(enabled);
            found.path.iter().all(|head| holds(head, enabled))
        });
        found
    }

    /// The same of one version: dependencies whose atom it matches. USE dependencies are not looked at.
    pub fn reverse_dependencies_of(
        self: &Arc<Self>,
        package: &Package,
        kinds: &[DepSpecKind],
    ) -> Result<Vec<ReverseDependency>, Error> {
        let facts = package.facts()?;
        let matches = |atom: &Atom| {
            let plain = atom.without(&[polyatom::AtomField::UseDeps]);
            plain.matches_package(&facts, polyatom::NO_FLAGS)
        };
        Ok(self.reverse(&package.cpv().cpn(), kinds, matches))
    }

    fn reverse(self: &Arc<Self>, cpn: &Cpn, kinds: &[DepSpecKind], matches: impl Fn(&Atom) -> bool) -> Vec<ReverseDependency> {
        let all = self.postings();
        let is_wanted = |posting: &&Posting| {
            let kind = DepSpecKind::ALL[usize::from(posting.kind)];
            (kinds.is_empty() || kinds.contains(&kind)) && matches(&all.atoms[posting.atom as usize])
        };
        let found = all.of(cpn).iter().filter(is_wanted).map(|posting| ReverseDependency {
            cpv: self.cpvs()[posting.package as usize].clone(),
            kind: DepSpecKind::ALL[usize::from(posting.kind)],
            atom: all.atoms[posting.atom as usize].clone(),
            path: all.paths[posting.path as usize].split_ascii_whitespace().map(str::to_owned).collect(),
        });
        found.collect()
    }

    /// What could not be read for [`reverse_dependencies`](Repository::reverse_dependencies).
    pub fn dependency_errors(self: &Arc<Self>) -> &[Error] {
        &self.postings().errors
    }

    /// The names on which packages depend, or which they block, in order.
    pub fn dependency_names(self: &Arc<Self>) -> &[Cpn] {
        &self.postings().names
    }
}
