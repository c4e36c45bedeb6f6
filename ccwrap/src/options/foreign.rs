//! How options of one compiler are said to another. Each list is what the other compiler needs.

use Change::*;

/// What becomes of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The compiler has nothing like it, and builds without it.
    Drop,
    /// Other words for the same.
    To(&'static [&'static str]),
    /// Another beginning of the word for the same; the rest stays.
    Prefix(&'static str),
}

/// A compiler that the words are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    pub name: &'static str,
    /// Whole words.
    pub words: &'static [(&'static str, Change)],
    /// Beginnings of words; the first that fits wins.
    pub prefixes: &'static [(&'static str, Change)],
    /// The directories of all `-rpath` go into one option of this name, with colons between: the linker of AIX has no other.
    pub one_rpath: Option<&'static str>,
}

/// What other compilers understand, for GCC.
const GCC: Foreign = Foreign {
    name: "gcc",
    words: &[
        ("-Kpic", To(&["-fPIC"])),
        ("-kpic", To(&["-fPIC"])),
        ("-KPIC", To(&["-fPIC"])),
        ("-kPIC", To(&["-fPIC"])),
        ("-64", To(&["-m64"])),
        ("-mt", Drop),
        ("-xO4", To(&["-O3"])),
        ("-xO5", To(&["-O3"])),
        ("-Weverything", To(&["-Wall"])),
        ("-Qunused-arguments", Drop),
    ],
    prefixes: &[("-xO", Prefix("-O")), ("-xarch=", Drop), ("-xtarget=", Drop), ("-fcolor-diagnostics", Drop)],
    one_rpath: None,
};

/// What GCC understands, for clang.
const CLANG: Foreign = Foreign {
    name: "clang",
    words: &[
        ("-Kpic", To(&["-fPIC"])),
        ("-KPIC", To(&["-fPIC"])),
        ("-64", To(&["-m64"])),
        ("-mt", Drop),
        ("-fno-tree-vectorize", To(&["-fno-vectorize"])),
        ("-ftree-loop-vectorize", To(&["-fvectorize"])),
        ("-fconserve-stack", Drop),
        ("-Wno-maybe-uninitialized", To(&["-Wno-sometimes-uninitialized"])),
        ("-Wmaybe-uninitialized", To(&["-Wsometimes-uninitialized"])),
        ("-static-libgcc", Drop),
        ("-print-multi-os-directory", To(&["-print-multi-directory"])),
    ],
    prefixes: &[("-fipa-", Drop), ("-fno-ipa-", Drop), ("-falign-labels", Drop), ("-fmax-errors=", Prefix("-ferror-limit="))],
    one_rpath: None,
};

/// What GCC understands, for the C compiler of zig: it is clang with a linker of its own.
const ZIG: Foreign = Foreign {
    name: "zig",
    words: &[
        ("-lgcc_s", To(&["-lunwind"])),
        ("-lgcc_eh", To(&["-lunwind"])),
        ("-lgcc", Drop),
        ("-static-libgcc", Drop),
        ("-no-pie", To(&["-fno-pie"])),
        ("-Wl,--no-undefined-version", Drop),
        ("-Wl,-znostart-stop-gc", Drop),
        ("-Wl,--disable-auto-image-base", Drop),
        ("-Wl,--enable-auto-image-base", Drop),
        ("-Wl,-Bstatic", Drop),
        ("-Wl,-Bdynamic", Drop),
    ],
    prefixes: &[("-march=", Drop), ("-mtune=", Drop), ("-fuse-ld=", Drop)],
    one_rpath: None,
};

