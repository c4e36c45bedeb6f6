//! What came of reading many texts: what all batches have in common.

use crate::give::Lent;
use polyatom::Error;
use polyatom_pool as pool;
use polyatom_repo::places;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};

/// What came of a text; nothing if there was none.
type Outcome<T> = Option<Result<T, Error>>;

/// What came of each text, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes<T>(pub Vec<Outcome<T>>);

impl<T: Hash> Hash for Outcomes<T> {
    /// Equal errors are at equal places; what they say need not be looked at.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.len().hash(state);
        self.0.iter().for_each(|outcome| outcome.as_ref().and_then(|result| result.as_ref().ok()).hash(state));
    }
}

impl<T: Clone + Display + Send + Sync> Outcomes<T> {
    /// Reads each text that is there.
    pub fn read(texts: &[Option<Lent>], parse: impl Fn(&str) -> Result<T, Error> + Send + Sync) -> Self {
        Self(pool::map(texts, |text| text.as_ref().map(|text| parse(text))))
    }

    /// What is at a place.
    pub fn get(&self, place: u64) -> Result<Option<T>, Error> {
        usize::try_from(place).ok().and_then(|place| self.0.get(place)?.clone()).transpose()
    }

    /// What is at `count` places from `start` on, `step` apart, or at as many as there are.
    pub fn slice(&self, start: u64, count: u64, step: i64) -> Self {
        Self(places(self.0.len(), start, count, step).map(|at| self.0[at].clone()).collect())
    }

    /// The texts: a value prints as what was read, and an error keeps it.
    pub fn texts(&self) -> Vec<Option<String>> {
        let text = |result: &Result<T, Error>| match result {
            Ok(value) => value.to_string(),
            Err(error) => error.input().to_owned(),
        };
        pool::map(&self.0, |outcome| outcome.as_ref().map(text))
    }

    /// The places of the outcomes of some kind.
    pub fn places(&self, is_wanted: impl Fn(&Outcome<T>) -> bool) -> Vec<u64> {
        self.0.iter().zip(0..).filter(|(outcome, _)| is_wanted(outcome)).map(|(_, place)| place).collect()
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten().flatten()
    }

    /// What `each` makes of the values, in their places.
    pub fn map<R: Send>(&self, each: impl Fn(&T) -> R + Send + Sync) -> Vec<Option<R>> {
        pool::map(&self.0, |outcome| outcome.as_ref().and_then(|result| result.as_ref().ok()).map(&each))
    }

    /// 1 for each place where there is a value of which something holds, 0 for all others.
    pub fn mask(&self, holds: impl Fn(&T) -> bool + Send + Sync) -> Vec<u8> {
        pool::map(&self.0, |outcome| u8::from(outcome.as_ref().is_some_and(|result| result.as_ref().is_ok_and(&holds))))
    }

    /// `3 atoms, 2 in error, 1 missing`.
    pub fn describe(&self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        let values = self.values().count();
        let missing = self.0.iter().filter(|outcome| outcome.is_none()).count();
        let errors = self.0.len() - values - missing;
        write!(f, "{values} {name}{}", if values == 1 { "" } else { "s" })?;
        [(errors, "in error"), (missing, "missing")]
            .iter()
            .filter(|(count, _)| *count > 0)
            .try_for_each(|(count, what)| write!(f, ", {count} {what}"))
    }
}

impl<T: Clone + Ord + Send + Sync> Outcomes<T> {
    /// The values in ascending order.
    pub fn sorted(&self) -> Self {
        // Sorting the values themselves looks at less memory than sorting references to them.
        let mut values: Vec<T> = self.0.iter().flatten().flatten().cloned().collect();
        pool::sort(&mut values);
        Self(values.into_iter().map(|value| Some(Ok(value))).collect())
    }

    /// The places of the values in ascending order.
    pub fn argsort(&self) -> Vec<u64> {
        let values = self.0.iter().zip(0..).filter_map(|(outcome, place)| Some((outcome.as_ref()?.as_ref().ok()?, place)));
        let mut values: Vec<(&T, u64)> = values.collect();
        pool::sort(&mut values);
        values.into_iter().map(|(_, place)| place).collect()
    }
}
