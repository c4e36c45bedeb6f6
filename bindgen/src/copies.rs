//! Copies of choices and records for Rust glue: the types need not be `Copy` or `Clone`, for all that they are made of is public. And where
//! a glue has the functions that it calls.

use crate::equality;
use crate::interface::*;
use crate::names::rust_identifier;
use crate::parts::{filled, pattern};

/// Where the functions stand in a template.
pub const PLACE: &str = "// The functions that copy and compare stand here.";

/// The text of a template that was rendered, with the functions that it calls.
pub fn inserted(interface: &Interface, text: &str) -> String {
    let mut missing: Vec<_> = functions(interface).into_iter().chain(equality::functions(interface)).collect();
    let mut found = String::new();
    // One that is called may call others.
    loop {
        let is_called = |(name, _): &mut (String, String)| {
            let call = format!("{name}(");
            text.contains(&call) || found.contains(&call)
        };
        let called: Vec<_> = missing.extract_if(.., is_called).map(|(_, function)| function).collect();
        if called.is_empty() {
            return text.replacen(PLACE, &found, 1);
        }
        found.push_str(&called.concat());
    }
}

/// The functions that copy: their names and their Rust text.
fn functions(interface: &Interface) -> Vec<(String, String)> {
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
    let of_data = |data: &Data| {
        let arm = |variant: &DataVariant| {
            let made = filled(&data.name, variant, |field| copied(&field.ty, &rust_identifier(field.name.rust())));
            format!("{} => {made},", pattern(&data.name, variant, ""))
        };
        let arms: String = data.variants.iter().map(arm).collect();
        function(&data.name, &format!("match it {{ {arms} }}"))
    };
    let choices = interface.enums.iter().map(of_choice).chain(interface.data.iter().map(of_data));
    choices.chain(interface.records.iter().map(of_record)).collect()
}

fn function(name: &Name, body: &str) -> (String, String) {
    let function = format!("copy_of_{}", name.snake());
    let text = format!("fn {function}(it: &ffi::{name}) -> ffi::{name} {{ {body} }}\n\n");
    (function, text)
}

/// A value of which something else becomes wherever `leaf` says so, also inside of options and lists. That may end in `?`.
pub fn converted(ty: &Type, value: &str, leaf: &dyn Fn(&Type, &str) -> Option<String>) -> String {
    if let Some(made) = leaf(ty, value) {
        return made;
    }
    match ty {
        Type::Option(inner) => match converted(inner, "some", leaf) {
            same if same == "some" => value.to_owned(),
            made => format!("match {value} {{ Some(some) => Some({made}), None => None }}"),
        },
        Type::List(element) => match converted(element, "item", leaf) {
            same if same == "item" => value.to_owned(),
            made => format!("{{ let mut items = vec![]; for item in {value} {{ items.push({made}); }} items }}"),
        },
        _ => value.to_owned(),
    }
}

/// A copy of the value that an expression is a reference to.
pub fn copied(ty: &Type, reference: &str) -> String {
    let place = reference.strip_prefix('&').unwrap_or(reference);
    match ty {
        Type::Custom { name, .. } if ty.is_data() => format!("copy_of_{}({reference})", name.snake()),
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
        Type::Custom { .. } => ty.is_data(),
        Type::Option(inner) | Type::List(inner) => is_copied(inner),
        _ => false,
    }
}
