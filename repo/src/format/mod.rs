//! The formats of a repository's files, as pure functions: text in, values and faults out. Nothing here opens a file.

pub mod assignments;
pub mod binary_index;
pub mod cache;
pub mod compression;
pub mod contents;
pub mod descriptions;
mod fault;
pub mod glsa;
pub mod gpkg;
pub mod installed;
pub mod layout;
pub mod license_groups;
pub mod lists;
pub mod manifest;
pub mod masks;
pub mod metadata_xml;
pub mod news;
pub mod profile_lines;
pub mod repos_conf;
pub mod selector;
pub mod text;
pub mod updates;
pub mod variables;
mod xml;
pub mod xpak;

pub use fault::{Code, Fault};
pub use text::Parsed;
