//! What `polyatom --help` prints: the commands in groups.

use crate::Arguments;
use clap::builder::StyledStr;
use clap::{Command, CommandFactory};
use std::fmt::Write;

/// The groups, and the commands in each.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Versions", &["compare", "lt", "le", "eq", "ne", "ge", "gt", "sort", "max", "min", "key"]),
    ("Atoms", &["parse", "grep", "match", "best", "intersects"]),
    ("Specifications", &["atoms", "evaluate", "flags", "uris", "required-use", "why"]),
    ("Repositories", &["repo", "pkg", "query", "revdeps", "metadata", "manifest", "check"]),
    ("Systems", &["visible", "owner", "files"]),
    ("Shells", &["completions", "man", "help"]),
];

/// The program's arguments, with this help.
pub fn command() -> Command {
    let mut command = Arguments::command();
    // Only now each command says what it does.
    command.build();
    let template = template(&command);
    command.help_template(template)
}

fn template(command: &Command) -> StyledStr {
    let (header, literal) = (command.get_styles().get_header(), command.get_styles().get_literal());
    let mut text = StyledStr::new();
    // Writing into a text does not fail.
    let _ = write!(text, "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n");
    for (title, names) in GROUPS {
        let _ = writeln!(text, "{header}{title}:{header:#}");
        for name in names {
            let _ = writeln!(text, "  {literal}{name:<12}{literal:#}  {}", told(command, name));
        }
        let _ = writeln!(text);
    }
    let _ = write!(text, "{header}Options:{header:#}\n{{options}}");
    text
}

/// The first sentence about a command, as far as a colon.
fn told(command: &Command, name: &str) -> String {
    if name == "help" {
        return "Print this, or the help of a command".to_owned();
    }
    let about = command.find_subcommand(name).and_then(Command::get_about).map(ToString::to_string).unwrap_or_default();
    about.split([':', '.']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_one_group() {
        let mut command = Arguments::command();
        command.build();
        let mut names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        names.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(names, grouped);
        for name in names {
            let told = told(&command, name);
            assert!((10..84).contains(&told.len()), "{name}: {told}");
        }
    }
}
