//! `query`: the packages that a query matches, of repositories, perhaps under a configuration, installed, or built.

use super::found::{From, Opened};
use crate::answer::Answer;
use crate::output::Output;
use crate::progress::Progress;
use crate::sources::{Opened as Repositories, Sources};
use polyatom::Cpv;
use polyatom_repo::{BinaryPackage, Error, Found, Holder, InstalledPackage, List, Metadata, Query, QueryError};
use serde::Serialize;
use std::io;
use std::sync::Arc;

/// Print the packages that a query matches, by name and the oldest version first.
///
/// A query is tests that are joined by && (and), || (or), ^^ and ! (not). A test is an atom, a pattern of names such as 'dev-*/*', or
/// asks a field: 'keywords any amd64', 'description =~ editor', 'newest 1 of (visible)'. Installed and binary packages have others, such
/// as 'build_time > 1700000000' and 'contents any /usr/bin/tool'. docs/queries.md has the fields.
#[derive(clap::Args)]
pub struct Ask {
    /// The query.
    query: String,
    #[command(flatten)]
    from: From,
    /// Print category and name only, each once.
    #[arg(long, conflicts_with_all = ["count", "json"])]
    names: bool,
    /// Print only how many there are.
    #[arg(short, long)]
    count: bool,
    /// Print JSON, a line for each package.
    #[arg(long)]
    json: bool,
}

/// A package that was found.
#[derive(Serialize)]
struct Line<'a> {
    cpv: &'a str,
    repo: &'a str,
}

/// What was found; an error inside if the search was stopped.
type Asked<H> = Result<Result<Found<List<H>>, Error>, QueryError>;

impl Ask {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(query) = output.good("query", Query::parse(&self.query))? else { return Ok(Answer::Bad) };
        let Some(opened) = self.from.open(output, Sources::open)? else { return Ok(Answer::Bad) };
        let mut progress = Progress::of_things("asking packages");
        match opened {
            Opened::Sources(sources) => {
                let found = match sources {
                    Repositories::Repositories(set) => set.query_with(&query, &mut progress.report()),
                    Repositories::Config(config) => config.query_with(&query, &mut progress.report()),
                };
                self.tell(found, progress, |repository, _| Ok(repository.name().to_owned()), output)
            }
            Opened::Installed(installed) => {
                let found = installed.query_with(&query, &mut progress.report());
                let origin = |package: &InstalledPackage| Ok(package.repository()?.unwrap_or("").to_owned());
                self.tell(found, progress, |_, package| origin(&*package()?), output)
            }
            Opened::Pkgdir(pkgdir) => {
                let found = pkgdir.query_with(&query, &mut progress.report());
                self.tell(found, progress, |_, package| Ok(package()?.repository().unwrap_or("").to_owned()), output)
            }
            Opened::File(package) => self.tell_one(&query, &package, output),
        }
    }

    /// Tells what was found. `repo` says which repository has a package, or which one it came from.
    fn tell<H: Holder>(
        &self,
        asked: Asked<H>,
        progress: Progress,
        repo: impl Fn(&H, &dyn Fn() -> Result<Arc<H::Package>, Error>) -> Result<String, Error>,
        output: &mut Output,
    ) -> io::Result<Answer> {
        drop(progress);
        let Some(answered) = output.good("query", asked)? else { return Ok(Answer::Bad) };
        let Some(found) = output.good("query", answered)? else { return Ok(Answer::Bad) };
        if self.count {
            output.line(found.value.len())?;
        } else {
            let mut last = None;
            for (at, (holder, cpv)) in found.value.located().enumerate() {
                let package = || found.value.get(at).expect("a place in the list");
                self.tell_package(cpv, &mut last, || repo(holder, &package), output)?;
            }
        }
        output.all_wrong(&found.errors)?;
        Ok((!found.value.is_empty()).into())
    }

    /// The same of a file.
    fn tell_one(&self, query: &Query, package: &Arc<BinaryPackage>, output: &mut Output) -> io::Result<Answer> {
        let Some(answered) = output.good("query", query.matches_binary(package))? else { return Ok(Answer::Bad) };
        let Some(matches) = output.good("query", answered)? else { return Ok(Answer::Bad) };
        if self.count {
            output.line(u8::from(matches))?;
        } else if matches {
            let repo = || Ok(package.repository().unwrap_or("").to_owned());
            self.tell_package(package.cpv(), &mut None, repo, output)?;
        }
        Ok(matches.into())
    }

    fn tell_package<'a>(
        &self,
        cpv: &'a Cpv,
        last: &mut Option<(&'a str, &'a str)>,
        repo: impl Fn() -> Result<String, Error>,
        output: &mut Output,
    ) -> io::Result<()> {
        if self.json {
            let Some(repo) = output.good(cpv, repo())? else { return Ok(()) };
            return output.json(&Line { cpv: cpv.as_str(), repo: &repo });
        }
        if !self.names {
            return output.line(cpv);
        }
        if last.replace((cpv.category(), cpv.package())) != Some((cpv.category(), cpv.package())) {
            output.line(cpv.cpn())?;
        }
        Ok(())
    }
}
