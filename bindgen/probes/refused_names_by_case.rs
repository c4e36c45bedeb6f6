//! Types whose names differ by case alone.
//! refused: UseDep: another type has the same name but for case

/// A record.
#[derive(Clone, uniffi::Record)]
pub struct UseDep {
    /// A flag.
    pub flag: String,
}

/// An object.
#[derive(uniffi::Object)]
pub struct USEDep;
