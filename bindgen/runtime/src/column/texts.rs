//! Reading a column of texts, whatever its layout.

use super::array::{View, Width};
use super::bits::bit;
use super::build::{Build, Strings};
use super::{Array, Column, Flaw, Layout};
use std::borrow::Cow;
use std::ops::Range;

/// So many rows are worth a step of their own where rows are shared among threads.
const STEP: usize = 8192;

/// The texts of a column, by their rows.
#[derive(Debug)]
pub struct Texts<'a> {
    /// The arrays, each with the row that it begins at.
    arrays: Vec<(usize, Rows<'a>)>,
    length: usize,
}

/// The values of one array.
#[derive(Debug)]
struct Rows<'a> {
    values: Values<'a>,
    validity: Option<&'a [u8]>,
    offset: usize,
    length: usize,
}

#[derive(Debug)]
enum Values<'a> {
    Nothing,
    Strings { offsets: &'a [u8], is_large: bool, data: &'a [u8] },
    Views { views: &'a [u8], data: Vec<&'a [u8]> },
    Dictionary { indices: &'a [u8], width: Width, values: Box<Rows<'a>> },
}

impl<'a> Texts<'a> {
    /// The texts of a column. Fails if it has something else: byte strings are texts here, and so are the values of a dictionary.
    pub fn of(column: &'a Column) -> Result<Self, Flaw> {
        let mut texts = Self { arrays: Vec::with_capacity(column.arrays().len()), length: 0 };
        for array in column.arrays() {
            texts.arrays.push((texts.length, Rows::of(array)?));
            texts.length += array.len();
        }
        Ok(texts)
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The texts of some rows; nothing where one is missing. A wrong byte is read as U+FFFD, which nothing takes for its own.
    pub fn range(&self, rows: Range<usize>) -> impl Iterator<Item = Option<Cow<'a, str>>> + '_ {
        self.bytes(rows).map(|bytes| bytes.map(String::from_utf8_lossy))
    }

    /// Their bytes.
    pub fn bytes(&self, rows: Range<usize>) -> impl Iterator<Item = Option<&'a [u8]>> + '_ {
        let first = self.arrays.partition_point(|(start, array)| start + array.length <= rows.start);
        self.arrays[first..].iter().take_while(move |(start, _)| *start < rows.end).flat_map(move |(start, array)| {
            let (from, to) = (rows.start.saturating_sub(*start), rows.end - start);
            (from..to.min(array.length)).map(|place| array.get(place))
        })
    }
}

impl<'a> Rows<'a> {
    fn of(array: &'a Array) -> Result<Self, Flaw> {
        let values = match array.layout() {
            Layout::Null => Values::Nothing,
            Layout::Strings { offsets, is_large, data, .. } => Values::Strings { offsets, is_large: *is_large, data },
            Layout::Views { views, data, .. } => Values::Views { views, data: data.iter().map(|data| &**data).collect() },
            Layout::Dictionary { indices, width, values } => {
                Values::Dictionary { indices, width: *width, values: Box::new(Self::of(values)?) }
            }
            other => return Err(Flaw(format!("its format is {}, which is not text", other.format()))),
        };
        let validity = array.validity().map(|bits| &**bits);
        Ok(Self { values, validity, offset: array.offset(), length: array.len() })
    }

    #[inline]
    fn get(&self, place: usize) -> Option<&'a [u8]> {
        let at = self.offset + place;
        if self.validity.is_some_and(|bits| !bit(bits, at)) {
            return None;
        }
        match &self.values {
            Values::Nothing => None,
            Values::Strings { offsets, is_large, data } => {
                let width = Width::of_offsets(*is_large);
                let offset = |place| usize::try_from(width.read(offsets, place)?).ok();
                data.get(offset(at)?..offset(at + 1)?)
            }
            Values::Views { views, data } => View::read(views, at, |number| data.get(number).copied()),
            Values::Dictionary { indices, width, values } => values.get(usize::try_from(width.read(indices, at)?).ok()?),
        }
    }
}

/// Rows in parts that are worth a step each.
pub fn chunks_of(rows: usize) -> Vec<Range<usize>> {
    (0..rows).step_by(STEP).map(|start| start..rows.min(start + STEP)).collect()
}

/// The values of several arrays of text in one.
pub(super) fn joined(arrays: &[Array]) -> Result<Array, Flaw> {
    let column = Column::new(arrays.to_vec());
    let texts = Texts::of(&column)?;
    match column.arrays().first().map(|array| array.layout().values()) {
        Some(Layout::Strings { is_text: false, .. } | Layout::Views { is_text: false, .. }) => Ok(copied::<false>(&texts)),
        _ => Ok(copied::<true>(&texts)),
    }
}

fn copied<const IS_TEXT: bool>(texts: &Texts<'_>) -> Array {
    let mut rows = Strings::<IS_TEXT>::default();
    texts.bytes(0..texts.len()).for_each(|bytes| rows.push_maybe(bytes));
    rows.finish()
}
