//! A callback beside records, choices and objects, taken by reference and by value, in a trait of many bounds.

use std::fmt::Debug;

/// A place.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Place {
    /// A path.
    pub path: String,
    /// Perhaps a line.
    pub line: Option<u32>,
}

/// A mode.
#[derive(Debug, uniffi::Enum)]
pub enum Mode {
    /// All of it.
    All,
    /// Some of it.
    Some,
}

/// A reader.
#[derive(Debug, uniffi::Object)]
pub struct Reader;

/// A report.
#[uniffi::export(callback_interface)]
pub trait Report: Send + Sync {
    /// Says whether to go on.
    fn report(&self, is_done: bool, path: String) -> bool;
}

#[uniffi::export]
impl Reader {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self
    }

    /// Reads.
    pub fn read(&self, place: Place, mode: Mode, report: Option<Box<dyn Report>>, other: &Reader, more: Vec<Place>) -> Vec<Place> {
        let goes_on = report.is_none_or(|report| report.report(false, place.path.clone()));
        let _ = other;
        if goes_on && matches!(mode, Mode::All) { more } else { vec![place] }
    }
}

/// Shows it.
#[uniffi::export]
pub fn shown(place: &Place, report: Box<dyn Report>) -> Option<Place> {
    fn text(value: &impl Debug) -> String {
        format!("{value:?}")
    }
    report.report(true, text(place)).then(|| place.clone())
}
