//! How C++ spells the interface's types and names.

use crate::c_abi::{element_name, list_name, map_name, member_name, parameter_name, type_name};
use crate::interface::*;

/// A member's name, away from keywords and from what all classes have.
pub fn member(name: &Name) -> String {
    match member_name(name) {
        taken if taken == "c_ptr" => "c_ptr_".to_owned(),
        other => other,
    }
}

fn number(ty: &Type) -> Option<String> {
    Some(match ty {
        Type::Bool => "bool".to_owned(),
        Type::Int { signed, bits } => format!("std::{}int{bits}_t", if *signed { "" } else { "u" }),
        Type::Float { bits: 32 } => "float".to_owned(),
        Type::Float { .. } => "double".to_owned(),
        Type::Offset(_) => "std::uint64_t".to_owned(),
        _ => return None,
    })
}

/// A number as C has it.
pub fn c_number(ty: &Type) -> String {
    number(&ty.crossing()).expect("it crosses as a number")
}

fn optional(ty: String) -> String {
    format!("std::optional<{ty}>")
}

/// A value that belongs to whoever has it.
pub fn owned(ty: &Type) -> String {
    match &ty.plain() {
        Type::Duration => "std::chrono::nanoseconds".to_owned(),
        Type::Time => "std::chrono::time_point<std::chrono::system_clock, std::chrono::nanoseconds>".to_owned(),
        Type::Set(item) => format!("std::set<{}>", owned(item)),
        Type::Map(key, value) => format!("std::map<{}, {}>", owned(key), owned(value)),
        Type::String => "std::string".to_owned(),
        Type::Bytes => "std::vector<std::uint8_t>".to_owned(),
        Type::Object(name) | Type::Record(name) | Type::Enum(name) | Type::Callback { name, .. } => name.pascal(),
        Type::Option(inner) => optional(owned(inner)),
        Type::List(element) => format!("std::vector<{}>", owned(element)),
        scalar => number(scalar).expect("everything else is a number"),
    }
}

/// Text that an object lends.
pub fn lent(ty: &Type) -> String {
    let view = "std::string_view".to_owned();
    if ty.is_option() { optional(view) } else { view }
}

/// A parameter's type.
pub fn parameter(ty: &Type) -> String {
    let ty = &ty.plain();
    match ty {
        Type::String => "std::string_view".to_owned(),
        Type::Option(inner) => match &**inner {
            Type::String => optional("std::string_view".to_owned()),
            Type::Object(name) | Type::Record(name) => format!("const {} *", name.pascal()),
            Type::Callback { .. } => parameter(inner),
            Type::List(element) => match texts(element) {
                Some(texts) => format!("const {} &", optional(texts.to_owned())),
                None => format!("const {} &", optional(owned(inner))),
            },
            Type::Set(_) | Type::Map(..) => format!("const {} &", optional(owned(inner))),
            other => optional(owned(other)),
        },
        Type::List(element) => format!("const {} &", texts(element).map_or_else(|| owned(ty), str::to_owned)),
        Type::Bool | Type::Int { .. } | Type::Float { .. } | Type::Offset(_) | Type::Enum(_) | Type::Duration | Type::Time => {
            owned(ty)
        }
        other => format!("const {} &", owned(other)),
    }
}

/// What a list of texts is taken as.
fn texts(element: &Type) -> Option<&'static str> {
    match element {
        Type::String => Some("Texts"),
        Type::Option(inner) if **inner == Type::String => Some("OptionalTexts"),
        _ => None,
    }
}

/// What stands for an argument that is left out.
pub fn default(ty: &Type, default: &Default) -> String {
    let ty = &ty.plain();
    match (default, ty) {
        (Default::None, Type::Option(inner)) => match **inner {
            Type::Object(_) | Type::Record(_) | Type::Callback { .. } => "nullptr".to_owned(),
            _ => "std::nullopt".to_owned(),
        },
        (Default::Bool(value), _) => value.to_string(),
        // No literal is the least number: it would be that of the greatest, which there is not, with a minus.
        (Default::Int(text), _) if *text == i64::MIN.to_string() => "INT64_MIN".to_owned(),
        (Default::Int(text), Type::Int { signed: false, .. }) => format!("{}{{{text}U}}", owned(ty)),
        (Default::Int(text), _) => format!("{}{{{text}}}", owned(ty.without_option())),
        (Default::Float(text), Type::Float { bits: 32 }) => format!("static_cast<float>({text})"),
        (Default::Float(text), _) => text.clone(),
        (Default::String(text), _) => format!("{text:?}"),
        _ => "{}".to_owned(),
    }
}

