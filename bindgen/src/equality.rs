//! Equality of values whose types need not be `PartialEq` or `Hash`: it is that of their parts, which are public.

use crate::interface::*;
use crate::names::{lower, rust_identifier};
use crate::parts::filled;

/// The functions that compare and hash: their names and their Rust text.
pub fn functions(interface: &Interface) -> Vec<(String, String)> {
    let records = interface.records.iter().map(|record| of_record(interface, record));
    records.chain(interface.data.iter().map(|data| of_data(interface, data))).flatten().collect()
}

fn of_record(interface: &Interface, record: &Record) -> [(String, String); 2] {
    let fields = || record.fields.iter().map(|field| (&field.ty, rust_identifier(field.name.rust())));
    let equal = fields().map(|(ty, name)| equal(interface, ty, &format!("&a.{name}"), &format!("&b.{name}"))).collect();
    let hash: String = fields().map(|(ty, name)| hash(interface, ty, &format!("&it.{name}"))).collect();
    both(&record.name, &all(equal), &hash)
}

fn of_data(interface: &Interface, data: &Data) -> [(String, String); 2] {
    let bound = |variant: &DataVariant, side: &str| filled(&data.name, variant, |field| part(side, field));
    let compared = |variant: &DataVariant| {
        let parts = variant.fields.iter().map(|field| equal(interface, &field.ty, &part("a", field), &part("b", field)));
        format!("({}, {}) => {},", bound(variant, "a"), bound(variant, "b"), all(parts.collect()))
    };
    let hashed = |variant: &DataVariant| {
        let parts: String = variant.fields.iter().map(|field| hash(interface, &field.ty, &part("it", field))).collect();
        format!("{} => {{ {parts} }}", bound(variant, "it"))
    };
    let equals: String = data.variants.iter().map(compared).collect();
    let hashes: String = data.variants.iter().map(hashed).collect();
    let hash = format!("std::hash::Hash::hash(&std::mem::discriminant(it), state); match it {{ {hashes} }}");
    // With one variant, nothing is left.
    let rest = if data.variants.len() > 1 { "_ => false," } else { "" };
    both(&data.name, &format!("match (a, b) {{ {equals} {rest} }}"), &hash)
}

/// A part of one side, `a_width`.
fn part(side: &str, field: &Field) -> String {
    format!("{side}_{}", field.name.snake())
}

fn both(name: &Name, equal: &str, hash: &str) -> [(String, String); 2] {
    let unused = |text: &str, name: &str| if text.contains(name) { name.to_owned() } else { format!("_{name}") };
    let (a, b) = (unused(equal, "a"), unused(equal, "b"));
    let (it, state) = (unused(hash, "it"), unused(hash, "state"));
    let equal = format!("fn {}({a}: &ffi::{name}, {b}: &ffi::{name}) -> bool {{ {equal} }}\n\n", equal_of(name));
    let hash = format!("fn {}({it}: &ffi::{name}, {state}: &mut impl std::hash::Hasher) {{ {hash} }}\n\n", hash_of(name));
    [(equal_of(name), equal), (hash_of(name), hash)]
}

/// `equal_of_point`: the name of the function that compares two.
pub fn equal_of(name: &Name) -> String {
    format!("equal_of_{}", name.snake())
}

/// `hash_of_point`: the name of the function that hashes one.
pub fn hash_of(name: &Name) -> String {
    format!("hash_of_{}", name.snake())
}

fn all(mut conditions: Vec<String>) -> String {
    match conditions.as_mut_slice() {
        [] => return "true".to_owned(),
        // What begins like a statement would end as one.
        [first, _, ..] if first.starts_with("match ") || first.starts_with('{') => *first = format!("({first})"),
        _ => {}
    }
    conditions.join(" && ")
}

