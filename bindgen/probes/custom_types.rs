//! Rust types that cross as others, as UniFFI's macros say.

use std::str::FromStr;

/// A temperature.
#[derive(Debug, Clone)]
pub struct Kelvin(pub u64);

uniffi::custom_newtype!(Kelvin, u64);

/// A number that is not negative.
#[derive(Debug, Clone)]
pub struct Small(i8);

uniffi::custom_type!(Small, i8, {
    try_lift: |number| if number < 0 { Err(std::io::Error::other("it is negative").into()) } else { Ok(Small(number)) },
    lower: |small| small.0,
});

/// An address.
#[derive(Debug, Clone)]
pub struct Address([u8; 4]);

impl FromStr for Address {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = [0; 4];
        for (part, digits) in parts.iter_mut().zip(text.split('.')) {
            *part = digits.parse()?;
        }
        Ok(Self(parts))
    }
}

uniffi::custom_type!(Address, String, {
    try_lift: |text| Ok(Address::from_str(&text)?),
    lower: |address| address.0.map(|part| part.to_string()).join("."),
});

/// A hash.
#[derive(Debug, Clone)]
pub struct Hash(Vec<u8>);

uniffi::custom_type!(Hash, Vec<u8>, { remote, try_lift: |bytes| Ok(Hash(bytes)), lower: |hash| hash.0 });

/// Numbers.
#[derive(Debug, Clone)]
pub struct Row(Vec<u32>);

uniffi::custom_newtype!(Row, Vec<u32>);

/// Things of custom types.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Things {
    /// A number.
    pub small: Small,
    /// A text, perhaps.
    pub address: Option<Address>,
    /// Bytes, many times.
    pub hashes: Vec<Hash>,
    /// A list.
    pub row: Row,
}

/// What is a pair of numbers elsewhere.
#[derive(Debug, Clone)]
pub struct Range(std::ops::Range<u8>);

/// A pair of numbers.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Bounds {
    /// The first.
    pub first: u8,
    /// The one after the last.
    pub after: u8,
}

uniffi::custom_type!(Range, Bounds, {
    try_lift: |bounds| Ok(Range(bounds.first..bounds.after)),
    lower: |range| Bounds { first: range.0.start, after: range.0.end },
});

/// The things.
#[uniffi::export]
pub fn same(things: &Things) -> Things {
    things.clone()
}

/// All kinds of arguments and results.
#[uniffi::export]
pub fn warm(by: Kelvin, lent: &Kelvin, maybe: Option<Kelvin>, many: Vec<Kelvin>) -> Vec<Kelvin> {
    many.into_iter().chain(maybe).map(|some| Kelvin(some.0 + by.0 + lent.0)).collect()
}

/// What may be absent.
#[uniffi::export]
pub fn maybe(small: Option<Small>, range: Option<Range>) -> Option<Range> {
    small.and(range)
}

/// Texts that may be absent.
#[uniffi::export]
pub fn addresses(texts: Vec<Option<Address>>) -> Vec<Option<Address>> {
    texts
}

/// Ranges.
#[uniffi::export]
pub fn ranges(all: Vec<Range>) -> Vec<Range> {
    all
}
