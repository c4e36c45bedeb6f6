//! Entries of the metadata cache: `md5-dict` and the legacy format (`ch:metadata-cache`).

use polyatom::DepSpecKind;

use super::text::line_at;
use super::{Code, Fault};

/// Declares the keys with their names.
macro_rules! keys {
    ($count:literal; $($(#[$doc:meta])* $variant:ident: $name:literal;)+) => {
        /// A variable that the cache stores.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key { $($(#[$doc])* $variant,)+ }

        impl Key {
            /// Every key, in the order in which entries are written.
            pub const ALL: [Self; $count] = [$(Self::$variant,)+];

            /// Its name, `DEPEND`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The key of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

keys! { 21;
    /// Build dependencies for the system that builds.
    Bdepend: "BDEPEND";
    /// The phases that the ebuild defines.
    DefinedPhases: "DEFINED_PHASES";
    /// Build dependencies.
    Depend: "DEPEND";
    /// What the package is.
    Description: "DESCRIPTION";
    /// The EAPI.
    Eapi: "EAPI";
    /// Where the package is at home.
    Homepage: "HOMEPAGE";
    /// Install-time dependencies.
    Idepend: "IDEPEND";
    /// The eclasses that the ebuild itself inherits. It is in no specification, but today's caches have it.
    Inherit: "INHERIT";
    /// All eclasses, in the legacy format.
    Inherited: "INHERITED";
    /// The USE flags of the package.
    Iuse: "IUSE";
    /// On which architectures it is known to work.
    Keywords: "KEYWORDS";
    /// The licenses.
    License: "LICENSE";
    /// Post dependencies.
    Pdepend: "PDEPEND";
    /// Properties.
    Properties: "PROPERTIES";
    /// Runtime dependencies.
    Rdepend: "RDEPEND";
    /// Assertions about USE flags.
    RequiredUse: "REQUIRED_USE";
    /// Restrictions.
    Restrict: "RESTRICT";
    /// Slot and sub-slot.
    Slot: "SLOT";
    /// Sources.
    SrcUri: "SRC_URI";
    /// The eclasses with their checksums.
    Eclasses: "_eclasses_";
    /// The checksum of the ebuild.
    Md5: "_md5_";
}

impl Key {
    /// Whether it is a variable of the package, rather than what a cache keeps of where the package comes from.
    pub const fn is_of_package(self) -> bool {
        !matches!(self, Self::Inherit | Self::Inherited | Self::Eclasses | Self::Md5)
    }

    /// The key of a kind of specifications.
    pub const fn of_spec(kind: DepSpecKind) -> Self {
        match kind {
            DepSpecKind::Depend => Self::Depend,
            DepSpecKind::Bdepend => Self::Bdepend,
            DepSpecKind::Rdepend => Self::Rdepend,
            DepSpecKind::Pdepend => Self::Pdepend,
            DepSpecKind::Idepend => Self::Idepend,
            DepSpecKind::License => Self::License,
            DepSpecKind::Properties => Self::Properties,
            DepSpecKind::RequiredUse => Self::RequiredUse,
            DepSpecKind::Restrict => Self::Restrict,
            DepSpecKind::SrcUri => Self::SrcUri,
        }
    }
}

/// The lines of the legacy format, in their order (`sec:legacy-cache`).
const LEGACY: [Key; 18] = [
    Key::Depend,
    Key::Rdepend,
    Key::Slot,
    Key::SrcUri,
    Key::Restrict,
    Key::Homepage,
    Key::License,
    Key::Description,
    Key::Keywords,
    Key::Inherited,
    Key::Iuse,
    Key::RequiredUse,
    Key::Pdepend,
    Key::Bdepend,
    Key::Eapi,
    Key::Properties,
    Key::DefinedPhases,
    Key::Idepend,
];

/// Where a value stands in the text. No value begins at the start of the text and ends there.
type Span = (u32, u32);
const NONE: Span = (u32::MAX, u32::MAX);

/// An entry: one text, and where the values stand in it.
#[derive(Clone, Debug)]
pub struct CacheEntry {
    text: Box<str>,
    spans: [Span; Key::ALL.len()],
}

impl CacheEntry {
    /// Reads an entry in the format `md5-dict`. What is wrong with its lines is added to the faults.
    pub fn parse(text: String, faults: &mut Vec<Fault>) -> Self {
        let mut spans = [NONE; Key::ALL.len()];
        let bytes = text.as_bytes();
        let mut start = 0;
        if fits(&text, faults) {
            for end in memchr::memchr_iter(b'\n', bytes).chain((!text.ends_with('\n')).then_some(bytes.len())) {
                if start < end {
                    read_line(&text, start, end, &mut spans, faults);
                }
                start = end + 1;
            }
        }
        Self { text: text.into_boxed_str(), spans }
    }

    /// Reads an entry in the legacy format.
    pub fn parse_legacy(text: String, faults: &mut Vec<Fault>) -> Self {
        let mut spans = [NONE; Key::ALL.len()];
        if fits(&text, faults) {
            let mut start = 0;
            for (line, key) in text.split('\n').zip(LEGACY) {
                if !line.is_empty() {
                    spans[key as usize] = (start, start + line.len() as u32);
                }
                start += line.len() as u32 + 1;
            }
        }
        Self { text: text.into_boxed_str(), spans }
    }

    /// An entry with these values, of which empty ones are left out. It fails if a value has a line break in it, or a key is
    /// there twice.
    ///
    /// ```
    /// use polyatom_repo::{CacheEntry, Key};
    /// let entry = CacheEntry::new([(Key::Slot, "0"), (Key::Description, "An example"), (Key::Eapi, "8")])?;
    /// assert_eq!(entry.to_md5_dict(), "DESCRIPTION=An example\nEAPI=8\nSLOT=0\n");
    /// # Ok::<(), polyatom_repo::Fault>(())
    /// ```
    pub fn new<'a>(values: impl IntoIterator<Item = (Key, &'a str)>) -> Result<Self, Fault> {
        let mut text = String::new();
        for (key, value) in values.into_iter().filter(|(_, value)| !value.is_empty()) {
            if let Some(at) = value.find(['\n', '\r', '\0']) {
                return Err(Fault::new(Code::LineBreak, 0, value, at..at + 1).of(key.as_str()));
            }
            text.extend([key.as_str(), "=", value, "\n"]);
        }
        let mut faults = Vec::new();
        let entry = Self::parse(text, &mut faults);
        faults.pop().map_or(Ok(entry), Err)
    }

    /// The same with the names of keys. It fails also if one is not the name of a key.
    pub fn from_names<'a>(values: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Fault> {
        let key = |name: &str| Key::from_name(name).ok_or_else(|| Fault::file(Code::UnknownWord, name));
        let values: Result<Vec<_>, Fault> = values.into_iter().map(|(name, value)| Ok((key(name)?, value))).collect();
        Self::new(values?)
    }

    /// The exact text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value of a key, if the entry has it.
    #[inline]
    pub fn get(&self, key: Key) -> Option<&str> {
        let (start, end) = self.spans[key as usize];
        self.text.get(start as usize..end as usize)
    }

    /// The line of a key, from 1, if the entry has it.
    pub fn line_of(&self, key: Key) -> Option<u32> {
        self.get(key)?;
        Some(line_at(&self.text, self.spans[key as usize].0 as usize).0)
    }

    /// The value of any key of the format `md5-dict`, also of one whose meaning nobody defined.
    ///
    /// ```
    /// use polyatom_repo::CacheEntry;
    /// let entry = CacheEntry::parse("SLOT=0\n_repo_=x\n".to_owned(), &mut Vec::new());
    /// assert_eq!((entry.get_any("_repo_"), entry.get_any("SLOT"), entry.get_any("EAPI")), (Some("x"), Some("0"), None));
    /// ```
    pub fn get_any(&self, name: &str) -> Option<&str> {
        match Key::from_name(name) {
            Some(key) => self.get(key),
            None => self.text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')),
        }
    }

    /// The eclasses with the checksums they had, in the order of the entry. The legacy format has only their names.
    pub fn eclasses(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let (dict, legacy) = (self.get(Key::Eclasses), self.get(Key::Inherited));
        let mut fields = dict.unwrap_or("").split('\t').filter(|field| !field.is_empty());
        let pairs = std::iter::from_fn(move || Some((fields.next()?, fields.next())));
        let names = legacy.filter(|_| dict.is_none()).unwrap_or("").split_ascii_whitespace();
        pairs.chain(names.map(|name| (name, None)))
    }

    /// Every key that it has with its value, in the order in which entries are written.
    pub fn values(&self) -> impl Iterator<Item = (Key, &str)> {
        Key::ALL.into_iter().filter_map(|key| Some((key, self.get(key)?)))
    }

    /// The entry in the format `md5-dict`, with the keys in order.
    pub fn to_md5_dict(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        for (key, value) in self.values().filter(|(key, value)| !value.is_empty() && *key != Key::Inherited) {
            out.extend([key.as_str(), "=", value, "\n"]);
        }
        out
    }
}

fn fits(text: &str, faults: &mut Vec<Fault>) -> bool {
    let fits = text.len() < u32::MAX as usize;
    if !fits {
        faults.push(Fault::file(Code::TooLarge, "4 GiB and more"));
    }
    fits
}

/// Reads the line from `start` to `end`.
#[inline]
fn read_line(text: &str, start: usize, end: usize, spans: &mut [Span], faults: &mut Vec<Fault>) {
    let line = &text[start..end];
    let Some(equals) = memchr::memchr(b'=', line.as_bytes()).filter(|&at| at > 0) else {
        return faults.push(bad_line(text, start, line));
    };
    // Other keys may be present; their meanings are not defined.
    let Some(key) = Key::from_name(&line[..equals]) else { return };
    if spans[key as usize] != NONE {
        let number = line_at(text, start).0;
        return faults.push(Fault::new(Code::DuplicateKey, number, line, 0..equals).of(key.as_str()));
    }
    spans[key as usize] = ((start + equals + 1) as u32, end as u32);
}

#[cold]
fn bad_line(text: &str, start: usize, line: &str) -> Fault {
    let row = super::text::Line { number: line_at(text, start).0, text: line };
    let code = match line.starts_with('=') {
        _ if row.is_conflict_marker() => Code::ConflictMarker,
        true => Code::NoKey,
        false => Code::NoEquals,
    };
    row.fault(code, 0, line.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (CacheEntry, Vec<Fault>) {
        let mut faults = Vec::new();
        (CacheEntry::parse(text.to_owned(), &mut faults), faults)
    }

    #[test]
    fn keys_stand_in_any_order() {
        let (entry, faults) = read("SLOT=0/1\nDESCRIPTION=a = b\nX=y\nEAPI=8\nIUSE=\n_md5_=00");
        assert!(faults.is_empty());
        assert_eq!(entry.get(Key::Slot), Some("0/1"));
        assert_eq!(entry.get(Key::Description), Some("a = b"));
        assert_eq!(entry.get(Key::Iuse), Some(""));
        assert_eq!(entry.get(Key::Keywords), None);
        assert_eq!((entry.line_of(Key::Eapi), entry.line_of(Key::Keywords)), (Some(4), None));
        assert_eq!(entry.to_md5_dict(), "DESCRIPTION=a = b\nEAPI=8\nSLOT=0/1\n_md5_=00\n");
    }

    #[test]
    fn bad_lines_cost_one_line() {
        let (entry, faults) = read("<<<<<<< HEAD\nSLOT=0\n=======\nSLOT=1\nnothing\n=x\n>>>>>>> other\n");
        assert_eq!(entry.get(Key::Slot), Some("0"));
        let found: Vec<_> = faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect();
        let marker = "conflict_marker";
        assert_eq!(found, [(marker, 1), (marker, 3), ("duplicate_key", 4), ("no_equals", 5), ("no_key", 6), (marker, 7)]);
    }

    #[test]
    fn names_are_those_of_keys() {
        let entry = CacheEntry::from_names([("SLOT", "0"), ("EAPI", "8")]).unwrap();
        assert_eq!(entry.to_md5_dict(), "EAPI=8\nSLOT=0\n");
        assert_eq!(CacheEntry::from_names([("SLOTS", "0")]).unwrap_err().code(), Code::UnknownWord.as_str());
        assert_eq!(CacheEntry::from_names([("SLOT", "0"), ("SLOT", "1")]).unwrap_err().code(), Code::DuplicateKey.as_str());
    }

    #[test]
    fn eclasses_are_pairs() {
        let (entry, _) = read("_eclasses_=a\t0c\tb\t1d\n");
        assert_eq!(entry.eclasses().collect::<Vec<_>>(), [("a", Some("0c")), ("b", Some("1d"))]);
    }

    #[test]
    fn legacy_lines_have_an_order() {
        let text = "dep\nrdep\n0\nuri\n\nhome\nGPL-2\nwhat\namd64\nx y\nssl\n\n\n\n4\n\ncompile\n\n\n\n\n\n".to_owned();
        let entry = CacheEntry::parse_legacy(text, &mut Vec::new());
        assert_eq!((entry.get(Key::Depend), entry.get(Key::Eapi)), (Some("dep"), Some("4")));
        assert_eq!((entry.get(Key::Restrict), entry.get(Key::DefinedPhases)), (None, Some("compile")));
        assert_eq!(entry.eclasses().collect::<Vec<_>>(), [("x", None), ("y", None)]);
    }

    #[test]
    fn a_line_of_any_length_is_read() {
        let long = "a/b ".repeat(100_000);
        assert_eq!(read(&format!("DEPEND={long}\nSLOT=0\n")).0.get(Key::Depend), Some(&*long));
    }

    #[test]
    fn names_and_keys_agree() {
        assert!(Key::ALL.iter().all(|&key| Key::from_name(key.as_str()) == Some(key)));
        assert!(Key::ALL.windows(2).all(|pair| pair[0].as_str() < pair[1].as_str()), "as egencache sorts them");
        assert!(DepSpecKind::ALL.iter().all(|&kind| Key::of_spec(kind).as_str() == kind.as_str()));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[A-Z_=\n\t é<>|]{0,80}|\\PC*") {
            let (entry, _) = read(&text);
            prop_assert_eq!(entry.text(), text);
            CacheEntry::parse_legacy(entry.text().to_owned(), &mut Vec::new());
        }

        #[test]
        fn what_is_written_is_read(values in proptest::collection::btree_map(0..Key::ALL.len(), "[ -~é]{1,20}", 0..20)) {
            let wanted: Vec<_> = values.iter().map(|(&key, value)| (Key::ALL[key], value.as_str())).collect();
            let wanted: Vec<_> = wanted.into_iter().filter(|(key, _)| *key != Key::Inherited).collect();
            let text: String = wanted.iter().map(|(key, value)| format!("{}={value}\n", key.as_str())).collect();
            let (entry, faults) = read(&text);
            prop_assert!(faults.is_empty());
            prop_assert_eq!(entry.values().collect::<Vec<_>>(), wanted);
            prop_assert_eq!(entry.to_md5_dict(), text);
        }
    }
}
