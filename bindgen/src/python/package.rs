//! The Python files of the package: the public names, the enums and the exceptions.

use super::docs::of_function;
use super::glue::enum_method;
use super::imports::{self, mentions};
use super::layout::{bracketed, docstring};
use super::protocol::is_set;
use super::shadowed::spelled_out;
use super::spelling::{self, default, identifier};
use super::types::{Lists, enum_texts, given, taken, taken_argument};
use crate::c_abi::Abi;
use crate::hash;
use crate::interface::*;
use crate::output::MARKER;
use crate::read::refusals::Refusals;
use anyhow::{Result, ensure};
use askama::Template;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "python/_interface.py", escape = "none")]
struct InterfaceCheck {
    module: String,
    hash: u64,
}

/// `_interface.py`.
pub fn interface_check(interface: &Interface) -> Result<String> {
    let check = InterfaceCheck { module: interface.namespace.snake(), hash: hash::of(interface, &Abi::of(interface)) };
    Ok(marked(&check.render()?))
}

#[derive(Template)]
#[template(path = "python/__init__.py", escape = "none")]
struct Init {
    docs: String,
    imports: Vec<String>,
    all: String,
    /// The classes that are what an abstract class of Python's says, each with that class.
    abstract_classes: Vec<(&'static str, String)>,
}

/// `__init__.py`.
pub fn init(interface: &Interface) -> Result<String> {
    let imports = [("_enums", enum_names(interface)), ("_errors", error_names(interface)), ("_native", native_names(interface))];
    let import = |(module, names): &(&str, Vec<String>)| import(&format!(".{module}"), names);
    let init = Init {
        docs: docstring(&interface.docs, ""),
        imports: imports.iter().filter(|(_, names)| !names.is_empty()).map(import).collect(),
        all: all(interface),
        abstract_classes: interface.objects.iter().filter_map(|o| Some((abstract_class(o)?, o.name.pascal()))).collect(),
    };
    Ok(marked(&init.render()?))
}

/// The class of `collections.abc` that an object behaves as.
fn abstract_class(object: &Object) -> Option<&'static str> {
    match object.sequence() {
        Some(_) => Some("Sequence"),
        None => is_set(object).then_some("Set"),
    }
}

/// `__all__`, sorted.
pub fn all(interface: &Interface) -> String {
    let mut names = [enum_names(interface), error_names(interface), native_names(interface)].concat();
    names.sort_by_cached_key(|name| name_order(name));
    bracketed("", "__all__ = [", &names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>(), "]")
}

/// An import of names, in parentheses if it is long; nothing without names.
pub fn import(module: &str, names: &[String]) -> String {
    import_at("", module, names)
}

/// The same in a block.
fn import_at(indent: &str, module: &str, names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let line = format!("{indent}from {module} import {}", names.join(", "));
    if line.len() <= 88 { line } else { bracketed(indent, &format!("from {module} import ("), names, ")") }
}

/// The classes of `_enums.py`.
pub fn enum_names(interface: &Interface) -> Vec<String> {
    let mut names: Vec<String> = interface.enums.iter().map(|e| e.name.pascal()).collect();
    names.sort_by_cached_key(|name| import_order(name));
    names
}

/// The order in which tools for Python sort imported names: as others, but without case.
fn import_order(name: &str) -> (usize, Vec<(String, u64)>) {
    let (kind, parts) = name_order(name);
    (kind, parts.into_iter().map(|(text, number)| (text.to_lowercase(), number)).collect())
}

/// The order in which tools for Python sort names: constants, classes, others; numbers by value.
fn name_order(name: &str) -> (usize, Vec<(String, u64)>) {
    let kind = match name.chars().next().is_some_and(char::is_uppercase) {
        true if name.len() > 1 && name.to_uppercase() == name => 0,
        true => 1,
        false => 2,
    };
    let mut parts = vec![];
    let mut rest = name;
    while !rest.is_empty() {
        let digits_at = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (text, tail) = rest.split_at(digits_at);
        let (digits, tail) = tail.split_at(tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len()));
        parts.push((text.to_owned(), digits.parse().unwrap_or(0)));
        rest = tail;
    }
    (kind, parts)
}

/// The classes of `_errors.py`.
pub fn error_names(interface: &Interface) -> Vec<String> {
    let mut names: Vec<String> = interface.error_classes().iter().map(|class| class.name.pascal()).collect();
    names.push("PanicError".to_owned());
    names.sort_by_cached_key(|name| import_order(name));
    names
}

/// The public names of the extension module.
pub fn native_names(interface: &Interface) -> Vec<String> {
    let objects = interface.objects.iter().map(|o| o.name.pascal());
    let records = interface.records.iter().map(|r| r.name.pascal());
    let functions = interface.functions.iter().map(|f| identifier(&f.name));
    let mut names: Vec<String> = objects.chain(records).chain(functions).chain(["__version__".to_owned()]).collect();
    names.sort_by_cached_key(|name| import_order(name));
    names
}

