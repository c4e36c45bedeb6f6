//! Which end of a sort key `=version*` leaves open.

use super::Version;

/// How many bytes at the end of the version's key are not components that it has written.
///
/// Without a revision these are the end token, and before it the number 0 of a last suffix without one.
pub(super) fn open_bytes(version: &Version) -> usize {
    if version.revision_digits().is_some() {
        return 0;
    }
    let bare_suffix = version.suffixes().last().is_some_and(|suffix| suffix.number.is_none());
    1 + usize::from(bare_suffix)
}
