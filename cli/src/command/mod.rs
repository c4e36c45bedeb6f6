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
use clap::error::ErrorKind;
use clap::{ArgMatches, Args, Error, FromArgMatches, Subcommand};
use std::cmp::Ordering;
use std::io;

/// Declares the commands: the type of each one's arguments, what it is called, what is said about it where the type does not say that, and
/// what runs it. The arguments of a command are described to clap only when it is the one that is given: all together cost more than to
/// compare two versions.
macro_rules! commands {
    ($($variant:ident: $type:ty, $name:literal, $about:expr, $run:expr;)+) => {
        pub enum Command { $($variant($type),)+ }

        impl Command {
            pub fn run(self, output: &mut Output) -> io::Result<Answer> {
                match self { $(Self::$variant(given) => ($run)(given, output),)+ }
            }
        }

        impl Subcommand for Command {
            fn augment_subcommands(command: clap::Command) -> clap::Command {
                command.subcommand_required(true).arg_required_else_help(true)$(.subcommand(
                    clap::Command::new($name).defer(|command| about(<$type>::augment_args(command), $about))
                ))+
            }

            fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
                Self::augment_subcommands(command)
            }

            fn has_subcommand(name: &str) -> bool {
                [$($name),+].contains(&name)
            }
        }

        impl FromArgMatches for Command {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
                match matches.subcommand() {
                    $(Some(($name, given)) => <$type>::from_arg_matches(given).map(Self::$variant),)+
                    _ => Err(Error::new(ErrorKind::MissingSubcommand)),
                }
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
                *self = Self::from_arg_matches(matches)?;
                Ok(())
            }
        }
    };
}

/// What is said about a command; nothing if its arguments say that.
fn about(command: clap::Command, text: &'static str) -> clap::Command {
    if text.is_empty() { command } else { command.about(text) }
}

commands! {
    Compare: compare::Compare, "compare", "", compare::Compare::run;
    Lt: compare::Two, "lt", "Whether the first is less than the second", compare::holds(Ordering::is_lt);
    Le: compare::Two, "le", "Whether the first is less than the second or equal to it", compare::holds(Ordering::is_le);
    Eq: compare::Two, "eq", "Whether both are equal: 1.0 and 1.0-r0 are", compare::holds(Ordering::is_eq);
    Ne: compare::Two, "ne", "Whether they are not equal", compare::holds(Ordering::is_ne);
    Ge: compare::Two, "ge", "Whether the first is greater than the second or equal to it", compare::holds(Ordering::is_ge);
    Gt: compare::Two, "gt", "Whether the first is greater than the second", compare::holds(Ordering::is_gt);
    Sort: order::Sort, "sort", "", order::Sort::run;
    Max: order::Extreme, "max", "Print the highest of all", order::extreme(Ordering::is_ge);
    Min: order::Extreme, "min", "Print the lowest of all", order::extreme(Ordering::is_lt);
    Key: order::Key, "key", "", order::Key::run;
    Grep: select::Grep, "grep", "", select::Grep::run;
    Match: select::Match, "match", "", select::Match::run;
    Best: select::Best, "best", "", select::Best::run;
    Intersects: select::Intersects, "intersects", "", select::Intersects::run;
    Parse: parse::Parse, "parse", "", parse::Parse::run;
    Atoms: spec::Atoms, "atoms", "", spec::Atoms::run;
    Evaluate: spec::Evaluate, "evaluate", "", spec::Evaluate::run;
    Flags: spec::Flags, "flags", "", spec::Flags::run;
    Uris: spec::Uris, "uris", "", spec::Uris::run;
    RequiredUse: spec::RequiredUse, "required-use", "", spec::RequiredUse::run;
    Why: spec::Why, "why", "", spec::Why::run;
    Check: check::Check, "check", "", check::Check::run;
    Repo: repo::Repo, "repo", "", repo::Repo::run;
    Pkg: pkg::Pkg, "pkg", "", pkg::Pkg::run;
    Query: query::Ask, "query", "", query::Ask::run;
    Revdeps: revdeps::Revdeps, "revdeps", "", revdeps::Revdeps::run;
    Metadata: metadata::Metadata, "metadata", "", metadata::Metadata::run;
    Manifest: manifest::Manifest, "manifest", "", manifest::Manifest::run;
    Visible: visible::Visible, "visible", "", visible::Visible::run;
    Owner: owner::Owner, "owner", "", owner::Owner::run;
    Files: owner::Files, "files", "", owner::Files::run;
    Completions: shell::Completions, "completions", "", shell::Completions::run;
    Man: shell::Man, "man", "", shell::Man::run;
}
