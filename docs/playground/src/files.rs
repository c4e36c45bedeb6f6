//! Files that are typed, one after the other: a repository or installed packages, what is wrong in them, and what a query finds.
//!
//! ```text
//! --- metadata/md5-cache/app-misc/lamp-1
//! EAPI=8
//! SLOT=0
//! ```

use crate::question::{Question, Refused};
use crate::told;
use polyatom::Cpv;
use polyatom_repo::{Error, Installed, InstalledOptions, MemoryDisk, Metadata, OpenOptions, Query, Repository};
use serde_json::{Value, json};
use std::sync::Arc;

/// What stands before the path of a file.
const MARK: &str = "--- ";

/// Where the files are, as messages name them.
const ROOT: &str = "/repository";

/// What is in the files, and what is asked of them.
pub fn answer(question: &Question<'_>) -> Result<Value, Refused> {
    let repository = opened(question.text)?;
    let asked = question.asked.trim();
    match asked.split_once(' ') {
        Some(("package", name)) => {
            let cpv = Cpv::parse(name.trim()).map_err(|error| Refused::Field("ask", error))?;
            repository.package(&cpv).map_err(Refused::File)?;
        }
        Some(("profile", path)) => {
            repository.profile(path.trim()).map_err(Refused::File)?;
        }
        _ if asked.is_empty() => {}
        _ => return Err(Refused::Question(format!("{asked:?} is not asked of a repository"))),
    }
    let problems = [repository.check(), repository.check_packages(), repository.check_package_files()].concat();
    Ok(json!({
        "facts": [("name", repository.name().to_owned()), ("EAPI of its profiles", repository.eapi().to_string())],
        "found": repository.packages().filter_map(Result::ok).map(|package| told(&package)).collect::<Vec<_>>(),
        "problems": problems.iter().map(problem).collect::<Vec<_>>(),
    }))
}

/// What is installed in a root that has the files.
pub fn installed(question: &Question<'_>) -> Result<Value, Refused> {
    let options = InstalledOptions { disk: Some(disk(question.text)), ..InstalledOptions::default() };
    let installed = Installed::open_with(ROOT, options).map_err(Refused::File)?;
    let (mut found, mut problems) = (vec![], installed.name_errors().iter().map(problem).collect::<Vec<_>>());
    for package in installed.packages() {
        match package {
            Ok(package) => {
                problems.extend(package.check().iter().map(problem));
                found.push(json!([package.cpv().to_string(), package.description().unwrap_or_default()]));
            }
            Err(error) => problems.push(problem(&error)),
        }
    }
    Ok(json!({"found": found, "problems": problems}))
}

fn problem(error: &Error) -> Value {
    json!({"code": error.code(), "text": told::of_file(error)})
}

/// A query: how it is read, and what it finds among the files, if there are some.
pub fn query(question: &Question<'_>) -> Result<Value, Refused> {
    let query = Query::parse(question.text).map_err(Refused::Query)?;
    // Without any files, it is asked of a repository without packages.
    let files = if question.files.trim().is_empty() { "--- metadata/layout.conf" } else { question.files };
    let repository = opened(files)?;
    let found = repository.query(&query).map_err(Refused::Query)?;
    let fields = query.fields();
    let words = if fields.is_empty() { "none".to_owned() } else { told::listed(fields.iter().map(|field| field.as_str())) };
    Ok(json!({
        "facts": [("as all equal queries are written", query.to_string()), ("fields that it asks", words)],
        "found": (0..found.value.len()).filter_map(|at| found.value.get(at)?.ok()).map(|package| told(&package)).collect::<Vec<_>>(),
    }))
}

fn told(package: &polyatom_repo::Package) -> Value {
    json!([package.cpv().to_string(), package.description()])
}

/// The repository of these files.
fn opened(text: &str) -> Result<Arc<Repository>, Refused> {
    let options = OpenOptions { disk: Some(disk(text)), ..OpenOptions::default() };
    Repository::open_with(ROOT, options).map_err(Refused::File)
}

/// A disk with these files.
fn disk(text: &str) -> Arc<MemoryDisk> {
    let mut files: Vec<(String, String)> = vec![];
    for line in text.lines() {
        match (line.strip_prefix(MARK), files.last_mut()) {
            (Some(path), _) => files.push((format!("{ROOT}/{}", path.trim()), String::new())),
            (None, Some((_, text))) => {
                *text += line;
                *text += "\n";
            }
            (None, None) => {}
        }
    }
    Arc::new(MemoryDisk::new(files))
}

#[cfg(test)]
mod tests {
    use crate::answer;
    use serde_json::{Value, json};

    fn asked(read: &str, text: &str) -> Value {
        serde_json::from_str(&answer(&json!({"as": read, "text": text}).to_string())).unwrap()
    }

    #[test]
    fn installed_packages_are_found_and_what_is_wrong_is_told() {
        let files = "--- var/db/pkg/a/b-1/SLOT\n0\n--- var/db/pkg/a/b-1/DESCRIPTION\nLamp\n--- var/db/pkg/a/b-2/SLOT\n-\n";
        let told = asked("installed", files);
        assert_eq!(told["found"], json!([["a/b-1", "Lamp"], ["a/b-2", ""]]));
        assert_eq!(told["problems"][0]["code"], "slot_start");
        assert!(told["problems"][0]["text"].as_str().unwrap().starts_with("var/db/pkg/a/b-2/SLOT:1: SLOT: "), "{told}");
    }

    #[test]
    fn a_root_without_a_database_has_none() {
        assert_eq!(asked("installed", "--- etc/fstab")["error"]["code"], "no_database");
    }
}
