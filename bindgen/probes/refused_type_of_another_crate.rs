//! A type of another crate, which is not given on.
//! needs: record_alone
//! refused: Point: it must be public at the root of its crate: `pub`, and `pub use` if it is in a module or in another crate

use record_alone::Point;

/// The point.
#[uniffi::export]
pub fn same(point: Point) -> Point {
    point
}
