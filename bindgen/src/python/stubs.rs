//! The stubs: every public name with its types and docs.

use super::docs::of_function;
use super::glue::{enum_method, match_args};
use super::imports;
use super::layout::{docstring, tuple};
use super::package::{all, definition, definition_with, enum_names, error_names, import, marked, native_names};
use super::protocol::{Special, is_set, items_argument, sequence_item, set_argument, special_methods, taken_items};
use super::rebuild;
use super::shadowed::spelled_out;
use super::spelling::identifier;
use super::types::{Lists, enum_texts, given, taken};
use crate::interface::*;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "python/__init__.pyi", escape = "none")]
struct Public<'a> {
    docs: String,
    imports: Vec<String>,
    typing: String,
    all: String,
    objects: Vec<ObjectStub<'a>>,
    records: Vec<RecordStub<'a>>,
    functions: Vec<Stub>,
}

struct ObjectStub<'a> {
    object: &'a Object,
    name: String,
    /// What it inherits for those who check types: that of a sequence.
    base: String,
    docs: String,
    match_args: String,
    primary: Option<Stub>,
    constructors: Vec<Stub>,
    methods: Vec<Stub>,
    has_hash: bool,
    /// Whether its comparisons are those of sets.
    is_set: bool,
    /// Whether it can be made again, from its parts.
    is_rebuilt: bool,
    special_methods: Vec<Special>,
    /// What a column is made of.
    from_arrow: String,
}

struct RecordStub<'a> {
    record: &'a Record,
    name: String,
    docs: String,
    match_args: String,
    constructor: String,
    fields: Vec<Stub>,
    methods: Vec<Stub>,
}

/// A function without its body.
struct Stub {
    is_property: bool,
    header: String,
    docs: String,
}

/// `__init__.pyi`.
pub fn public(interface: &Interface) -> Result<String> {
    let reexports = [("_enums", enum_names(interface)), ("_errors", error_names(interface))];
    let reexport = |(module, names): &(&'static str, Vec<String>)| {
        names.iter().map(|name| format!("from .{module} import {name} as {name}")).collect::<Vec<_>>()
    };
    let mut public = Public {
        docs: docstring(&interface.docs, ""),
        imports: reexports.iter().flat_map(reexport).collect(),
        typing: String::new(),
        all: all(interface),
        objects: interface.objects.iter().map(|object| object_stub(interface, object)).collect::<Result<_>>()?,
        records: interface.records.iter().map(|record| record_stub(interface, record)).collect(),
        functions: interface.functions.iter().map(|f| stub(interface, None, f, "", &identifier(&f.name), None)).collect(),
    };
    let body = spelled_out(&public.render()?);
    let texts = interface.enums.iter().map(|choices| enum_texts(&choices.name)).filter(|name| body.contains(name.as_str()));
    let texts: Vec<String> = texts.collect();
    if !texts.is_empty() {
        public.imports.insert(interface.enums.len(), import("._enums", &texts));
    }
    if interface.objects.iter().any(|object| object.is_column) {
        public.imports.insert(0, import("._arrow", &["ArrowArray".to_owned(), "ArrowStream".to_owned()]));
    }
    let builtins = body.contains("builtins.").then(|| "import builtins".to_owned());
    public.typing = builtins.into_iter().chain(imports::of_annotations(&body)).map(|line| line + "\n").collect();
    let names: Vec<&str> = [
        ("Any", "-> Any:"),
        ("Literal", "Literal["),
        ("SupportsIndex", "SupportsIndex"),
        ("final", "@final"),
        ("overload", "@overload"),
    ]
    .into_iter()
    .filter(|(_, use_)| body.contains(use_))
    .map(|(name, _)| name)
    .collect();
    if !names.is_empty() {
        public.typing.push_str(&format!("from typing import {}\n", names.join(", ")));
    }
    Ok(marked(&spelled_out(&public.render()?)))
}

fn object_stub<'a>(interface: &Interface, object: &'a Object) -> Result<ObjectStub<'a>> {
    let constructor = |f: &Function, name: &str, receiver: Option<&str>| {
        let result = Function { returns: Some(Type::Object(object.name.clone())), ..f.clone() };
        stub(interface, Some(&object.name), &result, "    ", name, receiver)
    };
    let names: Vec<String> = match_args(object).iter().map(|name| format!("{name:?}")).collect();
    Ok(ObjectStub {
        object,
        name: object.name.pascal(),
        base: sequence_item(object).map(|item| format!("(Sequence[{item}])")).unwrap_or_default(),
        docs: docstring(&object.docs, "    "),
        match_args: tuple("    ", "__match_args__ = ", &names),
        primary: object.primary.as_ref().map(|f| constructor(f, "__new__", Some("cls"))),
        constructors: object.constructors.iter().map(|f| constructor(f, &identifier(&f.name), None)).collect(),
        methods: object.methods.iter().map(|f| method_stub(interface, object, f)).collect(),
        has_hash: object.traits.hash || object.equality != Equality::Exported,
        is_set: is_set(object),
        is_rebuilt: rebuild::constructor(object).is_some(),
        special_methods: special_methods(interface, object)?,
        from_arrow: taken(interface, &Type::Object(object.name.clone())),
    })
}

