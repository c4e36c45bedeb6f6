//! `Packages`: the index of a directory of binary packages. A header, then an entry for each package, with a blank line between.

use std::collections::BTreeMap;
use std::ops::Range;

use polyatom::Cpv;

use super::text::{Line, line_at};
use super::{Code, Fault, Parsed};

/// Keys that have another name in the file.
const SHORTENED: [(&str, &str); 3] = [("DESCRIPTION", "DESC"), ("_mtime_", "MTIME"), ("repository", "REPO")];
/// Keys that an entry has from the header if it does not have them itself.
const INHERITED: [&str; 2] = ["CHOST", "repository"];
/// Keys that are left out where they have these values.
const DEFAULTS: [(&str, &str); 19] = [
    ("BDEPEND", ""),
    ("BUILD_ID", ""),
    ("BUILD_TIME", ""),
    ("DEFINED_PHASES", ""),
    ("DEPEND", ""),
    ("EAPI", "0"),
    ("IDEPEND", ""),
    ("IUSE", ""),
    ("KEYWORDS", ""),
    ("LICENSE", ""),
    ("PATH", ""),
    ("PDEPEND", ""),
    ("PROPERTIES", ""),
    ("PROVIDES", ""),
    ("RDEPEND", ""),
    ("REQUIRES", ""),
    ("RESTRICT", ""),
    ("SLOT", "0"),
    ("USE", ""),
];

/// The name that a key has in the file.
fn short(name: &str) -> &str {
    SHORTENED.iter().find(|(long, _)| *long == name).map_or(name, |(_, short)| short)
}

/// The name of a key in the file, in full.
fn long(name: &str) -> &str {
    SHORTENED.iter().find(|(_, short)| *short == name).map_or(name, |(long, _)| long)
}

/// The index: one text, and where its entries are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BinaryIndex {
    text: Box<str>,
    /// The header, then the entries.
    blocks: Vec<Range<u32>>,
}

/// A package in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BinaryIndexEntry<'a> {
    index: &'a BinaryIndex,
    at: usize,
}

impl BinaryIndex {
    /// Reads the file. A line that is wrong costs itself, an entry without its package the entry.
    ///
    /// ```
    /// use polyatom_repo::format::binary_index::BinaryIndex;
    /// let text = "CHOST: x86_64-pc-linux-gnu\nVERSION: 0\n\nCPV: app-misc/a-1\nDESC: An example\n\n";
    /// let index = BinaryIndex::parse(text.to_owned()).value;
    /// let entry = index.entries().next().unwrap();
    /// assert_eq!((entry.get("CPV"), entry.get("DESCRIPTION")), (Some("app-misc/a-1"), Some("An example")));
    /// assert_eq!((entry.get("CHOST"), entry.get("EAPI")), (Some("x86_64-pc-linux-gnu"), Some("0")));
    /// ```
    pub fn parse(text: String) -> Parsed<Self> {
        if text.len() >= u32::MAX as usize {
            return Parsed { value: Self::default(), faults: vec![Fault::file(Code::TooLarge, "4 GiB and more")] };
        }
        let mut faults = Vec::new();
        let blocks = blocks(&text);
        let mut index = Self { blocks, text: text.into() };
        index.text.split('\n').zip(1..).for_each(|(row, number)| faults.extend(bad_row(row, number)));
        index.check_entries(&mut faults);
        faults.sort_by_key(|fault: &Fault| fault.line().unwrap_or(u32::MAX));
        Parsed { value: index, faults }
    }

    /// Leaves out entries that are of no package, and tells them.
    fn check_entries(&mut self, faults: &mut Vec<Fault>) {
        let text = &self.text;
        let mut is_header = true;
        self.blocks.retain(|block| {
            let rows = &text[block.start as usize..block.end as usize];
            let keep = std::mem::take(&mut is_header) || value(rows, "CPV").is_some_and(|cpv| !cpv.is_empty());
            if !keep {
                let (number, start) = line_at(text, block.start as usize);
                let row = text[start..].lines().next().unwrap_or("");
                faults.push(Fault::line_is(Code::MissingVariable, number, row).of("CPV"));
            }
            keep
        });
        let told = self.header("PACKAGES").and_then(|count| count.parse::<usize>().ok());
        if let Some(told) = told.filter(|&told| told > self.len()) {
            let detail = format!("{told} packages are announced, and {} are there", self.len());
            faults.push(Fault::file(Code::Truncated, detail));
        }
    }

    fn rows(&self, block: usize) -> &str {
        self.blocks.get(block).map_or("", |block| &self.text[block.start as usize..block.end as usize])
    }

    /// A value of the header, if it has it.
    pub fn header(&self, name: &str) -> Option<&str> {
        value(self.rows(0), short(name))
    }

    /// Every value of the header, in the order of the file.
    pub fn header_values(&self) -> impl Iterator<Item = (&str, &str)> {
        values(self.rows(0))
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.blocks.len().saturating_sub(1)
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries in the order of the file.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = BinaryIndexEntry<'_>> {
        (0..self.len()).map(|at| BinaryIndexEntry { index: self, at })
    }

