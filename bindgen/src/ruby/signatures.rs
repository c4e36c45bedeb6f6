//! `sig/*.rbs`: the signatures of everything public.

use super::methods::{Method, Owner};
use super::protocols::iterated;
use super::spelling::{comment, constant, error_field, error_name, method, record_field};
use super::types::{rbs_argument, rbs_in, rbs_out};
use crate::interface::*;
use crate::output::MARKER;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "ruby/signatures.rbs", escape = "none")]
struct Signatures<'a> {
    marker: &'a str,
    docs: String,
    module: String,
    /// The first is the base of all.
    errors: Vec<Class>,
    enums: Vec<Module>,
    objects: Vec<Class>,
    records: Vec<Class>,
    functions: Vec<String>,
}

/// A class with its members as RBS text.
struct Class {
    docs: String,
    name: String,
    /// The class that it stands on, if it is an error.
    base: String,
    mixins: Vec<String>,
    members: Vec<String>,
}

/// An enum.
struct Module {
    docs: String,
    name: String,
    alias: String,
    symbols: String,
    members: Vec<String>,
}

const SPAN: &str = "def span: () -> Range[Integer]";

/// The whole file.
pub fn signatures(interface: &Interface) -> Result<String> {
    Ok(Signatures {
        marker: MARKER,
        docs: comment(&interface.docs),
        module: interface.namespace.pascal(),
        errors: interface.error_classes().iter().map(|class| error_class(interface, class)).collect(),
        enums: interface.enums.iter().map(|e| enumeration(interface, e)).collect(),
        objects: interface.objects.iter().map(|o| object(interface, o)).collect(),
        records: interface.records.iter().map(|r| record(interface, r)).collect(),
        functions: interface.functions.iter().map(|f| signature(interface, Owner::Nothing, f)).collect(),
    }
    .render()?)
}

/// A class of errors.
fn error_class(interface: &Interface, class: &ErrorClass) -> Class {
    let own = class.own().iter();
    let mut members: Vec<_> =
        own.map(|f| with_docs(&f.docs, format!("attr_reader {}: {}", error_field(&f.name), rbs_out(&f.ty)))).collect();
    if class.begins_span() {
        let docs = "Where the wrong part stands, in characters: `input[span]` is that part.";
        members.push(with_docs(docs, SPAN.into()));
    }
    let parameters = class.fields.iter().map(|f| format!(", ?{}: {}", error_field(&f.name), nilable(rbs_out(&f.ty))));
    members.push(format!("def initialize: (?String? message{}) -> void", parameters.collect::<String>()));
    let base = class.base.as_ref().map_or_else(|| "ArgumentError".to_owned(), |base| error_name(interface, base));
    Class { docs: comment(class.docs), name: error_name(interface, &class.name), base, mixins: vec![], members }
}

fn nilable(ty: String) -> String {
    if ty.ends_with('?') { ty } else { format!("{ty}?") }
}

fn enumeration(interface: &Interface, choice: &Enum) -> Module {
    let alias = choice.name.snake();
    let constants = choice.variants.iter().map(|v| with_docs(&v.docs, format!("{}: :{}", constant(&v.name), v.name.snake())));
    let own = [
        format!("ALL: Array[{alias}]"),
        format!("def self.values: () -> Array[{alias}]"),
        with_docs(
            "The value that a text or a symbol stands for.",
            format!("def self.parse: ({alias} | String value) -> {alias}"),
        ),
        with_docs(
            "The text of a value.",
            format!("def self.to_s: () -> String\n             | ({alias} | String value) -> String"),
        ),
    ];
    let methods = choice.methods.iter().map(|f| signature(interface, Owner::Enum(choice), f));
    let symbols: Vec<_> = choice.variants.iter().map(|v| format!(":{}", v.name.snake())).collect();
    Module {
        docs: comment(&choice.docs),
        name: choice.name.pascal(),
        alias,
        symbols: symbols.join("\n    | "),
        members: constants.chain(own).chain(methods).collect(),
    }
}

