//! A function that is not done when it returns.
//! refused: work: async functions are not supported

/// Works.
#[uniffi::export]
pub async fn work() {}
