//! Documentation as godoc wants it: sentences that begin with the name, code indented by a tab, lists by two spaces.

use super::Go;
use crate::interface::*;

/// What is documented: it decides how a sentence goes on after the name.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// A type or an error: "Word is a word".
    Type,
    /// A function or method: "ParseWord parses", "IsEmpty reports whether".
    Function,
    /// A method that tells something: "Length returns the number".
    Property,
    /// A constant or field: its description alone.
    Value,
}

/// How descriptions of functions begin that tell what they do. Others tell what they give.
const VERBS: &[&str] = &[
    "Adds",
    "Checks",
    "Counts",
    "Evaluates",
    "Fails",
    "Finds",
    "Gives",
    "Makes",
    "Panics",
    "Parses",
    "Puts",
    "Reads",
    "Removes",
    "Sets",
    "Sorts",
    "Writes",
];

/// How descriptions begin that name a thing.
const ARTICLES: &[&str] = &["A", "All", "An", "Another", "Bytes", "Each", "Its", "The", "This", "What", "Where"];

/// The comment lines of an item, each ended.
pub fn comment(name: &str, kind: Kind, docs: &str, indent: &str) -> String {
    let lines = lines(&sentence(name, kind, docs));
    let comment = |line: &String| {
        let space = if line.is_empty() || line.starts_with('\t') { "" } else { " " };
        format!("{indent}//{space}{line}\n")
    };
    lines.iter().map(comment).collect()
}

/// The documentation with the name in front.
fn sentence(name: &str, kind: Kind, docs: &str) -> String {
    let first = docs.split_whitespace().next().unwrap_or_default();
    let link = match kind {
        _ if docs.is_empty() => return format!("{name} has no documentation."),
        Kind::Value => return docs.to_owned(),
        Kind::Type => " is",
        Kind::Function | Kind::Property if first == "Whether" => " reports",
        Kind::Function | Kind::Property if VERBS.contains(&first) => "",
        Kind::Function if !ARTICLES.contains(&first) && is_verb(first) => "",
        Kind::Function | Kind::Property => " returns",
    };
    let is_word = first.chars().skip(1).all(|c| !c.is_uppercase());
    let (head, rest) = docs.split_at(docs.chars().next().map_or(0, char::len_utf8));
    format!("{name}{link} {}{rest}", if is_word { head.to_lowercase() } else { head.to_owned() })
}

/// A word that tells what is done ends like this, unless it is one of many things.
fn is_verb(word: &str) -> bool {
    const NOUNS: &[&str] = &["Flags", "Keys", "Names", "Numbers", "Places", "Texts", "Values", "Versions", "USE", "Perhaps"];
    word.ends_with('s') && !NOUNS.contains(&word)
}

/// Paragraphs of one line each; Markdown's fences and lists in the form that gofmt keeps.
fn lines(text: &str) -> Vec<String> {
    let (mut out, mut paragraph, mut in_code): (Vec<String>, Vec<&str>, bool) = (vec![], vec![], false);
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        let item = line.trim_start().strip_prefix("- ");
        if !is_fence && !in_code && item.is_none() && !line.is_empty() {
            paragraph.extend(line.split_whitespace());
            continue;
        }
        end(&mut out, &mut paragraph);
        match item {
            _ if is_fence => {
                in_code = !in_code;
                blank(&mut out);
            }
            _ if in_code => out.push(format!("\t{line}").trim_end().to_owned()),
            Some(item) => {
                if !out.last().is_some_and(|last| last.starts_with("  - ")) {
                    blank(&mut out);
                }
                out.push(format!("  - {item}"));
            }
            None => blank(&mut out),
        }
    }
    end(&mut out, &mut paragraph);
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// Ends a paragraph, which is filled when its file is finished.
fn end(out: &mut Vec<String>, words: &mut Vec<&str>) {
    if !words.is_empty() {
        out.push(std::mem::take(words).join(" "));
    }
}

fn blank(out: &mut Vec<String>) {
    if out.last().is_some_and(|line| !line.is_empty()) {
        out.push(String::new());
    }
}

impl Go<'_> {
    /// Documentation in Go's words: what is named in it is linked, as Go spells it.
    pub fn linked(&self, docs: &str) -> String {
        let mut out = String::new();
        let mut in_code = false;
        for line in docs.split_inclusive('\n') {
            in_code ^= line.trim_start().starts_with("```");
            let parts: Vec<_> = line.split('`').collect();
            if in_code || parts.len() % 2 == 0 || line.contains("```") {
                out += line;
                continue;
            }
            for (index, part) in parts.iter().enumerate() {
                match self.link(part).filter(|_| index % 2 == 1) {
                    Some(link) => out += &link,
                    None if index % 2 == 1 => out += &format!("`{part}`"),
                    None => out += part,
                }
            }
        }
        out
    }

    /// The link to what is named so in the interface.
    fn link(&self, name: &str) -> Option<String> {
        if name == "None" {
            return Some("nil".into());
        }
        let (owner, method) = name.split_once('.').unwrap_or((name, ""));
        if let Some(object) = self.interface.objects.iter().find(|object| object.name.rust() == owner) {
            let exported = self.names.exported(&object.name);
            return match object.method(method) {
                Some(method) => Some(format!("[{exported}.{}]", self.method_name(object, method))),
                None => method.is_empty().then(|| format!("[{exported}]")),
            };
        }
        let records = self.interface.records.iter().map(|record| &record.name);
        let mut types = records.chain(self.interface.enums.iter().map(|choice| &choice.name));
        if let Some(found) = types.find(|found| found.rust() == name) {
            return Some(format!("[{}]", self.names.exported(found)));
        }
        let function = self.interface.functions.iter().find(|function| function.name.rust() == name);
        if let Some(function) = function {
            return Some(format!("[{}]", self.names.exported(&function.name)));
        }
        let is_method = name.contains('_') && self.interface.all_functions().any(|(_, function)| function.name.rust() == name);
        is_method.then(|| format!("`{}`", self.names.exported(&Name::new(name))))
    }

    /// What a field holds, in Go's words.
    pub fn field_docs(&self, field: &Field) -> String {
        let absent = if self.is_given_text(&field.ty) { " Empty if there is none." } else { "" };
        format!("{}{absent}", self.linked(&field.docs))
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
        assert_eq!(comment("MaybeOne", Kind::Function, "Perhaps one."), "// MaybeOne returns perhaps one.\n");
        assert_eq!(comment("Cpn", Kind::Property, "USE flags."), "// Cpn returns USE flags.\n");
        assert_eq!(comment("Red", Kind::Value, "Red.\n\nMore."), "// Red.\n//\n// More.\n");
    }

    #[test]
    fn code_and_lists_are_indented() {
        let docs = "Text:\n```\nlet a;\n```\n- one\n- two";
        assert_eq!(lines(docs), ["Text:", "", "\tlet a;", "", "  - one", "  - two"]);
    }
}
