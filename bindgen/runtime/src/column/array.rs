//! One array of a column: buffers whose meaning is checked, so that reading them cannot fail.

use super::Bytes;
use super::bits::bit;
use std::fmt;
use std::ops::Range;

/// Values in a row.
#[derive(Debug, Clone)]
pub struct Array {
    layout: Layout,
    offset: usize,
    length: usize,
    validity: Option<Bytes>,
}

/// How values lie in their buffers. Buffers may begin before the array, which tells its offset, and end after it.
#[derive(Debug, Clone)]
pub enum Layout {
    /// No buffers: every value is missing.
    Null,
    /// A bit each.
    Bool(Bytes),
    /// A byte each, with a sign.
    Int8(Bytes),
    /// Byte strings one after the other, and where each begins and ends.
    Strings {
        /// One more than there are values, of 32 or 64 bits.
        offsets: Bytes,
        /// Whether the offsets have 64 bits.
        is_large: bool,
        /// The bytes of all of them.
        data: Bytes,
        /// Whether they are text.
        is_text: bool,
    },
    /// Byte strings that lie in their views, if they are of twelve bytes or fewer, or else in one of several buffers.
    Views {
        /// Sixteen bytes each: the length, and the bytes, or their first four, the buffer and the place in it.
        views: Bytes,
        /// The buffers.
        data: Vec<Bytes>,
        /// Whether they are text.
        is_text: bool,
    },
    /// Lists: their items one after the other, and where each list begins and ends.
    Lists {
        /// As those of strings.
        offsets: Bytes,
        /// Whether the offsets have 64 bits.
        is_large: bool,
        /// The items of all of them.
        items: Box<Array>,
    },
    /// A value of each field.
    Struct(Vec<(&'static str, Array)>),
    /// Places in an array of values.
    Dictionary {
        /// The places.
        indices: Bytes,
        /// How wide each is.
        width: Width,
        /// The values.
        values: Box<Array>,
    },
}

/// The width of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    /// In bytes: 1, 2, 4 or 8.
    pub bytes: usize,
    /// Whether it has a sign.
    pub is_signed: bool,
}

/// What is wrong with buffers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw(pub String);

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Flaw {}

/// The number of so many bytes at a place of a buffer, counted in such numbers; those of the machine, as Arrow has them.
#[inline]
pub(super) fn number<const BYTES: usize>(buffer: &[u8], place: usize) -> Option<[u8; BYTES]> {
    let start = place.checked_mul(BYTES)?;
    buffer.get(start..start.checked_add(BYTES)?)?.try_into().ok()
}

impl Width {
    /// The number at a place.
    #[inline]
    pub(super) fn read(self, buffer: &[u8], place: usize) -> Option<i64> {
        let Self { bytes, is_signed } = self;
        Some(match (bytes, is_signed) {
            (1, true) => i64::from(i8::from_ne_bytes(number(buffer, place)?)),
            (1, false) => i64::from(u8::from_ne_bytes(number(buffer, place)?)),
            (2, true) => i64::from(i16::from_ne_bytes(number(buffer, place)?)),
            (2, false) => i64::from(u16::from_ne_bytes(number(buffer, place)?)),
            (4, true) => i64::from(i32::from_ne_bytes(number(buffer, place)?)),
            (4, false) => i64::from(u32::from_ne_bytes(number(buffer, place)?)),
            (_, true) => i64::from_ne_bytes(number(buffer, place)?),
            (_, false) => i64::try_from(u64::from_ne_bytes(number(buffer, place)?)).ok()?,
        })
    }

