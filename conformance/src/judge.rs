//! Is an answer right? Pure functions over expected and given values.

use serde_json::Value;

use crate::corpus::{Case, ErrorCode, Expected};
use crate::op::Op;
use crate::protocol::Answer;

/// What came of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Passed,
    /// Right as far as it goes; these fields were left out.
    Partial(Vec<String>),
    Failed(String),
    Skipped(String),
    Crashed(String),
}

/// Judges the answers to a case: one, except for sort keys.
pub fn judge(case: &Case, answers: &[Answer]) -> Verdict {
    if let Some(verdict) = answers.iter().find_map(no_answer) {
        return verdict;
    }
    match &case.expected {
        Expected::Out(relations) if case.op == Op::VersionSortKey => judge_keys(relations, answers),
        Expected::Out(expected) => judge_out(case.op, expected, &answers[0]),
        Expected::Error(ErrorCode::Invalid) => judge_error(&answers[0]),
    }
}

fn no_answer(answer: &Answer) -> Option<Verdict> {
    match answer {
        Answer::Skip { why, issue } => {
            let issue = issue.as_ref().map(|issue| format!(" ({issue})")).unwrap_or_default();
            Some(Verdict::Skipped(format!("{why}{issue}")))
        }
        Answer::Crash(trace) => Some(Verdict::Crashed(trace.clone())),
        _ => None,
    }
}

fn judge_error(answer: &Answer) -> Verdict {
    match answer {
        Answer::Error { code, .. } if code == "invalid" => Verdict::Passed,
        // The specification leaves the choice: "must warn or error", "should indicate or reject".
        Answer::Warned { .. } => Verdict::Passed,
        Answer::Error { code, .. } => Verdict::Failed(format!("error `{code}` instead of `invalid`")),
        _ => Verdict::Failed("accepted although the specification forbids it".to_owned()),
    }
}

fn judge_out(op: Op, expected: &Value, answer: &Answer) -> Verdict {
    let got = match answer {
        Answer::Out(got) | Answer::Warned { out: got, .. } => got,
        Answer::Error { message, .. } => {
            let message = message.as_deref().unwrap_or("no message");
            return Verdict::Failed(format!("refused although the specification allows it: {message}"));
        }
        _ => return Verdict::Failed("no result".to_owned()),
    };
    let written = expected;
    match (&op.complete(expected), got) {
        (Value::Object(expected), Value::Object(got)) => compare_fields(op, written, expected, got),
        (expected, got) if expected == got => Verdict::Passed,
        _ => Verdict::Failed("another result".to_owned()),
    }
}

type Fields = serde_json::Map<String, Value>;

/// `written` is what the case itself says, which it is about.
fn compare_fields(op: Op, written: &Value, expected: &Fields, got: &Fields) -> Verdict {
    if let Some(name) = got.keys().find(|name| !expected.contains_key(*name)) {
        return Verdict::Failed(format!("`{name}` is no field of {op}"));
    }
    let differs = |(name, value): &(&String, &Value)| got.get(*name).is_some_and(|found| found != *value);
    let wrong: Vec<_> = expected.iter().filter(differs).map(|(name, _)| format!("`{name}`")).collect();
    if !wrong.is_empty() {
        return Verdict::Failed(format!("another {}", wrong.join(", ")));
    }
    if written.as_object().is_some_and(|written| !written.is_empty() && written.keys().all(|name| !got.contains_key(name))) {
        return Verdict::Failed("none of the fields that the case is about".to_owned());
    }
    let missing: Vec<_> = expected.keys().filter(|name| !got.contains_key(*name)).cloned().collect();
    if missing.is_empty() { Verdict::Passed } else { Verdict::Partial(missing) }
}

fn judge_keys(relations: &Value, answers: &[Answer]) -> Verdict {
    let keys: Vec<_> = match answers.iter().map(key).collect() {
        Ok(keys) => keys,
        Err(reason) => return Verdict::Failed(reason),
    };
    let relations = relations.as_array().map(Vec::as_slice).unwrap_or_default();
    for (place, (pair, relation)) in keys.windows(2).zip(relations).enumerate() {
        let found = match pair[0].cmp(&pair[1]) {
            std::cmp::Ordering::Less => "<",
            std::cmp::Ordering::Equal => "=",
            std::cmp::Ordering::Greater => ">",
        };
        if relation != found {
            return Verdict::Failed(format!("key {place} {found} key {}", place + 1));
        }
    }
    Verdict::Passed
}

