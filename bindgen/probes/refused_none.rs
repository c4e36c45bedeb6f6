//! A choice that is called as C calls that there is none.
//! refused: Module.None: C has a number of this name where there is no choice; call it otherwise

/// A choice.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum Module {
    /// Nothing.
    None,
    /// Something.
    Some,
}
