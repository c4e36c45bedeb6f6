//! From rows to rows: the parts that threads do, and how they become one column.

use crate::Error;
use polyatom_pool as pool;
use polyatom_runtime::column::build::Build;
use polyatom_runtime::column::{Column, Texts, chunks_of};
use std::ops::Range;

/// As many parts are made before they are put together: enough for all threads, and little beside the whole.
const AT_ONCE: usize = 32;

/// What a text comes to; nothing of it is pushed if that is an error.
type Pushed = Result<(), polyatom::Error>;

/// What `push` makes of each text.
pub fn each<B: Build>(
    column: &Column,
    strict: bool,
    push: impl Fn(&str, &mut B) -> Pushed + Send + Sync,
) -> Result<Column, Error> {
    let texts = Texts::of(column)?;
    built(texts.len(), |rows| {
        let mut part = B::default();
        for (row, text) in rows.clone().zip(texts.range(rows)) {
            let pushed = text.map(|text| push(&text, &mut part));
            settle(row, pushed, strict, &mut part)?;
        }
        Ok(part)
    })
}

/// What `push` makes of each pair of texts that are in one row.
pub fn each_pair<B: Build>(
    column: &Column,
    other: &Column,
    strict: bool,
    push: impl Fn(&str, &str, &mut B) -> Pushed + Send + Sync,
) -> Result<Column, Error> {
    let (texts, others) = (Texts::of(column)?, Texts::of(other)?);
    if texts.len() != others.len() {
        return Err(Error::Lengths(texts.len(), others.len()));
    }
    built(texts.len(), |rows| {
        let mut part = B::default();
        for ((row, text), other) in rows.clone().zip(texts.range(rows.clone())).zip(others.range(rows)) {
            let pushed = text.zip(other).map(|(text, other)| push(&text, &other, &mut part));
            settle(row, pushed, strict, &mut part)?;
        }
        Ok(part)
    })
}

/// A row without a value where nothing was pushed, or an error.
#[inline]
fn settle(row: usize, pushed: Option<Pushed>, strict: bool, part: &mut impl Build) -> Result<(), Error> {
    match pushed {
        Some(Ok(())) => {}
        Some(Err(error)) if strict => return Err(Error::Text { row, error }),
        _ => part.push_missing(),
    }
    Ok(())
}

/// The first part that fails, in the order of rows, decides.
fn built<B: Build>(rows: usize, part: impl Fn(Range<usize>) -> Result<B, Error> + Send + Sync) -> Result<Column, Error> {
    let mut whole = B::default();
    for some in chunks_of(rows).chunks(AT_ONCE) {
        for part in pool::map_each(some, |rows| part(rows.clone())) {
            whole.append(part?);
        }
    }
    Ok(whole.finish().into())
}
