//! Enums of `polyatom`, declared again because UniFFI's macros must see them, and text types, which all look alike.

/// Declares an enum of `polyatom` again, with conversions both ways: a variant that is missing on either side does not compile.
macro_rules! mirror {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Enum)]
        #[uniffi::export(Display, Eq, Hash, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl From<polyatom::$name> for $name {
            fn from(value: polyatom::$name) -> Self {
                match value { $(polyatom::$name::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for polyatom::$name {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                polyatom::$name::from(*self).fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::PolyatomError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(polyatom::$name::parse(text)?.into())
            }
        }
    };
}

/// Declares a text type around the type of `polyatom`, or of the crate that is named, with the same name. Its constructor and methods
/// follow in an ordinary `impl`.
macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident) => {
        crate::mirror::text_type! { $(#[$doc])* $name of polyatom }
    };
    ($(#[$doc:meta])* $name:ident of $from:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Object)]
        #[uniffi::export(Display, Eq, Hash, Ord)]
        pub struct $name(pub(crate) $from::$name);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$from::$name> for $name {
            fn from(value: $from::$name) -> Self {
                Self(value)
            }
        }

        impl $name {
            /// As a method gives it inside of an option.
            #[allow(dead_code)]
            pub(crate) fn made(value: $from::$name) -> crate::give::Made<Self> {
                crate::give::made(Self(value))
            }

            /// As UniFFI wants it inside of lists.
            #[allow(dead_code)]
            pub(crate) fn shared(value: $from::$name) -> std::sync::Arc<Self> {
                std::sync::Arc::new(Self(value))
            }
        }
    };
}

pub(crate) use {mirror, text_type};
