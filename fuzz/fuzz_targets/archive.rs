//! Hands random bytes to the checks of the same name.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| polyatom_fuzz::archive::check(bytes));
