//! What files say about flags, in the order in which it counts. The last word about a flag decides, and all words before are why.

use std::collections::HashMap;
use std::sync::Arc;

use polyatom::{Cpn, Package};

use super::by_package::{ByPackage, LineOf, Selected};
use super::directory::Topic;
use super::source::{FileOf, Place, SourceFile};
use crate::format::profile_lines::{PackageFlags, Toggle};
use crate::format::selector::{Selector, by_rank};

/// Where something stands in the order: in which layer, and where in it.
pub(crate) type Order = u64;

/// Where something is added, and whether it counts for stable packages alone. Layers are ordered by topic, then as they count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Layer {
    pub(crate) topic: Topic,
    pub(crate) number: u32,
    pub(crate) stable: bool,
}

impl Layer {
    pub(crate) fn order(self, at: u32) -> Order {
        u64::from(self.number) << 32 | u64::from(at)
    }
}

/// One word about a flag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Say {
    pub(crate) order: Order,
    /// The place of the file in the list of files.
    pub(crate) file: u32,
    pub(crate) line: u32,
    pub(crate) on: bool,
    /// Whether it is about stable packages alone.
    pub(crate) stable: bool,
}

/// One word about many flags.
#[derive(Clone, Debug)]
struct Wide {
    /// What the flags begin with; empty for all.
    prefix: Box<str>,
    say: Say,
}

/// What is said about one topic, for all packages. All words stand in one list, in which those about a flag are a chain: there are
/// thousands of flags with a word or two.
#[derive(Clone, Debug, Default)]
struct Table {
    exact: HashMap<Arc<str>, Chain>,
    words: Vec<Link>,
    wide: Vec<Wide>,
}

/// The places of the first and the last word about a flag.
#[derive(Clone, Copy, Debug)]
struct Chain {
    first: u32,
    last: u32,
}

/// A word, and the place of the next one about the same flag.
#[derive(Clone, Copy, Debug)]
struct Link {
    say: Say,
    next: u32,
}

/// There is no next word.
const END: u32 = u32::MAX;

impl Table {
    fn add(&mut self, flag: &str, say: Say, shared: impl FnOnce() -> Arc<str>) {
        let place = self.words.len() as u32;
        self.words.push(Link { say, next: END });
        match self.exact.get_mut(flag) {
            Some(chain) => {
                self.words[chain.last as usize].next = place;
                chain.last = place;
            }
            None => drop(self.exact.insert(shared(), Chain { first: place, last: place })),
        }
    }

    /// The places of the words about a flag, in order.
    fn places(&self, chain: Option<&Chain>) -> impl Iterator<Item = usize> {
        let first = chain.map(|chain| chain.first as usize);
        std::iter::successors(first, |&place| Some(self.words[place].next).filter(|&next| next != END).map(|next| next as usize))
    }

    /// Goes through the words about a flag, whose chain this is, in order.
    fn each(&self, flag: &str, chain: Option<&Chain>, mut each: impl FnMut(&Say)) {
        let mut wide = self.wide.iter().filter(|wide| flag.starts_with(&*wide.prefix)).map(|wide| &wide.say).peekable();
        for say in self.places(chain).map(|place| &self.words[place].say) {
            while let Some(wide) = wide.next_if(|wide| wide.order < say.order) {
                each(wide);
            }
            each(say);
        }
        wide.for_each(each);
    }

    /// Whether a flag is on in the end, by the files about all packages or by those about stable ones alone.
    fn is_on(&self, flag: &str, chain: Option<&Chain>, stable: bool) -> bool {
        let mut on = false;
        self.each(flag, chain, |say| on = if say.stable == stable { say.on } else { on });
        on
    }

    /// Puts words in order. Nearly all are.
    fn sort(&mut self) {
        let mut says = Vec::new();
        for chain in self.exact.values() {
            let orders = self.places(Some(chain)).map(|place| self.words[place].say.order);
            if orders.is_sorted() {
                continue;
            }
            let places: Vec<usize> = self.places(Some(chain)).collect();
            says.extend(places.iter().map(|&place| self.words[place].say));
            says.sort_by_key(|say| say.order);
            places.into_iter().zip(says.drain(..)).for_each(|(place, say)| self.words[place].say = say);
        }
        self.wide.sort_by_key(|wide| wide.say.order);
    }
}

/// A line about the flags of some packages.
#[derive(Clone, Debug)]
struct PackageRule {
    layer: Layer,
    /// Whether more special lines of its layer go before others.
    by_rank: bool,
    line: LineOf<PackageFlags>,
}

impl Selected for PackageRule {
    fn selector(&self) -> &Selector {
        self.line.selector()
    }
}

/// What files say about the flags of some packages.
#[derive(Clone, Debug, Default)]
pub(crate) struct PackageRules(ByPackage<PackageRule>);

impl PackageRules {
    /// Adds the lines of a file, but those that `skip` names.
    pub(crate) fn add(
        &mut self,
        layer: Layer,
        lines: &Arc<FileOf<PackageFlags>>,
        by_rank: bool,
        skip: impl Fn(&Selector) -> bool,
    ) {
        let wanted = LineOf::all(lines).filter(|line| !skip(line.selector()));
        wanted.for_each(|line| self.0.add(PackageRule { layer, by_rank, line }));
    }

