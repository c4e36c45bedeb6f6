//! Sets, and nothing else.

use std::collections::HashSet;

/// What is in both.
#[uniffi::export]
pub fn common(a: &HashSet<String>, b: &HashSet<String>) -> HashSet<String> {
    a.intersection(b).cloned().collect()
}

/// Each number once.
#[uniffi::export]
pub fn once(numbers: HashSet<i32>) -> Option<HashSet<i32>> {
    Some(numbers)
}
