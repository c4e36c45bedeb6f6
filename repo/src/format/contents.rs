//! `CONTENTS`: the files that an installed package put on the system. No specification describes it; it is what package
//! managers write.

use std::fmt;

use super::manifest::HashKind;
use super::{Code, Fault, Parsed, text};

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentsKind {
    /// A directory.
    Directory,
    /// A regular file.
    File,
    /// A symbolic link.
    Link,
    /// A pipe with a name.
    Fifo,
    /// A device.
    Device,
}

impl ContentsKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Directory, Self::File, Self::Link, Self::Fifo, Self::Device];

    /// The first word of its lines, `obj`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Directory => "dir",
            Self::File => "obj",
            Self::Link => "sym",
            Self::Fifo => "fif",
            Self::Device => "dev",
        }
    }
}

/// A line of `CONTENTS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentsEntry<'a> {
    /// What kind of file it is.
    pub kind: ContentsKind,
    /// Its path. It may have blanks in it, and ` -> `.
    pub path: &'a str,
    /// Of a regular file the checksum: MD5, or SHA-1.
    pub hash: Option<(HashKind, &'a str)>,
    /// Of a link where it points to.
    pub target: Option<&'a str>,
    /// Of a regular file and of a link when it was changed, in seconds since 1970.
    pub mtime: Option<i64>,
}

impl fmt::Display for ContentsEntry<'_> {
    /// Its line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.as_str(), self.path)?;
        if let Some((_, digest)) = self.hash {
            write!(f, " {digest}")?;
        }
        if let Some(target) = self.target {
            write!(f, " -> {target}")?;
        }
        self.mtime.map_or(Ok(()), |mtime| write!(f, " {mtime}"))
    }
}

/// A whole file: its text, whose lines are read again whenever they are asked for, which costs less than to keep them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    text: Box<str>,
}

impl Contents {
    /// Reads the file. A line that is wrong costs one entry.
    ///
    /// ```
    /// use polyatom_repo::format::contents::Contents;
    /// let text = "obj /opt/a b 68b329da9893e34099c7d8ad5cb9c940 17\nsym /a -> b -> /c 17\n";
    /// let contents = Contents::parse(text.to_owned()).value;
    /// let entries: Vec<_> = contents.entries().map(|entry| (entry.path, entry.target)).collect();
    /// assert_eq!(entries, [("/opt/a b", None), ("/a -> b", Some("/c"))]);
    /// ```
    pub fn parse(text: String) -> Parsed<Self> {
        let faults = rows(&text).filter_map(|(number, row)| read(number, row).err()).collect();
        Parsed { value: Self { text: text.into() }, faults }
    }

    /// The entries in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = ContentsEntry<'_>> {
        rows(&self.text).filter_map(|(number, row)| read(number, row).ok())
    }

    /// The entry of a path, which may have slashes too many.
    pub fn find(&self, path: &str) -> Option<ContentsEntry<'_>> {
        let path = normal(path);
        self.entries().find(|entry| entry.path == path || normal(entry.path) == path)
    }
}

/// A path with one slash before each of its parts, without `.` and `..`: as `CONTENTS` has it if nothing went wrong.
pub fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    if parts.is_empty() { "/".to_owned() } else { parts.iter().flat_map(|part| ["/", part]).collect() }
}

/// The lines that have something in them. Blanks at their ends may belong to paths.
fn rows(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1..).zip(text.split('\n')).filter(|(_, row)| !row.is_empty())
}

fn read(number: u32, row: &str) -> Result<ContentsEntry<'_>, Fault> {
    let fault = |code, at: usize| Fault::new(code, number, row, at..row.len());
    if let Some(at) = row.find('\0') {
        return Err(Fault::new(Code::NulByte, number, row, at..at + 1));
    }
    let word = row.split(' ').next().unwrap_or(row);
    let kind = ContentsKind::ALL.into_iter().find(|kind| kind.as_str() == word);
    let kind = kind.ok_or_else(|| Fault::new(Code::UnknownWord, number, row, 0..word.len()))?;
    let rest = row.get(word.len() + 1..).filter(|rest| !rest.is_empty());
    let rest = rest.ok_or_else(|| fault(Code::MissingField, row.len()).because("a path"))?;
    let entry = ContentsEntry { kind, path: rest, hash: None, target: None, mtime: None };
    let entry = match kind {
        ContentsKind::Directory | ContentsKind::Fifo | ContentsKind::Device => entry,
        ContentsKind::File => file(entry, number, row)?,
        ContentsKind::Link => link(entry, number, row)?,
    };
    match entry.path.is_empty() {
        true => Err(fault(Code::MissingField, word.len()).because("a path")),
        false => Ok(entry),
    }
}

/// `PATH HASH MTIME`, read from the right, since only the path may have blanks.
fn file<'a>(entry: ContentsEntry<'a>, number: u32, row: &str) -> Result<ContentsEntry<'a>, Fault> {
    let mut fields = entry.path.rsplitn(3, ' ');
    let (Some(mtime), Some(digest), Some(path)) = (fields.next(), fields.next(), fields.next()) else {
        return Err(Fault::new(Code::MissingField, number, row, row.len()..row.len()).because("a path, a checksum and a time"));
    };
    let at = row.len() - mtime.len() - 1 - digest.len();
    let kind = [HashKind::Md5, HashKind::Sha1].into_iter().find(|kind| kind.digits() == digest.len());
    let kind = kind.filter(|_| digest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let kind = kind.ok_or_else(|| Fault::new(Code::Checksum, number, row, at..at + digest.len()))?;
    Ok(ContentsEntry { path, hash: Some((kind, digest)), mtime: Some(time(mtime, number, row)?), ..entry })
}

