//! Values: what reads an argument of a type, what of it C is passed, and what a result becomes. What reads and gives collections, objects and
//! choices is made once for each type, under a name.

use super::super::spelling::text;
use super::super::stand_in::stand_in;
use super::library::spelled;
use crate::c_abi::error_field_name;
use crate::c_abi::{element_in, element_name, in_characters};
use crate::interface::*;

/// What reads an argument.
pub fn argument_reader(argument: &Argument) -> String {
    match (&argument.ty, argument.is_path) {
        (Type::String, true) => "_r.path".to_owned(),
        (Type::Option(inner), true) if **inner == Type::String => "_read_optional_path".to_owned(),
        (Type::List(element), true) if **element == Type::String => "_read_path_list".to_owned(),
        (ty, _) => reader(ty),
    }
}

/// What reads paths, where there may be none, or several.
pub const PATHS: [&str; 2] = ["_read_optional_path = _r.maybe(_r.path, _r.NULL)", "_read_path_list = _r.rows(_r.path, _r.texts)"];

/// What reads a value of a type.
pub fn reader(ty: &Type) -> String {
    match ty {
        Type::Bool => "_r.truth".into(),
        Type::Int { signed, bits } => format!("_r.{}{bits}", if *signed { "i" } else { "u" }),
        Type::Float { .. } => "_r.real".into(),
        Type::Offset(_) => "_r.u64".into(),
        Type::String => "_r.text".into(),
        Type::Bytes => "_r.data".into(),
        Type::Duration => "_r.span".into(),
        Type::Time => "_r.moment".into(),
        Type::Enum(name) => format!("{}.read", choice(name)),
        named => format!("_read_{}", called(named)),
    }
}

/// What a type is called in the names of what reads and gives its values.
fn called(ty: &Type) -> String {
    match ty {
        Type::Option(inner) => format!("perhaps_{}", called(inner)),
        Type::Callback { name, .. } => name.snake(),
        Type::Offset(_) => "offset".into(),
        other => element_name(other),
    }
}

/// The name of what is known of an enum.
pub fn choice(name: &Name) -> String {
    format!("_choice_{}", name.snake())
}

/// The name of the function that C calls.
pub fn called_back(name: &Name) -> String {
    format!("_call_{}", name.snake())
}

/// What reads values of all types of arguments, each after what it is made of: assignments.
pub fn readers(interface: &Interface) -> Vec<String> {
    let mut known = vec![];
    let fields = interface.records.iter().flat_map(|record| record.fields.iter().map(|field| &field.ty));
    let arguments = interface.all_functions().flat_map(|(_, function)| function.arguments.iter().map(|argument| &argument.ty));
    let stand_ins = interface.objects.iter().filter_map(|object| Some(&object.stand_in(interface)?.ty));
    let own = interface.objects.iter().map(|object| Type::Object(object.name.clone())).collect::<Vec<_>>();
    fields.chain(arguments).chain(stand_ins).chain(&own).for_each(|ty| add(interface, ty, &mut known));
    known.into_iter().map(|(name, made)| format!("{name} = {made}")).collect()
}

fn add(interface: &Interface, ty: &Type, known: &mut Vec<(String, String)>) {
    let name = reader(ty);
    let is_there = !name.starts_with("_read_") || known.iter().any(|(there, _)| *there == name);
    if is_there {
        return;
    }
    let inner: Vec<Type> = match ty {
        Type::Option(inner) | Type::List(inner) | Type::Set(inner) => vec![(**inner).clone()],
        Type::Map(key, value) => vec![(**key).clone(), (**value).clone()],
        Type::Object(name) => {
            let argument = interface.object(name).stand_in(interface);
            argument.map(|argument| argument.ty.list_element().unwrap_or(&argument.ty).clone()).into_iter().collect()
        }
        _ => vec![],
    };
    inner.iter().for_each(|inner| add(interface, inner, known));
    known.push((name, made(interface, ty)));
}

