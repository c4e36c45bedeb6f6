//! Long calls tell how far they are, and may be stopped.

use polyatom_pool as pool;

/// Hears from a long call how many packages are done, of how many, and says whether to go on. It is called by the thread that
/// made the call, a few times a second at most where packages are read from a disk.
pub type Report<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

/// Packages between two reports.
const STEP: usize = 2048;

/// What `each` makes of the items, in their order and on all cores; none if the report says to stop.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], report: Report<'_>, each: impl Fn(&T) -> R + Send + Sync) -> Option<Vec<R>> {
    let mut made = Vec::with_capacity(items.len());
    for step in items.chunks(STEP) {
        made.append(&mut pool::map(step, &each));
        if !report(made.len(), items.len()) {
            return None;
        }
    }
    Some(made)
}

/// Gives `take` what `each` makes of chunks of the items, in their order; none if the report says to stop. What is made waits
/// only until those beside it are.
pub(crate) fn fold<T: Sync, R: Send>(
    items: &[T],
    chunk: usize,
    report: Report<'_>,
    each: impl Fn(&[T]) -> R + Send + Sync,
    mut take: impl FnMut(R),
) -> Option<()> {
    let mut done = 0;
    for step in items.chunks(STEP.next_multiple_of(chunk)) {
        let chunks: Vec<&[T]> = step.chunks(chunk).collect();
        pool::map_each(&chunks, |chunk| each(chunk)).into_iter().for_each(&mut take);
        done += step.len();
        if !report(done, items.len()) {
            return None;
        }
    }
    Some(())
}

/// The report of a call that nobody watches.
pub(crate) fn unwatched(_done: usize, _total: usize) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_told_and_can_be_the_last() {
        let items: Vec<usize> = (0..5000).collect();
        let mut told = Vec::new();
        let mut tell = |done, total| {
            told.push((done, total));
            true
        };
        let made = map(&items, &mut tell, |item| item + 1);
        assert_eq!(made, Some((1..=5000).collect()));
        assert_eq!(told, [(2048, 5000), (4096, 5000), (5000, 5000)]);
        assert_eq!(map(&items, &mut |done, _| done < 4000, |item| *item), None);
        let mut sizes = Vec::new();
        fold(&items, 1000, &mut unwatched, <[usize]>::len, |size| sizes.push(size)).unwrap();
        assert_eq!(sizes, [1000; 5]);
        let (mut calls, mut taken) = (0, 0);
        let mut stop = |_, _| {
            calls += 1;
            false
        };
        assert_eq!(fold(&items, 1000, &mut stop, <[usize]>::len, |size| taken += size), None);
        assert_eq!((calls, taken), (1, 3000));
        assert_eq!(map(&[0; 0], &mut |_, _| false, |item| *item), Some(vec![]), "nothing is done at once");
    }
}
