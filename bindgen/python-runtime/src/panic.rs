//! Panics: stopped at the border.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Makes a call and gives the message of its panic, should it panic. PyO3 would turn a panic into a `BaseException`, which
/// `except Exception` lets pass.
#[inline]
pub fn catch<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    // Unwind safe because the values behind frozen classes are immutable or guard themselves (they are `Sync`).
    catch_unwind(AssertUnwindSafe(call)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().copied().map(str::to_owned);
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic without a message".to_owned())
    })
}
