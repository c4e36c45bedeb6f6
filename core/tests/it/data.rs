//! The one door to the strings of a whole repository. `cargo xtask data --repo DIR` makes them, `cargo xtask test` finds them; otherwise
//! the variable `POLYATOM_DATA` names their directory.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use flate2::read::GzDecoder;

/// The lines of a file, or none if there is no such data.
pub fn lines(file: &str) -> Option<Vec<String>> {
    let Some(dir) = std::env::var_os("POLYATOM_DATA") else {
        // Not by a macro, whose output tests keep to themselves.
        let _ = writeln!(io::stderr(), "SKIPPED: {file} of real data: POLYATOM_DATA names no directory");
        return None;
    };
    let path = PathBuf::from(dir).join(file);
    let compressed = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    GzDecoder::new(compressed).read_to_string(&mut text).expect("a gzip file of text");
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(!lines.is_empty(), "{} is empty", path.display());
    Some(lines)
}
