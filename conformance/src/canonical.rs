//! The one way to write a case file: a group's head on a line, a test per line, ASCII only.

use std::fmt::Write;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::corpus::{CaseFile, Group};

pub fn format(file: &CaseFile) -> Result<String> {
    let groups: Vec<String> = file.groups.iter().map(group).collect::<Result<_>>()?;
    let schema = serde_json::to_string(&file.schema)?;
    Ok(format!("{{\"$schema\":{schema},\"op\":\"{}\",\"groups\":[\n{}\n]}}\n", file.op, groups.join(",\n")))
}

fn group(group: &Group) -> Result<String> {
    let Value::Object(mut head) = serde_json::to_value(group)? else { unreachable!("a struct is an object") };
    head.remove("tests");
    let head = ascii(&Value::Object(Map::from_iter(head)).to_string());
    let tests: Vec<String> =
        group.tests.iter().map(|test| Ok(format!("  {}", ascii(&serde_json::to_string(test)?)))).collect::<Result<_>>()?;
    Ok(format!(" {},\"tests\":[\n{}\n ]}}", head.strip_suffix('}').unwrap_or(&head), tests.join(",\n")))
}

/// JSON with every other character escaped, so that no reviewer overlooks an invisible one.
pub fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() && c != '\x7f' {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_escapes() {
        let file: CaseFile = serde_json::from_str(
            r#"{"op":"version.parse","$schema":"s","groups":[{"tests":[{"level":"must","error":"invalid","id":"a/b/1",
            "in":{"text":"é\u0000\uD83D\uDE00"}}],"id":"a/b","title":"t","eapis":"none","pms":["x"]}]}"#,
        )
        .unwrap();
        let text = format(&file).unwrap();
        let expected = r#"{"$schema":"s","op":"version.parse","groups":[
 {"id":"a/b","title":"t","pms":["x"],"eapis":"none","tests":[
  {"id":"a/b/1","in":{"text":"\u00e9\u0000\ud83d\ude00"},"error":"invalid","level":"must"}
 ]}
]}
"#;
        assert_eq!(text, expected);
        assert_eq!(format(&serde_json::from_str(&text).unwrap()).unwrap(), text);
    }
}
