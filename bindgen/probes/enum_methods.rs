//! A choice with methods, some of which are called as what Python declares them with, and some of which take and give a record.

/// A color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Color {
    /// Red.
    Red,
    /// Light green.
    LightGreen,
}

/// How dark it is.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Shade {
    /// In percent.
    pub depth: u8,
}

#[uniffi::export]
impl Color {
    /// Something.
    pub fn property(&self) -> u32 {
        1
    }

    /// Something else.
    pub fn int(&self) -> u32 {
        2
    }

    /// The darker one of two.
    pub fn darker(&self, a: Shade, others: Vec<Shade>) -> Option<Shade> {
        others.into_iter().chain([a]).max_by_key(|shade| shade.depth)
    }

    /// Whether it is warm.
    pub fn is_warm(&self) -> bool {
        *self == Color::Red
    }

    /// The other one.
    pub fn other(&self) -> Color {
        if self.is_warm() { Color::LightGreen } else { Color::Red }
    }
}
