//! Expressions that convert values: what a Ruby argument becomes for C, and what C's result becomes for Ruby.

use super::types::{directive, range};
use crate::c_abi::{element_name, in_characters, list_name};
use crate::interface::*;

/// An argument on its way to C.
pub struct Passed {
    /// A statement that replaces the argument by its checked value, kept in a local variable so that it lives through the call.
    pub check: Option<String>,
    /// The C arguments made from it.
    pub values: Vec<String>,
}

/// Checks an argument `x` and passes it on. A call that lets other threads run needs a text of its own.
pub fn argument(x: &str, ty: &Type, blocking: bool, is_path: bool) -> Passed {
    if let Type::Callback { name, .. } = ty.without_option() {
        let required = if ty.is_option() { "" } else { ", required: true" };
        return Passed {
            check: Some(format!("{x} = Native::Call.{}({x}{required})", name.snake())),
            values: vec![format!("{x}.function"), "nil".to_owned()],
        };
    }
    let own = if blocking { ".dup" } else { "" };
    let checked = checked(x, ty.without_option()).map(|value| match ty.without_option() {
        Type::String if is_path => format!("{x} = Native.path({x}){own}"),
        Type::List(element) if is_path && **element == Type::String => format!("{x} = Native.paths({x})"),
        Type::String | Type::Bytes => format!("{x} = {value}{own}"),
        // What is right already, as nearly always, costs no call.
        Type::Object(name) if !ty.is_option() => format!("{x} = {value} unless {x}.is_a?({})", name.pascal()),
        _ => format!("{x} = {value}"),
    });
    let check = if ty.is_option() { checked.map(|check| format!("{check} unless {x}.nil?")) } else { checked };
    Passed { check, values: passed(x, ty) }
}

/// The C arguments for a checked value.
pub fn passed(x: &str, ty: &Type) -> Vec<String> {
    let Type::Option(inner) = ty else { return present(x, ty) };
    match &**inner {
        Type::String | Type::Bytes => vec![x.to_owned(), format!("{x} ? {x}.bytesize : 0")],
        Type::Bool => vec![format!("{x}.nil? ? nil : [{x} ? 1 : 0].pack(\"C\")")],
        Type::Int { .. } | Type::Offset(_) | Type::Float { .. } | Type::Duration | Type::Time => {
            vec![format!("{x} && [{x}].pack(\"{}\")", directive(inner))]
        }
        Type::Enum(name) => vec![format!("{}.__number_or_none({x})", name.pascal())],
        Type::Object(_) => vec![format!("{x} ? {x}.__address : 0")],
        Type::Record(_) | Type::Map(..) => vec![format!("{x} ? {x}.to_i : 0")],
        Type::Set(item) => passed(x, &Type::Option(Box::new(Type::List(item.clone())))),
        Type::List(element) => match element.without_option() {
            Type::String | Type::Bytes => {
                vec![format!("{x}&.pointers"), format!("{x}&.lengths"), format!("{x} ? {x}.count : 0")]
            }
            _ => {
                let [packed, _] = &present(x, inner)[..] else { unreachable!("a list is an array and a count") };
                vec![format!("{x} && {packed}"), format!("{x} ? {x}.size : 0")]
            }
        },
        Type::Custom { .. } => unreachable!("it crosses as something else"),
        Type::Option(_) | Type::Callback { .. } => unreachable!("refused when the interface was read"),
    }
}

