//! Enums which stand for a fixed text: one macro gives them all the same surface.

use crate::error::{Error, ErrorKind, Fault, Reason};

/// The enums that can be read from text, for the hint which lists what would have been right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    Eapi,
    EapiFeature,
    Operator,
    Blocker,
    SlotOperator,
    UseDefault,
    SuffixKind,
    AtomField,
    ConflictPart,
    KeywordStatus,
    DepSpecKind,
    NodeKind,
    UriPrefix,
    DiagnosticKind,
    UseDepKind,
    NameKind,
}

impl Vocabulary {
    /// Every text of the enum, in its order.
    pub(crate) fn texts(self) -> Vec<&'static str> {
        fn texts_of<T: Copy>(all: &[T], text: fn(T) -> &'static str) -> Vec<&'static str> {
            all.iter().copied().map(text).collect()
        }
        match self {
            Self::Eapi => texts_of(&crate::Eapi::ALL, crate::Eapi::as_str),
            Self::EapiFeature => texts_of(&crate::EapiFeature::ALL, crate::EapiFeature::as_str),
            Self::Operator => texts_of(&crate::Operator::ALL, crate::Operator::as_str),
            Self::Blocker => texts_of(&crate::Blocker::ALL, crate::Blocker::as_str),
            Self::SlotOperator => texts_of(&crate::SlotOperator::ALL, crate::SlotOperator::as_str),
            Self::UseDefault => texts_of(&crate::UseDefault::ALL, crate::UseDefault::as_str),
            Self::SuffixKind => texts_of(&crate::SuffixKind::ALL, crate::SuffixKind::as_str),
            Self::KeywordStatus => texts_of(&crate::KeywordStatus::ALL, crate::KeywordStatus::as_str),
            Self::ConflictPart => texts_of(&crate::ConflictPart::ALL, crate::ConflictPart::as_str),
            Self::AtomField => texts_of(&crate::AtomField::ALL, crate::AtomField::as_str),
            Self::DepSpecKind => texts_of(&crate::DepSpecKind::ALL, crate::DepSpecKind::as_str),
            Self::NodeKind => texts_of(&crate::NodeKind::ALL, crate::NodeKind::as_str),
            Self::UriPrefix => texts_of(&crate::UriPrefix::ALL, crate::UriPrefix::as_str),
            Self::DiagnosticKind => texts_of(&crate::DiagnosticKind::ALL, crate::DiagnosticKind::as_str),
            Self::UseDepKind => texts_of(&crate::UseDepKind::ALL, crate::UseDepKind::as_str),
            Self::NameKind => texts_of(&crate::NameKind::ALL, crate::NameKind::as_str),
        }
    }
}

/// The error for a text that is none of the enum's.
#[cold]
pub(crate) fn unknown(vocabulary: Vocabulary, text: &str) -> Error {
    let kind = match vocabulary {
        Vocabulary::Eapi | Vocabulary::EapiFeature => ErrorKind::Eapi,
        _ => ErrorKind::Choice,
    };
    let reason = Reason::Unknown(vocabulary);
    Fault::new(reason, 0, text.len()).into_error(kind, text, None)
}

/// Gives an enum `ALL`, `as_str`, `parse`, `Display`, `FromStr` and `AsRef<str>`. A value prints as the first of its texts and is read
/// from each.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident, $count:literal { $($(#[$doc:meta])* $variant:ident => $text:literal $(| $alias:literal)*,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: [Self; $count] = [$(Self::$variant,)+];

            /// The text that stands for the value.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value that `text` stands for.
            pub fn parse(text: &str) -> Result<Self, $crate::Error> {
                match text {
                    $($text $(| $alias)* => Ok(Self::$variant),)+
                    _ => Err($crate::vocabulary::unknown($crate::vocabulary::Vocabulary::$name, text)),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;
            fn from_str(text: &str) -> Result<Self, $crate::Error> {
                Self::parse(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
}
pub(crate) use vocabulary;

/// Gives a type that keeps its text in `self.text` the traits which hand it out.
macro_rules! text_backed {
    ($name:ident, $parse:expr) => {
        impl $name {
            /// The exact text.
            pub fn as_str(&self) -> &str {
                &self.text
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.text
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;
            fn from_str(text: &str) -> Result<Self, $crate::Error> {
                $parse(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::Error;
            fn try_from(text: &str) -> Result<Self, $crate::Error> {
                $parse(text)
            }
        }
    };
}
pub(crate) use text_backed;
