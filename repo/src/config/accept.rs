//! What is accepted: licenses, properties and restrictions by words, of which the last that is about one decides; and keywords.

use std::collections::{BTreeSet, HashMap};

use polyatom::{Cpn, DepSpec, NodeKind, Package, UseSet};

use super::variables::Said;
use crate::format::license_groups::LicenseGroups;
use crate::format::profile_lines::PackageWords;
use crate::format::selector::by_rank;
use crate::profile::{ByPackage, Files, LineOf, Place, Selected, incremental};

/// Lines of words about packages.
pub(super) type WordRules = ByPackage<LineOf<PackageWords>>;

/// Adds the lines of files, but those about everything, which are given back in order.
pub(super) fn add_words(rules: &mut WordRules, files: &Files<PackageWords>) -> Vec<(Place<'static>, Box<str>)> {
    let mut everywhere = Vec::new();
    for line in files.files.iter().flat_map(LineOf::all) {
        match line.selector().is_everything() {
            true => {
                let words = line.get();
                everywhere.extend(words.words.iter().map(|word| (Place::new(&line.lines.file, words.line).kept(), word.clone())));
            }
            false => rules.add(line),
        }
    }
    everywhere
}

/// The lines about a package in the order in which they count.
pub(super) fn lines_of<'a>(rules: &'a WordRules, cpn: &Cpn, package: &'a Package) -> Vec<&'a LineOf<PackageWords>> {
    let found: Vec<&LineOf<PackageWords>> = rules.matching(cpn, package).collect();
    by_rank(&found, LineOf::selector, &package.cpv)
}

/// Which words are accepted.
#[derive(Debug, Default)]
pub(super) struct Accepted {
    /// What counts for words that nobody names.
    others: bool,
    others_place: Option<Place<'static>>,
    words: HashMap<Box<str>, (bool, Option<Place<'static>>)>,
    rules: WordRules,
}

impl Accepted {
    /// Puts together what variables say, then lines about everything, then lines about packages.
    pub(super) fn new(said: &[Said<'_>], files: &Files<PackageWords>, groups: &LicenseGroups, default: &str) -> Self {
        let mut accepted = Self::default();
        let everywhere = add_words(&mut accepted.rules, files);
        let is_said = !everywhere.is_empty() || said.iter().any(|said| !said.value.as_str().trim().is_empty());
        for word in default.split_ascii_whitespace().filter(|_| !is_said) {
            accepted.add(None, word, groups);
        }
        for (place, word) in said.iter().flat_map(Said::words) {
            accepted.add(place.map(|place| place.kept()), word, groups);
        }
        everywhere.into_iter().for_each(|(place, word)| accepted.add(Some(place), &word, groups));
        accepted
    }

    fn add(&mut self, place: Option<Place<'static>>, word: &str, groups: &LicenseGroups) {
        let (on, name) = split(word);
        if name == "*" {
            self.words.clear();
            (self.others, self.others_place) = (on, place);
            return;
        }
        for name in members(name, groups) {
            self.words.insert(name.into(), (on, place.clone()));
        }
    }

    /// Whether everything is accepted of every package.
    pub(super) fn is_everything(&self) -> bool {
        self.others && self.words.values().all(|(on, _)| *on) && self.rules.iter().next().is_none()
    }

    /// What is accepted of one package.
    pub(super) fn of<'a>(&'a self, cpn: &Cpn, package: &'a Package, groups: &'a LicenseGroups) -> AcceptedOf<'a> {
        AcceptedOf { all: self, lines: lines_of(&self.rules, cpn, package), groups }
    }
}

fn split(word: &str) -> (bool, &str) {
    word.strip_prefix('-').map_or((true, word), |name| (false, name))
}

/// The licenses of a group; of one that nobody defined there are none.
fn members<'a>(name: &'a str, groups: &'a LicenseGroups) -> Vec<&'a str> {
    name.strip_prefix('@').map_or_else(|| vec![name], |group| groups.licenses(group))
}

/// Which words are accepted of one package.
pub(super) struct AcceptedOf<'a> {
    all: &'a Accepted,
    lines: Vec<&'a LineOf<PackageWords>>,
    groups: &'a LicenseGroups,
}

