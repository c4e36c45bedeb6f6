//! Types that do not cross, all of them told at once.
//! refused: of_map(map): maps are not supported
//! refused: of_time(time): times are not supported
//! refused: of_duration: durations are not supported
//! refused: of_lists(lists): lists of lists are not supported
//! refused: of_options(options): lists of what may be absent are supported for texts and bytes only
//! refused: of_bytes(pieces): lists of bytes are supported as results only

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

/// A map.
#[uniffi::export]
pub fn of_map(map: HashMap<String, u32>) -> u64 {
    map.len() as u64
}

/// A time.
#[uniffi::export]
pub fn of_time(time: SystemTime) {
    let _ = time;
}

/// A duration.
#[uniffi::export]
pub fn of_duration() -> Duration {
    Duration::ZERO
}

/// A list of lists.
#[uniffi::export]
pub fn of_lists(lists: Vec<Vec<u32>>) {
    let _ = lists;
}

/// A list of numbers that may be absent.
#[uniffi::export]
pub fn of_options(options: Vec<Option<u32>>) {
    let _ = options;
}

/// A list of bytes.
#[uniffi::export]
pub fn of_bytes(pieces: Vec<Vec<u8>>) {
    let _ = pieces;
}