/// What GCC understands, for emcc.
const EMCC: Foreign = Foreign {
    name: "emcc",
    words: &[
        ("-pthread", Drop),
        ("-lpthread", Drop),
        ("-ldl", Drop),
        ("-lutil", Drop),
        ("-lrt", Drop),
        ("-lgcc_s", Drop),
        ("-lgfortran", Drop),
        ("-rdynamic", Drop),
        ("-bundle", Drop),
        ("-static-libgcc", Drop),
        ("-Wl,-Bstatic", Drop),
        ("-Wl,-Bdynamic", Drop),
        ("-Wl,--as-needed", Drop),
        ("-Wl,--no-as-needed", Drop),
        ("-Wl,--eh-frame-hdr", Drop),
        ("-shared", To(&["-sSIDE_MODULE=2"])),
        ("-fno-plt", Drop),
        ("-fcf-protection", Drop),
        ("-fstack-clash-protection", Drop),
    ],
    prefixes: &[
        ("-march=", Drop),
        ("-mtune=", Drop),
        ("-mcpu=", Drop),
        ("-msse", Prefix("-msse")),
        ("-mno-", Drop),
        ("-Wl,-rpath,", Drop),
        ("-Wl,-rpath-link,", Drop),
        ("-Wl,-z", Drop),
        ("-fcf-protection=", Drop),
        ("-fuse-ld=", Drop),
    ],
    one_rpath: None,
};

/// What GCC understands, for the compilers of Sun.
const SUN: Foreign = Foreign {
    name: "sun",
    words: &[
        ("-fPIC", To(&["-KPIC"])),
        ("-fpic", To(&["-Kpic"])),
        ("-shared", To(&["-G"])),
        ("-pthread", To(&["-mt"])),
        ("-O0", Drop),
        ("-O1", To(&["-xO1"])),
        ("-O2", To(&["-xO3"])),
        ("-O3", To(&["-xO4"])),
        ("-Os", To(&["-xO2"])),
        ("-ansi", To(&["-Xa"])),
        ("-std=c99", To(&["-xc99"])),
        ("-std=gnu99", To(&["-xc99"])),
        ("-w", To(&["-erroff"])),
        ("-Werror", To(&["-errwarn"])),
        ("-pipe", Drop),
        ("-rdynamic", Drop),
        ("-Wl,--export-dynamic", Drop),
        ("-Wl,-export-dynamic", Drop),
        ("-static-libgcc", Drop),
    ],
    prefixes: &[
        ("-Wl,-rpath,", Prefix("-R")),
        ("-Wl,", Prefix("-Wl,")),
        ("-Wa,", Prefix("-Wa,")),
        ("-Wp,", Prefix("-Wp,")),
        ("-W", Drop),
        ("-f", Drop),
        ("-march=", Drop),
        ("-mtune=", Drop),
        ("-pedantic", Drop),
    ],
    one_rpath: None,
};

/// What GCC understands, for the compilers of IBM on AIX.
const AIX: Foreign = Foreign {
    name: "aix",
    words: &[
        ("-fPIC", To(&["-qpic"])),
        ("-fpic", To(&["-qpic=small"])),
        ("-shared", To(&["-qmkshrobj"])),
        ("-pthread", To(&["-qthreaded"])),
        ("-m64", To(&["-q64"])),
        ("-m32", To(&["-q32"])),
        ("-ansi", To(&["-qlanglvl=ansi"])),
        ("-pipe", Drop),
        ("-rdynamic", Drop),
        ("-Wl,--export-dynamic", To(&["-Wl,-bexpall"])),
        ("-Wl,-export-dynamic", To(&["-Wl,-bexpall"])),
    ],
    prefixes: &[
        ("-march=", Prefix("-qarch=")),
        ("-mtune=", Prefix("-qtune=")),
        ("-Wl,", Prefix("-Wl,")),
        ("-Wa,", Prefix("-Wa,")),
        ("-Wp,", Prefix("-Wp,")),
        ("-W", Drop),
        ("-f", Drop),
    ],
    one_rpath: Some("-Wl,-blibpath:"),
};

impl Foreign {
    /// The compilers that words can be translated for.
    pub const ALL: [&'static Self; 6] = [&GCC, &CLANG, &ZIG, &EMCC, &SUN, &AIX];

    /// Finds a compiler by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.into_iter().find(|foreign| foreign.name == name)
    }
}
