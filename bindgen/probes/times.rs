//! Points and spans of time.

use std::time::{Duration, SystemTime};

/// Something that happens.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Event {
    /// When it begins.
    pub begins: SystemTime,
    /// How long it takes.
    pub takes: Duration,
    /// When it is over, if it is.
    pub over: Option<SystemTime>,
    /// How long after that it is remembered, if it is.
    pub remembered: Option<Duration>,
    /// When it is spoken of.
    pub mentions: Vec<SystemTime>,
}

/// The event.
#[uniffi::export]
pub fn same(event: Event) -> Event {
    event
}

/// The end.
#[uniffi::export]
pub fn end(begin: SystemTime, takes: Duration) -> SystemTime {
    begin + takes
}

/// How long it is in all.
#[uniffi::export]
pub fn sum(spans: Vec<Duration>, more: Option<Duration>, from: Option<SystemTime>) -> Option<Duration> {
    let _ = from;
    more.map(|more| spans.into_iter().sum::<Duration>() + more)
}

/// Each half.
#[uniffi::export]
pub fn halves(spans: &[Duration], since: &SystemTime) -> Vec<Duration> {
    let _ = since;
    spans.iter().map(|span| *span / 2).collect()
}

/// An hour later, perhaps.
#[uniffi::export]
pub fn later(than: Option<SystemTime>) -> Option<SystemTime> {
    than.map(|than| than + Duration::from_secs(3600))
}
