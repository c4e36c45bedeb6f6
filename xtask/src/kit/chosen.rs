//! What an option chooses of a table, by names with commas between.

use anyhow::{Result, bail};

/// What `names` lists, in the table's order; all without it. `what` is what one of them is.
pub fn named<T: Copy>(
    what: &str,
    names: Option<&str>,
    table: impl IntoIterator<Item = T>,
    name: impl Fn(T) -> String,
) -> Result<Vec<T>> {
    let table: Vec<(String, T)> = table.into_iter().map(|item| (name(item), item)).collect();
    let Some(names) = names else { return Ok(table.into_iter().map(|(_, item)| item).collect()) };
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    if let Some(unknown) = names.iter().find(|name| table.iter().all(|(known, _)| known != *name)) {
        let known: Vec<_> = table.iter().map(|(known, _)| known.as_str()).collect();
        bail!("no {what} named {unknown:?}: there are {}", known.join(", "));
    }
    Ok(table.into_iter().filter(|(known, _)| names.contains(&known.as_str())).map(|(_, item)| item).collect())
}
