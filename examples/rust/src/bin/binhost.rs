//! What a host of binary packages has: binhost DIRECTORY.
use polyatom_repo::{Metadata, Pkgdir};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    for package in Pkgdir::open(std::env::args().nth(1).unwrap_or_default())?.packages() {
        let package = package?;
        let flags: Vec<&str> = package.use_flags()?.names().collect();
        println!("{} ({} bytes) {}", package.cpv(), package.file_size()?.unwrap_or(0), flags.join(" "));
    }
    Ok(())
}
