//! Packages that need a version, for nothing else matches: dropped REPOSITORY CPV.
use polyatom::Cpv;
use polyatom_repo::{Metadata, Repository};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let repository = Repository::open(arguments.next().unwrap_or_default())?;
    let dropped = repository.package(&Cpv::parse(&arguments.next().unwrap_or_default())?)?;
    for found in repository.reverse_dependencies_of(&dropped, &[])? {
        if found.atom.blocker().is_none() && repository.matching_cpvs(&found.atom) == [dropped.cpv().clone()] {
            println!("{} {}: {}", found.cpv, found.kind, found.atom);
        }
    }
    Ok(())
}
