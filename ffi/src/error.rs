//! The errors that every language sees.

use polyatom::{ErrorKind, Report};
use std::fmt;

/// Declares the errors about text: they differ in what the text was read as, not in what they tell.
macro_rules! text_errors {
    ($($(#[$doc:meta])* $variant:ident = $kind:ident,)+) => {
        /// Why something was refused. The message tells what is wrong, shows where, and gives a hint if there is one.
        #[derive(Debug, Clone, PartialEq, uniffi::Error)]
        pub enum PolyatomError {
            /// A USE dependency without a default was applied to a package that does not have the flag (PMS, sec:use-dep).
            MissingFlag {
                /// The USE flag.
                flag: String,
                /// Category, package and version of the package that lacks it.
                package: String,
            },
            $(
                $(#[$doc])*
                $variant {
                    /// The whole text that was read.
                    input: String,
                    /// Where the wrong part begins: an offset in bytes into the text as UTF-8.
                    start: u64,
                    /// Where the wrong part ends, in bytes; the same as the start where something is missing.
                    end: u64,
                    /// What is wrong, in a few words.
                    reason: String,
                    /// What would be right, where that can be told.
                    hint: Option<String>,
                },
            )+
        }

        impl From<polyatom::Error> for PolyatomError {
            fn from(error: polyatom::Error) -> Self {
                let (input, reason, hint) = (error.input().to_owned(), error.reason().to_owned(), error.hint());
                let (start, end) = (error.span().start as u64, error.span().end as u64);
                match error.kind() {
                    $(ErrorKind::$kind => Self::$variant { input, start, end, reason, hint },)+
                    // The kinds of errors may grow; a new one is about a text all the same.
                    _ => Self::InvalidName { input, start, end, reason, hint },
                }
            }
        }

        impl fmt::Display for PolyatomError {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let (kind, input, start, end, reason, hint) = match self {
                    $(Self::$variant { input, start, end, reason, hint } => (ErrorKind::$kind, input, start, end, reason, hint),)+
                    Self::MissingFlag { flag, package } => {
                        return write!(f, "{package} does not have the USE flag {flag}, and the USE dependency gives no default");
                    }
                };
                let span = *start as usize..*end as usize;
                Report { kind, input, span, reason, hint: hint.as_deref() }.fmt(f)
            }
        }
    };
}

text_errors! {
    /// An EAPI that does not exist.
    Eapi = Eapi,
    /// A name by itself: category, package, USE flag and so on.
    InvalidName = Name,
    /// Text that is no version.
    Version = Version,
    /// Text that is no revision.
    Revision = Revision,
    /// Text that is no `category/package`.
    Cpn = Cpn,
    /// Text that is no `category/package-version`.
    Cpv = Cpv,
    /// Text that is no slot.
    Slot = Slot,
    /// Text that is no slot dependency.
    SlotDep = SlotDep,
    /// Text that is no USE dependency.
    UseDep = UseDep,
    /// Text that is no atom.
    Atom = Atom,
    /// Text that stands for no operator.
    Operator = Operator,
    /// Text that is no dependency specification, or one that cannot be used as asked.
    DepSpec = DepSpec,
    /// Text that is no pattern of package names.
    AtomPattern = Pattern,
}

impl From<polyatom::MissingFlag> for PolyatomError {
    fn from(missing: polyatom::MissingFlag) -> Self {
        Self::MissingFlag { flag: missing.flag().to_owned(), package: missing.package().to_owned() }
    }
}

impl std::error::Error for PolyatomError {}
