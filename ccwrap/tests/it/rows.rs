//! Each row is a request in the neutral form with the answer that is wanted; `"error"` wants any error.

use serde_json::Value;
use std::collections::BTreeSet;

fn hold(file: &str, text: &str) {
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        let mut row: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{file}:{}: {error}", index + 1));
        let fields = row.as_object_mut().expect("a row is an object");
        let name = fields.remove("name").expect("a row has a name").to_string();
        let want = fields.remove("want").expect("a row wants something");
        let answer = ccwrap::answer::answer(row.to_string().as_bytes());
        let holds = if want == "error" { answer["error"].is_string() } else { answer == want };
        if !holds {
            wrong.push(format!("{file}:{}: {name}\n  asked  {row}\n  wanted {want}\n  got    {answer}", index + 1));
        }
        assert!(names.insert(name), "{file}:{}: the name is used twice", index + 1);
    }
    assert!(!names.is_empty(), "{file} has no rows");
    assert!(wrong.is_empty(), "{} of {} rows do not hold\n{}", wrong.len(), names.len(), wrong.join("\n"));
}

#[test]
fn command_lines_are_transformed() {
    hold("transform.jsonl", include_str!("../rows/transform.jsonl"));
}

#[test]
fn response_files_are_expanded() {
    hold("expand.jsonl", include_str!("../rows/expand.jsonl"));
}

#[test]
fn modes_are_detected() {
    hold("mode.jsonl", include_str!("../rows/mode.jsonl"));
}

#[test]
fn compile_commands_are_found() {
    hold("compdb.jsonl", include_str!("../rows/compdb.jsonl"));
}

#[test]
fn archives_of_libtool_are_rewritten() {
    hold("libtool.jsonl", include_str!("../rows/libtool.jsonl"));
}
