//! Panics: stopped at the border.

use polyatom_runtime::panics::{self, Panic};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Makes a call and gives its panic, should it panic. PyO3 would turn a panic into a `BaseException`, which `except Exception` lets pass.
#[inline]
pub fn catch<T>(call: impl FnOnce() -> T) -> Result<T, Panic> {
    // Unwind safe because the values behind frozen classes are immutable or guard themselves (they are `Sync`).
    catch_unwind(AssertUnwindSafe(call)).map_err(|payload| panics::caught(payload.as_ref()))
}

/// Has the places of panics noted; to be called once, when the module is made.
pub fn note_panics() {
    panics::set_hook();
}
