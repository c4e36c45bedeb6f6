//! What annotations need to be imported, besides the interface's own types.

use super::types::TIMES;

/// The lines that import what the annotations in a text name, in the order of Python's tools.
pub fn of_annotations(text: &str) -> Vec<String> {
    let mut lines = vec![];
    if text.contains(&format!("{TIMES}.")) {
        lines.push(format!("import datetime as {TIMES}"));
    }
    let is_named = |ty: &&str| text.contains(&format!("{ty}["));
    let types: Vec<&str> = ["Callable", "Iterable", "Iterator", "Mapping", "Sequence"].into_iter().filter(is_named).collect();
    if !types.is_empty() {
        lines.push(format!("from collections.abc import {}", types.join(", ")));
    }
    if text.contains("PathLike[") {
        lines.push("from os import PathLike".to_owned());
    }
    lines
}

/// Whether a text has a name as a word of its own.
pub fn mentions(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(is_word) && !text[at + name.len()..].starts_with(is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_annotations_name_is_imported() {
        let text = "def f(a: Iterable[int], b: PathLike[str]) -> _datetime.datetime: ...";
        let lines = ["import datetime as _datetime", "from collections.abc import Iterable", "from os import PathLike"];
        assert_eq!(of_annotations(text), lines);
    }

    #[test]
    fn a_part_of_a_word_is_not_a_name() {
        assert!(mentions("-> Point | None", "Point") && mentions("Point", "Point"));
        assert!(!mentions("-> Points", "Point") && !mentions("MyPoint", "Point"));
    }
}
