//! The Ruby files: one per type, and those that all of them stand on.

use super::convert::{argument, counted, kept, out_parameter, passed, result};
use super::methods::{Method, Owner, is_kept, kept_name};
use super::native::{Attached, attached, returned};
use super::protocols::{self, aliases, mixins, named_method};
use super::spelling::{
    base_error, comment, constant, default, error_field, error_name, is_keyword, local, method, one_line, quoted, record_field,
    wrapped,
};
use super::types::{yard_argument, yard_out};
use crate::c_abi::{Abi, CCallback, CType, apart_from, companion, error_field_name, symbol, type_name, type_names};
use crate::interface::*;
use crate::output::MARKER;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "ruby/native.rb", escape = "none")]
struct Native<'a> {
    marker: &'a str,
    module: String,
    prefix: &'a str,
    variable: String,
    hash: u64,
    version_number: u32,
    interface_version: &'a str,
    sections: Vec<Attached>,
}

/// `native.rb`.
pub fn native(interface: &Interface, abi: &Abi) -> Result<String> {
    Ok(Native {
        marker: MARKER,
        module: interface.namespace.pascal(),
        prefix: &abi.prefix,
        variable: format!("{}_LIBRARY", interface.namespace.shouting()),
        hash: crate::hash::of(interface, abi),
        version_number: interface.version_number(),
        interface_version: interface.interface_version(),
        sections: attached(abi),
    }
    .render()?)
}

#[derive(Template)]
#[template(path = "ruby/values.rb", escape = "none")]
struct Values<'a> {
    marker: &'a str,
    module: String,
    prefix: String,
}

/// `values.rb`.
pub fn values(interface: &Interface) -> Result<String> {
    let (module, prefix) = (interface.namespace.pascal(), interface.namespace.snake());
    Ok(Values { marker: MARKER, module, prefix }.render()?)
}

#[derive(Template)]
#[template(path = "ruby/handles.rb", escape = "none")]
struct Handles<'a> {
    marker: &'a str,
    module: String,
    error: String,
}

/// `handles.rb`.
pub fn handles(interface: &Interface) -> Result<String> {
    Ok(Handles { marker: MARKER, module: interface.namespace.pascal(), error: base_error(interface) }.render()?)
}

#[derive(Template)]
#[template(path = "ruby/choices.rb", escape = "none")]
struct Choices<'a> {
    marker: &'a str,
    module: String,
    error: String,
}

/// `choices.rb`.
pub fn choices(interface: &Interface) -> Result<String> {
    let error = if interface.errors.is_empty() { "ArgumentError".to_owned() } else { base_error(interface) };
    Ok(Choices { marker: MARKER, module: interface.namespace.pascal(), error }.render()?)
}

#[derive(Template)]
#[template(path = "ruby/callbacks.rb", escape = "none")]
struct Callbacks<'a> {
    marker: &'a str,
    module: String,
    callbacks: Vec<Call>,
}

/// A block that C calls.
struct Call {
    name: String,
    method: String,
    result: &'static str,
    types: String,
    /// What C tells.
    told: String,
    /// What of it the block is told.
    read: String,
}

/// `callbacks.rb`, if there are callbacks.
pub fn callbacks(interface: &Interface, abi: &Abi) -> Result<Option<String>> {
    let call = |(callback, c): (&Callback, &CCallback)| {
        let names = callback.arguments.iter().flat_map(|a| {
            let length = (a.ty == Type::String).then(|| companion(&local(&a.name), "length"));
            [Some(local(&a.name)), length].into_iter().flatten()
        });
        let types: Vec<_> = c.parameters[1..].iter().map(|p| told(&p.ty)).collect();
        let read = callback.arguments.iter().map(|a| {
            let name = local(&a.name);
            match a.ty {
                Type::String => format!("lent({name}, {})", companion(&name, "length")),
                _ => name,
            }
        });
        Call {
            name: callback.name.pascal(),
            method: callback.name.snake(),
            result: if callback.answers { ":bool" } else { ":void" },
            types: format!("[{}]", types.join(", ")),
            told: names.collect::<Vec<_>>().join(", "),
            read: read.collect::<Vec<_>>().join(", "),
        }
    };
    let callbacks: Vec<_> = interface.callbacks.iter().zip(&abi.callbacks).map(call).collect();
    let template = Callbacks { marker: MARKER, module: interface.namespace.pascal(), callbacks };
    if template.callbacks.is_empty() { Ok(None) } else { Ok(Some(template.render()?)) }
}

