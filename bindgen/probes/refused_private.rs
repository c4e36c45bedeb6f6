//! A function and a type that cannot be reached from outside.
//! refused: Point: it must be public at the root of its crate: `pub`, and `pub use` if it is in a module or in another crate
//! refused: work: it must be public at the root of its crate: `pub`, and `pub use` if it is in a module or in another crate

mod inner {
    /// A point.
    #[derive(Debug, Clone, uniffi::Record)]
    pub struct Point {
        /// To the right.
        pub x: f64,
    }
}

/// Works.
#[uniffi::export]
fn work(point: inner::Point) -> f64 {
    point.x
}
