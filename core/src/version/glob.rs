//! Which end of a sort key `=version*` leaves open.

use super::{Suffix, split_revision};

/// How many bytes at the end of the key of a valid version are not components that its text has written.
///
/// Without a revision these are the end token, and before it the number 0 of a last suffix without one.
pub(crate) fn open_bytes(version: &str) -> usize {
    let (base, revision) = split_revision(version);
    if revision.is_some() {
        return 0;
    }
    let last_suffix = base.rsplit_once('_').map(|(_, suffix)| Suffix::from_valid(suffix));
    1 + usize::from(last_suffix.is_some_and(|suffix| suffix.number.is_none()))
}
