//! The options of compilers, linkers and libtool, as data: how each is spelled, whether a value follows, and what it is for.
//!
//! A table is a list sorted by name. The word `-isystem/usr/include` finds the longest name that it begins with.

mod assembler;
mod clang;
mod foreign;
mod gcc;
mod ld;
mod libtool;
mod unix;

use bstr::{BStr, ByteSlice};

pub use foreign::{Change, Foreign};

/// The options of one program.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub specs: &'static [Spec],
    /// Long options are in the table with one dash, and may be written with two.
    pub either_dash: bool,
}

pub const GCC: Table = Table { specs: gcc::TABLE, either_dash: false };
pub const CLANG: Table = Table { specs: clang::TABLE, either_dash: false };
pub const ASSEMBLER: Table = Table { specs: assembler::TABLE, either_dash: false };
pub const UNIX: Table = Table { specs: unix::TABLE, either_dash: false };
pub const LD: Table = Table { specs: ld::TABLE, either_dash: true };
pub const LIBTOOL: Table = Table { specs: libtool::TABLE, either_dash: false };

/// An option.
#[derive(Debug, PartialEq, Eq)]
pub struct Spec {
    pub name: &'static str,
    pub arity: Arity,
    pub stage: Stage,
    pub role: Role,
}

/// Where the value of an option stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    /// There is none: `-c`.
    Flag,
    /// In the next word: `-include FILE`.
    Separate,
    /// In the same word: `-Wl,WORD`.
    Joined,
    /// In the same word, or else in the next: `-IDIR`, `-I DIR`.
    Either,
    /// After an equals sign: `-specs=FILE`.
    Assigned,
    /// After an equals sign, or else in the next word: `--sysroot=DIR`, `--sysroot DIR`.
    AssignedOrSeparate,
    /// After an equals sign, or nowhere: `--help=common`, `--help`.
    Optional,
}

/// The stage of a build that an option is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Preprocess,
    Compile,
    Assemble,
    Link,
    /// Several, or the driver itself.
    Any,
}

/// What an option means to the wrapper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing: it passes.
    Plain,
    /// Rules for paths apply to its value.
    Path(PathKind),
    /// `-D`
    Define,
    /// `-l`
    Library,
    /// `-o`
    Output,
    /// A file that is written, or named in what is linked: never an input.
    File,
    /// `-x`
    Language,
    /// `-Wl,`: words for the linker, with commas between.
    LinkerWords,
    /// `-Xlinker`: one word for the linker.
    LinkerWord,
    /// `-Wp,`, `-Wa,`: words for the preprocessor or the assembler, with commas between.
    OtherWords,
    /// `-Xpreprocessor`, `-Xassembler`, `-Xclang`: one such word.
    OtherWord,
    /// It ends the build early.
    Until(Until),
    /// The link makes a shared library.
    Shared,
    /// The link makes an object.
    Relocatable,
}

/// How far a build goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// The program says something about itself.
    Query,
    /// It says what it would do.
    DryRun,
    /// It says its version, and builds if there is something to build.
    Verbose,
    Preprocessed,
    Assembly,
    Object,
}

/// What a path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PathKind {
    /// `-I`
    Include,
    /// `-iquote`
    Quote,
    /// `-isystem`
    System,
    /// `-idirafter`
    After,
    /// Other options that name a directory of headers, two words each: `-iprefix`.
    Prefixed(&'static str),
    /// `-L`
    Libraries,
    /// `-F`
    Framework,
    /// `-B`: programs of the compiler, and files that every link needs.
    Programs,
    /// `--sysroot`
    Sysroot,
    /// `--sysroot`, for the linker alone.
    LinkerSysroot,
    /// `-rpath`
    Rpath,
    /// `-rpath-link`
    RpathLink,
}

/// How a value was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Separate,
    Joined,
    Assigned,
}

impl Spec {
    /// Says whether the name alone needs the next word.
    pub fn needs_value(&self) -> bool {
        !matches!(self.arity, Arity::Flag | Arity::Optional)
    }
}

/// The option that a word begins with.
pub struct Found<'a> {
    pub spec: &'static Spec,
    /// The value in the same word, with how it is written and the name as the word has it.
    pub value: Option<(Form, &'a BStr, &'a BStr)>,
}

/// Finds the option with the longest name that `word` begins with, in any of the tables. Earlier tables win.
pub fn find<'a>(tables: &[Table], word: &'a [u8]) -> Option<Found<'a>> {
    let mut best: Option<Found<'a>> = None;
    for found in tables.iter().filter_map(|table| find_in(*table, word)) {
        if best.as_ref().is_none_or(|best| best.spec.name.len() < found.spec.name.len()) {
            best = Some(found);
        }
    }
    best
}

fn find_in<'a>(table: Table, word: &'a [u8]) -> Option<Found<'a>> {
    let whole = longest(table, word, 0);
    let with_one_dash = || if table.either_dash && word.starts_with(b"--") { longest(table, word, 1) } else { None };
    whole.or_else(with_one_dash)
}

/// Looks for the name after the first `skipped` bytes.
fn longest<'a>(table: Table, word: &'a [u8], skipped: usize) -> Option<Found<'a>> {
    let short = &word[skipped..];
    let mut end = short.len();
    loop {
        let at = table.specs.partition_point(|spec| spec.name.as_bytes() <= &short[..end]);
        let spec = table.specs[..at].last()?;
        let common = spec.name.bytes().zip(&short[..end]).take_while(|(a, b)| a == *b).count();
        if common < spec.name.len() {
            end = common;
        } else if let Some(value) = value(spec, word, skipped) {
            return Some(Found { spec, value });
        } else {
            end = common - 1;
        }
    }
}

/// The value in a word that begins with the option's name; nothing if the word cannot be that option.
#[expect(clippy::option_option, reason = "no match, a match without a value, a match with one")]
fn value<'a>(spec: &Spec, word: &'a [u8], skipped: usize) -> Option<Option<(Form, &'a BStr, &'a BStr)>> {
    let (name, rest) = word.split_at(skipped + spec.name.len());
    let (name, rest) = (name.as_bstr(), rest.as_bstr());
    let assigned = || rest.strip_prefix(b"=").map(|value| Some((Form::Assigned, name, value.as_bstr())));
    match spec.arity {
        Arity::Flag | Arity::Separate => rest.is_empty().then_some(None),
        Arity::Joined => Some(Some((Form::Joined, name, rest))),
        Arity::Either if rest.is_empty() => Some(None),
        Arity::Either => Some(Some((Form::Joined, name, rest))),
        Arity::Assigned => assigned(),
        Arity::AssignedOrSeparate | Arity::Optional if rest.is_empty() => Some(None),
        Arity::AssignedOrSeparate | Arity::Optional => assigned(),
    }
}

/// Writes a line of a table.
const fn option(name: &'static str, arity: Arity, stage: Stage, role: Role) -> Spec {
    Spec { name, arity, stage, role }
}

/// All tables, for tests.
pub const ALL: [(&str, Table); 6] =
    [("gcc", GCC), ("clang", CLANG), ("unix", UNIX), ("assembler", ASSEMBLER), ("ld", LD), ("libtool", LIBTOOL)];
