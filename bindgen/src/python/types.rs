//! Types: as Python's annotations write them, as PyO3 extracts them, and how results become Python objects.

use crate::copies::{converted, copied, hashed, sorted};
use crate::interface::{Argument, Callback, Interface, Name, Type};
use crate::names::{lift, lower};

/// The annotation of something that Python hands in: text is welcome wherever a text type or an enum is.
pub fn taken(interface: &Interface, ty: &Type) -> String {
    match ty {
        Type::Bytes => "bytes | bytearray".to_owned(),
        Type::Object(name) if interface.object(name).is_text => format!("{} | str", name.pascal()),
        Type::Object(name) => match interface.object(name).stand_in(interface) {
            Some(argument) if interface.object(name).is_column => {
                format!("{} | ArrowArray | ArrowStream | {}", name.pascal(), taken(interface, &argument.ty))
            }
            Some(argument) => format!("{} | {}", name.pascal(), taken(interface, &argument.ty)),
            None => given(ty, Lists::Fresh),
        },
        Type::Enum(name) => format!("{} | {}", name.pascal(), enum_texts(name)),
        Type::Option(inner) => format!("{} | None", taken(interface, inner)),
        Type::Callback { name, .. } => callable(interface.callback(name)),
        Type::Custom { via, .. } => taken(interface, via),
        Type::List(element) | Type::Set(element) => format!("Iterable[{}]", taken(interface, element)),
        Type::Map(key, value) => format!("Mapping[{}, {}]", taken(interface, key), taken(interface, value)),
        other => given(other, Lists::Fresh),
    }
}

/// The annotation of an argument: where a path is wanted, what stands for one is welcome.
pub fn taken_argument(interface: &Interface, argument: &Argument) -> String {
    match (&argument.ty, argument.is_path) {
        (Type::String, true) => PATH.to_owned(),
        (Type::Option(inner), true) if **inner == Type::String => format!("{PATH} | None"),
        (Type::List(element), true) if **element == Type::String => format!("Iterable[{PATH}]"),
        (ty, _) => taken(interface, ty),
    }
}

/// The annotation of a path.
pub const PATH: &str = "str | PathLike[str]";

/// The type that PyO3 extracts an argument as: where a path is wanted, what stands for one is welcome.
pub fn extracted_argument(interface: &Interface, argument: &Argument) -> String {
    match (&argument.ty, argument.is_path) {
        (Type::String, true) => "runtime::PathText<'_>".to_owned(),
        (Type::Option(inner), true) if **inner == Type::String => "Option<runtime::PathText<'_>>".to_owned(),
        (Type::List(element), true) if **element == Type::String => "runtime::List<runtime::OwnPath>".to_owned(),
        (ty, _) => extracted(interface, ty, argument.by_ref),
    }
}

/// `Callable[[int, str], bool | None]`.
fn callable(callback: &Callback) -> String {
    let told: Vec<_> = callback.arguments.iter().map(|a| given(&a.ty, Lists::Fresh)).collect();
    format!("Callable[[{}], {}]", told.join(", "), if callback.answers { "bool | None" } else { "object" })
}

/// The type of the texts that are welcome in an enum's place.
pub fn enum_texts(name: &Name) -> String {
    format!("_{}Text", name.pascal())
}

/// What the module of times is called, away from what an interface may have.
pub const TIMES: &str = "_datetime";

/// What kind of Python list a list becomes.
#[derive(Clone, Copy, PartialEq)]
pub enum Lists {
    /// A property's value: a tuple, because changing it would change nothing.
    Fixed,
    /// A function's result: a list, which belongs to the caller.
    Fresh,
}

/// The annotation of something that Python gets.
pub fn given(ty: &Type, lists: Lists) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Int { .. } | Type::Offset(_) => "int".to_owned(),
        Type::Float { .. } => "float".to_owned(),
        Type::String => "str".to_owned(),
        Type::Custom { via, .. } => given(via, lists),
        Type::Duration => format!("{TIMES}.timedelta"),
        Type::Time => format!("{TIMES}.datetime"),
        Type::Bytes => "bytes".to_owned(),
        Type::Object(name) | Type::Record(name) | Type::Enum(name) => name.pascal(),
        Type::Option(inner) => format!("{} | None", given(inner, lists)),
        Type::List(element) if lists == Lists::Fixed => format!("tuple[{}, ...]", given(element, lists)),
        Type::List(element) => format!("list[{}]", given(element, lists)),
        Type::Set(item) if lists == Lists::Fixed => format!("frozenset[{}]", given(item, lists)),
        Type::Set(item) => format!("set[{}]", given(item, lists)),
        Type::Map(key, value) => format!("dict[{}, {}]", given(key, lists), given(value, lists)),
        Type::Callback { .. } => unreachable!("no callback is given back"),
    }
}