impl AcceptedOf<'_> {
    /// Whether a word is accepted, and the line that says so.
    pub(super) fn find(&self, word: &str) -> (bool, Option<Place<'_>>) {
        for line in self.lines.iter().rev() {
            let words = line.get();
            let is_about = |said: &&str| {
                let name = split(said).1;
                name == "*" || name == word || name.starts_with('@') && members(name, self.groups).contains(&word)
            };
            if let Some(said) = words.words.iter().rev().map(|word| &**word).find(is_about) {
                return (split(said).0, Some(Place::new(&line.lines.file, words.line)));
            }
        }
        match self.all.words.get(word) {
            Some((on, place)) => (*on, place.as_ref().map(Place::lend)),
            None => (self.all.others, self.all.others_place.as_ref().map(Place::lend)),
        }
    }

    fn accepts(&self, word: &str) -> bool {
        match self.lines.is_empty() {
            true => self.all.words.get(word).map_or(self.all.others, |(on, _)| *on),
            false => self.find(word).0,
        }
    }

    /// Whether words between blanks are accepted; none if they are no plain words, but a specification.
    pub(super) fn accepts_plain(&self, text: &str) -> Option<bool> {
        let is_plain = !text.contains(['(', '?', '|']);
        is_plain.then(|| text.split_ascii_whitespace().all(|word| self.accepts(word)))
    }

    /// The words of a specification that would have to be accepted, each once and in order. Of an any-of group one word is enough.
    pub(super) fn missing(&self, spec: &DepSpec, enabled: &(impl UseSet + ?Sized)) -> Vec<String> {
        let spec = spec.evaluate(enabled);
        let count = spec.recursive().count();
        let (mut satisfied, mut wanted) = (vec![true; count], vec![true; count]);
        // Backwards, members come before the groups they are in.
        for node in spec.recursive().rev() {
            let mut children = node.children().map(|child| satisfied[child.index()]);
            satisfied[node.index()] = match node.kind() {
                NodeKind::AnyOf => node.children().next().is_none() || children.any(|child| child),
                kind if kind.is_group() => children.all(|child| child),
                _ => self.accepts(node.text()),
            };
        }
        let mut missing = Vec::new();
        for node in spec.recursive() {
            let is_wanted = wanted[node.index()] && !satisfied[node.index()];
            node.children().for_each(|child| wanted[child.index()] = is_wanted);
            if is_wanted && !node.kind().is_group() && !missing.iter().any(|word| word == node.text()) {
                missing.push(node.text().to_owned());
            }
        }
        missing
    }
}

/// Adds lines of keywords. One without words stands for testing keywords, but not where another line of the same text has words.
fn add_keywords(rules: &mut WordRules, files: &[&Files<PackageWords>]) {
    let lines = || files.iter().flat_map(|files| files.files.iter().flat_map(LineOf::all));
    let has_words = |line: &LineOf<PackageWords>| !line.get().words.is_empty();
    let said: BTreeSet<Box<str>> = lines().filter(has_words).map(|line| line.selector().as_str().into()).collect();
    let counts = |line: &LineOf<PackageWords>| has_words(line) || !said.contains(line.selector().as_str());
    lines().filter(counts).for_each(|line| rules.add(line));
}

/// Which keywords are accepted.
#[derive(Debug, Default)]
pub(super) struct AcceptedKeywords {
    /// What variables leave.
    words: BTreeSet<Box<str>>,
    /// What a line without words means in profiles, and what it means for users.
    defaults: [Vec<Box<str>>; 2],
    /// The line of the last variable.
    place: Option<Place<'static>>,
    /// Those of each directory of the profile: all of a parent goes before all of its child.
    profile: Vec<WordRules>,
    user: WordRules,
    /// Lines of profiles that change the keywords of packages, of each directory, too.
    edits: Vec<WordRules>,
}

/// The keywords that a package has, and those that are accepted of it.
pub(super) struct KeywordsOf<'a> {
    pub(super) of_package: Vec<&'a str>,
    accepted: Words<'a>,
    /// The line that counts last.
    pub(super) place: Option<Place<'a>>,
}

/// Words that are accepted of a package: those of every package, or others where lines are about it.
enum Words<'a> {
    All(&'a BTreeSet<Box<str>>),
    Own(BTreeSet<&'a str>),
}

impl Words<'_> {
    fn has(&self, word: &str) -> bool {
        match self {
            Self::All(words) => words.contains(word),
            Self::Own(words) => words.contains(word),
        }
    }

    fn any(&self, mut is: impl FnMut(&str) -> bool) -> bool {
        match self {
            Self::All(words) => words.iter().any(|word| is(word)),
            Self::Own(words) => words.iter().any(|word| is(word)),
        }
    }
}