/// What C tells a block, as the ffi gem names it.
fn told(ty: &CType) -> String {
    match ty {
        CType::Text => ":pointer".to_owned(),
        other => returned(other),
    }
}

#[derive(Template)]
#[template(path = "ruby/errors.rb", escape = "none")]
struct Errors<'a> {
    marker: &'a str,
    module: String,
    prefix: &'a str,
    /// The first is the base of all.
    classes: Vec<Class>,
    /// Every field of any error, and how it is read.
    fields: Vec<(String, String)>,
}

/// A name with its documentation as a comment.
struct Documented {
    docs: String,
    name: String,
}

/// A class of errors.
struct Class {
    code: Option<i32>,
    docs: String,
    name: String,
    base: String,
    /// What it has that its base class does not have.
    fields: Vec<Documented>,
    /// The names of all that it has, if that is more than its base class has.
    members: Option<String>,
    has_span: bool,
}

/// `errors.rb`.
pub fn errors(interface: &Interface) -> Result<String> {
    let prefix = &interface.namespace.snake();
    let classes = interface.error_classes().iter().map(|class| error_class(interface, class)).collect();
    let value = |field: &Field| match field.ty.without_option() {
        Type::String => format!("error_text(:{prefix}_error_{}, error)", error_field_name(&field.name)),
        ty => format!("{}(error)", counted(ty, format!("{prefix}_error_{}", error_field_name(&field.name)))),
    };
    let fields = interface.error_fields.iter().map(|f| (error_field(&f.name), value(f))).collect();
    Ok(Errors { marker: MARKER, module: interface.namespace.pascal(), prefix, classes, fields }.render()?)
}

fn error_class(interface: &Interface, class: &ErrorClass) -> Class {
    let names: Vec<_> = class.fields.iter().map(|f| error_field(&f.name)).collect();
    let has_more = class.base.is_none() || !class.own().is_empty();
    Class {
        code: class.code,
        docs: comment(class.docs),
        name: error_name(interface, &class.name),
        base: class.base.as_ref().map_or_else(|| "ArgumentError".to_owned(), |base| error_name(interface, base)),
        members: has_more.then(|| names.join(" ")),
        has_span: class.begins_span(),
        fields: class.own().iter().map(|f| Documented { docs: attribute_docs(f), name: error_field(&f.name) }).collect(),
    }
}

/// `# @return [String] The text.`: how YARD describes an attribute.
fn attribute_docs(field: &Field) -> String {
    format!("# @return [{}] {}", yard_out(&field.ty), one_line(&field.docs)).trim_end().to_owned()
}

#[derive(Template)]
#[template(path = "ruby/choice.rb", escape = "none")]
struct ChoiceFile<'a> {
    marker: &'a str,
    module: String,
    docs: String,
    name: String,
    variants: Vec<Value>,
    /// The function that reads a choice from text, and the numbers of the choices, if they are not in order: what is to be noted.
    noted: Vec<String>,
    methods: Vec<String>,
}

struct Value {
    docs: String,
    constant: String,
    symbol: String,
    text: String,
}

/// The file of an enum.
pub fn choice(interface: &Interface, choice: &Enum) -> Result<String> {
    let value = |v: &Variant| Value {
        docs: comment(&v.docs),
        constant: constant(&v.name),
        symbol: v.name.snake(),
        text: quoted(&v.text.clone().unwrap_or_else(|| v.name.snake())),
    };
    let methods = choice.methods.iter().map(|f| Method::new(interface, Owner::Enum(choice), f).text());
    let c_name = type_name(&interface.namespace.snake(), &choice.name);
    let reader = choice.reads_text.then(|| format!("reader: :{c_name}_parse"));
    let all: Vec<_> = choice.variants.iter().map(|v| v.number.to_string()).collect();
    let numbers = (!choice.is_in_order()).then(|| format!("numbers: [{}]", all.join(", ")));
    Ok(ChoiceFile {
        marker: MARKER,
        module: interface.namespace.pascal(),
        docs: comment(&choice.docs),
        name: choice.name.pascal(),
        variants: choice.variants.iter().map(value).collect(),
        noted: reader.into_iter().chain(numbers).collect(),
        methods: methods.collect::<Result<_>>()?,
    }
    .render()?)
}

