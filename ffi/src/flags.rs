//! Sets of USE flags, and `IUSE`.

use crate::Refused;
use crate::mirror::text_type;
use std::sync::Arc;

/// A set of USE flags: checked and put in order once, and asked many times.
///
/// Sets are equal if they have the same flags, in any order.
///
/// ```example
/// flags = UseFlags(["tk", "ssl"])
/// flags.names -> ["ssl", "tk"]
/// flags.contains("ssl") -> true
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Object)]
#[uniffi::export(Debug, Eq, Hash)]
pub struct UseFlags(pub(crate) polyatom::UseFlags);

#[uniffi::export]
impl UseFlags {
    /// Reads the names of flags. It fails at the first that is not one, such as `-ssl` or `!ssl`.
    #[uniffi::constructor]
    pub fn new(names: Vec<String>) -> Result<Self, Refused> {
        Ok(Self(polyatom::UseFlags::new(names)?))
    }

    /// The names, in order and each once.
    pub fn names(&self) -> Vec<String> {
        self.0.names().map(str::to_owned).collect()
    }

    /// The number of flags.
    pub fn length(&self) -> u64 {
        self.0.len() as u64
    }

    /// Whether the flag is in it.
    pub fn contains(&self, flag: &str) -> bool {
        self.0.contains(flag)
    }
}

/// Flags that may be left out: then there are none.
pub(crate) trait FlagsOrNone {
    fn or_none(&self) -> &polyatom::UseFlags;
}

impl FlagsOrNone for Option<Arc<UseFlags>> {
    fn or_none(&self) -> &polyatom::UseFlags {
        static NONE: polyatom::UseFlags = polyatom::UseFlags::NONE;
        self.as_ref().map_or(&NONE, |flags| &flags.0)
    }
}

text_type! {
    /// The value of `IUSE`, `+ssl tk -test` (PMS, sec:use-iuse-handling): flags between blanks, each perhaps with a default.
    ///
    /// A flag that is written more than once is one flag, whose default is the last that is written. Two values are equal if they have the
    /// same flags with the same defaults, in any order.
    ///
    /// ```example
    /// iuse = Iuse("+ssl tk -test")
    /// iuse.names -> ["ssl", "test", "tk"]
    /// iuse.enabled.names -> ["ssl"]
    /// ```
    Iuse
}

#[uniffi::export]
impl Iuse {
    /// Reads a value, which may be empty.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Iuse::parse(text)?))
    }

    /// The names of the flags, in order and each once: `ssl`, `test` and `tk` of `+ssl tk -test`.
    pub fn names(&self) -> Vec<String> {
        self.0.names().map(str::to_owned).collect()
    }

    /// The number of flags.
    pub fn length(&self) -> u64 {
        self.0.names().len() as u64
    }

    /// The flags that are enabled by default: `ssl` of `+ssl tk -test`.
    pub fn enabled(&self) -> UseFlags {
        UseFlags(self.0.enabled())
    }

    /// The flags that are disabled by default: `test` of `+ssl tk -test`. Those without a default are not among them.
    pub fn disabled(&self) -> UseFlags {
        UseFlags(self.0.disabled())
    }

    /// Whether the flag is in it, with a default or without.
    pub fn contains(&self, flag: &str) -> bool {
        self.0.contains(flag)
    }

    /// `IUSE_EFFECTIVE`: these flags, and those that profiles add to every package (PMS, sec:use-iuse-handling).
    ///
    /// ```example
    /// Iuse("+ssl").effective(["amd64"]).names -> ["amd64", "ssl"]
    /// ```
    pub fn effective(&self, implicit: &UseFlags) -> Iuse {
        self.0.effective(&implicit.0).into()
    }
}
