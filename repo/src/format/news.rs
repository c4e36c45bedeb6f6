//! News for users (GLEP 42): a header of fields, a blank line, and the text.

use polyatom::Atom;

use super::text::{Line, Parsed, lines};
use super::{Code, Fault};

/// A news item in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewsItem {
    /// The title.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who translated it.
    pub translators: Vec<String>,
    /// The day on which it was posted, `2026-01-31`.
    pub posted: String,
    /// Counts the changes, from 1.
    pub revision: u32,
    /// The version of the format, `2.0`.
    pub format: String,
    /// It is shown where one of these is installed.
    pub display_if_installed: Vec<Atom>,
    /// It is shown where one of these keywords is used.
    pub display_if_keyword: Vec<String>,
    /// It is shown where one of these profiles is used.
    pub display_if_profile: Vec<String>,
    /// The text.
    pub body: String,
}

impl NewsItem {
    /// Reads an item. A field that is wrong costs itself.
    pub fn parse(text: &str) -> Parsed<Self> {
        let mut parsed = Parsed::<Self>::default();
        let mut body_start = text.len();
        for line in lines(text) {
            if line.text.is_empty() {
                body_start = line.text.as_ptr() as usize - text.as_ptr() as usize;
                break;
            }
            if let Err(fault) = parsed.value.field(line) {
                parsed.faults.push(fault);
            }
        }
        parsed.value.body = text[body_start..].trim().to_owned();
        let item = &parsed.value;
        let needed = [("Title", item.title.is_empty()), ("Posted", item.posted.is_empty()), ("Author", item.authors.is_empty())];
        let missing = needed.into_iter().filter(|(_, is_missing)| *is_missing);
        parsed.faults.extend(missing.map(|(field, _)| Fault::file(Code::MissingField, field)));
        parsed
    }

    fn field(&mut self, line: Line<'_>) -> Result<(), Fault> {
        let whole = |code| line.fault(code, 0, line.text.len());
        let (name, value) = line.text.split_once(':').ok_or_else(|| match line.is_conflict_marker() {
            true => whole(Code::ConflictMarker),
            false => whole(Code::MissingField).because("a field needs a colon"),
        })?;
        let value = value.trim_start();
        let at = line.text.len() - value.len();
        let wrong = |code| line.fault(code, at, value.len());
        match name {
            "Title" => self.title = value.to_owned(),
            "Author" => self.authors.push(value.to_owned()),
            "Translator" => self.translators.push(value.to_owned()),
            "Posted" if is_date(value) => self.posted = value.to_owned(),
            "Posted" => return Err(wrong(Code::Date)),
            "Revision" => self.revision = value.parse().map_err(|_| wrong(Code::Number))?,
            "News-Item-Format" => self.format = value.to_owned(),
            "Display-If-Installed" => {
                let atom = Atom::parse(value, None).map_err(|error| Fault::value(line.number, line.text, at, error))?;
                self.display_if_installed.push(atom);
            }
            "Display-If-Keyword" => self.display_if_keyword.push(value.to_owned()),
            "Display-If-Profile" => self.display_if_profile.push(value.to_owned()),
            // Of the first version of the format.
            "Content-Type" => {}
            _ => return Err(line.fault(Code::UnknownWord, 0, name.len())),
        }
        Ok(())
    }
}

/// Whether a text is a day, `2026-01-31`.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' && digits(0..4) && digits(5..7) && digits(8..10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_of_an_item() {
        let text = "Title: Cows\nAuthor: Larry <larry@example.org>\nAuthor: B\nPosted: 2026-01-31\nRevision: 2\nNews-Item-Format: 2.0\n\
            Display-If-Installed: <a/b-2\nDisplay-If-Keyword: amd64\nDisplay-If-Profile: default/linux\nTranslator: C\n\nA text.\n\nMore: of it.\n";
        let Parsed { value, faults } = NewsItem::parse(text);
        assert_eq!(faults, []);
        assert_eq!((&*value.title, value.authors.len(), &*value.posted, value.revision), ("Cows", 2, "2026-01-31", 2));
        assert_eq!((value.display_if_installed[0].as_str(), &*value.display_if_keyword[0]), ("<a/b-2", "amd64"));
        assert_eq!(value.body, "A text.\n\nMore: of it.");
    }

    #[test]
    fn bad_fields_are_told() {
        let found =
            NewsItem::parse("Title: x\nPosted: 31.1.\nRevision: x\nWhat: y\nno field\nDisplay-If-Installed: a/b-1\n\nbody");
        let codes: Vec<_> = found.faults.iter().map(|fault| (fault.code(), fault.line())).collect();
        let expected = [("date", 2), ("number", 3), ("unknown_word", 4), ("missing_field", 5), ("missing_operator", 6)];
        assert_eq!(codes[..5], expected.map(|(code, line)| (code, Some(line))));
        assert_eq!(codes[5..], [("missing_field", None), ("missing_field", None)], "Posted and Author");
        assert_eq!(found.value.body, "body");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "((Title|Posted|Revision|Author|Display-If-Installed):? ?[a-z0-9/-]{0,10}\n?){0,9}|\\PC*") {
            NewsItem::parse(&text);
        }
    }
}
