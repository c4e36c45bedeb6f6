//! A page with the newest version of each package: index REPOSITORY.
use polyatom_repo::{Metadata, Repository};
use std::collections::BTreeMap;
use std::error::Error;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn main() -> Result<(), Box<dyn Error>> {
    let repository = Repository::open(std::env::args().nth(1).unwrap_or_default())?;
    let released = repository.packages().filter_map(Result::ok).filter(|package| !package.is_live());
    let newest: BTreeMap<_, _> = released.map(|package| (package.cpv().cpn(), package)).collect(); // versions come in ascending order

    println!("<title>{}</title>\n<table>", escaped(repository.name()));
    for (name, package) in newest {
        let link = match package.homepages().next() {
            Some(home) => format!("<a href=\"{}\">{name}</a>", escaped(home)),
            None => name.to_string(),
        };
        println!("<tr><td>{link}<td>{}<td>{}", package.cpv().version(), escaped(package.description()));
    }
    println!("</table>");
    Ok(())
}
