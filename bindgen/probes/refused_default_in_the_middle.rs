//! An argument that may be left out before one that may not.
//! refused: work: text has no default but stands after an argument that has one

/// Works.
#[uniffi::export(default(times = 2))]
pub fn work(times: u32, text: &str) -> String {
    text.repeat(times as usize)
}
