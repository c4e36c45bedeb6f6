//! Times what a person waits for: `cargo run --release --example time -- REPOSITORY`.

use std::time::Instant;

use polyatom::DepSpecKind;
use polyatom_repo::{OpenOptions, Repository, Source};

fn main() {
    let path = std::env::args().nth(1).expect("a repository");
    let begin = Instant::now();
    let options = OpenOptions { source: Source::Cache, ..OpenOptions::default() };
    let repository = Repository::open_with(&path, options).expect("a repository");
    println!("{} versions of {} packages: {:?}", repository.cpvs().len(), repository.names().len(), begin.elapsed());
    println!("{}", status("VmHWM"));
    let begin = Instant::now();
    let read = repository.map_packages(|package| {
        let package = package?;
        Ok(DepSpecKind::ALL.iter().map(|&kind| usize::from(package.spec(kind).is_ok())).sum::<usize>())
    });
    let specs: usize = read.iter().flatten().sum();
    let broken = read.iter().filter(|read: &&Result<usize, polyatom_repo::Error>| read.is_err()).count();
    println!("{specs} specifications, {broken} unusable packages: {:?}", begin.elapsed());
    println!("{}", status("VmHWM"));
    let openssl = polyatom::Cpn::parse("dev-libs/openssl").expect("a name");
    for _ in 0..2 {
        let begin = Instant::now();
        let found = repository.reverse_dependencies(&openssl, &[]).len();
        println!("{found} dependencies on {openssl}: {:?}", begin.elapsed());
    }
    println!("{}", status("VmHWM"));
    println!("{} errors", repository.check_packages().len());
    let kept: Vec<_> = repository.packages().flatten().collect();
    println!("{} packages kept", kept.len());
    println!("{}", status("VmHWM"));
}

/// A line of the process's status.
fn status(key: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with(key)).unwrap_or("").to_owned()
}
