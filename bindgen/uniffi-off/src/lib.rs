//! UniFFI's macros, switched off.
//!
//! An interface crate is written with UniFFI's macros, because they write the metadata that the generator reads. The generated glue
//! calls the crate's Rust items directly and needs nothing else that the macros produce. So an interface crate is built against
//! this crate when it is linked into glue: the same attributes, no scaffolding, no exported symbols, no UniFFI in the binary.
//!
//! ```toml
//! [features]
//! uniffi = ["dep:uniffi"]
//! ```
//! ```ignore
//! #[cfg(not(feature = "uniffi"))]
//! extern crate uniffi_off as uniffi;
//! ```

mod custom;

use proc_macro::TokenStream;

/// Stands for `#[uniffi::export]`: the item stays as it is.
#[proc_macro_attribute]
pub fn export(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Stands for `#[uniffi::constructor]`: the function stays as it is.
#[proc_macro_attribute]
pub fn constructor(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Stands for `#[uniffi::method]`: the function stays as it is.
#[proc_macro_attribute]
pub fn method(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Stands for `uniffi::setup_scaffolding!`: nothing.
#[proc_macro]
pub fn setup_scaffolding(_arguments: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Stands for `uniffi::include_scaffolding!`: nothing.
#[proc_macro]
pub fn include_scaffolding(_arguments: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Stands for `uniffi::use_remote_type!`: nothing.
#[proc_macro]
pub fn use_remote_type(_arguments: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Stands for `#[uniffi::remote]`: the item is declared elsewhere.
#[proc_macro_attribute]
pub fn remote(_arguments: TokenStream, _item: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Stands for `uniffi::custom_type!`: two functions that glue calls, of a custom type to what it crosses as and back.
#[proc_macro]
pub fn custom_type(arguments: TokenStream) -> TokenStream {
    custom::of_closures(arguments)
}

/// Stands for `uniffi::custom_newtype!`: the same two functions.
#[proc_macro]
pub fn custom_newtype(arguments: TokenStream) -> TokenStream {
    custom::of_newtype(arguments)
}

/// Stands for `#[derive(uniffi::Object)]`: nothing.
#[proc_macro_derive(Object, attributes(uniffi))]
pub fn object(_item: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Stands for `#[derive(uniffi::Record)]`: nothing.
#[proc_macro_derive(Record, attributes(uniffi))]
pub fn record(_item: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Stands for `#[derive(uniffi::Enum)]`: nothing.
#[proc_macro_derive(Enum, attributes(uniffi))]
pub fn r#enum(_item: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Stands for `#[derive(uniffi::Error)]`: nothing.
#[proc_macro_derive(Error, attributes(uniffi))]
pub fn error(_item: TokenStream) -> TokenStream {
    TokenStream::new()
}
