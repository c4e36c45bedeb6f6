//! A bar for who waits: only at a terminal, and only after half a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// A person does not notice that they wait before.
const PATIENCE: Duration = Duration::from_millis(500);
const COUNT: &str = "{msg} {wide_bar} {pos}/{len}";
const BYTES: &str = "{msg} {wide_bar} {binary_bytes}/{binary_total_bytes}";

/// How far something is. The bar is gone when this is.
pub struct Progress {
    what: String,
    template: &'static str,
    since: Instant,
    /// Where a bar may be drawn; nobody sees one elsewhere.
    target: Option<ProgressDrawTarget>,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Of things that are counted.
    pub fn of_things(what: impl Into<String>) -> Self {
        Self::new(what.into(), COUNT)
    }

    /// Of the bytes of files.
    pub fn of_bytes(what: impl Into<String>) -> Self {
        Self::new(what.into(), BYTES)
    }

    fn new(what: String, template: &'static str) -> Self {
        let target = io::stderr().is_terminal().then(ProgressDrawTarget::stderr);
        Self { what, template, since: Instant::now(), target, bar: None }
    }

    /// So much of it is done. It always goes on: who has seen enough ends the program.
    pub fn tell(&mut self, done: u64, total: u64) -> bool {
        if let Some(bar) = &self.bar {
            bar.set_length(total);
            bar.set_position(done);
        } else if self.since.elapsed() >= PATIENCE
            && let Some(target) = self.target.take()
        {
            let style = ProgressStyle::with_template(self.template).unwrap_or_else(|_| ProgressStyle::default_bar());
            let bar = ProgressBar::with_draw_target(Some(total), target).with_style(style).with_message(self.what.clone());
            bar.set_position(done);
            bar.tick();
            self.bar = Some(bar);
        }
        true
    }

    /// The same, as the library tells it.
    pub fn report(&mut self) -> impl FnMut(usize, usize) -> bool {
        |done, total| self.tell(done as u64, total as u64)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::InMemoryTerm;

    #[test]
    fn a_bar_comes_after_a_while_and_goes_at_the_end() {
        let terminal = InMemoryTerm::new(5, 40);
        let progress = |since| {
            let target = Some(ProgressDrawTarget::term_like(Box::new(terminal.clone())));
            Progress { what: "packages".to_owned(), template: COUNT, since, target, bar: None }
        };
        let mut quick = progress(Instant::now() + PATIENCE);
        assert!(quick.tell(1, 4));
        assert_eq!(terminal.contents(), "");
        let mut slow = progress(Instant::now().checked_sub(PATIENCE).expect("the machine has run for half a second"));
        assert!(slow.report()(3, 4));
        let seen = terminal.contents();
        assert!(seen.starts_with("packages") && seen.ends_with("3/4"), "{seen}");
        drop(slow);
        assert_eq!(terminal.contents(), "");
    }
}
