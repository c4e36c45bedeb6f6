//! The border to JavaScript: a question is written into memory that is asked for, and the answer lies where it was.
//!
//! Nothing here reads through a pointer: both sides use one buffer, which Rust owns.

use std::panic::{PanicHookInfo, set_hook};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The question before it is answered, the answer afterwards.
static LETTER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn letter() -> MutexGuard<'static, Vec<u8>> {
    LETTER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where a question of so many bytes is to be written.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    let mut letter = letter();
    *letter = vec![0; length];
    letter.as_mut_ptr()
}

/// Answers the question that was written.
#[unsafe(no_mangle)]
pub extern "C" fn ask() {
    set_hook(Box::new(panicked));
    let question = std::mem::take(&mut *letter());
    *letter() = crate::answer(&String::from_utf8_lossy(&question)).into_bytes();
}

/// Where the answer lies; after a panic, what it says.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    letter().as_ptr()
}

/// How many bytes the answer has.
#[unsafe(no_mangle)]
pub extern "C" fn answer_length() -> usize {
    letter().len()
}

/// The program traps after this, which the page sees.
fn panicked(panic: &PanicHookInfo<'_>) {
    *letter() = panic.to_string().into_bytes();
}
