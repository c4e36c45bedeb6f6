//! The panic hook that a program has set stays its own. A test program of its own, for the hook is one for the whole process.

use polyatom_runtime::c::{Failure, fallible, infallible, take_failure};
use std::panic;
use std::ptr;
use std::sync::Mutex;

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn seen() -> Vec<String> {
    std::mem::take(&mut SEEN.lock().unwrap())
}

#[test]
fn a_program_s_own_hook_sees_its_own_panics_and_none_of_ours() {
    panic::set_hook(Box::new(|info| {
        SEEN.lock().unwrap().push(info.payload_as_str().unwrap_or_default().to_owned());
    }));
    assert!(panic::catch_unwind(|| panic!("before")).is_err());
    assert_eq!(seen(), ["before"]);

    let mut error = ptr::null_mut();
    // SAFETY: `error` can be written.
    assert_eq!(unsafe { fallible(&mut error, -1, || panic!("ours")) }, -1);
    assert_eq!(infallible(-1, || panic!("ours, too")), -1);
    assert_eq!(seen(), [""; 0]);
    for failure in [error, take_failure()] {
        // SAFETY: it was just handed out, and is freed once.
        unsafe { Failure::free(failure) };
    }

    assert!(panic::catch_unwind(|| panic!("after")).is_err());
    assert_eq!(seen(), ["after"]);
}
