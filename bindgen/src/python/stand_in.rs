//! What is welcome in an object's place, since the object can be made of it alone.

use super::glue::asks_for_py;
use super::types::extracted;
use crate::interface::{Interface, Object, Type};

/// What is taken where an object is expected that can be made of it alone.
pub struct StandIn {
    /// All that is taken there, in words.
    pub expected: String,
    /// How it is read.
    pub read: String,
    /// Whether the constructor asks for the interpreter.
    pub asks_for_py: bool,
}

/// What may stand in an object's place, if anything may.
pub fn stand_in(interface: &Interface, object: &Object) -> Option<StandIn> {
    let argument = object.stand_in(interface)?;
    let class = object.name.pascal();
    let (expected, read) = match &argument.ty {
        Type::String => (format!("{class} or text"), "runtime::Text::or_else(stand_in, Self::EXPECTED)".to_owned()),
        Type::Object(text) => {
            let text = text.pascal();
            (format!("{class}, {text} or text"), format!("runtime::TextOr::<{text}>::or_else(stand_in, Self::EXPECTED)"))
        }
        list => {
            let of = match list.list_element() {
                Some(Type::Object(name)) => name.pascal(),
                _ => "text".to_owned(),
            };
            let read = format!("stand_in.extract::<{}>()", extracted(interface, list, argument.by_ref));
            let also = if object.is_column { ", an object with the Arrow PyCapsule interface" } else { "" };
            (format!("{class}{also} or an iterable of {of}"), read)
        }
    };
    Some(StandIn { expected, read, asks_for_py: object.primary.as_ref().is_some_and(asks_for_py) })
}
