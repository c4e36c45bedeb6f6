//! Examples that do not fit the interface.
//! refused: missing: in the example `work() -> 1`: work: number is missing
//! refused: unknown: in the example `play(1) -> 1`: the interface has neither a type nor a function play
//! refused: other: in the example `work(1) -> "1"`: a number is expected

/// Works.
#[uniffi::export]
pub fn work(number: u32) -> u32 {
    number
}

/// Works.
///
/// ```example
/// work() -> 1
/// ```
#[uniffi::export]
pub fn missing() {}

/// Works.
///
/// ```example
/// play(1) -> 1
/// ```
#[uniffi::export]
pub fn unknown() {}

/// Works.
///
/// ```example
/// work(1) -> "1"
/// ```
#[uniffi::export]
pub fn other() {}
