//! The border: no panic crosses it, and nothing that went wrong is lost.
//!
//! A panic's message is in its payload, but its backtrace can only be taken while it happens, in a panic hook. So the first call
//! sets one, once. The standard library, its hook included, is linked into this library privately, so the hook sees this library's
//! panics only; those outside a guarded call go on to the hook that was there before.

use super::failure::Failure;
use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::ptr;
use std::sync::{Once, PoisonError, RwLock};

thread_local! {
    /// How many guarded calls this thread is in.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// Where the panic happened that is being caught.
    static BACKTRACE: RefCell<String> = const { RefCell::new(String::new()) };
    /// What went wrong last in a function that has no error parameter.
    static PENDING: RefCell<Option<Failure>> = const { RefCell::new(None) };
}

static HOOK: Once = Once::new();

/// Whom to tell that a failure is kept.
static NOTIFY: RwLock<Option<extern "C" fn()>> = RwLock::new(None);

/// Runs the body of a function that can fail. A failure goes to `error`, if there is one, and `failed` is returned.
///
/// # Safety
/// `error` is NULL or can be written.
#[inline]
pub unsafe fn fallible<R>(error: *mut *mut Failure, failed: R, body: impl FnOnce() -> Result<R, Failure>) -> R {
    let (result, failure) = match guarded(body) {
        Ok(result) => (result, None),
        Err(failure) => (failed, Some(failure)),
    };
    // SAFETY: as the caller promises.
    if let Some(error) = unsafe { error.as_mut() } {
        *error = failure.map_or(ptr::null_mut(), Failure::into_raw);
    }
    result
}

/// Runs the body of a function that has no error parameter. A failure is kept for [`take_panic`], and `failed` is returned.
#[inline]
pub fn infallible<R>(failed: R, body: impl FnOnce() -> Result<R, Failure>) -> R {
    guarded(body).unwrap_or_else(|failure| {
        keep(failure);
        failed
    })
}

#[cold]
fn keep(failure: Failure) {
    PENDING.set(Some(failure));
    let notify = *NOTIFY.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(notify) = notify {
        notify();
    }
}

/// Has a function called whenever a failure is kept for [`take_panic`].
pub fn on_failure(notify: Option<extern "C" fn()>) {
    *NOTIFY.write().unwrap_or_else(PoisonError::into_inner) = notify;
}

/// What went wrong last, on this thread, in a function that has no error parameter.
pub fn take_panic() -> *mut Failure {
    PENDING.take().map_or(ptr::null_mut(), Failure::into_raw)
}

#[inline]
fn guarded<R>(body: impl FnOnce() -> Result<R, Failure>) -> Result<R, Failure> {
    HOOK.call_once(set_hook);
    DEPTH.set(DEPTH.get() + 1);
    // The body owns or borrows nothing that is looked at after a panic: its inputs are plain pointers, and the objects behind them
    // keep their own promises (they are `Sync`, so they guard what they change).
    let result = panic::catch_unwind(AssertUnwindSafe(body));
    DEPTH.set(DEPTH.get() - 1);
    result.unwrap_or_else(|payload| Err(Failure::panic(message_of(payload.as_ref()), BACKTRACE.take())))
}

fn set_hook() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| if DEPTH.get() > 0 { note_backtrace(info) } else { before(info) }));
}

fn note_backtrace(info: &PanicHookInfo) {
    let place = info.location().map(|location| format!("at {location}\n")).unwrap_or_default();
    BACKTRACE.set(format!("{place}{}", Backtrace::force_capture()));
}

fn message_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without a message".to_owned())
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
        assert!(take_panic().is_null());
        assert_eq!(infallible(0, || panic!("lost?")), 0);
        let error = take_panic();
        assert!(!error.is_null() && take_panic().is_null());
        // SAFETY: the error was just handed out.
        unsafe { Failure::free(error) };
    }
}
