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
        let name = choice.name.to_string();
        let next = numbers.get(&name).and_then(|known| known.values().max()).map_or(0, |last| last + 1);
        number(&choice.name, variants.collect(), next, numbers)?;
        ensure_whole(&name, numbers[&name].values().copied().collect(), 0)?;
    }
    let errors: Vec<_> = interface.errors.iter().map(|error| error.name.to_string()).collect();
    // The codes of all errors are one row of numbers.
    let used = errors.iter().filter_map(|error| numbers.get(error)).flat_map(BTreeMap::values).copied();
    let mut next = used.max().map_or(FIRST_ERROR, |last| last + 1);
    for error in &mut interface.errors {
        types.insert(error.name.to_string());
        let variants = error.variants.iter_mut().map(|variant| (&variant.name, &mut variant.code));
        next = number(&error.name, variants.collect(), next, numbers)?;
    }
    let codes = errors.iter().flat_map(|error| numbers[error].values()).copied().collect();
    ensure_whole(&errors.join(", "), codes, FIRST_ERROR)?;
    for gone in numbers.keys().filter(|name| !types.contains(*name)) {
        ensure!(false, "{gone}: it has numbers, but is no longer in the interface. {}", how(gone));
    }
    Ok(())
}

/// The variants of one type: those that are known keep their numbers, the others get `next` and those that follow. The next one.
fn number(owner: &Name, variants: Vec<(&Name, &mut i32)>, mut next: i32, numbers: &mut Numbers) -> Result<i32> {
    let owner = owner.to_string();
    let known = numbers.entry(owner.clone()).or_default();
    if let Some(gone) = known.keys().find(|known| !variants.iter().any(|(name, _)| name.rust() == *known)) {
        ensure!(false, "{owner}.{gone}: it has the number {}, but is no longer in the interface. {}", known[gone], how(&owner));
    }
    for (name, number) in variants {
        *number = *known.entry(name.rust().to_owned()).or_insert_with(|| {
            next += 1;
            next - 1
        });
    }
    Ok(next)
}

/// Numbers have no gaps and no doubles.
fn ensure_whole(owner: &str, mut all: Vec<i32>, first: i32) -> Result<()> {
    all.sort_unstable();
    let is_whole = all.iter().copied().eq((first..).take(all.len()));
    ensure!(is_whole, "{owner}: its numbers are not {first} and those that follow, each once. {}", how(owner));
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
        crate::read::tests::whole(&items, &config()).expect("it can be expressed")
    }

    fn numbered(colors: &[&str], errors: &[&str], numbers: &mut Numbers) -> Result<(Vec<i32>, Vec<i32>)> {
        let mut interface = interface(colors, errors);
        give(&mut interface, numbers)?;
        let codes = interface.error_variants().map(|variant| variant.code).collect();
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
    fn the_codes_of_all_errors_are_one_row() {
        let plain = |names: &[&str]| names.iter().map(|name| variant(name, vec![])).collect();
        let error = |name: &str, names: &[&str]| choice(name, EnumShape::Error { flat: false }, plain(names));
        let coded = |items: &[uniffi_meta::Metadata], numbers: &mut Numbers| {
            let mut interface = crate::read::tests::whole(items, &config()).expect("it can be expressed");
            give(&mut interface, numbers).expect("it can be numbered");
            interface.error_variants().map(|variant| variant.code).collect::<Vec<_>>()
        };
        let mut numbers = Numbers::new();
        assert_eq!(coded(&[error("ReadError", &["Lazy"]), error("WriteError", &["Full"])], &mut numbers), [16, 17]);
        let more = [error("OpenError", &["Gone"]), error("ReadError", &["Late", "Lazy"]), error("WriteError", &["Full"])];
        assert_eq!(coded(&more, &mut numbers), [18, 19, 16, 17]);
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
