//! The C interface, called in any order with anything that a caller may pass, and with much that it may not but that can be seen:
//! NULL, lengths that cannot be, text that is not UTF-8, enums without such a choice.
//!
//! AddressSanitizer and LeakSanitizer watch; no call may panic, and nothing may be left when everything is freed.

mod caller;
mod calls;
#[path = "../../../bindings/c/src/generated.rs"]
mod glue;

use caller::Caller;
use libfuzzer_sys::arbitrary::Unstructured;

/// More calls than that are no other sequence.
const MOST: usize = 100;

/// The target.
pub fn check(bytes: &[u8]) {
    let mut caller = Caller::new(Unstructured::new(bytes));
    for _ in 0..MOST {
        let Some(function) = caller.next(calls::COUNT) else { break };
        // SAFETY: the caller keeps what is alive, by type, and forgets what it frees.
        unsafe { calls::call(function, &mut caller) };
        check_pending();
    }
    drop(caller);
    glue::polyatom_on_failure(None, std::ptr::null_mut());
    check_pending();
    assert_eq!(glue::polyatom_live_objects(), 0, "something is not given back");
}

/// What went wrong in a function that cannot say so.
fn check_pending() {
    let pending = glue::polyatom_take_failure();
    // SAFETY: it was just handed out, or it is NULL, and is freed once.
    unsafe {
        caller::check_failure(pending);
        glue::polyatom_error_free(pending);
    }
}
