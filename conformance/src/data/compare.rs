//! What all adapters say must be the same: counting, and showing where it is not.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use serde_json::Value;

use super::Session;
use super::questions::Question;
use crate::protocol::{self, Answer};
use crate::report::terminal::shorten;

const BAD: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();

/// How many findings of an adapter are shown.
const SHOWN: usize = 10;

/// A longer request is no command line that anyone would copy.
const LONGEST_COMMAND: usize = 4000;

/// Findings are kept up to here, and counted beyond.
const KEPT: usize = 1000;

/// What came of one adapter's answers.
#[derive(Default)]
pub struct Tally {
    answered: usize,
    refused: usize,
    crashed: usize,
    differing: usize,
    /// How often an operation was not asked for or skipped, because the adapter does not offer it.
    skipped: BTreeMap<&'static str, usize>,
    findings: Vec<Finding>,
}

/// A wrong answer, ready to be shown.
struct Finding {
    what: String,
    request: Value,
}

impl Tally {
    /// Counts the answers to a chunk of questions, beside those of the first adapter.
    pub fn add(&mut self, questions: &[Question], reference: &[Option<Answer>], answers: &[Option<Answer>]) {
        for ((question, reference), answer) in questions.iter().zip(reference).zip(answers) {
            self.count(question, reference.as_ref(), answer.as_ref());
        }
    }

    fn count(&mut self, question: &Question, reference: Option<&Answer>, answer: Option<&Answer>) {
        match (answer, reference) {
            (None | Some(Answer::Skip { .. }), _) => *self.skipped.entry(question.op.as_str()).or_default() += 1,
            (Some(Answer::Crash(why)), _) => {
                self.crashed += 1;
                self.found(question, format!("crashed: {why}"));
            }
            (Some(Answer::Error { message, .. }), _) => {
                self.refused += 1;
                self.found(question, format!("refused: {}", message.as_deref().unwrap_or("no message")));
            }
            (Some(Answer::Out(out) | Answer::Warned { out, .. }), Some(Answer::Out(first))) if !agree(first, out) => {
                self.differing += 1;
                self.found(question, format!("differs\n  first  {}\n  this   {}", shorten(first), shorten(out)));
            }
            (Some(Answer::Out(_) | Answer::Warned { .. }), _) => self.answered += 1,
        }
    }

    fn found(&mut self, question: &Question, what: String) {
        if self.findings.len() < KEPT {
            let request = protocol::run_request(0, question.op.as_str(), question.eapi, &question.input);
            self.findings.push(Finding { what, request });
        }
    }

    fn bad(&self) -> usize {
        self.refused + self.crashed + self.differing
    }
}

/// Equal, apart from fields that one side leaves out.
fn agree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => a.iter().all(|(name, a)| b.get(name).is_none_or(|b| a == b)),
        _ => a == b,
    }
}

/// Shows findings and counts; false if there were findings.
pub fn print(sessions: &[Session<'_>], all: bool) -> bool {
    for session in sessions {
        let shown = if all { KEPT } else { SHOWN };
        session.tally.findings.iter().take(shown).for_each(|finding| finding.print(session));
        let more = session.tally.bad() - session.tally.findings.len().min(shown);
        if more > 0 {
            anstream::println!("{}: {more} more", session.name);
        }
    }
    sessions.iter().for_each(summary);
    sessions.iter().all(|session| session.tally.bad() == 0)
}

impl Finding {
    fn print(&self, session: &Session<'_>) {
        anstream::println!("{BAD}{}{BAD:#} {}", session.name, self.what);
        let request = self.request.to_string();
        match shlex::try_quote(&request) {
            Ok(quoted) if request.len() <= LONGEST_COMMAND => {
                anstream::println!("  repro: printf '%s\\n' {quoted} | {}\n", session.command);
            }
            _ => anstream::println!("  request: {}\n", shorten(&self.request)),
        }
    }
}

fn summary(session: &Session<'_>) {
    let Tally { answered, refused, crashed, differing, skipped, .. } = &session.tally;
    let colour = if session.tally.bad() == 0 { GOOD } else { BAD };
    anstream::println!(
        "{colour}{}{colour:#}: {answered} agreed, {differing} differed, {refused} refused, {crashed} crashed, {:.2} s",
        session.name,
        session.took.as_secs_f64()
    );
    for (op, count) in skipped {
        anstream::println!("  skipped: {count} of {op}, which the adapter does not offer for these EAPIs");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::op::Op;
    use serde_json::json;

    #[test]
    fn every_kind_of_answer_is_counted() {
        let question = Question { op: Op::AtomParse, eapi: Some("9"), input: json!({"text": "a/b"}) };
        let out = |value: Value| Some(Answer::Out(value));
        let first = out(json!({"op": null, "slot": "0"}));
        let mut tally = Tally::default();
        for answer in [
            out(json!({"slot": "0"})),
            out(json!({"slot": "1"})),
            Some(Answer::Error { code: "invalid".into(), message: None, at: None }),
            Some(Answer::Crash("boom".into())),
            Some(Answer::Skip { why: "later".into(), issue: None }),
            None,
        ] {
            tally.count(&question, first.as_ref(), answer.as_ref());
        }
        let Tally { answered, refused, crashed, differing, ref skipped, .. } = tally;
        assert_eq!((answered, refused, crashed, differing, skipped["atom.parse"]), (1, 1, 1, 1, 2));
        assert_eq!(tally.findings.len(), tally.bad());
    }

    #[test]
    fn lists_agree_only_when_equal() {
        assert!(agree(&json!(["a"]), &json!(["a"])));
        assert!(!agree(&json!(["a"]), &json!(["a", "b"])));
        assert!(!agree(&json!({"leaves": []}), &json!([])));
    }
}