/// What makes what reads a value of a type.
fn made(interface: &Interface, ty: &Type) -> String {
    match ty {
        Type::Object(name) if interface.object(name).is_text => format!("_r.text_or({})", name.pascal()),
        Type::Object(name) => {
            let (class, object) = (name.pascal(), interface.object(name));
            match (stand_in(interface, object), object.stand_in(interface)) {
                (Some(stand_in), Some(argument)) => {
                    let expected = text(&stand_in.expected);
                    let maker = if object.is_column { "_columns.column" } else { "_r.stand_in" };
                    format!("{maker}({class}, {expected}, {})", standing(&argument.ty, &expected))
                }
                _ => format!("_r.instance({class})"),
            }
        }
        Type::Record(name) => format!("_r.instance({})", name.pascal()),
        Type::Callback { name, .. } => format!("_r.calling({})", called_back(name)),
        Type::Option(inner) => match &**inner {
            Type::Callback { name, .. } => format!("_r.perhaps_calling({})", called_back(name)),
            Type::String | Type::Bytes => format!("_r.maybe({}, _r.NULL)", reader(inner)),
            Type::Enum(_) => format!("_r.maybe({}, -1)", reader(inner)),
            scalar if scalar.crossing().is_scalar() => {
                format!("_r.maybe(_r.pointed(\"{}\", {}), _r.NULL)", spelled(&element_in("", scalar)), reader(scalar))
            }
            other => format!("_r.maybe({}, _r.ABSENT)", reader(other)),
        },
        Type::List(element) | Type::Set(element) => format!("_r.rows({}, {})", element_reader(element), pack(element)),
        Type::Map(key, value) => format!(
            "_r.mapping(\"{}\", {}, {}, {}, {})",
            element_name(&ty.listed()),
            element_reader(key),
            pack(key),
            element_reader(value),
            pack(value)
        ),
        other => unreachable!("{other:?} is read by what every interface has"),
    }
}

/// What reads what stands in an object's place, as Python has it.
fn standing(ty: &Type, expected: &str) -> String {
    match ty {
        Type::String => format!("lambda value: _r.string(value, {expected})"),
        Type::Object(name) => format!("_r.text_or({}, {expected})", name.pascal()),
        list => format!(
            "_r.collected({})",
            match list.list_element() {
                Some(Type::String) => "_r.string".to_owned(),
                Some(Type::Option(inner)) if **inner == Type::String => "_r.maybe(_r.string, None)".to_owned(),
                Some(element) => element_reader(element),
                None => unreachable!("{list:?} is no list"),
            }
        ),
    }
}

/// What reads a value that stands in a collection.
fn element_reader(element: &Type) -> String {
    match element {
        Type::Option(inner) => format!("_r.maybe({}, None)", reader(inner)),
        Type::List(_) | Type::Set(_) => format!("_r.made(\"{}\", {})", element_name(&element.listed()), reader(element)),
        other => reader(other),
    }
}

/// What puts the values of a collection where C sees them.
pub fn pack(element: &Type) -> String {
    match element.without_option() {
        Type::String | Type::Bytes => "_r.texts".into(),
        number if number.crossing().is_scalar() || matches!(number, Type::Enum(_)) => {
            format!("_r.numbers(\"{}[]\")", spelled(&element_in("", number)))
        }
        _ => "_r.handles".into(),
    }
}

/// What C is passed of an argument that was read.
pub fn passed(x: &str, ty: &Type) -> String {
    match ty.without_option() {
        Type::Callback { .. } => format!("{x}.function, {x}.user"),
        Type::String | Type::Bytes => format!("{x}, _r.size({x})"),
        Type::List(element) | Type::Set(element) => match element.without_option() {
            Type::String | Type::Bytes => format!("{x}.items, {x}.lengths, {x}.count"),
            _ => format!("{x}.items, {x}.count"),
        },
        Type::Object(_) | Type::Record(_) | Type::Map(..) => format!("{x}._handle"),
        _ => x.to_owned(),
    }
}

