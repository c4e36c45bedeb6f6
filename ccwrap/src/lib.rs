//! A wrapper around compilers, linkers and libtool.
//!
//! The words of a command line are parsed into typed arguments by a table of options (`options`), go through pure functions one after
//! the other (`phases`), and become words again. What looks at files, runs programs or writes a log stands outside of the phases.

#![forbid(unsafe_code)]
#![allow(missing_docs, reason = "the program is what is public: the library is for it and its tests")]

pub mod abi;
pub mod answer;
pub mod archive;
pub mod arg;

pub mod audit;
pub mod channel;
pub mod cli;
pub mod compdb;
pub mod config;
pub mod environment;
pub mod error;
pub mod explain;
pub mod files;
pub mod language;
pub mod libtool;
pub mod log;
pub mod mode;
pub mod options;
pub mod package;
pub mod path;
pub mod phases;
pub mod replay;
pub mod response;
pub mod settings;
pub mod shadow;
pub mod tool;
pub mod toolchain;
pub mod trace;
pub mod wheel;
pub mod wrapper;

/// The bytes of a word. They are text nearly always, but nothing promises it.
pub type Text = bstr::BString;

/// Words as text, for people and for JSON. What is not text has U+FFFD in it.
pub fn strings(words: &[Text]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}
