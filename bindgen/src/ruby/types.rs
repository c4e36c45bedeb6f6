//! Types, as YARD's and RBS's signatures spell them, and as values are packed for C.

use crate::interface::*;

/// What an argument may be, for YARD.
pub fn yard_in(interface: &Interface, ty: &Type) -> String {
    match ty {
        Type::Option(inner) => format!("{}, nil", yard_in(interface, inner)),
        Type::List(element) | Type::Set(element) => format!("Enumerable<{}>", yard_in(interface, element)),
        Type::Map(key, value) => format!("Hash{{{} => {}}}", yard_in(interface, key), yard_in(interface, value)),
        Type::Object(name) if interface.object(name).is_text => format!("{}, String", name.pascal()),
        Type::Object(name) => match interface.object(name).stand_in(interface) {
            Some(argument) => format!("{}, {}", name.pascal(), yard_in(interface, &argument.ty)),
            None => yard_out(ty),
        },
        Type::Record(name) => format!("{}, Hash", name.pascal()),
        Type::Enum(_) => "Symbol, String, Integer".into(),
        Type::Float { .. } | Type::Duration => "Numeric".into(),
        other => yard_out(other),
    }
}

/// What an argument may be, for YARD: where a path is wanted, what stands for one is welcome.
pub fn yard_argument(interface: &Interface, argument: &Argument) -> String {
    let text = yard_in(interface, &argument.ty);
    if argument.is_path { text.replace("String", "String, #to_path") } else { text }
}

/// What a result is, for YARD.
pub fn yard_out(ty: &Type) -> String {
    match ty {
        Type::Bool => "Boolean".into(),
        Type::Int { .. } | Type::Offset(_) => "Integer".into(),
        Type::Float { .. } => "Float".into(),
        Type::Duration => "Rational".into(),
        Type::Time => "Time".into(),
        Type::String | Type::Bytes => "String".into(),
        Type::Object(name) | Type::Record(name) => name.pascal(),
        Type::Enum(_) => "Symbol".into(),
        Type::Option(inner) => format!("{}, nil", yard_out(inner)),
        Type::List(element) => format!("Array<{}>", yard_out(element)),
        Type::Set(item) => format!("Set<{}>", yard_out(item)),
        Type::Map(key, value) => format!("Hash{{{} => {}}}", yard_out(key), yard_out(value)),
        Type::Custom { .. } => unreachable!("it crosses as something else"),
        Type::Callback { .. } => unreachable!("a callback is a block"),
    }
}

/// What an argument may be, for RBS.
pub fn rbs_in(interface: &Interface, ty: &Type) -> String {
    match ty {
        Type::Option(inner) => optional(&rbs_in(interface, inner)),
        Type::List(element) | Type::Set(element) => format!("_Each[{}]", rbs_in(interface, element)),
        Type::Map(key, value) => format!("Hash[{}, {}]", rbs_in(interface, key), rbs_in(interface, value)),
        Type::Object(name) if interface.object(name).is_text => format!("{} | String", name.pascal()),
        Type::Object(name) => match interface.object(name).stand_in(interface) {
            Some(argument) => format!("{} | {}", name.pascal(), rbs_in(interface, &argument.ty)),
            None => rbs_out(ty),
        },
        Type::Record(name) => format!("{} | Hash[Symbol, untyped]", name.pascal()),
        Type::Enum(name) => format!("{} | Symbol | String | Integer", name.snake()),
        Type::Float { .. } | Type::Duration => "Float | Integer | Rational".into(),
        other => rbs_out(other),
    }
}

/// What an argument may be, for RBS: where a path is wanted, what stands for one is welcome.
pub fn rbs_argument(interface: &Interface, argument: &Argument) -> String {
    const PATH: &str = "String | _ToPath";
    match (&argument.ty, argument.is_path) {
        (Type::String, true) => PATH.into(),
        (Type::Option(inner), true) if **inner == Type::String => optional(PATH),
        (Type::List(element), true) if **element == Type::String => format!("_Each[{PATH}]"),
        (ty, _) => rbs_in(interface, ty),
    }
}

/// What a result is, for RBS.
pub fn rbs_out(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Enum(name) => name.snake(),
        Type::Option(inner) => optional(&rbs_out(inner)),
        Type::List(element) => format!("Array[{}]", rbs_out(element)),
        Type::Set(item) => format!("Set[{}]", rbs_out(item)),
        Type::Map(key, value) => format!("Hash[{}, {}]", rbs_out(key), rbs_out(value)),
        other => yard_out(other),
    }
}

fn optional(ty: &str) -> String {
    if ty.contains(" | ") { format!("({ty})?") } else { format!("{ty}?") }
}

/// The constant in `Native` that is an integer type's range.
pub fn range(signed: bool, bits: u8) -> String {
    format!("Native::{}{bits}", if signed { "I" } else { "U" })
}

/// The directive of `Array#pack` for a number, truth value or enum.
pub fn directive(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "C",
        Type::Int { signed: false, bits: 8 } => "C",
        Type::Int { signed: false, bits: 16 } => "S",
        Type::Int { signed: false, bits: 32 } => "L",
        Type::Int { signed: false, .. } | Type::Offset(_) | Type::Duration => "Q",
        Type::Int { signed: true, bits: 8 } => "c",
        Type::Int { signed: true, bits: 16 } => "s",
        Type::Int { signed: true, bits: 32 } | Type::Enum(_) => "l",
        Type::Int { signed: true, .. } | Type::Time => "q",
        Type::Float { bits: 32 } => "f",
        Type::Float { .. } => "d",
        other => unreachable!("{other:?} is no number"),
    }
}
