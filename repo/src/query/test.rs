//! What is asked of one package, or of one item of a list that it has.

use std::cmp::Ordering;

use polyatom::{Eapi, Version};

use super::Query;
use super::field::{Field, FieldKind, Level, Part};
use super::pattern::Pattern;
use super::tree::Tree;
use crate::format::selector::Selector;

/// How a value lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `==`
    Equal,
    /// `>=`
    GreaterOrEqual,
    /// `>`
    Greater,
}

impl Comparison {
    /// How it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Equal => "==",
            Self::GreaterOrEqual => ">=",
            Self::Greater => ">",
        }
    }

    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Greater => order.is_gt(),
        }
    }
}

/// How many items of a list something has to hold for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// For one at least.
    Any,
    /// For every one; it holds for a list without items.
    All,
    /// For not one.
    None,
}

impl Quantifier {
    pub(super) const ALL: [Self; 3] = [Self::Any, Self::All, Self::None];

    /// How it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::All => "all",
            Self::None => "none",
        }
    }
}

/// What is asked of a value.
#[derive(Clone, Debug)]
pub(super) enum Match {
    Missing,
    Equal(Box<str>),
    Regex(Pattern),
    Glob(Pattern),
    Version(Comparison, Version),
    Eapi(Comparison, Eapi),
    /// A dependency on what the selector names; `!` in front of it asks for blockers.
    Atom(Wanted),
}

/// The dependencies that are looked for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) blocker: bool,
    pub(super) selector: Selector,
    /// `category/package`, which stands in each text that has such a dependency.
    pub(super) name: Option<Box<str>>,
}

/// What is asked of an item of a list: of the item itself, or of a field of it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What the list holds.
    pub(super) list: FieldKind,
    pub(super) part: Option<Part>,
    pub(super) is: Match,
}

/// Which end of the versions of a package is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The highest versions.
    Newest,
    /// The lowest.
    Oldest,
}

impl End {
    /// How it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}

/// To be one of some versions at one end, among all of the package or among those that a query matches.
#[derive(Clone, Debug)]
pub(super) struct Rank {
    pub(super) end: End,
    pub(super) count: u64,
    pub(super) in_slot: bool,
    pub(super) of: Option<Query>,
}

/// What is asked of a package.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Flag(Field),
    One(Field, Match),
    Count(Field, Comparison, u64),
    Items(Field, Quantifier, Tree<Item>),
    Package(Selector),
    Rank(Rank),
}

impl Test {
    /// The field that it is about, if it is about one.
    pub(super) fn field(&self) -> Option<Field> {
        match self {
            Self::Flag(field) | Self::One(field, _) | Self::Count(field, ..) | Self::Items(field, ..) => Some(*field),
            Self::Package(_) | Self::Rank(_) => None,
        }
    }

    /// Whether only a configuration can answer it.
    pub(super) fn needs_configuration(&self) -> bool {
        match self {
            Self::Rank(rank) => rank.of.as_ref().is_some_and(Query::needs_configuration),
            _ => self.field().is_some_and(Field::needs_configuration),
        }
    }

    /// What has to be read to answer it.
    pub(super) fn level(&self) -> Level {
        match self {
            Self::Package(Selector::Atom(atom)) if atom.use_deps().next().is_some() => Level::Files,
            Self::Package(Selector::Atom(atom)) if atom.slot().is_some() => Level::Entry,
            Self::Package(Selector::Pattern(pattern)) if pattern.slot().is_some() => Level::Entry,
            Self::Package(Selector::Version(_)) => Level::Entry,
            Self::Package(_) => Level::Names,
            Self::Rank(_) => Level::Files,
            _ => self.field().map_or(Level::Files, Field::level),
        }
    }
}

impl Match {
    /// Whether it holds for a text.
    pub(super) fn holds_for(&self, text: &str) -> bool {
        match self {
            Self::Missing => text.is_empty(),
            Self::Equal(wanted) => **wanted == *text,
            Self::Regex(pattern) | Self::Glob(pattern) => pattern.matches(text),
            Self::Version(..) | Self::Eapi(..) | Self::Atom(_) => false,
        }
    }
}