impl AcceptedKeywords {
    pub(super) fn new(said: &[Said<'_>], of_profile: &[&str]) -> Self {
        let words = incremental(said.iter().flat_map(|said| said.value.as_str().split_ascii_whitespace()));
        let testing = |words: &mut dyn Iterator<Item = &str>| -> Vec<Box<str>> {
            words.filter(|word| !word.starts_with(['~', '-'])).map(|word| format!("~{word}").into()).collect()
        };
        let defaults = [testing(&mut words.iter().copied()), testing(&mut of_profile.iter().copied())];
        let place = said.iter().rev().find_map(|said| said.words().last()).and_then(|(place, _)| place);
        let place = place.map(|place| place.kept());
        Self { words: words.into_iter().map(Into::into).collect(), defaults, place, ..Self::default() }
    }

    pub(super) fn add_profile(&mut self, accept: &Files<PackageWords>, edits: &Files<PackageWords>) {
        for (all, files) in [(&mut self.profile, accept), (&mut self.edits, edits)] {
            let mut rules = WordRules::default();
            add_keywords(&mut rules, &[files]);
            let is_empty = rules.iter().next().is_none();
            all.extend((!is_empty).then_some(rules));
        }
    }

    pub(super) fn add_user(&mut self, files: &[&Files<PackageWords>]) {
        add_keywords(&mut self.user, files);
    }

    /// The words that are accepted of every package.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// What counts for one package with these keywords.
    pub(super) fn of<'a>(&'a self, cpn: &Cpn, package: &'a Package, keywords: &'a str) -> KeywordsOf<'a> {
        let own = keywords.split_ascii_whitespace().filter(|word| *word != "-*");
        let edits: Vec<_> = self.edits.iter().flat_map(|rules| lines_of(rules, cpn, package)).collect();
        let of_package = match edits.is_empty() {
            true => own.collect(),
            false => incremental(own.chain(edits.iter().flat_map(|line| line.get().words.iter().map(|word| &**word))))
                .into_iter()
                .collect(),
        };
        let of_profile = self.profile.iter().map(|rules| (rules, &self.defaults[0]));
        let lines: Vec<_> = of_profile
            .chain([(&self.user, &self.defaults[1])])
            .flat_map(|(rules, defaults)| lines_of(rules, cpn, package).into_iter().map(move |line| (line, defaults)))
            .collect();
        let Some((last, _)) = lines.last() else {
            return KeywordsOf { of_package, accepted: Words::All(&self.words), place: self.place.as_ref().map(Place::lend) };
        };
        let place = Some(Place::new(&last.lines.file, last.get().line));
        let mut accepted: BTreeSet<&str> = self.words().collect();
        for (line, defaults) in lines {
            let words = &line.get().words;
            let said = if words.is_empty() { defaults.as_slice() } else { words };
            said.iter().for_each(|word| accept(&mut accepted, word));
        }
        KeywordsOf { of_package, accepted: Words::Own(accepted), place }
    }
}

fn accept<'a>(accepted: &mut BTreeSet<&'a str>, word: &'a str) {
    match word.strip_prefix('-') {
        Some("*") => accepted.clear(),
        Some(word) => drop(accepted.remove(word)),
        None => drop(accepted.insert(word)),
    }
}

impl KeywordsOf<'_> {
    /// Whether a package with these keywords is accepted.
    fn accepts<'a>(&self, keywords: impl Iterator<Item = &'a str>) -> bool {
        let has = |word: &str| self.accepted.has(word);
        let (mut stable, mut testing) = (false, false);
        for keyword in keywords {
            match keyword.as_bytes().first() {
                _ if keyword == "*" || has(keyword) => return true,
                _ if keyword == "~*" && self.accepted.any(|word| word.starts_with('~')) => return true,
                Some(b'~') => testing = true,
                Some(b'-') => {}
                _ => stable = true,
            }
        }
        testing && has("~*") || stable && has("*") || has("**")
    }

    /// Whether the package is accepted.
    pub(super) fn are_accepted(&self) -> bool {
        self.accepts(self.of_package.iter().copied())
    }

    /// Whether the package is accepted only since a keyword is stable (`sec:use-masking`).
    pub(super) fn are_stable(&self) -> bool {
        let testing: Vec<String> = self
            .of_package
            .iter()
            .map(|word| if word.starts_with('~') { (*word).to_owned() } else { format!("~{word}") })
            .collect();
        self.are_accepted() && !self.accepts(testing.iter().map(String::as_str))
    }

    /// A word that would make the package accepted: the testing keyword of an architecture that is wanted, else `**`.
    pub(super) fn would_do(&self) -> String {
        let wanted = |word: &&&str| {
            let arch = word.trim_start_matches('~');
            word.starts_with('~') && self.accepted.any(|accepted| accepted.trim_start_matches('~') == arch)
                || self.accepted.has(&format!("~{word}"))
        };
        self.of_package.iter().find(wanted).map_or_else(|| "**".to_owned(), |word| (*word).to_owned())
    }
}
