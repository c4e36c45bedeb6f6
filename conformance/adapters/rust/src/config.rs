//! The operations on configurations.

use std::cell::RefCell;
use std::sync::Arc;

use polyatom::{Cpn, Cpv};
use polyatom_repo::{Config, ConfiguredPackage, Error, Reason};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::operations::Outcome;

thread_local! {
    /// The configuration that was read last: requests about the same one follow each other.
    static LAST: RefCell<Option<Arc<Config>>> = const { RefCell::new(None) };
}

pub fn read(root: &str) -> Result<Arc<Config>, Error> {
    LAST.with_borrow_mut(|last| match last {
        Some(config) if config.root() == root => Ok(Arc::clone(config)),
        _ => Ok(Arc::clone(last.insert(Config::read(root)?))),
    })
}

/// A package: whether it may be installed and why not, and its flags.
pub fn package(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        config_root: String,
        cpv: String,
    }
    let Input { config_root, cpv } = Input::deserialize(input)?;
    let (config, cpv) = (read(&config_root)?, Cpv::parse(&cpv)?);
    Ok(match config.package(&cpv) {
        Ok(package) => configured(&package),
        Err(_) => unusable(&config, &cpv)?,
    })
}

fn configured(package: &ConfiguredPackage) -> Value {
    json!({
        "visible": package.is_visible(),
        "reasons": package.reasons().iter().map(reason).collect::<Vec<_>>(),
        "use": package.enabled(),
        "masked": package.masked(),
        "forced": package.forced(),
        "stable": package.is_stable(),
        "iuse_effective": package.iuse_effective().names().collect::<Vec<_>>(),
    })
}

/// Of a package whose metadata cannot be used only that is known.
fn unusable(config: &Arc<Config>, cpv: &Cpv) -> Result<Value, Error> {
    let reasons: Vec<Value> = config.reasons(cpv)?.iter().map(reason).collect();
    Ok(json!({
        "visible": false, "reasons": reasons, "use": [], "masked": [], "forced": [], "stable": false, "iuse_effective": []
    }))
}

fn reason(reason: &Reason) -> Value {
    let place = reason.place();
    json!({
        "kind": reason.kind.as_str(),
        "file": place.map(|place| place.path().as_str()),
        "line": place.map(|place| place.line()),
        "text": place.map(|place| place.text()),
    })
}

/// The versions of a package: which may be installed, which is best, and why others may not.
pub fn visible(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        config_root: String,
        cpn: String,
    }
    let Input { config_root, cpn } = Input::deserialize(input)?;
    let (config, cpn) = (read(&config_root)?, Cpn::parse(&cpn)?);
    let visible: Vec<String> = config.visible(&cpn).iter().map(|package| package.cpv().to_string()).collect();
    let kinds = |reasons: &[Reason]| reasons.iter().map(|reason| reason.kind.as_str()).collect::<Vec<_>>();
    let why = config.invisible(&cpn).into_iter().map(|(cpv, reasons)| (cpv.to_string(), json!(kinds(&reasons))));
    Ok(json!({
        "all": config.versions(&cpn).iter().map(|cpv| cpv.as_str()).collect::<Vec<_>>(),
        "best": visible.last(),
        "visible": visible,
        "why": why.collect::<Map<_, _>>(),
    }))
}

/// What is wrong with the files of a configuration.
pub fn diagnostics(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        config_root: String,
    }
    let config = read(&Input::deserialize(input)?.config_root)?;
    Ok(config.diagnostics().iter().map(diagnostic).collect())
}

fn diagnostic(error: &Error) -> Value {
    let text = if error.line().is_some() { error.excerpt().to_owned() } else { error.reason() };
    json!({ "file": error.path().as_str(), "line": error.line(), "text": text })
}
