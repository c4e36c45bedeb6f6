//! Packages as somebody types them: `dev-lang/python-3.12:3.12/3.12::gentoo[ssl,-test]`, with all that is known.

use crate::question::Refused;
use polyatom::{Atom, AtomOptions, Cpv, Error, Iuse, Package, Slot, UseFlags};

/// A package and how it was typed.
pub struct Listed<'a> {
    pub text: &'a str,
    pub package: Package,
}

/// The packages of a list with blanks between them.
pub fn listed(text: &str) -> Result<Vec<Listed<'_>>, Refused> {
    let read = |text| Ok(Listed { text, package: package(text)? });
    text.split_ascii_whitespace().map(read).collect::<Result<_, Error>>().map_err(|error| Refused::Field("packages", error))
}

/// A package is written as the atom that asks for exactly that.
fn package(text: &str) -> Result<Package, Error> {
    let name = text.find([':', '[']).map_or(text, |end| &text[..end]);
    let package = Package::new(Cpv::parse(name)?);
    let atom = Atom::parse(&format!("={text}"), AtomOptions::default())?;
    let slot = atom.slot_dep().filter(|dep| dep.slot().is_some()).map(|dep| Slot::parse(dep.as_str())).transpose()?;
    let package = match atom.repo() {
        Some(repo) => package.in_repo(repo)?,
        None => package,
    };
    // Flags are on or off: what depends on another package is not the name of a flag.
    let deps: Vec<&str> = atom.use_texts().collect();
    let on = UseFlags::new(deps.iter().filter(|dep| !dep.starts_with('-')))?;
    let known = UseFlags::new(deps.iter().map(|dep| dep.trim_start_matches('-')))?;
    let iuse = (!deps.is_empty()).then(|| Iuse::parse(&known.names().collect::<Vec<_>>().join(" "))).transpose()?;
    Ok(package.slot(slot).use_flags(on).iuse(iuse))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_what_is_typed() {
        let python = package("dev-lang/python-3.12:3.12/1::gentoo[ssl,-test]").unwrap();
        assert_eq!((python.cpv.pf(), python.repo()), ("python-3.12", Some("gentoo")));
        assert_eq!(python.slot.as_ref().map(Slot::as_str), Some("3.12/1"));
        assert!(python.enables("ssl") && !python.enables("test") && python.has_flag("test") && !python.has_flag("tk"));
        let bare = package("a/b-1").unwrap();
        assert!(bare.slot.is_none() && bare.repo().is_none() && bare.iuse.is_none());
    }

    #[test]
    fn a_text_that_is_no_package_is_refused() {
        assert_eq!(package("a/b").unwrap_err().kind().as_str(), "package with version");
        // What is said of a package is never conditional, and its slot has no operator.
        for text in ["a/b-1:0=", "a/b-1*", "a/b-1[x?]", "a/b-1[x(+)]"] {
            assert!(package(text).is_err(), "{text}");
        }
    }
}
