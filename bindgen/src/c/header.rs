//! The C header: reads like documentation, compiles as C99 and as C++.

use super::spelled;
use crate::c_abi::{
    Abi, CCallback, CFunction, CType, Parameter, Role, Section, Subject, element_in, list_name, map_name, member_name,
    plain_name, type_name,
};
use crate::fill::{self, filled};
use crate::interface::*;
use crate::output::MARKER;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "c/header.h.txt", escape = "none")]
struct HeaderTemplate<'a> {
    marker: &'a str,
    prefix: &'a str,
    shouting: String,
    docs: &'a str,
    hash: u64,
    version: &'a str,
    version_number: u32,
    /// Whether times cross.
    has_times: bool,
    /// Whether columns are shared.
    has_columns: bool,
    enums: &'a [Enum],
    handles: Vec<(String, String)>,
    /// Records as plain structs: what they are, their C names and their fields.
    plain: Vec<(String, String, Vec<Declaration>)>,
    errors: Vec<&'a ErrorVariant>,
    /// The types of the functions that the caller gives.
    callbacks: Vec<Declaration>,
    sections: Vec<HeaderSection>,
}

struct HeaderSection {
    title: String,
    functions: Vec<Declaration>,
}

struct Declaration {
    comment: String,
    prototype: String,
}

/// The header's text.
pub fn header(interface: &Interface, abi: &Abi) -> Result<String> {
    let prefix = abi.prefix.as_str();
    let template = HeaderTemplate {
        marker: MARKER,
        prefix,
        shouting: interface.namespace.shouting(),
        docs: &interface.docs,
        hash: crate::hash::of(interface, abi),
        version: &interface.version,
        version_number: interface.version_number(),
        has_times: interface.has(|ty| matches!(ty, Type::Duration | Type::Time)),
        has_columns: interface.objects.iter().any(|object| object.is_column),
        enums: &interface.enums,
        handles: handles(interface, abi),
        plain: abi.plain_records(interface).into_iter().map(|record| plain_struct(prefix, record)).collect(),
        errors: interface.error_variants().collect(),
        callbacks: abi.callbacks.iter().map(|callback| function_type(prefix, callback)).collect(),
        sections: abi.sections.iter().filter(|s| !s.functions.is_empty()).map(|s| header_section(prefix, s)).collect(),
    };
    Ok(fill::commented(&template.render()?, "*", fill::C))
}

/// The type of a function that the caller gives.
fn function_type(prefix: &str, callback: &CCallback) -> Declaration {
    let parameters: Vec<_> = callback.parameters.iter().map(|p| declared(&spelled(prefix, &p.ty), &p.name)).collect();
    let returns = if callback.answers { "bool" } else { "void" };
    Declaration {
        comment: comment(&callback.docs),
        prototype: format!("typedef {returns} (*{})({});", type_name(prefix, &callback.name), parameters.join(", ")),
    }
}

/// A record as a plain struct.
fn plain_struct(prefix: &str, record: &Record) -> (String, String, Vec<Declaration>) {
    let field = |field: &Field| {
        let ty = match &field.ty {
            Type::Record(name) => plain_name(prefix, name),
            ty => spelled(prefix, &element_in(prefix, ty)),
        };
        Declaration { comment: indented(&field.docs), prototype: format!("{ty} {};", member_name(&field.name)) }
    };
    let docs = format!("{}\n\nA plain struct, for functions that end in _plain.", record.docs);
    (docs, plain_name(prefix, &record.name), record.fields.iter().map(field).collect())
}

/// Every opaque type: its C name and its documentation.
fn handles(interface: &Interface, abi: &Abi) -> Vec<(String, String)> {
    let prefix = abi.prefix.as_str();
    let objects = interface.objects.iter().map(|o| (type_name(prefix, &o.name), o.docs.clone()));
    let records = interface.records.iter().map(|r| (type_name(prefix, &r.name), r.docs.clone()));
    let lists =
        interface.list_elements().iter().map(|e| (list_name(prefix, e), format!("A list of {}.", plural(e)))).collect::<Vec<_>>();
    let maps = abi.sections.iter().filter_map(|section| match &section.subject {
        Subject::Map(key, value) => {
            Some((map_name(prefix, key, value), format!("A map of {} to {}.", plural(key), plural(value))))
        }
        _ => None,
    });
    objects.chain(records).chain(lists).chain(maps).collect()
}

fn header_section(prefix: &str, section: &Section) -> HeaderSection {
    let title = match &section.subject {
        Subject::Library => "The library, text and bytes".to_owned(),
        Subject::Error => "Errors".to_owned(),
        Subject::Enum(name) | Subject::Record(name) | Subject::Object(name) => name.to_string(),
        Subject::List(element) => format!("Lists of {}", plural(element)),
        Subject::Map(key, value) => format!("Maps of {} to {}", plural(key), plural(value)),
        Subject::Functions => "Functions".to_owned(),
    };
    let declaration = |f| Declaration { comment: comment(&documented(prefix, f)), prototype: prototype(prefix, f) };
    HeaderSection { title, functions: section.functions.iter().map(declaration).collect() }
}

/// A block comment of one or more lines.
fn comment(text: &str) -> String {
    match text.lines().collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [line] => format!("/** {line} */"),
        lines => {
            let lines: Vec<_> = lines.iter().map(|line| format!(" * {line}").trim_end().to_owned()).collect();
            format!("/**\n{}\n */", lines.join("\n"))
        }
    }
}

