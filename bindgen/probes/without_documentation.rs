//! Nothing has a word of documentation.
#![allow(missing_docs)]

#[derive(Debug, Clone, uniffi::Record)]
pub struct Point {
    pub x: f64,
}

#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum Color {
    Red,
}

#[derive(Debug, uniffi::Error)]
pub enum Failure {
    Late { hours: u32 },
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}

#[derive(Debug, uniffi::Object)]
pub struct Thing;

#[uniffi::export]
impl Thing {
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self
    }

    pub fn color(&self, point: &Point) -> Result<Color, Failure> {
        if point.x > 0.0 { Ok(Color::Red) } else { Err(Failure::Late { hours: 1 }) }
    }
}
