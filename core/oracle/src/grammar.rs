//! Which texts are valid: regular expressions, and trying every way to split where those do not reach.

use std::sync::LazyLock;

use polyatom::Eapi;
use regex::Regex;

const VERSION: &str = r"[0-9]+(\.[0-9]+)*[a-z]?(_(alpha|beta|pre|rc|p)[0-9]*)*(-r[0-9]+)?";

fn whole(pattern: &str) -> Regex {
    Regex::new(&format!(r"\A(?:{pattern})\z")).expect("a pattern of this file")
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| whole($pattern));
    };
}

pattern!(VERSION_TEXT, VERSION);
pattern!(WORD, r"[A-Za-z0-9_][A-Za-z0-9+_.-]*");
pattern!(PACKAGE, r"[A-Za-z0-9_][A-Za-z0-9+_-]*");
pattern!(ENDS_IN_VERSION, &format!(".*-{VERSION}"));
pattern!(REPOSITORY, r"[A-Za-z0-9_][A-Za-z0-9_-]*");
pattern!(USE_DEP, r"(-|!)?[A-Za-z0-9][A-Za-z0-9+_@-]*(\((\+|-)\))?(\?|=)?");
pattern!(
    ATOM,
    r"(?<blocker>!{0,2})(?<op><=|>=|<|>|=|~)?(?<category>[^/]*)/(?<package>[^:\[*]*)(?<glob>\*?)(?<slot>:[^:\[]*)?(?<repo>::[^:\[]*)?(?<use>\[.*\])?"
);

/// `sec:version-spec`
pub fn is_version(text: &str) -> bool {
    VERSION_TEXT.is_match(text)
}

/// `sec:package-names`
pub fn is_package(text: &str) -> bool {
    PACKAGE.is_match(text) && !ENDS_IN_VERSION.is_match(text)
}

/// `sec:repository-names`
pub fn is_repository(text: &str) -> bool {
    REPOSITORY.is_match(text) && is_package(text)
}

/// Category and slot names have the same rule.
pub fn is_word(text: &str) -> bool {
    WORD.is_match(text)
}

/// Package and version of every valid split of `package-version`.
pub fn splits(text: &str) -> Vec<(&str, &str)> {
    let hyphens = text.match_indices('-').map(|(at, _)| (&text[..at], &text[at + 1..]));
    hyphens.filter(|(package, version)| is_package(package) && is_version(version)).collect()
}

/// `sec:slot-dep`, with the EAPIs of `tab:slot-deps-table`.
pub fn is_slot_dep(text: &str, eapi: Option<Eapi>) -> bool {
    let at_least = |first| eapi.is_none_or(|eapi| eapi >= first);
    if text == "*" || text == "=" {
        return at_least(Eapi::V5);
    }
    let (slots, operator) = text.strip_suffix('=').map_or((text, false), |slots| (slots, true));
    let (slot, subslot) = slots.split_once('/').map_or((slots, None), |(slot, subslot)| (slot, Some(subslot)));
    at_least(Eapi::V1)
        && is_word(slot)
        && subslot.is_none_or(|subslot| is_word(subslot) && at_least(Eapi::V5))
        && (!operator || at_least(Eapi::V5))
}

/// `sec:use-dep`, with the EAPIs of `tab:use-deps-table`.
pub fn is_use_dep(text: &str, eapi: Option<Eapi>) -> bool {
    let at_least = |first| eapi.is_none_or(|eapi| eapi >= first);
    let conditional = text.ends_with('?') || text.ends_with('=');
    let sign_fits = if conditional { !text.starts_with('-') } else { !text.starts_with('!') };
    USE_DEP.is_match(text) && sign_fits && at_least(Eapi::V2) && (!text.contains('(') || at_least(Eapi::V4))
}

/// `ch:dependencies`, "Package dependency specifications"; `::repository` only without an EAPI.
pub fn is_atom(text: &str, eapi: Option<Eapi>) -> bool {
    let Some(parts) = ATOM.captures(text) else { return false };
    let part = |name| parts.name(name).map(|part| part.as_str());
    let package = part("package").unwrap_or("");
    let named = match part("op") {
        None => is_package(package) && part("glob") == Some(""),
        Some(op) => splits(package).len() == 1 && (op == "=" || part("glob") == Some("")),
    };
    named
        && (part("blocker") != Some("!!") || eapi.is_none_or(|eapi| eapi >= Eapi::V2))
        && is_word(part("category").unwrap_or(""))
        && part("slot").is_none_or(|slot| is_slot_dep(&slot[1..], eapi))
        && part("repo").is_none_or(|repo| eapi.is_none() && is_repository(&repo[2..]))
        && part("use").is_none_or(|deps| deps[1..deps.len() - 1].split(',').all(|dep| is_use_dep(dep, eapi)))
}
