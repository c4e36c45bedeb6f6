//! Callbacks that come out, that are kept in records, and that belong to choices.
//! refused: give: a callback is an argument of a function, and nothing else
//! refused: Size.tell: a method of a choice takes no callback; make it a function
//! refused: Held.progress: a callback is an argument of a function, and nothing else

use std::sync::Arc;

/// A report.
#[uniffi::export(with_foreign)]
pub trait Progress: Send + Sync {
    /// Says whether to go on.
    fn report(&self, done: u64) -> bool;
}

struct Silent;

impl Progress for Silent {
    fn report(&self, _: u64) -> bool {
        true
    }
}

/// Gives one.
#[uniffi::export]
pub fn give() -> Arc<dyn Progress> {
    Arc::new(Silent)
}

/// A size.
#[derive(Clone, Copy, uniffi::Enum)]
pub enum Size {
    /// Small.
    Small,
}

#[uniffi::export]
impl Size {
    /// Tells.
    pub fn tell(&self, progress: Arc<dyn Progress>) -> bool {
        progress.report(0)
    }
}

/// Holds one.
#[derive(Clone, uniffi::Record)]
pub struct Held {
    /// Which.
    pub progress: Option<Arc<dyn Progress>>,
}
