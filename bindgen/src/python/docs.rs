//! Documentation for Python: Markdown in lines that fit, and what a function raises.

use crate::interface::*;
use std::collections::BTreeSet;

/// A function's documentation, with the errors that it can raise.
pub fn of_function(interface: &Interface, owner: Option<&Name>, function: &Function) -> String {
    let raised: Vec<String> = raised(interface, owner, function).iter().map(|class| format!("`{class}`")).collect();
    let raises = if raised.is_empty() { String::new() } else { format!("Raises: {}.", raised.join(", ")) };
    [function.docs.as_str(), &raises].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The classes of errors that a function can raise: its own, and those of arguments that are read from text.
fn raised(interface: &Interface, owner: Option<&Name>, function: &Function) -> BTreeSet<String> {
    let class_of = |name: &Name| {
        let is_its = |variant: &&ErrorVariant| variant.class.pascal() == format!("{}Error", name.pascal());
        interface.error_variants().find(is_its).map(|variant| variant.class.pascal())
    };
    let read = |argument: &Argument| match argument.ty.list_element().unwrap_or(argument.ty.without_option()) {
        Type::Object(name) if interface.object(name).is_text => class_of(name),
        Type::Enum(name) => class_of(name),
        _ => None,
    };
    let made = owner.filter(|_| function.is_constructor).and_then(class_of);
    let own = function.error.as_ref().map(|error| made.unwrap_or_else(|| error.pascal()));
    let is_whole = |error: &Error| Some(error.name.pascal()) == own;
    if interface.errors.len() == 1 && interface.errors.iter().any(is_whole) {
        return own.into_iter().collect();
    }
    own.into_iter().chain(function.arguments.iter().filter_map(read)).collect()
}
