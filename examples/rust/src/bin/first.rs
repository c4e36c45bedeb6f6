//! The first minute: an atom's parts, what it matches, and versions in order.
use polyatom::{Atom, Cpv, Error, Version};

fn main() -> Result<(), Error> {
    let atom = Atom::parse(">=dev-lang/python-3.11", None)?;
    if let (Some(op), Some(version)) = (atom.op(), atom.version()) {
        println!("{} {op} {version}", atom.package());
    }
    for text in ["dev-lang/python-3.9.18", "dev-lang/python-3.12.1"] {
        let verdict = if atom.matches(&Cpv::parse(text)?) { "matches" } else { "does not match" };
        println!("{text} {verdict}");
    }
    let mut versions = ["1.10", "1.9_p1", "1.9-r1", "1.9"].map(Version::parse).into_iter().collect::<Result<Vec<_>, _>>()?;
    versions.sort();
    println!("{}", versions.iter().map(Version::as_str).collect::<Vec<_>>().join(" "));
    Ok(())
}
