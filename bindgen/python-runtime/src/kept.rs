//! Objects that properties gave, to be given again. Most parts are read once: then to keep them would cost more than it saves, and memory.
//! So what is asked for the second time is kept.

use once_cell::race::OnceBox;
use pyo3::IntoPyObjectExt;
use pyo3::ffi::PyObject;
use pyo3::prelude::*;
use pyo3::types::{PyFrozenSet, PyTuple};
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

/// The objects of `N` properties of one object: a pointer until the first is kept. They are values, which refer to no others but values of
/// their own, so that no circle is closed.
pub struct Kept<const N: usize> {
    slots: OnceBox<[Slot; N]>,
    /// A bit for each place that was asked for.
    asked: AtomicU32,
}

/// What is longer is made anew each time: it would cost more memory than the object itself.
const SHORT: usize = 16;

impl<const N: usize> Kept<N> {
    /// Nothing was asked for yet.
    #[expect(clippy::new_without_default, reason = "only generated glue makes one")]
    pub const fn new() -> Self {
        const { assert!(N <= u32::BITS as usize, "each place has a bit") };
        Self { slots: OnceBox::new(), asked: AtomicU32::new(0) }
    }

    /// The object of a property, by its place: the one that was given before, or one that is made now.
    #[inline]
    pub fn get<'py, T: IntoPyObject<'py>>(
        &self,
        py: Python<'py>,
        place: usize,
        make: impl FnOnce() -> PyResult<T>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if let Some(object) = self.slots.get().and_then(|slots| slots[place].get(py)) {
            return Ok(object);
        }
        let object = make()?.into_bound_py_any(py)?;
        let bit = 1 << place;
        if self.asked.fetch_or(bit, Ordering::Relaxed) & bit == 0 { Ok(object) } else { self.keep(place, object) }
    }

    /// Other threads may be on this way too: then one object is kept, and all get that.
    #[cold]
    fn keep<'py>(&self, place: usize, object: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if object.is_none() || is_long(&object)? {
            return Ok(object);
        }
        let slots = self.slots.get_or_init(|| Box::new([const { Slot::new() }; N]));
        Ok(slots[place].set(object))
    }
}

fn is_long(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    let is_collection = object.is_exact_instance_of::<PyTuple>() || object.is_exact_instance_of::<PyFrozenSet>();
    Ok(is_collection && object.len()? > SHORT)
}

/// A place for an object, which owns it once it is there.
struct Slot(AtomicPtr<PyObject>);

impl Slot {
    const fn new() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    #[inline]
    fn get<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        // SAFETY: it is null or an object that this slot owns until it is dropped.
        unsafe { Bound::from_borrowed_ptr_or_opt(py, self.0.load(Ordering::Acquire)) }
    }

    /// The object that is there from now on: this one, or one that came first.
    fn set<'py>(&self, object: Bound<'py, PyAny>) -> Bound<'py, PyAny> {
        let (py, own) = (object.py(), object.clone().into_ptr());
        match self.0.compare_exchange(ptr::null_mut(), own, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => object,
            Err(first) => {
                // SAFETY: `own` was not stored, so its count is still ours; `first` is an object that this slot owns.
                unsafe {
                    drop(Bound::from_owned_ptr(py, own));
                    Bound::from_borrowed_ptr(py, first)
                }
            }
        }
    }
}

impl<const N: usize> Drop for Kept<N> {
    fn drop(&mut self) {
        let Some(slots) = self.slots.get() else { return };
        Python::attach(|py| {
            for slot in slots {
                // SAFETY: it is null or an object that this slot owns, and nobody will ask for it any more.
                drop(unsafe { Bound::from_owned_ptr_or_opt(py, slot.0.load(Ordering::Acquire)) });
            }
        });
    }
}
