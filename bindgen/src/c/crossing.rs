//! The Rust expressions of values that cross into C and out of it.

use super::glue::number_of;
use crate::c_abi::CType;
use crate::copies::{converted, copied, hashed, sorted};
use crate::interface::*;
use crate::names::{lift, lower};

/// How an argument that was read is passed on.
pub fn passed(x: &str, ty: &Type, by_ref: bool) -> String {
    let is_reference = matches!(ty, Type::Bytes | Type::Object(_) | Type::Record(_));
    if by_ref && !is_reference { format!("&{x}") } else { x.to_owned() }
}

/// The Rust type of what a list or a map holds. Records are shared, so that they can be lent.
pub fn element(ty: &Type) -> String {
    match &ty.crossing() {
        Type::Record(name) => format!("Arc<ffi::{name}>"),
        Type::List(inner) | Type::Set(inner) => format!("Vec<{}>", element(inner)),
        Type::Map(key, value) => format!("rt::Map<{}, {}>", element(key), element(value)),
        other => other.rust(),
    }
}

/// Whether a value crosses as something else than it is in Rust.
pub fn is_other(ty: &Type) -> bool {
    ty.crossing() != *ty || ty.has_hashed()
}

/// What a list or a map holds, made of a value that crosses.
pub fn held(ty: &Type, value: &str) -> String {
    converted(ty, value, &|ty, value| match ty {
        Type::Record(_) => Some(format!("Arc::new({value})")),
        Type::Set(item) => Some(held(&Type::List(item.clone()), value)),
        Type::Map(_, of) => {
            let item = held(of, "item");
            Some(format!(
                "rt::Map::of({{ let mut all_ = vec![]; for (key, item) in {value} {{ all_.push((key, {item})); }} all_ }})"
            ))
        }
        _ => None,
    })
}

/// A copy of what a list or a map holds, given by a reference, as it crosses.
pub fn copied_out(ty: &Type, reference: &str) -> String {
    match ty {
        Type::List(inner) | Type::Set(inner) => {
            format!("{reference}.iter().map(|item| {}).collect::<Vec<_>>()", copied_out(inner, "item"))
        }
        Type::Map(key, value) => {
            let (key, value) = (copied_out(key, "key"), copied_out(value, "item"));
            format!("{reference}.iter().map(|(key, item)| ({key}, {value})).collect::<Vec<_>>()")
        }
        other => copied(other, reference),
    }
}

/// The function that makes an offset of a number.
pub fn offset(ty: &Type) -> String {
    match ty {
        Type::Offset(name) => format!("ffi::{name}::plain"),
        other => unreachable!("{other:?} is not an offset"),
    }
}

/// What an offset is counted in.
#[derive(Clone, Copy)]
pub enum Unit {
    Bytes,
    Characters,
}

/// The C value of an owned Rust value.
pub fn out(ty: &Type, value: &str, unit: Unit) -> String {
    if is_other(ty) { crossed(&ty.crossing(), &lowered(ty, value), unit) } else { crossed(ty, value, unit) }
}

/// The C value of what a Rust value crosses as.
pub fn crossed(ty: &Type, value: &str, unit: Unit) -> String {
    let counted = match unit {
        Unit::Bytes => "bytes",
        Unit::Characters => "characters",
    };
    match ty {
        Type::Offset(_) => format!("{value}.{counted}()"),
        Type::Bool | Type::Int { .. } | Type::Float { .. } => value.to_owned(),
        Type::String => format!("rt::string_out({value})"),
        Type::Custom { .. } | Type::Duration | Type::Time => unreachable!("it crosses as something else"),
        Type::Bytes => format!("rt::bytes_out(&{value}, length)"),
        Type::Object(name) | Type::Record(name) => format!("rt::object_out::<ffi::{name}>({value})"),
        Type::Enum(name) => format!("{}({value})", number_of(name)),
        // Records are shared, so that they can be lent and taken.
        Type::List(element) if matches!(**element, Type::Record(_)) => {
            format!("rt::list_out({value}.into_iter().map(Arc::new).collect())")
        }
        Type::List(_) | Type::Set(_) => format!("rt::list_out({})", held(ty, value)),
        Type::Map(..) => format!("rt::map_out({})", held(ty, value)),
        Type::Callback { .. } => unreachable!("no callback comes out"),
        Type::Option(inner) => match &**inner {
            Type::Offset(_) => format!("rt::option_out({value}.map(|some| some.{counted}()), value)"),
            Type::Bool | Type::Int { .. } | Type::Float { .. } => format!("rt::option_out({value}, value)"),
            Type::Enum(name) => format!("{value}.map_or(-1, {})", number_of(name)),
            other => format!("{value}.map_or(ptr::null_mut(), |some| {})", crossed(other, "some", unit)),
        },
    }
}