/// The arguments that C gets for one of C++.
pub fn given(prefix: &str, name: &str, ty: &Type) -> Vec<String> {
    let present = format!("*{name}");
    let either = |there: String, else_: &str| format!("{name} ? {there} : {else_}");
    let ty = &ty.plain();
    match ty {
        Type::Duration | Type::Time => vec![format!("detail::plain<{}>({name})", c_number(ty))],
        Type::Map(key, value) => vec![map_in(prefix, key, value, &format!("{}({name})", function("make", ty)))],
        Type::String => vec![format!("detail::data({name})"), format!("{name}.size()")],
        Type::Bytes => vec![format!("{name}.data()"), format!("{name}.size()")],
        Type::Enum(choice) => vec![format!("static_cast<{}>({name})", type_name(prefix, choice))],
        Type::Object(_) | Type::Record(_) => vec![format!("{name}.c_ptr()")],
        Type::Callback { name: callback, .. } => {
            vec![either(format!("&detail::call_{}", callback.snake()), "nullptr"), format!("&{name}_caller")]
        }
        Type::List(element) => list(prefix, name, element, false),
        Type::Set(item) => list(prefix, name, item, true),
        Type::Option(inner) => match &**inner {
            Type::Callback { .. } => given(prefix, name, inner),
            Type::Enum(choice) => {
                let c_name = type_name(prefix, choice);
                vec![either(format!("static_cast<{c_name}>({present})"), &format!("{}_NONE", c_name.to_uppercase()))]
            }
            Type::Object(_) | Type::Record(_) => vec![either(format!("{name}->c_ptr()"), "nullptr")],
            Type::String => {
                vec![either(format!("detail::data({present})"), "nullptr"), either(format!("{name}->size()"), "0")]
            }
            Type::Bytes => vec![either(format!("detail::data({present})"), "nullptr"), either(format!("{name}->size()"), "0")],
            Type::Duration | Type::Time => {
                let number = c_number(inner);
                vec![format!("detail::pointer(detail::maybe_plain<{number}>({name}))")]
            }
            Type::Map(key, value) => {
                vec![map_in(prefix, key, value, &either(format!("{}({present})", function("make", inner)), "nullptr"))]
            }
            Type::List(element) | Type::Set(element) => {
                let is_set = matches!(**inner, Type::Set(_));
                let [pointers @ .., count] = &list(prefix, &format!("({present})"), element, is_set)[..] else { unreachable!() };
                let pointers = pointers.iter().map(|pointer| either(pointer.clone(), "nullptr"));
                pointers.chain([either(count.clone(), "0")]).collect()
            }
            _ => vec![either(format!("&{present}"), "nullptr")],
        },
        _ => vec![name.to_owned()],
    }
}

/// The handle of a map that C reads during a call.
fn map_in(prefix: &str, key: &Type, value: &Type, made: &str) -> String {
    let map = map_name(prefix, key, &value.listed());
    format!("detail::Owner_<{map}, {map}_free>({made}).get()")
}

/// The function that makes, takes or reads a collection of C.
pub fn function(verb: &str, collection: &Type) -> String {
    format!("detail::{verb}_{}", element_name(collection))
}

