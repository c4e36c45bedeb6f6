//! Functions and methods with a callback, by everything that they can give.

use std::sync::Arc;

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum WorkError {
    /// It is late.
    Late,
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}

/// A report.
#[uniffi::export(callback_interface)]
pub trait Report: Send + Sync {
    /// Says whether to go on.
    fn report(&self, done: u64, total: u64) -> bool;
}

/// A color.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum Color {
    /// Red.
    Red,
}

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing;

/// A record.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Pair {
    /// One.
    pub one: u32,
}

#[uniffi::export]
impl Pair {
    /// Works.
    pub fn work(&self, report: Box<dyn Report>) -> Pair {
        report.report(0, 1);
        self.clone()
    }
}

#[uniffi::export]
impl Thing {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self
    }

    /// Gives a thing.
    pub fn thing(&self, report: Box<dyn Report>) -> Arc<Thing> {
        report.report(0, 1);
        Arc::new(Thing)
    }

    /// Gives perhaps things.
    pub fn things(&self, count: u32, report: Option<Box<dyn Report>>) -> Result<Option<Vec<Arc<Thing>>>, WorkError> {
        let _ = (count, report);
        Ok(None)
    }

    /// Gives nothing, or fails.
    #[uniffi::method(default(name = "x", times = 2, report = None, loud = false))]
    pub fn nothing(&self, name: String, times: u32, report: Option<Box<dyn Report>>, loud: bool) -> Result<(), WorkError> {
        let _ = (name, times, report, loud);
        Err(WorkError::Late)
    }
}

/// Gives perhaps a number.
#[uniffi::export]
pub fn number(report: Box<dyn Report>, texts: Vec<String>) -> Option<u32> {
    texts.iter().position(|_| !report.report(0, 1)).map(|place| place as u32)
}

/// Gives perhaps a text.
#[uniffi::export]
pub fn text_of(value: u32, during: &str, report: Box<dyn Report>) -> Result<Option<String>, WorkError> {
    report.report(u64::from(value), 1);
    Ok(Some(during.to_owned()))
}

/// Gives a color.
#[uniffi::export]
pub fn color_of(report: Box<dyn Report>) -> Color {
    report.report(0, 1);
    Color::Red
}

/// Gives bytes, or none.
#[uniffi::export]
pub fn bytes_of(report: Box<dyn Report>, bytes: Option<Vec<u8>>) -> Option<Vec<u8>> {
    report.report(0, 1);
    bytes
}

/// Gives pairs.
#[uniffi::export]
pub fn pairs_of(pairs: Vec<Pair>, report: Box<dyn Report>) -> Vec<Pair> {
    report.report(0, 1);
    pairs
}

/// Gives nothing.
#[uniffi::export]
pub fn nothing(report: Box<dyn Report>) {
    report.report(0, 1);
}
