//! Sums that say when they do not fit.

#[cfg(not(feature = "uniffi"))]
extern crate uniffi_off as uniffi;
#[cfg(feature = "uniffi")]
use uniffi_off as _;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

use std::fmt;

/// What can go wrong.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum ArithmeticError {
    /// The result does not fit.
    Overflow {
        /// The first number.
        a: u64,
        /// The second.
        b: u64,
    },
}

impl fmt::Display for ArithmeticError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Overflow { a, b } = self;
        write!(f, "{a} and {b} give more than fits")
    }
}

/// The sum.
#[uniffi::export]
pub fn add(a: u64, b: u64) -> Result<u64, ArithmeticError> {
    a.checked_add(b).ok_or(ArithmeticError::Overflow { a, b })
}

/// The difference.
#[uniffi::export]
pub fn sub(a: u64, b: u64) -> Result<u64, ArithmeticError> {
    a.checked_sub(b).ok_or(ArithmeticError::Overflow { a, b })
}

/// The quotient. It panics where there is none, as a mistake of the library's would.
#[uniffi::export]
pub fn div(a: u64, b: u64) -> u64 {
    assert!(b != 0, "nothing can be divided by 0");
    a / b
}

/// Whether both are the same.
#[uniffi::export]
pub fn same(a: u64, b: u64) -> bool {
    a == b
}
