//! Types of another crate, which are given on. The other crate's functions are not this one's.
//! needs: error_alone
//! needs: functions_many_arguments
//! needs: record_alone

pub use record_alone::Point;

/// The point.
#[uniffi::export]
pub fn same(point: Point, more: Vec<Point>) -> Option<Point> {
    more.into_iter().next().or(Some(point))
}
