//! Work on many values, on all cores where that pays.
//!
//! The threads are our own and not rayon's global ones, for a process that forks: its child has the memory, but none of the threads. It
//! would wait for them for ever. So which process made a pool is noted with it, and a child makes one of its own.

use arc_swap::ArcSwapOption;
use polyatom_runtime::{parts, process};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::{Arc, Mutex, PoisonError};

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
    map_on(pool_for(items.len()), WORTH_THREADS / 4, items, each)
}

/// The same where each item costs much, such as reading a directory: few of them are worth threads, too.
pub fn map_each<T: Sync, R: Send>(items: &[T], each: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    map_on(pool_for(items.len().saturating_mul(WORTH_THREADS / 2)), 1, items, each)
}

/// In parts of no fewer items than `least`.
fn map_on<T: Sync, R: Send>(pool: Option<Arc<Pool>>, least: usize, items: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    match pool {
        Some(pool) => parts::map(items, (items.len() / pool.parts()).max(least), each, |parts, work| pool.run(parts, work)),
        None => items.iter().map(each).collect(),
    }
}

/// Sorts; equal items stay in the order they came in.
pub fn sort<T: Ord + Send>(items: &mut [T]) {
    let Some(pool) = pool_for(items.len()) else { return items.sort() };
    let mut size = items.len().div_ceil(pool.threads.current_num_threads().next_power_of_two());
    while size < items.len() {
        let parts: Vec<_> = items.chunks_mut(size).map(Mutex::new).collect();
        pool.run(parts.len(), &|at| parts[at].lock().unwrap_or_else(PoisonError::into_inner).sort());
        size *= 2;
    }
    // Where two parts are in order, this only merges them; so it was for the larger parts above.
    items.sort();
}

impl Pool {
    /// In how many parts work is cut: more than there are threads, for some take longer than others.
    fn parts(&self) -> usize {
        self.threads.current_num_threads() * 8
    }

    /// Does each part of some work. One copy of this serves all kinds of work: rayon's parts for work of one kind are as large as whole
    /// programs.
    fn run(&self, parts: usize, work: &(dyn Fn(usize) + Sync)) {
        self.threads.install(|| (0..parts).into_par_iter().with_max_len(1).for_each(work));
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
    use std::cmp::Ordering;
    use std::panic;

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

    #[test]
    fn equal_items_stay_in_their_order() {
        #[derive(Debug, Clone, PartialEq)]
        struct Item(usize, usize);
        impl Eq for Item {}
        impl Ord for Item {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.cmp(&other.0)
            }
        }
        impl PartialOrd for Item {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        let mut items: Vec<Item> = (0..10_001).map(|number| Item(number * 7919 % 10, number)).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|item| (item.0, item.1));
        sort(&mut items);
        assert_eq!(items, expected);
    }

    #[test]
    fn a_panic_in_one_part_reaches_the_caller_and_ends_nothing() {
        let numbers: Vec<usize> = (0..5000).collect();
        let failed = panic::catch_unwind(|| {
            map(&numbers, |&number| if number == 4000 { panic!("number {number}") } else { number.to_string() })
        });
        assert!(failed.is_err());
        assert_eq!(map(&numbers, |number| number + 1).len(), 5000);
    }
}
