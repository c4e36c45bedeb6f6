//! The components of a valid version without its revision.

use super::Suffix;

pub fn numbers(base: &str) -> impl Iterator<Item = &str> + Clone {
    let end = base.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    base[..end].split('.')
}

pub fn letter(base: &str) -> Option<char> {
    let main = base.split('_').next()?;
    main.chars().last().filter(char::is_ascii_lowercase)
}

pub fn suffixes(base: &str) -> impl Iterator<Item = Suffix<'_>> + Clone {
    base.split('_').skip(1).map(Suffix::from_valid)
}