/// `PATH -> TARGET MTIME`; the last arrow counts, as for other tools.
fn link<'a>(entry: ContentsEntry<'a>, number: u32, row: &str) -> Result<ContentsEntry<'a>, Fault> {
    let missing = |what: &str| Fault::new(Code::MissingField, number, row, row.len()..row.len()).because(what);
    // Long ago the time was the tuple of numbers of a `stat`, whose last but one it is.
    let (rest, mtime) = match entry.path.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        Some((rest, tuple)) => (rest, tuple.rsplit(", ").nth(1).unwrap_or("")),
        None => entry.path.rsplit_once(' ').ok_or_else(|| missing("a time"))?,
    };
    let mtime = time(mtime, number, row)?;
    let (path, target) = rest.rsplit_once(" -> ").ok_or_else(|| missing("-> and a target"))?;
    Ok(ContentsEntry { path, target: Some(target), mtime: Some(mtime), ..entry })
}

/// A number of seconds, which is a part of the row.
fn time(text: &str, number: u32, row: &str) -> Result<i64, Fault> {
    text::number(text).map(u64::cast_signed).ok_or_else(|| {
        let at = row.len().min((text.as_ptr() as usize).saturating_sub(row.as_ptr() as usize));
        Fault::new(Code::Number, number, row, at..(at + text.len()).min(row.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MD5: &str = "68b329da9893e34099c7d8ad5cb9c940";
    const SHA1: &str = "adc83b19e793491b1c6ea0fd8b46cd9f32e592fc";

    fn one(line: &str) -> ContentsEntry<'_> {
        read(1, line).unwrap_or_else(|fault| panic!("{fault}"))
    }

    #[test]
    fn every_kind_is_read() {
        assert_eq!(one("dir /a  b "), ContentsEntry { path: "/a  b ", ..one("dir /x") });
        let file = format!("obj /a b {MD5} 17");
        assert_eq!((one(&file).path, one(&file).hash, one(&file).mtime), ("/a b", Some((HashKind::Md5, MD5)), Some(17)));
        assert_eq!(one(&format!("obj /a {SHA1} 0")).hash, Some((HashKind::Sha1, SHA1)));
        assert_eq!((one("fif /p").kind, one("dev /d").kind), (ContentsKind::Fifo, ContentsKind::Device));
        let link = one("sym /a -> b -> c d 17");
        assert_eq!((link.path, link.target, link.mtime), ("/a -> b", Some("c d"), Some(17)));
        let old = one("sym /a -> b (41471, 1L, 2L, 1, 0, 0, 3L, 10, 17, 12)");
        assert_eq!((old.path, old.target, old.mtime), ("/a", Some("b"), Some(17)));
    }

    #[test]
    fn bad_lines_cost_one_entry() {
        let text = format!(
            "dir /a\nwhat /b\nobj /c {MD5}\nobj /d {MD5}0 1\nobj /e {MD5} x\nsym /f b 1\nsym /g -> h\nsym /i\n\
             dir\ndir \nobj  {MD5} 1\nfif /\0\n\nsym /j -> k (1, 2)\nsym /l -> m ()\ndir /z\n"
        );
        let found = Contents::parse(text);
        let told: Vec<_> = found.faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect();
        let expected = [
            ("unknown_word", 2),
            ("missing_field", 3),
            ("checksum", 4),
            ("number", 5),
            ("missing_field", 6),
            ("number", 7),
            ("missing_field", 8),
            ("missing_field", 9),
            ("missing_field", 10),
            ("missing_field", 11),
            ("nul_byte", 12),
            ("number", 15),
        ];
        assert_eq!(told, expected);
        let paths: Vec<_> = found.value.entries().map(|entry| entry.path).collect();
        assert_eq!(paths, ["/a", "/j", "/z"]);
        assert_eq!(&found.faults[3].excerpt()[found.faults[3].span()], "x");
    }

    #[test]
    fn paths_are_found_however_they_are_written() {
        let contents = Contents::parse("dir //usr/./bin/\ndir /a/../b\n".to_owned()).value;
        assert!(contents.find("/usr//bin").is_some() && contents.find("b/").is_some() && contents.find("/usr").is_none());
        assert_eq!((normal(""), normal("/../a")), ("/".to_owned(), "/a".to_owned()));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "((dir|obj|sym|fif|dev|x) (/[ab >-]{0,6} ?(-> )?){0,2}([0-9a-f]{32}|[0-9a-f]{40})? ?[0-9(]{0,3}\n){0,6}|\\PC*") {
            let found = Contents::parse(text.clone());
            let rows = text.split('\n').filter(|row| !row.is_empty()).count();
            prop_assert_eq!(found.value.entries().count() + found.faults.len(), rows);
            for fault in &found.faults {
                prop_assert!(fault.excerpt().get(fault.span()).is_some());
            }
        }

        #[test]
        fn what_is_written_is_read(kind in 0..5_usize, path in "/[a-z >-]{0,12}", target in "[a-z/ ]{0,9}[a-z/]", mtime in 0..i64::MAX) {
            let kind = ContentsKind::ALL[kind];
            let entry = ContentsEntry { kind, path: &path, hash: None, target: None, mtime: None };
            let entry = match kind {
                ContentsKind::File => ContentsEntry { hash: Some((HashKind::Sha1, SHA1)), mtime: Some(mtime), ..entry },
                ContentsKind::Link => ContentsEntry { target: Some(&target), mtime: Some(mtime), ..entry },
                _ => entry,
            };
            let line = entry.to_string();
            prop_assert_eq!(read(1, &line).unwrap(), entry);
        }
    }
}
