//! What a file is, by its name.

use bstr::ByteSlice;

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// It is compiled, with or without a preprocessor.
    Source,
    /// It is included, or compiled for that.
    Header,
    /// It is assembled.
    Assembly,
    /// It is linked.
    Object,
}

const SOURCE: [&[u8]; 39] = [
    b"c", b"i", b"ii", b"m", b"mi", b"mm", b"M", b"mii", b"cc", b"cp", b"cxx", b"cpp", b"CPP", b"c++", b"C", b"f", b"for",
    b"ftn", b"F", b"FOR", b"fpp", b"FPP", b"FTN", b"f90", b"f95", b"f03", b"f08", b"F90", b"F95", b"F03", b"F08", b"go", b"d",
    b"adb", b"ads", b"cu", b"cppm", b"ixx", b"bc",
];
const HEADER: [&[u8]; 10] = [b"h", b"hh", b"H", b"hp", b"hxx", b"hpp", b"HPP", b"h++", b"tcc", b"di"];
const ASSEMBLY: [&[u8]; 3] = [b"s", b"S", b"sx"];

/// What a file with this name holds. What no compiler knows is for the linker.
pub fn content(name: &[u8]) -> Content {
    let file = crate::path::split(name).1;
    let Some((_, extension)) = file.rsplit_once_str(".") else { return Content::Object };
    if SOURCE.contains(&extension) {
        Content::Source
    } else if HEADER.contains(&extension) {
        Content::Header
    } else if ASSEMBLY.contains(&extension) {
        Content::Assembly
    } else {
        Content::Object
    }
}
