//! Error fields without a name, and of types that an error does not carry.
//! refused: WorkError.Late: fields must have names
//! refused: WorkError.Listed: the field list of an error must be text, a number or a truth value

/// The things that can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum WorkError {
    /// Without a name.
    Late(String),
    /// A list.
    Listed {
        /// The list.
        list: Vec<u32>,
    },
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}
