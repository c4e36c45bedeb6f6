//! The errors that every language sees.

use crate::give::Words;
use crate::repo::Shown;
use crate::{Offset, Problem};
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
                reason: Words,
                /// A hint of what would be right, where that can be told.
                hint: Option<String>,
                /// A code for what is wrong, for programs: `missing_operator`. The same in every language and version.
                code: Words,
                /// The USE flag.
                flag: String,
                /// Category, package and version of the package that lacks it.
                package: String,
            },
            /// A file is wrong, or cannot be read.
            File {
                /// The wrong line; of a long one the part around the place. Empty where the whole file is wrong.
                input: String,
                /// The place where the wrong part begins in the text.
                start: Offset,
                /// The place where the wrong part ends in the text; the same as the start where something is missing.
                end: Offset,
                /// A few words on what is wrong.
                reason: Words,
                /// A hint of what would be right, where that can be told.
                hint: Option<String>,
                /// A code for what is wrong, for programs: `no_package`. The same in every language and version.
                code: Words,
                /// The file.
                path: String,
                /// The line, from 1 on; 0 where the whole file is wrong.
                line: u64,
                /// Category, package and version, if it is about one package.
                cpv: Option<String>,
                /// The variable whose value is wrong, `DEPEND`.
                variable: Option<String>,
            },
            /// A column cannot be read as asked, or a text in it is wrong.
            Column {
                /// The text that is wrong; empty where none is.
                input: String,
                /// The place where the wrong part begins in the text.
                start: Offset,
                /// The place where the wrong part ends in the text; the same as the start where something is missing.
                end: Offset,
                /// A few words on what is wrong.
                reason: Words,
                /// A hint of what would be right, where that can be told.
                hint: Option<String>,
                /// A code for what is wrong, for programs: `missing_operator`. The same in every language and version.
                code: Words,
                /// The row, from 0 on: that of the text, or the first that one of two columns has and the other has not.
                row: u64,
                /// The kind of thing that the text was read as, `version`; nothing where no text is wrong.
                read_as: Option<String>,
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
                    reason: Words,
                    /// A hint of what would be right, where that can be told.
                    hint: Option<String>,
                    /// A code for what is wrong, for programs: `missing_operator`. The same in every language and version.
                    code: Words,
                },
            )+
            /// The text is not a valid query, or cannot be asked there.
            Query {
                /// The whole text that was read.
                input: String,
                /// The place where the wrong part begins in the text.
                start: Offset,
                /// The place where the wrong part ends in the text; the same as the start where something is missing.
                end: Offset,
                /// A few words on what is wrong.
                reason: Words,
                /// A hint of what would be right, where that can be told.
                hint: Option<String>,
                /// A code for what is wrong, for programs: `query_unknown_field`. The same in every language and version.
                code: Words,
            },
        }

        impl From<polyatom::Error> for PolyatomError {
            fn from(error: polyatom::Error) -> Self {
                let (kind, reason, hint, code) = (error.kind(), error.reason().into(), error.hint(), error.code().into());
                let (start, end) = offsets(error.input(), error.span());
                let input = error.into_input();
                match kind {
                    $(ErrorKind::$kind => Self::$variant { input, start, end, reason, hint, code },)+
                    // The kinds of errors may grow; a new one is about a text all the same.
                    _ => Self::InvalidName { input, start, end, reason, hint, code },
                }
            }
        }

        impl fmt::Display for PolyatomError {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let (kind, input, start, end, reason, hint) = match self {
                    Self::File { path, line, input, start, end, reason, hint, variable, .. } => {
                        let span = start.bytes() as usize..end.bytes() as usize;
                        let shown = Shown { path, line: Some(*line).filter(|&line| line > 0), variable: variable.as_deref(), input, span, reason, hint: hint.as_deref() };
                        return shown.fmt(f);
                    }
                    Self::Column { reason, read_as: None, .. } => return f.write_str(reason),
                    Self::Column { input, start, end, reason, hint, row, read_as, .. } => {
                        write!(f, "row {row}: ")?;
                        (read_as.as_deref(), input, start, end, reason, hint)
                    }
                    Self::MissingFlag { input, start, end, reason, hint, .. } => (None, input, start, end, reason, hint),
                    Self::Query { input, start, end, reason, hint, .. } => (Some("query"), input, start, end, reason, hint),
                    $(
                        Self::$variant { input, start, end, reason, hint, .. } => {
                            (Some(ErrorKind::$kind.as_str()), input, start, end, reason, hint)
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

/// The error of a function, on its way out: what it tells is made when it is asked. UniFFI wants it at once.
#[cfg(feature = "uniffi")]
pub type Refused = PolyatomError;

/// The error of a function, on its way out: what it tells is made when it is asked.
#[cfg(not(feature = "uniffi"))]
#[derive(Debug)]
pub struct Refused(Cause);

#[cfg(not(feature = "uniffi"))]
#[derive(Debug)]
enum Cause {
    /// What most errors are, as it came from the parser.
    Text(polyatom::Error),
    Told(Box<PolyatomError>),
}

#[cfg(not(feature = "uniffi"))]
impl From<polyatom::Error> for Refused {
    fn from(error: polyatom::Error) -> Self {
        Self(Cause::Text(error))
    }
}

#[cfg(not(feature = "uniffi"))]
impl From<Refused> for PolyatomError {
    fn from(Refused(cause): Refused) -> Self {
        match cause {
            Cause::Text(error) => error.into(),
            Cause::Told(error) => *error,
        }
    }
}

/// Declares of which other errors one on its way out is made.
macro_rules! told_at_once {
    ($($error:ty,)+) => {$(
        #[cfg(not(feature = "uniffi"))]
        impl From<$error> for Refused {
            #[cold]
            fn from(error: $error) -> Self {
                Self(Cause::Told(Box::new(error.into())))
            }
        }
    )+};
}

told_at_once! {
    PolyatomError,
    polyatom::MissingFlag,
    polyatom_columns::Error,
    polyatom_repo::Error,
    polyatom_repo::QueryError,
}

impl From<polyatom_columns::Error> for PolyatomError {
    fn from(error: polyatom_columns::Error) -> Self {
        let (row, code) = (error.row() as u64, error.code().into());
        let text = error.text();
        let input = text.map_or("", polyatom::Error::input).to_owned();
        let (start, end) = offsets(&input, text.map_or(0..0, polyatom::Error::span));
        Self::Column {
            reason: text.map_or_else(|| error.to_string().into(), |text| text.reason().into()),
            hint: text.and_then(polyatom::Error::hint),
            read_as: text.map(|text| text.kind().as_str().to_owned()),
            input,
            start,
            end,
            code,
            row,
        }
    }
}

impl From<polyatom_repo::Error> for PolyatomError {
    fn from(error: polyatom_repo::Error) -> Self {
        let Problem { path, line, input, start, end, reason, hint, code, cpv, variable } = (&error).into();
        let line = line.unwrap_or(0);
        Self::File { input, start, end, reason: reason.into(), hint, code: code.into(), path, line, cpv, variable }
    }
}

impl From<polyatom_repo::QueryError> for PolyatomError {
    fn from(error: polyatom_repo::QueryError) -> Self {
        let (start, end) = offsets(error.input(), error.span());
        Self::Query {
            input: error.input().to_owned(),
            start,
            end,
            reason: error.reason().into(),
            hint: error.hint().map(str::to_owned),
            code: error.code().into(),
        }
    }
}

impl From<polyatom::MissingFlag> for PolyatomError {
    fn from(missing: polyatom::MissingFlag) -> Self {
        let (start, end) = offsets(missing.input(), missing.span());
        Self::MissingFlag {
            input: missing.input().to_owned(),
            start,
            end,
            reason: missing.reason().into(),
            hint: Some(missing.hint()),
            code: polyatom::MissingFlag::CODE.into(),
            flag: missing.flag().to_owned(),
            package: missing.package().to_owned(),
        }
    }
}

/// The code of a text that none of the values of a choice has, where that is about files.
const UNKNOWN_CHOICE: &str = "unknown_choice";

impl PolyatomError {
    /// The text is none of these.
    pub(crate) fn unknown_choice(text: &str, known: &[&str]) -> Self {
        Self::Choice {
            input: text.to_owned(),
            start: Offset::new(text, 0),
            end: Offset::new(text, text.len()),
            reason: "not one of the known texts".into(),
            hint: Some(format!("one of {}", known.join(", "))),
            code: UNKNOWN_CHOICE.into(),
        }
    }
}

/// Every code that an error can have, sorted: `missing_operator` and so on; `problem_codes` lists those of files. Codes stay the same in every language and version.
#[uniffi::export]
pub fn error_codes() -> Vec<String> {
    let mut codes = polyatom::Error::codes().to_vec();
    codes.extend([polyatom::MissingFlag::CODE, UNKNOWN_CHOICE]);
    codes.extend(polyatom_columns::Error::CODES);
    codes.extend(polyatom_repo::QueryCode::ALL.iter().map(|code| code.as_str()));
    codes.sort_unstable();
    codes.into_iter().map(str::to_owned).collect()
}

fn offsets(text: &str, span: std::ops::Range<usize>) -> (Offset, Offset) {
    (Offset::new(text, span.start), Offset::new(text, span.end))
}

impl std::error::Error for PolyatomError {}
