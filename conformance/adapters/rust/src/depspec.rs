//! The operations on dependency specifications, a function each.

use polyatom::{DepSpec, DepSpecKind, Error, Iuse, NodeRef};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::operations::{Outcome, PackageFacts, Text, known_packages, maybe_eapi};

#[derive(Deserialize)]
struct Spec {
    kind: String,
    text: String,
}

impl Spec {
    fn parse(&self, eapi: &Value) -> Result<DepSpec, Error> {
        DepSpec::parse(DepSpecKind::parse(&self.kind)?, &self.text, maybe_eapi(eapi)?)
    }
}

pub fn parse(input: &Value, eapi: &Value) -> Outcome {
    Ok(json!({ "leaves": leaves(&Spec::deserialize(input)?.parse(eapi)?) }))
}

pub fn evaluate(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Flags {
        Some(Vec<String>),
        All(All),
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum All {
        All,
    }
    #[derive(Deserialize)]
    struct Input {
        #[serde(flatten)]
        spec: Spec,
        #[serde(rename = "use")]
        enabled: Flags,
    }
    let Input { spec, enabled } = Input::deserialize(input)?;
    let spec = spec.parse(eapi)?;
    Ok(json!(leaves(&match enabled {
        Flags::Some(flags) => spec.evaluate(&flags),
        Flags::All(All::All) => spec.evaluate_all(),
    })))
}

pub fn satisfied(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        text: String,
        packages: Vec<PackageFacts>,
        #[serde(default)]
        parent_use: Vec<String>,
    }
    let Input { text, packages, parent_use } = Input::deserialize(input)?;
    let spec = DepSpec::parse(DepSpecKind::Depend, &text, maybe_eapi(eapi)?)?;
    let packages = known_packages(packages)?;
    Ok(json!(spec.satisfied_by(&packages, &parent_use).is_satisfied()))
}

/// Items in ascending order, and ways likewise: which comes first means nothing.
pub fn ways(input: &Value, eapi: &Value) -> Outcome {
    const MANY: usize = 100_000;
    let mut ways = Spec::deserialize(input)?.parse(eapi)?.dnf(MANY)?;
    ways.iter_mut().for_each(|way| way.sort());
    ways.sort();
    Ok(json!(ways))
}

/// What is left of a simplified specification with some flags.
pub fn simplify(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        #[serde(flatten)]
        spec: Spec,
        #[serde(rename = "use")]
        enabled: Vec<String>,
    }
    let Input { spec, enabled } = Input::deserialize(input)?;
    Ok(json!(leaves(&spec.parse(eapi)?.simplify().evaluate(&enabled))))
}

pub fn diagnose(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        variable: String,
        text: String,
    }
    let Input { variable, text } = Input::deserialize(input)?;
    let spec = DepSpec::parse(DepSpecKind::parse(&variable)?, &text, maybe_eapi(eapi)?)?;
    Ok(spec.diagnostics(None).iter().map(|found| found.kind.as_str()).collect())
}

pub fn required_use_check(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        text: String,
        #[serde(rename = "use")]
        enabled: Vec<String>,
        iuse: Option<Vec<String>>,
    }
    let Input { text, enabled, iuse } = Input::deserialize(input)?;
    let spec = DepSpec::parse(DepSpecKind::RequiredUse, &text, maybe_eapi(eapi)?)?;
    let iuse = iuse.map(|flags| Iuse::parse(&flags.join(" "))).transpose()?;
    Ok(json!(spec.check_required_use(&enabled, iuse.as_ref())?.is_satisfied()))
}

pub fn src_uri_parse(input: &Value, eapi: &Value) -> Outcome {
    let spec = DepSpec::parse(DepSpecKind::SrcUri, &Text::deserialize(input)?.text, maybe_eapi(eapi)?)?;
    let uri = |uri: polyatom::Uri<'_>| json!({ "uri": uri.uri(), "filename": uri.filename(), "prefix": uri.prefix().map(|prefix| prefix.as_str()) });
    Ok(spec.uris().map(uri).collect())
}

fn leaves(spec: &DepSpec) -> Vec<String> {
    spec.leaves().map(leaf).collect()
}

/// The text of a leaf; an item with an arrow is written with single blanks.
fn leaf(node: NodeRef<'_>) -> String {
    node.uri().map_or_else(|| node.text().to_owned(), |uri| uri.to_string())
}
