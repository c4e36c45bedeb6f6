//! Starting points for new adapters.

use clap::ValueEnum;

/// Languages that have a starter.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Language {
    Python,
}

impl Language {
    pub fn starter(self) -> &'static str {
        match self {
            Language::Python => include_str!("../templates/adapter.py"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starters_are_short() {
        for language in Language::value_variants() {
            assert!(language.starter().lines().count() <= 40);
        }
    }
}