#[derive(Template)]
#[template(path = "ruby/object.rb", escape = "none")]
struct ObjectFile<'a> {
    marker: &'a str,
    module: String,
    docs: String,
    name: String,
    is_text: bool,
    /// Whether it can be taken apart and made again.
    is_value: bool,
    /// The methods that give it with other parts, and the readers of these: the inside of a Hash.
    changers: String,
    /// Whether its text is a number.
    is_number: bool,
    has_new: bool,
    mixins: Vec<&'a str>,
    free: String,
    owner: String,
    contains: Option<String>,
    set: Option<String>,
    matching: Vec<(String, String)>,
    matching_texts: Vec<(String, String)>,
    is_predicate: bool,
    properties: Vec<(String, String)>,
    has_span: bool,
    /// What may stand in its place, besides what its kind of object allows.
    /// What its symbols begin with, if it is a column.
    column: Option<String>,
    stand_ins: Option<String>,
    placed: String,
    named: String,
    methods: Vec<String>,
    items: Option<String>,
    has_length: bool,
    sequence: Option<SequenceCalls>,
    aliases: Vec<(String, String)>,
    ord: Option<String>,
    eq: Option<String>,
    hash: Option<String>,
    display: Option<String>,
    debug: Option<String>,
}

/// The file of an object.
pub fn object(interface: &Interface, object: &Object) -> Result<String> {
    let functions = object.primary.iter().chain(&object.constructors).chain(&object.methods);
    let methods = functions.map(|f| Method::new(interface, Owner::Object(object), f).text());
    let c_name = type_name(&interface.namespace.snake(), &object.name);
    let symbol = |has: bool, suffix: &str| has.then(|| format!("{c_name}_{suffix}"));
    let (placed, named) = parts(interface, object);
    Ok(ObjectFile {
        marker: MARKER,
        module: interface.namespace.pascal(),
        docs: comment(&object.docs),
        name: object.name.pascal(),
        is_text: object.is_text,
        is_value: object.can_be_rebuilt && !object.is_text,
        changers: object
            .changers()
            .iter()
            .map(|(method, parts)| format!("{method}: %i[{}]", parts.join(" ")))
            .collect::<Vec<_>>()
            .join(", "),
        is_number: object.protocol.digits,
        has_new: object.primary.is_some(),
        mixins: mixins(object),
        free: format!("{c_name}_free"),
        owner: owner(object),
        contains: protocols::contains(interface, object),
        set: protocols::set(interface, object),
        matching: protocols::matching(object).map(|(ty, method)| (ty.pascal(), method)).collect(),
        matching_texts: protocols::matching(object)
            .filter(|(ty, _)| interface.object(ty).is_text)
            .map(|(ty, method)| (ty.pascal(), method))
            .collect(),
        is_predicate: object.protocol.predicate,
        properties: properties(object),
        has_span: object.has_span(),
        column: object.is_column.then(|| type_name(&interface.namespace.snake(), &object.name)),
        stand_ins: stand_ins(interface, object),
        placed,
        named,
        methods: methods.collect::<Result<_>>()?,
        items: object.protocol.iterate.as_deref().and_then(|name| named_method(object, name)),
        has_length: object.protocol.length.is_some()
            || object.methods.iter().any(|f| ["size", "length"].contains(&method(f).as_str())),
        sequence: sequence_calls(interface, object),
        aliases: aliases(object),
        ord: symbol(object.traits.ord, "compare"),
        eq: symbol(object.traits.eq, "equal"),
        hash: symbol(object.traits.hash, "hash"),
        display: symbol(object.traits.display, "to_string"),
        debug: symbol(object.traits.debug, "debug"),
    }
    .render()?)
}

/// How a sequence's methods are called.
struct SequenceCalls {
    /// The C function of an item.
    get: String,
    throws: bool,
    /// The class of an item.
    class: String,
    /// The method that makes a part, with places of its arguments.
    part: String,
}

