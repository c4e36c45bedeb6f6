//! Documentation as godoc wants it: sentences that begin with the name, code indented by a tab, lists by two spaces.

/// What is documented: it decides how a sentence goes on behind the name.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// A type or an error: "Word is a word".
    Type,
    /// A function or method: "Length returns the number", "ParseWord parses", "IsEmpty reports whether".
    Function,
    /// A constant or field: its description alone.
    Value,
}

/// The comment lines of an item, each ended; nothing if there is no documentation.
pub fn comment(name: &str, kind: Kind, docs: &str, indent: &str) -> String {
    let text = sentence(name, kind, docs);
    lines(&text)
        .iter()
        .map(|line| format!("{indent}//{}{line}\n", if line.is_empty() || line.starts_with('\t') { "" } else { " " }))
        .collect()
}

/// The documentation with the name in front.
fn sentence(name: &str, kind: Kind, docs: &str) -> String {
    let first = docs.split_whitespace().next().unwrap_or_default();
    let is_verb = first.ends_with('s') && first.bytes().all(|b| b.is_ascii_alphabetic());
    let is_noun = ["A", "An", "The"].contains(&first);
    let is_value = is_noun || ["Its", "All", "Each", "This", "What", "Where", "Another"].contains(&first);
    let link = match kind {
        _ if docs.is_empty() => return format!("{name} has no documentation."),
        Kind::Value => return docs.to_owned(),
        Kind::Type if is_noun => "is ",
        Kind::Type if first == "What" => "is ",
        Kind::Function if first == "Whether" => "reports ",
        Kind::Function if is_value => "returns ",
        Kind::Function if is_verb => "",
        _ => return format!("{name}: {docs}"),
    };
    let mut rest = docs.chars();
    let head = rest.next().map(|c| c.to_ascii_lowercase()).into_iter().collect::<String>();
    format!("{name} {link}{head}{}", rest.as_str())
}

/// Markdown's fences and lists in the form that gofmt keeps.
fn lines(text: &str) -> Vec<String> {
    let (mut out, mut in_code): (Vec<String>, bool) = (vec![], false);
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        if is_fence {
            in_code = !in_code;
        }
        match line.trim_start().strip_prefix("- ") {
            _ if is_fence => blank(&mut out),
            _ if in_code => out.push(format!("\t{line}").trim_end().to_owned()),
            Some(item) => out.push(format!("  - {item}")),
            None => out.push(line.to_owned()),
        }
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

fn blank(out: &mut Vec<String>) {
    if out.last().is_some_and(|line| !line.is_empty()) {
        out.push(String::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_with_the_name() {
        let comment = |name, kind, docs| super::comment(name, kind, docs, "");
        assert_eq!(comment("Word", Kind::Type, "A word."), "// Word is a word.\n");
        assert_eq!(comment("Length", Kind::Function, "The number of letters."), "// Length returns the number of letters.\n");
        assert_eq!(comment("Set", Kind::Function, "Sets it."), "// Set sets it.\n");
        assert_eq!(comment("IsWarm", Kind::Function, "Whether it is."), "// IsWarm reports whether it is.\n");
        assert_eq!(comment("MaybeOne", Kind::Function, "Perhaps one."), "// MaybeOne: Perhaps one.\n");
        assert_eq!(comment("Red", Kind::Value, "Red.\n\nMore."), "// Red.\n//\n// More.\n");
    }

    #[test]
    fn code_and_lists_are_indented() {
        let docs = "Text:\n```\nlet a;\n```\n- one\n- two";
        assert_eq!(lines(docs), ["Text:", "", "\tlet a;", "", "  - one", "  - two"]);
    }
}
