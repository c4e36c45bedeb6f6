//! Times what a person waits for, one stage in each run, so that `time` tells its CPU seconds:
//! `cargo run --release --example time -- REPOSITORY names|metadata|check|reverse|keep`, or `-- ROOT installed|owners`.

use std::sync::Arc;
use std::time::Instant;

use polyatom::{Cpn, DepSpecKind};
use polyatom_repo::{Error, Installed, Metadata, OpenOptions, Repository, Source};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), stage) = (arguments.next(), arguments.next().unwrap_or_default()) else {
        panic!("usage: time REPOSITORY names|metadata|check|reverse|keep, or time ROOT installed|owners");
    };
    if ["installed", "owners"].contains(&&*stage) {
        let begin = Instant::now();
        println!("{}: {:?}", run_installed(&path, &stage), begin.elapsed());
        return println!("{}", peak());
    }
    let begin = Instant::now();
    let options = OpenOptions { source: Source::Cache, ..OpenOptions::default() };
    let repository = Repository::open_with(&path, options).unwrap_or_else(|error| panic!("{error}"));
    println!("{} versions of {} packages: {:?}", repository.cpvs().len(), repository.names().len(), begin.elapsed());
    let begin = Instant::now();
    println!("{}: {:?}", run(&repository, &stage), begin.elapsed());
    println!("{}", peak());
}

fn run(repository: &Arc<Repository>, stage: &str) -> String {
    match stage {
        "metadata" => {
            let read = repository.map_packages(|package| {
                let package = package?;
                Ok(DepSpecKind::ALL.iter().filter(|&&kind| package.spec(kind).is_ok()).count())
            });
            let broken = read.iter().filter(|read: &&Result<usize, Error>| read.is_err()).count();
            format!("{} specifications, {broken} unusable packages", read.iter().flatten().sum::<usize>())
        }
        "check" => format!("{} errors", repository.check_packages().len()),
        "reverse" => {
            // The name that stands in the middle, where there is none that everybody needs.
            let some = || repository.dependency_names().get(repository.dependency_names().len() / 2).cloned();
            let openssl = Cpn::parse("dev-libs/openssl").ok().filter(|cpn| !repository.versions(cpn).is_empty());
            let openssl = openssl.or_else(some).expect("a name");
            let first = repository.reverse_dependencies(&openssl, &[]).len();
            let begin = Instant::now();
            let again = repository.reverse_dependencies(&openssl, &[]).len();
            format!("{first} dependencies on {openssl}, {again} again in {:?}", begin.elapsed())
        }
        "keep" => format!("{} packages kept", repository.packages().flatten().collect::<Vec<_>>().len()),
        _ => "nothing more".to_owned(),
    }
}

fn run_installed(root: &str, stage: &str) -> String {
    let installed = Installed::open(root).unwrap_or_else(|error| panic!("{error}"));
    if stage == "installed" {
        let read = installed.packages().flatten().filter(|package| package.rdepend().is_ok() && package.use_flags().is_ok());
        return format!("{} packages with dependencies and flags", read.count());
    }
    installed.read_owners(&mut |_, _| true).unwrap_or_else(|error| panic!("{error}"));
    let begin = Instant::now();
    let owners = installed.owners("/usr/bin").len();
    format!("{owners} owners of /usr/bin, found in {:?}", begin.elapsed())
}

/// The most memory that the process had.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("").to_owned()
}