fn sequence_calls(interface: &Interface, object: &Object) -> Option<SequenceCalls> {
    let Sequence { index, slice, .. } = object.sequence()?;
    let Type::Object(class) = object.sequence()?.item() else { return None };
    let symbol = symbol(&interface.namespace.snake(), Some(&object.name), index, object.is_text);
    let by_name = |a: &Argument| if a.default.is_some() { format!("{}: ", a.name.snake()) } else { String::new() };
    let passed: Vec<_> = slice.arguments.iter().zip(["start", "count", "1"]).map(|(a, x)| by_name(a) + x).collect();
    Some(SequenceCalls {
        get: apart_from(&type_names(interface), symbol),
        throws: index.throws(),
        class: class.pascal(),
        part: format!("{}({})", method(slice), passed.join(", ")),
    })
}

/// What the primary constructor takes by place and by name, as the inside of a Hash from parameters to readers.
fn parts(interface: &Interface, object: &Object) -> (String, String) {
    let Some(primary) = &object.primary else { return (String::new(), String::new()) };
    let constructor = Method::new(interface, Owner::Object(object), primary);
    let pair = |a: &Argument| format!("{}: :{}", a.name.snake(), named_method(object, a.name.rust()).unwrap_or_default());
    let joined = |pairs: Vec<String>| pairs.join(", ");
    (
        joined(constructor.positional().chain(constructor.variadic()).map(pair).collect()),
        joined(constructor.named().map(pair).collect()),
    )
}

/// The classes of what may stand in the place of an object that can be made of it alone; of a list, whatever is one.
fn stand_ins(interface: &Interface, object: &Object) -> Option<String> {
    Some(match &object.stand_in(interface)?.ty {
        Type::String => "String".to_owned(),
        Type::Object(name) => format!("String, {}", name.pascal()),
        _ => "Enumerable, ->(given) { Native.list?(given) }".to_owned(),
    })
}

/// The class of what owns such an object: one that has room for what is read once, if it never changes.
fn owner(object: &Object) -> String {
    if !object.is_text {
        return "OWNER = Fiddle::Pointer".to_owned();
    }
    let traits = [object.traits.display.then_some(":__text"), object.traits.hash.then_some(":__hash")];
    let kept = object.methods.iter().filter(|f| is_kept(object, f)).map(|f| format!(":{}", kept_name(f)));
    let names: Vec<_> = traits.into_iter().flatten().map(str::to_owned).chain(kept).collect();
    wrapped("OWNER = __owner", &names)
}

/// What patterns can ask for: the name in the pattern, which cannot be a question, and the method. What can fail is not among them.
fn properties(object: &Object) -> Vec<(String, String)> {
    let properties = object.methods.iter().filter(|f| f.is_property && !f.throws());
    properties.map(|f| (method(f).trim_end_matches('?').to_owned(), method(f))).collect()
}

#[derive(Template)]
#[template(path = "ruby/record.rb", escape = "none")]
struct RecordFile<'a> {
    marker: &'a str,
    module: String,
    docs: String,
    name: String,
    free: String,
    members: String,
    fields: Vec<Documented>,
    methods: Vec<String>,
    has_span: bool,
    constructor: String,
    take: String,
    handle: String,
    ord: Option<String>,
    display: Option<String>,
}

/// The file of a record.
pub fn record(interface: &Interface, record: &Record) -> Result<String> {
    let c_name = type_name(&interface.namespace.snake(), &record.name);
    let field = |f: &Field| Documented { docs: attribute_docs(f), name: record_field(&f.name) };
    Ok(RecordFile {
        marker: MARKER,
        module: interface.namespace.pascal(),
        docs: comment(&record.docs),
        name: record.name.pascal(),
        free: format!("{c_name}_free"),
        members: record.fields.iter().map(|f| record_field(&f.name)).collect::<Vec<_>>().join(" "),
        fields: record.fields.iter().map(field).collect(),
        methods: record.methods.iter().map(|f| Method::new(interface, Owner::Record(record), f).text()).collect::<Result<_>>()?,
        has_span: is_span(&named(&record.fields)),
        constructor: record_constructor(interface, record)?,
        take: record_take(&c_name, record, &type_names(interface)),
        handle: record_handle(&c_name, record),
        ord: record.traits.ord.then(|| format!("{c_name}_compare")),
        display: record.traits.display.then(|| format!("{c_name}_to_string")),
    }
    .render()?)
}

