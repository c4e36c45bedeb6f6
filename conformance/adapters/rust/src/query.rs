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
    let mut found: Vec<String> = match (repo, config_root) {
        (Some(repo), _) => Repository::open(repo)?.query(&query)?.value.cpvs().map(ToString::to_string).collect(),
        (None, root) => {
            let config = crate::config::read(&root.unwrap_or_default())?;
            config.query(&query).value.into_iter().map(|found| found.value.to_string()).collect()
        }
    };
    found.dedup();
    Ok(json!(found))
}
