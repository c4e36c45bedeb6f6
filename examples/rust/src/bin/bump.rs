//! The newest version for each slot, the architectures that lag behind, and what could go: bump REPOSITORY...
use polyatom_repo::{Metadata, Query, RepositorySet};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let set = RepositorySet::open(std::env::args().skip(1).map(|path| (path, 0))).value;
    for slot in set.query(&Query::parse("not =*/*-*9999*")?)?.value.by_slot() {
        let packages: Vec<_> = slot.map(Result::ok).into_iter().flatten().collect();
        let Some((newest, older)) = packages.split_last() else { continue };
        let theirs: Vec<_> = older.iter().map(|package| package.keywords()).collect::<Result<_, _>>()?;
        let ours = newest.keywords()?;
        print!("{} {}", newest.slot_atom()?, newest.cpv().version());
        let lagging = ours.lagging_behind(theirs.iter().map(|theirs| &***theirs));
        if !lagging.is_empty() {
            print!(", stable: {}", lagging.join(" "));
        }
        let covered = older.iter().zip(theirs).filter(|(_, theirs)| ours.covers(theirs));
        let old: Vec<&str> = covered.map(|(package, _)| package.cpv().pvr()).collect();
        if !old.is_empty() {
            print!(", old: {}", old.join(" "));
        }
        println!();
    }
    Ok(())
}
