//! Records of numbers, truth values, choices and such records, which C has as plain structs, too, wherever a record may stand.

use std::collections::HashMap;
use std::sync::Arc;

/// A unit.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum Unit {
    /// Long.
    Mile,
    /// Short.
    Inch,
}

/// A length. Its fields are called as words of C, and as what the functions of C have.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Length {
    /// How many.
    pub value: f64,
    /// Of what.
    pub unit: Unit,
    /// Whether it is known well.
    pub r#struct: bool,
    /// How far off it may be.
    pub error: u8,
    /// By whom it was measured.
    pub short: i64,
    /// Where.
    pub r#loop: f32,
}

/// Two lengths, declared before what is in it.
#[derive(Debug, uniffi::Record)]
pub struct Area {
    /// To the right.
    pub width: Corner,
    /// Upwards.
    pub height: Length,
}

/// Not `Clone`, as little as what it is in.
#[derive(Debug, uniffi::Record)]
pub struct Corner {
    /// To the right.
    pub x: i16,
    /// Upwards.
    pub length: Length,
}

/// Not plain, for it has a text.
#[derive(Debug, uniffi::Record)]
pub struct Named {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub corner: Corner,
}

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum MeasureError {
    /// It is too long.
    Long,
}

impl std::fmt::Display for MeasureError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("too long")
    }
}

/// Who is told how far the work is.
#[uniffi::export(with_foreign)]
pub trait Progress: Send + Sync {
    /// So many are done.
    fn done(&self, count: u32) -> bool;
}

/// Something with a length.
#[derive(Debug, uniffi::Object)]
pub struct Rope;

#[uniffi::export]
impl Rope {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new(length: &Length, ends: Vec<Length>) -> Result<Self, MeasureError> {
        if ends.len() > 2 || length.value > 1.0 { Err(MeasureError::Long) } else { Ok(Self) }
    }

    /// Its length.
    pub fn length(&self) -> Length {
        Length { value: 1.0, unit: Unit::Inch, r#struct: true, error: 0, short: 1, r#loop: 0.0 }
    }

    /// Another one.
    #[uniffi::method(default(by = None))]
    pub fn cut(&self, at: &Length, name: &str, by: Option<Length>) -> Result<Option<Length>, MeasureError> {
        let _ = (at, name);
        Ok(by)
    }
}

#[uniffi::export]
impl Length {
    /// The same, measured otherwise.
    pub fn to_unit(&self, unit: Unit) -> Length {
        Length { unit, ..self.clone() }
    }

    /// How many.
    pub fn count(&self) -> u32 {
        0
    }

    /// In words.
    pub fn words(&self) -> String {
        String::new()
    }

    /// Whether it is so long, which may fail.
    pub fn check(&self, other: &Length) -> Result<(), MeasureError> {
        if other.value > self.value { Err(MeasureError::Long) } else { Ok(()) }
    }
}

/// The longest, and some more.
#[uniffi::export]
pub fn longest(lengths: &[Length], more: Option<Vec<Length>>, areas: Vec<Area>) -> Option<Length> {
    let _ = (lengths, more, areas);
    None
}

/// All of them, and in each other.
#[uniffi::export]
pub fn all(area: Area, named: Named, table: HashMap<String, Length>) -> Vec<Length> {
    let _ = (area, named, table);
    vec![]
}

/// In lists, where they stand in another value.
#[uniffi::export]
pub fn nested(rows: Vec<Vec<Length>>, progress: Arc<dyn Progress>, corner: Corner) -> HashMap<String, Vec<Corner>> {
    let _ = (rows, progress, corner);
    HashMap::new()
}

/// Nothing but one.
#[uniffi::export]
pub fn measured() -> Result<Area, MeasureError> {
    Err(MeasureError::Long)
}
