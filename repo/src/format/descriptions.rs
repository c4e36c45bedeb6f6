//! Files that describe something in each line: USE flags, architectures, profiles and mirrors.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use polyatom::{Cpn, names};

use super::text::{Line, Parsed, each, items};
use super::{Code, Fault};

/// A USE flag, or a value of a USE_EXPAND variable, with what it does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlagDescription {
    /// The flag, or the value without the variable's prefix.
    pub flag: String,
    /// What it does.
    pub description: String,
}

/// A USE flag with what it does in one package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalFlagDescription {
    /// The package.
    pub package: Cpn,
    /// The flag.
    pub flag: String,
    /// What it does there.
    pub description: String,
}

const DASH: &str = " - ";

/// The name before the dash, and the description after it. A description may be empty.
fn described(line: Line<'_>) -> Result<(&str, &str), Fault> {
    let bare = line.text.strip_suffix(" -").map(|name| (name, ""));
    let (name, description) = line.text.split_once(DASH).or(bare).ok_or_else(|| line.missing("\" - \" and a description"))?;
    Ok((name.trim_end(), description.trim_start()))
}

/// `profiles/use.desc`, and the files of `profiles/desc` (`sec:use.desc`).
pub fn use_desc(text: &str) -> Parsed<Vec<FlagDescription>> {
    each(text, |line| {
        let (flag, description) = described(line)?;
        names::use_flag(flag).map_err(|error| Fault::value(line.number, line.text, 0, error))?;
        Ok(FlagDescription { flag: flag.to_owned(), description: description.to_owned() })
    })
}

/// `profiles/use.local.desc` (`sec:use.desc`).
pub fn use_local_desc(text: &str) -> Parsed<Vec<LocalFlagDescription>> {
    each(text, |line| {
        let (name, description) = described(line)?;
        let (package, flag) =
            name.split_once(':').ok_or_else(|| line.fault(Code::MissingField, name.len(), 0).because("\":\" and a flag"))?;
        names::use_flag(flag).map_err(|error| Fault::value(line.number, line.text, package.len() + 1, error))?;
        let package = Cpn::parse(package).map_err(|error| Fault::value(line.number, line.text, 0, error))?;
        Ok(LocalFlagDescription { package, flag: flag.to_owned(), description: description.to_owned() })
    })
}

/// How well an architecture's dependency trees are kept (GLEP 72).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArchStatus {
    /// Stable and testing keywords are both consistent.
    Stable,
    /// Only testing keywords are.
    Testing,
    /// Stable keywords exist, and tools take them for testing ones.
    Transitional,
}

impl ArchStatus {
    const ALL: [Self; 3] = [Self::Stable, Self::Testing, Self::Transitional];

    /// Its name in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Testing => "testing",
            Self::Transitional => "transitional",
        }
    }
}

/// An architecture with its status.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArchDescription {
    /// The architecture, `amd64`.
    pub arch: String,
    /// Its status.
    pub status: ArchStatus,
}

/// `profiles/arches.desc` (GLEP 72). Fields after the second are for later.
pub fn arches_desc(text: &str) -> Parsed<Vec<ArchDescription>> {
    each(text, |line| {
        let mut words = line.words();
        let (_, arch) = words.next().unwrap_or((0, ""));
        names::keyword(arch).map_err(|error| Fault::value(line.number, line.text, 0, error))?;
        let (at, word) = words.next().ok_or_else(|| line.missing("the status"))?;
        let status = ArchStatus::ALL.into_iter().find(|status| status.as_str() == word);
        let status = status.ok_or_else(|| line.fault(Code::UnknownWord, at, word.len()))?;
        Ok(ArchDescription { arch: arch.to_owned(), status })
    })
}

/// A profile that may be used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileDescription {
    /// The architecture that it is for.
    pub arch: String,
    /// Its path below `profiles`.
    pub path: String,
    /// How stable it is: `stable`, `dev`, `exp`, or another word of the repository.
    pub status: String,
}

/// `profiles/profiles.desc` (`sec:profiles.desc`).
pub fn profiles_desc(text: &str) -> Parsed<Vec<ProfileDescription>> {
    each(text, |line| {
        let words: Vec<(usize, &str)> = line.words().collect();
        match words[..] {
            [(_, arch), (_, path), (_, status)] => {
                names::keyword(arch).map_err(|error| Fault::value(line.number, line.text, 0, error))?;
                Ok(ProfileDescription { arch: arch.to_owned(), path: path.to_owned(), status: status.to_owned() })
            }
            [.., _, _, _, (at, _)] => Err(line.fault(Code::TrailingField, at, line.text.len() - at)),
            _ => Err(line.missing("arch, profile and status are needed")),
        }
    })
}

