//! C++17 over the C interface: classes that free what they hold, exceptions, and the values of the standard library.
//!
//! It is one header, which stands on the C header and the library alone. Each class holds one handle. What C lends is a `std::string_view`
//! into the object, and a `std::string` where the object is a temporary one.

mod calls;
mod collections;
mod errors;
mod laws;
mod members;
mod names;
mod types;

use crate::c_abi::{Abi, CCallback, CFunction, CType, Role, Subject, type_name};
use crate::interface::*;
use crate::output::MARKER;
use crate::read::refusals::Refusals;
use anyhow::Result;
use askama::Template;
use calls::Writer;
pub use laws::laws;
use members::Member;

#[derive(Template)]
#[template(path = "cpp/header.hpp.txt", escape = "none")]
struct Header {
    marker: &'static str,
    any_error: &'static str,
    prefix: String,
    shouting: String,
    docs: String,
    choices: Vec<Choice>,
    callbacks: Vec<Caller>,
    errors: Vec<errors::Class>,
    classes: Vec<Class>,
    collections: Vec<collections::Collection>,
    made: Vec<collections::Made>,
    /// Whether times cross.
    has_times: bool,
    functions: Vec<Member>,
}

struct Choice {
    name: String,
    c_name: String,
    docs: String,
    /// Each as its documentation, its name and its constant.
    variants: Vec<(String, String, String)>,
    /// Whether it prints as text.
    has_text: bool,
}

/// A function of the caller's.
struct Caller {
    name: String,
    docs: String,
    /// The function that C calls.
    trampoline: String,
    returns: &'static str,
    /// What the caller's function is told.
    told: String,
    /// The parameters that C gives, after what the caller wants to be given.
    parameters: String,
    passed: String,
}

struct Class {
    name: String,
    c_name: String,
    docs: String,
    members: Vec<Member>,
    traits: Traits,
    /// The methods that give an item and the number of items, if it is a sequence.
    sequence: Option<(String, String)>,
}

/// The header's text.
pub fn header(interface: &Interface, abi: &Abi) -> Result<String> {
    let refusals = Refusals::default();
    names::check(interface, &refusals);
    refusals.told()?;
    let prefix = abi.prefix.clone();
    let writer = Writer { interface, prefix: &prefix };
    let functions = abi.section(&Subject::Functions).functions.iter();
    let of_choices = interface.enums.iter().flat_map(|choice| abi.section(&Subject::Enum(choice.name.clone())).functions.iter());
    let header = Header {
        marker: MARKER,
        any_error: ANY_ERROR,
        shouting: interface.namespace.shouting(),
        docs: commented("", &interface.docs),
        choices: interface.enums.iter().map(|choice| self::choice(&prefix, choice)).collect(),
        callbacks: abi.callbacks.iter().map(|callback| caller(interface, callback)).collect(),
        errors: errors::classes(interface, &prefix),
        classes: classes(&writer, abi),
        collections: collections::all(interface, &prefix),
        made: collections::made(interface, &prefix),
        has_times: interface.has(|ty| matches!(ty, Type::Duration | Type::Time)),
        functions: of_choices.chain(functions).filter_map(|function| writer.free_function(function)).collect(),
        prefix: prefix.clone(),
    };
    Ok(header.render()? + "\n")
}

fn choice(prefix: &str, choice: &Enum) -> Choice {
    let c_name = type_name(prefix, &choice.name);
    let constant = |variant: &Variant| format!("{}_{}", c_name.to_uppercase(), variant.name.shouting());
    let variant = |variant: &Variant| (commented("    ", &variant.docs), variant.name.pascal(), constant(variant));
    Choice {
        name: choice.name.pascal(),
        docs: commented("", &choice.docs),
        variants: choice.variants.iter().map(variant).collect(),
        has_text: choice.traits.display,
        c_name,
    }
}

fn caller(interface: &Interface, callback: &CCallback) -> Caller {
    let declared = interface.callback(&callback.name);
    let told: Vec<_> = declared.arguments.iter().map(|argument| types::told(&argument.ty)).collect();
    let passed: Vec<_> = declared.arguments.iter().map(|argument| types::passed_on(&argument.name, &argument.ty)).collect();
    let parameters = callback.parameters.iter().skip(1).map(|p| format!(", {} {}", crate::c::spelled("", &p.ty), p.name));
    Caller {
        name: callback.name.pascal(),
        docs: commented("", &declared.docs),
        trampoline: format!("call_{}", callback.name.snake()),
        returns: if callback.answers { "bool" } else { "void" },
        told: told.join(", "),
        parameters: parameters.collect(),
        passed: passed.join(", "),
    }
}

fn classes(writer: &Writer<'_>, abi: &Abi) -> Vec<Class> {
    let interface = writer.interface;
    let objects = interface.objects.iter().map(|object| {
        let members = writer.members(&object.name, &abi.section(&Subject::Object(object.name.clone())).functions);
        let sequence = object.sequence().filter(|it| !it.index.lends);
        let sequence = sequence.map(|it| (types::member(&it.index.name), types::member(&it.length.name)));
        class(writer.prefix, &object.name, &object.docs, members, object.traits, sequence)
    });
    let records = interface.records.iter().map(|record| {
        let members = writer.members(&record.name, &abi.section(&Subject::Record(record.name.clone())).functions);
        class(writer.prefix, &record.name, &record.docs, members, record.traits, None)
    });
    objects.chain(records).collect()
}

fn class(
    prefix: &str,
    name: &Name,
    docs: &str,
    members: Vec<Member>,
    traits: Traits,
    sequence: Option<(String, String)>,
) -> Class {
    Class { name: name.pascal(), c_name: type_name(prefix, name), docs: commented("", docs), members, traits, sequence }
}

/// Documentation as a comment, with this indentation.
fn commented(indentation: &str, docs: &str) -> String {
    let line = |line: &str| {
        let text = format!("{indentation}/// {line}");
        // A backslash at the end would make the next line part of the comment.
        let end = if text.trim_end().ends_with('\\') { " //" } else { "" };
        format!("{}{end}\n", text.trim_end())
    };
    docs.lines().map(line).collect()
}

/// Whether a function of C has a place in C++: what classes do by themselves has not, nor what only other languages need.
fn is_member(function: &CFunction) -> bool {
    !matches!(
        function.role,
        Role::Free
            | Role::Clone
            | Role::Equal
            | Role::Hash
            | Role::Compare
            | Role::View(_)
            | Role::Plain(_)
            | Role::InCharacters(_)
            | Role::ChoiceName
    )
}

/// Whether a failure of the function is told by a parameter of its own.
fn throws(function: &CFunction) -> bool {
    function.parameters.last().is_some_and(|last| last.name == "error" && matches!(last.ty, CType::Out(_)))
}
