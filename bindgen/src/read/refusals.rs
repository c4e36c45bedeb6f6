//! What is wrong with an interface: all of it at once, so that its author can put it right in one go.

use anyhow::{Error, Result};
use std::cell::RefCell;

/// The refusals so far, in the order of the items.
#[derive(Default)]
pub struct Refusals(RefCell<Vec<String>>);

impl Refusals {
    /// What was read. A failure is noted, and reading goes on.
    pub fn kept<T>(&self, read: Result<T>) -> Option<T> {
        read.map_err(|refusal| self.refuse(format!("{refusal:#}"))).ok()
    }

    /// All that was read. Failures are noted, one and all.
    pub fn each<T>(&self, read: impl IntoIterator<Item = Result<T>>) -> Vec<T> {
        read.into_iter().filter_map(|read| self.kept(read)).collect()
    }

    /// Notes what is wrong unless it is as it must be.
    pub fn unless(&self, holds: bool, refusal: impl FnOnce() -> String) {
        if !holds {
            self.refuse(refusal());
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// Fails with everything that was noted, a line each.
    pub fn told(&self) -> Result<()> {
        let refusals = self.0.borrow();
        if refusals.is_empty() { Ok(()) } else { Err(Error::msg(refusals.join("\n"))) }
    }

    /// Notes what is wrong. One item may be met on several ways, and is told once.
    pub fn refuse(&self, refusal: String) {
        let mut refusals = self.0.borrow_mut();
        for line in refusal.lines() {
            if !refusals.iter().any(|known| known == line) {
                refusals.push(line.to_owned());
            }
        }
    }
}
