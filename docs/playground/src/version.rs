//! Versions: one with its parts, several in order.

use crate::question::Question;
use crate::told::part;
use polyatom::{Error, Version};
use serde_json::{Value, json};

pub fn answer(question: &Question<'_>) -> Result<Value, Error> {
    let words: Vec<&str> = question.text.split_ascii_whitespace().collect();
    match words[..] {
        [] | [_] => Version::parse(question.text).map(|version| one(&version)),
        _ => several(&words),
    }
}

fn one(version: &Version) -> Value {
    let mut parts: Vec<Value> = Vec::new();
    let mut add = |name: &str, text: &str, meaning: &str| parts.push(part(name, text, meaning));
    for (index, number) in version.numbers().enumerate() {
        let fraction = index > 0 && number.starts_with('0') && number.len() > 1;
        let rule = if fraction { "begins with a zero: compared as text, not as a number" } else { "compared as a number" };
        add("number", number, rule);
    }
    if let Some(letter) = version.letter() {
        add("letter", &letter.to_string(), "a < b < c, and no letter before them all");
    }
    for suffix in version.suffixes() {
        let meaning = match suffix.kind.as_str() {
            "p" => "after the version without it",
            _ => "before the version without it",
        };
        add("suffix", &format!("_{}{}", suffix.kind, suffix.number.unwrap_or_default()), meaning);
    }
    if let Some(digits) = version.revision_digits() {
        add("revision", digits, "of the ebuild; none is the same as -r0");
    }
    let facts = [
        ("as all equal versions are written", version.canonical().to_string()),
        ("before a release", yes(version.is_prerelease())),
        ("live", yes(version.is_live())),
    ];
    json!({"parts": parts, "facts": facts})
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

/// Lowest first, each with the sign between it and the next.
fn several(words: &[&str]) -> Result<Value, Error> {
    let mut versions = words.iter().map(|word| Version::parse(word)).collect::<Result<Vec<_>, Error>>()?;
    versions.sort();
    let signs = versions.windows(2).map(|pair| if pair[0] == pair[1] { "=" } else { "<" });
    let texts = versions.iter().map(Version::as_str);
    let sorted: Vec<Value> = texts.zip(signs.map(Some).chain([None])).map(|(text, sign)| json!([text, sign])).collect();
    Ok(json!({"sorted": sorted}))
}
