//! What is wrong with a part of a file, and where it stands.

use std::fmt;
use std::ops::Range;

use crate::codes::codes;
use polyatom::Report;

/// Bytes of a line that a fault keeps at most, so that a line of any length costs little.
const KEPT: usize = 160;
/// Bytes of the line before the fault that are kept at most.
const LEAD: usize = 40;

codes! {
    /// What is wrong, for programs. Codes stay as they are when messages get better words.
    Code

    /// The operating system refuses to give the file.
    Unreadable: "unreadable", "the file cannot be read";
    /// The operating system refuses to write the file.
    Unwritable: "unwritable", "the file cannot be written";
    /// It is a directory, a device or a pipe.
    NotAFile: "not_a_file", "not a regular file";
    /// The file is larger than what is read of its kind.
    TooLarge: "too_large", "the file is too large";
    /// Bytes that are not UTF-8.
    NotUtf8: "not_utf8", "not UTF-8";
    /// The name of a file is not what its place demands.
    FileName: "file_name", "not a valid file name here";
    /// A value that the language does not allow; the cause says more.
    Value: "value", "not a valid value";
    /// A byte that is zero, which no text has and a damaged file often.
    NulByte: "nul_byte", "a byte that is zero";
    /// A line break in a value that has to stand in one line.
    LineBreak: "line_break", "a line break in the value";
    /// A line without the `=` that it needs.
    NoEquals: "no_equals", "a line without =";
    /// A line before whose `=` nothing stands.
    NoKey: "no_key", "nothing before the =";
    /// What stands before the `=` is not the name of a variable.
    VariableName: "variable_name", "not the name of a variable";
    /// A quoted text without an end.
    OpenQuote: "open_quote", "a quote that is never closed";
    /// A dollar sign that no variable follows.
    Substitution: "substitution", "not a variable that can be replaced";
    /// Variables that put more text into each other than anybody writes, or files that read more files.
    TooMuch: "too_much", "more than is read";
    /// A key that stands in the file twice.
    DuplicateKey: "duplicate_key", "the key was given before";
    /// A word that nobody defined.
    UnknownWord: "unknown_word", "an unknown word";
    /// A field that the line needs is missing.
    MissingField: "missing_field", "a field is missing";
    /// Something that its file does not have.
    NotHere: "not_here", "not allowed in this file";
    /// A field after the last one.
    TrailingField: "trailing_field", "more fields than the line can have";
    /// A variable that every package needs is missing.
    MissingVariable: "missing_variable", "the variable is missing";
    /// A variable that must not be empty.
    EmptyVariable: "empty_variable", "the variable is empty";
    /// A part that the EAPI does not have.
    NotInEapi: "not_in_eapi", "not in this EAPI";
    /// An EAPI that is not known.
    UnknownEapi: "unknown_eapi", "an unknown EAPI";
    /// A checksum that is not the right number of hexadecimal digits.
    Checksum: "checksum", "not a checksum of this kind";
    /// A number that is none.
    Number: "number", "not a number";
    /// The mark of a merge that went wrong.
    ConflictMarker: "conflict_marker", "a conflict marker of a failed merge";
    /// XML that is not well-formed.
    Xml: "xml", "XML that is not well-formed";
    /// XML with more in it than anybody writes.
    XmlTooLarge: "xml_too_large", "more elements or nested deeper than is read";
    /// A file that is not what its place demands by its content.
    UnknownFormat: "unknown_format", "not of a known format";
    /// An archive that is not one, or is cut off.
    Archive: "archive", "not a valid archive";
    /// Something in an archive that is larger than is read, or would be after it was decompressed.
    ArchiveTooLarge: "archive_too_large", "more in the archive than is read";
    /// Data that cannot be decompressed.
    Compression: "compression", "data that cannot be decompressed";
    /// A file that ends before all of it was there.
    Truncated: "truncated", "the file ends too early";
    /// A line without the `:` that it needs.
    NoColon: "no_colon", "a line without :";
    /// The root element is not that of the format.
    XmlRoot: "xml_root", "not the root element of this format";
    /// A group of licenses that nobody defined.
    UnknownGroup: "unknown_group", "an unknown group";
    /// Things that name each other in a circle.
    Circle: "circle", "a circle";
    /// A date that is not one.
    Date: "date", "not a date";
    /// A directory where only later EAPIs allow one.
    DirectoryNotAllowed: "directory_not_allowed", "a directory, which this EAPI does not allow";
    /// A repository that is not there.
    NotARepository: "not_a_repository", "not a repository";
    /// A directory that should have binary packages and is not there.
    NoPkgdir: "no_pkgdir", "no directory of binary packages";
    /// A root in which no packages are installed, or none that are known of.
    NoDatabase: "no_database", "no database of installed packages";
    /// A name that something else has, too.
    DuplicateName: "duplicate_name", "the name is taken";
    /// A profile that is not there.
    NoProfile: "no_profile", "no such profile";
    /// A file that another names, and that is not there.
    NoFile: "no_file", "no such file";
    /// A line of a section before the first section.
    NoSection: "no_section", "a line before the first section";
    /// A package that is not there.
    NoPackage: "no_package", "no such package";
    /// A snapshot of files that are no longer as they were.
    OutOfDate: "out_of_date", "written before the directory was changed";
    /// A call that was told to stop.
    Stopped: "stopped", "stopped before it was done";
    /// A package whose metadata is nowhere.
    NoMetadata: "no_metadata", "no metadata: there is no cache entry";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing that is wrong in a file: what, in which line, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    code: Code,
    line: u32,
    column: usize,
    excerpt: Box<str>,
    span: Range<usize>,
    variable: Option<&'static str>,
    detail: Option<Box<str>>,
    cause: Option<polyatom::Error>,
}

