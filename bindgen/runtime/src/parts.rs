//! Lists that several threads make together, each its parts, without a copy of what is made.

use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Some items, and where what is made of them goes.
type Part<'a, T, R> = Mutex<Option<(&'a [T], &'a mut [MaybeUninit<R>])>>;

/// What `each` makes of the items, in their order. `run` is given a number of parts and what does a part, and has to have every part done,
/// on whichever threads.
///
/// # Panics
/// If `run` leaves a part undone, and as `each` does; what was made until then is lost.
pub fn map<T: Sync, R: Send>(
    items: &[T],
    size: usize,
    each: impl Fn(&T) -> R + Sync,
    run: impl FnOnce(usize, &(dyn Fn(usize) + Sync)),
) -> Vec<R> {
    let mut made = Vec::with_capacity(items.len());
    let places = made.spare_capacity_mut()[..items.len()].chunks_mut(size);
    let parts: Vec<Part<T, R>> = items.chunks(size).zip(places).map(|part| Mutex::new(Some(part))).collect();
    let filled = AtomicUsize::new(0);
    run(parts.len(), &|at| {
        let Some((items, places)) = parts[at].lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        for (item, place) in items.iter().zip(&mut *places) {
            place.write(each(item));
        }
        filled.fetch_add(places.len(), Ordering::Release);
    });
    assert_eq!(filled.load(Ordering::Acquire), items.len(), "a part was left undone");
    // SAFETY: there is room for all items, every part was taken once and filled to its end, and together they are that long.
    unsafe { made.set_len(items.len()) };
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_may_be_done_in_any_order_and_more_than_once() {
        let words: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        for size in 1..7 {
            let backwards = |parts: usize, work: &(dyn Fn(usize) + Sync)| (0..parts).rev().chain(0..parts).for_each(work);
            assert_eq!(map(&words, size, |word| word.to_uppercase(), backwards), ["A", "B", "C", "D", "E"]);
        }
        assert!(map(&[(); 0], 1, |()| 1, |parts, _| assert_eq!(parts, 0)).is_empty());
    }

    #[test]
    #[should_panic(expected = "left undone")]
    fn nothing_is_given_that_was_not_made() {
        map(&[1, 2, 3], 1, |number| number + 1, |parts, work| (1..parts).for_each(work));
    }
}
