//! An object with every trait.

/// A name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Object)]
#[uniffi::export(Debug, Display, Eq, Hash, Ord)]
pub struct Label(String);

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[uniffi::export]
impl Label {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }
}
