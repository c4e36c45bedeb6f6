//! Sets of EAPIs as the case files write them: `none`, `8`, `0..1`, `5..`, `..4`, and comma-separated lists of these.

use std::ops::RangeInclusive;

use anyhow::{Context, Result, bail};

/// The EAPIs that a case can ask for, oldest first.
pub const ALL: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// An EAPI by name, or none for a run in which no EAPI is asked for.
pub type MaybeEapi = Option<&'static str>;

/// The members of a set, a run without EAPI first, then oldest first.
pub fn expand(text: &str) -> Result<Vec<MaybeEapi>> {
    let mut none = false;
    let mut wanted = [false; ALL.len()];
    for item in text.split(',') {
        if item == "none" {
            none = true;
            continue;
        }
        let range = range(item).with_context(|| format!("EAPI range `{text}`"))?;
        wanted[range].fill(true);
    }
    let numbered = ALL.into_iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(name, _)| Some(name));
    Ok(none.then_some(None).into_iter().chain(numbered).collect())
}

fn range(item: &str) -> Result<RangeInclusive<usize>> {
    let (first, last) = match item.split_once("..") {
        Some((first, last)) => (bound(first, 0)?, bound(last, ALL.len() - 1)?),
        None => (index(item)?, index(item)?),
    };
    if first > last {
        bail!("`{item}` is empty");
    }
    Ok(first..=last)
}

fn bound(text: &str, open: usize) -> Result<usize> {
    if text.is_empty() { Ok(open) } else { index(text) }
}

fn index(text: &str) -> Result<usize> {
    ALL.iter().position(|name| *name == text).with_context(|| format!("unknown EAPI `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> String {
        let names: Vec<_> = expand(text).unwrap().into_iter().map(|eapi| eapi.unwrap_or("none")).collect();
        names.join(" ")
    }

    #[test]
    fn ranges() {
        assert_eq!(names("none"), "none");
        assert_eq!(names("8"), "8");
        assert_eq!(names("0..1"), "0 1");
        assert_eq!(names("7.."), "7 8 9");
        assert_eq!(names("..2"), "0 1 2");
        assert_eq!(names(".."), "0 1 2 3 4 5 6 7 8 9");
        assert_eq!(names("5..6,none,0,6"), "none 0 5 6");
    }

    #[test]
    fn mistakes_are_errors() {
        for text in ["", "10", "a", "3..2", "1.2", "1...2", "1,,2", " 1", "0..10"] {
            assert!(expand(text).is_err(), "{text:?} was accepted");
        }
    }
}
