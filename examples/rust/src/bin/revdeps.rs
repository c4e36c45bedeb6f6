//! What needs a package at run time, and if which flags: revdeps REPOSITORY NAME.
use polyatom::{Cpn, DepSpecKind};
use polyatom_repo::Repository;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let repository = Repository::open(arguments.next().unwrap_or_default())?;
    let name = Cpn::parse(&arguments.next().unwrap_or_default())?;
    for found in repository.reverse_dependencies(&name, &[DepSpecKind::Rdepend]) {
        let groups: String = found.path.iter().map(|group| format!("{group} ")).collect();
        println!("{}: {groups}{}", found.cpv, found.atom);
    }
    Ok(())
}
