//! Bytes that somebody keeps.

use std::fmt;
use std::sync::Arc;

/// Bytes that are kept as long as anyone has them: ours, or those of another library.
#[derive(Clone)]
pub struct Bytes(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl Bytes {
    /// Bytes that their keeper gives again whenever it is asked: the same each time.
    pub fn kept_by(keeper: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        Self(Arc::new(keeper))
    }
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::kept_by(bytes)
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self(Arc::new([0_u8; 0]))
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}
