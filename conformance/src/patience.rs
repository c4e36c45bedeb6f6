//! How long to wait for a process that may be slow for no fault of its own: other programs want the cores, too. So no clock is looked at, but
//! what the process and its children do. What counts is the time in which they computed, and that in which they all slept. While one of
//! them waits for a core or a disk, nothing counts.

use std::fs;
use std::time::Duration;

/// How often is looked.
pub const STEP: Duration = Duration::from_millis(20);

/// The clock ticks of a second, in which Linux tells of processor time to every program.
const TICK: Duration = Duration::from_millis(10);

/// What is left of the time that a process has.
pub struct Patience {
    left: Duration,
    /// Processor time at the last look.
    computed: Option<Duration>,
}

/// What a process and its children were seen to do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Seen {
    computed: Duration,
    /// One of them has something to do, whether it gets to do it or not.
    busy: bool,
}

impl Patience {
    pub fn new(limit: Duration) -> Patience {
        Patience { left: limit, computed: None }
    }

    /// Is to be called after each step of waiting. No, once the time of the process is used up.
    pub fn lasts(&mut self, process: u32) -> bool {
        self.left = self.left.saturating_sub(self.spent(see(process)));
        !self.left.is_zero()
    }

    /// How much of a step counts. All of it where nothing is seen, as on other systems than Linux.
    fn spent(&mut self, seen: Option<Seen>) -> Duration {
        let Some(Seen { computed, busy }) = seen else { return STEP };
        let before = self.computed.replace(computed).unwrap_or(computed);
        if busy { computed.saturating_sub(before) } else { STEP }
    }
}

fn see(process: u32) -> Option<Seen> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let mut seen = Seen::default();
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
            self.busy |= other.busy;
        }
    }
}

/// Reads `/proc/…/stat`, whose second field is a name that may contain anything: the fields after it follow the last parenthesis.
fn of_thread(text: &str) -> Option<Seen> {
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field)?.parse::<u32>().ok();
    // utime and stime are the fields 14 and 15 of all.
    Some(Seen { computed: TICK * (ticks(11)? + ticks(12)?), busy: matches!(*fields.first()?, "R" | "D") })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn seen(milliseconds: u64, busy: bool) -> Option<Seen> {
        Some(Seen { computed: Duration::from_millis(milliseconds), busy })
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
        let mut patience = Patience::new(SECOND);
        assert_eq!(patience.spent(seen(500, true)), Duration::ZERO, "what was before");
        assert_eq!(patience.spent(seen(500, true)), Duration::ZERO);
        assert_eq!(patience.spent(seen(510, true)), Duration::from_millis(10));
        assert_eq!(patience.spent(seen(510, false)), STEP);
        assert_eq!(patience.spent(None), STEP);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_computes() {
        let mut patience = Patience::new(SECOND / 20);
        // Ends by itself as soon as it has computed for long enough, however long that takes.
        while patience.lasts(std::process::id()) {}
    }
}
