//! Starting points for new adapters.

use clap::ValueEnum;

/// Languages that have a starter.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Language {
    Python,
    C,
    Go,
    Ruby,
    Perl,
    Bash,
}

impl Language {
    pub fn starter(self) -> &'static str {
        match self {
            Language::Python => include_str!("../templates/adapter.py"),
            Language::C => include_str!("../templates/adapter.c"),
            Language::Go => include_str!("../templates/adapter.go"),
            Language::Ruby => include_str!("../templates/adapter.rb"),
            Language::Perl => include_str!("../templates/adapter.pl"),
            Language::Bash => include_str!("../templates/adapter.sh"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starters_are_short() {
        for language in Language::value_variants() {
            assert!(language.starter().lines().count() <= 40, "{language:?}");
        }
    }
}
