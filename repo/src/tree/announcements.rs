//! What a repository tells its users: news, advisories, and groups of packages that are stabilized together.

use std::collections::BTreeMap;

use polyatom::Cpn;

use super::{InFile, Repository};
use crate::disk::FileKind;
use crate::error::{Error, Found};
use crate::format::glsa::Glsa;
use crate::format::news::NewsItem;
use crate::format::{Code, Fault, lists};

/// Directories in each other that are searched for groups, in which links may lead in a circle.
const DEEPEST: usize = 8;

/// A news item in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Its name, `2026-01-31-cows`.
    pub name: String,
    /// The language, `en`.
    pub lang: String,
    /// What it says.
    pub item: NewsItem,
}

/// Packages that are stabilized together, by the name of the group.
pub type StabilizationGroups = BTreeMap<String, Vec<Cpn>>;

impl Repository {
    /// The news, by name and language (GLEP 42).
    pub fn news(&self) -> Found<Vec<InFile<News>>> {
        let mut found: Found<Vec<InFile<News>>> = Found::default();
        for name in self.names_in("metadata/news", FileKind::Directory, &mut found.errors) {
            let directory = format!("metadata/news/{name}");
            for file in self.names_in(&directory, FileKind::File, &mut found.errors) {
                // Signatures and the like lie beside the items.
                let lang = file.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(".txt"));
                let Some(lang) = lang.map(str::to_owned) else { continue };
                let inside = format!("{directory}/{file}");
                let item = self.read_value(&inside, NewsItem::parse, &mut found.errors);
                let news = News { name: name.clone(), lang, item };
                found.value.push(InFile { path: self.path.join(inside), value: news });
            }
        }
        found
    }

    /// The security advisories, by number.
    pub fn glsas(&self) -> Found<Vec<InFile<Glsa>>> {
        let mut found: Found<Vec<InFile<Glsa>>> = Found::default();
        for inside in self.files_in("metadata/glsa", &mut found.errors) {
            let name = inside.rsplit('/').next().unwrap_or("");
            if name.starts_with("glsa-") && name.ends_with(".xml") {
                let value = self.read_value(&inside, Glsa::parse, &mut found.errors);
                found.value.push(InFile { path: self.path.join(&inside), value });
            }
        }
        found
    }

    /// The groups of packages that are stabilized together: files `NAME.group`, whose directories are part of their names.
    pub fn stabilization_groups(&self) -> Found<StabilizationGroups> {
        const ROOT: &str = "metadata/stabilization-groups";
        let mut found: Found<StabilizationGroups> = Found::default();
        let mut waiting = vec![(ROOT.to_owned(), 0)];
        while let Some((directory, depth)) = waiting.pop() {
            if depth > DEEPEST {
                found.errors.push(Error::new(
                    self.path.join(&directory),
                    Fault::file(Code::Circle, "directories too deep in each other"),
                ));
                continue;
            }
            let inner = self.names_in(&directory, FileKind::Directory, &mut found.errors);
            waiting.extend(inner.into_iter().map(|name| (format!("{directory}/{name}"), depth + 1)));
            for inside in self.files_in(&directory, &mut found.errors) {
                let name = inside.strip_prefix(ROOT).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(".group"));
                let Some(name) = name.map(str::to_owned) else { continue };
                let packages = self.read_value(&inside, lists::packages, &mut found.errors);
                found.value.insert(name, packages);
            }
        }
        found
    }
}
