//! What shells and `man` want to know of this program.

use crate::answer::Answer;
use crate::help;
use crate::output::Output;
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
    /// The command, and where it has commands of its own the one of these.
    command: Vec<String>,
}

impl Completions {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut help::command(), "polyatom", &mut text);
        output.raw(&text)?;
        Ok(Answer::Yes)
    }
}

impl Man {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let mut whole = help::command();
        whole.build();
        let mut page = &whole;
        for name in &self.command {
            let Some(command) = page.find_subcommand(name) else {
                output.bad("command", format!("there is no command {name}"))?;
                return Ok(Answer::Bad);
            };
            page = command;
        }
        let mut text = Vec::new();
        clap_mangen::Man::new(page.clone()).render(&mut text)?;
        output.raw(&text)?;
        Ok(Answer::Yes)
    }
}