    /// The entry at this place.
    pub fn entry(&self, at: usize) -> Option<BinaryIndexEntry<'_>> {
        (at < self.len()).then_some(BinaryIndexEntry { index: self, at })
    }
}

/// Values by the full names of their keys.
pub type BinaryIndexValues = BTreeMap<String, String>;

/// The text of an index with this header and these packages, as package managers write it: in the order of the packages, those of
/// one version as they come, and without what is empty, what is the default, and what entries have from the header.
///
/// It fails if a value has a line break in it, a key is none, or an entry has no valid `CPV`. The header is written as it is;
/// `PACKAGES` and `TIMESTAMP` are the caller's.
pub fn write(header: &BinaryIndexValues, packages: &[BinaryIndexValues]) -> Result<String, Fault> {
    let mut ordered = Vec::with_capacity(packages.len());
    for package in packages {
        let text = package.get("CPV").map_or("", String::as_str);
        let cpv = Cpv::parse(text).map_err(|cause| Fault::value(0, text, 0, cause).of("CPV"))?;
        ordered.push((cpv, package));
    }
    ordered.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut out = String::new();
    write_block(&mut out, header.iter().filter(|(_, text)| !text.is_empty()))?;
    for (_, package) in ordered {
        let is_inherited = |name: &str, text: &str| INHERITED.contains(&name) && header.get(name).is_some_and(|own| own == text);
        let is_default = |name: &str, text: &str| DEFAULTS.contains(&(name, text));
        let is_needed = |name: &str, text: &str| !text.is_empty() && !is_inherited(name, text) && !is_default(name, text);
        write_block(&mut out, package.iter().filter(|(name, text)| is_needed(name, text)))?;
    }
    Ok(out)
}

fn write_block<'a>(out: &mut String, values: impl Iterator<Item = (&'a String, &'a String)>) -> Result<(), Fault> {
    for (name, text) in values {
        let wrong = name.is_empty() || name.contains([':', '\n', ' ']);
        if wrong || text.contains(['\n', '\r', '\0']) {
            let code = if wrong { Code::NoKey } else { Code::LineBreak };
            return Err(Fault::line_is(code, 0, text).because(name));
        }
        out.extend([short(name), ": ", text, "\n"]);
    }
    out.push('\n');
    Ok(())
}

impl<'a> BinaryIndexEntry<'a> {
    fn rows(self) -> &'a str {
        self.index.rows(self.at + 1)
    }

    /// A value: its own, else the header's where entries have it from there, else the default.
    pub fn get(self, name: &str) -> Option<&'a str> {
        let inherited = || self.index.header(name).filter(|text| INHERITED.contains(&name) && !text.is_empty());
        let default = || DEFAULTS.iter().find(|(key, _)| *key == name).map(|(_, text)| *text);
        value(self.rows(), short(name)).or_else(inherited).or_else(default)
    }

    /// The values that it has, those from the header among them, for [`write()`].
    pub fn to_values(self) -> BinaryIndexValues {
        // As in `get`, the first of two values counts.
        let names = self.values().map(|(name, _)| name).chain(INHERITED);
        names.filter_map(|name| Some((name.to_owned(), self.get(name)?.to_owned()))).collect()
    }

    /// The values that stand in the entry itself, by their full names and in the order of the file.
    pub fn values(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        values(self.rows())
    }

    /// The values that it has, by name: its own, and those of the header and the defaults that say something.
    pub fn all_values(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let given = INHERITED.iter().chain(DEFAULTS.iter().map(|(name, _)| name)).copied();
        let given = given.filter_map(move |name| Some((name, self.get(name)?))).filter(|(_, text)| !text.is_empty());
        self.values().chain(given).collect::<BTreeMap<_, _>>().into_iter()
    }

    /// The line of a key, from 1, if the entry itself has it.
    pub fn line_of(self, name: &str) -> Option<u32> {
        let text = value(self.rows(), short(name))?;
        let at = text.as_ptr() as usize - self.index.text.as_ptr() as usize;
        Some(line_at(&self.index.text, at).0)
    }
}

/// Texts between blank lines. The first one is the header, also where it is empty.
fn blocks(text: &str) -> Vec<Range<u32>> {
    let mut blocks: Vec<Range<u32>> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for row in text.split_inclusive('\n') {
        let end = at + row.len();
        if row.trim_end().is_empty() {
            if at > start || blocks.is_empty() {
                blocks.push(start as u32..at as u32);
            }
            start = end;
        }
        at = end;
    }
    if at > start || blocks.is_empty() {
        blocks.push(start as u32..at as u32);
    }
    blocks
}

/// Key and value of a line.
fn pair(row: &str) -> Option<(&str, &str)> {
    let (key, text) = row.split_once(':')?;
    Some((key, text.strip_prefix(' ').unwrap_or(text)))
}

fn values(rows: &str) -> impl Iterator<Item = (&str, &str)> {
    rows.lines().filter_map(pair).map(|(key, text)| (long(key), text))
}

