//! `repo`: what repositories are and have.

use crate::answer::Answer;
use crate::json::Problem;
use crate::output::{NAME, Output};
use crate::sources::Sources;
use clap::ValueEnum;
use polyatom::Cpv;
use polyatom_repo::{Member, Repository};
use serde::Serialize;
use std::io;
use std::sync::Arc;

/// Tell what repositories are and have: place, masters, EAPI, how many packages, and what is wrong with their names and settings.
///
/// `check` tells what is wrong in all of their files.
#[derive(clap::Args)]
pub struct Repo {
    /// Only the repositories of these names. What has a slash in it, or is . or .., is the directory of a repository, as with --repo.
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    #[command(flatten)]
    sources: Sources,
    /// Print only these names, one a line.
    #[arg(short, long, value_name = "WHAT")]
    list: Option<List>,
    /// Print JSON, a line for each repository.
    #[arg(long)]
    json: bool,
}

/// What a repository has many of.
#[derive(Clone, Copy, ValueEnum)]
enum List {
    /// The categories that have packages.
    Categories,
    /// Category and name of each package.
    Names,
    /// Category, name and version of each package.
    Packages,
    /// Packages without an entry in the metadata cache.
    Missing,
    /// Entries of the metadata cache without a package.
    Orphans,
    /// The eclasses.
    Eclasses,
    /// The licenses.
    Licenses,
    /// The architectures.
    Arches,
}

/// A repository in numbers.
#[derive(Serialize)]
struct Summary<'a> {
    name: &'a str,
    location: &'a str,
    priority: i32,
    masters: Vec<&'a str>,
    eapi: &'a str,
    cache: Option<&'a str>,
    categories: usize,
    names: usize,
    packages: usize,
    missing: usize,
    orphans: usize,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    list: Vec<String>,
}

impl Repo {
    pub fn run(mut self, output: &mut Output) -> io::Result<Answer> {
        let directories: Vec<String> = self.names.extract_if(.., |name| is_directory(name)).collect();
        if let Err(refused) = self.sources.add(directories) {
            output.bad(refused, "the directory of a repository, which does not go together with --root")?;
            return Ok(Answer::Bad);
        }
        let Some(set) = self.sources.set(output)? else { return Ok(Answer::Bad) };
        for name in &self.names {
            if set.repository(name).is_none() {
                output.bad(name, "there is no such repository")?;
            }
        }
        let wanted = |member: &&Member| self.names.is_empty() || self.names.iter().any(|name| member.repository.is_called(name));
        let mut found = false;
        for member in set.members().iter().filter(wanted) {
            match self.list {
                Some(list) => self.print_list(list.of(&member.repository), &member.repository, output)?,
                None => self.print(&Summary::of(member), found, output)?,
            }
            found = true;
        }
        Ok(found.into())
    }

    fn print_list(&self, list: Vec<String>, repository: &Repository, output: &mut Output) -> io::Result<()> {
        match self.json {
            true => output.json(&Listed { name: repository.name(), list }),
            false => list.iter().try_for_each(|item| output.line(item)),
        }
    }

    fn print(&self, summary: &Summary<'_>, is_next: bool, output: &mut Output) -> io::Result<()> {
        if self.json {
            return output.json(summary);
        }
        if is_next {
            output.line("")?;
        }
        summary.print(output)
    }
}

/// No repository is called so (PMS, sec:repository-names).
fn is_directory(name: &str) -> bool {
    name.contains('/') || matches!(name, "." | "..")
}

impl List {
    fn of(self, repository: &Arc<Repository>) -> Vec<String> {
        let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
        match self {
            Self::Categories => repository.package_categories().map(|category| category.name().to_owned()).collect(),
            Self::Names => repository.names().map(|name| name.cpn().to_string()).collect(),
            Self::Packages => repository.cpvs().iter().map(Cpv::to_string).collect(),
            Self::Missing => repository.missing().map(Cpv::to_string).collect(),
            Self::Orphans => repository.orphans().iter().map(Cpv::to_string).collect(),
            Self::Eclasses => repository.eclasses().map(|eclass| eclass.name.clone()).collect(),
            Self::Licenses => owned(repository.licenses()),
            Self::Arches => owned(repository.arches()),
        }
    }
}

impl<'a> Summary<'a> {
    fn of(member: &'a Member) -> Self {
        let repository = &member.repository;
        Self {
            name: repository.name(),
            location: repository.path().as_str(),
            priority: member.priority,
            masters: repository.masters().iter().map(|master| master.name.as_str()).collect(),
            eapi: repository.eapi().as_str(),
            cache: repository.cache_format().map(|format| format.as_str()),
            categories: repository.package_categories().len(),
            names: repository.names().len(),
            packages: repository.cpvs().len(),
            // Where there is no cache at all, nothing is missing in it.
            missing: repository.cache_format().map_or(0, |_| repository.missing().count()),
            orphans: repository.orphans().len(),
            problems: repository.errors().iter().chain(repository.name_errors()).map(Problem::from).collect(),
        }
    }

    fn print(&self, output: &mut Output) -> io::Result<()> {
        output.line(output.paint(NAME, self.name))?;
        let or_none = |text: String| if text.is_empty() { "none".to_owned() } else { text };
        let rows = [
            ("location", self.location.to_owned()),
            ("priority", self.priority.to_string()),
            ("masters", or_none(self.masters.join(" "))),
            ("EAPI", self.eapi.to_owned()),
            ("cache", or_none(self.cache.unwrap_or("").to_owned())),
            ("categories", self.categories.to_string()),
            ("names", self.names.to_string()),
            ("packages", self.packages.to_string()),
            ("missing", self.missing.to_string()),
            ("orphans", self.orphans.to_string()),
            ("problems", self.problems.len().to_string()),
        ];
        rows.iter().try_for_each(|(name, value)| output.line(format_args!("  {name:<10}  {value}")))?;
        self.problems.iter().try_for_each(|problem| output.line(format_args!("  {problem}")))
    }
}