impl Fault {
    /// `span` of this line is wrong. Lines count from 1.
    #[cold]
    pub fn new(code: Code, line: u32, text: &str, span: Range<usize>) -> Self {
        let start = boundary(text, span.start.saturating_sub(LEAD));
        let end = boundary(text, start + KEPT).max(start);
        let place = |at: usize| at.min(end) - start;
        let within = place(span.start)..place(span.end);
        Self {
            code,
            line,
            column: span.start,
            excerpt: text[start..end].into(),
            span: within,
            variable: None,
            detail: None,
            cause: None,
        }
    }

    /// The whole line is wrong.
    #[cold]
    pub fn line_is(code: Code, line: u32, text: &str) -> Self {
        Self::new(code, line, text, 0..text.len())
    }

    /// The file as a whole is wrong.
    #[cold]
    pub fn file(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into().into()), ..Self::line_is(code, 0, "") }
    }

    /// A value that begins at `at` of this line is not what the language allows.
    #[cold]
    pub fn value(line: u32, text: &str, at: usize, cause: polyatom::Error) -> Self {
        let span = cause.span();
        Self { cause: Some(cause), ..Self::new(Code::Value, line, text, at + span.start..at + span.end) }
    }

    /// The same, of this variable.
    #[must_use]
    pub fn of(self, variable: &'static str) -> Self {
        Self { variable: Some(variable), ..self }
    }

    /// The same, with more words.
    #[must_use]
    pub fn because(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into().into()), ..self }
    }

    /// What is wrong, for programs. Of a value it is what the language says: `missing_operator`.
    pub fn code(&self) -> &'static str {
        self.cause.as_ref().map_or(self.code.as_str(), polyatom::Error::code)
    }

    /// What kind of fault it is.
    pub fn kind(&self) -> Code {
        self.code
    }

    /// The line, from 1; none where the whole file is wrong.
    pub fn line(&self) -> Option<u32> {
        Some(self.line).filter(|&line| line > 0)
    }

    /// Where in the line it begins, in bytes.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The line, or of a long one what stands around the fault.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }

    /// Where in the excerpt, in bytes.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The variable whose value is wrong, `DEPEND`.
    pub fn variable(&self) -> Option<&'static str> {
        self.variable
    }

    /// What the language says about the value.
    pub fn cause(&self) -> Option<&polyatom::Error> {
        self.cause.as_ref()
    }

    /// What would be right, where the language can tell that.
    pub fn hint(&self) -> Option<String> {
        self.cause.as_ref().and_then(polyatom::Error::hint)
    }

    /// What is wrong, in a few words.
    pub fn reason(&self) -> String {
        let words = self.cause.as_ref().map_or(self.code.text(), polyatom::Error::reason);
        match &self.detail {
            Some(detail) if !detail.is_empty() => format!("{words}: {detail}"),
            _ => words.to_owned(),
        }
    }
}

/// The last place of a text that is not after `at` and not inside a character.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&place| text.is_char_boundary(place)).unwrap_or(0)
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(variable) = self.variable {
            write!(f, "{variable}: ")?;
        }
        let (reason, hint) = (self.reason(), self.hint());
        match &*self.excerpt {
            "" => f.write_str(&reason),
            input => Report { kind: None, input, span: self.span(), reason: &reason, hint: hint.as_deref() }.fmt(f),
        }
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_have_words() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| !code.text().is_empty()));
    }

    #[test]
    fn a_long_line_is_cut_around_the_fault() {
        let line = format!("{}é!é{}", "a".repeat(400_000), "b".repeat(400_000));
        let at = line.find('!').unwrap();
        let fault = Fault::new(Code::UnknownWord, 7, &line, at..at + 1);
        assert_eq!((fault.line(), fault.column(), &fault.excerpt()[fault.span()]), (Some(7), at, "!"));
        assert!(fault.excerpt().len() <= KEPT);
        assert!(fault.to_string().starts_with("an unknown word\n"));
    }

    #[test]
    fn a_value_says_what_the_language_says() {
        let cause = polyatom::Atom::parse("a/b-1", None).unwrap_err();
        let fault = Fault::value(3, "x a/b-1", 2, cause).of("DEPEND");
        assert_eq!((fault.code(), &fault.excerpt()[fault.span()]), ("missing_operator", "-1"));
        assert!(fault.to_string().starts_with("DEPEND: version without an operator\n"));
    }
}