/// `profiles/thirdpartymirrors`: where each mirror is (`sec:thirdpartymirrors`). Of a name that stands there twice the first
/// line counts.
pub fn mirrors(text: &str) -> Parsed<BTreeMap<String, Vec<String>>> {
    let mut parsed: Parsed<BTreeMap<String, Vec<String>>> = Parsed::default();
    for line in items(text) {
        let mut words = line.words().map(|(_, word)| word);
        let name = words.next().unwrap_or_default();
        let places: Vec<String> = words.map(str::to_owned).collect();
        match parsed.value.entry(name.to_owned()) {
            _ if line.is_conflict_marker() => parsed.faults.push(line.fault(Code::ConflictMarker, 0, line.text.len())),
            _ if places.is_empty() => parsed.faults.push(line.missing("a mirror needs a place")),
            Entry::Occupied(_) => parsed.faults.push(line.fault(Code::DuplicateKey, 0, name.len())),
            Entry::Vacant(free) => drop(free.insert(places)),
        }
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes<T>(parsed: &Parsed<T>) -> Vec<(&'static str, u32)> {
        parsed.faults.iter().map(|fault| (fault.code(), fault.line().unwrap_or(0))).collect()
    }

    #[test]
    fn flags_are_described() {
        let found = use_desc("# c\nssl - Use TLS - or not\nX -\nbad\n+x - y\n");
        let found_flags: Vec<_> = found.value.iter().map(|flag| (&*flag.flag, &*flag.description)).collect();
        assert_eq!(found_flags, [("ssl", "Use TLS - or not"), ("X", "")]);
        assert_eq!(codes(&found), [("missing_field", 4), ("use_flag_start", 5)]);
        let local = use_local_desc("a/b:ssl - s\na/b - t\nb:x - y\n");
        assert_eq!((local.value.len(), local.value[0].package.as_str()), (1, "a/b"));
        assert_eq!(codes(&local), [("missing_field", 2), ("missing_category", 3)]);
    }

    #[test]
    fn architectures_and_profiles() {
        let found = arches_desc("amd64 stable\nm68k testing more\nx maybe\ny\n");
        assert_eq!(found.value.iter().map(|arch| arch.status).collect::<Vec<_>>(), [ArchStatus::Stable, ArchStatus::Testing]);
        assert_eq!(codes(&found), [("unknown_word", 3), ("missing_field", 4)]);
        let found = profiles_desc("amd64\tdefault/linux/amd64 stable\nx y\na b c d\n");
        assert_eq!(found.value[0].path, "default/linux/amd64");
        assert_eq!(codes(&found), [("missing_field", 2), ("trailing_field", 3)]);
    }

    #[test]
    fn mirrors_have_places() {
        let found = mirrors("gnu\thttps://a/ https://b\nx\ngnu https://c\n=======\n");
        assert_eq!(found.value["gnu"], ["https://a/", "https://b"]);
        assert_eq!(codes(&found), [("missing_field", 2), ("duplicate_key", 3), ("conflict_marker", 4)]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[a-z/: #\n\t-]{0,80}|\\PC*") {
            let lines = items(&text).count();
            for (read, faults) in [
                (use_desc(&text).value.len(), use_desc(&text).faults.len()),
                (use_local_desc(&text).value.len(), use_local_desc(&text).faults.len()),
                (arches_desc(&text).value.len(), arches_desc(&text).faults.len()),
                (profiles_desc(&text).value.len(), profiles_desc(&text).faults.len()),
                (mirrors(&text).value.len(), mirrors(&text).faults.len()),
            ] {
                prop_assert_eq!(read + faults, lines, "nothing is lost");
            }
        }

        #[test]
        fn what_is_written_is_read(flags in proptest::collection::vec(("[A-Za-z0-9][A-Za-z0-9+_@-]{0,8}", "[!-~]([ -~]{0,20}[!-~])?"), 0..9)) {
            let text: String = flags.iter().map(|(flag, description)| format!("{flag} - {description}\n")).collect();
            let found = use_desc(&text);
            prop_assert!(found.faults.is_empty());
            let found: Vec<_> = found.value.into_iter().map(|flag| (flag.flag, flag.description)).collect();
            prop_assert_eq!(found, flags);
        }
    }
}
