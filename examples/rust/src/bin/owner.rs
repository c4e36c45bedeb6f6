//! Which installed package put a file there: owner ROOT PATH...
use polyatom::Cpv;
use polyatom_repo::Installed;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let installed = Installed::open(arguments.next().unwrap_or_default())?;
    for path in arguments {
        let owners: Vec<String> = installed.owners(&path).iter().map(Cpv::to_string).collect();
        println!("{path}: {}", if owners.is_empty() { "nobody".to_owned() } else { owners.join(" ") });
    }
    Ok(())
}
