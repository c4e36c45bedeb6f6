//! Columns: many values in a few buffers, as Arrow lays them out, so that a whole batch crosses at once.
//!
//! [`Array`] is such buffers as plain data that is checked when it is made; [`texts`] reads them, [`build`] makes them. Only
//! [`exchange`] knows the structs of Arrow's C data interface, by which other libraries give and take columns without a copy.

mod array;
mod bits;
pub mod build;
mod bytes;
pub mod exchange;
pub mod texts;

pub use array::{Array, Flaw, Layout, Width};
pub use bits::Bits;
pub use bytes::Bytes;
pub use texts::{Texts, chunks_of};

/// Values in order, which may lie in several arrays, one after the other.
#[derive(Debug, Clone)]
pub struct Column {
    arrays: Vec<Array>,
}

impl Column {
    /// The values of these arrays, which are of one layout.
    pub fn new(arrays: Vec<Array>) -> Self {
        Self { arrays }
    }

    /// The arrays.
    pub fn arrays(&self) -> &[Array] {
        &self.arrays
    }

    /// The number of values, those that are missing among them.
    pub fn len(&self) -> usize {
        self.arrays.iter().map(Array::len).sum()
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How Arrow's C data interface names what it has, `u` for text. A column without arrays is one of nothing.
    pub fn format(&self) -> &'static str {
        self.arrays.first().map_or("n", |array| array.layout().format())
    }

    /// The places that have no value.
    pub fn missing(&self) -> Vec<u64> {
        let present = self.arrays.iter().flat_map(|array| (0..array.len()).map(|place| array.is_present(place)));
        present.zip(0..).filter(|(present, _)| !present).map(|(_, place)| place).collect()
    }
}

impl From<Array> for Column {
    fn from(array: Array) -> Self {
        Self { arrays: vec![array] }
    }
}

#[cfg(test)]
mod tests;
