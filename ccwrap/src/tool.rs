//! Which program is wrapped: its kind tells the tables of options and the phases.

use crate::options::{self, Table};

/// A kind of program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    Cc,
    Cxx,
    Cpp,
    Fortran,
    As,
    Ld,
    Libtool,
    Ar,
    Ranlib,
    Strip,
    Nm,
    Objcopy,
}

/// The names of programs, with the tool that each is.
const NAMES: [(&str, Tool); 36] = [
    ("ar", Tool::Ar),
    ("as", Tool::As),
    ("c++", Tool::Cxx),
    ("c89", Tool::Cc),
    ("c99", Tool::Cc),
    ("cc", Tool::Cc),
    ("clang", Tool::Cc),
    ("clang++", Tool::Cxx),
    ("cpp", Tool::Cpp),
    ("cxx", Tool::Cxx),
    ("emar", Tool::Ar),
    ("emcc", Tool::Cc),
    ("em++", Tool::Cxx),
    ("f77", Tool::Fortran),
    ("f95", Tool::Fortran),
    ("fc", Tool::Fortran),
    ("f90", Tool::Fortran),
    ("g++", Tool::Cxx),
    ("gcc", Tool::Cc),
    ("gcc-ar", Tool::Ar),
    ("gcc-nm", Tool::Nm),
    ("gcc-ranlib", Tool::Ranlib),
    ("gfortran", Tool::Fortran),
    ("imake", Tool::Cpp),
    ("ld", Tool::Ld),
    ("ld.bfd", Tool::Ld),
    ("ld.gold", Tool::Ld),
    ("ld.lld", Tool::Ld),
    ("libtool", Tool::Libtool),
    ("llvm-ar", Tool::Ar),
    ("nm", Tool::Nm),
    ("objcopy", Tool::Objcopy),
    ("ranlib", Tool::Ranlib),
    ("rust-lld", Tool::Ld),
    ("shlibtool", Tool::Libtool),
    ("strip", Tool::Strip),
];

impl Tool {
    /// The tool that a program's name means: `cc`, `x86_64-linux-gnu-gcc-12`, `/usr/bin/ld.gold`.
    pub fn named(program: &str) -> Option<Self> {
        let name = program.rsplit('/').next()?;
        let exact = |name: &str| NAMES.iter().find(|(known, _)| *known == name).map(|(_, tool)| *tool);
        let base = without_version(name);
        let mut rest = base;
        loop {
            if let Some(tool) = exact(rest) {
                return Some(tool);
            }
            rest = rest.split_once('-')?.1;
        }
    }

    /// The name of its real program in a configuration.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cc => "cc",
            Self::Cxx => "c++",
            Self::Cpp => "cpp",
            Self::Fortran => "f77",
            Self::As => "as",
            Self::Ld => "ld",
            Self::Libtool => "libtool",
            Self::Ar => "ar",
            Self::Ranlib => "ranlib",
            Self::Strip => "strip",
            Self::Nm => "nm",
            Self::Objcopy => "objcopy",
        }
    }

    /// Says whether its words are for a linker and not for a compiler that calls one.
    pub fn is_linker(self) -> bool {
        self == Self::Ld
    }

    /// Says whether its words go through the phases; those of other tools pass.
    pub fn is_rewritten(self) -> bool {
        self <= Self::Libtool
    }

    /// The options that it knows, the more special first.
    pub fn tables(self) -> &'static [Table] {
        match self {
            Self::Ld => &[options::LD],
            Self::As => &[options::ASSEMBLER],
            Self::Libtool => &[options::LIBTOOL, options::GCC, options::UNIX],
            _ => &[options::GCC, options::CLANG, options::UNIX],
        }
    }
}

/// `gcc` of `gcc-12` and `gcc-12.2`.
fn without_version(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((base, version)) if version.starts_with(|c: char| c.is_ascii_digit()) => base,
        _ => name,
    }
}
