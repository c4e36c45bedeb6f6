//! Arguments and fields that may be left out.

/// Settings.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Settings {
    /// The width.
    #[uniffi(default = 80)]
    pub width: u32,
    /// The title.
    #[uniffi(default = "none")]
    pub title: String,
    /// The note.
    #[uniffi(default = None)]
    pub note: Option<String>,
    /// The amount.
    #[uniffi(default = 1.5)]
    pub factor: f64,
}

/// Works.
#[uniffi::export(default(times = 2, loud = false, tags = []))]
pub fn work(text: &str, times: u32, loud: bool, tags: Vec<String>) -> String {
    let text = if loud { text.to_uppercase() } else { text.to_owned() };
    text.repeat(times as usize + tags.len())
}
