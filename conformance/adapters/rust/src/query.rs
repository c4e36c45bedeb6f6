//! The operation on queries.

use polyatom_repo::{Found, Holder, Installed, List, Pkgdir, Query, Repository};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::operations::Outcome;

/// The packages that a query matches, each once.
pub fn matches(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        repo: Option<String>,
        installed: Option<String>,
        pkgdir: Option<String>,
        config_root: Option<String>,
        query: String,
    }
    let Input { repo, installed, pkgdir, config_root, query } = Input::deserialize(input)?;
    let query = Query::parse(&query)?;
    match (repo, installed, pkgdir) {
        (Some(repo), ..) => names(Repository::open(repo)?.query(&query)?),
        (_, Some(root), _) => names(Installed::open(root)?.query(&query)?),
        (.., Some(pkgdir)) => names(Pkgdir::open(pkgdir)?.query(&query)?),
        _ => names(crate::config::read(&config_root.unwrap_or_default())?.query(&query)?),
    }
}

fn names<H: Holder>(found: Found<List<H>>) -> Outcome {
    let mut names: Vec<String> = found.value.cpvs().map(ToString::to_string).collect();
    names.dedup();
    Ok(json!(names))
}
