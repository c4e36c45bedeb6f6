//! `sec:use-dep`, form by form.

/// Whether the dependency `text` holds. `state`: the flag in the package, none if it is not in `IUSE_REFERENCEABLE`;
/// `parent`: the flag in the package with the dependency. None is the specification's error.
pub fn holds(text: &str, state: Option<bool>, parent: bool) -> Option<bool> {
    let enabled = match (state, text.contains("(+)"), text.contains("(-)")) {
        (Some(enabled), _, _) => enabled,
        (None, true, _) => true,
        (None, _, true) => false,
        (None, false, false) => return None,
    };
    let form = text.replace("(+)", "").replace("(-)", "");
    Some(match (form.starts_with('!'), form.starts_with('-'), form.ends_with('='), form.ends_with('?')) {
        (false, true, _, _) => !enabled,
        (false, _, true, _) => enabled == parent,
        (true, _, true, _) => enabled != parent,
        (false, _, _, true) => !parent || enabled,
        (true, _, _, true) => parent || !enabled,
        _ => enabled,
    })
}

/// The flag of a dependency.
pub fn flag(text: &str) -> &str {
    text.trim_start_matches(['!', '-']).split(['(', '?', '=']).next().unwrap_or("")
}
