//! Making arrays: row by row, in parts that several threads make and that are appended to each other.

use super::{Array, Bits, Layout};

/// Rows of one layout that are being made.
pub trait Build: Default + Send {
    /// Appends a row without a value.
    fn push_missing(&mut self);

    /// Appends all rows of a part.
    fn append(&mut self, part: Self);

    /// The array of all rows.
    fn finish(self) -> Array;
}

/// Byte strings, which are text or not.
#[derive(Debug, Default)]
pub struct Strings<const IS_TEXT: bool> {
    data: Vec<u8>,
    ends: Ends,
    validity: Bits,
}

/// Texts.
pub type TextRows = Strings<true>;
/// Byte strings.
pub type KeyRows = Strings<false>;

impl<const IS_TEXT: bool> Strings<IS_TEXT> {
    /// Appends a value.
    #[inline]
    pub fn push(&mut self, value: &[u8]) {
        self.data.extend_from_slice(value);
        self.end_row(true);
    }

    /// Appends a value, or a row without one.
    #[inline]
    pub fn push_maybe(&mut self, value: Option<&[u8]>) {
        self.data.extend_from_slice(value.unwrap_or_default());
        self.end_row(value.is_some());
    }

    /// Appends what is written after all that was written before. What fails leaves nothing, and no row either.
    #[inline]
    pub fn push_written<E>(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>) -> Result<(), E> {
        let start = self.data.len();
        let written = write(&mut self.data);
        match written {
            Ok(()) => self.end_row(true),
            Err(_) => self.data.truncate(start),
        }
        written
    }

    #[inline]
    fn end_row(&mut self, is_present: bool) {
        self.ends.push(self.data.len());
        self.validity.push(is_present);
    }
}

impl<const IS_TEXT: bool> Build for Strings<IS_TEXT> {
    fn push_missing(&mut self) {
        self.end_row(false);
    }

    fn append(&mut self, part: Self) {
        self.ends.append(&part.ends);
        self.data.extend_from_slice(&part.data);
        self.validity.append(&part.validity);
    }

    fn finish(mut self) -> Array {
        self.data.shrink_to_fit();
        let (rows, is_large, offsets) = self.ends.finish();
        let layout = Layout::Strings { offsets: offsets.into(), is_large, data: self.data.into(), is_text: IS_TEXT };
        Array::built(layout, rows, self.validity.into_validity())
    }
}

/// Lists of texts.
#[derive(Debug, Default)]
pub struct ListRows {
    items: TextRows,
    ends: Ends,
    validity: Bits,
}

impl ListRows {
    /// Appends a list of these texts.
    pub fn push<'a>(&mut self, items: impl Iterator<Item = &'a str>) {
        items.for_each(|item| self.items.push(item.as_bytes()));
        self.end_row(true);
    }

    fn end_row(&mut self, is_present: bool) {
        self.ends.push(self.items.ends.rows);
        self.validity.push(is_present);
    }
}

impl Build for ListRows {
    fn push_missing(&mut self) {
        self.end_row(false);
    }

    fn append(&mut self, part: Self) {
        self.ends.append(&part.ends);
        self.items.append(part.items);
        self.validity.append(&part.validity);
    }

    fn finish(self) -> Array {
        let (rows, is_large, offsets) = self.ends.finish();
        let layout = Layout::Lists { offsets: offsets.into(), is_large, items: Box::new(self.items.finish()) };
        Array::built(layout, rows, self.validity.into_validity())
    }
}

/// Truth values.
#[derive(Debug, Default)]
pub struct BoolRows {
    values: Bits,
    validity: Bits,
}

impl BoolRows {
    /// Appends a value.
    #[inline]
    pub fn push(&mut self, value: bool) {
        self.values.push(value);
        self.validity.push(true);
    }
}

impl Build for BoolRows {
    fn push_missing(&mut self) {
        self.values.push(false);
        self.validity.push(false);
    }

    fn append(&mut self, part: Self) {
        self.values.append(&part.values);
        self.validity.append(&part.validity);
    }

