//! The rule on the floors of crates: no module uses a floor above its own. The floors are a list, `floors.txt`.

use super::File;
use crate::kit::files::without_comments;
use std::collections::BTreeMap;

/// The crates that have floors.
const CRATES: [&str; 2] = ["core", "repo"];

/// The modules of one folder.
struct House<'a> {
    folder: String,
    /// For each module the number of its floor, and whether the floor is a circle.
    floors: BTreeMap<&'a str, (usize, bool)>,
}

pub fn hold(files: &[File]) -> Vec<String> {
    CRATES.iter().flat_map(|name| hold_of(name, files)).collect()
}

fn hold_of(name: &str, files: &[File]) -> Vec<String> {
    let path = format!("{name}/floors.txt");
    let Some(list) = files.iter().find(|file| file.path == path) else {
        return vec![format!("{path}: is missing")];
    };
    let (houses, sources) = (houses(name, &list.text), format!("{name}/src/"));
    let own = files.iter().filter(|file| file.path.starts_with(&sources));
    own.flat_map(|file| complaints(&houses, &sources, file))
        .chain(houses.iter().flat_map(|house| empty_rooms(house, files)))
        .collect()
}

/// Modules that are listed and no longer there.
fn empty_rooms(house: &House<'_>, files: &[File]) -> Vec<String> {
    let is_there =
        |name: &str| files.iter().filter_map(|file| file.path.strip_prefix(&house.folder)).any(|path| module(path) == name);
    let gone = house.floors.keys().filter(|name| !is_there(name));
    gone.map(|name| format!("{}{name} has a floor and is not there", house.folder)).collect()
}

/// A folder's name with its slash, then a line for each of its floors; blank lines between folders.
fn houses<'a>(name: &str, list: &'a str) -> Vec<House<'a>> {
    let mut houses: Vec<House<'_>> = Vec::new();
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.ends_with('/') {
            houses.push(House { folder: format!("{name}/{line}"), floors: BTreeMap::new() });
        } else if let Some(house) = houses.last_mut() {
            let floor = (line_number(list, line), line.starts_with('['));
            house.floors.extend(line.trim_matches(['[', ']']).split(' ').map(|module| (module, floor)));
        }
    }
    houses
}

/// Lines are slices of the list, so that their place tells their order.
fn line_number(list: &str, line: &str) -> usize {
    line.as_ptr() as usize - list.as_ptr() as usize
}

fn complaints(houses: &[House<'_>], sources: &str, file: &File) -> Vec<String> {
    let mut complaints = Vec::new();
    for house in houses {
        let Some(own) = file.path.strip_prefix(&house.folder).map(module) else { continue };
        let is_inner = house.folder != sources;
        if matches!(own, "lib" | "mod") {
            continue;
        }
        let Some(&(floor, is_circle)) = house.floors.get(own) else {
            complaints.push(format!("{}: floors.txt does not say on which floor of {} {own} stands", file.path, house.folder));
            continue;
        };
        let code = without_comments(&file.text);
        for used in used(&code, if is_inner { "super::" } else { "crate::" }) {
            if let Some(&(other, _)) = house.floors.get(used)
                && used != own
                && (other > floor || other == floor && !is_circle)
            {
                complaints.push(format!("{}: {own} uses {used}, which is not below it", file.path));
            }
        }
    }
    complaints
}

/// `version` of `version/scan.rs` and of `version.rs`.
fn module(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap_or(path)
}

/// The names that come after `from`: `super::a`, and `super::{a, b::c}`.
fn used<'a>(code: &'a str, from: &str) -> Vec<&'a str> {
    let name = |text: &'a str| text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    let mut names = Vec::new();
    for (at, _) in code.match_indices(from) {
        let rest = &code[at + from.len()..];
        match rest.strip_prefix('{').and_then(|list| list.split_once('}')) {
            Some((list, _)) => names.extend(list.split(',').map(|item| name(item.trim()))),
            None => names.push(name(rest)),
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOORS: &str = "# Floors\n\nsrc/\n[a b]\nc d\n\nsrc/d/\nx\ny\n";

    fn found(path: &str, text: &str) -> Vec<String> {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let rooms = ["a.rs", "b.rs", "c.rs", "d/x.rs", "d/y.rs"].map(|name| file(&format!("core/src/{name}"), ""));
        hold_of("core", &[file("core/floors.txt", FLOORS), file(path, text)].into_iter().chain(rooms).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_below_may_be_used() {
        assert!(found("core/src/c.rs", "use crate::{a::A, b};\nuse crate::chars;\n").is_empty());
        assert!(found("core/src/a.rs", "use crate::b::B; // crate::c\n").is_empty());
        assert!(found("core/src/d/y.rs", "use super::{D, x::X};\nuse crate::a;\n").is_empty());
        assert!(found("core/src/d/mod.rs", "use crate::a::A;\n").is_empty());
    }

    #[test]
    fn what_is_above_or_beside_may_not() {
        assert_eq!(found("core/src/b.rs", "use crate::c::C;\n").len(), 1);
        assert_eq!(found("core/src/c.rs", "fn f() -> crate::d::D {}\n").len(), 1);
        assert_eq!(found("core/src/d/x.rs", "use super::{D, y::Y};\nuse crate::c;\n").len(), 2);
    }

    #[test]
    fn what_is_gone_is_not_listed() {
        assert_eq!(hold_of("core", &[File { path: "core/floors.txt".to_owned(), text: "src/\na\n".to_owned() }]).len(), 1);
    }

    #[test]
    fn every_module_has_a_floor() {
        assert_eq!(found("core/src/e.rs", "").len(), 1);
    }
}
