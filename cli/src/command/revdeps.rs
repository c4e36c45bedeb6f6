//! `revdeps`: what depends on a package.

use crate::answer::Answer;
use crate::input::Input;
use crate::output::Output;
use crate::progress::Progress;
use crate::sources::Sources;
use polyatom::{Cpn, Cpv, DepSpecKind, Error};
use polyatom_repo::{InRepository, RepositorySet, ReverseDependency};
use serde::Serialize;
use std::io;

/// Print what depends on packages: which package, by which variable, under which conditions.
///
/// A package may have a version: then only dependencies that it meets are told. Blockers are told, too.
#[derive(clap::Args)]
pub struct Revdeps {
    #[command(flatten)]
    sources: Sources,
    /// Only dependencies by this variable: DEPEND, RDEPEND and so on, in either case. May be given more than once.
    #[arg(short, long, value_parser = DepSpecKind::parse)]
    kind: Vec<DepSpecKind>,
    /// Print only the packages that depend on it, each once and without those that block it.
    #[arg(short, long)]
    packages: bool,
    /// Print JSON, a line for each dependency.
    #[arg(long, conflicts_with = "packages")]
    json: bool,
    #[command(flatten)]
    input: Input,
}

/// What may be depended on.
enum On {
    Name(Cpn),
    Version(Cpv),
}

#[derive(Serialize)]
struct Fields<'a> {
    cpv: &'a str,
    repo: &'a str,
    kind: &'a str,
    path: &'a [String],
    atom: &'a str,
}

impl On {
    fn parse(text: &str) -> Result<Self, Error> {
        Cpn::parse(text).map(Self::Name).or_else(|error| Cpv::parse(text).map(Self::Version).map_err(|_| error))
    }
}

impl Revdeps {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(set) = self.sources.set(output)? else { return Ok(Answer::Bad) };
        let mut is_read = false;
        let mut all = true;
        self.input.each(|place, text| {
            let Some(on) = output.good(place, On::parse(text))? else { return Ok(()) };
            if !is_read {
                read(&set, output)?;
                is_read = true;
            }
            let found = match on {
                On::Name(cpn) => Some(set.reverse_dependencies(&cpn, &self.kind)),
                On::Version(cpv) => {
                    let found = set.package(&cpv).and_then(|package| set.reverse_dependencies_of(&package, &self.kind));
                    output.good(place, found)?
                }
            };
            let Some(found) = found else { return Ok(()) };
            all &= !found.is_empty();
            self.print(&found, output)
        })?;
        Ok(all.into())
    }

    fn print(&self, found: &[InRepository<ReverseDependency>], output: &mut Output) -> io::Result<()> {
        let mut last = None;
        for InRepository { repository, value } in found {
            let ReverseDependency { cpv, kind, atom, path } = value;
            if self.json {
                let (cpv, repo, kind) = (cpv.as_str(), repository.name(), kind.as_str());
                output.json(&Fields { cpv, repo, kind, path, atom: atom.as_str() })?;
            } else if !self.packages {
                let path: String = path.iter().map(|group| format!("{group} ")).collect();
                output.text(format!("{cpv}::{repository} {kind}: {path}{atom}"), self.input.ends)?;
            } else if atom.blocker().is_none() && last != Some(cpv.as_str()) {
                last = Some(cpv.as_str());
                output.text(cpv.as_str(), self.input.ends)?;
            }
        }
        Ok(())
    }
}

/// Reads all dependencies; what cannot be read is told.
fn read(set: &RepositorySet, output: &mut Output) -> io::Result<()> {
    for repository in set.repositories() {
        let mut progress = Progress::of_things(format!("reading packages of {repository}"));
        output.good(repository, repository.read_dependencies(&mut progress.report()))?;
        drop(progress);
        output.all_wrong(repository.dependency_errors())?;
    }
    Ok(())
}
