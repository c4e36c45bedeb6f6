//! The interface of {{ namespace }}, in all languages.

#[cfg(not(feature = "uniffi"))]
extern crate uniffi_off as uniffi;
#[cfg(feature = "uniffi")]
use uniffi_off as _;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

/// Greets somebody.
#[uniffi::export]
pub fn greet(name: &str) -> String {
    format!("Hello, {name}!")
}
