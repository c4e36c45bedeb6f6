//! Whether a child still does something. One that hangs is ended, however busy the machine is: what counts is its work, not a clock.

use std::collections::BTreeMap;
use std::ops::Range;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, io};

/// How long a child and all its children may neither write nor compute, nor wait for a processor. Waiting for a lock that nobody gives back
/// looks like that.
const PATIENCE: Duration = Duration::from_secs(15 * 60);

/// In `/proc/PID/stat`, after the name: the time of the process, and that of its children that have ended; in the program and in the kernel.
const OWN: Range<usize> = 12..14;
const CHILDREN: Range<usize> = 14..16;

/// In a second: what Linux tells programs, whatever it counts by itself.
const TICKS: u64 = 100;

/// Looks at a child, its children, and theirs.
pub struct Watch {
    child: u32,
    work: u64,
    since: Instant,
}

impl Watch {
    /// How often to look.
    pub const INTERVAL: Duration = Duration::from_secs(20);

    pub fn new(child: u32) -> Self {
        Self { child, work: 0, since: Instant::now() }
    }

    /// Something was heard of it.
    pub fn heard(&mut self) {
        self.since = Instant::now();
    }

    /// Ends a family that has done nothing for so long, and says what its members were. Where nothing can be seen, nothing is done.
    pub fn look(&mut self) -> Option<String> {
        let family = family(self.child, &processes());
        let work = family.iter().map(|process| process.work).sum();
        if work != self.work || family.iter().any(|process| process.ready) {
            (self.work, self.since) = (work, Instant::now());
        }
        let hangs = cfg!(target_os = "linux") && self.since.elapsed() > PATIENCE;
        hangs.then(|| end(&family))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Process {
    id: u32,
    parent: u32,
    /// It computes, or would if a processor were free: on a busy machine it may wait long for its turn.
    ready: bool,
    /// CPU time, in ticks.
    work: u64,
}

fn end(family: &[Process]) -> String {
    let minutes = PATIENCE.as_secs() / 60;
    let mut told = format!("\nended, for nothing was written and nothing computed in {minutes} minutes:\n");
    for Process { id, .. } in family {
        let words = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        let waits = fs::read_to_string(format!("/proc/{id}/wchan")).unwrap_or_default();
        told += &format!("  {id} waits in {waits}: {}\n", String::from_utf8_lossy(&words).replace('\0', " "));
    }
    // The elder first, so that none sees its child end and goes on. One that is gone already is no matter.
    let ids = family.iter().map(|process| process.id.to_string());
    let _ = Command::new("kill").arg("-KILL").args(ids).status();
    told
}

/// The CPU time that this process and all its children that have ended have taken: what a step costs, however busy the machine is. None
/// where that cannot be seen.
pub fn cpu_time() -> Option<Duration> {
    let process = parse(&fs::read_to_string("/proc/self/stat").ok()?)?;
    Some(duration(process.work))
}

fn duration(ticks: u64) -> Duration {
    Duration::from_millis(ticks * 1000 / TICKS)
}

/// Waits for a child, and tells what CPU time it and all its children have taken. Other children are waited for afterwards: the sum of all
/// that have ended grows by this one's alone.
pub fn reap(child: &mut Child) -> io::Result<(ExitStatus, Option<Duration>)> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let before = of_children();
    let status = child.wait()?;
    Ok((status, of_children().zip(before).map(|(after, before)| after - before)))
}

/// The CPU time of all children that have ended.
fn of_children() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    Some(duration(times(&stat, CHILDREN)?))
}

/// Every process that can be seen.
fn processes() -> Vec<Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| parse(&fs::read_to_string(entry.path().join("stat")).ok()?)).collect()
}

/// A process by its file `stat`: the number, the name in parentheses (which may hold anything), the state, the parent, and so on.
fn parse(stat: &str) -> Option<Process> {
    let (start, rest) = stat.split_at_checked(stat.rfind(')')?)?;
    let id = start.split_ascii_whitespace().next()?.parse().ok()?;
    let mut fields = rest.split_ascii_whitespace().skip(1);
    let (state, parent) = (fields.next()?, fields.next()?.parse().ok()?);
    Some(Process { id, parent, ready: state == "R", work: times(stat, OWN)? + times(stat, CHILDREN)? })
}

