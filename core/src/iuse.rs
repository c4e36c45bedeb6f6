//! `IUSE`: the flags of a package, with their defaults.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::error::{Error, ErrorKind, Fault};
use crate::flags::{FlagNames, UseFlags};
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
    names: FlagNames,
    /// For each name, whether it is enabled, if the text says so.
    defaults: Box<[Option<bool>]>,
}

text_backed!(Iuse, Iuse::parse);

/// A flag with its default.
type Flag = (Box<str>, Option<bool>);

impl Iuse {
    /// Reads a value, which may be empty.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let read = |(start, word): (usize, &str)| flag(word).map_err(|fault| fault.shifted(start));
        let flags: Result<Vec<Flag>, Fault> = words(text).map(read).collect();
        let flags = flags.map_err(|fault| fault.into_error(ErrorKind::Iuse, text, None))?;
        Ok(Self::of_flags(text.into(), flags))
    }

    fn of_flags(text: Box<str>, flags: Vec<Flag>) -> Self {
        let (names, defaults): (_, Vec<_>) = merge(flags).into_iter().unzip();
        Self { text, names: FlagNames::from_sorted(names), defaults: defaults.into() }
    }

    /// The flags with their defaults, in order and each once.
    fn flags(&self) -> impl Iterator<Item = (&str, Option<bool>)> {
        self.names.iter().zip(self.defaults.iter().copied())
    }

    /// The names of the flags, in order and each once.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.names.iter()
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
        let flags = self.flags().filter(|(_, default)| *default == Some(enabled));
        UseFlags::from_sorted(flags.map(|(name, _)| name.into()).collect())
    }

    /// Whether the flag is in it.
    #[inline]
    pub fn contains(&self, flag: &str) -> bool {
        self.names.place_of(flag).is_some()
    }

    /// Whether the flag is enabled by default, if the text says so.
    pub fn default_of(&self, flag: &str) -> Option<bool> {
        self.defaults[self.names.place_of(flag)?]
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
        let new = implicit.names().map(|name| (name, None));
        let flags = self.flags().chain(new).map(|(name, default)| (name.into(), default));
        Self::of_flags(text.into(), flags.collect())
    }
}

/// Puts the flags in order and takes what is written more than once together.
fn merge(mut flags: Vec<Flag>) -> Vec<Flag> {
    flags.sort_by(|(a, _), (b, _)| a.cmp(b));
    flags.dedup_by(|(later, default), (kept, kept_default)| {
        let same = later == kept;
        if same {
            *kept_default = default.or(*kept_default);
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
        Ok(()) => Ok((name.into(), default)),
        Err(fault) => Err(fault.shifted(word.len() - name.len())),
    }
}

impl PartialEq for Iuse {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names && self.defaults == other.defaults
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
        self.flags().cmp(other.flags())
    }
}

impl Hash for Iuse {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.names.hash(state);
        self.defaults.hash(state);
    }
}
