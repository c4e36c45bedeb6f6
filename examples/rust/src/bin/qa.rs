//! What is wrong in a repository's metadata: qa REPOSITORY...
use polyatom::{DepSpecKind, UseFlags};
use polyatom_repo::{Error, Metadata, Package, RepositorySet};

/// Sentences about one variable; the error says why it cannot be read.
fn findings(set: &RepositorySet, package: &Package, kind: DepSpecKind, implicit: &UseFlags) -> Result<Vec<String>, Error> {
    let (spec, iuse) = (package.spec(kind)?, package.iuse()?.effective(implicit));
    let found = spec.diagnostics_with(&iuse).into_iter().map(|found| format!("{} {}", found.kind, found.message()));
    Ok(found.chain(set.unmatched(spec).iter().map(|atom| format!("nothing matches {atom}"))).collect())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let implicit = UseFlags::new(["amd64", "arm64", "x86", "prefix"])?; // Profiles add these flags.
    let set = RepositorySet::open(std::env::args().skip(1).map(|path| (path, 0))).value;
    for package in set.packages().filter_map(Result::ok) {
        for kind in DepSpecKind::ALL {
            let found = findings(&set, &package, kind, &implicit).unwrap_or_else(|error| match error.cause() {
                Some(cause) => vec![format!("{} ({})", cause.reason(), &cause.input()[cause.span()])],
                None => vec![error.to_string()],
            });
            for sentence in found {
                println!("{} {kind}: {sentence}", package.cpv());
            }
        }
    }
    Ok(())
}
