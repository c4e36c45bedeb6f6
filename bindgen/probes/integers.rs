//! Every integer, in and out.

/// One more.
#[uniffi::export]
pub fn next_u8(value: u8) -> u8 {
    value.wrapping_add(1)
}

/// One more.
#[uniffi::export]
pub fn next_u16(value: u16) -> u16 {
    value.wrapping_add(1)
}

/// One more.
#[uniffi::export]
pub fn next_u32(value: u32) -> u32 {
    value.wrapping_add(1)
}

/// One more.
#[uniffi::export]
pub fn next_u64(value: u64) -> u64 {
    value.wrapping_add(1)
}

/// One more.
#[uniffi::export]
pub fn next_i8(value: i8) -> i8 {
    value.wrapping_add(1)
}

/// One more.
#[uniffi::export]
pub fn next_i16(value: i16) -> i16 {
    value.wrapping_add(1)
}

/// One more.
#[uniffi::export]
pub fn next_i32(value: i32) -> i32 {
    value.wrapping_add(1)
}

/// One more.
#[uniffi::export]
pub fn next_i64(value: i64) -> i64 {
    value.wrapping_add(1)
}
