//! Copies of choices and records for Rust glue: the types need not be `Copy` or `Clone`, for all that they are made of is public.

use crate::interface::*;
use crate::names::rust_identifier;

/// The functions that copy, as Rust text.
pub fn functions(interface: &Interface) -> String {
    let of_choice = |choice: &Enum| {
        let name = &choice.name;
        let arms: String = choice.variants.iter().map(|v| format!("ffi::{name}::{0} => ffi::{name}::{0},", v.name)).collect();
        function(name, &format!("match it {{ {arms} }}"))
    };
    let of_record = |record: &Record| {
        let name = &record.name;
        let field = |field: &Field| {
            let name = rust_identifier(field.name.rust());
            format!("{name}: {},", copied(&field.ty, &format!("&it.{name}")))
        };
        let fields: String = record.fields.iter().map(field).collect();
        function(name, &format!("ffi::{name} {{ {fields} }}"))
    };
    interface.enums.iter().map(of_choice).chain(interface.records.iter().map(of_record)).collect()
}

fn function(name: &Name, body: &str) -> String {
    format!("#[allow(dead_code)]\nfn copy_of_{}(it: &ffi::{name}) -> ffi::{name} {{ {body} }}\n\n", name.snake())
}

/// A copy of the value that an expression is a reference to.
pub fn copied(ty: &Type, reference: &str) -> String {
    let place = reference.strip_prefix('&').unwrap_or(reference);
    match ty {
        Type::Enum(name) | Type::Record(name) => format!("copy_of_{}({reference})", name.snake()),
        Type::Option(inner) if is_copied(inner) => format!("{place}.as_ref().map(|some| {})", copied(inner, "some")),
        Type::List(element) if is_copied(element) => {
            format!("{place}.iter().map(|item| {}).collect::<Vec<_>>()", copied(element, "item"))
        }
        _ => format!("{place}.clone()"),
    }
}

/// Whether there is something in a type that may not be `Clone`.
fn is_copied(ty: &Type) -> bool {
    match ty {
        Type::Enum(_) | Type::Record(_) => true,
        Type::Option(inner) | Type::List(inner) => is_copied(inner),
        _ => false,
    }
}