/// The type that PyO3 extracts an argument as.
pub fn extracted(interface: &Interface, ty: &Type, by_ref: bool) -> String {
    if ty.plain() != *ty {
        return extracted(interface, &ty.plain(), false);
    }
    match ty {
        Type::String => "runtime::Text<'_>".to_owned(),
        Type::Bytes => "runtime::Bytes".to_owned(),
        Type::Duration => "runtime::Span".to_owned(),
        Type::Time => "runtime::Moment".to_owned(),
        Type::Object(name) if interface.object(name).is_text => format!("runtime::TextOr<'_, {}>", name.pascal()),
        Type::Object(name) if interface.object(name).stand_in(interface).is_some() => {
            format!("runtime::StandInOr<'_, {}>", name.pascal())
        }
        Type::Object(name) | Type::Record(name) => format!("runtime::Instance<'_, {}>", name.pascal()),
        Type::Enum(name) => format!("runtime::Choice<{}>", name.pascal()),
        Type::Callback { .. } => "runtime::Callable".to_owned(),
        Type::Option(inner) => format!("Option<{}>", extracted(interface, inner, false)),
        Type::List(element) if **element == Type::String && by_ref => "runtime::List<runtime::SharedText>".to_owned(),
        ty if ty.is_list_of_maybe_texts() && by_ref => "runtime::List<Option<runtime::SharedText>>".to_owned(),
        Type::List(element) | Type::Set(element) => format!("runtime::List<{}>", kept(interface, element)),
        Type::Map(key, value) => format!("runtime::Map<{}, {}>", kept(interface, key), kept(interface, value)),
        plain => format!("runtime::Plain<{}>", rust_scalar(plain)),
    }
}

/// The same of what stands in a collection: what is extracted from an item must not borrow from it.
fn kept(interface: &Interface, ty: &Type) -> String {
    match ty {
        Type::String => "runtime::OwnText".to_owned(),
        Type::Option(inner) if **inner == Type::String => "Option<runtime::OwnText>".to_owned(),
        other => extracted(interface, other, false),
    }
}

fn rust_scalar(ty: &Type) -> String {
    match ty {
        Type::Offset(_) => "u64".to_owned(),
        Type::Bool | Type::Int { .. } | Type::Float { .. } => ty.rust(),
        other => unreachable!("{other:?} is no scalar"),
    }
}

/// How an extracted argument goes on to Rust.
pub struct Passing {
    /// A statement that takes Python out of the argument, or nothing.
    pub prelude: Option<String>,
    /// What stands in the call.
    pub expression: String,
}

/// How the argument `name` goes on to Rust.
pub fn passing(name: &str, ty: &Type, by_ref: bool) -> Passing {
    let referenced = |expression: &str| if by_ref { format!("&{expression}") } else { expression.to_owned() };
    if is_other(ty) {
        let Passing { prelude, expression } = crossed(name, &ty.plain(), false);
        let lifted = format!("let {name} = {};", lifted(ty, &expression, name));
        return Passing { prelude: Some(prelude.into_iter().chain([lifted]).collect()), expression: referenced(name) };
    }
    crossed(name, ty, by_ref)
}

/// Whether a value crosses as something else than it is in Rust.
fn is_other(ty: &Type) -> bool {
    ty.plain() != *ty || ty.has_hashed()
}

