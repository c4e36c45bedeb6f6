//! The classes of objects and records.

use super::super::glue::match_args;
use super::super::protocol::{items_argument, set_argument};
use super::super::rebuild;
use super::super::spelling::identifier;
use super::super::types::{Lists, given};
use super::bodies::{Call, Writer, docstring, indented, read, read_by};
use super::special::special_methods;
use crate::c_abi::type_name;
use crate::interface::*;
use anyhow::Result;

/// A class, as lines.
pub type Lines = Vec<String>;

impl Writer<'_> {
    /// The class of an object.
    pub fn object(&self, object: &Object) -> Result<Lines> {
        let parts = rebuild::parts(self.interface, object)?;
        let is_value = parts.is_some();
        let kept = rebuild::kept(self.interface, object);
        let base = match () {
            () if object.is_text => "Text",
            () if is_value => "Value",
            () => "Handle",
        };
        let primary_docs = object.primary.as_ref().map(|f| self.docs(Some(&object.name), f)).unwrap_or_default();
        let mut body = vec![docstring(format!("{}\n\n{primary_docs}", object.docs).trim())];
        let names = parts.as_ref().map_or_else(|| match_args(object), |parts| parts.names.clone());
        body.extend(self.attributes(
            &object.name,
            &object.methods,
            (object.is_text || is_value).then_some(names),
            !kept.is_empty(),
        ));
        if let Some(parts) = &parts {
            let defaults: Vec<_> = parts.defaults.iter().map(|d| d.replacen("Some(", "(", 1)).collect();
            body.push(format!("_defaults = ({})", defaults.iter().map(|d| format!("{d}, ")).collect::<String>().trim_end()));
        }
        if let Some(primary) = &object.primary {
            let call = self.call(Some(&object.name), primary, object.is_text, None);
            body.extend(self.plainly("__new__", Some("cls"), &call, &self.docs(Some(&object.name), primary)));
        }
        for constructor in &object.constructors {
            let call = self.call(Some(&object.name), constructor, object.is_text, None);
            body.push("@_c.static".to_owned());
            body.extend(self.plainly(&identifier(&constructor.name), None, &call, &self.docs(Some(&object.name), constructor)));
        }
        for method in &object.methods {
            let is_kept = kept.iter().any(|kept| kept.name == method.name);
            body.extend(self.method(object, method, is_kept));
        }
        body.extend(traits(object.traits, object.protocol.subset.is_some()));
        if !(object.traits.hash || object.equality != Equality::Exported) {
            body.push("__hash__ = None".to_owned());
        }
        if object.is_text {
            body.extend(cached(&object.name.pascal()));
        }
        if object.traits.debug && !object.is_text && !is_value {
            body.push("__repr__ = _c.shown".to_owned());
        }
        body.extend(special_methods(self, object)?);
        if object.is_column {
            body.extend(shared(object));
        }
        Ok(class(&object.name, base, &body))
    }

    fn method(&self, object: &Object, method: &Function, is_kept: bool) -> Lines {
        let name = identifier(&method.name);
        let call = self.call(Some(&object.name), method, object.is_text, Some("self._handle"));
        let special = set_argument(self.interface, object, method).map(|_| "self._set".to_owned());
        let special = special.or_else(|| items_argument(object, method).map(|_| items_reader(object)));
        let mut body = self.body(&call, |place, argument| match &special {
            Some(special) if place == 0 => read_by(special, argument, false),
            _ => read(&call, place, argument),
        });
        if is_kept {
            let made = body.iter().map(|line| indented(line));
            body = ["def _make():".to_owned()].into_iter().chain(made).collect();
            body.push(format!("return _c.kept(self, \"{name}\", _make)"));
        }
        let lines = self.function(&name, Some("self"), &call, &self.docs(Some(&object.name), method), &body);
        method.is_property.then(|| "@_c.getter".to_owned()).into_iter().chain(lines).collect()
    }

    /// What makes a set of items, where a set is taken.
    pub fn set(&self, object: &Object) -> Option<Lines> {
        let make = object.protocol.with_items.as_deref().and_then(|name| object.method(name))?;
        object.protocol.of_two_sets().next()?;
        let call = self.call(Some(&object.name), make, object.is_text, Some("self._handle"));
        let is_text = items_argument(object, make).is_some();
        let body = self.body(&call, |_, argument| {
            let reader = if is_text { items_reader(object) } else { super::convert::argument_reader(argument) };
            format!("{} = {reader}(_value)", identifier(&argument.name))
        });
        let head = ["def _set(self, _value):".to_owned(), format!("    if type(_value) is {}:", object.name.pascal())];
        let body = body.iter().map(|line| indented(line));
        Some(head.into_iter().chain(["        return _value".to_owned()]).chain(body).collect())
    }

    /// The class of a record.
    pub fn record(&self, record: &Record) -> Lines {
        let c_name = type_name(self.prefix, &record.name);
        let names: Vec<_> = record.fields.iter().map(|field| identifier(&field.name)).collect();
        let mut body = vec![docstring(&record.docs)];
        body.extend(self.record_attributes(record, names));
        let arguments: Vec<_> = record.fields.iter().map(Field::argument).collect();
        let own = Type::Record(record.name.clone());
        let made = field_call(self.apart(format!("{c_name}_new")), None, &arguments, own, true);
        body.extend(self.plainly("__new__", Some("cls"), &made, "Makes one from its fields."));
        for field in &record.fields {
            let symbol = self.apart(format!("{c_name}_{}", field.name.snake()));
            let call = field_call(symbol, Some("self._handle"), &[], field.ty.clone(), false);
            body.push("@_c.getter".to_owned());
            body.extend(self.plainly(&identifier(&field.name), Some("self"), &call, &field.docs));
        }
        for method in &record.methods {
            let call = self.call(Some(&record.name), method, false, Some("self._handle"));
            body.extend(method.is_property.then(|| "@_c.getter".to_owned()));
            body.extend(self.plainly(&identifier(&method.name), Some("self"), &call, &self.docs(Some(&record.name), method)));
        }
        body.extend(traits(record.traits, false));
        class(&record.name, "Record", &body)
    }

    /// A function whose arguments are read as their types say.
    pub fn plainly(&self, name: &str, receiver: Option<&str>, call: &Call, docs: &str) -> Lines {
        let body = self.body(call, |place, argument| read(call, place, argument));
        self.function(name, receiver, call, docs, &body)
    }

    fn record_attributes(&self, record: &Record, names: Vec<String>) -> Lines {
        let mut lines = self.attributes(&record.name, &record.methods, Some(names), false);
        let fields = record.fields.iter().map(|f| (identifier(&f.name), given(&f.ty, Lists::Fixed)));
        let all: Vec<_> = fields.chain(super::super::glue::annotations(&record.methods)).collect();
        lines.retain(|line| !line.starts_with("__annotations__"));
        lines.extend(annotated(all));
        lines
    }

    /// What a class says of itself, and the symbols that what it inherits calls.
    fn attributes(&self, name: &Name, methods: &[Function], match_args: Option<Vec<String>>, keeps: bool) -> Lines {
        let c_name = type_name(self.prefix, name);
        let slots = if keeps { "__slots__, _keeps = (\"_kept\",), True" } else { "__slots__ = ()" };
        let mut lines = vec![format!("__module__ = \"{}\"", self.interface.namespace.snake()), slots.to_owned()];
        lines.extend(match_args.map(|names| format!("__match_args__ = {}", tuple(&names))));
        lines.extend(annotated(super::super::glue::annotations(methods).collect()));
        let symbols = [
            ("free", "free"),
            ("equal", "equal"),
            ("hash", "hash"),
            ("compare", "compare"),
            ("text", "to_string"),
            ("debug", "debug"),
            ("take", "import"),
            ("take_stream", "import_stream"),
            ("give", "export"),
            ("give_stream", "export_stream"),
        ];
        let symbols = symbols.into_iter().filter_map(|(name, suffix)| {
            let symbol = self.apart(format!("{c_name}_{suffix}"));
            self.symbols.contains(symbol.as_str()).then(|| format!("{name}=_C.{symbol}"))
        });
        lines.push(format!("_symbols = _c.Symbols({})", symbols.collect::<Vec<_>>().join(", ")));
        lines
    }
}

