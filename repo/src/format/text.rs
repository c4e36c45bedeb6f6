//! Bytes to text, and text to lines.

use super::{Code, Fault};

/// A number in digits, without a sign, less than 2^63: databases and some languages have no room for more.
pub fn number(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).map(i64::cast_unsigned)
}

/// Reads bytes as UTF-8. Each wrong byte becomes U+FFFD, which no value of the language may have, and the first is told.
pub fn decode(bytes: Vec<u8>) -> (String, Option<Fault>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => replace(&error.into_bytes()),
    }
}

#[cold]
fn replace(bytes: &[u8]) -> (String, Option<Fault>) {
    let mut text = String::with_capacity(bytes.len() + 64);
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
            text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
        }
    }
    let fault = first.map(|at| not_utf8(&text, at));
    (text, fault)
}

/// The fault of what U+FFFD stands for at a place of a text.
#[cold]
fn not_utf8(text: &str, at: usize) -> Fault {
    let (line, start) = line_at(text, at);
    let row = text[start..].lines().next().unwrap_or("");
    Fault::new(Code::NotUtf8, line, row, at - start..at - start + char::REPLACEMENT_CHARACTER.len_utf8())
}

/// What is wrong with a text that did not come from a file: in one, U+FFFD stands for a byte that was not UTF-8.
pub fn replaced(text: &str) -> Option<Fault> {
    text.find(char::REPLACEMENT_CHARACTER).map(|at| not_utf8(text, at))
}

/// The bytes of such a text as a file has them.
pub fn as_read(text: &str) -> Vec<u8> {
    text.split(char::REPLACEMENT_CHARACTER).map(str::as_bytes).collect::<Vec<_>>().join(&0xff)
}

/// The number of the line in which a place of a text is, and where that line begins.
pub fn line_at(text: &str, at: usize) -> (u32, usize) {
    let before = &text.as_bytes()[..at];
    let number = memchr::memchr_iter(b'\n', before).count() as u32 + 1;
    (number, memchr::memrchr(b'\n', before).map_or(0, |end| end + 1))
}

/// A line of a file, without blanks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: u32,
    /// Its text.
    pub text: &'a str,
}

impl<'a> Line<'a> {
    /// The words of the line, each with where it begins.
    pub fn words(self) -> impl Iterator<Item = (usize, &'a str)> {
        let start = self.text.as_ptr() as usize;
        self.text.split_ascii_whitespace().map(move |word| (word.as_ptr() as usize - start, word))
    }

    /// The line up to a word that begins with `#`.
    #[must_use]
    pub fn uncommented(self) -> Self {
        match self.words().find(|(_, word)| word.starts_with('#')) {
            Some((at, _)) if at > 0 => Self { text: self.text[..at].trim_end(), ..self },
            _ => self,
        }
    }

    /// The fault, or that the line is the mark of a merge.
    #[cold]
    pub fn or_marker(self, fault: Fault) -> Fault {
        if self.is_conflict_marker() { self.fault(Code::ConflictMarker, 0, self.text.len()) } else { fault }
    }

    /// A fault of a part of it.
    #[cold]
    pub fn fault(self, code: Code, at: usize, length: usize) -> Fault {
        Fault::new(code, self.number, self.text, at..at + length)
    }

    /// A fault of something that is missing at its end.
    #[cold]
    pub fn missing(self, what: &str) -> Fault {
        self.fault(Code::MissingField, self.text.len(), 0).because(what)
    }

    /// Whether it is the mark of a merge that went wrong.
    pub fn is_conflict_marker(self) -> bool {
        ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
            .iter()
            .any(|mark| self.text.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    }
}

/// Every line of a text, blank ones too.
pub fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    (1..).zip(text.split('\n')).map(|(number, line)| Line { number, text: line.trim() })
}

/// The lines that say something: neither blank nor comments, which begin with `#` (`sec:profiles-dir`).
pub fn items(text: &str) -> impl Iterator<Item = Line<'_>> {
    lines(text).filter(|line| !line.text.is_empty() && !line.text.starts_with('#'))
}

/// What the lines of a file say, and what is wrong with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<T> {
    /// What could be read.
    pub value: T,
    /// What could not, in the order of the file.
    pub faults: Vec<Fault>,
}

impl<T: Default> Default for Parsed<T> {
    fn default() -> Self {
        Self { value: T::default(), faults: Vec::new() }
    }
}

/// Reads each line by itself: a bad one costs one line.
pub fn each<T>(text: &str, mut read: impl FnMut(Line<'_>) -> Result<T, Fault>) -> Parsed<Vec<T>> {
    let mut parsed: Parsed<Vec<T>> = Parsed::default();
    for line in items(text) {
        match read(line) {
            Ok(value) => parsed.value.push(value),
            Err(fault) => parsed.faults.push(line.or_marker(fault)),
        }
    }
    parsed
}

/// The same of lines that a word with `#` ends.
pub fn each_uncommented<T>(text: &str, mut read: impl FnMut(Line<'_>) -> Result<T, Fault>) -> Parsed<Vec<T>> {
    each(text, |line| read(line.uncommented()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_digits_alone_and_63_bits() {
        let numbers = ["0", "007", "9223372036854775807", "9223372036854775808", "", "-1", "+1", " 1", "1e3", "\u{0661}"];
        let read: Vec<_> = numbers.iter().filter_map(|text| number(text)).collect();
        assert_eq!(read, [0, 7, i64::MAX.cast_unsigned()]);
    }

    #[test]
    fn text_is_taken_as_it_is() {
        assert_eq!(decode(b"a\nb".to_vec()), ("a\nb".to_owned(), None));
    }

    #[test]
    fn wrong_bytes_are_told() {
        let (text, fault) = decode(b"ok\nna\xefve \xff\n".to_vec());
        assert_eq!(text, "ok\nna\u{FFFD}ve \u{FFFD}\n");
        let fault = fault.unwrap();
        assert_eq!((fault.code(), fault.line(), fault.column()), ("not_utf8", Some(2), 2));
    }

    #[test]
    fn comments_and_blank_lines_are_none() {
        let found: Vec<_> = items("# c\n\n a b \r\n#d\n-x#y").map(|line| (line.number, line.text)).collect();
        assert_eq!(found, [(3, "a b"), (5, "-x#y")]);
        assert_eq!(items(" a  bc").next().unwrap().words().collect::<Vec<_>>(), [(0, "a"), (3, "bc")]);
    }

    #[test]
    fn lines_are_counted() {
        assert_eq!(line_at("a\nbc\n", 0), (1, 0));
        assert_eq!(line_at("a\nbc\n", 3), (2, 2));
        assert_eq!(line_at("a\nbc\n", 5), (3, 5));
    }
}
