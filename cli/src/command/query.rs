//! `query`: the packages of repositories that a query matches, perhaps under a configuration.

use crate::answer::Answer;
use crate::output::Output;
use crate::progress::Progress;
use crate::sources::{Opened, Sources};
use polyatom_repo::{Error, Found, PackageList, Query, QueryError};
use serde::Serialize;
use std::io;

/// Print the packages that a query matches, by name and the oldest version first.
///
/// A query is tests that are joined by && (and), || (or), ^^ and ! (not). A test is an atom, a pattern of names such as 'dev-*/*', or
/// asks a field: 'keywords any amd64', 'description =~ editor', 'newest 1 of (visible)'. docs/queries.md has the fields.
#[derive(clap::Args)]
pub struct Ask {
    /// The query.
    query: String,
    #[command(flatten)]
    sources: Sources,
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

fn ask(query: &Query, opened: &Opened) -> Result<Result<Found<PackageList>, Error>, QueryError> {
    let mut progress = Progress::of_things("asking packages");
    match opened {
        Opened::Repositories(set) => set.query_with(query, &mut progress.report()),
        Opened::Config(config) => Ok(config.query_with(query, &mut progress.report())),
    }
}

impl Ask {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(query) = output.good("query", Query::parse(&self.query))? else { return Ok(Answer::Bad) };
        let Some(opened) = self.sources.open(output)? else { return Ok(Answer::Bad) };
        let Some(answered) = output.good("query", ask(&query, &opened))? else { return Ok(Answer::Bad) };
        let Some(found) = output.good("query", answered)? else { return Ok(Answer::Bad) };
        self.show(&found.value, output)?;
        output.all_wrong(&found.errors)?;
        Ok((!found.value.is_empty()).into())
    }

    fn show(&self, found: &PackageList, output: &mut Output) -> io::Result<()> {
        if self.count {
            return output.line(found.len());
        }
        let mut last = None;
        for (repository, cpv) in found.located() {
            if self.json {
                output.json(&Line { cpv: cpv.as_str(), repo: repository.name() })?;
            } else if !self.names {
                output.line(cpv)?;
            } else if last != Some((cpv.category(), cpv.package())) {
                last = Some((cpv.category(), cpv.package()));
                output.line(cpv.cpn())?;
            }
        }
        Ok(())
    }
}
