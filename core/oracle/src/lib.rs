//! The specification's grammar and algorithms written down word for word, slow and plain: what core's tests and the fuzz targets
//! judge by. Generators of texts for property tests stand here, too (feature `generate`).

#![allow(missing_docs, reason = "names say what is what, and only tests read them")]

pub mod depspec;
#[cfg(feature = "generate")]
pub mod generate;
pub mod grammar;
pub mod use_dep;
pub mod version;
