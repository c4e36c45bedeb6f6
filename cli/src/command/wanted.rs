//! What packages a person means.

use polyatom::{Atom, AtomPattern, Cpv, Error, Operator};

/// The packages that a text stands for.
pub enum Wanted {
    Atom(Atom),
    Pattern(AtomPattern),
}

impl Wanted {
    /// A package with its version is that one; anything else is an atom or, with an asterisk in its name, a pattern.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if let Ok(cpv) = Cpv::parse(text) {
            return Ok(Self::Atom(cpv.with_op(Operator::Equal)));
        }
        match text.starts_with(['<', '>', '=', '~', '!']) || !text.contains('*') {
            true => Atom::parse(text, None).map(Self::Atom),
            false => AtomPattern::parse(text).map(Self::Pattern),
        }
    }
}

/// The same where a pattern is not allowed.
pub fn atom(text: &str) -> Result<Atom, Error> {
    match Wanted::parse(text)? {
        Wanted::Atom(atom) => Ok(atom),
        Wanted::Pattern(_) => Atom::parse(text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_what_they_look_like() {
        let read = |text| match Wanted::parse(text) {
            Ok(Wanted::Atom(atom)) => format!("atom {atom}"),
            Ok(Wanted::Pattern(pattern)) => format!("pattern {pattern}"),
            Err(error) => error.code().to_owned(),
        };
        assert_eq!(read("a/b-1"), "atom =a/b-1");
        assert_eq!(read(">=a/b-1:2"), "atom >=a/b-1:2");
        assert_eq!(read("=a/b-1*"), "atom =a/b-1*");
        assert_eq!(read("a/*"), "pattern a/*");
        assert_eq!(read("a"), "missing_category");
        assert!(atom("a/b*").is_err() && atom("a/b-1").is_ok());
    }
}
