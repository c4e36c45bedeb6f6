//! The operations on repositories and their files, a function each. Nothing is kept open: the next question may be about other
//! files in the same place.

use std::sync::Arc;

use camino::Utf8PathBuf;
use polyatom::{Atom, Cpn, Cpv, DepSpecKind};
use polyatom_repo::format::metadata_xml::Localized;
use polyatom_repo::{
    BinaryPackage, Installed, Key, Metadata, OpenOptions, Package, Repository, VerifyLevel, read_binary_index, read_manifest,
    read_metadata_xml,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::operations::{Failure, Operation, Outcome, maybe_eapi};

pub const OPERATIONS: [(&str, Operation); 11] = [
    ("repo.packages", packages),
    ("repo.package", package),
    ("repo.match", matching),
    ("repo.reverse_dependencies", reverse_dependencies),
    ("repo.verify", verify),
    ("manifest.parse", manifest_parse),
    ("metadata_xml.parse", metadata_xml_parse),
    ("installed.owner", installed_owner),
    ("installed.package", installed_package),
    ("binary.package", binary_package),
    ("binary.index", binary_index),
];

#[derive(Deserialize)]
struct Place {
    repo: Utf8PathBuf,
}

impl Place {
    fn open(input: &Value) -> Result<Arc<Repository>, Failure> {
        Ok(Repository::open(Place::deserialize(input)?.repo)?)
    }
}

fn texts<'a>(cpvs: impl IntoIterator<Item = &'a Cpv>) -> Vec<&'a str> {
    cpvs.into_iter().map(Cpv::as_str).collect()
}

fn packages(input: &Value, _: &Value) -> Outcome {
    let repository = Place::open(input)?;
    let broken: Vec<_> =
        repository.broken().iter().map(|error| json!({"cpv": error.package(), "variable": error.variable()})).collect();
    Ok(json!({"packages": texts(repository.cpvs()), "broken": broken, "missing": texts(repository.missing())}))
}

fn package(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        cpv: String,
    }
    let cpv = Cpv::parse(&Input::deserialize(input)?.cpv)?;
    Ok(facts(&*Place::open(input)?.package(&cpv)?)?)
}

fn facts(package: &Package) -> Result<Value, polyatom_repo::Error> {
    // Lists are as written, if they are valid.
    let (slot, _, _) = (package.slot()?, package.keywords()?, package.iuse()?);
    let words = |key: Key| package.get(key).unwrap_or("").split_ascii_whitespace().collect::<Value>();
    let keys = Key::ALL.into_iter().filter(|key| key.is_of_package());
    let mut all: Map<String, Value> = keys.map(|key| (key.as_str().to_owned(), json!(package.get_named(key.as_str())))).collect();
    all["EAPI"] = package.eapi().as_str().into();
    all.insert("slot".to_owned(), slot.name().into());
    all.insert("subslot".to_owned(), slot.subslot().into());
    all.insert("keywords".to_owned(), words(Key::Keywords));
    all.insert("iuse".to_owned(), words(Key::Iuse));
    all.insert("inherited".to_owned(), package.inherited().collect());
    Ok(all.into())
}

fn matching(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        atom: String,
    }
    let atom = Atom::parse(&Input::deserialize(input)?.atom, maybe_eapi(eapi)?)?;
    Ok(json!(texts(&Place::open(input)?.matching_cpvs(&atom))))
}

fn reverse_dependencies(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        cpn: String,
        #[serde(default)]
        kinds: Vec<String>,
    }
    let Input { cpn, kinds } = Input::deserialize(input)?;
    let kinds = kinds.iter().map(|kind| DepSpecKind::parse(kind)).collect::<Result<Vec<_>, _>>()?;
    Ok(json!(texts(&Place::open(input)?.dependents(&Cpn::parse(&cpn)?, &kinds))))
}

