//! An interface that the caller implements.
//! refused: Listener.hear: traits are not supported
//! refused: Listener: callback interfaces are not supported
//! refused: work(listener): callback interfaces are not supported

/// Listens.
#[uniffi::export(callback_interface)]
pub trait Listener: Send + Sync {
    /// Hears.
    fn hear(&self, text: String);
}

/// Works.
#[uniffi::export]
pub fn work(listener: Box<dyn Listener>) {
    listener.hear(String::new());
}
