//! Why is it masked? `why CONFIG_ROOT ATOM` tells it for every version that an atom matches.

use polyatom::Atom;
use polyatom_repo::{Config, ConfiguredPackage, FlagState};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(root), Some(atom)) = (arguments.next(), arguments.next()) else {
        println!("usage: why CONFIG_ROOT ATOM");
        return Ok(());
    };
    let (config, atom) = (Config::read(root)?, Atom::parse(&atom, None)?);
    for cpv in config.versions(&atom.cpn()).into_iter().filter(|cpv| atom.could_match(cpv)) {
        println!("{cpv}");
        for reason in config.reasons(cpv)? {
            println!("  masked by {}: {}", reason.kind, reason.words.join(" "));
            reason.places.iter().for_each(|place| println!("    {place}: {}", place.text()));
            if let Some(remedy) = &reason.remedy {
                println!("    to lift it, write {:?} into {}", remedy.line, remedy.file);
            }
        }
        if let Ok(package) = config.package(cpv) {
            flags(&package);
        }
    }
    Ok(())
}

/// Every flag with the lines that decided it.
fn flags(package: &ConfiguredPackage) {
    let said = |state: &FlagState| !state.because.is_empty();
    for state in package.flag_states().into_iter().filter(said) {
        println!("  {}{}", if state.on { "" } else { "-" }, state.name);
        for reason in &state.because {
            let verb = format!("{:?}", reason.topic).to_lowercase();
            let place = reason.place.as_ref().map_or("built in".to_owned(), |place| format!("{place}: {}", place.text()));
            println!("    {verb} {}: {place}", if reason.on { "on" } else { "off" });
        }
    }
}
