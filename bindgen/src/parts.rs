//! What the Rust glue has beside the interface crate: the kinds of choices with data, and what reads and makes such choices.

use crate::copies::copied;
use crate::interface::*;
use crate::names::rust_identifier;
use std::fmt::Write;

/// What `ffi` is in the glue, and the traits that give choices with data their parts.
pub fn text(interface: &Interface) -> String {
    let path = &interface.crate_path;
    if interface.data.is_empty() {
        return format!("use {path} as ffi;");
    }
    let kinds: String = interface.data.iter().map(kind).collect();
    let traits: String = interface.data.iter().map(parts).collect();
    format!("/// The interface, and the kinds of its choices with data.\nmod ffi {{ pub use {path}::*; {kinds} }}\n\n{traits}")
}

fn kind(data: &Data) -> String {
    let variants: String = data.variants.iter().map(|variant| format!("{}, ", variant.name)).collect();
    format!("#[derive(Debug, Clone, Copy, PartialEq, Eq)] pub enum {} {{ {variants} }} ", data.kind)
}

/// The trait is in scope, so that its functions are called as the type's own.
fn parts(data: &Data) -> String {
    let (name, kind) = (&data.name, &data.kind);
    let (mut heads, mut bodies) = (String::new(), String::new());
    let mut add = |head: String, body: String| {
        let _ = writeln!(heads, "{head};");
        let _ = writeln!(bodies, "{head} {{ {body} }}");
    };
    for variant in &data.variants {
        let arguments: Vec<_> =
            variant.fields.iter().map(|field| format!("{}: {}", rust_identifier(field.name.rust()), field.ty.rust())).collect();
        add(format!("fn {}({}) -> Self", variant.constructor(), arguments.join(", ")), pattern(name, variant, ""));
    }
    let arms: String =
        data.variants.iter().map(|variant| format!("{} => ffi::{kind}::{}, ", any(name, variant), variant.name)).collect();
    add(format!("fn {KIND}(&self) -> ffi::{kind}"), format!("match self {{ {arms} }}"));
    for part in data.parts() {
        let arms: String = part
            .holders
            .iter()
            .map(|(variant, field)| {
                let value = copied(&field.ty, "part");
                let value = if field.ty == part.ty { value } else { format!("Some({value})") };
                format!("{} => {value}, ", only(name, variant, field))
            })
            .collect();
        let rest = if part.holders.len() < data.variants.len() { "_ => None," } else { "" };
        add(format!("fn {}(&self) -> {}", part.getter(), part.ty.rust()), format!("match self {{ {arms} {rest} }}"));
    }
    format!(
        "/// What reads and makes a choice.\ntrait {name}Parts {{ {heads} }}\n\nimpl {name}Parts for ffi::{name} {{ {bodies} }}\n\n"
    )
}

/// A variant with all its fields by name, each with `before` in front: a pattern, or what makes one.
pub fn pattern(name: &Name, variant: &DataVariant, before: &str) -> String {
    filled(name, variant, |field| format!("{before}{}", rust_identifier(field.name.rust())))
}

/// A variant with something for each field.
pub fn filled(name: &Name, variant: &DataVariant, value: impl Fn(&Field) -> String) -> String {
    let path = format!("ffi::{name}::{}", variant.name);
    let each = |field: &Field| match variant.is_tuple {
        true => value(field),
        false => format!("{}: {}", rust_identifier(field.name.rust()), value(field)),
    };
    let fields: Vec<_> = variant.fields.iter().map(each).collect();
    match (variant.fields.is_empty(), variant.is_tuple) {
        (true, _) => path,
        (false, true) => format!("{path}({})", fields.join(", ")),
        (false, false) => format!("{path} {{ {} }}", fields.join(", ")),
    }
}

/// A pattern for a variant, whatever its fields.
fn any(name: &Name, variant: &DataVariant) -> String {
    let path = format!("ffi::{name}::{}", variant.name);
    if variant.fields.is_empty() { path } else { format!("{path} {{ .. }}") }
}

/// A pattern that calls one field `part`.
fn only(name: &Name, variant: &DataVariant, field: &Field) -> String {
    filled(name, variant, |other| if other.name == field.name { "part".to_owned() } else { "_".to_owned() })
}
