//! Values that can be taken apart and made again: how they are shown, stored and matched.

use super::glue::asks_for_py;
use super::spelling::{default_repr, glue_identifier, identifier};
use crate::interface::*;
use anyhow::{Result, ensure};

/// The parts of a value, in the order in which its constructor takes them.
pub struct Parts {
    /// Their names in Python.
    pub names: Vec<String>,
    /// How each is read in the glue.
    pub reads: Vec<String>,
    /// `Some("None")`: how a part that need not be given is shown, for each part.
    pub defaults: Vec<String>,
}

/// The constructor that makes an object of that type again, unless its text does.
pub fn constructor(object: &Object) -> Option<&Function> {
    object.primary.as_ref().filter(|_| object.can_be_rebuilt && !object.is_text)
}

/// The parts of an object, if it can be rebuilt from them.
pub fn parts(interface: &Interface, object: &Object) -> Result<Option<Parts>> {
    let Some(constructor) = constructor(object) else { return Ok(None) };
    ensure!(!constructor.is_variadic, "{}: what can be rebuilt cannot have a variadic constructor", object.name);
    let kept = kept(interface, object);
    let read = |argument: &Argument| {
        let is_kept = kept.iter().any(|m| m.name == argument.name);
        let asks = is_kept || object.methods.iter().any(|m| m.name == argument.name && asks_for_py(m));
        format!("self.{}({})", glue_identifier(&argument.name), if asks { "py" } else { "" })
    };
    Ok(Some(Parts {
        names: names(constructor),
        reads: constructor.arguments.iter().map(read).collect(),
        defaults: constructor.arguments.iter().map(shown_default).collect(),
    }))
}

/// The names of a constructor's arguments in Python.
pub fn names(constructor: &Function) -> Vec<String> {
    constructor.arguments.iter().map(|argument| identifier(&argument.name)).collect()
}

fn shown_default(argument: &Argument) -> String {
    let shown = argument.default.as_ref().map(|value| default_repr(&argument.ty, value));
    shown.map_or_else(|| "None".to_owned(), |shown| format!("Some({shown:?})"))
}

/// The properties whose objects are kept, once they were asked for twice: values, and short lists that a value has. A text is made in the time that it
/// takes to find it. A value does not keep what may lead back to a value of its own type: a chain of such would be as long as somebody asks
/// for, and let go of one link within another.
pub fn kept<'a>(interface: &Interface, object: &'a Object) -> Vec<&'a Function> {
    let leads_back = |name: &Name| leads(interface, name, &object.name, &mut vec![]);
    // What is iterated is called as the tuple that it is.
    let is_iterated = |function: &Function| object.protocol.iterate.as_deref() == Some(function.name.rust());
    let is_kept = |function: &&Function| {
        !is_iterated(function) && kept_type(interface, object, function).is_some_and(|ty| !object_of(ty).is_some_and(leads_back))
    };
    object.methods.iter().filter(is_kept).collect()
}

/// The type of what is kept of a property's value, as far as the property alone tells: of a list its elements.
fn kept_type<'a>(interface: &Interface, object: &Object, function: &'a Function) -> Option<&'a Type> {
    let ty = function.returns.as_ref().filter(|_| function.is_property)?.without_option();
    let one = match ty {
        Type::List(element) | Type::Set(element) if is_value(object) => element,
        ty => ty,
    };
    let is_kept = match one {
        Type::String | Type::Record(_) => one != ty,
        Type::Object(name) => is_value(interface.object(name)),
        _ => false,
    };
    is_kept.then_some(one)
}

/// What is made of text or of parts is a value, which refers to no others.
fn is_value(object: &Object) -> bool {
    object.is_text || object.can_be_rebuilt
}

fn object_of(ty: &Type) -> Option<&Name> {
    match ty {
        Type::Object(name) => Some(name),
        _ => None,
    }
}

/// Whether properties lead from values of one type to those of another.
fn leads<'a>(interface: &'a Interface, from: &'a Name, to: &Name, seen: &mut Vec<&'a Name>) -> bool {
    if from == to || seen.contains(&from) {
        return from == to;
    }
    seen.push(from);
    let object = interface.object(from);
    let next = object.methods.iter().filter_map(|function| object_of(kept_type(interface, object, function)?));
    next.collect::<Vec<_>>().into_iter().any(|name| leads(interface, name, to, seen))
}
