//! What can stand in a list, a set or a map.

use crate::interface::Type;
use anyhow::{Result, ensure};

/// An element of a list, or a value of a map.
pub fn element(owner: &str, ty: Type) -> Result<Type> {
    ensure!(!matches!(ty, Type::Offset(_)), "{owner}: lists of places are not supported; let a record hold each");
    let is_supported = !ty.is_option() || matches!(ty.without_option().plain(), Type::String | Type::Bytes);
    ensure!(
        is_supported,
        "{owner}: lists of what may be absent are supported for texts and bytes only; let a record hold what may be absent"
    );
    Ok(ty)
}

/// A key of a map, or an item of a set: what every language can look up, and put in order.
pub fn key(owner: &str, ty: Type) -> Result<Type> {
    let is_key = matches!(ty.plain(), Type::String | Type::Int { .. } | Type::Bool | Type::Enum(_));
    ensure!(
        is_key,
        "{owner}: a key, or an item of a set, is a text, an integer, a truth value or a choice without data; use a list of records"
    );
    Ok(ty)
}
