//! How far a run is, for who waits: a line that moves on a terminal, and now and then a line elsewhere. All on standard error.

use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::Scope;
use std::time::{Duration, Instant};

/// Cases done, of all adapters.
pub struct Progress {
    total: usize,
    done: AtomicUsize,
    begin: Instant,
}

const TERMINAL: Duration = Duration::from_millis(200);
const ELSEWHERE: Duration = Duration::from_secs(30);

impl Progress {
    pub fn new(total: usize) -> Progress {
        Progress { total, done: AtomicUsize::new(0), begin: Instant::now() }
    }

    pub fn add(&self, cases: usize) {
        self.done.fetch_add(cases, Ordering::Relaxed);
    }

    /// Shows it until what is given back is dropped.
    pub fn show<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>) -> Sender<()> {
        let (sender, ended) = channel();
        let is_terminal = stderr().is_terminal();
        scope.spawn(move || {
            let step = if is_terminal { TERMINAL } else { ELSEWHERE };
            while ended.recv_timeout(step) == Err(RecvTimeoutError::Timeout) {
                let text = text(self.done.load(Ordering::Relaxed), self.total, self.begin.elapsed());
                let _ = if is_terminal { write!(stderr(), "\r\x1b[K{text}") } else { writeln!(stderr(), "{text}") };
            }
            if is_terminal {
                let _ = write!(stderr(), "\r\x1b[K");
            }
        });
        sender
    }
}

/// What is left takes as long for each case as what is done.
fn text(done: usize, total: usize, took: Duration) -> String {
    let left = match done {
        0 => String::new(),
        _ => format!(", {:.0} s left", took.as_secs_f64() / done as f64 * total.saturating_sub(done) as f64),
    };
    format!("{done} of {total} ({} %){left}", done * 100 / total.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told() {
        assert_eq!(text(0, 10, Duration::from_secs(3)), "0 of 10 (0 %)");
        assert_eq!(text(4, 10, Duration::from_secs(2)), "4 of 10 (40 %), 3 s left");
        assert_eq!(text(0, 0, Duration::ZERO), "0 of 0 (0 %)");
    }
}
