//! Values that are words between blanks.

/// The words of a text, each with the place where it begins.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_ascii_whitespace().map(move |word| (place(word), word))
}
