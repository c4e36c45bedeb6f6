//! The specification's grammar and algorithms written down word for word, slow and plain, to test the crate against.
#![allow(dead_code, reason = "each test takes what it needs")]

pub mod depspec;
pub mod grammar;
pub mod use_dep;
pub mod version;
