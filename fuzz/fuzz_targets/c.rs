//! Drives a caller of the C interface with random bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| polyatom_fuzz::c::check(bytes));
