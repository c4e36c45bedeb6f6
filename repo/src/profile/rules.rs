//! What files say about flags, in the order in which it counts. The last word about a flag decides, and all words before are why.

use std::collections::HashMap;
use std::sync::Arc;

use polyatom::{Cpn, Package};

use super::by_package::{ByPackage, LineOf, Selected};
use super::directory::Topic;
use super::source::{FileOf, Place, SourceFile};
use crate::format::profile_lines::PackageFlags;
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

/// What is said about one topic, for all packages.
#[derive(Clone, Debug, Default)]
struct Table {
    exact: HashMap<Box<str>, Vec<Say>>,
    wide: Vec<Wide>,
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
        if flag.is_empty() || flag == "*" && on {
            return;
        }
        let say = self.say(layer, file, line, on);
        let table = &mut self.tables[layer.topic as usize];
        match flag.strip_suffix('*') {
            Some(prefix) if prefix.is_empty() || prefix.ends_with('_') => table.wide.push(Wide { prefix: prefix.into(), say }),
            _ => match table.exact.get_mut(flag) {
                Some(says) => says.push(say),
                None => drop(table.exact.insert(flag.into(), vec![say])),
            },
        }
    }

    /// What is said about a flag of all packages, in order.
    pub(crate) fn of_flag(&self, topic: Topic, flag: &str, stable: bool, mut each: impl FnMut(&Say)) {
        let table = &self.tables[topic as usize];
        let exact = table.exact.get(flag).map_or(&[][..], Vec::as_slice);
        let mut wide = table.wide.iter().filter(|wide| flag.starts_with(&*wide.prefix)).map(|wide| &wide.say).peekable();
        let mut each = |say: &Say| {
            if stable || !say.stable {
                each(say);
            }
        };
        for say in exact {
            while let Some(wide) = wide.next_if(|wide| wide.order < say.order) {
                each(wide);
            }
            each(say);
        }
        wide.for_each(each);
    }

    /// Puts everything in order, after all was added.
    pub(crate) fn sort(&mut self) {
        for table in &mut self.tables {
            table.exact.values_mut().for_each(|says| says.sort_by_key(|say| say.order));
            table.wide.sort_by_key(|wide| wide.say.order);
        }
    }

    /// The flags that are on in the end, in order, by the files about all packages or by those about stable ones alone.
    pub(crate) fn flags_on(&self, topic: Topic, stable: bool) -> Vec<&str> {
        let is_on = |flag: &str| {
            let mut on = false;
            self.of_flag(topic, flag, stable, |say| on = if say.stable == stable { say.on } else { on });
            on
        };
        let mut flags: Vec<&str> =
            self.tables[topic as usize].exact.keys().map(|flag| &**flag).filter(|flag| is_on(flag)).collect();
        flags.sort_unstable();
        flags
    }

    /// The place in the list of what stands in no file.
    pub(crate) fn no_file(&self) -> u32 {
        u32::MAX
    }

    /// The line of a word, if it stands in a file.
    pub(crate) fn place(&self, say: &Say) -> Option<Place> {
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

impl PackageSay<'_> {
    /// Whether it is about this flag.
    pub(crate) fn is_about(&self, flag: &str) -> bool {
        match self.flag.strip_suffix('*') {
            Some(prefix) => flag.starts_with(prefix),
            None => self.flag == flag,
        }
    }

    pub(crate) fn place(&self) -> Place {
        Place::new(self.file, self.line)
    }
}
