//! Counts what was handed out and not yet given back, so that tests can see a leak. Costs nothing unless built in.

#[cfg(feature = "count-live")]
use std::sync::atomic::{AtomicU64, Ordering};

#[cfg(feature = "count-live")]
static LIVE: AtomicU64 = AtomicU64::new(0);

/// One more was handed out.
#[inline]
pub(crate) fn handed_out() {
    #[cfg(feature = "count-live")]
    LIVE.fetch_add(1, Ordering::Relaxed);
}

/// One was given back.
#[inline]
pub(crate) fn given_back() {
    #[cfg(feature = "count-live")]
    LIVE.fetch_sub(1, Ordering::Relaxed);
}

/// How many are out; 0 if they are not counted.
pub fn count() -> u64 {
    #[cfg(feature = "count-live")]
    return LIVE.load(Ordering::Relaxed);
    #[cfg(not(feature = "count-live"))]
    0
}
