//! Types that do not cross, all of them told at once.
//! refused: of_map(map): maps are not supported
//! refused: of_lists(lists): lists of lists are not supported
//! refused: of_options(options): lists of what may be absent are supported for texts and bytes only

use std::collections::HashMap;

/// A map.
#[uniffi::export]
pub fn of_map(map: HashMap<String, u32>) -> u64 {
    map.len() as u64
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
