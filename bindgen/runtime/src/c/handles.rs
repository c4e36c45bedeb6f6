//! Objects and records as opaque handles: an `Arc` given to C as a raw pointer.

use super::failure::Failure;
use super::live;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Hands an object out. Takes `T` as well as `Arc<T>`, because UniFFI does not say which of the two a function gives back.
pub fn object_out<T>(object: impl Into<Arc<T>>) -> *mut T {
    live::handed_out();
    Arc::into_raw(object.into()).cast_mut()
}

/// The object behind a handle.
///
/// # Safety
/// `handle` is NULL or was handed out by [`object_out`] and not freed.
#[inline]
pub unsafe fn handle<'a, T>(handle: *const T, name: &'static str) -> Result<&'a T, Box<Failure>> {
    // SAFETY: as the caller promises.
    unsafe { handle.as_ref() }.ok_or_else(|| Failure::argument(name, "NULL"))
}

/// The object behind a handle that may be NULL.
///
/// # Safety
/// As for [`handle`].
#[inline]
pub unsafe fn optional_handle<'a, T>(handle: *const T) -> Option<&'a T> {
    // SAFETY: as the caller promises.
    unsafe { handle.as_ref() }
}

/// A share in the object behind a handle.
///
/// # Safety
/// As for [`handle`].
pub unsafe fn shared<T>(handle: *const T, name: &'static str) -> Result<Arc<T>, Box<Failure>> {
    if handle.is_null() {
        return Err(Failure::argument(name, "NULL"));
    }
    // SAFETY: the pointer came from `Arc::into_raw`, and the handle still holds one count; the new share takes a count of its own.
    unsafe {
        Arc::increment_strong_count(handle);
        Ok(Arc::from_raw(handle))
    }
}

/// Another handle to the same object.
///
/// # Safety
/// As for [`handle`].
pub unsafe fn clone<T>(handle: *const T) -> *mut T {
    // SAFETY: as the caller promises.
    unsafe { shared(handle, "self") }.map_or(std::ptr::null_mut(), object_out)
}

/// Whether two handles' objects are equal; NULL equals NULL only.
///
/// # Safety
/// As for [`handle`].
pub unsafe fn equal<T: PartialEq>(a: *const T, b: *const T) -> bool {
    // SAFETY: as the caller promises.
    unsafe { a.as_ref() == b.as_ref() }
}

/// The same for what is not `PartialEq`.
///
/// # Safety
/// As for [`handle`].
pub unsafe fn equal_by<T>(a: *const T, b: *const T, are_equal: impl FnOnce(&T, &T) -> bool) -> bool {
    // SAFETY: as the caller promises.
    match unsafe { (a.as_ref(), b.as_ref()) } {
        (Some(a), Some(b)) => are_equal(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// -1, 0 or 1 as one handle's object comes before, with or after another's; NULL stands before everything.
///
/// # Safety
/// As for [`handle`].
pub unsafe fn compare<T: Ord>(a: *const T, b: *const T) -> i32 {
    // SAFETY: as the caller promises.
    unsafe { a.as_ref().cmp(&b.as_ref()) as i32 }
}

/// A hash that is the same for equal objects, within one process and beyond.
pub fn hash<T: Hash>(object: &T) -> u64 {
    hash_by(|state| object.hash(state))
}

/// The same for what is not `Hash`.
pub fn hash_by(feed: impl FnOnce(&mut DefaultHasher)) -> u64 {
    let mut hasher = DefaultHasher::new();
    feed(&mut hasher);
    hasher.finish()
}

/// Frees a handle.
///
/// # Safety
/// As for [`handle`]; it is not used afterwards.
pub unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        live::given_back();
        // SAFETY: the pointer came from `Arc::into_raw`, and the caller gives its count up.
        drop(unsafe { Arc::from_raw(handle) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_outlives_its_handle() {
        let raw = object_out::<String>(String::from("kept"));
        // SAFETY: the handle is used before it is freed only.
        let (share, other) = unsafe { (shared(raw, "self").ok().unwrap(), clone(raw)) };
        // SAFETY: each handle is freed once.
        unsafe { free(raw) };
        assert_eq!((share.as_str(), Arc::strong_count(&share)), ("kept", 2));
        // SAFETY: each handle is freed once.
        unsafe { free(other) };
        assert_eq!(Arc::strong_count(&share), 1);
    }

    #[test]
    fn null_is_refused_or_ignored() {
        // SAFETY: NULL is allowed everywhere.
        unsafe {
            assert!(handle::<u8>(std::ptr::null(), "a").is_err());
            assert!(shared::<u8>(std::ptr::null(), "a").is_err());
            assert!(clone::<u8>(std::ptr::null()).is_null());
            free::<u8>(std::ptr::null_mut());
        }
    }
}
