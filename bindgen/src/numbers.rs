//! The numbers of choices and the codes of errors, kept in a file: what a compiled program has read stays what it was.
//!
//! A new variant gets the next number, wherever it is declared. None moves, and none goes away by itself.

use crate::interface::{Enum, FIRST_ERROR, Interface, Name};
use crate::output::{File, MARKER};
use anyhow::{Context, Result, ensure};
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The numbers of all variants, by the names of type and variant.
type Numbers = BTreeMap<String, BTreeMap<String, i32>>;

/// Gives each variant the number that the file has for it, or the next one. What the file then has to be.
pub fn fill(interface: &mut Interface, directory: &Utf8Path, path: &Utf8Path) -> Result<File> {
    let place = directory.join(path);
    let text = std::fs::read_to_string(&place).unwrap_or_default();
    let mut numbers: Numbers = toml::from_str(&text).with_context(|| format!("in {place}"))?;
    give(interface, &mut numbers).with_context(|| format!("in {place}"))?;
    Ok(File { path: path.to_owned(), text: written(&numbers) })
}

fn give(interface: &mut Interface, numbers: &mut Numbers) -> Result<()> {
    let mut types = BTreeSet::new();
    for choice in &mut interface.enums {
        types.insert(choice.name.to_string());
        let variants = choice.variants.iter_mut().map(|variant| (&variant.name, &mut variant.number));
        number(&choice.name, variants.collect(), 0, numbers)?;
    }
    if let Some(error) = &mut interface.error {
        types.insert(error.name.to_string());
        let variants = error.variants.iter_mut().map(|variant| (&variant.name, &mut variant.code));
        number(&error.name, variants.collect(), FIRST_ERROR, numbers)?;
    }
    for gone in numbers.keys().filter(|name| !types.contains(*name)) {
        ensure!(false, "{gone}: it has numbers, but is no longer in the interface. {}", how(gone));
    }
    Ok(())
}

/// The variants of one type: those that are known keep their numbers, the others follow.
fn number(owner: &Name, variants: Vec<(&Name, &mut i32)>, first: i32, numbers: &mut Numbers) -> Result<()> {
    let owner = owner.to_string();
    let known = numbers.entry(owner.clone()).or_default();
    if let Some(gone) = known.keys().find(|known| !variants.iter().any(|(name, _)| name.rust() == *known)) {
        ensure!(false, "{owner}.{gone}: it has the number {}, but is no longer in the interface. {}", known[gone], how(&owner));
    }
    let mut next = known.values().max().map_or(first, |last| last + 1);
    for (name, number) in variants {
        *number = *known.entry(name.rust().to_owned()).or_insert_with(|| {
            next += 1;
            next - 1
        });
    }
    let all: BTreeSet<i32> = known.values().copied().collect();
    let expected = (first..).take(known.len());
    ensure!(
        all.into_iter().eq(expected),
        "{owner}: its numbers are not {first} and those that follow, each once. {}",
        how(&owner)
    );
    Ok(())
}

/// The way out.
fn how(owner: &str) -> String {
    format!(
        "Programs may have been compiled with it: put it back; or, in a version that they need not run with, remove the table \
         [{owner}] here, and all its numbers are given anew"
    )
}

/// The file's text, in the order of the numbers.
fn written(numbers: &Numbers) -> String {
    let mut text = format!(
        "# {MARKER}\n# The numbers of choices and the codes of errors, as compiled programs know them. A new variant gets the next number; \
         none ever moves.\n"
    );
    for (owner, variants) in numbers {
        let mut variants: Vec<_> = variants.iter().collect();
        variants.sort_by_key(|(_, number)| **number);
        writeln!(text, "\n[{owner}]").expect("a String takes everything");
        for (name, number) in variants {
            writeln!(text, "{name} = {number}").expect("a String takes everything");
        }
    }
    text
}

impl Enum {
    /// The variants by their numbers, which begin with 0 and have no gaps.
    pub fn by_number(&self) -> Vec<&crate::interface::Variant> {
        let mut variants: Vec<_> = self.variants.iter().collect();
        variants.sort_by_key(|variant| variant.number);
        variants
    }

    /// Whether the numbers go up in the order of declaration.
    pub fn is_in_order(&self) -> bool {
        self.variants.is_sorted_by_key(|variant| variant.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tests::{choice, config, field, variant};
    use uniffi_meta::EnumShape;

    fn interface(colors: &[&str], errors: &[&str]) -> Interface {
        let plain = |names: &[&str]| names.iter().map(|name| variant(name, vec![])).collect();
        let failing = errors.iter().map(|name| variant(name, vec![field("input", uniffi_meta::Type::String)])).collect();
        let items =
            [choice("Color", EnumShape::Enum, plain(colors)), choice("WorkError", EnumShape::Error { flat: false }, failing)];
        crate::read::interface(&items, &config()).expect("it can be expressed")
    }

    fn numbered(colors: &[&str], errors: &[&str], numbers: &mut Numbers) -> Result<(Vec<i32>, Vec<i32>)> {
        let mut interface = interface(colors, errors);
        give(&mut interface, numbers)?;
        let codes = interface.error.iter().flat_map(|error| error.variants.iter().map(|variant| variant.code)).collect();
        Ok((interface.enums[0].variants.iter().map(|variant| variant.number).collect(), codes))
    }

    #[test]
    fn a_new_variant_moves_no_other() {
        let mut numbers = Numbers::new();
        assert_eq!(numbered(&["Red", "Blue"], &["Lazy"], &mut numbers).unwrap(), (vec![0, 1], vec![16]));
        let inserted = numbered(&["Green", "Red", "White", "Blue"], &["Late", "Lazy"], &mut numbers).unwrap();
        assert_eq!(inserted, (vec![2, 0, 3, 1], vec![17, 16]));
        assert_eq!(toml::from_str::<Numbers>(&written(&numbers)).unwrap(), numbers);
    }

    #[test]
    fn a_variant_that_is_gone_is_refused() {
        let mut numbers = Numbers::new();
        numbered(&["Red", "Blue"], &["Lazy"], &mut numbers).unwrap();
        let message = numbered(&["Blue"], &["Lazy"], &mut numbers.clone()).unwrap_err().to_string();
        assert!(message.starts_with("Color.Red: it has the number 0, but is no longer in the interface."), "{message}");
        numbers.entry("Shape".into()).or_default();
        let message = numbered(&["Red", "Blue"], &["Lazy"], &mut numbers).unwrap_err().to_string();
        assert!(message.starts_with("Shape: it has numbers, but is no longer in the interface."), "{message}");
    }

    #[test]
    fn numbers_have_no_gaps_and_no_doubles() {
        for wrong in ["[Color]\nRed = 1\nBlue = 2", "[Color]\nRed = 0\nBlue = 0", "[WorkError]\nLazy = 3"] {
            let mut numbers = toml::from_str(wrong).unwrap();
            let message = numbered(&["Red", "Blue"], &["Lazy"], &mut numbers).unwrap_err().to_string();
            assert!(message.contains("its numbers are not"), "{message}");
        }
    }
}
