//! Many values in one object: read in one call, on all cores, and sorted and matched without ever becoming objects of the language.

use crate::give::Lent;
use crate::outcomes::Outcomes;
use crate::{Atom, Cpv, DepSpec, DepSpecKind, Eapi, Refused, Version};
use std::fmt;
use std::sync::Arc;

/// Declares the results of reading many texts as one type. `reading` is what else decided how they were read.
macro_rules! batch {
    ($(#[$doc:meta])* $name:ident of $item:ident, shown as $shown:literal, read with { $($(#[$about:meta])* $option:ident: $ty:ty),* }) => {
        $(#[$doc])*
        ///
        /// It is a sequence with a place for each text, in order: the value, the error if the text was wrong, or nothing if the text was
        /// missing.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Object)]
        #[uniffi::export(Display, Eq, Hash)]
        pub struct $name {
            outcomes: Outcomes<polyatom::$item>,
            $($option: $ty,)*
        }

        #[uniffi::export]
        impl $name {
            /// The number of places: that of the texts.
            pub fn length(&self) -> u64 {
                self.outcomes.0.len() as u64
            }

            /// The value at index `index`, from 0 on; nothing if the text was missing, or past the end. Fails with the error of the text if that
            /// was wrong.
            pub fn get(&self, index: u64) -> Result<Option<Arc<$item>>, Refused> {
                Ok(self.outcomes.get(index)?.map(|item| Arc::new(item.into())))
            }

            /// A batch of `count` of the places from `start` on, `step` apart (backwards if it is negative), or of as many as there are.
            #[uniffi::method(default(step = 1))]
            pub fn slice(&self, start: u64, count: u64, step: i64) -> $name {
                self.with(self.outcomes.slice(start, count, step))
            }

            /// The texts that were read, in order; nothing where one was missing.
            pub fn texts(&self) -> Vec<Option<String>> {
                self.outcomes.texts()
            }

            $(
                $(#[$about])*
                pub fn $option(&self) -> $ty {
                    self.$option
                }
            )*

            /// The places of the texts that are in error.
            pub fn failures(&self) -> Vec<u64> {
                self.outcomes.places(|outcome| matches!(outcome, Some(Err(_))))
            }

            /// The places of the texts that were missing.
            pub fn missing(&self) -> Vec<u64> {
                self.outcomes.places(|outcome| outcome.is_none())
            }

            /// Everything that could be read, in order.
            pub fn successes(&self) -> Vec<Arc<$item>> {
                self.outcomes.values().map(|item| Arc::new(item.clone().into())).collect()
            }
        }

        impl $name {
            fn with(&self, outcomes: Outcomes<polyatom::$item>) -> Self {
                Self { outcomes, $($option: self.$option,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.outcomes.describe(f, $shown)
            }
        }
    };
}

/// Declares what batches of values that have an order can do besides.
macro_rules! sortable {
    ($($name:ident of $item:ident)*) => {$(
        #[uniffi::export]
        impl $name {
            /// Everything that could be read, in ascending order; equal values stay in the order they came in.
            pub fn sorted(&self) -> $name {
                self.with(self.outcomes.sorted())
            }

            /// The places of everything that could be read, in ascending order of the values; equal ones stay in the order they came in.
            pub fn argsort(&self) -> Vec<u64> {
                self.outcomes.argsort()
            }

            /// The sort key of each value, as its `sort_key` gives it: ordering a column of these bytes orders the values. Nothing where
            /// there is no value.
            pub fn sort_keys(&self) -> Vec<Option<Vec<u8>>> {
                self.outcomes.map(polyatom::$item::sort_key)
            }
        }
    )*};
}

batch! {
    /// The results of reading many atoms.
    ///
    /// ```example
    /// batch = AtomBatch(["a/b", ">=a/b", "a/b[x]"])
    /// batch.successes -> ["a/b", "a/b[x]"]
    /// batch.failures -> [1]
    /// ```
    AtomBatch of Atom, shown as "atom", read with {
        /// The EAPI that they were read for, if one was given.
        eapi: Option<Eapi>
    }
}

batch! {
    /// The results of reading many packages with their versions.
    ///
    /// ```example
    /// CpvBatch(["a/b-10", "a/b-9"]).sorted().successes -> ["a/b-9", "a/b-10"]
    /// ```
    CpvBatch of Cpv, shown as "package", read with {}
}

batch! {
    /// The results of reading many versions.
    ///
    /// ```example
    /// VersionBatch(["1.10", "1.9", "?"]).argsort() -> [1, 0]
    /// ```
    VersionBatch of Version, shown as "version", read with {}
}

batch! {
    /// The results of reading many dependency specifications.
    ///
    /// ```example
    /// DepSpecBatch(DepSpecKind.Depend, ["a/b", "||"]).failures -> [1]
    /// ```
    DepSpecBatch of DepSpec, shown as "specification", read with {
        /// The variable that the specifications are values of.
        kind: DepSpecKind,
        /// The EAPI that they were read for, if one was given.
        eapi: Option<Eapi>
    }
}

sortable! { AtomBatch of Atom CpvBatch of Cpv VersionBatch of Version }

#[uniffi::export]
impl AtomBatch {
    /// Reads many atoms, by the rules of `Atom`. A text may be missing.
    #[uniffi::constructor(default(eapi = None))]
    pub fn new(texts: &[Option<Lent>], eapi: Option<Eapi>) -> Self {
        let by = eapi.map(polyatom::Eapi::from);
        Self { outcomes: Outcomes::read(texts, |text| polyatom::Atom::parse(text, by)), eapi }
    }

    /// Tells which of the atoms match a package, as `Atom.matches` does: a byte for each place, 1 where it does and 0 where it does not, or
    /// where there is no atom.
    pub fn matching(&self, package: &Cpv) -> Vec<u8> {
        self.outcomes.mask(|atom| atom.matches(&package.0))
    }
}

#[uniffi::export]
impl CpvBatch {
    /// Reads many packages with their versions, by the rules of `Cpv`. A text may be missing.
    #[uniffi::constructor]
    pub fn new(texts: &[Option<Lent>]) -> Self {
        Self { outcomes: Outcomes::read(texts, polyatom::Cpv::parse) }
    }

    /// Tells which of the packages an atom matches, as `Atom.matches` does: a byte for each place, 1 where it does and 0 where it does not, or
    /// where there is no package.
    pub fn matching(&self, atom: &Atom) -> Vec<u8> {
        self.outcomes.mask(|cpv| atom.0.matches(cpv))
    }
}

#[uniffi::export]
impl VersionBatch {
    /// Reads many versions, by the rules of `Version`. A text may be missing.
    #[uniffi::constructor]
    pub fn new(texts: &[Option<Lent>]) -> Self {
        Self { outcomes: Outcomes::read(texts, polyatom::Version::parse) }
    }
}

#[uniffi::export]
impl DepSpecBatch {
    /// Reads many dependency specifications, by the rules of `DepSpec`. A text may be missing.
    #[uniffi::constructor(default(eapi = None))]
    pub fn new(kind: DepSpecKind, texts: &[Option<Lent>], eapi: Option<Eapi>) -> Self {
        let by = eapi.map(polyatom::Eapi::from);
        let parse = |text: &str| polyatom::DepSpec::parse(kind.into(), text, by);
        Self { outcomes: Outcomes::read(texts, parse), kind, eapi }
    }
}

/// Reads many atoms, by the rules of `Atom`: the same as making an `AtomBatch`.
///
/// ```example
/// parse_atoms(["a/b", "?"]).length -> 2
/// ```
#[uniffi::export(default(eapi = None))]
pub fn parse_atoms(texts: &[Option<Lent>], eapi: Option<Eapi>) -> AtomBatch {
    AtomBatch::new(texts, eapi)
}

/// Reads many packages with their versions, by the rules of `Cpv`: the same as making a `CpvBatch`.
///
/// ```example
/// parse_cpvs(["a/b-1", "a/b"]).failures -> [1]
/// ```
#[uniffi::export]
pub fn parse_cpvs(texts: &[Option<Lent>]) -> CpvBatch {
    CpvBatch::new(texts)
}

/// Reads many versions, by the rules of `Version`: the same as making a `VersionBatch`.
///
/// ```example
/// parse_versions(["2", "1"]).sorted().successes -> ["1", "2"]
/// ```
#[uniffi::export]
pub fn parse_versions(texts: &[Option<Lent>]) -> VersionBatch {
    VersionBatch::new(texts)
}

/// Reads many dependency specifications, by the rules of `DepSpec`: the same as making a `DepSpecBatch`.
///
/// ```example
/// parse_dep_specs(DepSpecKind.License, ["MIT", "|| ( MIT"]).failures -> [1]
/// ```
#[uniffi::export(default(eapi = None))]
pub fn parse_dep_specs(kind: DepSpecKind, texts: &[Option<Lent>], eapi: Option<Eapi>) -> DepSpecBatch {
    DepSpecBatch::new(kind, texts, eapi)
}
