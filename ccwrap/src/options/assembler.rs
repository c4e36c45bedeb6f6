//! Options of the GNU assembler, where some letters mean something else than to a compiler.

use super::Arity::*;
use super::PathKind::*;
use super::Role::{self, *};
use super::{Spec, Stage, Until, option as o};

/// Sorted by name.
pub const TABLE: &[Spec] = &[
    o("--32", Flag, Stage::Assemble, Plain),
    o("--64", Flag, Stage::Assemble, Plain),
    o("--MD", Separate, Stage::Assemble, Plain),
    o("--debug-prefix-map", AssignedOrSeparate, Stage::Assemble, Plain),
    o("--defsym", Separate, Stage::Assemble, Plain),
    o("--execstack", Flag, Stage::Assemble, Plain),
    o("--fatal-warnings", Flag, Stage::Assemble, Plain),
    o("--gdwarf-5", Flag, Stage::Assemble, Plain),
    o("--gstabs", Flag, Stage::Assemble, Plain),
    o("--help", Flag, Stage::Any, Role::Until(Until::Query)),
    o("--keep-locals", Flag, Stage::Assemble, Plain),
    o("--no-warn", Flag, Stage::Assemble, Plain),
    o("--noexecstack", Flag, Stage::Assemble, Plain),
    o("--reduce-memory-overheads", Flag, Stage::Assemble, Plain),
    o("--target-help", Flag, Stage::Any, Role::Until(Until::Query)),
    o("--version", Flag, Stage::Any, Role::Until(Until::Query)),
    o("--warn", Flag, Stage::Assemble, Plain),
    o("--x32", Flag, Stage::Assemble, Plain),
    o("-D", Flag, Stage::Assemble, Plain),
    o("-G", Either, Stage::Assemble, Plain),
    o("-I", Either, Stage::Assemble, Path(Include)),
    o("-J", Flag, Stage::Assemble, Plain),
    o("-K", Flag, Stage::Assemble, Plain),
    o("-L", Flag, Stage::Assemble, Plain),
    o("-MD", Separate, Stage::Assemble, Plain),
    o("-R", Flag, Stage::Assemble, Plain),
    o("-W", Flag, Stage::Assemble, Plain),
    o("-Z", Flag, Stage::Assemble, Plain),
    o("-f", Flag, Stage::Assemble, Plain),
    o("-g", Flag, Stage::Assemble, Plain),
    o("-o", Either, Stage::Assemble, Output),
    o("-v", Flag, Stage::Any, Role::Until(Until::Verbose)),
    o("-w", Flag, Stage::Assemble, Plain),
    o("-x", Flag, Stage::Assemble, Plain),
];