    /// What is said about the flags of one package, by topic and in order.
    pub(crate) fn of_package<'a>(&'a self, cpn: &Cpn, package: &'a Package, stable: bool, said: &mut Vec<PackageSay<'a>>) {
        let mut found: Vec<&PackageRule> = self.0.matching(cpn, package).filter(|rule| stable || !rule.layer.stable).collect();
        // The sort is stable: what stands first in a file stays first.
        found.sort_by_key(|rule| rule.layer);
        for group in found.chunk_by(|a, b| a.layer == b.layer) {
            let rules = if group[0].by_rank { by_rank(group, |rule| rule.selector(), &package.cpv) } else { group.to_vec() };
            let toggles = rules.iter().flat_map(|rule| rule.line.get().toggles.iter().map(move |toggle| (*rule, toggle)));
            said.extend(toggles.zip(1..).map(|((rule, toggle), at)| PackageSay {
                topic: rule.layer.topic,
                order: rule.layer.order(at),
                on: toggle.on,
                flag: &toggle.flag,
                file: &rule.line.lines.file,
                line: rule.line.get().line,
            }));
        }
    }
}

/// What files say about flags.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlagRules {
    pub(crate) files: Vec<Arc<SourceFile>>,
    tables: [Table; Topic::ALL.len()],
    next: u32,
}

impl FlagRules {
    /// The place of a file in the list.
    pub(crate) fn file(&mut self, file: &Arc<SourceFile>) -> u32 {
        match self.files.last() {
            Some(last) if Arc::ptr_eq(last, file) => {}
            _ => self.files.push(Arc::clone(file)),
        }
        self.files.len() as u32 - 1
    }

    fn say(&mut self, layer: Layer, file: u32, line: u32, on: bool) -> Say {
        self.next += 1;
        Say { order: layer.order(self.next), file, line, on, stable: layer.stable }
    }

    /// Adds a word: a flag, `*` for all, or `video_cards_*` for all that begin so.
    pub(crate) fn add(&mut self, layer: Layer, file: u32, line: u32, flag: &str, on: bool) {
        self.add_word(layer, file, line, (flag, on), || flag.into());
    }

    /// The same of a flag that others share.
    pub(crate) fn add_toggle(&mut self, layer: Layer, file: u32, line: u32, toggle: &Toggle) {
        self.add_word(layer, file, line, (&toggle.flag, toggle.on), || Arc::clone(&toggle.flag));
    }

    fn add_word(&mut self, layer: Layer, file: u32, line: u32, (flag, on): (&str, bool), shared: impl FnOnce() -> Arc<str>) {
        if flag.is_empty() || flag == "*" && on {
            return;
        }
        let say = self.say(layer, file, line, on);
        let table = &mut self.tables[layer.topic as usize];
        match flag.strip_suffix('*') {
            Some(prefix) if prefix.is_empty() || prefix.ends_with('_') => table.wide.push(Wide { prefix: prefix.into(), say }),
            _ => table.add(flag, say, shared),
        }
    }

    /// What is said about a flag of all packages, in order.
    pub(crate) fn of_flag(&self, topic: Topic, flag: &str, stable: bool, mut each: impl FnMut(&Say)) {
        let table = &self.tables[topic as usize];
        table.each(flag, table.exact.get(flag), |say| {
            if stable || !say.stable {
                each(say);
            }
        });
    }

    /// Puts everything in order, after all was added.
    pub(crate) fn sort(&mut self) {
        self.tables.iter_mut().for_each(Table::sort);
    }

    /// The flags that are on in the end, in order, by the files about all packages or by those about stable ones alone.
    pub(crate) fn flags_on(&self, topic: Topic, stable: bool) -> Vec<&str> {
        let table = &self.tables[topic as usize];
        let on = table.exact.iter().filter(|(flag, chain)| table.is_on(flag, Some(chain), stable));
        let mut flags: Vec<&str> = on.map(|(flag, _)| &**flag).collect();
        flags.sort_unstable();
        flags
    }

    /// Whether a flag is on in the end, by the files about all packages.
    pub(crate) fn is_on(&self, topic: Topic, flag: &str) -> bool {
        let table = &self.tables[topic as usize];
        table.is_on(flag, table.exact.get(flag), false)
    }

    /// The place in the list of what stands in no file.
    pub(crate) fn no_file(&self) -> u32 {
        u32::MAX
    }

    /// The line of a word, if it stands in a file.
    pub(crate) fn place(&self, say: &Say) -> Option<Place<'_>> {
        self.files.get(say.file as usize).map(|file| Place::new(file, say.line))
    }
}

/// One word about a flag of one package.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PackageSay<'a> {
    pub(crate) topic: Topic,
    pub(crate) order: Order,
    pub(crate) on: bool,
    pub(crate) flag: &'a str,
    pub(crate) file: &'a Arc<SourceFile>,
    pub(crate) line: u32,
}

impl<'a> PackageSay<'a> {
    /// Whether it is about this flag.
    pub(crate) fn is_about(&self, flag: &str) -> bool {
        match self.flag.strip_suffix('*') {
            Some(prefix) => flag.starts_with(prefix),
            None => self.flag == flag,
        }
    }

    pub(crate) fn place(&self) -> Place<'a> {
        Place::new(self.file, self.line)
    }
}
