//! The commands, a file for each group of them.

mod check;
mod compare;
mod found;
mod manifest;
mod metadata;
mod order;
mod owner;
mod parse;
mod pkg;
mod query;
mod repo;
mod revdeps;
mod select;
mod shell;
mod spec;
mod value;
mod visible;
mod wanted;

use crate::answer::Answer;
use crate::output::Output;
use std::io;

#[derive(clap::Subcommand)]
pub enum Command {
    Compare(compare::Compare),
    /// Whether the first is less than the second.
    Lt(compare::Two),
    /// Whether the first is less than the second or equal to it.
    Le(compare::Two),
    /// Whether both are equal: `1.0` and `1.0-r0` are.
    Eq(compare::Two),
    /// Whether they are not equal.
    Ne(compare::Two),
    /// Whether the first is greater than the second or equal to it.
    Ge(compare::Two),
    /// Whether the first is greater than the second.
    Gt(compare::Two),
    Sort(order::Sort),
    /// Print the highest of all.
    Max(order::Extreme),
    /// Print the lowest of all.
    Min(order::Extreme),
    Key(order::Key),
    Grep(select::Grep),
    Match(select::Match),
    Best(select::Best),
    Intersects(select::Intersects),
    Parse(parse::Parse),
    Atoms(spec::Atoms),
    Evaluate(spec::Evaluate),
    Flags(spec::Flags),
    Uris(spec::Uris),
    RequiredUse(spec::RequiredUse),
    Why(spec::Why),
    Check(check::Check),
    Repo(repo::Repo),
    Pkg(pkg::Pkg),
    Query(query::Ask),
    Revdeps(revdeps::Revdeps),
    Metadata(metadata::Metadata),
    Manifest(manifest::Manifest),
    Visible(visible::Visible),
    Owner(owner::Owner),
    Files(owner::Files),
    Completions(shell::Completions),
    Man(shell::Man),
}

impl Command {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        match self {
            Self::Compare(command) => command.run(output),
            Self::Lt(two) => two.holds(output, |order| order.is_lt()),
            Self::Le(two) => two.holds(output, |order| order.is_le()),
            Self::Eq(two) => two.holds(output, |order| order.is_eq()),
            Self::Ne(two) => two.holds(output, |order| order.is_ne()),
            Self::Ge(two) => two.holds(output, |order| order.is_ge()),
            Self::Gt(two) => two.holds(output, |order| order.is_gt()),
            Self::Sort(command) => command.run(output),
            Self::Max(command) => command.run(output, |order| order.is_ge()),
            Self::Min(command) => command.run(output, |order| order.is_lt()),
            Self::Key(command) => command.run(output),
            Self::Grep(command) => command.run(output),
            Self::Match(command) => command.run(output),
            Self::Best(command) => command.run(output),
            Self::Intersects(command) => command.run(output),
            Self::Parse(command) => command.run(output),
            Self::Atoms(command) => command.run(output),
            Self::Evaluate(command) => command.run(output),
            Self::Flags(command) => command.run(output),
            Self::Uris(command) => command.run(output),
            Self::RequiredUse(command) => command.run(output),
            Self::Why(command) => command.run(output),
            Self::Check(command) => command.run(output),
            Self::Repo(command) => command.run(output),
            Self::Pkg(command) => command.run(output),
            Self::Query(command) => command.run(output),
            Self::Revdeps(command) => command.run(output),
            Self::Metadata(command) => command.run(output),
            Self::Manifest(command) => command.run(output),
            Self::Visible(command) => command.run(output),
            Self::Owner(command) => command.run(output),
            Self::Files(command) => command.run(output),
            Self::Completions(command) => command.run(output),
            Self::Man(command) => command.run(output),
        }
    }
}
