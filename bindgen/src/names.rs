//! Names: one name of the interface, spelled as each language's conventions want it.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::fmt;

/// A name as Rust spells it, `UseDep` or `use_dep`, which gives every other spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// A name from its Rust spelling, without `r#`.
    pub fn new(rust: &str) -> Self {
        Self(rust.trim_start_matches("r#").to_owned())
    }

    /// As Rust spells it.
    pub fn rust(&self) -> &str {
        &self.0
    }

    /// `use_dep`.
    pub fn snake(&self) -> String {
        self.0.to_snake_case()
    }

    /// `UseDep`.
    pub fn pascal(&self) -> String {
        self.0.to_upper_camel_case()
    }

    /// `USE_DEP`.
    pub fn shouting(&self) -> String {
        self.0.to_shouty_snake_case()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A Rust identifier, escaped where it is a keyword.
pub fn rust_identifier(name: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern",
        "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut",
        "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe",
        "unsized", "use", "virtual", "where", "while", "yield",
    ];
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// The function that makes a custom type of what it crosses as; `custom_type!` writes it.
pub fn lift(custom: &Name) -> String {
    format!("uniffi_lift_{}", custom.rust())
}

/// The function that makes of a custom type what it crosses as.
pub fn lower(custom: &Name) -> String {
    format!("uniffi_lower_{}", custom.rust())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling() {
        for rust in ["UseDep", "use_dep"] {
            let name = Name::new(rust);
            assert_eq!(name.snake(), "use_dep");
            assert_eq!(name.pascal(), "UseDep");
            assert_eq!(name.shouting(), "USE_DEP");
        }
    }

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(rust_identifier("use"), "r#use");
        assert_eq!(rust_identifier("used"), "used");
        assert_eq!(Name::new("r#use").rust(), "use");
    }
}
