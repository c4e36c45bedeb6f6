//! The names of all packages, in order: of ebuilds, of cache entries, and how these two agree.

use std::collections::BTreeSet;
use std::ops::Deref;

use camino::Utf8Path;
use polyatom::{Cpv, names};
use polyatom_pool as pool;

use super::{Repository, Source};
use crate::cpvs::{CpvList, not_a};
use crate::disk::FileKind;
use crate::error::Error;

/// What stands for a package.
const EBUILD: u8 = 1;
const ENTRY: u8 = 2;

/// The packages, and what stands for each.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) list: CpvList,
    pub(crate) has: Box<[u8]>,
    /// Cache entries without an ebuild.
    pub(crate) orphans: Box<[Cpv]>,
    pub(crate) errors: Vec<Error>,
}

/// What one category has.
#[derive(Default)]
struct Part {
    found: Vec<(Cpv, u8)>,
    errors: Vec<Error>,
}

impl Deref for Index {
    type Target = CpvList;

    fn deref(&self) -> &CpvList {
        &self.list
    }
}

impl Index {
    pub(super) fn read(repository: &Repository) -> Self {
        let mut errors = Vec::new();
        let categories = repository.category_candidates(&mut errors);
        let parts = pool::map_each(&categories, |category| repository.read_category(category));
        let mut found: Vec<(Cpv, u8)> = Vec::with_capacity(parts.iter().map(|part| part.found.len()).sum());
        for mut part in parts {
            found.append(&mut part.found);
            errors.append(&mut part.errors);
        }
        let has_ebuilds = found.iter().any(|(_, has)| has & EBUILD != 0);
        let wanted = match repository.source {
            Source::Ebuilds => EBUILD,
            Source::Both if has_ebuilds => EBUILD,
            Source::Both | Source::Cache => ENTRY,
        };
        let (packages, orphans): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, has)| has & wanted != 0);
        let (cpvs, has): (Vec<_>, Vec<_>) = packages.into_iter().unzip();
        let orphans = orphans.into_iter().map(|(cpv, _)| cpv).collect();
        Self { list: CpvList::new(cpvs), has: has.into(), orphans, errors }
    }

    pub(crate) fn has_entry(&self, at: usize) -> bool {
        self.has[at] & ENTRY != 0
    }
}

impl Repository {
    pub(crate) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::read(self))
    }

    fn reads_ebuilds(&self) -> bool {
        self.source != Source::Cache
    }

    /// Names of directories that are those of categories, or could be.
    fn category_candidates(&self, errors: &mut Vec<Error>) -> Vec<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        if let Some(cache) = self.cache {
            for name in self.names_in(cache.directory(), FileKind::Directory, errors) {
                match names::category(&name) {
                    Ok(()) => drop(found.insert(name)),
                    Err(_) => errors.push(Error::new(self.path.join(cache.directory()).join(name), not_a("category"))),
                }
            }
        }
        if let Some(sums) = &self.ebuild_sums {
            let categories = sums.by_path.keys().filter_map(|path| path.split('/').next());
            found.extend(categories.filter(|name| names::category(name).is_ok()).map(str::to_owned));
        } else if self.reads_ebuilds() {
            found.extend(self.ebuild_categories(errors));
        }
        found.into_iter().collect()
    }

    /// The categories that `profiles/categories` of this repository and its masters name. Where one of these files is not
    /// there, the directories that look like categories are taken for them.
    fn ebuild_categories(&self, errors: &mut Vec<Error>) -> Vec<String> {
        let mut unknown = self.masters.iter().any(|master| master.repository.is_none());
        let mut found = Vec::new();
        for repository in self.lineage() {
            let listed = repository.read_value("profiles/categories", crate::format::lists::categories, &mut Vec::new());
            unknown |= listed.is_empty();
            found.extend(listed);
        }
        if unknown {
            let looks_like_one = |name: &String| names::category(name).is_ok() && (name.contains('-') || name == "virtual");
            found.extend(self.names_in("", FileKind::Directory, errors).into_iter().filter(looks_like_one));
        }
        found
    }

    /// The packages of a category, in order.
    fn read_category(&self, category: &str) -> Part {
        let mut part = Part::default();
        self.read_entries(category, &mut part);
        match &self.ebuild_sums {
            Some(sums) => {
                let start = format!("{category}/");
                let inside = sums.by_path.range(start.clone()..).map(|(path, _)| path.as_str());
                let inside = inside.take_while(|path| path.starts_with(&start));
                inside.for_each(|path| part.add_ebuild(&sums.path, path));
            }
            None if self.reads_ebuilds() => self.read_ebuilds(category, &mut part),
            None => {}
        }
        part.finish();
        part
    }

    fn read_entries(&self, category: &str, part: &mut Part) {
        let Some(cache) = self.cache else { return };
        let inside = format!("{}/{category}", cache.directory());
        let mut text = format!("{category}/");
        for name in self.names_in(&inside, FileKind::File, &mut part.errors) {
            // Signed repositories have one in every directory.
            if name == "Manifest.gz" || name == "Manifest" {
                continue;
            }
            text.truncate(category.len() + 1);
            text.push_str(&name);
            match Cpv::parse(&text) {
                Ok(cpv) => part.found.push((cpv, ENTRY)),
                Err(error) => {
                    let path = self.path.join(&inside).join(&name);
                    part.errors.push(Error::new(path, not_a("package with version").because(error.reason())));
                }
            }
        }
    }

    fn read_ebuilds(&self, category: &str, part: &mut Part) {
        for package in self.names_in(category, FileKind::Directory, &mut part.errors) {
            let inside = format!("{category}/{package}");
            if package == "CVS" {
                continue;
            }
            for file in self.names_in(&inside, FileKind::File, &mut part.errors) {
                part.add_ebuild(&self.path, &format!("{inside}/{file}"));
            }
        }
    }
}

impl Part {
    /// An ebuild at this place; other files are none of ours.
    fn add_ebuild(&mut self, root: &Utf8Path, inside: &str) {
        if !inside.ends_with(".ebuild") {
            return;
        }
        match cpv_of_ebuild(inside) {
            Some(cpv) => self.found.push((cpv, EBUILD)),
            None => self.errors.push(Error::new(root.join(inside), not_a("name of an ebuild"))),
        }
    }

    /// Puts the packages in order, and an ebuild and its entry together.
    fn finish(&mut self) {
        self.found.sort_by(|(a, _), (b, _)| a.cmp(b).then_with(|| a.as_str().cmp(b.as_str())));
        self.found.dedup_by(|(later, more), (kept, has)| {
            let same = later.as_str() == kept.as_str();
            if same {
                *has |= *more;
            }
            same
        });
        self.found.shrink_to_fit();
    }
}

/// The package of an ebuild at `category/package/package-version.ebuild`, if that is a valid place (`sec:package-dirs`).
pub(crate) fn cpv_of_ebuild(inside: &str) -> Option<Cpv> {
    let mut parts = inside.strip_suffix(".ebuild")?.split('/');
    let (category, package, pf) = (parts.next()?, parts.next()?, parts.next()?);
    let cpv = Cpv::parse(&format!("{category}/{pf}")).ok()?;
    (parts.next().is_none() && cpv.package() == package).then_some(cpv)
}