fn object(interface: &Interface, object: &Object) -> Class {
    let functions = object.primary.iter().chain(&object.constructors).chain(&object.methods);
    let mut members: Vec<_> = functions.map(|f| signature(interface, Owner::Object(object), f)).collect();
    if let (true, Some(primary)) = (object.is_text, &object.primary) {
        let parameters = parameters(interface, &Method::new(interface, Owner::Object(object), primary));
        let docs = "The object that `text` stands for, or nil if it stands for none.";
        members.push(with_docs(docs, format!("def self.parse?: ({parameters}) -> instance?")));
        members.push(with_docs("Whether `text` stands for one.", format!("def self.valid?: ({parameters}) -> bool")));
    }
    if object.is_column {
        // An address, or a pointer of the ffi gem, which has no signatures.
        let pointer = "untyped";
        let import = format!("def self.import: ({pointer} array, {pointer} schema) -> instance");
        members.push(with_docs("Takes a column from another library, by Arrow's C data interface.", import));
        let stream = format!("def self.import_stream: ({pointer} stream) -> instance");
        members.push(with_docs("The same of a stream, which is read to its end.", stream));
        let export = format!("def export: ({pointer} array, {pointer} schema) -> self");
        members.push(with_docs("Gives the column to another library, by Arrow's C data interface.", export));
        let stream = format!("def export_stream: ({pointer} stream) -> self");
        members.push(with_docs("The same as a stream, which gives the parts of the column in order.", stream));
    }
    let properties: Vec<_> = object.methods.iter().filter(|f| f.is_property && !f.throws()).map(method).collect();
    if !properties.is_empty() {
        members.push("def deconstruct_keys: (Array[Symbol]? keys) -> Hash[Symbol, untyped]".into());
    }
    if object.has_span() {
        members.push(with_docs("Where it stands, in characters.", SPAN.into()));
    }
    if let Some(item) = iterated_item(interface, object) {
        members.push(format!("def each: () {{ ({item}) -> void }} -> self\n        | () -> Enumerator[{item}, self]"));
    }
    members.extend(super::protocols::aliases(object).into_iter().map(|(alias, name)| format!("alias {alias} {name}")));
    let has_length =
        object.protocol.length.is_some() || object.methods.iter().any(|f| ["size", "length"].contains(&method(f).as_str()));
    if object.protocol.iterate.is_some() && !has_length {
        members.extend(["def size: () -> Integer".to_owned(), "alias length size".to_owned()]);
    }
    if object.protocol.contains.is_some() {
        let docs = "Whether it is one of the items, or reads like one.";
        members.push(with_docs(docs, "def include?: (untyped item) -> bool".into()));
        members.push("alias member? include?".into());
    }
    if object.protocol.subset.is_some() {
        let names = ["superset?", "proper_subset?", "proper_superset?", "intersect?", ">=", "<", ">"];
        members.extend(names.map(|name| format!("def {name}: ({}) -> bool", set_in(interface, object))));
    }
    if !object.protocol.matching.is_empty() {
        let docs = "Whether it matches something, for `case` and `grep`. Text that cannot be read does not match, nor does anything else.";
        members.push(with_docs(docs, "def ===: (untyped other) -> bool".into()));
    }
    if object.protocol.predicate {
        members.push(with_docs("What it matches, as a block.", "def to_proc: () -> ^(untyped) -> bool".into()));
    }
    if object.can_be_rebuilt && !object.is_text {
        members.push(with_docs("The same with other values for some parts.", "def with: (**untyped changes) -> instance".into()));
    }
    if !object.changers().is_empty() {
        let docs = "The same with other values for some parts.";
        members.push(with_docs(docs, format!("def with: ({}) -> instance", changed(interface, object))));
    }
    if object.protocol.digits {
        members.push(with_docs("The number that it is.", "def to_i: () -> Integer".into()));
    }
    if object.can_be_rebuilt || object.is_text && !properties.is_empty() {
        let generic = if object.protocol.iterate.is_some() { "\n        | ...".to_owned() } else { String::new() };
        members.push(with_docs("Its parts, by name.", format!("def to_h: () -> Hash[Symbol, untyped]{generic}")));
    }
    if object.traits.ord {
        members.push("def <=>: (untyped other) -> Integer?".into());
    }
    if object.traits.eq {
        members.extend(["def ==: (untyped other) -> bool".to_owned(), "def eql?: (untyped other) -> bool".to_owned()]);
    }
    if object.traits.hash {
        members.push("def hash: () -> Integer".into());
    }
    if object.traits.display {
        members.push("def to_s: () -> String".into());
    }
    members.push("def inspect: () -> String".into());
    if let Some(item) = sequence_item(interface, object) {
        let throws = object.sequence().is_some_and(|sequence| sequence.index.throws());
        let word = if throws { "?on_error: (:collect | :skip | :raise)" } else { "" };
        members.push(format!(
            "def each: ({word}) {{ ({item} item) -> void }} -> self\n        | ({word}) -> Enumerator[{item}, self]"
        ));
        members.push(format!(
            "def []: (int place) -> {item}\n      | (int start, int count) -> self?\n      | (Range[int?] range) -> self?"
        ));
        members.push(format!("def last: () -> {item}\n        | (int count) -> self"));
        members.push("def empty?: () -> bool".into());
    }
    let name = object.name.pascal();
    Class { docs: comment(&object.docs), name, base: String::new(), mixins: mixins(interface, object), members }
}

/// The parts that can change, as keywords.
fn changed(interface: &Interface, object: &Object) -> String {
    let changers = object.changers().into_iter().filter_map(|(name, _)| object.method(name));
    let part = |a: &Argument| format!("?{}: {}", a.name.snake(), rbs_argument(interface, a));
    changers.flat_map(|method| &method.arguments).map(part).collect::<Vec<_>>().join(", ")
}

/// A set, or its items.
fn set_in(interface: &Interface, object: &Object) -> String {
    let class = object.name.pascal();
    if object.protocol.with_items.is_none() {
        return class;
    }
    let types = super::protocols::item_types(interface, object).into_iter();
    format!("{class} | _Each[{}]", types.chain(["String".to_owned()]).collect::<Vec<_>>().join(" | "))
}

