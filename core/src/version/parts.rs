//! The parts of a version as numbers, and what they tell about it.

use super::{SuffixKind, Version};
use crate::error::{Error, ErrorKind, Fault, Reason};
use crate::revision::{Revision, integer, successor};

impl Version {
    /// The numbers as integers, `1`, `2` and `3` of `1.2.03_p4`. It fails if one is 2^63 or more.
    ///
    /// A leading zero is lost here, though `1.1` and `1.01` are different versions: do not compare by it.
    pub fn segments(&self) -> Result<Vec<u64>, Error> {
        let mut at = 0;
        let segment = |number: &str| {
            let start = at;
            at += number.len() + 1;
            self.integer(number, start)
        };
        self.numbers().map(segment).collect()
    }

    /// The number of the revision; 0 if none is written. It fails if it is 2^63 or more.
    pub fn revision_number(&self) -> Result<u64, Error> {
        let digits = self.revision_digits().unwrap_or("0");
        self.integer(digits, self.text.len() - digits.len())
    }

    /// `digits` stand at `start` in the text.
    fn integer(&self, digits: &str, start: usize) -> Result<u64, Error> {
        let fault = || Fault::new(Reason::NumberTooLarge, start, start + digits.len());
        integer(digits).ok_or_else(|| fault().into_error(ErrorKind::Version, &self.text, None))
    }

    /// Whether one of its suffixes is `_alpha`, `_beta`, `_pre` or `_rc`.
    pub fn is_prerelease(&self) -> bool {
        self.suffixes().any(|suffix| suffix.kind != SuffixKind::P)
    }

    /// Whether it is by convention built from a repository: `9999`, `1.9999`, `99999999-r1`.
    ///
    /// Its last number consists of at least four nines, and nothing but a revision follows.
    pub fn is_live(&self) -> bool {
        let last = self.base().rsplit('.').next().unwrap_or_default();
        last.len() >= 4 && last.bytes().all(|digit| digit == b'9')
    }

    /// The numbers and the letter alone, `1.2b` of `1.2b_rc4-r5`: what a pre-release or a patch belongs to.
    pub fn release(&self) -> Self {
        Self::from_valid(self.base().split('_').next().unwrap_or_default())
    }

    /// The version with the next revision: `1.2-r1` after `1.2`, `1.2-r10` after `1.2-r9`.
    pub fn next_revision(&self) -> Self {
        let next = successor(self.revision_digits().unwrap_or("0"));
        self.with_revision(Some(&Revision::from_valid(&next)))
    }
}
