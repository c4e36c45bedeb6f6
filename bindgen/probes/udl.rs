//! An interface that is declared in a UDL file.

use std::fmt;

/// An address.
#[derive(Debug, Clone)]
pub struct Url(String);

uniffi::custom_newtype!(Url, String);

#[derive(Debug)]
pub enum FetchError {
    Gone(String),
    Late { by: u32 },
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone(what) => write!(f, "{what} is gone"),
            Self::Late { by } => write!(f, "late by {by}"),
        }
    }
}

#[derive(Debug)]
pub enum SaveError {
    Full { free: u64 },
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Full { free } = self;
        write!(f, "{free} bytes are free")
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Color {
    Red,
    Green,
}

#[derive(Debug, Clone)]
pub struct Page {
    pub title: String,
    pub next: Option<Url>,
}

pub enum Answer {
    Yes,
    No { reason: String },
}

pub struct Cache(u64);

impl Cache {
    pub fn new() -> Self {
        Self(1)
    }

    pub fn sized(size: u64) -> Result<Self, SaveError> {
        if size < 10 { Ok(Self(size)) } else { Err(SaveError::Full { free: 10 }) }
    }

    pub fn has(&self, title: &str) -> Answer {
        if self.0 > 1 { Answer::Yes } else { Answer::No { reason: format!("no {title}") } }
    }
}

pub fn joined(first: &str, second: String) -> String {
    format!("{first}{second}")
}

pub fn fetch(url: Url, tries: u32) -> Result<Page, FetchError> {
    match tries {
        0 => Err(FetchError::Late { by: 1 }),
        1 => Err(FetchError::Gone(url.0)),
        _ => Ok(Page { title: url.0.clone(), next: Some(url) }),
    }
}

pub fn colors(without: Option<Color>) -> Vec<Color> {
    [Color::Red, Color::Green].into_iter().filter(|color| Some(*color) != without).collect()
}
