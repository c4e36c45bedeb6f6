//! Items in modules, which the root gives on.

mod inner {
    /// Works.
    #[uniffi::export]
    pub fn work(point: &Point) -> f64 {
        point.x
    }

    /// A point.
    #[derive(Debug, Clone, uniffi::Record)]
    pub struct Point {
        /// To the right.
        pub x: f64,
    }
}

pub use inner::{Point, work};
