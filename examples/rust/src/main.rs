//! The README's example.
use polyatom::{Atom, AtomField, Cpv, Eapi, Error, Version};

fn main() -> Result<(), Error> {
    let atom = Atom::parse(">=dev-lang/python-3.11:3.11=[ssl,tk?]", Eapi::V8)?;
    if let (Some(op), Some(version), Some(slot)) = (atom.op(), atom.version(), atom.slot()) {
        println!("{} {} {op} {version} {slot}", atom.category(), atom.package());
    }

    let wanted = atom.without(&[AtomField::SlotDep, AtomField::UseDeps]);
    for text in ["dev-lang/python-3.9.18", "dev-lang/python-3.12.1"] {
        let verdict = if wanted.matches(&Cpv::parse(text)?) { "matches" } else { "does not match" };
        println!("{text} {verdict} {wanted}");
    }

    let mut versions = ["1.10", "1.9_p1", "1.9-r1", "1.9"].map(Version::parse).into_iter().collect::<Result<Vec<_>, _>>()?;
    versions.sort();
    println!("{}", versions.iter().map(Version::as_str).collect::<Vec<_>>().join(" "));

    if let Err(error) = Atom::parse("dev-lang/python-3.11", None) {
        println!("{error}"); // error.span() is the offending part
    }
    Ok(())
}