/// `Enumerable` with the type of the items.
fn mixins(interface: &Interface, object: &Object) -> Vec<String> {
    let with_items = |mixin: &str| match (mixin, iterated_item(interface, object)) {
        ("Native::Sequence", _) => format!("Enumerable[{}]", sequence_item(interface, object).unwrap_or_default()),
        ("Enumerable", Some(item)) => format!("Enumerable[{item}]"),
        _ => mixin.to_owned(),
    };
    super::protocols::mixins(object).into_iter().map(with_items).collect()
}

/// The type of what iterating goes over.
fn iterated_item(interface: &Interface, object: &Object) -> Option<String> {
    let through = || sequence_item(interface, interface.iterated_sequence(object)?);
    iterated(object).map(rbs_out).or_else(through)
}

/// The type of a sequence's item.
fn sequence_item(interface: &Interface, object: &Object) -> Option<String> {
    let sequence = object.sequence()?;
    let item = rbs_out(sequence.item());
    let error = sequence.index.error.as_ref().map(|error| error_name(interface, error));
    Some(error.map_or_else(|| format!("{item}?"), |error| format!("({item} | {error})?")))
}

fn record(interface: &Interface, record: &Record) -> Class {
    let name = |f: &Field| record_field(&f.name);
    let readers = record.fields.iter().map(|f| with_docs(&f.docs, format!("attr_reader {}: {}", name(f), rbs_out(&f.ty))));
    let mut members: Vec<_> = readers.collect();
    if is_span(&named(&record.fields)) {
        members.push(with_docs("Where it stands, in characters.", SPAN.into()));
    }
    let parameter = |f: &Field, is_optional: bool| {
        let sign = if is_optional { "?" } else { "" };
        format!("{sign}{}: {}", name(f), rbs_argument(interface, &f.argument()))
    };
    let of = |is_optional: &dyn Fn(&Field) -> bool| {
        let parameters: Vec<_> = record.fields.iter().map(|f| parameter(f, is_optional(f))).collect();
        parameters.join(", ")
    };
    members.extend([
        format!("def initialize: ({}) -> void", of(&|f| f.default.is_some())),
        with_docs("The same with other values for some fields.", format!("def with: ({}) -> instance", of(&|_| true))),
        "def self.members: () -> Array[Symbol]".into(),
        "def to_h: () -> Hash[Symbol, untyped]".into(),
        "def to_a: () -> Array[untyped]".into(),
        "def deconstruct: () -> Array[untyped]".into(),
        "def deconstruct_keys: (Array[Symbol]? keys) -> Hash[Symbol, untyped]".into(),
    ]);
    members.extend(record.methods.iter().map(|f| signature(interface, Owner::Record(record), f)));
    Class {
        docs: comment(&record.docs),
        name: record.name.pascal(),
        base: String::new(),
        mixins: record.traits.ord.then(|| "Comparable".to_owned()).into_iter().collect(),
        members,
    }
}

/// The signature of a function.
pub fn signature(interface: &Interface, owner: Owner, function: &Function) -> String {
    let method = Method::new(interface, owner, function);
    let receiver = if method.is_primary() || method.is_of_instance() { "" } else { "self." };
    let returns = match &function.returns {
        _ if method.is_primary() => "void".to_owned(),
        Some(_) if function.is_constructor => "instance".to_owned(),
        Some(ty) => rbs_out(ty),
        None => "nil".to_owned(),
    };
    let returns = if returns.contains(" | ") { format!("({returns})") } else { returns };
    let parameters = parameters(interface, &method);
    let block = method.block().map(|(argument, callback)| block(argument, callback)).unwrap_or_default();
    with_docs(&function.docs, format!("def {receiver}{}: ({parameters}){block} -> {returns}", method.name()))
}

/// ` ?{ (Integer done) -> bool? }`.
fn block(argument: &Argument, callback: &Callback) -> String {
    let told: Vec<_> = callback.arguments.iter().map(|a| rbs_out(&a.ty)).collect();
    let sign = if argument.ty.is_option() { "?" } else { "" };
    format!(" {sign}{{ ({}) -> {} }}", told.join(", "), if callback.answers { "bool?" } else { "void" })
}

/// Parameters by place stand without names: RBS has keywords of its own.
fn parameters(interface: &Interface, method: &Method) -> String {
    let subject = method.subject_type().map(|ty| rbs_in(interface, &ty));
    let positional = method.positional().map(|a| match method.set() {
        Some(object) => set_in(interface, object),
        None => rbs_argument(interface, a),
    });
    let mut parameters: Vec<_> = subject.into_iter().chain(positional).collect();
    let elements = method.variadic().and_then(|a| a.ty.list_element());
    parameters.extend(elements.map(|element| format!("*{}", grouped(rbs_in(interface, element)))));
    parameters.extend(method.named().map(|a| format!("?{}: {}", a.name.snake(), rbs_argument(interface, a))));
    parameters.join(", ")
}

fn grouped(ty: String) -> String {
    if ty.contains(" | ") { format!("({ty})") } else { ty }
}

fn with_docs(docs: &str, member: String) -> String {
    if docs.is_empty() { member } else { format!("{}\n{member}", comment(docs)) }
}
