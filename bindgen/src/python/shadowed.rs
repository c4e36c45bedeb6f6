//! Python's own types in classes with members that are called as they are: there they are spelled `builtins.int`, since an annotation
//! means the member.

use std::collections::BTreeSet;

/// What is written in annotations and before functions, and may be a member's name.
const OWN: [&str; 17] = [
    "bool",
    "bytearray",
    "bytes",
    "classmethod",
    "dict",
    "float",
    "frozenset",
    "int",
    "list",
    "object",
    "property",
    "set",
    "slice",
    "staticmethod",
    "str",
    "tuple",
    "type",
];

/// The module's text, in which every class means Python's own types by their names.
pub fn spelled_out(module: &str) -> String {
    let mut text = String::with_capacity(module.len());
    for part in parts(module) {
        let hidden = hidden(part);
        match hidden.is_empty() {
            true => text.push_str(part),
            false => text.push_str(&declarations_with(part, &hidden)),
        }
    }
    text
}

/// The text in pieces, each of which begins at a class or a function.
fn parts(module: &str) -> Vec<&str> {
    let begins = |at: &usize| ["class ", "def ", "@"].iter().any(|word| module[*at..].starts_with(word));
    let starts = module.match_indices('\n').map(|(at, _)| at + 1).filter(begins);
    let bounds: Vec<usize> = std::iter::once(0).chain(starts).chain([module.len()]).collect();
    bounds.windows(2).map(|bound| &module[bound[0]..bound[1]]).collect()
}

/// Python's own types that members of a class hide.
fn hidden(class: &str) -> BTreeSet<&'static str> {
    if !class.starts_with("class ") {
        return BTreeSet::new();
    }
    declarations(class).filter(|(_, is_declaration)| *is_declaration).filter_map(|(line, _)| declared(line)).collect()
}

/// The type as which a member is called that a line declares.
fn declared(line: &str) -> Option<&'static str> {
    let line = line.strip_prefix("    ")?;
    let line = line.strip_prefix("def ").unwrap_or(line);
    OWN.into_iter().find(|own| line.strip_prefix(own).is_some_and(|behind| behind.starts_with(['(', ':', ' '])))
}

/// Its lines, and of each whether it declares something: no documentation, and nothing that a function does.
fn declarations(class: &str) -> impl Iterator<Item = (&str, bool)> {
    let (mut in_docs, mut in_header) = (false, false);
    class.split_inclusive('\n').map(move |line| {
        let is_docs = in_docs || line.trim_start().trim_start_matches('r').starts_with("\"\"\"");
        in_docs ^= line.matches("\"\"\"").count() % 2 == 1;
        let is_member = line.starts_with("    ") && !line[4..].starts_with(' ');
        let is_declaration = !is_docs && (is_member || in_header);
        if is_member && !is_docs {
            in_header = line.trim_end().ends_with('(');
        }
        (line, is_declaration)
    })
}

fn declarations_with(class: &str, hidden: &BTreeSet<&str>) -> String {
    declarations(class)
        .map(|(line, is_declaration)| if is_declaration { qualified(line, hidden) } else { line.to_owned() })
        .collect()
}

/// A declaration whose types are qualified. A name that is declared stands before a colon or an equals sign, or after `def`.
fn qualified(line: &str, hidden: &BTreeSet<&str>) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (mut text, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(start) = rest.find(|c: char| is_word(c) || c == '"' || c == '\'') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => quoted(rest, quote),
            _ => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
        };
        let (word, behind) = rest.split_at(length);
        let is_declared = behind.starts_with([':', '=']) && !text.ends_with("-> ");
        let is_type = hidden.contains(word) && !is_declared && !text.ends_with("def ") && !text.ends_with('.');
        text.extend([if is_type { "builtins." } else { "" }, word]);
        rest = behind;
    }
    text + rest
}

/// The length of a text in quotes, with them.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_with_a_member_called_as_a_type_means_the_type() {
        let class = "@final\nclass A:\n    \"\"\"An int.\"\"\"\n    @property\n    def int(self) -> int:\n        \"\"\"An int.\"\"\"\n    \
                     def f(\n        self,\n        int: int | None = 3,\n        text: str = \"an \\\"int\\\" int\",\n    ) -> \
                     dict[str, int]: ...\n\nclass B:\n    def f(self) -> int: ...\n";
        let expected = "@final\nclass A:\n    \"\"\"An int.\"\"\"\n    @property\n    def int(self) -> builtins.int:\n        \
                        \"\"\"An int.\"\"\"\n    def f(\n        self,\n        int: builtins.int | None = 3,\n        text: str = \
                        \"an \\\"int\\\" int\",\n    ) -> dict[str, builtins.int]: ...\n\nclass B:\n    def f(self) -> int: ...\n";
        assert_eq!(spelled_out(class), expected);
    }

    #[test]
    fn what_a_function_does_stays_as_it_is() {
        let class =
            "class A:\n    @property\n    def property(self) -> str:\n        property = str(self)\n        return property\n";
        let expected = "class A:\n    @builtins.property\n    def property(self) -> str:\n        property = str(self)\n        return property\n";
        assert_eq!(spelled_out(class), expected);
    }

    #[test]
    fn a_text_without_such_members_stays_as_it_is() {
        let text =
            "import enum\n\n\nclass A(enum.Enum):\n    def ints(self) -> list[int]: ...\n\ndef int_of(a: int) -> int: ...\n";
        assert_eq!(spelled_out(text), text);
        assert_eq!(spelled_out(""), "");
    }
}
