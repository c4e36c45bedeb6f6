//! The operations on profiles.

use polyatom_repo::{Directory, Profile, Repository};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::operations::Outcome;

/// What a profile is: its directories, its flags, its packages and its variables.
pub fn resolve(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        repo: String,
        profile: String,
    }
    let Input { repo, profile } = Input::deserialize(input)?;
    Ok(answer(&*Repository::open(repo)?.profile(&profile)?))
}

fn answer(profile: &Profile) -> Value {
    let masks = |masks: Vec<(polyatom_repo::Place<'_>, &polyatom_repo::format::profile_lines::MaskLine)>| {
        sorted(masks.into_iter().map(|(_, mask)| mask.selector.to_string()))
    };
    json!({
        "parents": profile.directories().map(Directory::name).collect::<Vec<_>>(),
        "use": profile.use_flags(),
        "use_final": profile.use_final(),
        "use_mask": profile.use_mask(),
        "use_force": profile.use_force(),
        "use_stable_mask": profile.use_stable_mask(),
        "use_stable_force": profile.use_stable_force(),
        "iuse_effective_implicit": profile.iuse_implicit().names().collect::<Vec<_>>(),
        "system": sorted(profile.system().map(|atom| atom.to_string())),
        "package_mask": masks(profile.package_mask()),
        "package_unmask": masks(profile.package_unmask()),
        "package_provided": sorted(profile.package_provided().map(|cpv| cpv.to_string())),
        "vars": variables(profile),
    })
}

/// All variables but `USE`; those whose values are put together as lists.
fn variables(profile: &Profile) -> Value {
    let variables = profile.variables();
    let value = |name: &str| match variables.is_incremental(name) {
        true => json!(variables.words(name)),
        false => json!(variables.get(name)),
    };
    let others = variables.names().filter(|name| *name != "USE");
    others.map(|name| (name.to_owned(), value(name))).collect::<Map<_, _>>().into()
}

fn sorted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    texts
}
