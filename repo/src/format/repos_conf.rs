//! `repos.conf`: which repositories there are (portage(5)). Sections with keys; nothing is replaced in values.

use super::text::{Line, Parsed, lines};
use super::{Code, Fault};

/// A section: a repository, or `DEFAULT` with what counts for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its name.
    pub name: String,
    /// The line of its name, from 1.
    pub line: u32,
    /// Its keys in the order of the file.
    pub entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key, in lower case.
    pub key: String,
    /// The value. Lines of one that goes on in others are put together with line breaks.
    pub value: String,
    /// Its line, from 1.
    pub line: u32,
}

/// The keys that portage(5) has, besides those that begin with `sync-`.
const KEYS: [&str; 14] = [
    "aliases",
    "auto-sync",
    "clone-depth",
    "eclass-overrides",
    "force",
    "format",
    "location",
    "main-repo",
    "masters",
    "priority",
    "strict-misc-digests",
    "usepkg-exclude",
    "usepkg-include",
    "volatile",
];

impl Section {
    /// The value of a key. Of one that stands there twice the last counts.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entry(key).map(|entry| entry.value.as_str())
    }

    /// The same with its line.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.key == key)
    }
}

/// Reads the file. A key that nobody knows is told and kept.
pub fn repos_conf(text: &str) -> Parsed<Vec<Section>> {
    let mut parsed: Parsed<Vec<Section>> = Parsed::default();
    for (line, raw) in lines(text).zip(text.split('\n')) {
        if line.text.is_empty() || line.text.starts_with(['#', ';']) {
            continue;
        }
        let goes_on = raw.starts_with([' ', '\t']);
        if let Some(entry) = parsed.value.last_mut().and_then(|section| section.entries.last_mut()).filter(|_| goes_on) {
            entry.value.push('\n');
            entry.value.push_str(line.text);
            continue;
        }
        if let Err(fault) = read(line, &mut parsed) {
            parsed.faults.push(line.or_marker(fault));
        }
    }
    parsed
}

fn read(line: Line<'_>, parsed: &mut Parsed<Vec<Section>>) -> Result<(), Fault> {
    if let Some(name) = line.text.strip_prefix('[') {
        let (name, _) = name.split_once(']').ok_or_else(|| line.missing("]"))?;
        if name != "DEFAULT" && parsed.value.iter().any(|section| section.name == name) {
            parsed.faults.push(line.fault(Code::DuplicateKey, 1, name.len()));
        }
        parsed.value.push(Section { name: name.to_owned(), line: line.number, entries: Vec::new() });
        return Ok(());
    }
    let end = line.text.find(['=', ':']).ok_or_else(|| line.fault(Code::NoEquals, 0, line.text.len()))?;
    let key = line.text[..end].trim_end().to_ascii_lowercase();
    if key.is_empty() {
        return Err(line.fault(Code::NoKey, 0, 1));
    }
    let section = parsed.value.last_mut().ok_or_else(|| line.fault(Code::NoSection, 0, line.text.len()))?;
    if !KEYS.contains(&key.as_str()) && !key.starts_with("sync-") {
        parsed.faults.push(line.fault(Code::UnknownWord, 0, key.len()));
    }
    section.entries.push(Entry { key, value: line.text[end + 1..].trim_start().to_owned(), line: line.number });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sections_have_keys() {
        let text = "# c\n[DEFAULT]\nmain-repo = gentoo\n; c\n[gentoo]\nLocation: /r\nsync-uri = a=b\nmasters = a\n   b\n[gentoo]\npriority=1\n";
        let Parsed { value, faults } = repos_conf(text);
        assert_eq!(value[0].get("main-repo"), Some("gentoo"));
        assert_eq!((value[1].get("location"), value[1].get("sync-uri")), (Some("/r"), Some("a=b")));
        assert_eq!((value[1].get("masters"), value[1].entry("masters").unwrap().line), (Some("a\nb"), 8));
        assert_eq!(value[2].get("priority"), Some("1"));
        assert_eq!(faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect::<Vec<_>>(), [("duplicate_key", 10)]);
    }

    #[test]
    fn a_bad_line_costs_one_line() {
        let found = repos_conf("a = b\n[x\n[y]\nnothing\n= z\nwhat = 1\n<<<<<<< HEAD\n");
        let codes: Vec<_> = found.faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect();
        let wanted = [
            ("no_section", 1),
            ("missing_field", 2),
            ("no_equals", 4),
            ("no_key", 5),
            ("unknown_word", 6),
            ("conflict_marker", 7),
        ];
        assert_eq!((codes, found.value[0].get("what")), (wanted.to_vec(), Some("1")));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([a-c=:#; \\[\\]]{0,8}\n){0,8}|\\PC*") {
            let found = repos_conf(&text);
            prop_assert!(found.value.iter().flat_map(|section| &section.entries).all(|entry| !entry.key.is_empty()));
        }
    }
}
