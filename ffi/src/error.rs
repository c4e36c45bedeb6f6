//! The errors that every language sees.

use crate::Offset;
use polyatom::{ErrorKind, Report};
use std::fmt;

/// Declares the errors about text: they differ in what the text was read as, not in what they tell.
macro_rules! text_errors {
    ($($(#[$doc:meta])* $variant:ident = $kind:ident,)+) => {
        /// The reason why something was refused. The message tells what is wrong, shows where, and gives a hint if there is one.
        #[derive(Debug, Clone, PartialEq, uniffi::Error)]
        pub enum PolyatomError {
            /// A USE dependency without a default was applied to a package that does not have the flag (PMS, sec:use-dep).
            MissingFlag {
                /// The whole text that was read.
                input: String,
                /// The place where the wrong part begins in the text.
                start: Offset,
                /// The place where the wrong part ends in the text; the same as the start where something is missing.
                end: Offset,
                /// A few words on what is wrong.
                reason: String,
                /// A hint of what would be right, where that can be told.
                hint: Option<String>,
                /// A code for what is wrong, for programs: `missing_operator`. The same in every language and version.
                code: String,
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
                    /// The place where the wrong part begins in the text.
                    start: Offset,
                    /// The place where the wrong part ends in the text; the same as the start where something is missing.
                    end: Offset,
                    /// A few words on what is wrong.
                    reason: String,
                    /// A hint of what would be right, where that can be told.
                    hint: Option<String>,
                    /// A code for what is wrong, for programs: `missing_operator`. The same in every language and version.
                    code: String,
                },
            )+
        }

        impl From<polyatom::Error> for PolyatomError {
            fn from(error: polyatom::Error) -> Self {
                let (input, reason, hint) = (error.input().to_owned(), error.reason().to_owned(), error.hint());
                let (start, end) = offsets(&input, error.span());
                let code = error.code().to_owned();
                match error.kind() {
                    $(ErrorKind::$kind => Self::$variant { input, start, end, reason, hint, code },)+
                    // The kinds of errors may grow; a new one is about a text all the same.
                    _ => Self::InvalidName { input, start, end, reason, hint, code },
                }
            }
        }

        impl fmt::Display for PolyatomError {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let (kind, input, start, end, reason, hint) = match self {
                    Self::MissingFlag { input, start, end, reason, hint, .. } => (None, input, start, end, reason, hint),
                    $(
                        Self::$variant { input, start, end, reason, hint, .. } => {
                            (Some(ErrorKind::$kind), input, start, end, reason, hint)
                        }
                    )+
                };
                let span = start.bytes() as usize..end.bytes() as usize;
                Report { kind, input, span, reason, hint: hint.as_deref() }.fmt(f)
            }
        }
    };
}

text_errors! {
    /// The text is not a valid EAPI.
    Eapi = Eapi,
    /// The text is not a valid name of a category, package, USE flag and so on.
    InvalidName = Name,
    /// The text is not a valid version.
    Version = Version,
    /// The text is not a valid revision.
    Revision = Revision,
    /// The text is not a valid `category/package`.
    Cpn = Cpn,
    /// The text is not a valid `category/package-version`.
    Cpv = Cpv,
    /// The text is neither a valid `category/package` nor a valid `category/package-version`.
    PackageName = PackageName,
    /// The text is not a valid slot.
    Slot = Slot,
    /// The text is not a valid slot dependency.
    SlotDep = SlotDep,
    /// The text is not a valid USE dependency.
    UseDep = UseDep,
    /// The text is not a valid atom.
    Atom = Atom,
    /// The text is not one of those that a choice has, such as an operator.
    Choice = Choice,
    /// The text is not a valid dependency specification, or cannot be used as asked.
    DepSpec = DepSpec,
    /// The text is not a valid pattern of package names.
    AtomPattern = Pattern,
    /// The text is not a valid value of `IUSE`.
    Iuse = Iuse,
    /// The text is not a valid keyword, or not a valid list of keywords.
    Keywords = Keywords,
    /// The text is not a valid version requirement.
    VersionRequirement = VersionRequirement,
}

impl From<polyatom::MissingFlag> for PolyatomError {
    fn from(missing: polyatom::MissingFlag) -> Self {
        let (start, end) = offsets(missing.input(), missing.span());
        Self::MissingFlag {
            input: missing.input().to_owned(),
            start,
            end,
            reason: missing.reason(),
            hint: Some(missing.hint()),
            code: polyatom::MissingFlag::CODE.to_owned(),
            flag: missing.flag().to_owned(),
            package: missing.package().to_owned(),
        }
    }
}

/// Every code that an error can have, sorted: `missing_operator` and so on. Codes stay the same in every language and version.
#[uniffi::export]
pub fn error_codes() -> Vec<String> {
    let mut codes = polyatom::Error::codes().to_vec();
    let place = codes.partition_point(|code| *code < polyatom::MissingFlag::CODE);
    codes.insert(place, polyatom::MissingFlag::CODE);
    codes.into_iter().map(str::to_owned).collect()
}

fn offsets(text: &str, span: std::ops::Range<usize>) -> (Offset, Offset) {
    (Offset::new(text, span.start), Offset::new(text, span.end))
}

impl std::error::Error for PolyatomError {}
