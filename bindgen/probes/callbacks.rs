//! Callbacks of every shape, in functions and methods, with names that the glue uses itself.

use std::sync::Arc;

/// Is told nothing and gives nothing.
#[uniffi::export(callback_interface)]
pub trait Tick: Send + Sync {
    /// Ticks.
    fn tick(&self);
}

/// Is told everything that it can be told.
#[uniffi::export(callback_interface)]
pub trait Everything: Send + Sync {
    /// Says whether to go on.
    #[allow(clippy::too_many_arguments)]
    fn tell(&self, yes: bool, small: u8, large: i64, ratio: f32, precise: f64, text: String, user: String, length: u32) -> bool;
}

/// Is named as keywords are.
#[uniffi::export(with_foreign)]
pub trait Call: Send + Sync {
    /// Says whether to go on.
    fn r#continue(&self, end: u64, r#type: String) -> bool;
}

/// Ticks once.
#[uniffi::export]
pub fn tick_once(tick: Box<dyn Tick>) {
    tick.tick();
}

/// Tells everything, perhaps.
#[uniffi::export(default(everything = None))]
pub fn tell_all(text: &str, everything: Option<Box<dyn Everything>>) -> Option<String> {
    let goes_on = everything?.tell(true, 1, -1, 0.5, 0.25, text.to_owned(), String::new(), 7);
    goes_on.then(|| text.to_owned())
}

/// A thing that calls.
#[derive(uniffi::Object)]
pub struct Caller;

#[uniffi::export]
impl Caller {
    /// Calls in the middle of its arguments.
    pub fn call(&self, first: u32, user: Option<Arc<dyn Call>>, ctx: &str) -> Vec<u32> {
        match user {
            Some(user) if user.r#continue(1, ctx.to_owned()) => vec![first],
            _ => vec![],
        }
    }

    /// Gives bytes.
    #[uniffi::method(default(call = None, count = 3))]
    pub fn bytes(&self, call: Option<Arc<dyn Call>>, count: u8) -> Vec<u8> {
        vec![u8::from(call.is_some()); usize::from(count)]
    }
}