/// How the argument `name` goes on to Rust as what it crosses as.
fn crossed(name: &str, ty: &Type, by_ref: bool) -> Passing {
    let plain = |expression: String| Passing { prelude: None, expression };
    let referenced = |expression: &str| if by_ref { format!("&{expression}") } else { expression.to_owned() };
    match ty {
        Type::Bool | Type::Int { .. } | Type::Float { .. } | Type::Enum(_) | Type::Duration | Type::Time => {
            plain(referenced(&format!("{name}.0")))
        }
        ty if ty.is_callback() => {
            Passing { prelude: Some(format!("let {name} = runtime::Call::from({name});")), expression: caller(name, ty) }
        }
        Type::Offset(offset) => plain(format!("ffi::{offset}::plain({name}.0)")),
        Type::String | Type::Bytes if by_ref => plain(format!("&{name}")),
        Type::Object(_) | Type::Record(_) if by_ref => {
            Passing { prelude: Some(format!("let {name} = {name}.value();")), expression: name.to_owned() }
        }
        Type::List(element) if by_ref && *element.without_option() == Type::String => {
            Passing { prelude: Some(format!("let {name} = {name}.borrowed();")), expression: format!("&{name}") }
        }
        _ => Passing { prelude: Some(format!("let {name} = {name}.into_rust();")), expression: referenced(name) },
    }
}

/// The value of a type that has custom types in it, of what they cross as. It may fail.
fn lifted(ty: &Type, value: &str, what: &str) -> String {
    converted(ty, value, &|ty, value| match ty {
        Type::Custom { .. } if ty.is_data() => Some(copied(ty, &format!("&{value}"))),
        Type::Custom { name, via } => {
            let plain = lifted(via, value, what);
            Some(format!("ffi::{}({plain}).map_err(|reason| runtime::refused({what:?}, &reason))?", lift(name)))
        }
        ty => hashed(ty, value, &|ty, value| lifted(ty, value, what)),
    })
}

/// What a value of a type that has custom types in it crosses as.
fn lowered(ty: &Type, value: &str) -> String {
    converted(ty, value, &|ty, value| match ty {
        Type::Custom { .. } if ty.is_data() => Some(format!("Arc::new({value})")),
        Type::Custom { name, via } => Some(lowered(via, &format!("ffi::{}({value})", lower(name)))),
        ty => sorted(ty, value, &lowered),
    })
}

/// What stands for a function of Python's in Rust. Where there may be none there is one nevertheless, so that signals stop the call.
fn caller(call: &str, ty: &Type) -> String {
    match ty {
        Type::Option(inner) => format!("Some({})", caller(call, inner)),
        Type::Callback { name, is_shared: true } => format!("Arc::new({}({call}.clone()))", caller_name(name)),
        Type::Callback { name, .. } => format!("Box::new({}({call}.clone()))", caller_name(name)),
        other => unreachable!("{other:?} is no callback"),
    }
}

/// The name of the type that stands for such a function.
pub fn caller_name(name: &Name) -> String {
    format!("{}Caller", name.pascal())
}

/// Whether PyO3 returns exactly the Rust type.
fn is_plain(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::Int { .. } | Type::Float { .. } | Type::String)
}

/// How a result becomes a Python object.
pub struct Giving {
    /// What the glue function returns, inside `PyResult`.
    pub ty: String,
    /// The conversion of `result`; nothing if PyO3 takes it as it is.
    pub conversion: Option<String>,
    /// Whether the conversion can fail.
    pub is_fallible: bool,
    /// Whether the conversion needs the interpreter.
    pub needs_py: bool,
}

/// How a result of that type becomes a Python object.
pub fn giving(ty: &Type, lists: Lists) -> Giving {
    if is_other(ty) {
        let plain = given_crossed(&ty.plain(), lists);
        let conversion = plain.conversion.unwrap_or_else(|| "result".to_owned());
        let conversion = format!("{{ let result = {}; {conversion} }}", lowered(ty, "result"));
        return Giving { conversion: Some(conversion), ..plain };
    }
    given_crossed(ty, lists)
}

