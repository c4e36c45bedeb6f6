//! The border: no panic crosses it, and nothing that went wrong is lost.
//!
//! The first call sets a panic hook, once.

use super::failure::Failure;
use crate::panics;
use std::cell::RefCell;
use std::ffi::c_void;
use std::panic::{self, AssertUnwindSafe};
use std::ptr;
use std::sync::{Once, PoisonError, RwLock};

thread_local! {
    /// What went wrong last in a function that has no error parameter.
    static PENDING: RefCell<Option<Box<Failure>>> = const { RefCell::new(None) };
}

static HOOK: Once = Once::new();

/// Whom to tell that a failure is kept.
static NOTIFY: RwLock<Option<Notify>> = RwLock::new(None);

/// A function of the caller's, and what it is given.
#[derive(Clone, Copy)]
struct Notify {
    call: extern "C" fn(*mut c_void),
    user: *mut c_void,
}

// SAFETY: the pointer is only handed on; the header says on which threads.
unsafe impl Send for Notify {}
// SAFETY: as above.
unsafe impl Sync for Notify {}

/// Runs the body of a function that can fail. A failure goes to `error`, if there is one, and `failed` is returned.
///
/// # Safety
/// `error` is NULL or can be written.
#[inline]
pub unsafe fn fallible<R>(error: *mut *mut Failure, failed: R, mut body: impl FnMut() -> Result<R, Box<Failure>>) -> R {
    let mut result = failed;
    // SAFETY: as the caller promises.
    unsafe { guarded_telling(error, &mut || settle(body(), &mut result)) };
    result
}

/// Runs the body of a function that has no error parameter. A failure is kept for [`take_failure`], and `failed` is returned.
#[inline]
pub fn infallible<R>(failed: R, mut body: impl FnMut() -> Result<R, Box<Failure>>) -> R {
    let mut result = failed;
    guarded_keeping(&mut || settle(body(), &mut result));
    result
}

/// A body that leaves its result elsewhere and gives its failure. Nothing else of a function differs from the others: a library has
/// thousands of them, so what they share must be there once.
type Body<'a> = &'a mut dyn FnMut() -> Option<Box<Failure>>;

#[inline]
fn settle<R>(made: Result<R, Box<Failure>>, result: &mut R) -> Option<Box<Failure>> {
    made.map(|made| *result = made).err()
}

/// # Safety
/// `error` is NULL or can be written.
unsafe fn guarded_telling(error: *mut *mut Failure, body: Body<'_>) {
    let failure = guarded(body);
    // SAFETY: as the caller promises.
    if let Some(error) = unsafe { error.as_mut() } {
        *error = failure.map_or(ptr::null_mut(), Failure::into_raw);
    }
}

fn guarded_keeping(body: Body<'_>) {
    if let Some(failure) = guarded(body) {
        keep(failure);
    }
}

#[cold]
fn keep(failure: Box<Failure>) {
    PENDING.set(Some(failure));
    let notify = *NOTIFY.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(Notify { call, user }) = notify {
        call(user);
    }
}

/// Has a function called with `user` whenever a failure is kept for [`take_failure`], on the thread that failed.
pub fn on_failure(call: Option<extern "C" fn(*mut c_void)>, user: *mut c_void) {
    *NOTIFY.write().unwrap_or_else(PoisonError::into_inner) = call.map(|call| Notify { call, user });
}

/// What went wrong last, on this thread, in a function that has no error parameter.
pub fn take_failure() -> *mut Failure {
    PENDING.take().map_or(ptr::null_mut(), Failure::into_raw)
}

#[inline]
fn guarded(body: Body<'_>) -> Option<Box<Failure>> {
    HOOK.call_once(panics::set_hook);
    // The body owns or borrows nothing that is looked at after a panic: its inputs are plain pointers, and the objects behind them keep
    // their own promises (they are `Sync`, so they guard what they change).
    let result = panic::catch_unwind(AssertUnwindSafe(body));
    result.unwrap_or_else(|payload| Some(Failure::panic(panics::caught(payload.as_ref()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;

    #[test]
    fn a_panic_becomes_an_error_with_a_backtrace() {
        let mut error = ptr::null_mut();
        // SAFETY: `error` can be written.
        let result = unsafe { fallible(&mut error, -1, || panic!("number {}", 7)) };
        assert_eq!(result, -1);
        // SAFETY: the error was just handed out.
        unsafe {
            assert_eq!(Failure::code(error), super::super::failure::PANIC);
            assert_eq!(CStr::from_ptr(Failure::message(error)).to_str(), Ok("number 7"));
            assert!(CStr::from_ptr(Failure::backtrace(error)).to_str().unwrap().contains("guard.rs"));
            Failure::free(error);
        }
    }

    #[test]
    fn success_clears_the_error() {
        let mut error = ptr::NonNull::dangling().as_ptr();
        // SAFETY: `error` can be written.
        assert_eq!(unsafe { fallible(&mut error, -1, || Ok(1)) }, 1);
        assert!(error.is_null());
        // SAFETY: no error is wanted.
        assert_eq!(unsafe { fallible(ptr::null_mut(), -1, || Err(Failure::argument("a", "bad"))) }, -1);
    }

    #[test]
    fn a_failure_without_error_parameter_waits_to_be_taken() {
        assert!(take_failure().is_null());
        assert_eq!(infallible(0, || panic!("lost?")), 0);
        let error = take_failure();
        assert!(!error.is_null() && take_failure().is_null());
        // SAFETY: the error was just handed out.
        unsafe { Failure::free(error) };
    }
}
