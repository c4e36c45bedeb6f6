//! `IUSE`: the flags of a package, with their defaults.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::error::{Error, ErrorKind, Fault};
use crate::flags::{FlagName, UseFlags, place_of};
use crate::names::USE_FLAG;
use crate::vocabulary::text_backed;
use crate::words::words;

/// The value of `IUSE`, `+ssl tk -test` (`sec:use-iuse-handling`): flags between blanks, each perhaps with a default.
///
/// A flag that is written more than once is one flag, whose default is the last that is written. Two values are equal if
/// they have the same flags with the same defaults.
///
/// ```
/// use polyatom::Iuse;
/// let iuse = Iuse::parse("+ssl tk -test")?;
/// assert!(iuse.contains("tk") && !iuse.contains("X"));
/// assert_eq!(iuse.names().collect::<Vec<_>>(), ["ssl", "test", "tk"]);
/// assert_eq!((iuse.default_of("ssl"), iuse.default_of("test"), iuse.default_of("tk")), (Some(true), Some(false), None));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Iuse {
    text: Box<str>,
    /// In the order of names, each once.
    flags: Box<[Flag]>,
}

text_backed!(Iuse, Iuse::parse);

/// A flag with its default: whether it is enabled, if the text says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Flag {
    name: FlagName,
    default: Option<bool>,
}

impl Iuse {
    /// Reads a value, which may be empty.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let read = |(start, word): (usize, &str)| flag(word).map_err(|fault| fault.shifted(start));
        let flags: Result<Vec<Flag>, Fault> = words(text).map(read).collect();
        let flags = flags.map_err(|fault| fault.into_error(ErrorKind::Iuse, text, None))?;
        Ok(Self { text: text.into(), flags: merge(flags).into() })
    }

    /// The names of the flags, in order and each once.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.flags.iter().map(|flag| flag.name.as_str())
    }

    /// The flags that are enabled by default, `+ssl`.
    pub fn enabled(&self) -> UseFlags {
        self.with_default(true)
    }

    /// The flags that are disabled by default, `-test`. Those without a default are not among them.
    pub fn disabled(&self) -> UseFlags {
        self.with_default(false)
    }

    fn with_default(&self, enabled: bool) -> UseFlags {
        let flags = self.flags.iter().filter(|flag| flag.default == Some(enabled));
        UseFlags::from_sorted(flags.map(|flag| flag.name.clone()).collect())
    }

    /// Whether the flag is in it.
    #[inline]
    pub fn contains(&self, flag: &str) -> bool {
        self.find(flag).is_some()
    }

    /// Whether the flag is enabled by default, if the text says so.
    pub fn default_of(&self, flag: &str) -> Option<bool> {
        self.find(flag)?.default
    }

    #[inline]
    fn find(&self, name: &str) -> Option<&Flag> {
        place_of(name, &self.flags, |flag| &flag.name).map(|place| &self.flags[place])
    }

    /// `IUSE_EFFECTIVE`: these flags, and those that profiles add to every package.
    ///
    /// ```
    /// use polyatom::{Iuse, UseFlags};
    /// let implicit = UseFlags::new(["amd64", "kernel_linux"])?;
    /// assert_eq!(Iuse::parse("+ssl tk")?.effective(&implicit).as_str(), "+ssl tk amd64 kernel_linux");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    #[must_use]
    pub fn effective(&self, implicit: &UseFlags) -> Self {
        let own = words(&self.text).map(|(_, word)| word);
        let added = implicit.names().filter(|flag| !self.contains(flag));
        let text = own.chain(added).collect::<Vec<_>>().join(" ");
        let new = implicit.names().map(|name| Flag { name: FlagName::new(name), default: None });
        let flags = merge(self.flags.iter().cloned().chain(new).collect());
        Self { text: text.into(), flags: flags.into() }
    }
}

/// Puts the flags in order and takes what is written more than once together.
fn merge(mut flags: Vec<Flag>) -> Vec<Flag> {
    flags.sort_by(|a, b| a.name.cmp(&b.name));
    flags.dedup_by(|later, kept| {
        let same = later.name == kept.name;
        if same {
            kept.default = later.default.or(kept.default);
        }
        same
    });
    flags
}

fn flag(word: &str) -> Result<Flag, Fault> {
    let (default, name) = match word.as_bytes()[0] {
        b'+' => (Some(true), &word[1..]),
        b'-' => (Some(false), &word[1..]),
        _ => (None, word),
    };
    match USE_FLAG.whole(name) {
        Ok(()) => Ok(Flag { name: FlagName::new(name), default }),
        Err(fault) => Err(fault.shifted(word.len() - name.len())),
    }
}

impl PartialEq for Iuse {
    fn eq(&self, other: &Self) -> bool {
        self.flags == other.flags
    }
}

impl Eq for Iuse {}

impl PartialOrd for Iuse {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Iuse {
    fn cmp(&self, other: &Self) -> Ordering {
        self.flags.cmp(&other.flags)
    }
}

impl Hash for Iuse {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.flags.hash(state);
    }
}