/// The file with its first line.
pub fn marked(text: &str) -> String {
    format!("# {MARKER}\n{}\n", text.trim_end())
}

#[derive(Template)]
#[template(path = "python/testing.py", escape = "none")]
struct Testing {
    module: String,
    import: String,
    patterns: Vec<(String, String)>,
}

/// `testing.py`, if there are patterns.
pub fn testing(interface: &Interface) -> Result<Option<String>> {
    let pattern = |object: &Object| Some((object.name.pascal(), format!("r\"{}\"", object.pattern.as_ref()?)));
    let patterns: Vec<(String, String)> = interface.objects.iter().filter_map(pattern).collect();
    if patterns.is_empty() {
        return Ok(None);
    }
    let names: Vec<String> = patterns.iter().map(|(class, _)| class.clone()).collect();
    let testing = Testing { module: interface.namespace.snake(), import: import(".", &names), patterns };
    Ok(Some(marked(&testing.render()?)))
}

#[derive(Template)]
#[template(path = "python/_enums.py", escape = "none")]
struct Enums<'a> {
    interface: &'a Interface,
    /// Whether a type of Python's is spelled with its module.
    needs_builtins: bool,
    /// What its annotations need.
    imports: Vec<String>,
    /// The interface's own types in its annotations.
    own: String,
    enums: Vec<EnumClass<'a>>,
}

/// An enum's class.
struct EnumClass<'a> {
    name: String,
    snake: String,
    docs: String,
    traits: &'a Traits,
    members: Vec<Member>,
    methods: Vec<EnumMethod>,
    /// The texts that are welcome in its place.
    texts: String,
}

struct Member {
    name: String,
    value: String,
    docs: String,
}

struct EnumMethod {
    is_property: bool,
    header: String,
    docs: String,
    call: String,
    returns: bool,
}

/// `_enums.py`.
pub fn enums(interface: &Interface) -> Result<String> {
    let refusals = Refusals::default();
    let enums = refusals.each(interface.enums.iter().map(|choices| enum_class(interface, choices)));
    refusals.told()?;
    let headers: String = enums.iter().flat_map(|class| &class.methods).map(|method| format!("{}\n", method.header)).collect();
    let own = native_names(interface).into_iter().filter(|name| mentions(&headers, name)).collect::<Vec<_>>();
    let mut module = Enums {
        interface,
        needs_builtins: false,
        imports: imports::of_annotations(&headers),
        own: import_at("    ", ".", &own),
        enums,
    };
    module.needs_builtins = spelled_out(&module.render()?).contains("builtins.");
    Ok(marked(&spelled_out(&module.render()?)))
}

fn enum_class<'a>(interface: &Interface, choices: &'a Enum) -> Result<EnumClass<'a>> {
    let values: BTreeSet<String> = choices.variants.iter().map(value).collect();
    ensure!(values.len() == choices.variants.len(), "{}: two choices have one text, so it would be neither's", choices.name);
    let texts = choices.variants.iter().flat_map(|v| [value(v), v.name.snake()]);
    let mut known = BTreeSet::new();
    let texts: Vec<String> = texts.filter(|text| known.insert(text.clone())).map(|text| spelling::text(&text)).collect();
    let member = |variant: &Variant| Member {
        name: variant.name.shouting(),
        value: spelling::text(&value(variant)),
        docs: docstring(&variant.docs, "    "),
    };
    Ok(EnumClass {
        name: choices.name.pascal(),
        snake: choices.name.snake(),
        docs: docstring(&choices.docs, "    "),
        traits: &choices.traits,
        members: choices.variants.iter().map(member).collect(),
        methods: choices.methods.iter().map(|f| enum_method_of(interface, choices, f)).collect(),
        texts: bracketed("    ", &format!("{} = Literal[", enum_texts(&choices.name)), &texts, "]"),
    })
}

/// A choice's value in Python: its text, or its name where it has none.
fn value(variant: &Variant) -> String {
    variant.text.clone().unwrap_or_else(|| variant.name.snake())
}

fn enum_method_of(interface: &Interface, choices: &Enum, function: &Function) -> EnumMethod {
    let passed = |a: &Argument| identifier(&a.name);
    let call = ["self".to_owned()].into_iter().chain(function.arguments.iter().map(passed)).collect::<Vec<_>>();
    EnumMethod {
        is_property: function.is_property,
        header: definition(interface, "    ", &identifier(&function.name), Some("self"), function),
        docs: docstring(&of_function(interface, Some(&choices.name), function), "        "),
        call: format!("_native.{}({})", enum_method(choices, function), call.join(", ")),
        returns: function.returns.is_some(),
    }
}

/// `def name(self, argument: type = default) -> type:`, over several lines if it is long.
pub fn definition(interface: &Interface, indent: &str, name: &str, receiver: Option<&str>, function: &Function) -> String {
    definition_with(interface, indent, name, receiver, function, None)
}

