//! Objects that properties gave, to be given again: an object that is asked for the same part twice makes it once.

use crate::Made;
use pyo3::PyClass;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::sync::OnceLock;

/// The objects of `N` properties of one object. They are values, which refer to no others, so that no circle is closed.
pub struct Kept<const N: usize>(OnceLock<Box<[PyOnceLock<Py<PyAny>>; N]>>);

impl<const N: usize> Kept<N> {
    /// Nothing was asked for yet.
    #[expect(clippy::new_without_default, reason = "only generated glue makes one")]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// The object of a property, by its place: the one that was given before, or one that is made now.
    #[inline]
    pub fn get<'py, C: PyClass + Into<PyClassInitializer<C>>>(
        &self,
        py: Python<'py>,
        place: usize,
        make: impl FnOnce() -> PyResult<Made<C>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self.0.get().and_then(|kept| kept[place].get(py)) {
            Some(object) => Ok(object.bind(py).clone()),
            None => self.make(py, place, make),
        }
    }

    /// Other threads may be on this way too: then one object is kept, and all get that.
    #[cold]
    fn make<'py, C: PyClass + Into<PyClassInitializer<C>>>(
        &self,
        py: Python<'py>,
        place: usize,
        make: impl FnOnce() -> PyResult<Made<C>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let object = make()?.into_pyobject(py)?.into_any().unbind();
        let kept = self.0.get_or_init(|| Box::new([const { PyOnceLock::new() }; N]));
        Ok(kept[place].get_or_init(py, || object).bind(py).clone())
    }
}
