//! What a package is made of, in the form of CycloneDX: the crates that are linked into it, with versions and licenses.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use xshell::cmd;

/// All crates of the lock file, as cargo tells of them.
pub struct Crates {
    by_id: BTreeMap<String, Value>,
    /// The normal dependencies of each.
    uses: BTreeMap<String, Vec<String>>,
}

impl Crates {
    pub fn read(ctx: &Ctx) -> Result<Crates> {
        let text = exec::quiet(
            ctx,
            cmd!(ctx.sh, "cargo metadata --quiet --locked --format-version 1 --filter-platform x86_64-unknown-linux-gnu"),
        )?;
        Crates::parse(&text)
    }

    fn parse(text: &str) -> Result<Crates> {
        let metadata: Value = serde_json::from_str(text).context("cargo metadata gives something else than JSON")?;
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let by_id = list(&metadata["packages"]).into_iter().map(|package| (word(&package["id"]), package)).collect();
        let is_normal = |dependency: &Value| list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        let uses = list(&metadata["resolve"]["nodes"])
            .iter()
            .map(|node| {
                let normal = list(&node["deps"]).into_iter().filter(is_normal).map(|dependency| word(&dependency["pkg"]));
                (word(&node["id"]), normal.collect())
            })
            .collect();
        Ok(Crates { by_id, uses })
    }

    /// The list for a package made of that crate.
    pub fn bom(&self, artefact: &str, sha256: &str, root: &str, version: &str) -> Result<Value> {
        let (id, _) = self.by_id.iter().find(|(_, package)| package["name"] == root).context("there is no such crate")?;
        let mut found = BTreeSet::from([id.as_str()]);
        let mut open = vec![id.as_str()];
        while let Some(id) = open.pop() {
            for used in self.uses.get(id).into_iter().flatten() {
                if found.insert(used) {
                    open.push(used);
                }
            }
        }
        let components: BTreeMap<String, Value> =
            found.iter().filter(|found| *found != id).map(|id| (self.reference(id), self.component(id))).collect();
        let dependencies: BTreeMap<String, Value> = found
            .iter()
            .map(|id| {
                let uses: BTreeSet<String> = self.uses.get(*id).into_iter().flatten().map(|id| self.reference(id)).collect();
                (self.reference(id), json!({ "ref": self.reference(id), "dependsOn": uses }))
            })
            .collect();
        Ok(json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "version": 1,
            "metadata": { "component": {
                "type": "library",
                "bom-ref": self.reference(id),
                "name": artefact,
                "version": version,
                "hashes": [{ "alg": "SHA-256", "content": sha256 }],
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
            } },
            "components": components.into_values().collect::<Vec<_>>(),
            "dependencies": dependencies.into_values().collect::<Vec<_>>(),
        }))
    }

    fn reference(&self, id: &str) -> String {
        let package = &self.by_id[id];
        format!("pkg:cargo/{}@{}", word(&package["name"]), word(&package["version"]))
    }

    fn component(&self, id: &str) -> Value {
        let package = &self.by_id[id];
        let mut component = json!({
            "type": "library",
            "bom-ref": self.reference(id),
            "name": package["name"],
            "version": package["version"],
            "purl": self.reference(id),
        });
        // The old way to say OR is no expression.
        if let Some(license) = package["license"].as_str() {
            component["licenses"] = json!([{ "expression": license.replace('/', " OR ") }]);
        }
        component
    }
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{
        "packages": [
            { "id": "path+file:///somewhere/a#0.1.0", "name": "a", "version": "0.1.0", "license": "MIT" },
            { "id": "b", "name": "b", "version": "2.0.0", "license": "MIT/Apache-2.0" },
            { "id": "c", "name": "c", "version": "3.0.0", "license": null }
        ],
        "resolve": { "nodes": [
            { "id": "path+file:///somewhere/a#0.1.0", "deps": [
                { "pkg": "b", "dep_kinds": [{ "kind": null }] },
                { "pkg": "c", "dep_kinds": [{ "kind": "dev" }] }
            ] },
            { "id": "b", "deps": [] },
            { "id": "c", "deps": [] }
        ] }
    }"#;

    #[test]
    fn what_is_linked_is_listed_without_paths() {
        let bom = Crates::parse(METADATA).unwrap().bom("a.whl", "00", "a", "0.1.0").unwrap();
        let names: Vec<_> = bom["components"].as_array().unwrap().iter().map(|component| &component["purl"]).collect();
        assert_eq!(names, ["pkg:cargo/b@2.0.0"]);
        assert_eq!(bom["components"][0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(bom["dependencies"][0]["dependsOn"], json!(["pkg:cargo/b@2.0.0"]));
        assert!(!bom.to_string().contains("somewhere"));
    }

    #[test]
    fn a_crate_that_is_not_there_is_an_error() {
        assert!(Crates::parse(METADATA).unwrap().bom("a.whl", "00", "z", "0.1.0").is_err());
    }
}