/// The same; `first` is the annotation of the first argument, if it takes more than its type says.
pub fn definition_with(
    interface: &Interface,
    indent: &str,
    name: &str,
    receiver: Option<&str>,
    function: &Function,
    first: Option<&str>,
) -> String {
    let last = function.arguments.len().saturating_sub(1);
    let parameter = |(i, argument): (usize, &Argument)| match (argument.ty.list_element(), first) {
        (_, Some(first)) if i == 0 => format!("{}: {first}", identifier(&argument.name)),
        (Some(element), _) if function.is_variadic && i == last => {
            format!("*{}: {}", identifier(&argument.name), taken(interface, element))
        }
        _ => parameter(interface, argument),
    };
    let parameters: Vec<String> =
        receiver.map(str::to_owned).into_iter().chain(function.arguments.iter().enumerate().map(parameter)).collect();
    let lists = if function.is_property { Lists::Fixed } else { Lists::Fresh };
    let returns = function.returns.as_ref().map_or_else(|| "None".to_owned(), |ty| given(ty, lists));
    bracketed(indent, &format!("def {name}("), &parameters, &format!(") -> {returns}:"))
}

fn parameter(interface: &Interface, argument: &Argument) -> String {
    let ty = taken_argument(interface, argument);
    let name = identifier(&argument.name);
    match &argument.default {
        Some(value) => format!("{name}: {ty} = {}", default(&argument.ty, value)),
        None => format!("{name}: {ty}"),
    }
}

#[derive(Template)]
#[template(path = "python/_errors.py", escape = "none")]
struct Errors {
    module: String,
    classes: Vec<ErrorClass>,
}

struct ErrorClass {
    name: String,
    base: String,
    docs: String,
    /// Its own fields; those of the base class are there.
    fields: Vec<ErrorField>,
    constructor: String,
    /// How it makes the base class's part.
    super_call: String,
    reduced: String,
}

struct ErrorField {
    name: String,
    ty: String,
    docs: String,
}

/// `_errors.py`.
pub fn errors(interface: &Interface) -> Result<String> {
    let refusals = Refusals::default();
    let classes = interface.error_classes();
    // All fields of each class are told that are not to be had.
    classes.iter().for_each(|class| class.own().iter().for_each(|field| fits(&class.name, field, &refusals)));
    refusals.told()?;
    let classes = refusals.each(classes.iter().map(error_class));
    refusals.told()?;
    Ok(marked(&Errors { module: interface.namespace.snake(), classes }.render()?))
}

/// Notes what a field of an error cannot be called.
fn fits(owner: &Name, field: &Field, refusals: &Refusals) {
    let name = identifier(&field.name);
    let is_taken = ["args", "add_note", "with_traceback"].contains(&name.as_str());
    refusals.unless(!is_taken, || format!("{owner}: Python's exceptions have something called {} already", field.name));
    // An annotation after it would mean the field.
    let is_type = ["bool", "float", "int", "object", "str", "tuple"].contains(&name.as_str());
    refusals.unless(!is_type, || format!("{owner}: the field {} is called as a type of Python's; call it otherwise", field.name));
}

fn error_class(class: &crate::interface::ErrorClass) -> Result<ErrorClass> {
    let own = class.own();
    let field = |field: &&Field| ErrorField {
        name: identifier(&field.name),
        ty: given(&field.ty, Lists::Fixed),
        docs: docstring(&field.docs, "    "),
    };
    let inherited: Vec<ErrorField> = class.fields[..class.inherited].iter().map(field).collect();
    let fields: Vec<ErrorField> = own.iter().map(field).collect();
    let all = || inherited.iter().chain(&fields);
    let list = |first: &[&str], rest: Vec<String>| first.iter().map(|&text| text.to_owned()).chain(rest).collect::<Vec<_>>();
    let parameters = list(&["self", "message: str"], all().map(|f| format!("{}: {}", f.name, f.ty)).collect());
    let values = list(&["str(self)"], all().map(|f| format!("self.{}", f.name)).collect());
    let passed = list(&["message"], inherited.iter().map(|f| f.name.clone()).collect());
    Ok(ErrorClass {
        name: class.name.pascal(),
        base: class.base.as_ref().map_or_else(|| "ValueError".to_owned(), Name::pascal),
        docs: docstring(class.docs, "    "),
        constructor: bracketed("    ", "def __init__(", &parameters, ") -> None:"),
        super_call: bracketed("        ", "super().__init__(", &passed, ")"),
        reduced: bracketed("        ", "values = (", &values, ")"),
        fields,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_python_tools_sort_them() {
        let mut names = vec!["echo_u16", "echo_u8", "DepSpec", "Deprecated", "Atom", "__version__", "EAPI", "echo"];
        names.sort_by_cached_key(|name| import_order(name));
        assert_eq!(names, ["EAPI", "Atom", "Deprecated", "DepSpec", "__version__", "echo", "echo_u8", "echo_u16"]);
    }
}
