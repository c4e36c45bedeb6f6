//! Options that libtool itself takes out of the compile and link commands that it is given.

use super::Arity::*;
use super::Role::*;
use super::{Spec, Stage, option as o};

/// Sorted by name.
pub const TABLE: &[Spec] = &[
    o("-Wc,", Joined, Stage::Compile, OtherWords),
    o("-XCClinker", Separate, Stage::Link, OtherWord),
    o("-Xassembler", Separate, Stage::Compile, OtherWord),
    o("-Xcompiler", Separate, Stage::Compile, OtherWord),
    o("-all-static", Flag, Stage::Link, Plain),
    o("-avoid-version", Flag, Stage::Link, Plain),
    o("-bindir", Separate, Stage::Link, Plain),
    o("-dlopen", Separate, Stage::Link, Plain),
    o("-dlpreopen", Separate, Stage::Link, Plain),
    o("-export-dynamic", Flag, Stage::Link, Plain),
    o("-export-symbols", Separate, Stage::Link, Plain),
    o("-export-symbols-regex", Separate, Stage::Link, Plain),
    o("-inst-prefix-dir", Separate, Stage::Link, Plain),
    o("-module", Flag, Stage::Link, Plain),
    o("-no-fast-install", Flag, Stage::Link, Plain),
    o("-no-install", Flag, Stage::Link, Plain),
    o("-no-suppress", Flag, Stage::Link, Plain),
    o("-no-undefined", Flag, Stage::Link, Plain),
    o("-objectlist", Separate, Stage::Link, Plain),
    o("-os2dllname", Separate, Stage::Link, Plain),
    o("-precious-files-regex", Separate, Stage::Link, Plain),
    o("-prefer-non-pic", Flag, Stage::Link, Plain),
    o("-prefer-pic", Flag, Stage::Link, Plain),
    o("-release", Separate, Stage::Link, Plain),
    o("-rpath", Separate, Stage::Link, Plain),
    o("-shared", Flag, Stage::Link, Plain),
    o("-shrext", Separate, Stage::Link, Plain),
    o("-static", Flag, Stage::Link, Plain),
    o("-static-libtool-libs", Flag, Stage::Link, Plain),
    o("-thread-safe", Flag, Stage::Link, Plain),
    o("-version-info", Separate, Stage::Link, Plain),
    o("-version-number", Separate, Stage::Link, Plain),
    o("-weak", Separate, Stage::Link, Plain),
];