    fn finish(self) -> Array {
        let rows = self.values.len();
        Array::built(Layout::Bool(self.values.into_bytes()), rows, self.validity.into_validity())
    }
}

/// Numbers of a byte, with a sign.
#[derive(Debug, Default)]
pub struct Int8Rows {
    values: Vec<u8>,
    validity: Bits,
}

impl Int8Rows {
    /// Appends a value.
    #[inline]
    pub fn push(&mut self, value: i8) {
        self.values.push(value.to_ne_bytes()[0]);
        self.validity.push(true);
    }
}

impl Build for Int8Rows {
    fn push_missing(&mut self) {
        self.values.push(0);
        self.validity.push(false);
    }

    fn append(&mut self, part: Self) {
        self.values.extend_from_slice(&part.values);
        self.validity.append(&part.validity);
    }

    fn finish(self) -> Array {
        let rows = self.values.len();
        Array::built(Layout::Int8(self.values.into()), rows, self.validity.into_validity())
    }
}

/// The rows of structs, by which of them are there and their fields.
pub fn structs(validity: Bits, fields: Vec<(&'static str, Array)>) -> Array {
    Array::built(Layout::Struct(fields), validity.len(), validity.into_validity())
}

/// An array of texts that are copied.
pub fn texts<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Array {
    let mut rows = TextRows::default();
    texts.for_each(|text| rows.push_maybe(text.map(str::as_bytes)));
    rows.finish()
}

/// Where each value ends, as numbers of 32 bits, or of 64 as soon as one needs them.
#[derive(Debug, Default)]
struct Ends {
    bytes: Vec<u8>,
    rows: usize,
    is_large: bool,
}

impl Ends {
    #[inline]
    fn push(&mut self, end: usize) {
        match i32::try_from(end) {
            Ok(end) if !self.is_large => self.bytes.extend_from_slice(&end.to_ne_bytes()),
            _ => self.push_large(end),
        }
        self.rows += 1;
    }

    /// What lies in memory is never larger than such a number.
    #[cold]
    fn push_large(&mut self, end: usize) {
        if !self.is_large {
            self.bytes = self.all().flat_map(|end| (end as i64).to_ne_bytes()).collect();
            self.is_large = true;
        }
        self.bytes.extend_from_slice(&(end as i64).to_ne_bytes());
    }

    fn all(&self) -> impl Iterator<Item = usize> + '_ {
        let width = super::array::Width::of_offsets(self.is_large);
        (0..self.rows).map_while(move |place| width.read(&self.bytes, place)).map(|end| end as usize)
    }

    fn last(&self) -> usize {
        let width = super::array::Width::of_offsets(self.is_large);
        self.rows.checked_sub(1).and_then(|last| width.read(&self.bytes, last)).map_or(0, |end| end as usize)
    }

    fn append(&mut self, part: &Self) {
        let before = self.last();
        part.all().for_each(|end| self.push(before + end));
    }

    /// The number of rows, whether the numbers have 64 bits, and the numbers with that where the first begins.
    fn finish(mut self) -> (usize, bool, Vec<u8>) {
        let width = if self.is_large { 8 } else { 4 };
        self.bytes.splice(0..0, std::iter::repeat_n(0, width));
        (self.rows, self.is_large, self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_widened_when_one_needs_it() {
        let mut ends = Ends::default();
        let (small, large) = (i32::MAX as usize, i32::MAX as usize + 1);
        [3, small, large, large + 5].iter().for_each(|&end| ends.push(end));
        assert_eq!(ends.all().collect::<Vec<_>>(), [3, small, large, large + 5]);
        let mut joined = Ends::default();
        joined.push(small);
        assert!(!joined.is_large);
        joined.append(&ends);
        assert_eq!(joined.last(), small + large + 5);
        let (rows, is_large, offsets) = joined.finish();
        assert_eq!((rows, is_large, offsets.len()), (5, true, 48));
        assert_eq!(offsets[..8], [0; 8]);
    }
}
