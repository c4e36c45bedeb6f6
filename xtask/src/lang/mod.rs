//! One module for each language, and the shape that they all have. `table.rs` lists them.

pub mod c;
pub mod examples;
pub mod go;
pub mod packaging;
pub mod python;
pub mod ruby;
pub mod rust;
pub mod stock;
pub mod table;

use crate::kit::ctx::Ctx;
use crate::kit::report::Report;
use anyhow::Result;
use packaging::Packaging;

pub struct Lang {
    pub name: &'static str,
    /// Languages whose build this one's build uses.
    pub after: &'static [&'static str],
    /// Names in the table of tools: needed to build and to use.
    pub tools: &'static [&'static str],
    /// Needed for the tests besides.
    pub test_tools: &'static [&'static str],
    pub builds: &'static [Build],
    pub checks: &'static [Check],
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