/// The checked form of a value, if it is not itself.
fn checked(x: &str, ty: &Type) -> Option<String> {
    Some(match ty {
        Type::Enum(_) => return None,
        Type::String => format!("Native.text({x})"),
        Type::Bytes => format!("Native.bytes({x})"),
        Type::Bool => format!("Native.truth({x})"),
        Type::Int { signed, bits } => format!("Native.integer({x}, {})", range(*signed, *bits)),
        Type::Offset(_) => format!("Native.integer({x}, {})", range(false, 64)),
        Type::Float { .. } => format!("Native.float({x})"),
        Type::Duration => format!("Native.duration({x})"),
        Type::Time => format!("Native.time({x})"),
        Type::Object(name) => format!("{}.__from({x})", name.pascal()),
        Type::Record(name) => format!("{}.__from({x}).__handle", name.pascal()),
        Type::Set(item) => return checked(x, &Type::List(item.clone())),
        Type::Map(..) => format!("Native::Lists.{}({x})", make_method(ty)),
        Type::List(element) => match &**element {
            inner if inner.is_collection() => format!("Native.list({x}) {{ |item| Native::Lists.{}(item) }}", make_method(inner)),
            Type::String => format!("Native.texts({x})"),
            Type::Bytes => format!("Native.byte_strings({x})"),
            Type::Option(inner) if **inner == Type::Bytes => format!("Native.maybe_byte_strings({x})"),
            Type::Option(_) => format!("Native.maybe_texts({x})"),
            Type::Enum(name) => format!("Native.list({x}) {{ |item| {}.__number(item) }}", name.pascal()),
            Type::Bool => format!("Native.list({x}) {{ |item| Native.truth(item) ? 1 : 0 }}"),
            element => format!("Native.list({x}) {{ |item| {} }}", checked("item", element)?),
        },
        Type::Custom { .. } => unreachable!("it crosses as something else"),
        Type::Option(_) | Type::Callback { .. } => unreachable!("handled by the caller"),
    })
}

fn present(x: &str, ty: &Type) -> Vec<String> {
    match ty {
        Type::String | Type::Bytes => vec![x.to_owned(), format!("{x}.bytesize")],
        Type::Bool | Type::Int { .. } | Type::Offset(_) | Type::Float { .. } | Type::Duration | Type::Time => vec![x.to_owned()],
        Type::Enum(name) => vec![format!("{}.__number({x})", name.pascal())],
        Type::Object(_) => vec![format!("{x}.__address")],
        Type::Record(_) | Type::Map(..) => vec![format!("{x}.to_i")],
        Type::Set(item) => present(x, &Type::List(item.clone())),
        Type::List(element) => match element.without_option() {
            Type::String | Type::Bytes => {
                vec![format!("{x}.pointers"), format!("{x}.lengths"), format!("{x}.count")]
            }
            Type::Object(_) => vec![format!("{x}.map(&:__address).pack(\"J*\")"), format!("{x}.size")],
            Type::Record(_) | Type::List(_) | Type::Set(_) | Type::Map(..) => {
                vec![format!("{x}.map(&:to_i).pack(\"J*\")"), format!("{x}.size")]
            }
            number => vec![format!("{x}.pack(\"{}*\")", directive(number)), format!("{x}.size")],
        },
        Type::Custom { .. } => unreachable!("it crosses as something else"),
        Type::Option(_) | Type::Callback { .. } => unreachable!("handled by the caller"),
    }
}

/// The out-parameter that a result needs beside what C returns: its name.
pub fn out_parameter(ty: Option<&Type>) -> Option<&'static str> {
    match ty? {
        Type::Bytes => Some("length"),
        Type::Option(inner) => match &**inner {
            Type::Bytes => Some("length"),
            Type::Bool | Type::Int { .. } | Type::Offset(_) | Type::Float { .. } | Type::Duration | Type::Time => Some("value"),
            _ => None,
        },
        _ => None,
    }
}

/// The Ruby value of what C returned; `out` is the slot behind the out-parameter. Where nothing comes back, this also looks whether
/// something went wrong.
pub fn result(ty: &Type, call: &str, out: &str) -> String {
    match ty.without_option() {
        Type::Bool if ty.is_option() => format!("Native.take_option({call}, {out}, \"C\")&.positive?"),
        scalar @ (Type::Int { .. } | Type::Offset(_) | Type::Float { .. }) if ty.is_option() => {
            format!("Native.take_option({call}, {out}, \"{}\")", directive(scalar))
        }
        time @ (Type::Duration | Type::Time) => {
            let taken = if *time == Type::Duration { "duration" } else { "time" };
            match ty.is_option() {
                true => format!("Native.take_{taken}(Native.take_option({call}, {out}, \"{}\"))", directive(time)),
                false => format!("Native.take_{taken}(Native.checked({call}))"),
            }
        }
        Type::Bool => format!("{call} || Native.raise_pending || false"),
        Type::Int { .. } | Type::Offset(_) | Type::Float { .. } => format!("Native.checked({call})"),
        Type::String => format!("Native.take_text({call})"),
        Type::Bytes => format!("Native.take_bytes({call}, {out})"),
        Type::Object(name) | Type::Record(name) | Type::Enum(name) => format!("{}.__take({call})", name.pascal()),
        Type::List(element) => format!("Native::Lists.{}({call})", list_method("take", element)),
        Type::Set(item) => format!("Native::Lists.{}({call})&.to_set&.freeze", list_method("take", item)),
        Type::Map(key, value) => format!("Native::Lists.{}({call})", map_method("take", key, value)),
        Type::Custom { .. } => unreachable!("it crosses as something else"),
        Type::Option(_) | Type::Callback { .. } => unreachable!("refused when the interface was read"),
    }
}

