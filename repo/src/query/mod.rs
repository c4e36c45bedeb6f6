//! Questions over all packages of a repository.

mod reverse;

pub use reverse::ReverseDependency;