/// Where the items of a list are, and their number. The texts of a set are looked at where they are.
fn list(prefix: &str, name: &str, element: &Type, is_set: bool) -> Vec<String> {
    let count = format!("{name}.size()");
    match element {
        collection if collection.is_collection() => {
            let handle = match collection.listed() {
                Type::Map(key, value) => map_name(prefix, &key, &value),
                Type::List(inner) => list_name(prefix, &inner),
                other => unreachable!("{other:?} is no collection"),
            };
            let make = function("make", collection);
            vec![format!("detail::Made_<{handle}, {handle}_free>({name}, {make}).data()"), count]
        }
        Type::String if is_set => vec![format!("Texts({name}).pointers()"), format!("Texts({name}).lengths()"), count],
        Type::Object(item) | Type::Record(item) => {
            vec![format!("detail::pointers<{}>({name}).data()", type_name(prefix, item)), count]
        }
        Type::Enum(choice) => vec![format!("detail::array<{}>({name}).get()", type_name(prefix, choice)), count],
        bytes if *bytes.without_option() == Type::Bytes => {
            vec![format!("detail::starts({name}).data()"), format!("detail::lengths({name}).data()"), count]
        }
        scalar => match number(&scalar.crossing()) {
            Some(number) => vec![format!("detail::array<{number}>({name}).get()"), count],
            None => vec![format!("{name}.pointers()"), format!("{name}.lengths()"), count],
        },
    }
}

/// What C++ makes of the result `c_result`, with what C wrote through pointers; text that is lent stays where it is.
pub fn made(ty: &Type, is_lent: bool) -> String {
    let ty = &ty.plain();
    match ty {
        Type::String if is_lent => "std::string_view(c_result, c_length)".to_owned(),
        Type::Option(inner) if is_lent || inner.crossing().is_scalar() => {
            let value = match **inner {
                _ if is_lent => "std::string_view(c_result, c_length)",
                Type::Duration => "detail::duration(c_value)",
                Type::Time => "detail::time(c_value)",
                _ => "c_value",
            };
            let ty = if is_lent { lent(ty) } else { owned(ty) };
            format!("c_result ? {ty}({value}) : std::nullopt")
        }
        Type::Option(inner) => {
            let absent = if matches!(**inner, Type::Enum(_)) { "c_result == -1" } else { "!c_result" };
            format!("{absent} ? std::nullopt : {}({})", owned(ty), made(inner, false))
        }
        Type::String => "detail::text(c_result)".to_owned(),
        Type::Bytes => "detail::bytes(c_result, c_length)".to_owned(),
        Type::Object(name) | Type::Record(name) => format!("{}(c_result)", name.pascal()),
        Type::Enum(name) => format!("static_cast<{}>(c_result)", name.pascal()),
        Type::List(_) | Type::Set(_) | Type::Map(..) => format!("{}(c_result)", function("take", ty)),
        Type::Duration => "detail::duration(c_result)".to_owned(),
        Type::Time => "detail::time(c_result)".to_owned(),
        _ => "c_result".to_owned(),
    }
}

/// The statement that adds the element at `place` of `list` to `items`.
pub fn add(list: &str, element: &Type) -> String {
    let get = format!("{list}_get(list, place)");
    let lent = format!("std::size_t length = 0;\n        const auto *data = {list}_peek(list, place, &length);\n        ");
    let present = |ty: &Type, value: &str| match ty {
        Type::String => format!("{lent}{value}(data, length)"),
        _ => format!("{lent}{value}(data, data + length)"),
    };
    match element {
        Type::String | Type::Bytes => format!("{};", present(element, "items.emplace_back")),
        Type::Option(inner) => {
            let rest = if **inner == Type::String { "data, length" } else { "data, data + length" };
            format!(
                "{lent}if (data) {{\n            items.emplace_back(std::in_place, {rest});\n        }} else {{\n            items.emplace_back();\n        }}"
            )
        }
        Type::Enum(name) => format!("items.push_back(static_cast<{}>({get}));", name.pascal()),
        Type::Duration => format!("items.push_back(duration({get}));"),
        Type::Time => format!("items.push_back(time({get}));"),
        collection if collection.is_collection() => {
            format!("items.push_back({}({list}_peek(list, place)));", function("read", collection))
        }
        _ => format!("items.emplace_back({get});"),
    }
}

/// What a function of the caller's is told.
pub fn told(ty: &Type) -> String {
    parameter(ty)
}

/// What C tells, for the function of the caller's.
pub fn passed_on(name: &Name, ty: &Type) -> String {
    let name = parameter_name(name);
    match ty {
        Type::String => format!("std::string_view({name}, {})", crate::c_abi::companion(&name, "length")),
        _ => name,
    }
}
