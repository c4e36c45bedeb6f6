//! Packages in order, read ahead on all cores.

use std::sync::Arc;

use polyatom_pool as pool;

use crate::error::Error;

/// Packages that are read ahead of the iteration: few at first, for those who stop early.
const FIRST: usize = 64;
/// The same at most.
const MOST: usize = 2048;

/// Packages in order. One that cannot be used is an error in its place, and the iteration goes on after it.
pub struct ReadAhead<S, P> {
    source: Arc<S>,
    read: fn(&Arc<S>, usize) -> Result<P, Error>,
    /// The next place that was not read.
    at: usize,
    end: usize,
    ahead: std::vec::IntoIter<Result<Arc<P>, Error>>,
    chunk: usize,
}

impl<S: Send + Sync, P: Send + Sync> ReadAhead<S, P> {
    /// What `read` gives for each place before `end`.
    pub(crate) fn new(source: &Arc<S>, end: usize, read: fn(&Arc<S>, usize) -> Result<P, Error>) -> Self {
        Self { source: Arc::clone(source), read, at: 0, end, ahead: Vec::new().into_iter(), chunk: FIRST }
    }

    fn read_ahead(&mut self) {
        let end = self.end.min(self.at + self.chunk);
        let places: Vec<usize> = (self.at..end).collect();
        let read = pool::map(&places, |&at| (self.read)(&self.source, at).map(Arc::new));
        self.ahead = read.into_iter();
        self.at = end;
        self.chunk = (self.chunk * 2).min(MOST);
    }
}

impl<S: Send + Sync, P: Send + Sync> Iterator for ReadAhead<S, P> {
    type Item = Result<Arc<P>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ahead.len() == 0 {
            self.read_ahead();
        }
        self.ahead.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end - self.at + self.ahead.len();
        (left, Some(left))
    }
}

impl<S: Send + Sync, P: Send + Sync> ExactSizeIterator for ReadAhead<S, P> {}
