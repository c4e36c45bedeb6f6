//! The operations of the protocol, a function each.

use polyatom::{Atom, Cpv, Eapi, Error, Package, Slot, Version};
use serde::Deserialize;
use serde_json::{Value, json};

/// Why there is no result.
pub enum Failure {
    /// The library refused the input.
    Invalid(Error),
    /// The request itself does not follow the protocol.
    Request(serde_json::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Invalid(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Request(error)
    }
}

type Outcome = Result<Value, Failure>;

/// Takes the input and the EAPI, a text or null.
pub type Operation = fn(&Value, &Value) -> Outcome;

pub const OPERATIONS: [(&str, Operation); 9] = [
    ("version.parse", version_parse),
    ("version.compare", version_compare),
    ("version.sort", version_sort),
    ("version.sort_key", version_sort_key),
    ("cpv.parse", cpv_parse),
    ("atom.parse", atom_parse),
    ("atom.matches", atom_matches),
    ("atom.intersects", atom_intersects),
    ("atom.evaluate", atom_evaluate),
];

#[derive(Deserialize)]
struct Text<'a> {
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
}

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
}

fn version_parse(input: &Value, _eapi: &Value) -> Outcome {
    let version = Version::parse(&Text::deserialize(input)?.text)?;
    let suffixes: Vec<_> = version.suffixes().map(|suffix| json!([suffix.kind.as_str(), suffix.number])).collect();
    Ok(json!({
        "numbers": version.numbers().collect::<Vec<_>>(),
        "letter": version.letter(),
        "suffixes": suffixes,
        "revision": version.revision_digits(),
    }))
}

fn version_compare(input: &Value, _eapi: &Value) -> Outcome {
    let Pair { a, b } = Pair::deserialize(input)?;
    let sign = match Version::parse(&a)?.cmp(&Version::parse(&b)?) {
        std::cmp::Ordering::Less => "<",
        std::cmp::Ordering::Equal => "=",
        std::cmp::Ordering::Greater => ">",
    };
    Ok(json!(sign))
}

fn version_sort(input: &Value, _eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        versions: Vec<String>,
    }
    let texts = Input::deserialize(input)?.versions;
    let mut versions = texts.iter().map(|text| Version::parse(text)).collect::<Result<Vec<_>, _>>()?;
    versions.sort();
    Ok(versions.iter().map(Version::as_str).collect())
}

fn version_sort_key(input: &Value, _eapi: &Value) -> Outcome {
    let key = Version::parse(&Text::deserialize(input)?.text)?.sort_key();
    Ok(key.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into())
}

fn cpv_parse(input: &Value, _eapi: &Value) -> Outcome {
    let cpv = Cpv::parse(&Text::deserialize(input)?.text)?;
    Ok(json!({
        "category": cpv.category(),
        "package": cpv.package(),
        "version": cpv.version_text(),
        "revision": cpv.version().revision_digits(),
    }))
}

fn atom_parse(input: &Value, eapi: &Value) -> Outcome {
    let atom = atom(&Text::deserialize(input)?.text, eapi)?;
    Ok(json!({
        "blocker": atom.blocker().map(|blocker| blocker.as_str().to_owned()),
        "op": atom.op().map(|op| op.as_str().to_owned()),
        "category": atom.category(),
        "package": atom.package(),
        "version": atom.version_text(),
        "revision": atom.version().as_ref().and_then(Version::revision_digits),
        "slot": atom.slot(),
        "subslot": atom.subslot(),
        "slot_op": atom.slot_op().map(|op| op.as_str().to_owned()),
        "use": atom.use_texts().collect::<Vec<_>>(),
        "repo": atom.repo(),
    }))
}

fn atom_matches(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        atom: String,
        packages: Vec<PackageFacts>,
        #[serde(default)]
        parent_use: Vec<String>,
    }
    let Input { atom: text, packages, parent_use } = Input::deserialize(input)?;
    let atom = atom(&text, eapi)?;
    let packages = packages.into_iter().map(PackageFacts::package).collect::<Result<Vec<_>, _>>()?;
    let matching = packages.iter().enumerate().filter(|(_, package)| atom.matches_package(package, &parent_use));
    Ok(matching.map(|(index, _)| index).collect())
}

#[derive(Deserialize)]
struct PackageFacts {
    cpv: String,
    slot: Option<String>,
    subslot: Option<String>,
    repo: Option<String>,
    #[serde(rename = "use")]
    use_flags: Option<Vec<String>>,
    iuse: Option<Vec<String>>,
}

impl PackageFacts {
    fn package(self) -> Result<Package, Error> {
        let slot = match (&self.slot, &self.subslot) {
            (Some(slot), Some(subslot)) => Some(Slot::parse(&format!("{slot}/{subslot}"))?),
            (Some(slot), None) => Some(Slot::parse(slot)?),
            (None, _) => None,
        };
        Ok(Package {
            cpv: Cpv::parse(&self.cpv)?,
            slot,
            repo: self.repo,
            use_flags: self.use_flags.unwrap_or_default(),
            iuse: self.iuse,
        })
    }
}

fn atom_intersects(input: &Value, eapi: &Value) -> Outcome {
    let Pair { a, b } = Pair::deserialize(input)?;
    Ok(json!(atom(&a, eapi)?.intersects(&atom(&b, eapi)?)))
}

fn atom_evaluate(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        atom: String,
        #[serde(rename = "use")]
        enabled: Vec<String>,
    }
    let Input { atom: text, enabled } = Input::deserialize(input)?;
    Ok(json!(atom(&text, eapi)?.evaluate(&enabled).as_str()))
}

fn atom(text: &str, eapi: &Value) -> Result<Atom, Error> {
    let eapi = eapi.as_str().map(Eapi::parse).transpose()?;
    Atom::parse(text, eapi)
}
