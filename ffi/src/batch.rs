//! Many values in one object: read in one call, on all cores, and sorted and matched without ever becoming objects of the language.

use crate::give::Lent;
use crate::{Atom, Cpv, DepSpec, DepSpecKind, Eapi, PolyatomError, Version, pool};
use std::sync::Arc;

/// Declares the results of reading many texts as one type.
macro_rules! batch {
    ($(#[$doc:meta])* $name:ident of $item:ident) => {
        $(#[$doc])*
        #[derive(Debug, uniffi::Object)]
        pub struct $name(Vec<Result<polyatom::$item, polyatom::Error>>);

        #[uniffi::export]
        impl $name {
            /// The number of texts that were read.
            pub fn length(&self) -> u64 {
                self.0.len() as u64
            }

            /// The result at that place, from 0 on, or its error; nothing behind the end.
            pub fn get(&self, index: u64) -> Result<Option<Arc<$item>>, PolyatomError> {
                let result = usize::try_from(index).ok().and_then(|index| self.0.get(index));
                Ok(result.cloned().transpose()?.map(|item| Arc::new(item.into())))
            }

            /// The places of the texts that are in error.
            pub fn failures(&self) -> Vec<u64> {
                self.0.iter().zip(0..).filter(|(result, _)| result.is_err()).map(|(_, place)| place).collect()
            }

            /// Everything that could be read, in order.
            pub fn successes(&self) -> Vec<Arc<$item>> {
                self.0.iter().flatten().map(|item| Arc::new(item.clone().into())).collect()
            }
        }
    };
}

/// Declares what batches of values that have an order can do besides.
macro_rules! sortable {
    ($name:ident) => {
        #[uniffi::export]
        impl $name {
            /// Everything that could be read, in ascending order; equal values stay in the order they came in.
            pub fn sorted(&self) -> $name {
                // Sorting the values themselves looks at less memory than sorting references to them.
                let mut items: Vec<_> = self.0.iter().flatten().cloned().collect();
                pool::sort(&mut items);
                $name(items.into_iter().map(Ok).collect())
            }
        }
    };
}

batch! {
    /// The results of reading many atoms.
    AtomBatch of Atom
}

batch! {
    /// The results of reading many packages with their versions.
    CpvBatch of Cpv
}

batch! {
    /// The results of reading many versions.
    VersionBatch of Version
}

batch! {
    /// The results of reading many dependency specifications.
    DepSpecBatch of DepSpec
}

sortable! { AtomBatch }
sortable! { CpvBatch }
sortable! { VersionBatch }

#[uniffi::export]
impl AtomBatch {
    /// Which of the atoms match a package, as `Atom.matches` does: a byte for each text that was read, 1 where it does and 0 where it
    /// does not or was in error.
    pub fn matching(&self, package: &Cpv) -> Vec<u8> {
        mask(&self.0, |atom| atom.matches(&package.0))
    }
}

#[uniffi::export]
impl CpvBatch {
    /// Which of the packages an atom matches, as `Atom.matches` does: a byte for each text that was read, 1 where it does and 0 where
    /// it does not or was in error.
    pub fn matching(&self, atom: &Atom) -> Vec<u8> {
        mask(&self.0, |cpv| atom.0.matches(cpv))
    }
}

fn mask<T: Sync, E: Sync>(items: &[Result<T, E>], holds: impl Fn(&T) -> bool + Send + Sync) -> Vec<u8> {
    pool::map(items, |item| u8::from(item.as_ref().is_ok_and(&holds)))
}

/// Reads many atoms, by the rules of `Atom`.
#[uniffi::export(default(eapi = None))]
pub fn parse_atoms(texts: &[Lent], eapi: Option<Eapi>) -> AtomBatch {
    let eapi = eapi.map(polyatom::Eapi::from);
    AtomBatch(pool::map(texts, |text| polyatom::Atom::parse(text, eapi)))
}

/// Reads many packages with their versions, by the rules of `Cpv`.
#[uniffi::export]
pub fn parse_cpvs(texts: &[Lent]) -> CpvBatch {
    CpvBatch(pool::map(texts, |text| polyatom::Cpv::parse(text)))
}

/// Reads many versions, by the rules of `Version`.
#[uniffi::export]
pub fn parse_versions(texts: &[Lent]) -> VersionBatch {
    VersionBatch(pool::map(texts, |text| polyatom::Version::parse(text)))
}

/// Reads many dependency specifications, by the rules of `DepSpec`.
#[uniffi::export(default(eapi = None))]
pub fn parse_dep_specs(kind: DepSpecKind, texts: &[Lent], eapi: Option<Eapi>) -> DepSpecBatch {
    let eapi = eapi.map(polyatom::Eapi::from);
    DepSpecBatch(pool::map(texts, |text| polyatom::DepSpec::parse(kind.into(), text, eapi)))
}
