//! `query`: the packages of repositories that a query matches, perhaps under a configuration.

use crate::answer::Answer;
use crate::output::Output;
use polyatom_repo::{Config, Error, InRepository, Query, QueryError, RepositorySet};
use serde::Serialize;
use std::io;
use std::sync::Arc;

/// Print the packages that a query matches, by name and the oldest version first.
///
/// A query is tests that are joined by && (and), || (or), ^^ and ! (not). A test is an atom, a pattern of names such as 'dev-*/*', or
/// asks a field: 'keywords any amd64', 'description =~ editor', 'newest 1 of (visible)'. docs/queries.md has the fields.
#[derive(clap::Args)]
pub struct Ask {
    /// The query.
    query: String,
    #[command(flatten)]
    place: Where,
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

/// Where packages are looked for.
#[derive(clap::Args)]
#[group(required = true, multiple = true)]
struct Where {
    /// The directory of a repository. With several, each package of each is asked.
    #[arg(long, value_name = "DIR", conflicts_with = "config_root")]
    repo: Vec<String>,
    /// The root of a system, which has etc/portage: its configuration decides, too.
    #[arg(long, value_name = "DIR")]
    config_root: Option<String>,
}

/// A package that was found.
#[derive(Serialize)]
struct Found<'a> {
    cpv: &'a str,
    repo: &'a str,
}

type Answered = polyatom_repo::Found<Vec<InRepository<polyatom::Cpv>>>;

impl Where {
    fn ask(&self, query: &Query, output: &mut Output) -> io::Result<Option<Result<Answered, QueryError>>> {
        if let Some(root) = &self.config_root {
            let config: Option<Arc<Config>> = output.good(root, Config::read(root))?;
            return Ok(config.map(|config| Ok(config.query(query))));
        }
        let opened = RepositorySet::open(self.repo.iter().map(|path| (path, 0)));
        told(output, &opened.errors)?;
        let is_open = opened.value.repositories().len() > 0;
        Ok(is_open.then(|| opened.value.query(query)))
    }
}

fn told(output: &mut Output, errors: &[Error]) -> io::Result<()> {
    errors.iter().try_for_each(|error| output.bad(error.path(), error.fault()))
}

impl Ask {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(query) = output.good("query", Query::parse(&self.query))? else { return Ok(Answer::Bad) };
        let Some(answered) = self.place.ask(&query, output)? else { return Ok(Answer::Bad) };
        let Some(found) = output.good("query", answered)? else { return Ok(Answer::Bad) };
        self.show(&found.value, output)?;
        told(output, &found.errors)?;
        Ok((!found.value.is_empty()).into())
    }

    fn show(&self, found: &[InRepository<polyatom::Cpv>], output: &mut Output) -> io::Result<()> {
        if self.count {
            return output.line(found.len());
        }
        let mut last = None;
        for InRepository { repository, value } in found {
            if self.json {
                output.json(&Found { cpv: value.as_str(), repo: repository.name() })?;
            } else if !self.names {
                output.line(value)?;
            } else if last != Some((value.category(), value.package())) {
                last = Some((value.category(), value.package()));
                output.line(value.cpn())?;
            }
        }
        Ok(())
    }
}
