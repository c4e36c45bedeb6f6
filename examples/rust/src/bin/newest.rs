//! The newest version that satisfies each atom: newest REPOSITORY ATOM...
use polyatom::Atom;
use polyatom_repo::{Metadata, RepositorySet};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let repositories = RepositorySet::open(arguments.next().map(|path| (path, 0))).value;
    for text in arguments {
        let best = repositories.best(&Atom::parse(&text, None)?).value;
        println!("{text}: {}", best.map_or("nothing".to_owned(), |package| package.cpv().to_string()));
    }
    Ok(())
}
