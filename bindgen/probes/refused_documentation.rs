//! Documentation that would end itself.
//! refused: work: its documentation has """, which begins or ends one in Python or in C
//! refused: rest: its documentation has */, which begins or ends one in Python or in C

/// Ends here: """.
#[uniffi::export]
pub fn work() {}

/// Matches `*/*`.
#[uniffi::export]
pub fn rest() {}
