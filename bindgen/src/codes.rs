//! The page of what errors are coded as: each code with a call that raises it, and the tests that make this call.

use crate::interface::Interface;
use crate::law::Row;
use crate::output::{File, MARKER};
use camino::Utf8Path;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The page's file, over the rows of `codes.json` and of `problems.json`.
pub fn file(interface: &Interface, rows: &[Row], problems: &[Row], path: &Utf8Path) -> File {
    let mut text = format!(
        "<!-- {MARKER} -->\n# Codes of errors\n\nWhat an error's `code` can be, with a call that raises it, in the words of the interface. \
         In every language the test below\nmakes this call, and looks at the error's class, its code, its place and its message.\n\n\
         | language | test |\n| --- | --- |\n\
         | Python | `test_errors_say_where_and_why[CODE-ERROR]` |\n\
         | Ruby | `test_CODE_of_ERROR_N` |\n\
         | Go | `TestEveryCodeIsThatOfItsError/CODE-ERROR` |\n\
         | C | the function `failure_N` |\n\n\
         | N | code | error | call |\n| ---: | --- | --- | --- |\n"
    );
    for (place, row) in rows.iter().enumerate() {
        let call = shown(&row.call).replace('|', "\\|");
        let _ = writeln!(text, "| {} | `{}` | {} | `{call}` |", place + 1, row.code, row.error);
    }
    let raised: BTreeSet<_> = rows.iter().map(|row| row.code.as_str()).collect();
    let others: Vec<_> = interface.error_codes.iter().filter(|code| !raised.contains(code.as_str())).collect();
    if !others.is_empty() {
        let names: Vec<_> = others.iter().map(|code| format!("`{code}`")).collect();
        let _ = writeln!(text, "\nNo call of a test's size raises {}.", names.join(" or "));
    }
    if !problems.is_empty() {
        text.push_str(
            "\n## Problems\n\nWhat is wrong in files is a value with a code, too. The tests `test_problems_say_where_and_why[CODE]` (Python), \
             `test_problem_CODE_N` (Ruby),\n`TestProblemsSayWhereAndWhy/CODE` (Go) and the function `problem_N` (C) make these calls.\n\n\
             | N | code | call |\n| ---: | --- | --- |\n",
        );
    }
    for (place, row) in problems.iter().enumerate() {
        let call = shown(&row.call).replace('|', "\\|");
        let _ = writeln!(text, "| {} | `{}` | `{call}` |", place + 1, row.code);
    }
    File { path: path.to_owned(), text }
}

/// A value or call as it is written in examples.
fn shown(value: &Value) -> String {
    let Some([Value::String(name), given @ ..]) = value.as_array().map(Vec::as_slice) else { return value.to_string() };
    let argument = |value: &Value| match value.as_object() {
        Some(named) => named.iter().map(|(name, value)| format!("{name} = {}", shown(value))).collect::<Vec<_>>().join(", "),
        None => shown(value),
    };
    let each = |given: &[Value]| given.iter().map(argument).collect::<Vec<_>>().join(", ");
    match (name.strip_prefix('.'), given) {
        _ if name == "list" => format!("[{}]", each(given)),
        (Some(method), [receiver, rest @ ..]) => format!("{}.{method}({})", shown(receiver), each(rest)),
        _ => format!("{name}({})", each(given)),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;
    use serde_json::json;

    #[test]
    fn calls_are_written_as_in_examples() {
        let call = json!([".check", ["Atom", "a|b", {"eapi": "0"}], ["list", 1, "x"]]);
        assert_eq!(shown(&call), r#"Atom("a|b", eapi = "0").check([1, "x"])"#);
        assert_eq!(shown(&json!(["codes"])), "codes()");
    }
}
