//! A repository of files that are typed, one after the other: what is wrong in them, and what a query finds.
//!
//! ```text
//! --- metadata/md5-cache/app-misc/lamp-1
//! EAPI=8
//! SLOT=0
//! ```

use crate::question::{Question, Refused};
use crate::told;
use polyatom::Cpv;
use polyatom_repo::{MemoryDisk, Metadata, OpenOptions, Query, Repository};
use serde_json::{Value, json};
use std::sync::Arc;

/// What stands before the path of a file.
const MARK: &str = "--- ";

/// Where the repository is, as messages name its files.
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
    let problem = |error: &polyatom_repo::Error| json!({"code": error.code(), "text": told::of_file(error)});
    Ok(json!({
        "facts": [("name", repository.name().to_owned()), ("EAPI of its profiles", repository.eapi().to_string())],
        "found": repository.packages().filter_map(Result::ok).map(|package| told(&package)).collect::<Vec<_>>(),
        "problems": problems.iter().map(problem).collect::<Vec<_>>(),
    }))
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
    let options = OpenOptions { disk: Some(Arc::new(MemoryDisk::new(files))), ..OpenOptions::default() };
    Repository::open_with(ROOT, options).map_err(Refused::File)
}
