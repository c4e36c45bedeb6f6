//! Pages that name cases: is each of them there?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The ids of all groups and cases.
fn ids() -> BTreeSet<String> {
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")];
    let mut ids = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(path.read_dir().expect("a directory").map(|entry| entry.expect("a file").path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a file of cases");
        // Only ids begin so.
        ids.extend(text.split("\"id\":\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    ids
}

/// Texts in backquotes that look like ids of profiles and configurations.
fn named(page: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(page).expect("a page");
    let codes = text.split('`').skip(1).step_by(2);
    codes.filter(|code| ["profile/", "config/"].iter().any(|area| code.starts_with(area))).map(str::to_owned).collect()
}

#[test]
fn cases_that_are_named_are_there() {
    let page: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/configuration.md");
    let (ids, named) = (ids(), named(&page));
    assert!(named.len() > 100, "{}", named.len());
    let missing: Vec<&String> = named.iter().filter(|id| !ids.contains(*id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
