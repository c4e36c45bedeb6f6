//! What a repository tells its users: news, security advisories, and groups of packages that are stabilized together.

use super::Repository;
use super::choices::GlsaRangeKind;
use super::problem::{Problem, problems};
use super::records::{list, records};
use crate::{Atom, Cpn, Cpv, Slot, Version};
use polyatom_repo::Found;
use polyatom_repo::format::glsa as format;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A news item in one language (GLEP 42).
///
/// ```example
/// item = RepositoryFile("metadata/news/2026-01-31-cows/2026-01-31-cows.en.txt", ["Title: Cows", "Posted: 2026-01-31", "", "Moo."])
/// repository = Repository.from_files([item])
/// repository.news()[0].title -> "Cows"
/// repository.news()[0].body -> "Moo."
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NewsItem {
    /// The name, `2026-01-31-cows`.
    pub name: String,
    /// The language, `en`.
    pub lang: String,
    /// The file.
    pub path: String,
    /// The title.
    pub title: String,
    /// The authors.
    pub authors: Vec<String>,
    /// The translators.
    pub translators: Vec<String>,
    /// The day on which it was posted, `2026-01-31`.
    pub posted: String,
    /// The count of its changes, from 1.
    pub revision: u32,
    /// The version of the format, `2.0`.
    pub format: String,
    /// Packages: where one of them is installed, it is shown.
    pub display_if_installed: Vec<Arc<Atom>>,
    /// Keywords: where one of them is used, it is shown.
    pub display_if_keyword: Vec<String>,
    /// Profiles: where one of them is used, it is shown.
    pub display_if_profile: Vec<String>,
    /// The text.
    pub body: String,
}

impl From<polyatom_repo::InFile<polyatom_repo::News>> for NewsItem {
    fn from(found: polyatom_repo::InFile<polyatom_repo::News>) -> Self {
        let polyatom_repo::News { name, lang, item } = found.value;
        Self {
            name,
            lang,
            path: found.path.into(),
            title: item.title,
            authors: item.authors,
            translators: item.translators,
            posted: item.posted,
            revision: item.revision,
            format: item.format,
            display_if_installed: item.display_if_installed.into_iter().map(Atom::shared).collect(),
            display_if_keyword: item.display_if_keyword,
            display_if_profile: item.display_if_profile,
            body: item.body,
        }
    }
}

records! {
    /// Some versions of a package in an advisory.
    ///
    /// ```example
    /// glsa = parse_glsa("<glsa id='1'><affected><package name='a/b'><vulnerable range='lt'>2</vulnerable></package></affected></glsa>")
    /// glsa.packages[0].vulnerable[0].version -> "2"
    /// ```
    GlsaRange of format::GlsaRange {
        /// The comparison.
        kind: GlsaRangeKind = |it| it.into(),
        /// Whether only revisions of the same version are meant.
        same_version: bool = |it| it,
        /// The version that others are compared with.
        version: Arc<Version> = |it| Version::shared(it),
        /// Whether an asterisk stands after the version: all that it begins.
        glob: bool = |it| it,
        /// The slot they are in; any if none.
        slot: Option<String> = |it| it,
    }

    /// A package in an advisory.
    ///
    /// ```example
    /// glsa = parse_glsa("<glsa id='1'><affected><package name='a/b' arch='*'/></affected></glsa>")
    /// glsa.packages[0].name -> "a/b"
    /// ```
    GlsaPackage of format::GlsaPackage {
        /// The package.
        name: Arc<Cpn> = |it| Cpn::shared(it),
        /// The architectures, `*` for all.
        arch: String = |it| it,
        /// Whether tools can upgrade it by themselves.
        auto: bool = |it| it,
        /// The versions that are safe.
        unaffected: Vec<GlsaRange> = |it| list(it),
        /// The versions that are not, unless they are among the safe ones.
        vulnerable: Vec<GlsaRange> = |it| list(it),
    }

    /// A link of an advisory.
    ///
    /// ```example
    /// parse_glsa("<glsa id='1'><references><uri link='https://example.org'>a</uri></references></glsa>").references[0].text -> "a"
    /// ```
    GlsaReference of format::GlsaReference {
        /// The place where it leads.
        link: String = |it| it,
        /// The words that stand there.
        text: String = |it| it,
    }
}

/// A security advisory.
///
/// ```example
/// glsa = parse_glsa("<glsa id='202601-02'><affected><package name='a/b'><vulnerable range='lt'>2</vulnerable></package></affected></glsa>")
/// glsa.id -> "202601-02"
/// glsa.affects("a/b-1") -> true
/// glsa.affects("a/b-2") -> false
/// ```
#[derive(PartialEq, Eq, uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash)]
pub struct Glsa(Arc<format::Glsa>, Vec<Problem>);

