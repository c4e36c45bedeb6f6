//! Types, functions and methods whose names are alike, but not the same anywhere.

/// A list.
#[derive(Debug, uniffi::Object)]
pub struct List;

/// The list of numbers, in name only.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Numbers {
    /// The numbers.
    pub list: Vec<u32>,
}

/// A kind.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum ListKind {
    /// Short.
    Short,
}

#[uniffi::export]
impl List {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new(numbers: Vec<u32>) -> Self {
        let _ = numbers;
        Self
    }

    /// Its kind: the symbol would be the enum's type.
    pub fn kind(&self) -> ListKind {
        ListKind::Short
    }

    /// Its numbers.
    pub fn numbers(&self) -> Numbers {
        Numbers { list: vec![] }
    }
}

/// The kind of a list: the symbol would be that of the method.
#[uniffi::export]
pub fn kind_of_list(list: &List) -> ListKind {
    list.kind()
}
