//! The playground of the site: what somebody types is a question, and all that the page shows is the answer. Both are JSON, and
//! everything here but [`wasm`] is plain Rust that is tested as such.
//!
//! A question says what the text is read as, and may have more:
//!
//! ```
//! let answer = polyatom_playground::answer(r#"{"as": "atom", "text": "a/b-1"}"#);
//! assert!(answer.contains(r#""code":"missing_operator""#), "{answer}");
//! ```
//!
//! Places in texts are counted as JavaScript does, in UTF-16.

#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]

mod ask;
mod atom;
mod files;
mod others;
mod packages;
mod question;
mod spec;
mod told;
mod tree;
mod version;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod words;

use question::{Question, Reading, Refused};
use serde_json::Value;

/// The answer to a question. A question that cannot be understood is answered, too.
pub fn answer(question: &str) -> String {
    let answered = serde_json::from_str::<Value>(question).map_err(|error| Refused::Question(error.to_string()));
    match answered.and_then(|question| answered_to(&question)) {
        Ok(answer) => answer.to_string(),
        Err(refused) => refused.told().to_string(),
    }
}

fn answered_to(question: &Value) -> Result<Value, Refused> {
    let question = Question::new(question)?;
    match question.reading {
        Reading::Atom => atom::answer(&question),
        Reading::Spec(kind) => spec::answer(kind, &question),
        Reading::Versions => version::answer(&question).map_err(Refused::Text),
        Reading::Other(read) => others::answer(read, &question).map_err(Refused::Text),
        Reading::Word(read) => read(question.text).map(|word| others::word(&word)).map_err(Refused::Text),
        Reading::Query => files::query(&question),
        Reading::Repository => files::answer(&question),
        Reading::Installed => files::installed(&question),
        Reading::Name(kind) => kind.check(question.text).map(|()| others::name(kind)).map_err(Refused::Text),
    }
}
