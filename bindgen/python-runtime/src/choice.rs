//! Enums: real `enum.Enum` classes in Python, plain choices in Rust.

use crate::{Argument, Text};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;
use std::cmp::Ordering;
use std::sync::OnceLock;

/// What the glue knows about an enum.
pub trait Enumeration: 'static {
    /// The Rust enum.
    type Value;
    /// The module that has its class.
    const MODULE: &'static str;
    /// The name of its class.
    const CLASS: &'static str;
    /// What is taken where one is expected.
    const EXPECTED: &'static str;
    /// The name of each choice, in snake case.
    const NAMES: &'static [&'static str];

    /// The choice at a place in the list above, which there is.
    fn at(place: usize) -> Self::Value;

    /// The place of a choice in the list above.
    fn index(value: &Self::Value) -> usize;

    /// The text of a choice, if the enum prints as text.
    fn text(value: &Self::Value) -> Option<String>;

    /// The choice of a text that is none of those above, which is an error unless the enum knows better.
    fn read(text: &str) -> PyResult<Self::Value>
    where
        Self: Sized,
    {
        Err(unknown::<Self>(text))
    }

    /// What was looked up once.
    fn table() -> &'static Table;
}

/// What is looked up once about an enum: the members of the class, the texts of the choices.
pub struct Table {
    members: PyOnceLock<Vec<Py<PyAny>>>,
    /// The interned texts and names, with the place of their choice: most text that a program hands in is the same object.
    interned: PyOnceLock<Vec<(Py<PyString>, usize)>>,
    texts: OnceLock<Vec<String>>,
}

impl Table {
    /// A table with nothing looked up yet.
    #[expect(clippy::new_without_default, reason = "it exists to be a static")]
    pub const fn new() -> Self {
        Self { members: PyOnceLock::new(), interned: PyOnceLock::new(), texts: OnceLock::new() }
    }
}

fn members<E: Enumeration>(py: Python<'_>) -> PyResult<&'static [Py<PyAny>]> {
    let look_up = || -> PyResult<Vec<Py<PyAny>>> {
        let class = py.import(E::MODULE)?.getattr(E::CLASS)?;
        class.try_iter()?.map(|member| member.map(Bound::unbind)).collect()
    };
    E::table().members.get_or_try_init(py, look_up).map(Vec::as_slice)
}

/// The text of each choice; empty if the enum does not print as text.
fn texts<E: Enumeration>() -> &'static [String] {
    E::table().texts.get_or_init(|| values::<E>().filter_map(|value| E::text(&value)).collect())
}

fn interned<E: Enumeration>(py: Python<'_>) -> &'static [(Py<PyString>, usize)] {
    let look_up = || {
        let texts = texts::<E>().iter().map(String::as_str).enumerate();
        let all = texts.chain(E::NAMES.iter().copied().enumerate());
        all.map(|(index, text)| (PyString::intern(py, text).unbind(), index)).collect()
    };
    E::table().interned.get_or_init(py, look_up)
}

/// The rank of each choice, for the class in Python: its place when all are sorted.
pub fn ranks<E: Enumeration>(order: impl Fn(&E::Value, &E::Value) -> Ordering) -> Vec<usize> {
    values::<E>().map(|value| values::<E>().filter(|other| order(other, &value).is_lt()).count()).collect()
}

/// The choices.
fn values<E: Enumeration>() -> impl Iterator<Item = E::Value> {
    (0..E::NAMES.len()).map(E::at)
}

/// A choice, as argument and as result.
#[derive(Debug, Clone, Copy)]
pub struct Choice<E: Enumeration>(pub E::Value);

impl<E: Enumeration> Argument for Choice<E> {
    type Rust = E::Value;

    fn into_rust(self) -> E::Value {
        self.0
    }
}

impl<E: Enumeration> FromPyObject<'_, '_> for Choice<E> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Some(index) = members::<E>(object.py())?.iter().position(|member| member.as_ptr() == object.as_ptr()) {
            return Ok(Self(E::at(index)));
        }
        if let Some((_, index)) = interned::<E>(object.py()).iter().find(|(text, _)| text.as_ptr() == object.as_ptr()) {
            return Ok(Self(E::at(*index)));
        }
        let text = &*Text::or_else(object, E::EXPECTED)?;
        let index =
            texts::<E>().iter().position(|known| known == text).or_else(|| E::NAMES.iter().position(|name| *name == text));
        index.map_or_else(|| E::read(text), |index| Ok(E::at(index))).map(Self)
    }
}

#[cold]
fn unknown<E: Enumeration>(text: &str) -> PyErr {
    let texts = texts::<E>();
    let choices: Vec<String> = (E::NAMES.iter().enumerate())
        .map(|(i, name)| match texts.get(i) {
            Some(text) if text != name => format!("{text:?} ({name})"),
            _ => format!("{name:?}"),
        })
        .collect();
    PyValueError::new_err(format!("{text:?} is not a valid {}: choose one of {}", E::CLASS, choices.join(", ")))
}

impl<'py, E: Enumeration> IntoPyObject<'py> for Choice<E> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Ok(members::<E>(py)?[E::index(&self.0)].bind(py).clone())
    }
}
