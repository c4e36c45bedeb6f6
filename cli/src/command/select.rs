//! `grep`, `match`, `best` and `intersects`: atoms, and what they match.

use crate::answer::Answer;
use crate::input::{Input, Place};
use crate::output::Output;
use polyatom::{Atom, Cpv, Eapi, Error};
use serde::Serialize;
use std::io;

/// Print the packages, of category, name and version, that an atom matches.
///
/// Slots, USE dependencies and repositories cannot be told from a name and a version: an atom with one of these matches none.
#[derive(clap::Args)]
pub struct Grep {
    #[command(flatten)]
    atom: Given,
    /// Print those that it does not match.
    #[arg(short = 'v', long)]
    invert: bool,
    /// Print only how many there are.
    #[arg(short, long)]
    count: bool,
    #[command(flatten)]
    input: Input,
}

/// Tell whether an atom matches all of these packages.
#[derive(clap::Args)]
pub struct Match {
    #[command(flatten)]
    atom: Given,
    #[command(flatten)]
    input: Input,
}

/// Print the highest version among those that an atom matches.
#[derive(clap::Args)]
pub struct Best {
    #[command(flatten)]
    atom: Given,
    #[command(flatten)]
    input: Input,
}

/// Tell whether there can be a package that both atoms match, and if not, why.
#[derive(clap::Args)]
pub struct Intersects {
    /// An atom.
    a: String,
    /// Another.
    b: String,
    /// Do not print why.
    #[arg(short, long)]
    quiet: bool,
    /// Print JSON: the first part in which they exclude each other, and the flag if that is one; null if they do not.
    #[arg(long, conflicts_with = "quiet")]
    json: bool,
}

#[derive(Serialize)]
struct Excluded<'a> {
    part: Option<String>,
    flag: Option<&'a str>,
}

/// The atom that a command is given.
#[derive(clap::Args)]
struct Given {
    /// The atom.
    atom: String,
    /// The EAPI whose rules the atom keeps; if left out, all that any has is allowed.
    #[arg(long, value_parser = Eapi::parse)]
    eapi: Option<Eapi>,
}

impl Given {
    fn read(&self, output: &mut Output) -> io::Result<Option<Atom>> {
        output.good("atom", Atom::parse(&self.atom, self.eapi))
    }
}

/// What an atom is asked about each package, and what is done then.
fn each(input: &Input, output: &mut Output, mut see: impl FnMut(&mut Output, Cpv) -> io::Result<()>) -> io::Result<()> {
    input.each(|place, text| match output.good(place, Cpv::parse(text))? {
        Some(cpv) => see(output, cpv),
        None => Ok(()),
    })
}

impl Grep {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(atom) = self.atom.read(output)? else { return Ok(Answer::Bad) };
        let mut count = 0_usize;
        each(&self.input, output, |output, cpv| {
            if atom.matches(&cpv) == self.invert {
                return Ok(());
            }
            count += 1;
            if self.count { Ok(()) } else { output.text(cpv.as_str(), self.input.ends) }
        })?;
        if self.count {
            output.line(count)?;
        }
        Ok((count > 0).into())
    }
}

impl Match {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(atom) = self.atom.read(output)? else { return Ok(Answer::Bad) };
        let mut all = true;
        each(&self.input, output, |_, cpv| {
            all &= atom.matches(&cpv);
            Ok(())
        })?;
        Ok(all.into())
    }
}

impl Best {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(atom) = self.atom.read(output)? else { return Ok(Answer::Bad) };
        let mut cpvs = Vec::new();
        each(&self.input, output, |_, cpv| {
            cpvs.push(cpv);
            Ok(())
        })?;
        let Some(best) = atom.best_match(&cpvs) else { return Ok(Answer::No) };
        output.text(best.as_str(), self.input.ends)?;
        Ok(Answer::Yes)
    }
}

impl Intersects {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let read = |text: &str| -> Result<Atom, Error> { Atom::parse(text, None) };
        let a = output.good(Place::Argument(1), read(&self.a))?;
        let b = output.good(Place::Argument(2), read(&self.b))?;
        let (Some(a), Some(b)) = (a, b) else { return Ok(Answer::Bad) };
        let found = a.conflict_with(&b);
        if self.json {
            let part = found.as_ref().map(|conflict| conflict.part().to_string());
            output.json(&Excluded { part, flag: found.as_ref().and_then(|conflict| conflict.flag()) })?;
            return Ok(found.is_none().into());
        }
        let Some(conflict) = found else { return Ok(Answer::Yes) };
        if !self.quiet {
            output.line(conflict)?;
        }
        Ok(Answer::No)
    }
}