/// The Rust value of what a type crosses as, in a function that can fail. `what` is what it is called.
pub fn lifted(ty: &Type, value: &str, what: &str) -> String {
    converted(ty, value, &|ty, value| match ty {
        Type::Custom { .. } if ty.is_data() => Some(copied(ty, &format!("&{value}"))),
        Type::Custom { name, via } => {
            let plain = lifted(via, value, what);
            Some(format!("ffi::{}({plain}).map_err(|reason| rt::Failure::argument({what:?}, reason))?", lift(name)))
        }
        Type::Duration => Some(format!("std::time::Duration::from_nanos({value})")),
        Type::Time => Some(format!("rt::time_in({value})")),
        ty => hashed(ty, value, &|ty, value| lifted(ty, value, what)),
    })
}

/// What a Rust value crosses as, in a function that can fail.
pub fn lowered(ty: &Type, value: &str) -> String {
    converted(ty, value, &|ty, value| match ty {
        Type::Custom { .. } if ty.is_data() => Some(format!("Arc::new({value})")),
        Type::Custom { name, via } => Some(lowered(via, &format!("ffi::{}({value})", lower(name)))),
        Type::Duration => Some(format!("rt::duration_out({value})?")),
        Type::Time => Some(format!("rt::time_out({value})?")),
        ty => sorted(ty, value, &lowered),
    })
}

/// The body of a function that gives an element of a list.
pub fn list_get(element: &Type, returns: &CType) -> String {
    let element = &element.crossing();
    format!("Ok(this.get(index){}.map_or({}, |some| {}))", present(element), zero(returns), element_out(element))
}

/// The body of a function that gives the value of a key: the first for which `order` says that it is equal.
pub fn map_get(value: &Type, order: &str, returns: &CType) -> String {
    let value = &value.crossing();
    let found = format!("this.get(|probe| {order}){}", present(value));
    match value {
        scalar if scalar.is_scalar() => format!("Ok(rt::option_out({found}.copied(), value))"),
        other => format!("Ok({found}.map_or({}, |some| {}))", zero(returns), element_out(other)),
    }
}

/// What is said of an element that may be absent.
fn present(element: &Type) -> &'static str {
    if element.is_option() { ".and_then(Option::as_ref)" } else { "" }
}

/// The C value of `some`, a reference to what a list or a map holds.
fn element_out(element: &Type) -> String {
    match element.without_option() {
        Type::String => "rt::string_out(some)".to_owned(),
        Type::Bytes => "rt::bytes_out(some, length)".to_owned(),
        // Records are shared, as they are lent.
        record @ Type::Record(_) => crossed(record, "some.clone()", Unit::Bytes),
        other => crossed(other, &copied_out(other, "some"), Unit::Bytes),
    }
}

/// The body of a function that lends an element of a list.
pub fn list_peek(element: &Type) -> String {
    let present = present(element);
    let value = match element.without_option() {
        Type::String => "rt::view_out(some, length)",
        Type::Bytes => "rt::view_out(some, length).cast()",
        ty if ty.is_collection() => "ptr::from_ref(some)",
        _ => "Arc::as_ptr(some)",
    };
    format!("Ok(this.get(index){present}.map_or(ptr::null(), |some| {value}))")
}

/// The value of an error's field.
pub fn error_field(index: usize, field: &Field) -> String {
    let bits = format!("rt::Failure::number_field(this, {index})");
    match field.ty.without_option() {
        Type::String => format!("rt::Failure::text_field(this, {index}, length)"),
        Type::Bool => format!("{bits} != 0"),
        Type::Offset(_) => bits,
        Type::Float { bits: width } => format!("f64::from_bits({bits}) as f{width}"),
        Type::Int { signed, bits: width } => format!("{bits} as {}{width}", if *signed { "i" } else { "u" }),
        other => unreachable!("{other:?} was refused when the interface was read"),
    }
}

/// What a function returns when it failed.
pub fn zero(ty: &CType) -> &'static str {
    match ty {
        CType::Void => "()",
        CType::Bool => "false",
        CType::Int { .. } | CType::Size => "0",
        CType::Float { .. } => "0.0",
        CType::Enum(_) => "-1",
        CType::Plain(_) => "Default::default()",
        CType::Text
        | CType::Bytes
        | CType::Handle(_)
        | CType::Array(_)
        | CType::Optional(_)
        | CType::Callback(_)
        | CType::Function(_)
        | CType::User => "ptr::null()",
        CType::OwnedText | CType::OwnedBytes | CType::OwnedHandle(_) | CType::Out(_) | CType::Arrow(_) => "ptr::null_mut()",
    }
}
