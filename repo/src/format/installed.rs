//! The files in which an installed package's variables stand: one for each, or `metadata`, which newer package managers write
//! besides or in their place.

use std::borrow::Cow;

use super::text::lines;
use super::{Code, Parsed};

/// The format that is known.
const FORMAT: &str = "#format=1";
const DIRECTORY_TIME: &str = "#dir_mtime=";

/// The file `metadata`: `KEY=value` lines, with the time that the directory had when it was written.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    text: Box<str>,
    directory_mtime: Option<i128>,
}

impl Snapshot {
    /// Reads the file.
    pub fn parse(text: String) -> Parsed<Self> {
        let mut faults = Vec::new();
        let mut directory_mtime = None;
        for line in lines(&text).filter(|line| !line.text.is_empty()) {
            if let Some(time) = line.text.strip_prefix(DIRECTORY_TIME) {
                directory_mtime = time.parse().ok();
                if directory_mtime.is_none() {
                    faults.push(line.fault(Code::Number, DIRECTORY_TIME.len(), time.len()));
                }
            } else if line.is_conflict_marker() {
                faults.push(line.fault(Code::ConflictMarker, 0, line.text.len()));
            } else if !line.text.starts_with('#') && !line.text.contains('=') {
                faults.push(line.fault(Code::NoEquals, 0, line.text.len()));
            }
        }
        // Another format may have other keys, so that a key that is not there says nothing.
        let is_known = text.starts_with(FORMAT) && text[FORMAT.len()..].starts_with('\n');
        Parsed { value: Self { text: text.into(), directory_mtime: directory_mtime.filter(|_| is_known) }, faults }
    }

    /// Whether it says what the other files of the directory say: whether nothing was put there or taken away since. A file
    /// that is cut off, or of another format, does not.
    pub fn is_fresh(&self, directory_mtime: i128) -> bool {
        self.directory_mtime == Some(directory_mtime)
    }

    /// Its keys with their values.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.text.split('\n').filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('='))
    }

    /// The value of a key, if it has it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values().find_map(|(key, value)| (key == name).then_some(value))
    }

    /// The line of a key, from 1.
    pub fn line_of(&self, name: &str) -> Option<u32> {
        let is_it = |row: &str| row.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
        self.text.split('\n').position(is_it).map(|at| at as u32 + 1)
    }
}

/// Whether a file in the directory of an installed package is a variable of it. The others are its ebuild, its environment and
/// the like.
pub fn is_variable(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    !name.ends_with(".ebuild") && !name.ends_with(".bz2") && name != METADATA && name.split('.').all(part)
}

/// The name of the file that has the variables together.
pub const METADATA: &str = "metadata";

/// The value in a file that has one variable: without blanks around it and, unless lines count in it, with one blank between
/// its words, as the file `metadata` has it.
pub fn value<'a>(name: &str, text: &'a str) -> Cow<'a, str> {
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    let is_plain = !text.contains(['\n', '\t', '\r']) && !text.contains("  ");
    if is_plain || name == "CONTENTS" || name == "NEEDED" || name.starts_with("NEEDED.") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "#format=1\nDEPEND=a/b >=c/d-1:0/2=\nEAPI=8\nSLOT=0\n#dir_mtime=1795884845000000001\n";

    #[test]
    fn a_snapshot_is_fresh_or_not() {
        let found = Snapshot::parse(TEXT.to_owned());
        assert!(found.faults.is_empty());
        let snapshot = found.value;
        assert!(snapshot.is_fresh(1_795_884_845_000_000_001) && !snapshot.is_fresh(1_795_884_845_000_000_000));
        assert_eq!((snapshot.get("DEPEND"), snapshot.get("DEP")), (Some("a/b >=c/d-1:0/2="), None));
        assert_eq!((snapshot.line_of("SLOT"), snapshot.line_of("X")), (Some(4), None));
        let time = 1_795_884_845_000_000_001;
        for other in
            ["#format=2\n#dir_mtime=1795884845000000001\n", "#format=1\nSLOT=0\n", "#format=11\n#dir_mtime=1795884845000000001\n"]
        {
            assert!(!Snapshot::parse(other.to_owned()).value.is_fresh(time), "{other}");
        }
        let wrong = Snapshot::parse("#format=1\nSLOT\n<<<<<<< a\n#dir_mtime=x\n".to_owned());
        let codes: Vec<_> = wrong.faults.iter().map(|fault| (fault.code(), fault.line())).collect();
        assert_eq!(codes, [("no_equals", Some(2)), ("conflict_marker", Some(3)), ("number", Some(4))]);
    }

    #[test]
    fn files_are_variables_or_not() {
        for name in ["SLOT", "repository", "NEEDED.ELF.2", "INSTALL_MASK"] {
            assert!(is_variable(name), "{name}");
        }
        for name in ["metadata", "environment.bz2", "a-1.ebuild", "", ".x", "a b"] {
            assert!(!is_variable(name), "{name}");
        }
    }

    #[test]
    fn values_have_single_blanks() {
        assert_eq!(value("DEPEND", "a/b\n\tc/d  e/f\n"), "a/b c/d e/f");
        assert_eq!(value("NEEDED.ELF.2", "a\nb\n"), "a\nb");
        assert!(matches!(value("SLOT", "0\n"), Cow::Borrowed("0")));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(#?[a-z_=]{0,12}\n){0,6}|\\PC*") {
            let found = Snapshot::parse(text);
            for (key, value) in found.value.values() {
                prop_assert!(found.value.get(key).is_some() && found.value.line_of(key).is_some());
                prop_assert!(!value.contains('\n'));
            }
        }
    }
}
