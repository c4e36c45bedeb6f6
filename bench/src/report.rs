//! Everything that was measured, and questions about it.

use crate::cases::CASES;
use crate::contestant::{Contestant, Entry};
use crate::rounds::{Grown, Outcome};
use anyhow::Result;
use serde::Serialize;
use std::fs;

/// The name of ours in every language.
pub const OURS: &str = "polyatom";

#[derive(Serialize)]
pub struct Report {
    machine: Machine,
    pub contestants: Vec<Who>,
    pub absent: Vec<Absent>,
    pub outcomes: Vec<Outcome>,
    pub growth: Vec<Grown>,
}

#[derive(Serialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
}

/// A contestant that took part.
#[derive(Serialize)]
pub struct Who {
    pub language: String,
    pub name: String,
    pub version: String,
}

/// A contestant that could not be had.
#[derive(Serialize)]
pub struct Absent {
    pub language: String,
    pub name: String,
    pub reason: String,
}

impl Report {
    pub fn new(contestants: &[Contestant], absent: &[Entry], outcomes: Vec<Outcome>, growth: Vec<Grown>) -> Self {
        let who = |it: &Contestant| Who {
            language: it.entry.language.clone(),
            name: it.entry.name.clone(),
            version: it.version.clone(),
        };
        let missing = |it: &Entry| Absent { language: it.language.clone(), name: it.name.clone(), reason: it.text.clone() };
        Self {
            machine: Machine::this(),
            contestants: contestants.iter().map(who).collect(),
            absent: absent.iter().map(missing).collect(),
            outcomes,
            growth,
        }
    }

    pub fn to_json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    pub fn machine(&self) -> String {
        format!("{}, {} cores", self.machine.processor, self.machine.cores)
    }

    /// The languages, in the order in which their contestants were given.
    pub fn languages(&self) -> Vec<&str> {
        let mut languages: Vec<&str> = Vec::new();
        for who in &self.contestants {
            if !languages.contains(&who.language.as_str()) {
                languages.push(&who.language);
            }
        }
        languages
    }

    /// The names of a language's contestants but ours.
    pub fn peers(&self, language: &str) -> Vec<&str> {
        let others = self.contestants.iter().filter(|who| who.language == language && who.name != OURS);
        others.map(|who| who.name.as_str()).collect()
    }

    pub fn outcome(&self, language: &str, name: &str, case: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|it| it.language == language && it.name == name && it.case == case)
    }

    /// The median of nanoseconds for an item.
    pub fn ns(&self, language: &str, name: &str, case: &str) -> Option<f64> {
        self.outcome(language, name, case)?.ns.map(|spread| spread.median)
    }

    /// The cases that ours did in a language, in the table's order.
    pub fn cases(&self, language: &str) -> impl Iterator<Item = &'static crate::cases::Case> {
        CASES.iter().filter(move |case| self.outcome(language, OURS, case.id).is_some())
    }

    /// What ours could not do. Peers may fail.
    pub fn errors(&self) -> Vec<String> {
        let ours = self.outcomes.iter().filter(|it| it.name == OURS);
        ours.filter_map(|it| Some(format!("{} {}: {}", it.language, it.case, it.error.as_ref()?))).collect()
    }
}

impl Machine {
    fn this() -> Self {
        let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let processor = model.map_or("an unknown processor", |(_, name)| name).to_owned();
        Self { processor, cores: std::thread::available_parallelism().map_or(1, Into::into) }
    }
}
