//! The labels of the specification: extracting them from its LaTeX source, and knowing them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// The version of the specification that `pms-labels.json` is extracted from.
pub const SOURCE: &str = "eapi-9-approved-2025-12-14";

/// The chapters whose labels the corpus aims to cite completely.
pub const COVERED_FILES: [&str; 3] = ["names.tex", "dependencies.tex", "profiles.tex"];

/// The content of `pms-labels.json`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Labels {
    pub source: String,
    pub labels: BTreeMap<String, Label>,
}

/// Where a label is. The label of a feature is `feat:` and its name.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    pub file: String,
    /// The title of the nearest chapter or section.
    pub title: String,
}

impl Labels {
    pub fn embedded() -> Result<Labels> {
        Ok(serde_json::from_str(include_str!("../pms-labels.json"))?)
    }

    /// The labels of the suite in a directory.
    pub fn read(suite: &Path) -> Result<Labels> {
        let text = std::fs::read_to_string(suite.join("pms-labels.json")).context("pms-labels.json")?;
        serde_json::from_str(&text).context("pms-labels.json")
    }

    /// A label per line, so that changes are easy to review.
    pub fn to_text(&self) -> Result<String> {
        let lines: Vec<_> = self
            .labels
            .iter()
            .map(|(name, label)| Ok(format!(" {}:{}", serde_json::to_string(name)?, serde_json::to_string(label)?)))
            .collect::<Result<_>>()?;
        Ok(format!("{{\"source\":\"{}\",\"labels\":{{\n{}\n}}}}\n", self.source, lines.join(",\n")))
    }
}

/// Reads the labels of all `.tex` files of a directory.
pub fn extract(directory: &Path) -> Result<Labels> {
    let mut labels = BTreeMap::new();
    for entry in std::fs::read_dir(directory).with_context(|| format!("{}", directory.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "tex") {
            let text = std::fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            labels.extend(extract_text(&file, &text));
        }
    }
    Ok(Labels { source: SOURCE.to_owned(), labels })
}

fn extract_text(file: &str, text: &str) -> Vec<(String, Label)> {
    let text: String = text.lines().filter(|line| !line.starts_with('%')).flat_map(|line| [line, "\n"]).collect();
    let mut title = String::new();
    let mut labels = Vec::new();
    for command in text.split('\\').skip(1) {
        let name_end = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
        let (name, rest) = command.split_at(name_end);
        let argument = || rest.trim_start_matches('*').strip_prefix('{').and_then(|rest| rest.split('}').next());
        let place = || Label { file: file.to_owned(), title: title.clone() };
        match (name, argument()) {
            ("chapter" | "section" | "subsection" | "subsubsection", Some(text)) => title = text.replace('\n', " "),
            ("label", Some(label)) => labels.push((label.to_owned(), place())),
            ("featurelabel", Some(label)) => labels.push((format!("feat:{label}"), place())),
            _ => {}
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_know_their_section() {
        let text = "\\label{early}\n\\section{One}\n% \\label{comment}\n\\label{sec:a} x \\featurelabel{b} y\n\\chapter*{Two}\\caption{C}\n  \\label{tab:c}\n";
        let found: Vec<_> =
            extract_text("f.tex", text).into_iter().map(|(name, label)| format!("{name} {}", label.title)).collect();
        assert_eq!(found, ["early ", "sec:a One", "feat:b One", "tab:c Two"]);
    }

    #[test]
    fn the_text_can_be_read() {
        let labels = Labels::embedded().unwrap();
        assert_eq!(labels.labels["sec:version-spec"].file, "names.tex");
        let again: Labels = serde_json::from_str(&labels.to_text().unwrap()).unwrap();
        assert_eq!(again.labels, labels.labels);
    }
}