fn verify(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        repo: Utf8PathBuf,
        level: Level,
        ebuilds: Option<Utf8PathBuf>,
        eclasses: Option<Utf8PathBuf>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Level {
        None,
        Mtime,
        Md5,
    }
    let Input { repo, level, ebuilds, eclasses } = Input::deserialize(input)?;
    let level = match level {
        Level::None => VerifyLevel::Unchecked,
        Level::Mtime => VerifyLevel::Mtime,
        Level::Md5 => VerifyLevel::Md5,
    };
    let options = OpenOptions { ebuild_sums: ebuilds, eclass_sums: eclasses, ..OpenOptions::default() };
    let found = Repository::open_with(repo, options)?.verify(level);
    let stale: Vec<_> = found.stale.iter().map(|stale| stale.cpv.as_str()).collect();
    Ok(json!({"valid": found.valid, "stale": stale, "missing": texts(&found.missing)}))
}

#[derive(Deserialize)]
struct File {
    path: Utf8PathBuf,
}

fn manifest_parse(input: &Value, _: &Value) -> Outcome {
    let found = read_manifest(File::deserialize(input)?.path)?;
    let entries = found.value.entries.iter().map(|entry| {
        let hashes: Map<String, Value> =
            entry.hashes.iter().map(|hash| (hash.kind.as_str().to_owned(), hash.digest.as_str().into())).collect();
        json!({"kind": entry.kind.as_str(), "name": entry.name, "size": entry.size, "hashes": hashes})
    });
    let errors = found.errors.iter().map(|error| json!({"line": error.line(), "code": error.code()}));
    Ok(json!({"entries": entries.collect::<Vec<_>>(), "errors": errors.collect::<Vec<_>>()}))
}

fn metadata_xml_parse(input: &Value, _: &Value) -> Outcome {
    let found = read_metadata_xml(File::deserialize(input)?.path)?;
    if let Some(error) = found.errors.into_iter().next() {
        return Err(error.into());
    }
    let xml = found.value;
    let maintainers = xml
        .maintainers
        .iter()
        .map(|found| json!({"type": found.kind, "email": found.email, "name": found.name, "proxied": found.proxied}));
    let flags = xml.flags.iter().map(|flag| {
        let Localized { lang, text } = &flag.description;
        json!({"name": flag.name, "restrict": flag.restrict, "lang": lang, "text": text})
    });
    let remote_ids = xml.upstream.iter().flat_map(|upstream| &upstream.remote_ids);
    let descriptions = xml.long_descriptions.iter().map(|found| json!({"lang": found.lang, "text": found.text}));
    Ok(json!({
        "maintainers": maintainers.collect::<Vec<_>>(),
        "flags": flags.collect::<Vec<_>>(),
        "remote_ids": remote_ids.map(|id| json!({"type": id.kind, "value": id.value})).collect::<Vec<_>>(),
        "descriptions": descriptions.collect::<Vec<_>>(),
    }))
}

fn installed_owner(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        root: Utf8PathBuf,
        path: String,
    }
    let Input { root, path } = Input::deserialize(input)?;
    Ok(json!(texts(&Installed::open(root)?.owners(path))))
}

fn installed_package(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        root: Utf8PathBuf,
        cpv: String,
    }
    let Input { root, cpv } = Input::deserialize(input)?;
    let package = Installed::open(root)?.package(&Cpv::parse(&cpv)?)?;
    let mut variables = Map::new();
    for key in package.keys() {
        variables.insert(key.to_owned(), json!(package.get(key)?));
    }
    Ok(variables.into())
}

fn binary_package(input: &Value, _: &Value) -> Outcome {
    let package = BinaryPackage::open(File::deserialize(input)?.path)?;
    Ok(object(package.keys().into_iter().filter_map(|key| Some((key, package.get(key)?)))))
}

fn binary_index(input: &Value, _: &Value) -> Outcome {
    let found = read_binary_index(File::deserialize(input)?.path)?;
    Ok(found.value.entries().map(|entry| object(entry.all_values())).collect())
}

fn object<'a>(values: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
    Value::Object(values.into_iter().map(|(key, text)| (key.to_owned(), text.into())).collect())
}
