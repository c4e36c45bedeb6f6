//! Hands random text to the checks of the same name.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| polyatom_fuzz::system::check(text));
