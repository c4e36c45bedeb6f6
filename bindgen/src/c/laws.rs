//! A test program for the laws that hold for every type: NULL, choices and their texts.

use crate::c_abi::{Abi, CFunction, Role, Subject};
use crate::interface::Interface;
use crate::output::MARKER;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "c/laws.c.txt", escape = "none")]
struct Laws<'a> {
    marker: &'a str,
    prefix: &'a str,
    shouting: String,
    /// The choices that are read from text: their C type, how many there are.
    choices: Vec<(String, usize)>,
    /// What frees a handle: each takes NULL.
    frees: Vec<&'a str>,
    /// What compares two handles for equality: NULL is equal to NULL.
    equals: Vec<&'a str>,
}

/// The program's text.
pub fn laws(interface: &Interface, abi: &Abi) -> Result<String> {
    let symbols = |wanted: fn(&CFunction) -> bool| -> Vec<&str> {
        abi.functions().filter(|function| wanted(function)).map(|function| function.symbol.as_str()).collect()
    };
    let read = interface.enums.iter().filter(|choice| choice.reads_text);
    let laws = Laws {
        marker: MARKER,
        prefix: &abi.prefix,
        shouting: interface.namespace.shouting(),
        choices: read.map(|choice| (crate::c_abi::type_name(&abi.prefix, &choice.name), choice.variants.len())).collect(),
        frees: symbols(|function| function.role == Role::Free),
        equals: abi
            .sections
            .iter()
            .filter(|section| matches!(section.subject, Subject::Object(_) | Subject::Record(_)))
            .flat_map(|section| &section.functions)
            .filter(|function| function.role == Role::Equal)
            .map(|function| function.symbol.as_str())
            .collect(),
    };
    Ok(laws.render()?)
}
