//! Times: `datetime.timedelta` and `datetime.datetime`, which count in microseconds.

use crate::Argument;
use crate::argument::wrong_type;
use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::time::{Duration, SystemTime};

/// A span of time.
#[derive(Debug, Clone, Copy)]
pub struct Span(pub Duration);

/// A point in time.
#[derive(Debug, Clone, Copy)]
pub struct Moment(pub SystemTime);

impl Argument for Span {
    type Rust = Duration;

    fn into_rust(self) -> Duration {
        self.0
    }
}

impl Argument for Moment {
    type Rust = SystemTime;

    fn into_rust(self) -> SystemTime {
        self.0
    }
}

/// What is asked of Python's module `datetime`.
struct Times {
    timedelta: Py<PyAny>,
    datetime: Py<PyAny>,
    epoch: Py<PyAny>,
}

fn times(py: Python<'_>) -> PyResult<&Times> {
    static TIMES: PyOnceLock<Times> = PyOnceLock::new();
    TIMES.get_or_try_init(py, || {
        let module = py.import("datetime")?;
        let datetime = module.getattr("datetime")?;
        let utc = module.getattr("timezone")?.getattr("utc")?;
        let epoch = datetime.call1((1970, 1, 1, 0, 0, 0, 0, utc))?;
        Ok(Times { timedelta: module.getattr("timedelta")?.unbind(), datetime: datetime.unbind(), epoch: epoch.unbind() })
    })
}

/// How many microseconds a `timedelta` is.
fn microseconds(delta: &Bound<'_, PyAny>) -> PyResult<i64> {
    let py = delta.py();
    let days: i64 = delta.getattr(intern!(py, "days"))?.extract()?;
    let seconds: i64 = delta.getattr(intern!(py, "seconds"))?.extract()?;
    let rest: i64 = delta.getattr(intern!(py, "microseconds"))?.extract()?;
    let all = (i128::from(days) * 86_400 + i128::from(seconds)) * 1_000_000 + i128::from(rest);
    i64::try_from(all).map_err(|_| too_far())
}

#[cold]
fn too_far() -> PyErr {
    PyOverflowError::new_err("the time is too far away")
}

/// A `timedelta` of so many microseconds.
fn timedelta(py: Python<'_>, microseconds: i128) -> PyResult<Bound<'_, PyAny>> {
    let seconds = i64::try_from(microseconds.div_euclid(1_000_000)).map_err(|_| too_far())?;
    let rest = i64::try_from(microseconds.rem_euclid(1_000_000)).map_err(|_| too_far())?;
    times(py)?.timedelta.bind(py).call1((0, seconds, rest))
}

impl FromPyObject<'_, '_> for Span {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if !object.is_instance(times(object.py())?.timedelta.bind(object.py()))? {
            return Err(wrong_type("timedelta", object));
        }
        let microseconds = u64::try_from(microseconds(&object)?);
        let microseconds = microseconds.map_err(|_| PyValueError::new_err("expected a timedelta that is not negative"))?;
        Ok(Self(Duration::from_micros(microseconds)))
    }
}

impl FromPyObject<'_, '_> for Moment {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let py = object.py();
        if !object.is_instance(times(py)?.datetime.bind(py))? {
            return Err(wrong_type("datetime", object));
        }
        if object.call_method0(intern!(py, "utcoffset"))?.is_none() {
            return Err(PyValueError::new_err("expected a datetime with a time zone"));
        }
        let microseconds = microseconds(&object.sub(times(py)?.epoch.bind(py))?)?;
        let distance = Duration::from_micros(microseconds.unsigned_abs());
        let epoch = SystemTime::UNIX_EPOCH;
        Ok(Self(if microseconds < 0 { epoch - distance } else { epoch + distance }))
    }
}

impl<'py> IntoPyObject<'py> for Span {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        timedelta(py, i128::try_from(self.0.as_micros()).map_err(|_| too_far())?)
    }
}

impl<'py> IntoPyObject<'py> for Moment {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let nanoseconds = |distance: Duration| i128::try_from(distance.as_nanos()).map_err(|_| too_far());
        let since = match self.0.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => nanoseconds(since)?,
            Err(before) => -nanoseconds(before.duration())?,
        };
        times(py)?.epoch.bind(py).add(timedelta(py, since.div_euclid(1000))?)
    }
}