fn record_stub<'a>(interface: &Interface, record: &'a Record) -> RecordStub<'a> {
    let constructor = Function {
        name: record.name.clone(),
        rust_name: String::new(),
        docs: String::new(),
        arguments: record.fields.iter().map(Field::argument).collect(),
        returns: Some(Type::Record(record.name.clone())),
        lends: false,
        is_constant: false,
        error: None,
        is_constructor: true,
        is_property: false,
        is_variadic: false,
        is_long: false,
    };
    let field = |field: &Field| Stub {
        is_property: true,
        header: format!("    def {}(self) -> {}:", identifier(&field.name), given(&field.ty, Lists::Fixed)),
        docs: docstring(&field.docs, "        "),
    };
    let names: Vec<String> = record.fields.iter().map(|f| format!("{:?}", identifier(&f.name))).collect();
    RecordStub {
        record,
        name: record.name.pascal(),
        docs: docstring(&record.docs, "    "),
        match_args: tuple("    ", "__match_args__ = ", &names),
        constructor: definition(interface, "    ", "__new__", Some("cls"), &constructor),
        fields: record.fields.iter().map(field).collect(),
        methods: record
            .methods
            .iter()
            .map(|f| stub(interface, Some(&record.name), f, "    ", &identifier(&f.name), Some("self")))
            .collect(),
    }
}

fn method_stub(interface: &Interface, object: &Object, function: &Function) -> Stub {
    let header = method_definition(interface, object, function, "    ", Some("self"));
    Stub { header, ..stub(interface, Some(&object.name), function, "    ", &identifier(&function.name), Some("self")) }
}

/// The head of a method, which takes items where it takes a set.
pub fn method_definition(
    interface: &Interface,
    object: &Object,
    function: &Function,
    indent: &str,
    receiver: Option<&str>,
) -> String {
    let set = set_argument(interface, object, function).map(|set| set.taken);
    let items = items_argument(object, function).map(|_| taken_items(interface, object, &function.arguments[0].ty));
    definition_with(interface, indent, &identifier(&function.name), receiver, function, set.or(items).as_deref())
}

fn stub(
    interface: &Interface,
    owner: Option<&Name>,
    function: &Function,
    indent: &str,
    name: &str,
    receiver: Option<&str>,
) -> Stub {
    Stub {
        is_property: function.is_property,
        header: definition(interface, indent, name, receiver, function),
        docs: docstring(&of_function(interface, owner, function), &format!("{indent}    ")),
    }
}

#[derive(Template)]
#[template(path = "python/_native.pyi", escape = "none")]
struct Native {
    module: String,
    names: Vec<String>,
    typing: String,
    enums: String,
    functions: Vec<String>,
}

/// `_native.pyi`.
pub fn native(interface: &Interface) -> Result<String> {
    let mut functions = vec![];
    for choices in &interface.enums {
        let (class, snake) = (choices.name.pascal(), choices.name.snake());
        functions.push(format!("def _{snake}_from_text(value: {class} | str) -> {class}: ..."));
        functions.push(format!("def _{snake}_ranks() -> list[int]: ..."));
        for method in &choices.methods {
            let receiver = format!("this: {class}");
            let listed = Function { is_property: method.is_property, is_variadic: false, ..method.clone() };
            functions.push(format!("{} ...", definition(interface, "", &enum_method(choices, method), Some(&receiver), &listed)));
        }
    }
    let mut from_enums = enum_names(interface);
    let texts = interface.enums.iter().map(|choices| enum_texts(&choices.name));
    from_enums.extend(texts.filter(|name| functions.iter().any(|f| f.contains(name.as_str()))));
    let native = Native {
        module: interface.namespace.snake(),
        names: native_names(interface),
        typing: imports::of_annotations(&functions.join("\n")).into_iter().map(|line| line + "\n").collect(),
        enums: import(&format!("{}._enums", interface.namespace.snake()), &from_enums),
        functions,
    };
    Ok(marked(&native.render()?))
}
