//! What generated glue stands on. Hand-written and tested, so that the generated code stays thin.

pub mod allocations;
pub mod c;
pub mod column;
pub mod panics;
pub mod parts;
pub mod process;