    /// The width of offsets.
    pub(super) fn of_offsets(is_large: bool) -> Self {
        Self { bytes: if is_large { 8 } else { 4 }, is_signed: true }
    }
}

impl Layout {
    /// How Arrow's C data interface names it.
    pub fn format(&self) -> &'static str {
        match self {
            Self::Null => "n",
            Self::Bool(_) => "b",
            Self::Int8(_) => "c",
            Self::Strings { is_text: true, is_large: false, .. } => "u",
            Self::Strings { is_text: true, is_large: true, .. } => "U",
            Self::Strings { is_text: false, is_large: false, .. } => "z",
            Self::Strings { is_text: false, is_large: true, .. } => "Z",
            Self::Views { is_text: true, .. } => "vu",
            Self::Views { is_text: false, .. } => "vz",
            Self::Lists { is_large: false, .. } => "+l",
            Self::Lists { is_large: true, .. } => "+L",
            Self::Struct(_) => "+s",
            Self::Dictionary { width, .. } => match (width.bytes, width.is_signed) {
                (1, true) => "c",
                (1, false) => "C",
                (2, true) => "s",
                (2, false) => "S",
                (4, true) => "i",
                (4, false) => "I",
                (_, true) => "l",
                (_, false) => "L",
            },
        }
    }

    /// The values of a dictionary, and of anything else itself.
    pub fn values(&self) -> &Layout {
        match self {
            Self::Dictionary { values, .. } => values.layout.values(),
            other => other,
        }
    }
}

impl Array {
    /// The values from `offset` on that lie so in their buffers. Places that are off in `validity` have none. Fails if a value would lie
    /// outside of the buffers.
    pub fn new(layout: Layout, offset: usize, length: usize, validity: Option<Bytes>) -> Result<Self, Flaw> {
        let end = offset.checked_add(length).ok_or_else(|| Flaw("its offset and its length are too large".to_owned()))?;
        let array = Self { layout, offset, length, validity };
        if let Some(bits) = &array.validity {
            holds(bits.len() >= end.div_ceil(8), || format!("its bitmap ends before its {length} values"))?;
        }
        array.check(end)?;
        Ok(array)
    }

    /// Values that were built here, and lie as they should.
    pub(super) fn built(layout: Layout, length: usize, validity: Option<Bytes>) -> Self {
        Self { layout, offset: 0, length, validity }
    }

    /// The number of values, those that are missing among them.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How many values stand in the buffers before the first.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// How the values lie in their buffers.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What says which places of the buffers have a value, unless all have one.
    pub fn validity(&self) -> Option<&Bytes> {
        self.validity.as_ref()
    }

    /// Whether there is a value at a place.
    #[inline]
    pub fn is_present(&self, place: usize) -> bool {
        !matches!(self.layout, Layout::Null) && self.validity.as_ref().is_none_or(|bits| bit(bits, self.offset + place))
    }

    /// The number at a place, or whether what is there is true; 0 where nothing is, and nothing if it has no such values.
    pub fn number(&self, place: usize) -> Option<i8> {
        let at = self.offset + place;
        let value = match &self.layout {
            Layout::Bool(bits) => i8::from(bit(bits, at)),
            Layout::Int8(bytes) => bytes.get(at)?.cast_signed(),
            _ => return None,
        };
        Some(if self.is_present(place) { value } else { 0 })
    }

