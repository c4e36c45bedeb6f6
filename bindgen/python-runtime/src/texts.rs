//! Short texts that are given out again and again, such as categories: the same Python object, as long as it is remembered.
//!
//! Making a Python text takes longer than everything else that a getter does. So the last ones are kept in a table, each in the one place
//! that its hash names, until another text wants that place.

use pyo3::prelude::*;
use pyo3::types::PyString;

/// The longest text that is remembered: with its length and the object, a place takes 32 bytes.
#[cfg(not(Py_GIL_DISABLED))]
const LONGEST: usize = 23;

/// Python's text of a text of ours.
#[cfg(not(Py_GIL_DISABLED))]
#[inline]
pub fn text<'py>(py: Python<'py>, text: impl AsRef<str>) -> Bound<'py, PyString> {
    let text = text.as_ref();
    if text.len() > LONGEST { PyString::new(py, text) } else { table::look_up(py, text) }
}

/// Python's text of a text of ours. Threads that really run at the same time would have to take turns at a table.
#[cfg(Py_GIL_DISABLED)]
#[inline]
pub fn text<'py>(py: Python<'py>, text: impl AsRef<str>) -> Bound<'py, PyString> {
    PyString::new(py, text.as_ref())
}

#[cfg(not(Py_GIL_DISABLED))]
mod table {
    use super::LONGEST;
    use pyo3::prelude::*;
    use pyo3::types::PyString;
    use rustc_hash::FxHasher;
    use std::cell::UnsafeCell;
    use std::hash::Hasher;

    const PLACES: usize = 512;

    struct Place {
        length: u8,
        bytes: [u8; LONGEST],
        object: Option<Py<PyString>>,
    }

    struct Table(UnsafeCell<[Place; PLACES]>);

    // SAFETY: only `look_up` touches the places, which holds the interpreter's lock all the time: no two threads are in it at once.
    unsafe impl Sync for Table {}

    static TABLE: Table = Table(UnsafeCell::new([const { Place { length: 0, bytes: [0; LONGEST], object: None } }; PLACES]));

    #[inline]
    pub(super) fn look_up<'py>(py: Python<'py>, text: &str) -> Bound<'py, PyString> {
        let bytes = text.as_bytes();
        let index = place_of(bytes);
        // SAFETY: `py` proves that this thread holds the interpreter's lock, and nothing in this block lets go of it or calls Python.
        let known = unsafe {
            let place = &(*TABLE.0.get())[index];
            let same = usize::from(place.length) == bytes.len() && &place.bytes[..bytes.len()] == bytes;
            place.object.as_ref().filter(|_| same).map(|object| object.bind(py).clone())
        };
        known.unwrap_or_else(|| remember(py, text, index))
    }

    #[cold]
    fn remember<'py>(py: Python<'py>, text: &str, index: usize) -> Bound<'py, PyString> {
        let object = PyString::new(py, text);
        let mut place = Place { length: text.len() as u8, bytes: [0; LONGEST], object: Some(object.clone().unbind()) };
        place.bytes[..text.len()].copy_from_slice(text.as_bytes());
        // SAFETY: as above.
        let before = unsafe { std::mem::replace(&mut (*TABLE.0.get())[index], place) };
        // A text runs no code when it goes.
        drop(before);
        object
    }

    #[inline]
    fn place_of(bytes: &[u8]) -> usize {
        let mut hasher = FxHasher::default();
        hasher.write(bytes);
        hasher.finish() as usize % PLACES
    }
}
