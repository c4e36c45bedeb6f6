//! `_native.py`: what the extension module has elsewhere.

use super::super::glue::enum_method;
use super::super::spelling::{self, identifier};
use super::bodies::{Writer, indented, read};
use super::classes::Lines;
use super::convert::{self, called_back, choice, error_reader};
use super::library::spelled;
use super::special::item_readers;
use crate::c_abi::{Abi, CCallback, companion, parameter_name};
use crate::interface::*;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "cffi/_native.py", escape = "none")]
struct Native<'a> {
    module: String,
    prefix: &'a str,
    version: &'a str,
    /// Classes and functions.
    items: Vec<String>,
    /// What is known of choices, what reads arguments and what gives results.
    choices: Vec<String>,
    callbacks: Vec<String>,
    readers: Vec<String>,
    givers: Vec<String>,
    errors: Vec<String>,
    has_columns: bool,
}

/// The file's text.
pub fn text(interface: &Interface, abi: &Abi) -> Result<String> {
    let writer = Writer::new(interface, abi);
    let module = interface.namespace.snake();
    let mut items: Vec<Lines> = interface.objects.iter().map(|object| writer.object(object)).collect::<Result<_>>()?;
    items.extend(interface.records.iter().map(|record| writer.record(record)));
    items.extend(interface.enums.iter().flat_map(|choices| of_enum(&writer, choices)));
    items.extend(interface.functions.iter().map(|function| {
        let call = writer.call(None, function, false, None);
        let lines = writer.plainly(&identifier(&function.name), None, &call, &writer.docs(None, function));
        [format!("@_c.public(\"{module}\")")].into_iter().chain(lines).collect()
    }));
    let paths = convert::PATHS.into_iter().filter(|path| {
        let name = path.split(' ').next().unwrap_or_default();
        items.iter().flatten().any(|line| line.contains(name))
    });
    let readers = paths.map(str::to_owned).chain(convert::readers(interface)).chain(item_readers(interface)).collect();
    Ok(Native {
        prefix: &abi.prefix,
        version: &interface.version,
        items: items.iter().map(|lines| lines.join("\n")).collect(),
        choices: interface.enums.iter().map(|choices| known(&module, &writer, choices)).collect(),
        callbacks: interface.callbacks.iter().zip(&abi.callbacks).map(|(callback, c)| called(callback, c)).collect(),
        readers,
        givers: convert::givers(interface),
        errors: errors(interface),
        has_columns: interface.objects.iter().any(|object| object.is_column),
        module,
    }
    .render()?)
}

/// What is known of an enum.
fn known(module: &str, writer: &Writer, choices: &Enum) -> String {
    let one = |variant: &Variant| {
        let name = variant.name.snake();
        format!("({}, \"{name}\", {}), ", variant.number, spelling::text(variant.text.as_ref().unwrap_or(&name)))
    };
    let all: String = choices.variants.iter().map(one).collect();
    let parse = format!("{}_{}_parse", writer.prefix, choices.name.snake());
    let parse = if choices.reads_text { format!(", _C.{}", writer.apart(parse)) } else { String::new() };
    let (name, class) = (choice(&choices.name), choices.name.pascal());
    format!("{name} = _r.Choice(\"{module}._enums\", \"{class}\", ({}){parse})", all.trim_end())
}

/// The functions that the class of an enum calls.
fn of_enum(writer: &Writer, choices: &Enum) -> Vec<Lines> {
    let (name, snake) = (choice(&choices.name), choices.name.snake());
    let from_text = [format!("def _{snake}_from_text(value):"), format!("    return {name}.from_text(value)")];
    let ordered = if choices.traits.ord { "True" } else { "False" };
    let ranks = [format!("def _{snake}_ranks():"), format!("    return {name}.ranks({ordered})")];
    let method = |function: &Function| {
        let call = writer.call(Some(&choices.name), function, false, Some("this"));
        let this = format!("this = _r.argument(\"this\", {name}.read, this)");
        let body = writer.body(&call, |place, argument| read(&call, place, argument));
        let body: Lines = [this].into_iter().chain(body).collect();
        writer.function(&enum_method(choices, function), Some("this"), &call, &writer.docs(Some(&choices.name), function), &body)
    };
    [from_text.to_vec(), ranks.to_vec()].into_iter().chain(choices.methods.iter().map(method)).collect()
}

/// The function that C calls.
fn called(callback: &Callback, c: &CCallback) -> String {
    let types: Vec<_> = c.parameters.iter().map(|parameter| spelled(&parameter.ty)).collect();
    let told = callback.arguments.iter().map(|argument| {
        let name = parameter_name(&argument.name);
        match argument.ty {
            Type::String => format!("_g.told({name}, {})", companion(&name, "length")),
            _ => name,
        }
    });
    let kind = format!("{}({})", if callback.answers { "bool" } else { "void" }, types.join(", "));
    let names: Vec<_> = c.parameters.iter().map(|parameter| parameter.name.clone()).collect();
    let asked = format!("_r.ffi.from_handle(user).tell({})", told.collect::<Vec<_>>().join(", "));
    let answered = if callback.answers { format!("return {asked}") } else { asked };
    let head = format!("def {}({}):", called_back(&callback.name), names.join(", "));
    [format!("@_r.callback(\"{kind}\")"), head, indented(&answered)].join("\n")
}

/// The classes of errors, with what reads their fields.
fn errors(interface: &Interface) -> Vec<String> {
    let of_class = |class: &ErrorClass| {
        let fields: String = class.fields.iter().map(|field| format!("{}, ", error_reader(field))).collect();
        Some(format!("{}: (\"{}\", ({})),", class.code?, class.name.pascal(), fields.trim_end()))
    };
    interface.error_classes().iter().filter_map(of_class).collect()
}
