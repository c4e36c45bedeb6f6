//! `generated.rs`: the PyO3 classes and functions, which call the interface crate's Rust items directly.

use super::docs::of_function;
use super::names;
use super::protocol::{
    Items, SequenceCalls, Special, is_set, items, items_argument, sequence_calls, set_argument, special_methods,
};
use super::rebuild::{self, Parts};
use super::spelling::{default, glue_default, glue_identifier, identifier};
use super::stand_in::{StandIn, stand_in};
use super::types::{Lists, caller_name, extracted_argument, given, giving, passing};
use crate::c_abi::Abi;
use crate::copies::{self, copied};
use crate::equality::{equal_of, hash_of};
use crate::fill::{self, filled};
use crate::hash;
use crate::interface::*;
use crate::names::rust_identifier;
use crate::output::MARKER;
use crate::read::refusals::Refusals;
use anyhow::{Result, ensure};
use askama::Template;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "python/generated.rs", escape = "none")]
struct Generated<'a> {
    marker: &'a str,
    interface: &'a Interface,
    module: String,
    /// The interface as the glue knows it.
    ffi: String,
    hash: u64,
    objects: Vec<Class<'a>>,
    records: Vec<RecordClass<'a>>,
    enums: Vec<Choices<'a>>,
    callbacks: Vec<Caller>,
    copies: &'static str,
    functions: Vec<Glue>,
    /// The names of all arguments.
    arguments: BTreeSet<String>,
}

/// An object's class.
struct Class<'a> {
    object: &'a Object,
    name: String,
    docs: String,
    constructors: Vec<Glue>,
    methods: Vec<Glue>,
    /// `(text, None)`: what parses text, or makes one of a list, with all defaults.
    parse: String,
    /// What may stand in its place, if it is a list type.
    stand_in: Option<StandIn>,
    /// The names that `match` reads as positions.
    match_args: Vec<String>,
    /// What it can be made of again.
    parts: Option<Parts>,
    special_methods: Vec<Special>,
    /// Whether its comparisons are those of sets.
    is_set: bool,
    /// Whether it equals `other`.
    equal: String,
    /// Its hash, if it has one.
    hash: Option<String>,
    /// How a sequence's methods are called.
    sequence: Option<SequenceCalls>,
    /// What may be an item of it, by its text.
    items: Option<Items>,
    /// The types of its properties, as annotations write them.
    annotations: Vec<(String, String)>,
    /// The number of properties whose objects are kept.
    kept: usize,
}

/// A record's class.
struct RecordClass<'a> {
    record: &'a Record,
    name: String,
    docs: String,
    constructor: Glue,
    /// What makes it of its fields, `x: x, y: y.into_rust()`.
    made: String,
    getters: Vec<Glue>,
    methods: Vec<Glue>,
    /// The names of its fields in Python.
    fields: Vec<String>,
    /// How each field's getter is called.
    reads: Vec<String>,
    /// The types of its fields, as annotations write them.
    annotations: Vec<(String, String)>,
}

/// What is known of an enum.
struct Choices<'a> {
    choices: &'a Enum,
    name: String,
    snake: String,
    methods: Vec<Glue>,
}

/// What stands for a function of Python's.
struct Caller {
    name: String,
    /// The name of the Rust trait.
    of: String,
    /// The head of its method.
    method: String,
    /// What Python's function is told.
    told: String,
    answers: bool,
}

/// One function of the glue, as text.
struct Glue {
    /// Doc comment and attributes.
    lead: String,
    /// `fn name(arguments) -> type`.
    header: String,
    /// The statements.
    body: String,
    /// The Rust name, for registering it.
    name: String,
}

/// Whether an object equals `other`.
fn equal(object: &Object) -> String {
    match object.equality {
        Equality::Exported => "self.0 == other.get().0".to_owned(),
        Equality::Parts => format!("{}(&self.0, &other.get().0)", equal_of(&object.name)),
        Equality::Itself => "Arc::ptr_eq(&self.0, &other.get().0)".to_owned(),
    }
}