/// What follows from the Rust traits that a type exports.
fn traits(traits: Traits, is_set: bool) -> Lines {
    let mut lines = vec![];
    if traits.display {
        lines.extend(["__str__ = _c.printed".to_owned(), "__format__ = _c.formatted".to_owned()]);
    }
    if traits.ord && !is_set {
        let order = "__lt__, __le__, __gt__, __ge__ = _c.less, _c.less_or_equal, _c.greater, _c.greater_or_equal";
        lines.push(order.to_owned());
    }
    lines
}

fn field_call<'a>(symbol: String, receiver: Option<&'a str>, arguments: &'a [Argument], returns: Type, throws: bool) -> Call<'a> {
    Call { symbol, receiver, arguments, is_variadic: false, returns: Some(returns), is_constant: false, throws, is_fixed: true }
}

fn class(name: &Name, base: &str, body: &[String]) -> Lines {
    let head = format!("class {}(_c.{base}):", name.pascal());
    // What a class says of itself tells whether it can be stored.
    let reduced = ["Text", "Value", "Record"].contains(&base).then(|| format!("__reduce__ = _c.{base}.__reduce__"));
    [head].into_iter().chain(body.iter().chain(&reduced).map(|line| indented(line))).collect()
}

/// `("a",)`: a tuple of texts.
pub fn tuple(names: &[String]) -> String {
    format!("({})", names.iter().map(|name| format!("\"{name}\", ")).collect::<String>().trim_end())
}

