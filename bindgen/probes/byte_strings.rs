//! Lists of bytes, in both directions.

/// Pieces.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Pieces {
    /// All.
    pub all: Vec<Vec<u8>>,
    /// Some.
    pub some: Vec<Option<Vec<u8>>>,
    /// Perhaps.
    pub perhaps: Option<Vec<Vec<u8>>>,
}

/// The pieces.
#[uniffi::export]
pub fn same(pieces: Pieces) -> Pieces {
    pieces
}

/// One piece.
#[uniffi::export]
pub fn joined(pieces: Vec<Vec<u8>>) -> Vec<u8> {
    pieces.concat()
}

/// How many there are.
#[uniffi::export]
pub fn count(pieces: Vec<Option<Vec<u8>>>, more: Option<Vec<Vec<u8>>>) -> u64 {
    (pieces.iter().flatten().count() + more.map_or(0, |more| more.len())) as u64
}