/// The parameter with which C tells more of a result than it returns: its name, and what it points to.
pub fn out_parameter(ty: &Type) -> Option<(&'static str, String)> {
    match ty.without_option() {
        Type::Bytes => Some(("_length", "size_t".to_owned())),
        scalar if ty.is_option() && scalar.crossing().is_scalar() => Some(("_value", spelled(&element_in("", scalar)))),
        _ => None,
    }
}

/// What a result becomes. `is_fixed` says whether its lists cannot be changed.
pub fn given(ty: &Type, raw: &str, is_fixed: bool) -> String {
    let fixed = if is_fixed { "True" } else { "False" };
    match ty {
        Type::Option(inner) if inner.crossing().is_scalar() => {
            format!("{} if {raw} else None", given(inner, "_value[0]", is_fixed))
        }
        Type::Option(inner) => given(inner, raw, is_fixed),
        Type::String => format!("_g.take_text({raw})"),
        Type::Bytes => format!("_g.take_bytes({raw}, _length)"),
        Type::List(_) | Type::Set(_) | Type::Map(..) => format!("_give_{}.take({raw}, {fixed})", called(ty)),
        other => giver(other).map_or_else(|| raw.to_owned(), |give| format!("{give}({raw})")),
    }
}

/// What gives a value that stands for itself in C, if it does not stay as it is.
fn giver(ty: &Type) -> Option<String> {
    match ty {
        Type::Duration => Some("_g.span".into()),
        Type::Time => Some("_g.moment".into()),
        Type::Object(name) | Type::Record(name) => Some(format!("{}._made", name.pascal())),
        Type::Enum(name) => Some(format!("{}.member", choice(name))),
        _ => None,
    }
}

/// What gives all collections, each after those in it: assignments.
pub fn givers(interface: &Interface) -> Vec<String> {
    let mut collections: Vec<Type> = interface.collections().into_iter().collect();
    collections.sort_by_key(depth);
    collections.iter().map(|ty| format!("_give_{} = {}", called(ty), listed(ty))).collect()
}

fn depth(ty: &Type) -> usize {
    match ty {
        Type::List(inner) | Type::Set(inner) | Type::Option(inner) => depth(inner) + 1,
        Type::Map(_, value) => depth(value) + 1,
        _ => 0,
    }
}

fn listed(ty: &Type) -> String {
    let name = element_name(&ty.listed());
    let list = |element: &Type| listed(&Type::List(Box::new(element.clone())));
    let set = if matches!(ty, Type::Set(_)) { ", is_set=True" } else { "" };
    match ty {
        Type::Map(key, value) => format!("_g.Mapped(\"{name}\", {}, {})", list(key), list(value)),
        Type::List(element) | Type::Set(element) => match element.without_option() {
            Type::String => format!("_g.ListedTexts(\"{name}\"{set})"),
            Type::Bytes => format!("_g.ListedTexts(\"{name}\", is_bytes=True{set})"),
            inner if inner.is_collection() => format!("_g.Listed(\"{name}\", _give_{}.take, nested=True{set})", called(inner)),
            other => format!("_g.Listed(\"{name}\"{}{set})", giver(other).map(|give| format!(", {give}")).unwrap_or_default()),
        },
        other => unreachable!("{other:?} is no collection"),
    }
}

/// What reads a field of errors.
pub fn error_reader(field: &Field) -> String {
    let name = error_field_name(&field.name);
    match field.ty.without_option() {
        Type::String => format!("_g.error_text(\"{name}\")"),
        Type::Enum(choices) => format!("_g.error_choice(\"{name}\", {}.member)", choice(choices)),
        Type::Offset(_) => format!("_g.error_number(\"{}\")", in_characters(&name)),
        _ => format!("_g.error_number(\"{name}\")"),
    }
}
