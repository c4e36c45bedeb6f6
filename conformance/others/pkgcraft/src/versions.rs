//! Versions, and packages with one.

use crate::{Failure, field};
use pkgcraft::dep::{Cpv, Version};
use pkgcraft::eapi::Eapi;
use serde_json::{Value, json};
use std::cmp::Ordering;

pub fn compare(given: &Value, _: Option<&'static Eapi>) -> Result<Value, Failure> {
    let version = |name| Ok::<_, Failure>(Version::try_new_without_op(field::<String>(given, name)?)?);
    Ok(json!(match version("a")?.cmp(&version("b")?) {
        Ordering::Less => "<",
        Ordering::Equal => "=",
        Ordering::Greater => ">",
    }))
}

pub fn sort(given: &Value, _: Option<&'static Eapi>) -> Result<Value, Failure> {
    let texts: Vec<String> = field(given, "versions")?;
    let mut versions = texts.iter().map(Version::try_new_without_op).collect::<Result<Vec<_>, _>>()?;
    versions.sort();
    Ok(versions.iter().map(Version::to_string).collect())
}

pub fn cpv(given: &Value, _: Option<&'static Eapi>) -> Result<Value, Failure> {
    let cpv = Cpv::try_new(field::<String>(given, "text")?)?;
    Ok(json!({
        "category": cpv.category(),
        "package": cpv.package(),
        "version": cpv.version().to_string(),
        "revision": cpv.revision().map(|revision| revision.as_str()),
    }))
}
