//! Repositories as a whole: small ones in memory, and real ones where their data is there.

mod binary;
mod config;
mod files;
mod hostile;
mod installed;
mod members;
mod memory;
mod package_files;
mod profile;
mod query;
mod real;
mod reverse;
mod set;
mod small;
mod write;
