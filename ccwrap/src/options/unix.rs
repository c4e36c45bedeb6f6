//! Options of other Unix compilers that builds write for any compiler: they are brought to one form, too.

use super::Arity::*;
use super::PathKind::*;
use super::Role::{self, *};
use super::{Spec, Stage, Until, option as o};

/// Sorted by name.
pub const TABLE: &[Spec] = &[
    o("--dynamic-linker", Separate, Stage::Link, File),
    o("-R", Either, Stage::Link, Path(Rpath)),
    o("-V", Flag, Stage::Any, Role::Until(Until::Verbose)),
    o("-dynamic-linker", Separate, Stage::Link, File),
    o("-qversion", Flag, Stage::Any, Role::Until(Until::Query)),
];
