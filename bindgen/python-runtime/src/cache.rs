//! Objects that are remembered by their text.

use crate::{Made, Text, TextClass};
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};

/// How many texts a generation holds.
const GENERATION: usize = 16_384;

/// The objects of one class that were made from text lately.
///
/// Two generations: what is asked for is in the recent one or moves there; when that is full it becomes the older one, and what the older
/// one held is forgotten. So the last 16,384 texts are always remembered, and never more than 32,768.
pub struct Cache(PyOnceLock<Generations>);

struct Generations {
    recent: Py<PyDict>,
    older: Py<PyDict>,
}

impl Cache {
    /// A cache with nothing in it.
    #[expect(clippy::new_without_default, reason = "it exists to be a static")]
    pub const fn new() -> Self {
        Self(PyOnceLock::new())
    }

    fn generations(&self, py: Python<'_>) -> &Generations {
        self.0.get_or_init(py, || Generations { recent: PyDict::new(py).unbind(), older: PyDict::new(py).unbind() })
    }
}

/// The object of a text, the same for the same text as long as it is remembered.
#[inline]
pub fn cached<'py, C: TextClass + Into<PyClassInitializer<C>>>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
    let py = text.py();
    // A subclass of str could change what it says it is equal to.
    if !text.is_exact_instance_of::<PyString>() {
        return fresh::<C>(text);
    }
    let generations = C::cache().generations(py);
    match generations.recent.bind(py).get_item(text)? {
        Some(object) => Ok(object),
        None => remember::<C>(text, generations),
    }
}

/// The way of a text that is not in the recent generation. Other threads may be on it too: then both make an object, and one is remembered.
#[cold]
fn remember<'py, C: TextClass + Into<PyClassInitializer<C>>>(
    text: &Bound<'py, PyString>,
    generations: &Generations,
) -> PyResult<Bound<'py, PyAny>> {
    let py = text.py();
    let (recent, older) = (generations.recent.bind(py), generations.older.bind(py));
    let object = match older.get_item(text)? {
        Some(object) => object,
        None => fresh::<C>(text)?,
    };
    if recent.len() >= GENERATION {
        older.clear();
        older.update(recent.as_mapping())?;
        recent.clear();
    }
    recent.set_item(text, &object)?;
    Ok(object)
}

fn fresh<'py, C: TextClass + Into<PyClassInitializer<C>>>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
    Made(C::from_value(C::parse(text.extract::<Text>()?)?)).into_bound_py_any(text.py())
}

/// Forgets all objects of a class.
pub fn clear_cache<C: TextClass>(py: Python<'_>) {
    let generations = C::cache().generations(py);
    generations.recent.bind(py).clear();
    generations.older.bind(py).clear();
}
