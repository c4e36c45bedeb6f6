//! The operations on versions, packages and atoms, a function each, and the table of these operations.

use polyatom::{Atom, AtomPattern, Cpv, Eapi, Error, Iuse, Package, Slot, UseDep, UseFlags, Version};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::depspec;

/// Why there is no result.
pub enum Failure {
    /// The library refused the input.
    Invalid(Error),
    /// A file is wrong, or cannot be read.
    File(polyatom_repo::Error),
    /// A query that cannot be read, or not be asked there.
    Query(polyatom_repo::QueryError),
    /// The request itself does not follow the protocol.
    Request(serde_json::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Invalid(error)
    }
}

impl From<polyatom_repo::Error> for Failure {
    fn from(error: polyatom_repo::Error) -> Self {
        Failure::File(error)
    }
}

impl From<polyatom_repo::QueryError> for Failure {
    fn from(error: polyatom_repo::QueryError) -> Self {
        Failure::Query(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Request(error)
    }
}

pub type Outcome = Result<Value, Failure>;

/// Takes the input and the EAPI, a text or null.
pub type Operation = fn(&Value, &Value) -> Outcome;

pub const OPERATIONS: [(&str, Operation); 25] = [
    ("version.parse", version_parse),
    ("version.compare", version_compare),
    ("version.sort", version_sort),
    ("version.sort_key", version_sort_key),
    ("cpv.parse", cpv_parse),
    ("atom.parse", atom_parse),
    ("atom.matches", atom_matches),
    ("atom.intersects", atom_intersects),
    ("atom.evaluate", atom_evaluate),
    ("use_dep.matches", use_dep_matches),
    ("depspec.parse", depspec::parse),
    ("depspec.evaluate", depspec::evaluate),
    ("depspec.satisfied", depspec::satisfied),
    ("depspec.ways", depspec::ways),
    ("depspec.simplify", depspec::simplify),
    ("depspec.diagnose", depspec::diagnose),
    ("required_use.check", depspec::required_use_check),
    ("src_uri.parse", depspec::src_uri_parse),
    ("pattern.matches", pattern_matches),
    ("profile.resolve", crate::profile::resolve),
    ("config.package", crate::config::package),
    ("config.visible", crate::config::visible),
    ("config.diagnostics", crate::config::diagnostics),
    ("query.match", crate::query::matches),
    ("live", crate::live::live),
];

#[derive(Deserialize)]
pub struct Text<'a> {
    #[serde(borrow)]
    pub text: std::borrow::Cow<'a, str>,
}

#[derive(Deserialize)]
pub struct Pair {
    pub a: String,
    pub b: String,
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
    let packages = known_packages(packages)?;
    let matching = packages.iter().enumerate().filter(|(_, package)| atom.matches_package(package, &parent_use));
    Ok(matching.map(|(index, _)| index).collect())
}

/// A package of which the protocol tells some facts.
#[derive(Deserialize)]
pub struct PackageFacts {
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
        let package = Package::new(Cpv::parse(&self.cpv)?)
            .slot(slot)
            .use_flags(UseFlags::new(self.use_flags.unwrap_or_default())?)
            .iuse(iuse(self.iuse)?);
        match self.repo {
            Some(repo) => package.in_repo(&repo),
            None => Ok(package),
        }
    }
}

fn iuse(flags: Option<Vec<String>>) -> Result<Option<Iuse>, Error> {
    flags.map(|flags| Iuse::parse(&flags.join(" "))).transpose()
}

pub fn known_packages(facts: Vec<PackageFacts>) -> Result<Vec<Package>, Error> {
    facts.into_iter().map(PackageFacts::package).collect()
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

fn use_dep_matches(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        use_dep: String,
        package: Flags,
        #[serde(default)]
        parent_use: Vec<String>,
    }
    #[derive(Deserialize)]
    struct Flags {
        #[serde(rename = "use")]
        enabled: Option<Vec<String>>,
        iuse: Option<Vec<String>>,
    }
    let Input { use_dep, package: flags, parent_use } = Input::deserialize(input)?;
    let dep = UseDep::parse(&use_dep, maybe_eapi(eapi)?)?;
    // Matching is the business of atoms: the atom with this dependency and nothing else that could fail.
    let enabled = UseFlags::new(flags.enabled.unwrap_or_default())?;
    let package = Package::new(Cpv::parse("a/b-1")?).use_flags(enabled).iuse(iuse(flags.iuse)?);
    Ok(json!(Atom::parse(&format!("a/b[{dep}]"), None)?.matches_package(&package, &parent_use)))
}

fn pattern_matches(input: &Value, _eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        pattern: String,
        packages: Vec<PackageFacts>,
    }
    let Input { pattern, packages } = Input::deserialize(input)?;
    let pattern = AtomPattern::parse(&pattern)?;
    let packages = known_packages(packages)?;
    let matching = packages.iter().enumerate().filter(|(_, package)| pattern.matches_package(package));
    Ok(matching.map(|(index, _)| index).collect())
}

pub fn atom(text: &str, eapi: &Value) -> Result<Atom, Error> {
    Atom::parse(text, maybe_eapi(eapi)?)
}

pub fn maybe_eapi(eapi: &Value) -> Result<Option<Eapi>, Error> {
    eapi.as_str().map(Eapi::parse).transpose()
}
