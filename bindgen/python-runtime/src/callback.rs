//! Functions of Python's, which Rust calls while a call goes on.

use crate::argument::wrong_type;
use pyo3::call::PyCallArgs;
use pyo3::prelude::*;
use std::sync::{Arc, OnceLock};

/// Something that can be called.
#[derive(Debug)]
pub struct Callable(Py<PyAny>);

impl FromPyObject<'_, '_> for Callable {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if object.is_callable() { Ok(Self(object.to_owned().unbind())) } else { Err(wrong_type("a callable", object)) }
    }
}

/// A call that calls back. What is raised meanwhile, by a signal or by the function, stops it and is raised in the end.
#[derive(Debug, Clone)]
pub struct Call(Arc<State>);

#[derive(Debug)]
struct State {
    function: Option<Py<PyAny>>,
    raised: OnceLock<PyErr>,
}

impl From<Callable> for Call {
    fn from(Callable(function): Callable) -> Self {
        Self(Arc::new(State { function: Some(function), raised: OnceLock::new() }))
    }
}

/// Without a function, it is signals alone that stop the call.
impl From<Option<Callable>> for Call {
    fn from(callable: Option<Callable>) -> Self {
        Self(Arc::new(State { function: callable.map(|callable| callable.0), raised: OnceLock::new() }))
    }
}

impl Call {
    /// Calls the function, and tells whether to go on: what is neither `None` nor true in Python stops the call.
    pub fn tell(&self, arguments: impl for<'py> PyCallArgs<'py>) -> bool {
        if self.0.raised.get().is_some() {
            return false;
        }
        Python::attach(|py| self.ask(py, arguments)).unwrap_or_else(|raised| {
            // Of two that are raised on two threads, the first is the one.
            let _ = self.0.raised.set(raised);
            false
        })
    }

    fn ask(&self, py: Python<'_>, arguments: impl for<'py> PyCallArgs<'py>) -> PyResult<bool> {
        py.check_signals()?;
        let Some(function) = &self.0.function else { return Ok(true) };
        let answer = function.bind(py).call1(arguments)?;
        Ok(answer.is_none() || answer.is_truthy()?)
    }

    /// The result of the call, once it is over.
    pub fn over<T>(&self, result: PyResult<T>) -> PyResult<T> {
        match self.0.raised.get() {
            Some(raised) => Err(Python::attach(|py| raised.clone_ref(py))),
            None => result,
        }
    }
}
