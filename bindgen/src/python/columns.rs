//! `columns.py`: the methods of a column that give another one, as functions which take and give columns of any library.

use super::layout::{bracketed, docstring};
use super::package::{import, marked};
use super::spelling::{default, identifier};
use super::types::{enum_texts, taken, taken_argument};
use super::{docs, imports};
use crate::interface::*;
use anyhow::Result;
use askama::Template;

/// Nothing in it depends on the interface.
const ARROW: &str = include_str!("../../templates/python/_arrow.py");

#[derive(Template)]
#[template(path = "python/columns.py", escape = "none")]
struct Columns {
    class: String,
    imports: String,
    all: String,
    functions: Vec<Wrapped>,
}

/// A function around a method.
struct Wrapped {
    name: String,
    header: String,
    docs: String,
    /// The statement that calls the method.
    call: String,
}

/// The files that an interface with a column has besides, by their names.
pub fn files(interface: &Interface) -> Result<Vec<(&'static str, String)>> {
    let Some(object) = interface.objects.iter().find(|object| object.is_column) else { return Ok(vec![]) };
    let gives_column = |f: &&Function| f.returns == Some(Type::Object(object.name.clone())) && f.name.rust() != "field";
    let functions: Vec<_> = object.methods.iter().filter(gives_column).map(|f| wrapped(interface, object, f)).collect();
    let headers: String = functions.iter().map(|function| format!("{}\n", function.header)).collect();
    let own = super::package::native_names(interface).into_iter().chain(super::package::enum_names(interface));
    let mut own: Vec<_> = own.filter(|name| imports::mentions(&headers, name) || *name == object.name.pascal()).collect();
    own.sort();
    let arrow = ["ArrowArray", "ArrowStream", "given_back"].map(str::to_owned);
    let standard = imports::of_annotations(&headers).into_iter().map(|line| line + "\n").collect::<String>();
    let imports = format!("{standard}from typing import Any\n\n{}\n{}", import(".", &own), import("._arrow", &arrow));
    let class = object.name.pascal();
    let names: Vec<_> = functions.iter().map(|function| format!("{:?}", function.name)).collect();
    let columns = Columns { class, imports, all: bracketed("", "__all__ = [", &names, "]"), functions };
    Ok(vec![("_arrow.py", marked(ARROW)), ("columns.py", marked(&columns.render()?))])
}

fn wrapped(interface: &Interface, object: &Object, function: &Function) -> Wrapped {
    let name = identifier(&function.name);
    // Engines look at annotations, and those of choices' texts are there for type checkers alone.
    let plain = |ty: String| interface.enums.iter().fold(ty, |ty, choices| ty.replace(&enum_texts(&choices.name), "str"));
    let column = format!("column: {}", taken(interface, &Type::Object(object.name.clone())));
    let parameter = |argument: &Argument| {
        let (name, ty) = (identifier(&argument.name), plain(taken_argument(interface, argument)));
        match &argument.default {
            Some(value) => format!("{name}: {ty} = {}", default(&argument.ty, value)),
            None => format!("{name}: {ty}"),
        }
    };
    let required = function.required().map(parameter);
    let optional: Vec<_> = function.optional().map(parameter).collect();
    let star = (!optional.is_empty()).then(|| "*".to_owned());
    let parameters: Vec<_> = [column].into_iter().chain(required).chain(star).chain(optional).collect();
    // An example shows the method.
    let text = docs::of_function(
        interface,
        Some(&object.name),
        &Function { docs: without_examples(&function.docs), ..function.clone() },
    );
    let passed = function.arguments.iter().map(|argument| match argument.default {
        Some(_) => format!("{0}={0}", identifier(&argument.name)),
        None => identifier(&argument.name),
    });
    Wrapped {
        header: bracketed("", &format!("def {name}("), &parameters, ") -> Any:"),
        docs: docstring(&text, "    "),
        call: bracketed("    ", &format!("made = values.{name}("), &passed.collect::<Vec<_>>(), ")"),
        name,
    }
}

/// The paragraphs that are no code.
fn without_examples(docs: &str) -> String {
    docs.split("\n\n").filter(|part| !part.contains("```") && !part.contains(">>>")).collect::<Vec<_>>().join("\n\n")
}
