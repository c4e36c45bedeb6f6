//! Arguments and fields that are called as the glue calls its own variables.

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum WorkError {
    /// The work is late.
    Late {
        /// A result.
        result: String,
        /// A reason.
        reason: u32,
        /// A handle.
        handle: u32,
        /// A name.
        name: String,
        /// Whether it is free.
        free: bool,
    },
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing;

#[uniffi::export]
impl Thing {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new(result: String, err: u32) -> Self {
        let _ = (result, err);
        Self
    }

    /// Works.
    #[allow(clippy::too_many_arguments)]
    pub fn work(
        &self,
        result: &str,
        err: u32,
        handle: u64,
        present: bool,
        value: Vec<String>,
        error: Vec<u8>,
        this: f32,
        slot: Option<u8>,
        text: Option<String>,
        native: &Thing,
        ffi: Option<bool>,
        rt: i8,
    ) -> Result<Option<u32>, WorkError> {
        let _ = (result, err, handle, present, value, error, this, slot, text, native, ffi, rt);
        Ok(None)
    }
}

/// A record.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Fields {
    /// A result.
    pub result: String,
    /// An error.
    pub error: Option<u32>,
    /// A length.
    pub length: Vec<u8>,
    /// A handle.
    pub handle: u32,
    /// A record.
    pub record: u32,
    /// An address.
    pub address: String,
    /// A value.
    pub value: Option<f64>,
}

/// Gives it back.
#[uniffi::export]
pub fn echo(fields: Fields) -> Fields {
    fields
}
