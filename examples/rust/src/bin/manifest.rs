//! Which files are not what a Manifest says: manifest MANIFEST DIRECTORY.
use polyatom_repo::{Mismatch, read_manifest, verify_file};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (manifest, directory) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    for entry in read_manifest(manifest)?.value.entries {
        let path = format!("{directory}/{}", entry.name);
        if !Path::new(&path).exists() {
            println!("{} is not there", entry.name);
            continue;
        }
        match verify_file(path, &entry, &mut |_| true)? {
            Some(Mismatch::Size { expected, found }) => println!("{} has the wrong size: {found}, not {expected}", entry.name),
            Some(Mismatch::Hash { expected, found, .. }) => {
                println!("{} has the wrong hash: {found}, not {expected}", entry.name)
            }
            Some(other) => println!("{}: {other:?}", entry.name),
            None => println!("{} is right", entry.name),
        }
    }
    Ok(())
}