/// What stands at some places after the name, added up.
fn times(stat: &str, places: Range<usize>) -> Option<u64> {
    let fields: Vec<&str> = stat.get(stat.rfind(')')?..)?.split_ascii_whitespace().collect();
    fields.get(places)?.iter().map(|field| field.parse::<u64>().ok()).sum()
}

/// A process, its children, and theirs: the elder first.
fn family(first: u32, all: &[Process]) -> Vec<Process> {
    let mut children: BTreeMap<u32, Vec<&Process>> = BTreeMap::new();
    for process in all {
        children.entry(process.parent).or_default().push(process);
    }
    let mut family: Vec<Process> = all.iter().filter(|process| process.id == first).cloned().collect();
    let mut next = 0;
    while let Some(process) = family.get(next) {
        family.extend(children.get(&process.id).into_iter().flatten().copied().cloned());
        next += 1;
    }
    family
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::process::Stdio;

    fn process(id: u32, parent: u32) -> Process {
        Process { id, parent, ready: false, work: 1 }
    }

    /// A script that has said so.
    fn started(script: &str) -> io::Result<Child> {
        let mut child = Command::new("sh").args(["-c", script]).stdout(Stdio::piped()).spawn()?;
        child.stdout.take().expect("it was piped").read_exact(&mut [0; "started\n".len()])?;
        Ok(child)
    }

    #[test]
    fn a_process_is_read_whatever_its_name() {
        let stat = "7 (a) b (c) R 3 7 7 0 -1 4194304 1 2 3 4 10 20 300 4000 20 0 1 0";
        assert_eq!(parse(stat), Some(Process { id: 7, parent: 3, ready: true, work: 4330 }));
        assert_eq!(parse(&stat.replace(") R", ") S")).map(|process| process.ready), Some(false));
        assert_eq!(parse("7 (a) R 3"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn a_family_is_all_that_descend_from_one() {
        let all = [process(5, 4), process(2, 1), process(4, 2), process(9, 8), process(3, 2)];
        let ids: Vec<u32> = family(2, &all).iter().map(|process| process.id).collect();
        assert_eq!(ids, [2, 4, 3, 5]);
        assert!(family(77, &all).is_empty());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_waits_for_a_processor_does_not_hang() -> std::io::Result<()> {
        let long_ago = Instant::now().checked_sub(PATIENCE * 2).expect("times before the start of the machine can be told");
        for (script, hangs) in [("echo started; kill -STOP $$", true), ("echo started; while :; do :; done", false)] {
            let mut child = started(script)?;
            let stopped = || fs::read_to_string(format!("/proc/{}/stat", child.id())).is_ok_and(|stat| stat.contains(") T "));
            while hangs && !stopped() {
                std::thread::yield_now();
            }
            let work = family(child.id(), &processes()).iter().map(|process| process.work).sum();
            let told = Watch { child: child.id(), work, since: long_ago }.look();
            child.kill()?;
            child.wait()?;
            assert_eq!(told.is_some(), hangs, "{script}: {told:?}");
        }
        Ok(())
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_work_of_children_counts_once_they_have_ended() -> std::io::Result<()> {
        let before = cpu_time().expect("a Linux tells it");
        Command::new("sh").args(["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done"]).status()?;
        assert!(cpu_time().expect("a Linux tells it") > before);
        Ok(())
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn each_child_has_its_own_work() -> std::io::Result<()> {
        let start = |rounds: u32| {
            Command::new("sh").args(["-c", &format!("i=0; while [ $i -lt {rounds} ]; do i=$((i + 1)); done")]).spawn()
        };
        let (mut busy, mut idle) = (start(400_000)?, start(0)?);
        let [busy, idle] = [reap(&mut busy)?, reap(&mut idle)?].map(|(_, cpu)| cpu.expect("a Linux tells it"));
        assert!(busy > idle, "{busy:?} and {idle:?}");
        Ok(())
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_hangs_is_ended_with_its_children() -> std::io::Result<()> {
        let mut child = started("sleep 3600 & echo started; wait")?;
        let told = end(&family(child.id(), &processes()));
        assert!(!child.wait()?.success());
        assert_eq!(told.matches("sleep 3600").count(), 2, "{told}");
        Ok(())
    }
}
