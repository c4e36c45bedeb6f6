//! What is asked: a text, what it is read as, and what is known besides.

use crate::others::{OTHERS, Read};
use crate::told;
use crate::words::{WORDS, Word};
use polyatom::{DepSpecKind, Eapi, Error, Iuse, NameKind, UseFlags};
use polyatom_repo::QueryError;
use serde_json::{Value, json};

/// What a text is read as.
#[derive(Clone, Copy)]
pub enum Reading {
    Atom,
    Spec(DepSpecKind),
    /// One, or several with blanks between them.
    Versions,
    /// Text of which there is little more to tell than whether it is right.
    Other(Read),
    Name(NameKind),
    /// A word that stands for a choice.
    Word(Word),
    Query,
    /// Files of a repository, each after a line with its path.
    Repository,
    /// Files of a root, with installed packages.
    Installed,
}

impl Reading {
    /// Reads its word: `atom`, `version`, `depend` and the other variables, those of [`OTHERS`], and `name.slot` and the other kinds.
    fn of(word: &str) -> Option<Self> {
        if let Some(kind) = word.strip_prefix("name.") {
            return NameKind::parse(kind).ok().map(Self::Name);
        }
        if let Some(choice) = word.strip_prefix("word.") {
            return WORDS.iter().find(|(name, _)| *name == choice).map(|(_, read)| Self::Word(*read));
        }
        match word {
            "query" => Some(Self::Query),
            "repository" => Some(Self::Repository),
            "installed" => Some(Self::Installed),
            "atom" => Some(Self::Atom),
            "version" => Some(Self::Versions),
            _ => {
                let other = OTHERS.iter().find(|(name, _)| *name == word).map(|(_, read)| Self::Other(*read));
                other.or_else(|| DepSpecKind::parse(word).ok().map(Self::Spec))
            }
        }
    }
}

pub struct Question<'a> {
    pub reading: Reading,
    pub text: &'a str,
    pub eapi: Option<Eapi>,
    /// The flags that are enabled.
    pub flags: UseFlags,
    /// What the package with the text has in `IUSE`, if that is said.
    pub iuse: Option<Iuse>,
    /// Packages with blanks between them.
    pub packages: &'a str,
    /// What is asked besides.
    pub asked: &'a str,
    /// Files of a repository in which a query is asked.
    pub files: &'a str,
}

/// Why there is no answer.
pub enum Refused {
    /// The question is none: a mistake of the page.
    Question(String),
    /// The text is wrong.
    Text(Error),
    /// What was said besides is wrong.
    Field(&'static str, Error),
    /// The text is not a query, or one that cannot be asked here.
    Query(QueryError),
    /// A file is wrong, or not there.
    File(polyatom_repo::Error),
}

impl Refused {
    pub fn told(&self) -> Value {
        match self {
            Self::Question(message) => json!({"error": {"field": "question", "message": message}}),
            Self::Text(error) => json!({"error": told::error("text", error)}),
            Self::Query(error) => json!({"error": told::of_query(error)}),
            Self::File(error) => json!({"error": told::of_repository(error)}),
            Self::Field(field, error) => json!({"error": told::error(field, error)}),
        }
    }
}

impl<'a> Question<'a> {
    pub fn new(question: &'a Value) -> Result<Self, Refused> {
        let text = |key: &str| question[key].as_str().unwrap_or_default();
        let word = text("as");
        let reading = Reading::of(word).ok_or_else(|| Refused::Question(format!("nothing is read as {word:?}")))?;
        let field = |name: &'static str| move |error| Refused::Field(name, error);
        let eapi = question["eapi"].as_str().map(Eapi::parse).transpose().map_err(field("eapi"))?;
        let flags = UseFlags::new(text("use").split_ascii_whitespace()).map_err(field("use"))?;
        let iuse = question["iuse"].as_str().map(Iuse::parse).transpose().map_err(field("iuse"))?;
        Ok(Self {
            reading,
            text: text("text"),
            eapi,
            flags,
            iuse,
            packages: text("packages"),
            asked: text("ask"),
            files: text("files"),
        })
    }
}
