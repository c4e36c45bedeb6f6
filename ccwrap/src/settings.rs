//! Files in TOML: what is wrong in one is told with its name and line.

use crate::error::Error;
use serde::de::DeserializeOwned;
use std::path::Path;

/// Reads a file.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    let name = path.display().to_string();
    let text =
        std::fs::read_to_string(path).map_err(|error| Error::File { name: name.clone(), line: 0, reason: error.to_string() })?;
    parse(&text, &name)
}

/// Reads a text; `name` is for errors.
pub fn parse<T: DeserializeOwned>(text: &str, name: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start].matches('\n').count() + 1);
        Error::File { name: name.to_owned(), line, reason: error.message().to_owned() }
    })
}
