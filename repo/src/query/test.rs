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
    Number(Comparison, u64),
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

    /// A field that it asks for, also in a query inside, of which that is so.
    pub(super) fn field_that(&self, is: &impl Fn(Field) -> bool) -> Option<Field> {
        match self {
            Self::Rank(rank) => rank.of.as_ref().and_then(|query| query.tree().leaves().find_map(|test| test.field_that(is))),
            _ => self.field().filter(|&field| is(field)),
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
            Self::Version(..) | Self::Eapi(..) | Self::Number(..) | Self::Atom(_) => false,
        }
    }

    /// Whether it holds for a number, or for none.
    pub(super) fn holds_for_number(&self, number: Option<u64>) -> bool {
        match self {
            Self::Missing => number.is_none(),
            Self::Number(comparison, wanted) => number.is_some_and(|number| comparison.holds(number.cmp(wanted))),
            _ => false,
        }
    }
}
