//! Links of pages that stand elsewhere in the repository: they lead to pages of the site, or become plain text.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The text of a page with its links as they are in the site. `known` has the places of the pages, by their files.
pub fn moved(text: &str, file: &str, place: &str, known: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut in_code = false;
    for line in text.split_inclusive('\n') {
        in_code ^= line.starts_with("```");
        out += &if in_code { line.to_owned() } else { line_moved(line, file, place, known) };
    }
    out
}

fn line_moved(line: &str, file: &str, place: &str, known: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(middle) = rest.find("](") {
        let start = rest[..middle].rfind('[').unwrap_or(middle);
        let end = rest[middle..].find(')').map_or(rest.len(), |end| middle + end);
        let (label, target) = (&rest[(start + 1).min(middle)..middle], &rest[middle + 2..end]);
        out += &rest[..start];
        out += &match led(target, file, place, known) {
            Some(target) => format!("[{label}]({target})"),
            None => label.to_owned(),
        };
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    out + rest
}

/// Where a link leads from the page's place, if that is in the site or in the network.
fn led(target: &str, file: &str, place: &str, known: &BTreeMap<String, String>) -> Option<String> {
    if target.starts_with("http") || target.starts_with('#') {
        return Some(target.to_owned());
    }
    let (path, anchor) = target.split_at(target.find('#').unwrap_or(target.len()));
    let path = joined(Path::new(file).parent()?, path);
    let found = known
        .get(&path)
        .cloned()
        .or_else(|| Some(path.strip_prefix("docs/")?.to_owned()).filter(|_| path.contains("charts/")))?;
    let up = "../".repeat(place.matches('/').count());
    Some(format!("{up}{found}{anchor}"))
}

/// A path from a directory, without `..`.
fn joined(directory: &Path, path: &str) -> String {
    let mut out = PathBuf::new();
    for part in directory.join(path).components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_or_are_text() {
        let known = BTreeMap::from([("docs/queries.md".to_owned(), "guide/queries.md".to_owned())]);
        let moved = |text: &str| moved(text, "cli/README.md", "guide/cli.md", &known);
        assert_eq!(
            moved("See [a](../docs/queries.md#b), [c](../core) and [d](#e).\n"),
            "See [a](../guide/queries.md#b), c and [d](#e).\n"
        );
        assert_eq!(moved("![x](../docs/charts/x.svg) [y](https://e/)"), "![x](../charts/x.svg) [y](https://e/)");
        assert_eq!(moved("```c\na[i](b)\n```\n"), "```c\na[i](b)\n```\n");
    }
}