/// What the elements of a list are called.
fn plural(element: &Type) -> String {
    match element {
        Type::Bool => "truth values".into(),
        Type::Int { .. } | Type::Offset(_) | Type::Float { .. } => format!("numbers ({})", element_c_name(element)),
        Type::String => "texts".into(),
        Type::Object(name) | Type::Record(name) | Type::Enum(name) => format!("{name} values"),
        Type::Bytes => "byte strings".into(),
        Type::Duration => "spans of time".into(),
        Type::Time => "points in time".into(),
        Type::Custom { via, .. } => plural(via),
        Type::Option(inner) => format!("{}, some of which may be absent", plural(inner)),
        Type::List(inner) | Type::Set(inner) => format!("lists of {}", plural(inner)),
        Type::Map(key, value) => format!("maps of {} to {}", plural(key), plural(value)),
        Type::Callback { .. } => unreachable!("refused when the interface was read"),
    }
}

fn element_c_name(element: &Type) -> String {
    spelled("", &crate::c_abi::element_in("", element))
}

/// A comment within an enum.
fn indented(text: &str) -> String {
    comment(text).replace('\n', "\n    ")
}

/// The documentation of a function, with what C needs to know besides: who frees the result, and what failure looks like.
fn documented(prefix: &str, function: &CFunction) -> String {
    // What is added stands in lines of its own.
    let room = fill::C - " * ".len();
    let mut text = filled(&function.docs, room);
    let mut add = |line: String| text.push_str(&format!("\n{}", filled(&line, room)));
    let call = match &function.role {
        Role::Call(_, call) => Some(call),
        _ => None,
    };
    for argument in call.iter().flat_map(|call| &call.arguments) {
        if let Some(default) = &argument.default {
            add(format!("`{}` may be left out: {}.", argument.name.snake(), absent(&argument.ty, default)));
        }
    }
    let free = match &function.returns {
        CType::OwnedText => Some(format!("{prefix}_string_free")),
        CType::OwnedBytes => Some(format!("{prefix}_bytes_free")),
        CType::OwnedHandle(name) => Some(format!("{name}_free")),
        _ => None,
    };
    if let Some(free) = free {
        add(format!("Free the result with {free}()."));
    }
    let role = match &function.role {
        Role::Plain(role) => role,
        role => role,
    };
    let is_option = match role {
        Role::Call(_, call) => call.returns.as_ref().is_some_and(Type::is_option),
        Role::RecordField(field) => field.ty.is_option(),
        _ => false,
    };
    if is_option {
        add(match &function.returns {
            CType::Bool => "Returns whether there is one, and writes it to `value`.".to_owned(),
            CType::Enum(_) => "Returns -1 if there is none.".to_owned(),
            _ => "Returns NULL if there is none.".to_owned(),
        });
    }
    if function.parameters.last().is_some_and(|p| p.name == "error") {
        let returns_nothing = call.is_some_and(|call| call.returns.is_none());
        let failed = match &function.returns {
            CType::Bool => "false",
            CType::Enum(_) => "-1",
            CType::Plain(_) => "a struct of zeros",
            CType::Int { .. } | CType::Float { .. } | CType::Size => "0",
            _ => "NULL",
        };
        let success = if returns_nothing { "Returns true on success. " } else { "" };
        add(format!("{success}On failure it returns {failed} and sets `error`, which may be NULL."));
    }
    text.trim().to_owned()
}

/// How an argument is left out, and what that means.
fn absent(ty: &Type, default: &Default) -> String {
    let how = match ty {
        Type::Option(inner) if matches!(**inner, Type::Enum(_)) => "-1",
        Type::Option(inner) if matches!(**inner, Type::List(_) | Type::Set(_)) => "NULL; a pointer with count 0 is an empty list",
        Type::Option(_) => "NULL",
        Type::List(_) | Type::Set(_) => "NULL and count 0",
        Type::Map(..) => "NULL",
        _ => return format!("its default elsewhere is {}", shown(default)),
    };
    format!("pass {how}")
}

fn shown(default: &Default) -> String {
    match default {
        Default::None | Default::Empty => "empty".to_owned(),
        Default::Bool(value) => value.to_string(),
        Default::Int(text) | Default::Float(text) => text.clone(),
        Default::String(text) => format!("{text:?}"),
    }
}

/// A declaration, broken into lines when it is long.
pub fn prototype(prefix: &str, function: &CFunction) -> String {
    let parameter = |p: &Parameter| declared(&spelled(prefix, &p.ty), &p.name);
    let parameters: Vec<_> = function.parameters.iter().map(parameter).collect();
    let is_owned = matches!(function.returns, CType::OwnedText | CType::OwnedBytes | CType::OwnedHandle(_));
    let nodiscard = if is_owned { format!("{}_NODISCARD ", prefix.to_uppercase()) } else { String::new() };
    let start = nodiscard + &declared(&spelled(prefix, &function.returns), &function.symbol);
    let joined = if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") };
    let line = format!("{start}({joined});");
    if line.len() <= 110 { line } else { format!("{start}(\n    {});", parameters.join(",\n    ")) }
}

/// `const char *text`, `bool found`.
fn declared(ty: &str, name: &str) -> String {
    if ty.ends_with('*') { format!("{ty}{name}") } else { format!("{ty} {name}") }
}