fn record_constructor(interface: &Interface, record: &Record) -> Result<String> {
    let (mut docs, mut parameters, mut body) = (vec![], vec![], vec![]);
    for field in &record.fields {
        let name = record_field(&field.name);
        docs.push(
            format!("# @param {name} [{}] {}", yard_argument(interface, &field.argument()), one_line(&field.docs))
                .trim_end()
                .to_owned(),
        );
        let value = field.default.as_ref().map(|value| default(&name, &field.ty, value)).transpose()?;
        parameters.push(format!("{name}: {}", value.unwrap_or_default()).trim_end().to_owned());
        let local = if is_keyword(&name) { format!("{name}_") } else { name.clone() };
        if is_keyword(&name) {
            body.push(format!("  {local} = binding.local_variable_get(:{name})"));
        }
        let value = match &field.ty {
            Type::Object(object) => format!("{}.__from({local})", object.pascal()),
            ty => kept(&local, ty, field.is_path),
        };
        body.push(format!("  @{name} = {value}"));
    }
    let head = wrapped("def initialize", &parameters);
    Ok(format!("{}\n{head}\n  super()\n{}\n  freeze\nend", docs.join("\n"), body.join("\n")))
}

/// Reads every field of the C record at `address`.
fn record_take(c_name: &str, record: &Record, types: &[String]) -> String {
    let (mut slots, mut values) = (vec![], vec![]);
    for field in &record.fields {
        let name = record_field(&field.name);
        let out = out_parameter(Some(&field.ty)).map(|out| format!("{name}_{out}"));
        let symbol = counted(&field.ty, apart_from(types, format!("{c_name}_{}", field.name.snake())));
        let call = match &out {
            Some(out) => format!("Native.{symbol}(address, {out})"),
            None => format!("Native.{symbol}(address)"),
        };
        slots.extend(out.iter().map(|out| format!("{out} = +Native::SLOT\n")));
        let value = result(&field.ty, &call, out.as_deref().unwrap_or_default());
        values.push(format!("  {name}: {value}"));
    }
    format!("{}new(\n{}\n)", slots.concat(), values.join(",\n"))
}

/// Makes a C record of the fields.
fn record_handle(c_name: &str, record: &Record) -> String {
    let (mut checks, mut values) = (vec![], vec![]);
    for field in &record.fields {
        let name = record_field(&field.name);
        let variable = format!("@{name}");
        let is_checked = !matches!(field.ty.without_option(), Type::Record(_) | Type::Duration | Type::Time)
            && !field.ty.without_option().is_collection();
        if is_checked {
            values.extend(passed(&variable, &field.ty));
            continue;
        }
        let local = if is_keyword(&name) { format!("{name}_") } else { name };
        let check = argument(&variable, &field.ty, false, false).check.unwrap_or_default();
        checks.push(format!("{}\n", check.replacen(&variable, &local, 1)));
        values.extend(passed(&local, &field.ty));
    }
    values.push("error".into());
    let call = wrapped(&format!("address = Native.{c_name}_new"), &values);
    format!(
        "{}error = +Native::SLOT\n{call}\nNative.raise_error(error) if address.zero?\nFiddle::Pointer.new(address, 0, FREE)",
        checks.concat()
    )
}

#[derive(Template)]
#[template(path = "ruby/functions.rb", escape = "none")]
struct Functions<'a> {
    marker: &'a str,
    docs: String,
    module: String,
    methods: Vec<String>,
}

/// `functions.rb`.
pub fn functions(interface: &Interface) -> Result<String> {
    let methods = interface.functions.iter().map(|f| Method::new(interface, Owner::Nothing, f).text());
    Ok(Functions {
        marker: MARKER,
        docs: comment(&interface.docs),
        module: interface.namespace.pascal(),
        methods: methods.collect::<Result<_>>()?,
    }
    .render()?)
}

#[derive(Template)]
#[template(path = "ruby/all.rb", escape = "none")]
struct All<'a> {
    marker: &'a str,
    files: &'a [String],
}

/// `all.rb`, which requires the others.
pub fn all(files: &[String]) -> Result<String> {
    Ok(All { marker: MARKER, files }.render()?)
}
