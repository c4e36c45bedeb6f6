//! What shells and `man` want to know of this program.

use crate::Arguments;
use crate::answer::Answer;
use crate::output::Output;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io;

/// Print the completions for a shell.
#[derive(clap::Args)]
pub struct Completions {
    /// The shell.
    shell: Shell,
}

/// Print the manual page, or that of a command.
#[derive(clap::Args)]
pub struct Man {
    /// The command.
    command: Option<String>,
}

impl Completions {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "polyatom", &mut text);
        output.raw(&text)?;
        Ok(Answer::Yes)
    }
}

impl Man {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let mut whole = Arguments::command();
        whole.build();
        let page = match &self.command {
            None => whole,
            Some(name) => match whole.find_subcommand(name) {
                Some(command) => command.clone(),
                None => {
                    output.bad("command", format!("there is no command {name}"))?;
                    return Ok(Answer::Bad);
                }
            },
        };
        let mut text = Vec::new();
        clap_mangen::Man::new(page).render(&mut text)?;
        output.raw(&text)?;
        Ok(Answer::Yes)
    }
}
