//! Callbacks that are more than a function that is told something, and callbacks where none can be.
//! refused: Both: a callback has one method, for languages give a function for it
//! refused: Fails.work: a callback cannot fail; what goes wrong in it stops the call
//! refused: Gives.work: a callback gives nothing, or a truth value: whether the call goes on
//! refused: Told.work(numbers): a callback is told numbers, truth values and texts
//! refused: two: a function takes one callback at most, as the languages' blocks are one at most
//! refused: Held.progress: a callback is an argument of a function, and nothing else
//! refused: listed(all): a callback is an argument of a function, and nothing else
//! refused: Worker.new: a constructor takes no callback; let a function that gives the object take it

use std::sync::Arc;

/// An error.
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

#[cfg(feature = "uniffi")]
impl From<uniffi::UnexpectedUniFFICallbackError> for WorkError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Late
    }
}

/// Two methods.
#[uniffi::export(callback_interface)]
pub trait Both: Send + Sync {
    /// One.
    fn one(&self);
    /// The other.
    fn other(&self);
}

/// One that fails.
#[uniffi::export(callback_interface)]
pub trait Fails: Send + Sync {
    /// Works.
    fn work(&self) -> Result<(), WorkError>;
}

/// One that gives a number.
#[uniffi::export(callback_interface)]
pub trait Gives: Send + Sync {
    /// Works.
    fn work(&self) -> u32;
}

/// One that is told too much.
#[uniffi::export(callback_interface)]
pub trait Told: Send + Sync {
    /// Works.
    fn work(&self, numbers: Vec<u32>);
}

/// One that can be.
#[uniffi::export(with_foreign)]
pub trait Progress: Send + Sync {
    /// Says whether to go on.
    fn report(&self, done: u64) -> bool;
}

/// Calls two.
#[uniffi::export]
pub fn two(one: Arc<dyn Progress>, other: Arc<dyn Progress>) -> bool {
    one.report(1) && other.report(2)
}

/// Calls many.
#[uniffi::export]
pub fn listed(all: Vec<Arc<dyn Progress>>) -> bool {
    all.iter().all(|one| one.report(1))
}

/// Holds one.
#[derive(Clone, uniffi::Record)]
pub struct Held {
    /// Which.
    pub progress: Arc<dyn Progress>,
}

/// A thing that is made of one.
#[derive(uniffi::Object)]
pub struct Worker;

#[uniffi::export]
impl Worker {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new(progress: Arc<dyn Progress>) -> Self {
        progress.report(0);
        Self
    }
}