/// The symbol that gives a value of this type as Ruby counts: offsets in characters.
pub fn counted(ty: &Type, symbol: String) -> String {
    match ty.without_option() {
        Type::Offset(_) => in_characters(&symbol),
        _ => symbol,
    }
}

/// The method of `Native::Lists` that takes, reads or makes a list of such elements.
pub fn list_method(verb: &str, element: &Type) -> String {
    format!("{verb}_{}", plural(&element_name(element)))
}

/// The same of a map.
pub fn map_method(verb: &str, key: &Type, value: &Type) -> String {
    format!("{verb}_{}_of_{}", plural(&element_name(value)), element_name(key))
}

/// The method that makes a list or a map for C.
pub fn make_method(ty: &Type) -> String {
    match ty {
        Type::List(element) | Type::Set(element) => list_method("make", element),
        Type::Map(key, value) => map_method("make", key, value),
        other => unreachable!("{other:?} is no collection"),
    }
}

/// One element of a list, in a block that knows `list` and `index`.
pub fn list_element(prefix: &str, element: &Type) -> String {
    let get = format!("Native.{}_get", list_name(prefix, &element.listed()));
    let call = format!("{get}(list, index)");
    match element.without_option() {
        Type::Bytes => format!("Native.take_bytes({get}(list, index, slot = +SLOT), slot)"),
        Type::Bool | Type::Int { .. } | Type::Offset(_) | Type::Float { .. } => call,
        other => result(other, &call, ""),
    }
}

/// The checked form of a record's field, to be kept.
pub fn kept(x: &str, ty: &Type, is_path: bool) -> String {
    let value = match ty.without_option() {
        Type::String if is_path => format!("Native.path({x}).dup.freeze"),
        Type::Enum(name) => format!("{}.parse({x})", name.pascal()),
        Type::Record(name) => format!("{}.__from({x})", name.pascal()),
        Type::String => format!("Native.text({x}).dup.freeze"),
        Type::Bytes => format!("Native.bytes({x}).dup.freeze"),
        Type::Duration => format!("Native.take_duration(Native.duration({x}))"),
        Type::Time => format!("Native.take_time(Native.time({x}))"),
        Type::List(element) => match kept_element(element) {
            None => format!("Native.list({x}, &:itself).freeze"),
            Some(value) => format!("Native.list({x}) {{ |item| {value} }}.freeze"),
        },
        Type::Set(item) => match kept_element(item) {
            None => format!("Native.list({x}, &:itself).to_set.freeze"),
            Some(value) => format!("Native.list({x}) {{ |item| {value} }}.to_set.freeze"),
        },
        Type::Map(key, value) => {
            format!("Native.map({x}).to_h {{ |key, item| [{}, {}] }}.freeze", kept("key", key, false), kept("item", value, false))
        }
        other => checked(x, other).unwrap_or_else(|| x.to_owned()),
    };
    if ty.is_option() { format!("{x}.nil? ? nil : {value}") } else { value }
}

fn kept_element(element: &Type) -> Option<String> {
    Some(kept("item", element, false)).filter(|value| value != "item")
}

/// The plural of a name.
fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(start) if !name.ends_with("ay") && !name.ends_with("ey") => format!("{start}ies"),
        _ if name.ends_with("sh") || name.ends_with('s') => format!("{name}es"),
        _ => format!("{name}s"),
    }
}