/// What a value of a named type is equal to, and whether it can be hashed.
fn known<'a>(interface: &Interface, ty: &'a Type) -> Option<(&'a Name, Equality, bool)> {
    match ty {
        Type::Custom { .. } if !ty.is_data() => None,
        Type::Object(name) | Type::Custom { name, .. } => {
            let object = interface.object(name);
            Some((name, object.equality, object.traits.hash))
        }
        Type::Record(name) => {
            let record = interface.record(name);
            Some((name, record.equality, record.traits.hash))
        }
        _ => None,
    }
}

/// Whether two values, given by references, are equal.
fn equal(interface: &Interface, ty: &Type, a: &str, b: &str) -> String {
    let place = |reference: &str| reference.strip_prefix('&').unwrap_or(reference).to_owned();
    let (left, right) = (place(a), place(b));
    match (ty, known(interface, ty)) {
        (_, Some((name, Equality::Parts, _))) => format!("{}({a}, {b})", equal_of(name)),
        (_, Some((_, Equality::Itself, _))) => format!("Arc::ptr_eq({a}, {b})"),
        // A choice need not be `PartialEq`.
        (Type::Enum(_), _) => format!("std::mem::discriminant({a}) == std::mem::discriminant({b})"),
        (Type::Offset(_), _) => {
            format!("({left}.bytes(), {left}.characters()) == ({right}.bytes(), {right}.characters())")
        }
        (Type::Custom { name, via }, None) => {
            let lower = lower(name);
            let inner = equal(interface, via, "a", "b");
            format!("{{ let (a, b) = (&ffi::{lower}({left}.clone()), &ffi::{lower}({right}.clone())); {inner} }}")
        }
        (Type::Option(inner), _) => {
            let inner = equal(interface, inner, "a", "b");
            format!("match ({a}, {b}) {{ (Some(a), Some(b)) => {inner}, (None, None) => true, _ => false }}")
        }
        (Type::List(element), _) => {
            let element = equal(interface, element, "a", "b");
            format!("{left}.len() == {right}.len() && {left}.iter().zip({right}.iter()).all(|(a, b)| {element})")
        }
        (Type::Map(_, value), _) => {
            let value = equal(interface, value, "a", "b");
            format!("{left}.len() == {right}.len() && {left}.iter().all(|(key, a)| {right}.get(key).is_some_and(|b| {value}))")
        }
        _ => format!("{left} == {right}"),
    }
}

/// Statements that hash a value, given by a reference, into `state`. Equal values are hashed alike.
fn hash(interface: &Interface, ty: &Type, it: &str) -> String {
    let place = it.strip_prefix('&').unwrap_or(it);
    match (ty, known(interface, ty)) {
        (_, Some((name, Equality::Parts, _))) => format!("{}({it}, state);", hash_of(name)),
        (_, Some((_, Equality::Itself, _))) => format!("std::hash::Hash::hash(&Arc::as_ptr({it}), state);"),
        (_, Some((_, Equality::Exported, false))) => format!("let _ = {it};"),
        (Type::Enum(_), _) => format!("std::hash::Hash::hash(&std::mem::discriminant({it}), state);"),
        (Type::Offset(_), _) => format!("std::hash::Hash::hash(&{place}.bytes(), state);"),
        // The zeros are equal.
        (Type::Float { .. }, _) => format!("std::hash::Hash::hash(&({place} + 0.0).to_bits(), state);"),
        (Type::Custom { name, via }, None) => {
            format!("{{ let it = &ffi::{}({place}.clone()); {} }}", lower(name), hash(interface, via, "it"))
        }
        (Type::Option(inner), _) => {
            let inner = hash(interface, inner, "it");
            format!("std::hash::Hash::hash(&{place}.is_some(), state); if let Some(it) = {it} {{ {inner} }}")
        }
        (Type::List(element), _) => {
            let element = hash(interface, element, "it");
            format!("std::hash::Hash::hash(&{place}.len(), state); for it in {it} {{ {element} }}")
        }
        // What has no order is hashed by its size, so that it does not matter where in the order something stands.
        (Type::Set(_) | Type::Map(..), _) => format!("std::hash::Hash::hash(&{place}.len(), state);"),
        _ => format!("std::hash::Hash::hash({it}, state);"),
    }
}
