//! Panics: what they say, and where they happened.
//!
//! A panic's message is in its payload, but its backtrace can only be taken while it happens, in a panic hook. The standard library, its
//! hook included, is linked into each library of ours privately: the hook sees that library's panics only, and a program's own hook is
//! not touched.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::panic::{self, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

thread_local! {
    /// Where the last panic of this thread happened.
    static HERE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Where the last panic happened on a thread that works for others: its panic goes on on the thread that waits for it.
static ELSEWHERE: Mutex<Option<String>> = Mutex::new(None);

/// A panic that was caught.
#[derive(Debug)]
pub struct Panic {
    /// What it said.
    pub message: String,
    /// Where it happened, as Rust tells it.
    pub backtrace: String,
}

/// Has the places of panics noted, in this library. Nothing is printed: whoever catches them tells them. To be called once.
pub fn set_hook() {
    panic::set_hook(Box::new(note));
}

fn note(info: &PanicHookInfo) {
    let place = info.location().map(|location| format!("at {location}\n")).unwrap_or_default();
    let backtrace = format!("{place}{}", Backtrace::force_capture());
    // A worker thread of a pool never looks for its own.
    *ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner) = Some(backtrace.clone());
    HERE.set(Some(backtrace));
}

/// The panic behind what `catch_unwind` caught.
#[cold]
pub fn caught(payload: &(dyn Any + Send)) -> Panic {
    let elsewhere = ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner).take();
    Panic { message: message_of(payload), backtrace: HERE.take().or(elsewhere).unwrap_or_default() }
}

fn message_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without a message".to_owned())
}