/// The value of a key, by its name in the file.
fn value<'a>(rows: &'a str, name: &str) -> Option<&'a str> {
    rows.lines().find_map(|row| row.strip_prefix(name)?.strip_prefix(':')).map(|text| text.strip_prefix(' ').unwrap_or(text))
}

fn bad_row(row: &str, number: u32) -> Option<Fault> {
    let line = Line { number, text: row };
    match row.find(':') {
        _ if row.trim_end().is_empty() => None,
        _ if line.is_conflict_marker() => Some(line.fault(Code::ConflictMarker, 0, row.len())),
        None => Some(line.fault(Code::NoColon, 0, row.len())),
        Some(0) => Some(line.fault(Code::NoKey, 0, row.len())),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "CHOST: x\nPACKAGES: 2\nREPO: main\n\nCPV: a/b-1\nDESC: a: b\nEAPI: 8\nMTIME: 5\n\n\nCPV: a/c-1\nREPO: other\nSLOT: 2\nUSE:\n";

    #[test]
    fn entries_inherit_and_have_defaults() {
        let parsed = BinaryIndex::parse(TEXT.to_owned());
        assert_eq!(parsed.faults, []);
        let index = parsed.value;
        let [first, second] = index.entries().collect::<Vec<_>>()[..] else { panic!() };
        assert_eq!(
            (first.get("CHOST"), first.get("repository"), first.get("DESCRIPTION")),
            (Some("x"), Some("main"), Some("a: b"))
        );
        assert_eq!((first.get("SLOT"), first.get("EAPI"), first.get("_mtime_")), (Some("0"), Some("8"), Some("5")));
        assert_eq!((second.get("repository"), second.get("SLOT"), second.get("USE")), (Some("other"), Some("2"), Some("")));
        assert_eq!((second.get("PACKAGES"), second.get("MD5"), second.get("EAPI")), (None, None, Some("0")));
        assert_eq!((second.line_of("SLOT"), second.line_of("EAPI")), (Some(13), None));
        let keys: Vec<_> = first.values().map(|(key, _)| key).collect();
        assert_eq!(keys, ["CPV", "DESCRIPTION", "EAPI", "_mtime_"]);
        assert_eq!(index.header_values().last(), Some(("repository", "main")));
    }

    #[test]
    fn bad_lines_and_entries_are_told() {
        let parsed =
            BinaryIndex::parse("PACKAGES: 3\n\nCPV: a/b-1\nnothing\n: x\n\nSLOT: 0\n\n<<<<<<< a: b\nCPV: a/c-1\n".to_owned());
        let found: Vec<_> = parsed.faults.iter().map(|fault| (fault.code(), fault.line())).collect();
        let expected = [
            ("no_colon", Some(4)),
            ("no_key", Some(5)),
            ("missing_variable", Some(7)),
            ("conflict_marker", Some(9)),
            ("truncated", None),
        ];
        assert_eq!(found, expected);
        assert_eq!(parsed.value.len(), 2);
    }

    #[test]
    fn an_empty_file_has_no_entries() {
        for text in ["", "\n", "\n\n", "VERSION: 0\n"] {
            let parsed = BinaryIndex::parse(text.to_owned());
            assert!(parsed.value.is_empty() && parsed.faults.is_empty(), "{text:?}");
        }
        assert_eq!(BinaryIndex::parse("\nCPV: a/b-1\n".to_owned()).value.len(), 1, "without a header");
    }

    #[test]
    fn what_is_read_is_written() {
        let index = BinaryIndex::parse(TEXT.to_owned()).value;
        let header: BinaryIndexValues = index.header_values().map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
        let packages: Vec<_> = index.entries().map(BinaryIndexEntry::to_values).collect();
        let written = write(&header, &packages).unwrap();
        assert_eq!(
            written,
            "CHOST: x\nPACKAGES: 2\nREPO: main\n\nCPV: a/b-1\nDESC: a: b\nEAPI: 8\nMTIME: 5\n\nCPV: a/c-1\nSLOT: 2\nREPO: other\n\n"
        );
        let value = |key: &str, text: &str| {
            BinaryIndexValues::from([("CPV".to_owned(), "a/b-1".to_owned()), (key.to_owned(), text.to_owned())])
        };
        let code = |package| write(&BinaryIndexValues::new(), &[package]).unwrap_err().code().to_owned();
        assert_eq!((code(value("A", "b\nC: d")), code(value("A: b", "c"))), ("line_break".to_owned(), "no_key".to_owned()));
        assert_eq!(code(value("CPV", "")), "empty");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "((CPV|DESC|REPO|<<<<<<<)?:? ?[a/0-9-]{0,5}\n{1,3}){0,8}|\\PC*") {
            let parsed = BinaryIndex::parse(text.clone());
            for entry in parsed.value.entries() {
                prop_assert!(entry.get("CPV").is_some_and(|cpv| !cpv.is_empty()) && entry.line_of("CPV").is_some());
                for (key, value) in entry.values() {
                    prop_assert!(text.contains(value) && entry.get(key).is_some());
                }
            }
            for fault in &parsed.faults {
                prop_assert!(fault.excerpt().get(fault.span()).is_some());
            }
        }
    }
}
