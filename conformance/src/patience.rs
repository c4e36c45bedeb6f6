//! How long to wait for a process that may be slow for no fault of its own: other programs want the cores, too. So no clock is looked at, but
//! what the process and its children do. What counts is the time in which they computed, and that in which they all slept. While one of
//! them waits for a core or a disk, nothing counts. Nor may they take all memory of the machine, which would cost others their answers.

use std::fs;
use std::time::Duration;

/// How often is looked.
pub const STEP: Duration = Duration::from_millis(20);

/// The clock ticks of a second, in which Linux tells of processor time to every program.
const TICK: Duration = Duration::from_millis(10);

/// What a process may take for one answer.
#[derive(Clone, Copy)]
pub struct Limits {
    /// Its own time.
    pub time: Duration,
    /// Resident memory in bytes, with that of its children.
    pub memory: u64,
}

impl Limits {
    /// Interpreters with whole repositories take less, and machines have more.
    pub const MEMORY: u64 = 4 << 30;

    pub const fn time(time: Duration) -> Limits {
        Limits { time, memory: Self::MEMORY }
    }
}

/// Which limit was reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reached {
    Time,
    Memory,
}

/// What is left of what a process may take.
pub struct Patience {
    left: Duration,
    memory: u64,
    /// Processor time at the last look.
    computed: Option<Duration>,
}

/// What a process and its children were seen to do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Seen {
    computed: Duration,
    memory: u64,
    /// One of them has something to do, whether it gets to do it or not.
    busy: bool,
}

impl Patience {
    pub fn new(limits: Limits) -> Patience {
        Patience { left: limits.time, memory: limits.memory, computed: None }
    }

    /// Is to be called after each step of waiting. Tells what the process has used up, if anything.
    pub fn ends(&mut self, process: u32) -> Option<Reached> {
        let seen = see(process);
        if seen.is_some_and(|seen| seen.memory > self.memory) {
            return Some(Reached::Memory);
        }
        self.left = self.left.saturating_sub(self.spent(seen));
        self.left.is_zero().then_some(Reached::Time)
    }

    /// How much of a step counts. All of it where nothing is seen, as on other systems than Linux.
    fn spent(&mut self, seen: Option<Seen>) -> Duration {
        let Some(Seen { computed, busy, .. }) = seen else { return STEP };
        let before = self.computed.replace(computed).unwrap_or(computed);
        if busy { computed.saturating_sub(before) } else { STEP }
    }
}

fn see(process: u32) -> Option<Seen> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let mut seen = Seen { memory: memory(process).unwrap_or(0), ..Seen::default() };
    for thread in threads.flatten().map(|thread| thread.path()) {
        if let Ok(text) = fs::read_to_string(thread.join("stat")) {
            seen.add(of_thread(&text));
        }
        let children = fs::read_to_string(thread.join("children")).unwrap_or_default();
        let children = children.split_whitespace().filter_map(|child| child.parse().ok());
        children.for_each(|child| seen.add(see(child)));
    }
    Some(seen)
}

impl Seen {
    fn add(&mut self, other: Option<Seen>) {
        if let Some(other) = other {
            self.computed += other.computed;
            self.memory += other.memory;
            self.busy |= other.busy;
        }
    }
}

/// Resident memory in bytes, where the system tells it as Linux does.
pub fn memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    kilobytes.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Reads `/proc/…/stat`, whose second field is a name that may contain anything: the fields after it follow the last parenthesis.
fn of_thread(text: &str) -> Option<Seen> {
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field)?.parse::<u32>().ok();
    // utime and stime are the fields 14 and 15 of all.
    Some(Seen { computed: TICK * (ticks(11)? + ticks(12)?), busy: matches!(*fields.first()?, "R" | "D"), memory: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn seen(milliseconds: u64, busy: bool) -> Option<Seen> {
        Some(Seen { computed: Duration::from_millis(milliseconds), busy, memory: 0 })
    }

    #[test]
    fn a_line_of_the_system_is_read() {
        let line = "42 (odd ) name) R 1 42 42 0 -1 4194560 100 0 0 0 7 5 0 0 20 0 1 0 100 0 0";
        assert_eq!(of_thread(line), seen(120, true));
        assert_eq!(of_thread(&line.replace(" R ", " S ")), seen(120, false));
        assert_eq!(of_thread("42 (short) R"), None);
    }

    #[test]
    fn computing_and_sleeping_count_and_waiting_for_a_core_does_not() {
        let mut patience = Patience::new(Limits::time(SECOND));
        assert_eq!(patience.spent(seen(500, true)), Duration::ZERO, "what was before");
        assert_eq!(patience.spent(seen(500, true)), Duration::ZERO);
        assert_eq!(patience.spent(seen(510, true)), Duration::from_millis(10));
        assert_eq!(patience.spent(seen(510, false)), STEP);
        assert_eq!(patience.spent(None), STEP);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_computes() {
        let mut patience = Patience::new(Limits::time(SECOND / 20));
        // Ends by itself as soon as it has computed for long enough, however long that takes.
        let reached = std::iter::repeat_with(|| patience.ends(std::process::id())).flatten().next();
        assert_eq!(reached, Some(Reached::Time));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_takes_memory() {
        let mut patience = Patience::new(Limits { time: SECOND, memory: 4096 });
        assert_eq!(patience.ends(std::process::id()), Some(Reached::Memory));
    }
}
