//! The formats of a repository's files, as pure functions: text in, values and faults out. Nothing here opens a file.

pub mod cache;
mod fault;
pub mod layout;
pub mod lists;
pub mod text;

pub use fault::{Code, Fault};
pub use text::Parsed;