/// The hash of an object, if it has one.
fn hash_of_object(object: &Object) -> Option<String> {
    match object.equality {
        Equality::Exported => object.traits.hash.then(|| "runtime::hash(runtime::Class::value(self))".to_owned()),
        Equality::Parts => Some(format!("runtime::hash_by(|state| {}(&self.0, state))", hash_of(&object.name))),
        Equality::Itself => Some("runtime::hash(&Arc::as_ptr(&self.0))".to_owned()),
    }
}

/// The text of `generated.rs`, unformatted.
pub fn generate(interface: &Interface) -> Result<String> {
    let (writer, refusals) = (Writer { interface }, Refusals::default());
    let objects = refusals.each(interface.objects.iter().map(|object| writer.class(object)));
    let records = refusals.each(interface.records.iter().map(|record| writer.record(record)));
    let enums = refusals.each(interface.enums.iter().map(|choices| writer.choices(choices)));
    let functions = refusals.each(interface.functions.iter().map(|f| writer.function(f, &Owner::Nobody)));
    refusals.told()?;
    let generated = Generated {
        marker: MARKER,
        interface,
        module: interface.namespace.snake(),
        ffi: crate::parts::text(interface),
        hash: hash::of(interface, &Abi::of(interface)),
        objects,
        records,
        enums,
        callbacks: interface.callbacks.iter().map(caller).collect(),
        copies: copies::PLACE,
        functions,
        arguments: argument_names(interface),
    };
    Ok(copies::inserted(interface, &generated.render()?))
}

fn argument_names(interface: &Interface) -> BTreeSet<String> {
    let of_functions = interface.all_functions().flat_map(|(_, f)| f.arguments.iter().map(|a| &a.name));
    let of_records = interface.records.iter().flat_map(|r| r.fields.iter().map(|f| &f.name));
    of_functions.chain(of_records).map(glue_identifier).collect()
}

fn caller(callback: &Callback) -> Caller {
    let names: Vec<_> = callback.arguments.iter().map(|a| glue_identifier(&a.name)).collect();
    let ty = |a: &Argument| match a.ty {
        Type::String if a.by_ref => "&str".to_owned(),
        _ if a.by_ref => format!("&{}", a.ty.rust()),
        _ => a.ty.rust(),
    };
    let parameters: String = callback.arguments.iter().zip(&names).map(|(a, name)| format!(", {name}: {}", ty(a))).collect();
    Caller {
        name: caller_name(&callback.name),
        of: callback.name.to_string(),
        method: format!("fn {}(&self{parameters}) {}", callback.method, if callback.answers { "-> bool" } else { "" }),
        told: names.iter().map(|name| format!("{name}, ")).collect(),
        answers: callback.answers,
    }
}

