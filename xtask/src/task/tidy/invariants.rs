//! Rules on what ARCHITECTURE.md says is absent.

use super::File;
use crate::kit::files::without_comments;

/// Where hand-written `unsafe` code may stand.
const UNSAFE: [&str; 4] = ["bindgen/runtime/", "bindgen/python-runtime/", "bindgen/src/texts.rs", "fuzz/src/c/"];

pub fn unsafe_code_is_where_it_may_be(files: &[File]) -> Vec<String> {
    let elsewhere = |file: &&File| {
        let may = file.is_generated() || file.is_template() || UNSAFE.iter().any(|place| file.path.starts_with(place));
        file.has_extension(&["rs"]) && !may && without_comments(&file.text).lines().any(is_unsafe)
    };
    files.iter().filter(elsewhere).map(|file| format!("{}: unsafe code belongs in {}", file.path, UNSAFE.join(", "))).collect()
}

/// Text that the generator writes has lines that end in a backslash, and doubled braces.
fn is_unsafe(line: &str) -> bool {
    let starts = ["{ ", "{\n", "impl ", "fn ", "extern "].map(|next| format!("unsafe {next}"));
    !line.ends_with('\\') && starts.iter().any(|start| format!("{line}\n").contains(start))
}

/// What is not public in a binding begins so, in an adapter's code.
const PRIVATE: [&str; 3] = ["polyatom._", "Polyatom::Native", "C.polyatom_"];
/// The counter of objects that are not given back; only the leak tests need it, through the adapters.
const LEAK_COUNTER: &str = "live_objects";

pub fn adapters_are_users(files: &[File]) -> Vec<String> {
    let adapters =
        files.iter().filter(|file| file.path.starts_with("conformance/adapters/") && file.has_extension(&["py", "rb", "go"]));
    let mut complaints = Vec::new();
    for file in adapters {
        let is_private = |line: &str| PRIVATE.iter().any(|name| line.replace("polyatom.__version__", "").contains(name));
        let private = |line: &&str| is_private(line) && !line.contains(LEAK_COUNTER);
        complaints.extend(file.text.lines().filter(private).map(|line| format!("{}: not public: {}", file.path, line.trim())));
    }
    complaints
}

/// The file that opens files for all of `repo`, and what opens them or reads the environment.
const DOOR: &str = "repo/src/disk.rs";
const OUTSIDE: [&str; 2] = ["std::fs", "std::env"];

pub fn repo_opens_files_in_one_place(files: &[File]) -> Vec<String> {
    let inside = files.iter().filter(|file| file.path.starts_with("repo/src/"));
    let goes_out = |file: &&File| {
        let code = without_comments(&file.text);
        let used: Vec<&str> = OUTSIDE.into_iter().filter(|name| code.contains(name)).collect();
        used.iter().any(|name| file.path != DOOR || *name == "std::env")
    };
    inside
        .filter(goes_out)
        .map(|file| format!("{}: only {DOOR} opens files, and nothing reads the environment", file.path))
        .collect()
}

/// What opens files; `ccwrap`'s phases are told what they need to know.
const FILES: [&str; 3] = ["std::fs", "std::process", "std::env"];

pub fn ccwrap_stands_alone(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        let names = |line: &str, name: &str| line.trim_start().starts_with(name) && line.contains(['=', '.']);
        let is_manifest = file.path.ends_with("Cargo.toml");
        let (own, other) = (file.path == "ccwrap/Cargo.toml", is_manifest && !file.path.starts_with("ccwrap/"));
        if own && file.text.lines().any(|line| names(line, "polyatom")) {
            complaints.push(format!("{}: depends on a crate of ours", file.path));
        }
        if other && !file.path.starts_with("fuzz/") && file.text.lines().any(|line| names(line, "ccwrap")) {
            complaints.push(format!("{}: depends on ccwrap", file.path));
        }
        if file.path.starts_with("ccwrap/src/phases/") && FILES.iter().any(|name| without_comments(&file.text).contains(name)) {
            complaints.push(format!("{}: phases are pure functions", file.path));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn unsafe_code_is_found() {
        // Written apart, so that this file does not accuse itself.
        let word = concat!("un", "safe");
        for rest in ["{\n", "{ y() };\n", "impl Sync for X {}\n", "fn x() {}\n"] {
            let text = format!("{word} {rest}");
            assert_eq!(unsafe_code_is_where_it_may_be(&[file("core/src/x.rs", &text), file("fuzz/src/c/x.rs", &text)]).len(), 1);
        }
        let text = &format!("#![forbid({word}_code)]\n// {word} {{ }}\nlet x = \"pub {word} fn x() {{{{\\n\\\n\";\n");
        assert!(unsafe_code_is_where_it_may_be(&[file("core/src/x.rs", text)]).is_empty());
    }

    #[test]
    fn private_names_in_adapters_are_found() {
        let text = "from polyatom._native import _live_objects\nfrom polyatom._native import Atom\n";
        assert_eq!(adapters_are_users(&[file("conformance/adapters/python/a.py", text), file("bindings/a.py", text)]).len(), 1);
    }
    #[test]
    fn what_ccwrap_shares_is_found() {
        let found = |path: &str, text: &str| ccwrap_stands_alone(&[file(path, text)]).len();
        assert_eq!(found("ccwrap/Cargo.toml", "[dependencies]\npolyatom.workspace = true\n"), 1);
        assert_eq!(found("ccwrap/Cargo.toml", "name = \"ccwrap\"\ntoml.workspace = true\n"), 0);
        assert_eq!((found("core/Cargo.toml", "ccwrap = \"1\"\n"), found("Cargo.toml", "    \"ccwrap\",\n")), (1, 0));
        assert_eq!((found("ccwrap/src/phases/x.rs", "std::fs::read"), found("ccwrap/src/log.rs", "std::fs::read")), (1, 0));
    }
    #[test]
    fn a_second_door_is_found() {
        let found = |path: &str, text: &str| repo_opens_files_in_one_place(&[file(path, text)]).len();
        assert_eq!(found("repo/src/tree/mod.rs", "use std::fs;\n"), 1);
        assert_eq!(found("repo/src/tree/mod.rs", "// never std::fs\n"), 0);
        assert_eq!((found("repo/src/disk.rs", "std::fs::read"), found("repo/src/disk.rs", "std::env::var")), (0, 1));
        assert_eq!(found("repo/tests/it/real.rs", "std::fs::read"), 0);
    }
}