impl Hash for Glsa {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl fmt::Debug for Glsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<Glsa {}>", self.0.id)
    }
}

impl fmt::Display for Glsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GLSA {}: {}", self.0.id, self.0.title)
    }
}

#[uniffi::export]
impl Glsa {
    /// The number, `202601-02`.
    pub fn id(&self) -> String {
        self.0.id.clone()
    }

    /// The title.
    pub fn title(&self) -> String {
        self.0.title.clone()
    }

    /// The synopsis: a sentence.
    pub fn synopsis(&self) -> String {
        self.0.synopsis.clone()
    }

    /// The kind of product, `ebuild`.
    pub fn product_kind(&self) -> String {
        self.0.product_kind.clone()
    }

    /// The product in a word.
    pub fn product(&self) -> String {
        self.0.product.clone()
    }

    /// The day on which it was published.
    pub fn announced(&self) -> String {
        self.0.announced.clone()
    }

    /// The day on which it was changed.
    pub fn revised(&self) -> String {
        self.0.revised.clone()
    }

    /// The count of its changes.
    pub fn revision(&self) -> Option<u32> {
        self.0.revision
    }

    /// The numbers of reports of the fault.
    pub fn bugs(&self) -> Vec<String> {
        self.0.bugs.clone()
    }

    /// The access that an attacker needs: `remote`, `local`.
    pub fn access(&self) -> String {
        self.0.access.clone()
    }

    /// The packages.
    pub fn packages(&self) -> Vec<GlsaPackage> {
        list(self.0.packages.iter().cloned())
    }

    /// The purpose of the package.
    pub fn background(&self) -> String {
        self.0.background.clone()
    }

    /// The description of the fault.
    pub fn description(&self) -> String {
        self.0.description.clone()
    }

    /// The severity, `high`.
    pub fn severity(&self) -> String {
        self.0.severity.clone()
    }

    /// The impact of the fault.
    pub fn impact(&self) -> String {
        self.0.impact.clone()
    }

    /// The remedy without an upgrade.
    pub fn workaround(&self) -> String {
        self.0.workaround.clone()
    }

    /// The remedy.
    pub fn resolution(&self) -> String {
        self.0.resolution.clone()
    }

    /// Everything that is wrong with it, if it was read from a text; of one in a repository, `Repository.check` tells it.
    pub fn problems(&self) -> Vec<Problem> {
        self.1.clone()
    }

    /// Links to more.
    pub fn references(&self) -> Vec<GlsaReference> {
        list(self.0.references.iter().cloned())
    }

    /// Whether a package is vulnerable. Without a slot, ranges of any slot count.
    #[uniffi::method(default(slot = None))]
    pub fn affects(&self, cpv: &Cpv, slot: Option<Arc<Slot>>) -> bool {
        self.0.affects(&cpv.0, slot.as_ref().map(|slot| &slot.0))
    }
}

/// Reads the text of a security advisory. What is wrong with a package or a range costs that; `problems` tells it.
#[uniffi::export]
pub fn parse_glsa(text: &str) -> Glsa {
    let found = Found::of_text(text, format::Glsa::parse);
    Glsa(Arc::new(found.value), problems(&found.errors))
}

/// Packages that are stabilized together.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("metadata/stabilization-groups/cows.group", ["a/b", "a/c"])])
/// repository.stabilization_groups()[0].packages -> ["a/b", "a/c"]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct StabilizationGroup {
    /// The name, with the directories it is in: `kde/frameworks`.
    pub name: String,
    /// The packages.
    pub packages: Vec<Arc<Cpn>>,
}

#[uniffi::export]
impl Repository {
    /// The news, by name and language. They are read at each call; `check` tells what is wrong in them.
    pub fn news(&self) -> Vec<NewsItem> {
        list(self.0.news().value)
    }

    /// The security advisories, by number. They are read at each call; `check` tells what is wrong in them.
    pub fn glsas(&self) -> Vec<Arc<Glsa>> {
        self.0.glsas().value.into_iter().map(|found| Arc::new(Glsa(Arc::new(found.value), Vec::new()))).collect()
    }

    /// The groups of packages that are stabilized together, by name. They are read at each call.
    pub fn stabilization_groups(&self) -> Vec<StabilizationGroup> {
        let groups = self.0.stabilization_groups().value.into_iter();
        groups
            .map(|(name, packages)| StabilizationGroup { name, packages: packages.into_iter().map(Cpn::shared).collect() })
            .collect()
    }
}