fn key(answer: &Answer) -> Result<Vec<u8>, String> {
    match answer {
        Answer::Out(Value::String(hex)) => bytes(hex).ok_or_else(|| format!("not lower-case hexadecimal: {hex}")),
        Answer::Out(other) => Err(format!("not a text: {other}")),
        Answer::Error { message, .. } => Err(format!("refused a version: {}", message.as_deref().unwrap_or("no message"))),
        _ => Err("no result".to_owned()),
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pair = |pair: &[u8]| match *pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    };
    hex.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Level;
    use serde_json::json;

    fn case(op: Op, expected: Expected) -> Case {
        Case {
            id: "area/group/1".into(),
            area: "area".into(),
            title: String::new(),
            op,
            pms: Vec::new(),
            eapis: vec![None],
            files: Default::default(),
            input: json!({}),
            expected,
            level: Level::Must,
            needs: None,
            note: None,
        }
    }

    fn out(op: Op, expected: Value, got: Value) -> Verdict {
        judge(&case(op, Expected::Out(expected)), &[Answer::Out(got)])
    }

    fn error(code: &str) -> Answer {
        Answer::Error { code: code.into(), message: None, at: None }
    }

    #[test]
    fn plain_values() {
        assert_eq!(out(Op::VersionCompare, json!("<"), json!("<")), Verdict::Passed);
        assert!(matches!(out(Op::VersionCompare, json!("<"), json!(">")), Verdict::Failed(_)));
        assert!(matches!(out(Op::AtomMatches, json!([0, 2]), json!([2, 0])), Verdict::Failed(_)));
        assert!(matches!(out(Op::AtomIntersects, json!(false), json!(null)), Verdict::Failed(_)));
    }

    #[test]
    fn objects() {
        let expected = json!({"numbers": ["1"], "revision": "2"});
        let full = json!({"revision": "2", "numbers": ["1"], "letter": null, "suffixes": []});
        assert_eq!(out(Op::VersionParse, expected.clone(), full), Verdict::Passed);
        let partial = json!({"numbers": ["1"], "letter": null});
        let missing = vec!["suffixes".to_owned(), "revision".to_owned()];
        assert_eq!(out(Op::VersionParse, expected.clone(), partial), Verdict::Partial(missing));
        let nothing = out(Op::VersionParse, expected.clone(), json!({}));
        assert_eq!(nothing, Verdict::Failed("none of the fields that the case is about".into()));
        let wrong = json!({"numbers": ["1"], "letter": "", "suffixes": [], "revision": "2"});
        assert_eq!(out(Op::VersionParse, expected.clone(), wrong), Verdict::Failed("another `letter`".into()));
        let invented = json!({"numbers": ["1"], "letter": null, "suffixes": [], "revision": "2", "epoch": null});
        assert!(matches!(out(Op::VersionParse, expected, invented), Verdict::Failed(_)));
    }

    #[test]
    fn errors() {
        let invalid = case(Op::VersionParse, Expected::Error(ErrorCode::Invalid));
        assert_eq!(judge(&invalid, &[error("invalid")]), Verdict::Passed);
        assert!(matches!(judge(&invalid, &[error("unsupported")]), Verdict::Failed(_)));
        assert!(matches!(judge(&invalid, &[Answer::Out(json!({}))]), Verdict::Failed(_)));
        let valid = case(Op::VersionCompare, Expected::Out(json!("=")));
        assert!(matches!(judge(&valid, &[error("invalid")]), Verdict::Failed(_)));
    }

    #[test]
    fn no_answers() {
        let case = case(Op::VersionCompare, Expected::Out(json!("=")));
        let skip = Answer::Skip { why: "later".into(), issue: None };
        assert_eq!(judge(&case, &[skip]), Verdict::Skipped("later".into()));
        assert_eq!(judge(&case, &[Answer::Crash("boom".into())]), Verdict::Crashed("boom".into()));
    }

    #[test]
    fn sort_keys() {
        let case = case(Op::VersionSortKey, Expected::Out(json!(["<", "="])));
        let keys = |texts: [&str; 3]| texts.map(|hex| Answer::Out(json!(hex)));
        assert_eq!(judge(&case, &keys(["00", "0100", "0100"])), Verdict::Passed);
        assert_eq!(judge(&case, &keys(["", "ff", "ff"])), Verdict::Passed);
        assert!(matches!(judge(&case, &keys(["02", "01", "01"])), Verdict::Failed(_)));
        assert!(matches!(judge(&case, &keys(["00", "01", "0100"])), Verdict::Failed(_)));
        assert!(matches!(judge(&case, &keys(["00", "0A", "0A"])), Verdict::Failed(_)));
        assert!(matches!(judge(&case, &keys(["00", "1", "1"])), Verdict::Failed(_)));
    }
}
