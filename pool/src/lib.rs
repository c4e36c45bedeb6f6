//! Work on many values, on all cores where that pays.
//!
//! The threads are our own and not rayon's global ones, for a process that forks: its child has the memory, but none of the threads. It
//! would wait for them for ever. So which process made a pool is noted with it, and a child makes one of its own.

use arc_swap::ArcSwapOption;
use polyatom_runtime::process;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::Arc;

/// The threads of a process.
struct Pool {
    process: u64,
    threads: ThreadPool,
}

static POOL: ArcSwapOption<Pool> = ArcSwapOption::const_empty();

/// Fewer values are not worth waking threads for.
const WORTH_THREADS: usize = 512;

/// What `each` makes of the items, in their order.
pub fn map<T: Sync, R: Send>(items: &[T], each: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    match pool_for(items.len()) {
        Some(pool) => pool.threads.install(|| items.par_iter().with_min_len(WORTH_THREADS / 4).map(each).collect()),
        None => items.iter().map(each).collect(),
    }
}

/// The same where each item costs much, such as reading a directory: few of them are worth threads, too.
pub fn map_each<T: Sync, R: Send>(items: &[T], each: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    match pool_for(items.len().saturating_mul(WORTH_THREADS / 2)) {
        Some(pool) => pool.threads.install(|| items.par_iter().map(each).collect()),
        None => items.iter().map(each).collect(),
    }
}

/// Sorts; equal items stay in the order they came in.
pub fn sort<T: Ord + Send>(items: &mut [T]) {
    match pool_for(items.len()) {
        Some(pool) => pool.threads.install(|| items.par_sort()),
        None => items.sort(),
    }
}

/// The threads for so many items; none where they would not help or cannot be had.
fn pool_for(items: usize) -> Option<Arc<Pool>> {
    if items < WORTH_THREADS {
        return None;
    }
    let process = process::generation();
    POOL.load_full().filter(|pool| pool.process == process).or_else(|| start(process))
}

#[cold]
fn start(process: u64) -> Option<Arc<Pool>> {
    let pool =
        Arc::new(Pool { process, threads: ThreadPoolBuilder::new().thread_name(|_| "polyatom worker".to_owned()).build().ok()? });
    // The pool of the parent process is never dropped here: that would wait for its threads.
    if let Some(before) = POOL.swap(Some(Arc::clone(&pool))).filter(|before| before.process != process) {
        std::mem::forget(before);
    }
    Some(pool)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_done_alike() {
        for count in [0, 1, WORTH_THREADS - 1, WORTH_THREADS, 100_000] {
            let numbers: Vec<usize> = (0..count).collect();
            assert_eq!(map(&numbers, |number| number + 1), (1..=count).collect::<Vec<_>>());
            assert_eq!(map_each(&numbers, |number| number + 1), (1..=count).collect::<Vec<_>>());
            let mut backwards: Vec<usize> = numbers.iter().rev().copied().collect();
            sort(&mut backwards);
            assert_eq!(backwards, numbers);
        }
    }
}
