//! Names that are words of one language or another.

/// Works.
#[uniffi::export]
pub fn import(class: u32, def: u32, func: u32, end: u32, int: u32, range: u32, r#type: u32) -> u32 {
    class + def + func + end + int + range + r#type
}

/// A thing.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Lambda {
    /// One.
    pub begin: u32,
    /// Two.
    pub pass: u32,
    /// Three.
    pub defer: u32,
    /// Four.
    pub r#struct: u32,
}

/// A choice.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum Module {
    /// One.
    Nil,
    /// Two.
    True,
    /// Three.
    Default,
}
