//! Everything that can be read of a value, as data: for programs that read all of it in every language and must find the same.

use crate::interface::{Function, Interface, Name, Object, Type};
use crate::output::{File, MARKER};
use camino::Utf8Path;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A type of which parts are read.
pub struct Shape<'a> {
    /// Its name.
    pub name: &'a Name,
    /// Its parts, in the order of their names: the properties of an object and what it gives when nothing is asked for, or the fields of a
    /// record.
    pub parts: Vec<Part<'a>>,
}

/// A part of a value.
pub struct Part<'a> {
    /// Its name.
    pub name: &'a Name,
    /// Its type.
    pub ty: Type,
    /// The function that gives it; none of a field.
    pub function: Option<&'a Function>,
}

/// The shapes of a type and of all that is reached from it. An object that prints is its text, and has no shape; what has neither a text
/// nor parts that it is made of leads elsewhere, and is not reached. Places in texts are left out, for languages count them differently.
pub fn shapes<'a>(interface: &'a Interface, root: &str) -> Vec<Shape<'a>> {
    let Some(root) = interface.objects.iter().map(|object| &object.name).find(|name| name.rust() == root) else { return vec![] };
    let (mut found, mut waiting, mut seen) = (Vec::new(), vec![root], BTreeSet::from([root.clone()]));
    while let Some(name) = waiting.pop() {
        let shape = shape(interface, name);
        for part in &shape.parts {
            if let Some(name) = inner(interface, &part.ty).filter(|name| seen.insert((*name).clone())) {
                waiting.push(name);
            }
        }
        found.push(shape);
    }
    found[1..].sort_by(|a, b| a.name.cmp(b.name));
    found
}

fn shape<'a>(interface: &'a Interface, name: &'a Name) -> Shape<'a> {
    let mut parts: Vec<Part<'a>> = match interface.records.iter().find(|record| record.name == *name) {
        Some(record) => {
            record.fields.iter().map(|field| Part { name: &field.name, ty: field.ty.plain(), function: None }).collect()
        }
        None => interface.object(name).methods.iter().filter_map(read).collect(),
    };
    parts.retain(|part| is_read(interface, &part.ty));
    parts.sort_by(|a, b| a.name.cmp(b.name));
    Shape { name, parts }
}

/// A method that needs nothing to be given.
fn read(function: &Function) -> Option<Part<'_>> {
    let needs_nothing = function.arguments.iter().all(|argument| {
        argument.default == Some(crate::interface::Default::None) && matches!(argument.ty.without_option(), Type::Object(_))
    });
    let ty = function.returns.as_ref().filter(|_| needs_nothing)?.plain();
    Some(Part { name: &function.name, ty, function: Some(function) })
}

/// Whether an object stands for its text.
pub fn is_text(object: &Object) -> bool {
    object.traits.display
}

fn is_read(interface: &Interface, ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Int { .. } | Type::String | Type::Enum(_) | Type::Record(_) => true,
        Type::Object(name) => is_text(interface.object(name)) || interface.object(name).can_be_rebuilt,
        Type::Option(inner) | Type::List(inner) => is_read(interface, inner),
        _ => false,
    }
}

/// The type with parts that is inside of a type.
fn inner<'a>(interface: &'a Interface, ty: &Type) -> Option<&'a Name> {
    match ty {
        Type::Record(name) => Some(&interface.record(name).name),
        Type::Object(name) => Some(interface.object(name)).filter(|object| !is_text(object)).map(|object| &object.name),
        Type::Option(inner) | Type::List(inner) => self::inner(interface, inner),
        _ => None,
    }
}

/// The list as a file: `type NAME`, and then a part in each line, its name and its type. `?` stands before what may be absent, `*` before
/// what there are any number of; what a name in lower case says of a type is what it is read as.
pub fn file(interface: &Interface, root: &str, path: &Utf8Path) -> File {
    let mut text = format!("# {MARKER}\n");
    for Shape { name, parts } in shapes(interface, root) {
        let _ = writeln!(text, "type {name}");
        for part in parts {
            let _ = writeln!(text, "{} {}", part.name.rust(), written(interface, &part.ty));
        }
    }
    File { path: path.to_owned(), text }
}

fn written(interface: &Interface, ty: &Type) -> String {
    match ty {
        Type::Bool => "truth".into(),
        Type::Int { .. } => "number".into(),
        Type::Enum(name) => format!("choice:{name}"),
        Type::Record(name) => name.to_string(),
        Type::Object(name) if !is_text(interface.object(name)) => name.to_string(),
        Type::Option(inner) => format!("?{}", written(interface, inner)),
        Type::List(inner) => format!("*{}", written(interface, inner)),
        _ => "text".into(),
    }
}
