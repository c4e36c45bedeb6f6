//! The cache entry of a package with these variables: cache NAME=VALUE...
use polyatom_repo::CacheEntry;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let entry = CacheEntry::from_names(arguments.iter().filter_map(|argument| argument.split_once('=')))?;
    print!("{}", entry.to_md5_dict());
    Ok(())
}