/// How what a result crosses as becomes a Python object.
fn given_crossed(ty: &Type, lists: Lists) -> Giving {
    let infallible =
        |ty: String, conversion: String, needs_py| Giving { ty, conversion: Some(conversion), is_fallible: false, needs_py };
    match ty {
        Type::Bool | Type::Int { .. } | Type::Float { .. } => {
            Giving { ty: rust_scalar(ty), conversion: None, is_fallible: false, needs_py: false }
        }
        Type::Offset(_) => infallible("u64".to_owned(), "result.characters()".to_owned(), false),
        Type::String => infallible("Bound<'py, PyString>".to_owned(), "runtime::text(py, result)".to_owned(), true),
        Type::Bytes => infallible("Bound<'py, PyBytes>".to_owned(), "PyBytes::new(py, &result)".to_owned(), true),
        Type::Duration | Type::Time | Type::Enum(_) | Type::Object(_) | Type::Record(_) => {
            infallible(wrapped(ty), format!("{}(result)", wrapper(ty)), false)
        }
        Type::Option(inner) => giving_option(inner, lists),
        Type::List(element) => {
            let class = if lists == Lists::Fixed { "PyTuple" } else { "PyList" };
            let values = match &**element {
                Type::Bytes => "result.iter().map(|item| PyBytes::new(py, item))".to_owned(),
                Type::Option(inner) if **inner == Type::Bytes => {
                    "result.iter().map(|item| item.as_ref().map(|item| PyBytes::new(py, item)))".to_owned()
                }
                element if is_plain(element.without_option()) => "result".to_owned(),
                element if element.is_collection() => {
                    let inner = given_crossed(element, lists).conversion.unwrap_or_default();
                    format!("{{ let mut items = vec![]; for result in result {{ items.push({inner}?); }} items }}")
                }
                element => format!("result.into_iter().map({})", wrapper(element)),
            };
            let conversion = Some(format!("{class}::new(py, {values})"));
            Giving { ty: format!("Bound<'py, {class}>"), conversion, is_fallible: true, needs_py: true }
        }
        Type::Set(item) => {
            let class = if lists == Lists::Fixed { "PyFrozenSet" } else { "PySet" };
            let made = one_given(item, "result", lists);
            let values = if made == "result" { made } else { format!("result.into_iter().map(|result| {made})") };
            let conversion = Some(format!("{class}::new(py, {values})"));
            Giving { ty: format!("Bound<'py, {class}>"), conversion, is_fallible: true, needs_py: true }
        }
        Type::Map(key, value) => {
            let (key, value) = (one_given(key, "key", lists), one_given(value, "result", lists));
            let conversion = format!(
                "{{ let map = PyDict::new(py); for (key, result) in result {{ map.set_item({key}, {value})?; }} Ok::<_, PyErr>(map) }}"
            );
            Giving { ty: "Bound<'py, PyDict>".to_owned(), conversion: Some(conversion), is_fallible: true, needs_py: true }
        }
        Type::Custom { .. } => unreachable!("it crosses as something else"),
        Type::Callback { .. } => unreachable!("no callback is given back"),
    }
}

/// An item of a set, a key or a value of a map on the way to Python. It may end in `?`.
fn one_given(ty: &Type, value: &str, lists: Lists) -> String {
    let Giving { conversion, is_fallible, .. } = given_crossed(ty, lists);
    match conversion {
        None => value.to_owned(),
        Some(conversion) if value == "result" => format!("{conversion}{}", if is_fallible { "?" } else { "" }),
        Some(conversion) => format!("{{ let result = {value}; {conversion} }}"),
    }
}

fn giving_option(inner: &Type, lists: Lists) -> Giving {
    let of_value = given_crossed(inner, lists);
    let conversion = match (&of_value.conversion, inner) {
        (None, _) => None,
        (Some(_), Type::Duration | Type::Time | Type::Enum(_) | Type::Object(_) | Type::Record(_)) => {
            Some(format!("result.map({})", wrapper(inner)))
        }
        (Some(conversion), _) if of_value.is_fallible => Some(format!("result.map(|result| {conversion}).transpose()")),
        (Some(conversion), _) => Some(format!("result.map(|result| {conversion})")),
    };
    Giving { ty: format!("Option<{}>", of_value.ty), conversion, ..of_value }
}

/// The type that stands for a Rust value on the way to Python.
fn wrapped(ty: &Type) -> String {
    match ty {
        Type::Duration => "runtime::Span".to_owned(),
        Type::Time => "runtime::Moment".to_owned(),
        Type::Enum(name) => format!("runtime::Choice<{}>", name.pascal()),
        Type::Object(name) | Type::Record(name) => format!("runtime::Made<{}>", name.pascal()),
        other => unreachable!("{other:?} needs no wrapper"),
    }
}

/// The function that makes it.
fn wrapper(ty: &Type) -> String {
    match ty {
        Type::Duration => "runtime::Span".to_owned(),
        Type::Time => "runtime::Moment".to_owned(),
        Type::Enum(name) => format!("runtime::Choice::<{}>", name.pascal()),
        Type::Object(name) | Type::Record(name) => format!("{}::from_rust", name.pascal()),
        other => unreachable!("{other:?} needs no wrapper"),
    }
}
