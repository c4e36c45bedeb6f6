//! What REQUIRED_USE asks for, and the least that helps: required TEXT FLAG...
use polyatom::{DepSpec, DepSpecKind, Error, NO_FLAGS, UseFlags};

fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let required = DepSpec::parse(DepSpecKind::RequiredUse, &arguments.next().unwrap_or_default(), None)?;
    let flags = UseFlags::new(arguments)?;
    for sentence in required.check_required_use(&flags, None)?.sentences() {
        println!("{sentence}");
    }
    for (flag, enable) in required.solve_required_use(&flags, NO_FLAGS, NO_FLAGS)?.into_iter().flat_map(|found| found.changes) {
        println!("{} {flag}", if enable { "enable" } else { "disable" });
    }
    Ok(())
}
