//! A record with methods.

/// A point.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Upwards.
    pub y: f64,
}

#[uniffi::export]
impl Point {
    /// The distance from the origin.
    pub fn distance(&self) -> f64 {
        self.x.hypot(self.y)
    }

    /// The text of one kind of it.
    pub fn named(&self, name: &str, times: Option<u32>) -> Option<String> {
        times.map(|times| name.repeat(times as usize))
    }

    /// Another one.
    #[uniffi::method(default(by = None, times = 1))]
    pub fn moved(&self, by: Option<Point>, times: u8) -> Vec<Point> {
        by.into_iter().cycle().take(usize::from(times)).collect()
    }

    /// Nothing.
    pub fn get_handle(&self) -> u8 {
        0
    }
}
