//! `data`: puts the strings of a real repository to several adapters. What is right is not known, but every string is valid, and all
//! adapters must say the same about it.

mod compare;
mod files;
mod questions;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use camino::Utf8Path;

use crate::adapter::{Adapter, Request, Settings};
use crate::protocol::Answer;
use crate::run::AdapterCommand;
use compare::Tally;
use questions::Question;

/// Questions that are asked, compared and forgotten together: a repository's answers need not fit into memory.
const CHUNK: usize = 1024;

/// One adapter, what came of its answers, and how long it took to give them.
struct Session<'a> {
    name: String,
    command: &'a str,
    adapter: Adapter<'a>,
    tally: Tally,
    took: Duration,
}

/// Asks all adapters about the files of `directory`; false if one refused, crashed or disagreed with the first.
pub fn check(directory: &Utf8Path, adapters: &[AdapterCommand], settings: &Settings<'_>, all: bool) -> Result<bool> {
    let data = files::read(directory)?;
    for missing in &data.missing {
        anstream::println!("skipped: {missing} is not there");
    }
    let questions = questions::all(&data);
    anstream::println!(
        "{} specifications, {} atoms, {} versions: {} questions",
        data.specs.len(),
        data.atoms.len(),
        data.versions.len(),
        questions.len()
    );
    if questions.is_empty() {
        anstream::println!("nothing to ask: nothing was checked");
        return Ok(true);
    }
    let mut sessions = adapters.iter().map(|adapter| Session::start(adapter, settings)).collect::<Result<Vec<_>>>()?;
    for chunk in questions.chunks(CHUNK) {
        let answers = ask(&mut sessions, chunk)?;
        let (reference, _) = answers.split_first().context("no adapter")?;
        for (session, answers) in sessions.iter_mut().zip(&answers) {
            session.tally.add(chunk, reference, answers);
        }
    }
    let good = compare::print(&sessions, all);
    sessions.into_iter().for_each(|session| drop(session.adapter.stop()));
    Ok(good)
}

impl<'a> Session<'a> {
    fn start(command: &'a AdapterCommand, settings: &'a Settings<'a>) -> Result<Session<'a>> {
        let adapter = Adapter::start(&command.command, settings).with_context(|| format!("adapter `{}`", command.command))?;
        let name = command.name.clone().unwrap_or_else(|| adapter.about.name.clone());
        Ok(Session { name, command: &command.command, adapter, tally: Tally::default(), took: Duration::ZERO })
    }

    /// An answer for each question, none where the adapter does not offer the operation or the EAPI.
    fn ask(&mut self, questions: &[Question]) -> Vec<Option<Answer>> {
        let begin = Instant::now();
        let about = &self.adapter.about;
        let known: Vec<bool> = questions.iter().map(|question| question.is_known(about)).collect();
        let requests = questions.iter().zip(&known).filter(|(_, known)| **known).map(|(question, _)| question.request());
        let requests: Vec<Request<'_>> = requests.collect();
        let mut answers = self.adapter.ask(&requests).into_iter();
        let answers = known.iter().map(|known| if *known { answers.next() } else { None }).collect();
        self.took += begin.elapsed();
        answers
    }
}

fn ask(sessions: &mut [Session<'_>], chunk: &[Question]) -> Result<Vec<Vec<Option<Answer>>>> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = sessions.iter_mut().map(|session| scope.spawn(move || session.ask(chunk))).collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| anyhow::anyhow!("the runner itself failed"))).collect()
    })
}
