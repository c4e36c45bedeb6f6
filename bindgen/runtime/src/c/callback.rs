//! Functions of the caller's, which are there as long as the call that they were given to.

use std::ffi::c_void;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A call during which functions of the caller's may be called.
#[derive(Debug, Default)]
pub struct During {
    is_over: Arc<AtomicBool>,
}

impl During {
    /// A call that has just begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the caller wants to be given.
    pub fn user(&self, pointer: *mut c_void) -> User {
        User { pointer, is_over: Arc::clone(&self.is_over) }
    }
}

impl Drop for During {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Release);
    }
}

/// What the caller wants to be given with its function.
#[derive(Debug)]
pub struct User {
    pointer: *mut c_void,
    is_over: Arc<AtomicBool>,
}

// SAFETY: the pointer is only handed on, and the header says until when.
unsafe impl Send for User {}
// SAFETY: as above.
unsafe impl Sync for User {}

impl User {
    /// The pointer, unless the call is over: then nobody is there to be called.
    pub fn get(&self) -> Option<*mut c_void> {
        (!self.is_over.load(Ordering::Acquire)).then_some(self.pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_call_nobody_is_called() {
        let during = During::new();
        let user = during.user(std::ptr::dangling_mut());
        assert_eq!(user.get(), Some(std::ptr::dangling_mut()));
        drop(during);
        assert_eq!(user.get(), None);
    }
}