    /// Where the items of the list at a place are; nowhere if there is no list.
    pub fn list(&self, place: usize) -> Range<usize> {
        let Layout::Lists { offsets, is_large, .. } = &self.layout else { return 0..0 };
        let width = Width::of_offsets(*is_large);
        let offset = |at: usize| width.read(offsets, at).and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0);
        if self.is_present(place) { offset(self.offset + place)..offset(self.offset + place + 1) } else { 0..0 }
    }

    /// How many places have no value.
    pub fn missing(&self) -> usize {
        match (&self.layout, &self.validity) {
            (Layout::Null, _) => self.length,
            (_, None) => 0,
            (_, Some(_)) => (0..self.length).filter(|&place| !self.is_present(place)).count(),
        }
    }

    fn check(&self, end: usize) -> Result<(), Flaw> {
        let has = |buffer: &Bytes, bytes: usize| {
            let needed = end.checked_mul(bytes).is_some_and(|needed| buffer.len() >= needed);
            holds(needed, || format!("a buffer of {} bytes does not have its {} values", buffer.len(), self.length))
        };
        match &self.layout {
            Layout::Null => Ok(()),
            Layout::Bool(bits) => holds(bits.len() >= end.div_ceil(8), || "its bits end before its values".to_owned()),
            Layout::Int8(bytes) => has(bytes, 1),
            Layout::Strings { offsets, is_large, data, .. } => self.check_offsets(offsets, *is_large, data.len()),
            Layout::Lists { offsets, is_large, items } => self.check_offsets(offsets, *is_large, items.len()),
            Layout::Views { views, data, .. } => {
                has(views, View::BYTES)?;
                self.check_views(views, data)
            }
            Layout::Struct(fields) => {
                let short = fields.iter().find(|(_, field)| field.len() < end);
                holds(short.is_none(), || format!("its field {} is shorter than it", short.map_or("", |(name, _)| name)))
            }
            Layout::Dictionary { indices, width, values } => {
                has(indices, width.bytes)?;
                self.check_indices(indices, *width, values.len())
            }
        }
    }

    /// Each must be at or after the one before it, and the last within what there is.
    fn check_offsets(&self, offsets: &[u8], is_large: bool, room: usize) -> Result<(), Flaw> {
        if self.length == 0 {
            return Ok(());
        }
        let width = Width::of_offsets(is_large);
        let mut before = 0;
        for place in 0..=self.length {
            let at = self.offset + place;
            let Some(offset) = width.read(offsets, at) else {
                return Err(Flaw(format!("it has no offset {at}")));
            };
            holds(offset >= before, || format!("its offset {at} is {offset}, which is before {before}"))?;
            before = offset;
        }
        let fits = usize::try_from(before).is_ok_and(|end| end <= room);
        holds(fits, || format!("its last offset is {before}, and there are {room}"))
    }

    fn check_views(&self, views: &[u8], data: &[Bytes]) -> Result<(), Flaw> {
        let buffer = |number: usize| data.get(number).map(|bytes| &**bytes);
        let is_bad = |&place: &usize| self.is_present(place) && View::read(views, self.offset + place, buffer).is_none();
        match (0..self.length).find(is_bad) {
            Some(place) => Err(Flaw(format!("the view at {place} is of bytes that no buffer has"))),
            None => Ok(()),
        }
    }

    fn check_indices(&self, indices: &[u8], width: Width, count: usize) -> Result<(), Flaw> {
        for place in (0..self.length).filter(|&place| self.is_present(place)) {
            let index = width.read(indices, self.offset + place);
            let is_value = index.and_then(|index| usize::try_from(index).ok()).is_some_and(|index| index < count);
            holds(is_value, || format!("the index at {place} is of none of the {count} values of its dictionary"))?;
        }
        Ok(())
    }
}

/// The view of a string.
pub(super) struct View;

impl View {
    /// How wide it is.
    pub const BYTES: usize = 16;
    /// As many bytes as lie in it.
    const INSIDE: usize = 12;

    /// The bytes of the view at a place; nothing if no buffer has them.
    #[inline]
    pub fn read<'a>(views: &'a [u8], place: usize, data: impl Fn(usize) -> Option<&'a [u8]>) -> Option<&'a [u8]> {
        let start = place.checked_mul(Self::BYTES)?;
        let view = views.get(start..start + Self::BYTES)?;
        let part = |at: usize| Some(u32::from_ne_bytes(view.get(at..at + 4)?.try_into().ok()?) as usize);
        let length = part(0)?;
        if length <= Self::INSIDE {
            return view.get(4..4 + length);
        }
        // What has a sign in Arrow is too large here if it is negative.
        let (buffer, from) = (part(8)?, part(12)?);
        data(buffer)?.get(from..from.checked_add(length)?)
    }
}

fn holds(what: bool, otherwise: impl FnOnce() -> String) -> Result<(), Flaw> {
    if what { Ok(()) } else { Err(Flaw(otherwise())) }
}
