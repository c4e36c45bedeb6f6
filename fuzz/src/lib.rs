//! What must hold for every text, whatever it is. Each module is one fuzz target; where the crate has a fast way, the literal
//! transcription of the specification, `polyatom-oracle`, is the judge.

pub mod archive;
pub mod atom;
pub mod c;
pub mod depspec;
pub mod file;
pub mod part;
pub mod query;
pub mod system;
pub mod version;
pub mod wrapper;

use polyatom::{Eapi, Error};
use std::fmt::{Debug, Display};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Every EAPI, and none.
pub fn eapis() -> impl Iterator<Item = Option<Eapi>> {
    Eapi::ALL.into_iter().map(Some).chain([None])
}

/// An error's place is within its input, and it can be shown.
fn check_error(error: &Error) {
    let (input, span) = (error.input(), error.span());
    assert!(input.get(span.clone()).is_some(), "the error's place {span:?} is none in {input:?}");
    assert!(!error.reason().is_empty());
    assert!(error.to_string().contains(error.reason()));
}

/// What parses prints as its text, and its text parses again to the same.
fn check_text<T: Display + Eq + Hash + Debug>(text: &str, parse: impl Fn(&str) -> Result<T, Error>) -> Option<T> {
    match parse(text) {
        Ok(value) => {
            assert_eq!(value.to_string(), text);
            let again = parse(text).expect("the same text");
            assert_eq!(again, value);
            assert_eq!(hash(&again), hash(&value));
            Some(value)
        }
        Err(error) => {
            check_error(&error);
            None
        }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Equal values have equal hashes, and order is an order, on these values.
fn check_order<T: Ord + Hash + Debug>(values: &[T]) {
    for a in values {
        for b in values {
            assert_eq!(a.cmp(b), b.cmp(a).reverse(), "{a:?} and {b:?}");
            assert_eq!(a == b, a.cmp(b).is_eq(), "{a:?} and {b:?}");
            assert!(a != b || hash(a) == hash(b), "{a:?} and {b:?} are equal, their hashes are not");
            for c in values.iter().filter(|c| a <= b && b <= *c) {
                assert!(a <= c, "{a:?} <= {b:?} <= {c:?}");
            }
        }
    }
}
