//! Package dependency specifications.

use crate::{Failure, field};
use pkgcraft::dep::Dep;
use pkgcraft::eapi::Eapi;
use pkgcraft::traits::Intersects;
use serde_json::{Value, json};

fn read(given: &Value, name: &str, eapi: Option<&'static Eapi>) -> Result<Dep, Failure> {
    let text: String = field(given, name)?;
    Ok(match eapi {
        Some(eapi) => eapi.dep(text)?,
        None => Dep::try_new(text)?,
    })
}

pub fn parse(given: &Value, eapi: Option<&'static Eapi>) -> Result<Value, Failure> {
    let dep = read(given, "text", eapi)?;
    Ok(json!({
        "blocker": dep.blocker().map(|blocker| blocker.to_string()),
        "op": dep.op().map(|op| op.to_string()),
        "category": dep.category(),
        "package": dep.package(),
        "version": dep.version().map(|version| version.without_op()),
        "revision": dep.revision().map(|revision| revision.as_str()),
        "slot": dep.slot(),
        "subslot": dep.subslot(),
        "slot_op": dep.slot_op().map(|op| op.to_string()),
        "use": dep.use_deps().into_iter().flatten().map(|each| each.to_string()).collect::<Vec<_>>(),
        "repo": dep.repo(),
    }))
}

pub fn intersects(given: &Value, eapi: Option<&'static Eapi>) -> Result<Value, Failure> {
    Ok(json!(read(given, "a", eapi)?.intersects(&read(given, "b", eapi)?)))
}
