//! Items whose names in C are taken: by what every type has, by a list, by a constant.
//! refused: Thing.free: in C it would be refused_symbols_thing_free, which is what every Thing has; call it otherwise
//! refused: Point.new: in C it would be refused_symbols_point_new, which is what every Point has; call it otherwise
//! refused: ThingList: in C it would be refused_symbols_thing_list, which is a list that crosses; call it otherwise
//! refused: ShapeRound.Corner: in C it would be REFUSED_SYMBOLS_SHAPE_ROUND_CORNER, which is Shape.RoundCorner; call it otherwise
//! refused: string_free: in C it would be refused_symbols_string_free, which is the library's own; call it otherwise
//! refused: ShapeRound.Corner: in Go it would be ShapeRoundCorner, which is Shape.RoundCorner; call it otherwise

use std::sync::Arc;

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing;

#[uniffi::export]
impl Thing {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self
    }

    /// Frees what every type frees already.
    pub fn free(&self) -> bool {
        true
    }
}

/// A point.
#[derive(Debug, uniffi::Record)]
pub struct Point {
    /// Whether it is new.
    pub new: bool,
}

/// Things, in name only.
#[derive(Debug, uniffi::Record)]
pub struct ThingList {
    /// What is in it.
    pub things: Vec<Arc<Thing>>,
}

/// A shape.
#[derive(Debug, uniffi::Enum)]
pub enum Shape {
    /// With round corners.
    RoundCorner,
}

/// A round shape.
#[derive(Debug, uniffi::Enum)]
pub enum ShapeRound {
    /// With corners.
    Corner,
}

/// Whether texts are free.
#[uniffi::export]
pub fn string_free(shape: Shape, round: ShapeRound, point: Point, things: ThingList) -> bool {
    let _ = (shape, round, point, things);
    true
}