fn annotated(types: Vec<(String, String)>) -> Option<String> {
    let types: Vec<_> = types.iter().map(|(name, ty)| format!("\"{name}\": \"{ty}\"")).collect();
    (!types.is_empty()).then(|| format!("__annotations__ = {{{}}}", types.join(", ")))
}

/// What reads items that are given as text.
pub fn items_reader(object: &Object) -> String {
    format!("_read_items_of_{}", object.name.snake())
}

/// What reads one of them, as Python has it.
pub fn item_reader(object: &Object) -> String {
    format!("_read_item_of_{}", object.name.snake())
}

/// How a column is shared with other libraries.
fn shared(object: &Object) -> Lines {
    const DOCS: &str = "The column that an object of another library is, by the Arrow PyCapsule interface; or one of texts.";
    let reader = super::convert::reader(&Type::Object(object.name.clone()));
    let lines = [
        "@_c.static".to_owned(),
        "def from_arrow(data, /):".to_owned(),
        indented(&docstring(DOCS)),
        format!("    return _r.argument(\"data\", {reader}, data)"),
        "__arrow_c_array__, __arrow_c_schema__, __arrow_c_stream__ = _columns.array, _columns.schema, _columns.stream".to_owned(),
    ];
    lines.into()
}

fn cached(class: &str) -> Lines {
    const DOCS: &str = "The object of a text, remembered: the same for the same text, as long as it is among the last 16,384 that were \
        asked for.\n\nFor texts that come again and again. Otherwise like the class itself, without optional arguments.";
    let lines = [
        "@_c.static".to_owned(),
        "def cached(text, /):".to_owned(),
        indented(&docstring(DOCS)),
        format!("    return _c.cached({class}, text)"),
        "@_c.static".to_owned(),
        "def clear_cache():".to_owned(),
        indented(&docstring("Forgets what `cached` remembers.")),
        format!("    _c.clear_cache({class})"),
    ];
    lines.into()
}
