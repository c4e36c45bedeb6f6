//! The formats of a repository's files, as pure functions: text in, values and faults out. Nothing here opens a file.

pub mod cache;
pub mod contents;
pub mod descriptions;
mod fault;
pub mod glsa;
pub mod installed;
pub mod layout;
pub mod license_groups;
pub mod lists;
pub mod manifest;
pub mod masks;
pub mod metadata_xml;
pub mod news;
pub mod text;
pub mod updates;
mod xml;

pub use fault::{Code, Fault};
pub use text::Parsed;
