//! One module for each language, and the shape that they all have. `table.rs` lists them.

pub mod c;
pub mod contestants;
pub mod examples;
pub mod go;
pub mod packaging;
pub mod python;
mod readme;
pub mod ruby;
pub mod rust;
pub mod stock;
pub mod table;

use crate::kit::ctx::Ctx;
use crate::kit::report::Report;
use crate::kit::variant::{Started, Variant};
use anyhow::Result;
use contestants::{HotPaths, Peer};
use packaging::Packaging;

/// A language's row in the table: all that a task has to know of it.
pub struct Lang {
    pub name: &'static str,
    /// A binding, and not what is bound.
    pub is_binding: bool,
    /// Its programs have a runtime that keeps memory until they end.
    pub has_runtime: bool,
    /// The tag of the build that tells valgrind about stacks and heap that look like wild accesses otherwise. Losses are not found then.
    pub valgrind_tag: Option<&'static str>,
    /// Prints the version of what compiles or runs it, on which instruction counts depend.
    pub version: &'static [&'static str],
    /// Languages whose build this one's build uses.
    pub after: &'static [&'static str],
    /// Names in the table of tools: needed to build and to use.
    pub tools: &'static [&'static str],
    /// Needed for the tests besides.
    pub test_tools: &'static [&'static str],
    pub builds: &'static [Build],
    pub checks: &'static [Check],
    /// Its tests with libraries of another kind.
    pub tests: Option<fn(&Ctx, &Variant) -> Result<Report>>,
    /// Builds its adapter for the conformance suite with libraries of a kind.
    pub adapter: fn(&Ctx, &Variant) -> Result<Started>,
    /// Builds our contestant in the benchmarks.
    pub contestant: fn(&Ctx, &Variant) -> Result<Started>,
    pub peers: &'static [Peer],
    pub hot_paths: HotPaths,
    /// The README's example.
    pub example: &'static str,
    /// How it comes to a user.
    pub packaging: Option<Packaging>,
}

pub struct Build {
    pub name: &'static str,
    pub run: fn(&Ctx) -> Result<()>,
}

pub struct Check {
    pub name: &'static str,
    /// The filter is a part of the tests' names; checks without named tests are left out when one is given.
    pub run: fn(&Ctx, Option<&str>) -> Result<Report>,
    pub takes_filter: bool,
}
