//! Reading many texts in one call, on all cores, with results and errors in their places.

use crate::{Atom, DepSpec, DepSpecKind, Eapi, PolyatomError};
use rayon::prelude::*;
use std::sync::Arc;

/// Declares the results of reading many texts as one type, and the function that reads them.
macro_rules! batch {
    ($(#[$doc:meta])* $name:ident of $item:ident) => {
        $(#[$doc])*
        #[derive(Debug, uniffi::Object)]
        pub struct $name(Vec<Result<Arc<$item>, PolyatomError>>);

        #[uniffi::export]
        impl $name {
            /// The number of texts that were read.
            pub fn length(&self) -> u64 {
                self.0.len() as u64
            }

            /// The result at that place, from 0 on, or its error; nothing behind the end.
            pub fn get(&self, index: u64) -> Result<Option<Arc<$item>>, PolyatomError> {
                usize::try_from(index).ok().and_then(|index| self.0.get(index)).cloned().transpose()
            }

            /// The places of the texts that are in error.
            pub fn failures(&self) -> Vec<u64> {
                self.0.iter().zip(0..).filter(|(result, _)| result.is_err()).map(|(_, place)| place).collect()
            }

            /// Everything that could be read, in order.
            pub fn successes(&self) -> Vec<Arc<$item>> {
                self.0.iter().flatten().cloned().collect()
            }
        }
    };
}

batch! {
    /// The results of reading many atoms.
    AtomBatch of Atom
}

batch! {
    /// The results of reading many dependency specifications.
    DepSpecBatch of DepSpec
}

/// Reads many atoms, by the rules of `Atom`.
#[uniffi::export(default(eapi = None))]
pub fn parse_atoms(texts: Vec<String>, eapi: Option<Eapi>) -> AtomBatch {
    AtomBatch(texts.par_iter().map(|text| Atom::new(text, eapi).map(Arc::new)).collect())
}

/// Reads many dependency specifications, by the rules of `DepSpec`.
#[uniffi::export(default(eapi = None))]
pub fn parse_dep_specs(kind: DepSpecKind, texts: Vec<String>, eapi: Option<Eapi>) -> DepSpecBatch {
    DepSpecBatch(texts.par_iter().map(|text| DepSpec::new(kind, text, eapi, false).map(Arc::new)).collect())
}
