//! What a step costs: the time that it takes, and what it takes of the machine, which does not depend on what else the machine does.

use crate::kit::watch;
use std::cell::Cell;
use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};
use std::{fmt, io};

#[derive(Clone, Copy)]
pub struct Cost {
    took: Duration,
    /// Of it and of all that it started. None where that cannot be seen.
    cpu: Option<Duration>,
}

/// Does it, and tells what that cost.
pub fn of<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (started, before) = (Instant::now(), watch::cpu_time());
    let result = work();
    let cpu = watch::cpu_time().zip(before).map(|(after, before)| after - before);
    (result, Cost { took: started.elapsed(), cpu })
}

/// The same of work beside which other work is done: of the CPU, what the children took that this thread has waited for.
pub fn of_own_children<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (started, before) = (Instant::now(), CHILDREN.get());
    let result = work();
    (result, Cost { took: started.elapsed(), cpu: CHILDREN.get().checked_sub(before).filter(|cpu| !cpu.is_zero()) })
}

/// Waits for a child, whose work is this thread's from then on.
pub fn wait(child: &mut Child) -> io::Result<ExitStatus> {
    let (status, cpu) = watch::reap(child)?;
    CHILDREN.set(CHILDREN.get() + cpu.unwrap_or_default());
    Ok(status)
}

thread_local! {
    /// What the children took that this thread has waited for.
    static CHILDREN: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

impl Cost {
    /// What another thread did for this one is its work, too.
    pub fn counts_here(self) {
        CHILDREN.set(CHILDREN.get() + self.cpu.unwrap_or_default());
    }

    pub fn time(self) -> String {
        seconds(self.took)
    }

    /// Nothing where it cannot be seen.
    pub fn cpu(self) -> String {
        self.cpu.map(seconds).unwrap_or_default()
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cpu {
            Some(cpu) => write!(f, "{}, {} of CPU", self.time(), seconds(cpu)),
            None => f.write_str(&self.time()),
        }
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.1}s", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_not_told() {
        let cost = |cpu: Option<u64>| Cost { took: Duration::from_secs(2), cpu: cpu.map(Duration::from_secs) };
        assert_eq!(cost(Some(3)).to_string(), "2.0s, 3.0s of CPU");
        assert_eq!(cost(None).to_string(), "2.0s");
    }
}
