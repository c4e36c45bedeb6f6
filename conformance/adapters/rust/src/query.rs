//! The operation on queries.

use polyatom_repo::{Query, Repository};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::operations::Outcome;

/// The packages that a query matches, each once.
pub fn matches(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        repo: Option<String>,
        config_root: Option<String>,
        query: String,
    }
    let Input { repo, config_root, query } = Input::deserialize(input)?;
    let query = Query::parse(&query)?;
    let found = match (repo, config_root) {
        (Some(repo), _) => Repository::open(repo)?.query(&query)?,
        (None, root) => crate::config::read(&root.unwrap_or_default())?.query(&query),
    };
    let mut found: Vec<String> = found.value.cpvs().map(ToString::to_string).collect();
    found.dedup();
    Ok(json!(found))
}
