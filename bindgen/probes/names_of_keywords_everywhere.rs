//! Words of one language or another, as methods, constructors, variants and fields of errors.

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum BadError {
    /// The class is bad.
    Class {
        /// Where from.
        from: String,
        /// Where it ends.
        end: u32,
        /// The type.
        r#type: u32,
    },
}

impl std::fmt::Display for BadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("bad")
    }
}

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Package;

#[uniffi::export]
impl Package {
    /// Makes one.
    #[uniffi::constructor]
    pub fn import() -> Result<Self, BadError> {
        Ok(Self)
    }

    /// Makes another.
    #[uniffi::constructor]
    pub fn r#for(r#loop: u8) -> Self {
        let _ = r#loop;
        Self
    }

    /// A class.
    pub fn class(&self) -> String {
        String::new()
    }

    /// A type.
    pub fn r#type(&self, r#where: u32) -> u32 {
        r#where
    }

    /// Perhaps a range.
    pub fn range(&self) -> Option<u64> {
        None
    }

    /// Whether there is an end.
    pub fn is_end(&self) -> bool {
        false
    }

    /// Raises.
    pub fn raise(&self) -> Result<(), BadError> {
        Err(BadError::Class { from: String::new(), end: 0, r#type: 1 })
    }

    /// Switches.
    pub fn switch(&self, case: Vec<u32>) -> Vec<u32> {
        case
    }
}
