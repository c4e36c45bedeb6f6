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
    let mut missing: Vec<_> =
        functions(interface).into_iter().chain(ranks(interface)).chain(equality::functions(interface)).collect();
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

/// The functions that say where a choice stands among all: their names and their Rust text.
fn ranks(interface: &Interface) -> impl Iterator<Item = (String, String)> + '_ {
    interface.enums.iter().map(|choice| {
        let (name, function) = (&choice.name, rank_of(&choice.name));
        let arms: String = choice.variants.iter().map(|v| format!("ffi::{name}::{} => {},", v.name, v.number)).collect();
        let text = format!("fn {function}(it: &ffi::{name}) -> i32 {{ match it {{ {arms} }} }}\n\n");
        (function, text)
    })
}

fn rank_of(name: &Name) -> String {
    format!("rank_of_{}", name.snake())
}

/// How two keys stand to each other, given by references.
pub fn ordered(key: &Type, a: &str, b: &str) -> String {
    match key {
        Type::Enum(name) => format!("{0}({a}).cmp(&{0}({b}))", rank_of(name)),
        _ => format!("{a}.cmp({b})"),
    }
}

/// What a set or a map crosses as: its items in order. `lowered` makes of an item what it crosses as.
pub fn sorted(ty: &Type, value: &str, lowered: &dyn Fn(&Type, &str) -> String) -> Option<String> {
    let (made, given, pattern, key) = match ty {
        Type::Set(item) => (lowered(item, "item"), "item", ["a", "b"], item),
        Type::Map(key, of) => {
            (format!("({}, {})", lowered(key, "key"), lowered(of, "item")), "(key, item)", ["(a, _)", "(b, _)"], key)
        }
        _ => return None,
    };
    let [a, b] = pattern;
    let order = ordered(&key.plain(), "a", "b");
    Some(format!(
        "{{ let mut all_ = vec![]; for {given} in {value} {{ all_.push({made}); }} all_.sort_by(|{a}, {b}| {order}); all_ }}"
    ))
}

/// A set or a map of items. `lifted` makes of one what it is in Rust, and may end in `?`.
pub fn hashed(ty: &Type, value: &str, lifted: &dyn Fn(&Type, &str) -> String) -> Option<String> {
    let (kind, made, given) = match ty {
        Type::Set(item) => ("HashSet", lifted(item, "item"), "item"),
        Type::Map(key, of) => ("HashMap", format!("{}, {}", lifted(key, "key"), lifted(of, "item")), "(key, item)"),
        _ => return None,
    };
    let kind = format!("std::collections::{kind}");
    Some(format!("{{ let mut all_ = {kind}::new(); for {given} in {value} {{ all_.insert({made}); }} all_ }}"))
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
            made => format!("{{ let mut all_ = vec![]; for item in {value} {{ all_.push({made}); }} all_ }}"),
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
        Type::Set(item) if is_copied(item) => {
            format!("{place}.iter().map(|item| {}).collect::<std::collections::HashSet<_>>()", copied(item, "item"))
        }
        Type::Map(key, value) if is_copied(key) || is_copied(value) => format!(
            "{place}.iter().map(|(key, item)| ({}, {})).collect::<std::collections::HashMap<_, _>>()",
            copied(key, "key"),
            copied(value, "item")
        ),
        _ => format!("{place}.clone()"),
    }
}

/// Whether there is something in a type that may not be `Clone`.
fn is_copied(ty: &Type) -> bool {
    match ty {
        Type::Enum(_) | Type::Record(_) => true,
        Type::Custom { .. } => ty.is_data(),
        Type::Option(inner) | Type::List(inner) | Type::Set(inner) => is_copied(inner),
        Type::Map(key, value) => is_copied(key) || is_copied(value),
        _ => false,
    }
}
