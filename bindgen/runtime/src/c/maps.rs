//! Maps: sorted keys and their values, so that a key is found and the order is the same each time.

use super::live;
use std::cmp::Ordering;

/// A map whose keys and values are lists of C's, too.
#[derive(Debug)]
pub struct Map<K, V> {
    keys: Vec<K>,
    values: Vec<V>,
}

impl<K, V> Map<K, V> {
    /// A map of what is sorted and has each key once.
    pub fn of(items: Vec<(K, V)>) -> Self {
        let (keys, values) = items.into_iter().unzip();
        Self { keys, values }
    }

    /// A map of any keys, with a value for each. Of equal keys the last one counts.
    pub fn sorted(keys: Vec<K>, values: Vec<V>, order: impl Fn(&K, &K) -> Ordering) -> Self {
        let mut items: Vec<_> = keys.into_iter().zip(values).rev().collect();
        items.sort_by(|(a, _), (b, _)| order(a, b));
        items.dedup_by(|(later, _), (kept, _)| order(later, kept).is_eq());
        Self::of(items)
    }

    /// The keys in order.
    pub fn keys(&self) -> &Vec<K> {
        &self.keys
    }

    /// The values in the order of the keys.
    pub fn values(&self) -> &Vec<V> {
        &self.values
    }

    /// Each key with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.keys.iter().zip(&self.values)
    }

    /// The value of a key. `order` says how another stands to it.
    pub fn get(&self, order: impl Fn(&K) -> Ordering) -> Option<&V> {
        self.keys.binary_search_by(order).ok().map(|place| &self.values[place])
    }
}

/// Hands a map out.
pub fn map_out<K, V>(map: Map<K, V>) -> *mut Map<K, V> {
    live::handed_out();
    Box::into_raw(Box::new(map))
}

/// A map from C; NULL is an empty one.
///
/// # Safety
/// `map` is NULL or was handed out by [`map_out`] and not freed.
pub unsafe fn map_in<'a, K, V>(map: *const Map<K, V>) -> Option<&'a Map<K, V>> {
    // SAFETY: as the caller promises.
    unsafe { map.as_ref() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equal_keys_the_last_one_counts() {
        let map = Map::sorted(vec!["b", "a", "b"], vec![1, 2, 3], Ord::cmp);
        assert_eq!((map.keys().as_slice(), map.values().as_slice()), (&["a", "b"][..], &[2, 3][..]));
        assert_eq!(map.get(|probe| probe.cmp(&"b")), Some(&3));
        assert_eq!(map.get(|probe| probe.cmp(&"c")), None);
    }
}
