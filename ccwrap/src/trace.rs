//! What was changed, and by which rule: for `explain` and for the log.

use crate::{Text, strings};
use serde::Serialize;
use std::borrow::Cow;

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    pub phase: &'static str,
    /// The index on the command line of the word that was changed.
    pub argument: usize,
    pub rule: Cow<'static, str>,
}

/// The command line after a phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    pub phase: &'static str,
    pub argv: Vec<String>,
}

/// Notes of changes. One that is off costs nothing.
#[derive(Debug, Default)]
pub struct Trace {
    is_on: bool,
    phase: &'static str,
    pub changes: Vec<Change>,
    pub steps: Vec<Step>,
}

impl Trace {
    pub fn on() -> Self {
        Self { is_on: true, ..Self::default() }
    }

    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Notes a change of the argument that came from the word at `argument`.
    pub fn note(&mut self, argument: usize, rule: impl FnOnce() -> Cow<'static, str>) {
        if self.is_on {
            self.changes.push(Change { phase: self.phase, argument, rule: rule() });
        }
    }

    /// Begins a phase.
    pub fn begin(&mut self, phase: &'static str) {
        self.phase = phase;
    }

    /// Ends a phase, with what it made.
    pub fn end(&mut self, argv: impl FnOnce() -> Vec<Text>) {
        if self.is_on {
            self.steps.push(Step { phase: self.phase, argv: strings(&argv()) });
        }
    }
}
