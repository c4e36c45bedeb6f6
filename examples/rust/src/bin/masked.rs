//! Why versions of a package may not be installed: masked ROOT PACKAGE.
use polyatom::Cpn;
use polyatom_repo::Config;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (root, package) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    for (cpv, reasons) in Config::read(root)?.invisible(&Cpn::parse(&package)?) {
        for reason in reasons {
            println!("{cpv} is masked by {}: {}", reason.kind, reason.words.join(" "));
            reason.places.iter().for_each(|place| println!("  {place}: {}", place.text()));
            reason.remedy.iter().for_each(|remedy| println!("  to lift it: {remedy}"));
        }
    }
    Ok(())
}
