//! Python text: docstrings and lines that are not too long, laid out as `ruff format` and `black` would.

use crate::fill::{self, filled};

/// The longest line, black's default.
const WIDTH: usize = 88;

/// A docstring with its quotes, whose lines are indented by `indent`; nothing if there is nothing to say.
pub fn docstring(docs: &str, indent: &str) -> String {
    let text = filled(docs, fill::PYTHON - indent.len() - 3).replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    let text = match text.strip_suffix('"') {
        Some(start) => format!("{start}\\\""),
        None => text,
    };
    if !text.contains('\n') && indent.len() + text.chars().count() + 6 <= WIDTH {
        return format!("{indent}\"\"\"{text}\"\"\"");
    }
    let lines: Vec<String> =
        text.lines().skip(1).map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") }).collect();
    format!("{indent}\"\"\"{}\n{}\n{indent}\"\"\"", text.lines().next().unwrap_or_default(), lines.join("\n"))
}

/// `start` + items + `end` in one line, or one item per line if that is too long.
pub fn bracketed(indent: &str, start: &str, items: &[String], end: &str) -> String {
    let line = format!("{indent}{start}{}{end}", items.join(", "));
    if line.len() <= WIDTH || items.is_empty() {
        return line;
    }
    let lines: String = items.iter().map(|item| format!("{indent}    {item},\n")).collect();
    format!("{indent}{start}\n{lines}{indent}{end}")
}

/// A tuple literal: a single item needs its comma.
pub fn tuple(indent: &str, start: &str, items: &[String]) -> String {
    match items {
        [item] => format!("{indent}{start}({item},)"),
        _ => bracketed(indent, &format!("{start}("), items, ")"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docstrings_are_escaped_and_indented() {
        assert_eq!(docstring("One.", "  "), "  \"\"\"One.\"\"\"");
        assert_eq!(docstring("See [`Atom`].\n\nA \\ and \"", ""), "\"\"\"See `Atom`.\n\nA \\\\ and \\\"\n\"\"\"");
        assert_eq!(docstring("One.\n\nTwo.", "  "), "  \"\"\"One.\n\n  Two.\n  \"\"\"");
    }

    #[test]
    fn long_lines_are_broken() {
        let items: Vec<String> = (0..3).map(|i| format!("argument{i}: {}", "x".repeat(25))).collect();
        assert_eq!(bracketed("", "f(", &items[..1], ")"), format!("f({})", items[0]));
        assert_eq!(bracketed("", "f(", &items, ")").lines().count(), 5);
        assert_eq!(tuple("", "x = ", &["1".to_owned()]), "x = (1,)");
    }
}
