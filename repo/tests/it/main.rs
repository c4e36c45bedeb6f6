//! Repositories as a whole: small ones in memory, and real ones where their data is there.

mod files;
mod memory;
mod real;
mod small;
