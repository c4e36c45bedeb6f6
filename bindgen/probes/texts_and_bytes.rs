//! Texts and bytes, owned and lent.

/// Both.
#[uniffi::export]
pub fn joined(a: &str, b: String) -> String {
    format!("{a}{b}")
}

/// Backwards.
#[uniffi::export]
pub fn backwards(a: &[u8], b: Vec<u8>) -> Vec<u8> {
    a.iter().rev().copied().chain(b).collect()
}
