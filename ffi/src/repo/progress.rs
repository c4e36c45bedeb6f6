//! Long calls tell how far they are.

/// A report of how far a long call has come.
#[uniffi::export(callback_interface)]
pub trait Progress: Send + Sync {
    /// Gets the number of things that are done, and of how many: packages, or bytes of a file. Says whether to go on.
    fn report(&self, done: i64, total: i64) -> bool;
}

/// As `polyatom-repo` calls it.
pub(crate) fn report(progress: Option<Box<dyn Progress>>) -> impl FnMut(usize, usize) -> bool {
    move |done, total| progress.as_ref().is_none_or(|progress| progress.report(done as i64, total as i64))
}