/// What a function belongs to.
enum Owner<'a> {
    /// The constructor that Python calls by the class's name.
    Primary(&'a Object),
    /// Another constructor.
    Constructor(&'a Object),
    /// An object's method.
    Object(&'a Object),
    /// A record's method.
    Record(&'a Record),
    /// An enum's method.
    Enum(&'a Enum),
    /// A function on its own.
    Nobody,
}

struct Writer<'a> {
    interface: &'a Interface,
}

impl<'a> Writer<'a> {
    fn class(&self, object: &'a Object) -> Result<Class<'a>> {
        let primary = object.primary.iter().map(|f| self.function(f, &Owner::Primary(object)));
        let others = object.constructors.iter().map(|f| self.function(f, &Owner::Constructor(object)));
        let about_primary =
            object.primary.as_ref().map(|f| of_function(self.interface, Some(&object.name), f)).unwrap_or_default();
        let defaults = object.primary.iter().flat_map(Function::optional).map(|a| self.default_of(&object.name, a));
        let defaults: Vec<String> = defaults.collect::<Result<_>>()?;
        let kept = rebuild::kept(self.interface, object);
        let place = |function: &Function| kept.iter().position(|kept| kept.name == function.name);
        let methods = object.methods.iter().map(|f| self.kept_function(f, &Owner::Object(object), place(f)));
        Ok(Class {
            object,
            name: object.name.pascal(),
            docs: lead(format!("{}\n\n{about_primary}", object.docs).trim(), &[]),
            constructors: primary.chain(others).collect::<Result<_>>()?,
            methods: methods.collect::<Result<_>>()?,
            stand_in: stand_in(self.interface, object),
            parse: ["text".to_owned()].into_iter().chain(defaults).collect::<Vec<_>>().join(", "),
            match_args: match_args(object),
            parts: rebuild::parts(self.interface, object)?,
            equal: equal(object),
            hash: hash_of_object(object),
            special_methods: special_methods(self.interface, object)?,
            is_set: is_set(object),
            sequence: sequence_calls(object),
            items: items(object),
            annotations: annotations(&object.methods).collect(),
            kept: kept.len(),
        })
    }

    fn record(&self, record: &'a Record) -> Result<RecordClass<'a>> {
        let arguments: Vec<Argument> = record.fields.iter().map(Field::argument).collect();
        let passed = arguments.iter().map(|a| (a, passing(&glue_identifier(&a.name), &a.ty, false)));
        let (mut body, mut initializers) = (vec![], vec![]);
        for (argument, passing) in passed {
            body.extend(passing.prelude);
            let field = rust_identifier(argument.name.rust());
            initializers.push(if field == passing.expression { field } else { format!("{field}: {}", passing.expression) });
        }
        let can_fail = body.iter().any(|statement| statement.contains('?'));
        let returns = if can_fail { "PyResult<runtime::Made<Self>>" } else { "runtime::Made<Self>" };
        let header = format!("fn new({}) -> {returns}", self.parameters(&arguments, false).join(", "));
        let mut attributes = vec!["#[new]".to_owned()];
        attributes.extend(self.signature(&record.name, &arguments, false, "")?);
        let getters: Vec<Glue> = record.fields.iter().map(|field| self.getter(field)).collect();
        let reads =
            getters.iter().map(|g| format!("self.{}({})", g.name, if g.header.contains("py: Python") { "py" } else { "" }));
        Ok(RecordClass {
            record,
            name: record.name.pascal(),
            docs: lead(&record.docs, &[]),
            constructor: Glue { lead: lead("", &attributes), header, body: body.join("\n"), name: "new".to_owned() },
            made: {
                let made = format!("Self::from_rust(ffi::{} {{ {} }})", record.name, initializers.join(", "));
                if can_fail { format!("Ok({made})") } else { made }
            },
            fields: record.fields.iter().map(|f| identifier(&f.name)).collect(),
            reads: reads.collect(),
            methods: record.methods.iter().map(|f| self.function(f, &Owner::Record(record))).collect::<Result<_>>()?,
            annotations: record
                .fields
                .iter()
                .map(|f| (identifier(&f.name), given(&f.ty, Lists::Fixed)))
                .chain(annotations(&record.methods))
                .collect(),
            getters,
        })
    }

    /// A property that reads a record's field.
    fn getter(&self, field: &Field) -> Glue {
        let giving = giving(&field.ty, Lists::Fixed);
        let place = format!("self.0.{}", rust_identifier(field.name.rust()));
        let is_copy =
            matches!(field.ty.without_option(), Type::Bool | Type::Int { .. } | Type::Float { .. }) || field.ty == Type::Bytes;
        let value = match field.ty {
            Type::String => format!("&{place}"),
            _ if is_copy => place,
            _ => copied(&field.ty, &format!("&{place}")),
        };
        let body = match &giving.conversion {
            None => vec![format!("Ok({value})")],
            Some(conversion) if field.ty == Type::Bytes => vec![format!("Ok({})", conversion.replace("result", &value))],
            Some(conversion) if giving.is_fallible => vec![format!("let result = {value};"), conversion.clone()],
            Some(conversion) => vec![format!("let result = {value};"), format!("Ok({conversion})")],
        };
        let name = glue_identifier(&field.name);
        let (generics, py) = if giving.needs_py { ("<'py>", ", py: Python<'py>") } else { ("", "") };
        let header = format!("fn {name}{generics}(&self{py}) -> PyResult<{}>", giving.ty);
        Glue { lead: lead(&field.docs, &[format!("#[getter({name})]")]), header, body: body.join("\n"), name }
    }

    fn choices(&self, choices: &'a Enum) -> Result<Choices<'a>> {
        Ok(Choices {
            choices,
            name: choices.name.pascal(),
            snake: choices.name.snake(),
            methods: choices.methods.iter().map(|f| self.function(f, &Owner::Enum(choices))).collect::<Result<_>>()?,
        })
    }

    fn function(&self, function: &Function, owner: &Owner) -> Result<Glue> {
        self.kept_function(function, owner, None)
    }

    /// The same where what it gives may be kept by its object, in one of the places for that.
    fn kept_function(&self, function: &Function, owner: &Owner, place: Option<usize>) -> Result<Glue> {
        let lists = lists_of(function);
        let giving = match owner {
            Owner::Primary(object) | Owner::Constructor(object) => Some(giving(&Type::Object(object.name.clone()), lists)),
            _ => function.returns.as_ref().map(|ty| giving(ty, lists)),
        };
        let owner_name = owner.name().unwrap_or(&function.name);
        let name = owner.function_name(function);
        let mut attributes = owner.attributes(function, &name);
        attributes.extend(self.signature(owner_name, &function.arguments, function.is_variadic, owner.receiver_text())?);

        let detaches = is_detached(function);
        let needs_py = detaches || giving.as_ref().is_some_and(|g| g.needs_py);
        let lends_py = giving.as_ref().is_some_and(|g| g.ty.contains("'py"));
        let mut parameters: Vec<String> = owner.receiver().into_iter().collect();
        if needs_py {
            parameters.push(if lends_py { "py: Python<'py>" } else { "py: Python<'_>" }.to_owned());
        }
        parameters.extend(self.parameters(&function.arguments, function.is_variadic));
        let set = owner.object().and_then(|object| set_argument(self.interface, object, function));
        let items = owner.object().and_then(|object| items_argument(object, function));
        if let Some(special) = set.as_ref().map(|set| &set.extracted).or(items.as_ref()) {
            let name = glue_identifier(&function.arguments[0].name);
            parameters.pop();
            parameters.push(read_argument(&name, special));
        }
        let returns = giving.as_ref().map_or("()", |g| g.ty.as_str());
        let generics = if lends_py { "<'py>" } else { "" };
        let header = format!("fn {name}{generics}({}) -> PyResult<{returns}>", parameters.join(", "));

        let mut body = vec![];
        let mut passed: Vec<String> = owner.passed();
        for argument in &function.arguments {
            let passing = passing(&glue_identifier(&argument.name), &argument.ty, argument.by_ref);
            body.extend(set.as_ref().map(|set| set.prelude.clone()).or(passing.prelude));
            passed.push(passing.expression);
        }
        let guard =
            function.error.as_ref().map_or_else(|| "call_rust".to_owned(), |error| format!("try_rust::<ffi::{error}, _, _>"));
        let call = format!("{guard}(|| ffi::{}{}({}))", owner.path(), function.rust_name, passed.join(", "));
        let call = if detaches { format!("py.detach(|| {call})") } else { call };
        let call = match function.callback() {
            Some(argument) => format!("{}.over({call})", glue_identifier(&argument.name)),
            None => call,
        };
        match giving {
            Some(giving) if giving.conversion.is_some() => {
                let conversion = giving.conversion.unwrap_or_default();
                body.push(format!("let result = {call}?;"));
                body.push(if giving.is_fallible { conversion } else { format!("Ok({conversion})") });
            }
            _ => body.push(call),
        }
        let docs = of_function(self.interface, owner.name(), function);
        let (header, body) = match place {
            Some(place) => (
                format!("fn {name}<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>"),
                format!("self.1.get(py, {place}, || {{\n{}\n}})", body.join("\n")),
            ),
            None => (header, body.join("\n")),
        };
        Ok(Glue { lead: lead(&docs, &attributes), header, body, name })
    }

    /// The parameters that PyO3 extracts. Separate arguments, which are the last, have no common name.
    fn parameters(&self, arguments: &[Argument], is_variadic: bool) -> Vec<String> {
        let parameter = |(place, argument): (usize, &Argument)| {
            let name = glue_identifier(&argument.name);
            let extracted = extracted_argument(self.interface, argument);
            let has_name = !(is_variadic && place + 1 == arguments.len());
            if has_name { read_argument(&name, &extracted) } else { format!("{name}: {extracted}") }
        };
        arguments.iter().enumerate().map(parameter).collect()
    }

    /// PyO3 must be told of defaults and separate arguments, and cannot print the defaults that are no literals.
    fn signature(&self, owner: &Name, arguments: &[Argument], is_variadic: bool, receiver: &str) -> Result<Vec<String>> {
        for argument in arguments {
            let name = &argument.name;
            ensure!(!names::is_of_glue(name), "{owner}: Python's glue itself has something called {name}; call it otherwise");
        }
        if !is_variadic && arguments.iter().all(|a| a.default.is_none()) {
            return Ok(vec![]);
        }
        let (mut glue, mut python): (Vec<String>, Vec<String>) = (vec![], vec![]);
        python.extend((!receiver.is_empty()).then(|| receiver.to_owned()));
        for (i, argument) in arguments.iter().enumerate() {
            let name = identifier(&argument.name);
            let in_glue = glue_identifier(&argument.name);
            match &argument.default {
                _ if is_variadic && i + 1 == arguments.len() => {
                    glue.push(format!("*{in_glue}"));
                    python.push(format!("*{name}"));
                }
                None => {
                    glue.push(in_glue);
                    python.push(name);
                }
                Some(value) => {
                    glue.push(format!("{in_glue} = {}", self.default_of(owner, argument)?));
                    python.push(format!("{name}={}", default(&argument.ty, value)));
                }
            }
        }
        let text = format!("({})", python.join(", "));
        Ok(vec![format!("#[pyo3(signature = ({}), text_signature = {text:?})]", glue.join(", "))])
    }

    fn default_of(&self, owner: &Name, argument: &Argument) -> Result<String> {
        let owner = format!("{owner}({})", argument.name);
        let value = argument.default.as_ref().unwrap_or(&Default::Empty);
        glue_default(&owner, &argument.ty, value)
    }
}

impl Owner<'_> {
    fn name(&self) -> Option<&Name> {
        match self {
            Self::Primary(object) | Self::Constructor(object) | Self::Object(object) => Some(&object.name),
            Self::Record(record) => Some(&record.name),
            Self::Enum(choices) => Some(&choices.name),
            Self::Nobody => None,
        }
    }

    /// The object, of whose methods it is one.
    fn object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    fn function_name(&self, function: &Function) -> String {
        match self {
            Self::Primary(_) => "new".to_owned(),
            Self::Enum(choices) => enum_method(choices, function),
            // Away from crates, and from what the glue has itself.
            Self::Nobody => format!("function_{}", function.name.snake()),
            _ => glue_identifier(&function.name),
        }
    }

    fn attributes(&self, function: &Function, name: &str) -> Vec<String> {
        match self {
            Self::Primary(_) => vec!["#[new]".to_owned()],
            Self::Constructor(_) => vec!["#[staticmethod]".to_owned()],
            Self::Object(_) | Self::Record(_) if function.is_property => vec![format!("#[getter({name})]")],
            Self::Object(_) | Self::Record(_) => vec![],
            Self::Enum(_) => vec!["#[pyfunction]".to_owned()],
            Self::Nobody => vec!["#[pyfunction]".to_owned(), format!("#[pyo3(name = {:?})]", identifier(&function.name))],
        }
    }

    fn receiver(&self) -> Option<String> {
        match self {
            Self::Object(_) | Self::Record(_) => Some("&self".to_owned()),
            Self::Enum(choices) => Some(format!("this: runtime::Choice<{}>", choices.name.pascal())),
            _ => None,
        }
    }

    /// The receiver in the signature that `help()` shows.
    fn receiver_text(&self) -> &'static str {
        match self {
            Self::Object(_) | Self::Record(_) => "$self",
            Self::Enum(_) => "this",
            _ => "",
        }
    }

    /// What stands for the receiver in the call.
    fn passed(&self) -> Vec<String> {
        match self {
            Self::Object(_) | Self::Record(_) => vec!["&self.0".to_owned()],
            Self::Enum(_) => vec!["&this.0".to_owned()],
            _ => vec![],
        }
    }

    /// The type's part of the Rust path.
    fn path(&self) -> String {
        self.name().map(|name| format!("{name}::")).unwrap_or_default()
    }
}

/// A parameter that PyO3 extracts with its name at hand.
fn read_argument(name: &str, extracted: &str) -> String {
    format!("#[pyo3(from_py_with = argument::{name})] {name}: {extracted}")
}

/// What the exception of an error's variant carries besides the message: the names and the values, as expressions.
fn told_fields(interface: &Interface, variant: &ErrorVariant) -> Vec<(String, String)> {
    let classes = interface.error_classes();
    let class = classes.iter().find(|class| class.code == Some(variant.code));
    class.map(|class| class.fields.iter().map(|field| (glue_identifier(&field.name), told(field))).collect()).unwrap_or_default()
}

/// A field of an error as its exception gets it.
fn told(field: &Field) -> String {
    match field.ty {
        Type::Offset(_) => format!("{}.characters()", rust_identifier(field.name.rust())),
        _ => rust_identifier(field.name.rust()),
    }
}

/// The function that stands for an enum's method in the extension module.
pub fn enum_method(choices: &Enum, function: &Function) -> String {
    format!("_{}_{}", choices.name.snake(), function.name.snake())
}

/// A doc comment and attributes; the text of the comment becomes the docstring.
fn lead(docs: &str, attributes: &[String]) -> String {
    // `help()` indents methods by eight columns.
    let comment = filled(docs, fill::PYTHON - 8).lines().map(|line| format!("/// {line}")).collect::<Vec<_>>();
    comment.iter().chain(attributes).map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// The types of properties, as annotations write them.
pub fn annotations(methods: &[Function]) -> impl Iterator<Item = (String, String)> {
    let properties = methods.iter().filter(|method| method.is_property);
    properties.filter_map(|property| Some((identifier(&property.name), given(property.returns.as_ref()?, Lists::Fixed))))
}

/// Names that `match` reads as positions.
pub fn match_args(object: &Object) -> Vec<String> {
    object.positions.iter().map(identifier).collect()
}

/// Whether the glue of an object's method asks for the interpreter.
pub fn asks_for_py(method: &Function) -> bool {
    let needs_py = |ty: &Type| giving(ty, lists_of(method)).needs_py;
    is_detached(method) || method.returns.as_ref().is_some_and(needs_py)
}

/// What kind of Python list a function's lists become.
fn lists_of(function: &Function) -> Lists {
    if function.is_property { Lists::Fixed } else { Lists::Fresh }
}

/// Whether other threads run while a function does.
fn is_detached(function: &Function) -> bool {
    !function.is_property && is_long(function)
}

/// Whether a call may take long enough to let other threads run: it takes or gives back many values. Lists of plain texts and choices are
/// options and fields, which are short, but for texts that are borrowed.
fn is_long(function: &Function) -> bool {
    let is_texts = |ty: &Type| ty.list_element().is_some_and(|e| matches!(e.without_option(), Type::String | Type::Bytes));
    let borrows_texts = function.arguments.iter().any(|a| a.by_ref && is_texts(&a.ty));
    let is_bulk = |ty: &Type| matches!(ty.list_element(), Some(Type::Object(_) | Type::Record(_)));
    let gives_texts = function.returns.as_ref().is_some_and(is_texts);
    function.is_long
        || function.callback().is_some()
        || borrows_texts
        || gives_texts
        || function.arguments.iter().map(|a| &a.ty).chain(&function.returns).any(is_bulk)
}
