//! Enums which stand for a fixed text: one macro gives them all the same surface.

use crate::error::{Advice, Error, ErrorKind, Fault, Reason};

/// The error for a text that is none of an enum's; the advice is [`advice`] with the enum's words.
#[cold]
pub(crate) fn unknown(reason: Reason, text: &str, advice: Advice) -> Error {
    let kind = match reason {
        Reason::UnknownEapi | Reason::UnknownEapiFeature => ErrorKind::Eapi,
        _ => ErrorKind::Choice,
    };
    Fault::new(reason, 0, text.len()).into_error(kind, text, None).with_advice(advice)
}

/// The hint for a text that is none of these words.
pub(crate) fn advice(words: &[&str], text: &str) -> Option<String> {
    let folded = text.trim().to_ascii_lowercase();
    Some(match words.iter().find(|word| **word == folded) {
        Some(word) => format!("written {word}"),
        None => format!("one of {}", words.join(", ")),
    })
}

/// Gives an enum `ALL`, `as_str`, `parse`, `Display`, `FromStr` and `AsRef<str>`. A value prints as the first of its texts and is read
/// from each. After its name come the reason that refuses other texts and how many values there are.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident, $unknown:ident, $count:literal { $($(#[$doc:meta])* $variant:ident => $text:literal $(| $alias:literal)*,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: [Self; $count] = [$(Self::$variant,)+];

            const WORDS: [&str; $count] = [$($text,)+];

            /// The text that stands for the value.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value that `text` stands for.
            pub fn parse(text: &str) -> Result<Self, $crate::Error> {
                match text {
                    $($text $(| $alias)* => Ok(Self::$variant),)+
                    _ => {
                        let advice = |text: &str| $crate::vocabulary::advice(&Self::WORDS, text);
                        Err($crate::vocabulary::unknown($crate::error::Reason::$unknown, text, advice))
                    }
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
