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
pub fn parts(object: &Object) -> Result<Option<Parts>> {
    let Some(constructor) = constructor(object) else { return Ok(None) };
    ensure!(!constructor.is_variadic, "{}: what can be rebuilt cannot have a variadic constructor", object.name);
    let read = |argument: &Argument| {
        let asks = object.methods.iter().any(|m| m.name == argument.name && asks_for_py(m));
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

/// The properties whose objects are kept, once they were made. An object that is opened or found, and not made of its parts, lives long
/// and is asked again; what is made of text or of parts is a value, which refers to no others.
pub fn kept<'a>(interface: &Interface, object: &'a Object) -> Vec<&'a Function> {
    let is_value = |object: &Object| object.is_text || object.can_be_rebuilt;
    if is_value(object) {
        return vec![];
    }
    let gives_value = |function: &&Function| match &function.returns {
        Some(Type::Object(name)) => function.is_property && is_value(interface.object(name)),
        _ => false,
    };
    object.methods.iter().filter(gives_value).collect()
}
