//! Maps from Python.

use crate::argument::{Argument, about, wrong_type};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};

/// The keys of any mapping with their values.
#[derive(Debug, Clone)]
pub struct Map<K, V>(Vec<(K, V)>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self(vec![])
    }
}

impl<K: Argument, V: Argument> Argument for Map<K, V> {
    type Rust = Vec<(K::Rust, V::Rust)>;

    fn into_rust(self) -> Self::Rust {
        self.0.into_iter().map(|(key, value)| (key.into_rust(), value.into_rust())).collect()
    }
}

impl<'py, K: FromPyObjectOwned<'py>, V: FromPyObjectOwned<'py>> FromPyObject<'_, 'py> for Map<K, V> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(dict) = object.cast_exact::<PyDict>() {
            let items = dict.iter().map(|(key, value)| pair(&key, &value));
            return items.collect::<PyResult<_>>().map(Self);
        }
        let mapping = object.cast::<PyMapping>().map_err(|_| wrong_type("a mapping", object))?;
        let items = mapping.items()?;
        let items = items.iter().map(|item| item.extract().and_then(|(key, value)| pair(&key, &value)));
        items.collect::<PyResult<_>>().map(Self)
    }
}

/// A key and its value. A type error says which is wrong.
fn pair<'py, K: FromPyObjectOwned<'py>, V: FromPyObjectOwned<'py>>(
    key: &Bound<'py, PyAny>,
    value: &Bound<'py, PyAny>,
) -> PyResult<(K, V)> {
    let read_key = key.extract().map_err(|error: K::Error| about(key.py(), error.into(), format_args!("key {key:?}")))?;
    let read = value.extract().map_err(|error: V::Error| about(key.py(), error.into(), format_args!("value of {key:?}")))?;
    Ok((read_key, read))
}
