//! `package.mask` and `package.deprecated`: atoms, and the comments that explain them (GLEP 84).

use polyatom::{Atom, Eapi};

use super::Fault;
use super::lists::one;
use super::profile_lines::commented;
use super::text::{Line, Parsed};

/// An atom with the comment above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// What it matches.
    pub atom: Atom,
    /// The lines of comment above the atom, or above the first one of a block, without their number signs. A blank line ends
    /// a block.
    pub comment: String,
    /// The line of the atom, from 1.
    pub line: u32,
}

impl Mask {
    /// Who wrote it and when, if the comment begins as GLEP 84 demands: `Larry Cow <larry@example.org> (2026-01-31)`.
    pub fn author(&self) -> Option<MaskAuthor<'_>> {
        let first = self.comment.lines().find(|line| !line.trim().is_empty())?;
        let (name, rest) = first.split_once('<')?;
        let (email, rest) = rest.split_once('>')?;
        let (date, _) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
        Some(MaskAuthor { name: name.trim(), email: email.trim(), date: date.trim() })
    }

    /// The comment without the line of its author.
    pub fn explanation(&self) -> &str {
        match self.author() {
            Some(_) => self.comment.trim_start().split_once('\n').map_or("", |(_, rest)| rest),
            None => &self.comment,
        }
    }
}

/// The first line of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaskAuthor<'a> {
    /// The person's name.
    pub name: &'a str,
    /// The person's address.
    pub email: &'a str,
    /// The date as written.
    pub date: &'a str,
}

/// Reads the file with the EAPI of its directory.
pub fn masks(text: &str, eapi: Eapi) -> Parsed<Vec<Mask>> {
    let mut parsed: Parsed<Vec<Mask>> = Parsed::default();
    for (line, comment) in commented(text) {
        match atom(line, eapi) {
            Ok(atom) => parsed.value.push(Mask { atom, comment: comment.join("\n"), line: line.number }),
            Err(fault) => parsed.faults.push(line.or_marker(fault)),
        }
    }
    parsed
}

fn atom(line: Line<'_>, eapi: Eapi) -> Result<Atom, Fault> {
    Atom::parse(one(line)?, eapi).map_err(|error| Fault::value(line.number, line.text, 0, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "\
# Header
#
## Example:

# Larry Cow <larry@example.org> (2026-01-31)
# It is broken.
# Bug #1.
dev-libs/a
>=dev-libs/b-2:3

=dev-libs/c-1
# No author.
dev-libs/d
# Another.
dev-libs/e # not here
dev-libs/f-1
";

    #[test]
    fn comments_explain_their_block() {
        let found = masks(TEXT, Eapi::V5);
        let author = MaskAuthor { name: "Larry Cow", email: "larry@example.org", date: "2026-01-31" };
        for (mask, atom) in found.value.iter().zip(["dev-libs/a", ">=dev-libs/b-2:3"]) {
            assert_eq!((mask.atom.as_str(), mask.author()), (atom, Some(author)));
            assert_eq!(mask.explanation(), "It is broken.\nBug #1.");
        }
        let others: Vec<_> = found.value[2..].iter().map(|mask| (mask.atom.as_str(), &*mask.comment, mask.line)).collect();
        assert_eq!(others, [("=dev-libs/c-1", "", 11), ("dev-libs/d", "No author.", 13)]);
        assert_eq!(found.value[3].explanation(), "No author.");
        let codes: Vec<_> = found.faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect();
        assert_eq!(codes, [("trailing_field", 15), ("missing_operator", 16)]);
    }

    #[test]
    fn the_eapi_decides_what_an_atom_is() {
        assert_eq!(masks("a/b:3\n", Eapi::V0).faults.len(), 1, "tab:slot-deps-table");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "([#a/ -]{0,6}\n){0,12}|\\PC*") {
            let found = masks(&text, Eapi::V8);
            prop_assert_eq!(found.value.len() + found.faults.len(), crate::format::text::items(&text).count());
        }
    }
}
