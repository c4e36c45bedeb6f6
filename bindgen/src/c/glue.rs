//! The Rust side of the C ABI: one exported function per symbol, each a check of its arguments and a call.

use super::crossing::*;
use super::plain::{plain_struct, plain_type};
use crate::c_abi::{
    Abi, CCallback, CFunction, CType, Exchange, Role, Section, Subject, companion, list_name, map_name, type_name,
};
use crate::copies::{self, copied, ordered};
use crate::equality::{equal_of, hash_of};
use crate::interface::*;
use crate::names::rust_identifier;
use crate::output::MARKER;
use anyhow::Result;
use askama::Template;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "c/glue.rs.txt", escape = "none")]
struct GlueTemplate<'a> {
    marker: &'a str,
    crate_path: &'a str,
    /// The interface as the glue knows it.
    ffi: String,
    prefix: &'a str,
    hash: u64,
    version_number: u32,
    enums: &'a [Enum],
    /// Plain structs, and what they become.
    plain: String,
    interface: &'a Interface,
    copies: &'static str,
    callbacks: Vec<Caller>,
    functions: Vec<Exported<'a>>,
}

/// An exported function, as Rust text.
struct Exported<'a> {
    symbol: &'a str,
    parameters: String,
    returns: String,
    body: String,
}

/// A function of the caller's, as Rust text.
struct Caller {
    name: Name,
    /// The types of its parameters.
    types: String,
    returns: &'static str,
    /// The head of the trait's method.
    method: String,
    /// How it is called.
    passed: String,
    answers: bool,
}

/// The glue's source text, not yet formatted.
pub fn glue(interface: &Interface, abi: &Abi) -> Result<String> {
    let writer = Writer::new(interface, abi);
    let functions = abi.sections.iter().flat_map(|section| section.functions.iter().map(move |f| (section, f)));
    let template = GlueTemplate {
        marker: MARKER,
        crate_path: &interface.crate_path,
        ffi: crate::parts::text(interface),
        prefix: &abi.prefix,
        hash: crate::hash::of(interface, abi),
        version_number: interface.version_number(),
        enums: &interface.enums,
        plain: abi.plain_records(interface).into_iter().map(plain_struct).collect(),
        interface,
        copies: copies::PLACE,
        callbacks: interface.callbacks.iter().zip(&abi.callbacks).map(|(rust, c)| writer.caller(rust, c)).collect(),
        functions: functions.filter(|(_, f)| f.role != Role::Fixed).map(|(s, f)| writer.exported(s, f)).collect(),
    };
    Ok(copies::inserted(interface, &template.render()?))
}

/// `color_of`: the name of the function that gives the choice of a number.
pub fn choice_of(name: &Name) -> String {
    format!("{}_of_number", name.snake())
}

/// `number_of_color`: the name of the function that gives a choice's number.
pub fn number_of(name: &Name) -> String {
    format!("number_of_{}", name.snake())
}

/// The error's fields, an arm of a `match` for all neighbours that have the same: their pattern and the values.
fn field_arms(interface: &Interface, error: &Error) -> Vec<(String, String)> {
    let arms: Vec<_> =
        error.variants.iter().map(|variant| (variant_pattern(error, variant), variant_values(interface, variant))).collect();
    let alike = arms.chunk_by(|(_, one), (_, other)| one == other);
    alike.map(|arms| (arms.iter().map(|(pattern, _)| &**pattern).collect::<Vec<_>>().join(" | "), arms[0].1.clone())).collect()
}

/// A pattern for an error variant that binds all its fields, by reference.
fn variant_pattern(error: &Error, variant: &ErrorVariant) -> String {
    let fields: Vec<_> = variant.fields.iter().map(|f| rust_identifier(f.name.rust())).collect();
    let path = format!("ffi::{}::{}", error.name, variant.name);
    // The same pattern fits a flat error, whose fields are not known.
    if fields.is_empty() { format!("{path} {{ .. }}") } else { format!("{path} {{ {} }}", fields.join(", ")) }
}

/// The fields of all errors in their fixed order, as one variant has them.
fn variant_values(interface: &Interface, variant: &ErrorVariant) -> String {
    let value = |field: &Field| {
        let name = rust_identifier(field.name.rust());
        match &field.ty {
            _ if !variant.has(field) => "None".to_owned(),
            Type::String => format!("Some(rt::Value::Text({name}))"),
            Type::Option(_) => format!("{name}.as_deref().map(rt::Value::Text)"),
            Type::Float { .. } => format!("Some(rt::Value::Bits(f64::from(*{name}).to_bits()))"),
            Type::Offset(_) => format!("Some(rt::Value::Bits({name}.bytes()))"),
            Type::Int { signed: true, .. } => format!("Some(rt::Value::Bits(i64::from(*{name}) as u64))"),
            _ => format!("Some(rt::Value::Bits(u64::from(*{name})))"),
        }
    };
    let characters = |field: &Field| match variant.has(field) {
        true => format!("Some(rt::Value::Bits({}.characters()))", rust_identifier(field.name.rust())),
        false => "None".to_owned(),
    };
    interface.error_fields.iter().map(value).chain(interface.offsets().map(characters)).collect::<Vec<_>>().join(", ")
}

pub struct Writer<'a> {
    prefix: &'a str,
    pub interface: &'a Interface,
    /// The Rust type behind each C handle type.
    handles: BTreeMap<String, String>,
}

impl<'a> Writer<'a> {
    fn new(interface: &'a Interface, abi: &'a Abi) -> Self {
        let prefix = abi.prefix.as_str();
        let objects = interface.objects.iter().map(|o| &o.name);
        let values = objects.chain(interface.records.iter().map(|r| &r.name));
        let mut handles: BTreeMap<_, _> = values.map(|name| (type_name(prefix, name), format!("ffi::{name}"))).collect();
        handles.extend(interface.list_elements().iter().map(|e| (list_name(prefix, e), format!("Vec<{}>", element(e)))));
        let maps = interface.maps().into_iter().map(|(k, v)| (k, v.listed()));
        handles.extend(maps.map(|(k, v)| (map_name(prefix, &k, &v), element(&Type::Map(Box::new(k), Box::new(v))))));
        handles.insert(format!("{prefix}_error"), "rt::Failure".to_owned());
        Self { prefix, interface, handles }
    }

    fn exported(&self, section: &Section, function: &'a CFunction) -> Exported<'a> {
        let parameter = |p: &crate::c_abi::Parameter| format!("{}: {}", rust_name(&p.name), self.rust_type(&p.ty));
        Exported {
            symbol: &function.symbol,
            parameters: function.parameters.iter().map(parameter).collect::<Vec<_>>().join(", "),
            returns: match &function.returns {
                CType::Void => String::new(),
                ty => format!("-> {}", self.rust_type(ty)),
            },
            body: match (&function.returns, &function.role) {
                (CType::OwnedBytes, _) | (_, Role::View(_) | Role::Peek) if has_length(function) => {
                    format!("rt::no_bytes(length); {}", self.body(section, function))
                }
                _ => self.body(section, function),
            },
        }
    }

    fn caller(&self, callback: &Callback, c: &CCallback) -> Caller {
        let types: Vec<_> = c.parameters.iter().map(|parameter| self.rust_type(&parameter.ty)).collect();
        let name = |a: &Argument| rust_name(&self.c_name(&a.name, &a.ty));
        let declared = |a: &Argument| match a.ty {
            Type::String if a.by_ref => format!(", {}: &str", name(a)),
            _ if a.by_ref => format!(", {}: &{}", name(a), a.ty.rust()),
            _ => format!(", {}: {}", name(a), a.ty.rust()),
        };
        let passed = |a: &Argument| match a.ty {
            Type::String => format!(", {0}.as_ptr().cast(), {0}.len()", name(a)),
            _ if a.by_ref => format!(", *{}", name(a)),
            _ => format!(", {}", name(a)),
        };
        let returns = if callback.answers { "-> bool" } else { "" };
        let parameters: String = callback.arguments.iter().map(declared).collect();
        Caller {
            name: callback.name.clone(),
            types: types.join(", "),
            returns,
            method: format!("fn {}(&self{parameters}) {returns}", callback.method),
            passed: callback.arguments.iter().map(passed).collect(),
            answers: callback.answers,
        }
    }

    fn rust_type(&self, ty: &CType) -> String {
        match ty {
            CType::Void => "()".into(),
            CType::Bool => "bool".into(),
            CType::Int { signed, bits } => format!("{}{bits}", if *signed { "i" } else { "u" }),
            CType::Float { bits } => format!("f{bits}"),
            CType::Size => "usize".into(),
            CType::Enum(_) => "i32".into(),
            CType::Plain(name) => plain_type(name),
            CType::Text => "*const c_char".into(),
            CType::OwnedText => "*mut c_char".into(),
            CType::Bytes => "*const u8".into(),
            CType::OwnedBytes => "*mut u8".into(),
            CType::Handle(name) => format!("*const {}", self.handles[name]),
            CType::OwnedHandle(name) => format!("*mut {}", self.handles[name]),
            CType::Array(item) | CType::Optional(item) => format!("*const {}", self.rust_type(item)),
            CType::Out(item) => format!("*mut {}", self.rust_type(item)),
            CType::Callback(_) => "Option<extern \"C\" fn(*mut c_void)>".into(),
            CType::Function(name) => format!("Option<{name}Function>"),
            CType::User => "*mut c_void".into(),
            CType::Arrow(name) => format!("*mut rt::{name}"),
        }
    }

    fn body(&self, section: &Section, function: &CFunction) -> String {
        let guarded = |body: String| {
            let failed = zero(&function.returns);
            match function.parameters.last() {
                Some(last) if last.name == "error" => format!("rt::fallible(error, {failed}, || {{ {body} }})"),
                _ => format!("rt::infallible({failed}, || {{ {body} }})"),
            }
        };
        let this = "let this = rt::handle(this, \"self\")?;";
        let (role, unit) = match &function.role {
            Role::InCharacters(role) => (&**role, Unit::Characters),
            role => (role, Unit::Bytes),
        };
        match (role, &section.subject) {
            (Role::Call(owner, call), subject) => guarded(self.call(owner.as_ref(), call, subject, unit)),
            (Role::FromText, Subject::Enum(name)) => {
                let text = self.argument(&Name::new("text"), &Type::String, true);
                guarded(format!("{text} Ok({}(text.parse().map_err(Refusal::failure)?))", number_of(name)))
            }
            (Role::Display, Subject::Enum(name)) => {
                guarded(format!("Ok(rt::string_out(rt::choice_in({}, this, \"self\")?.to_string()))", choice_of(name)))
            }
            (Role::Display, _) => guarded(format!("{this} Ok(rt::string_out(this.to_string()))")),
            (Role::Debug, _) => guarded(format!("{this} Ok(rt::string_out(format!(\"{{this:?}}\")))")),
            (Role::Hash, subject) => guarded(format!("{this} Ok({})", self.hash(subject))),
            (Role::Equal, subject) => guarded(format!("Ok({})", self.equal(subject))),
            (Role::Compare, _) => guarded("Ok(rt::compare(a, b))".into()),
            (Role::Clone, _) => "rt::clone(this)".into(),
            (Role::Free, Subject::List(_) | Subject::Map(..)) => "rt::free_collection(this)".into(),
            (Role::Free, _) => "rt::free(this)".into(),
            (Role::ChoiceName, Subject::Enum(name)) => guarded(self.choice_name(name)),
            (Role::CompareTexts(call), Subject::Object(name)) => guarded(self.compare_texts(name, call)),
            (Role::View(role), subject) => guarded(self.view(role, subject)),
            (Role::Plain(role), subject) => guarded(self.plain_body(role, subject)),
            (Role::Peek, Subject::List(element)) => guarded(format!("{this} {}", list_peek(element))),
            (Role::RecordNew(fields), Subject::Record(name)) => guarded(self.record_new(name, fields)),
            (Role::RecordField(field), _) => {
                let value = copied(&field.ty, &format!("&this.{}", rust_identifier(field.name.rust())));
                guarded(format!("{this} Ok({})", out(&field.ty, &value, unit)))
            }
            (Role::ListLength, _) => guarded(format!("{this} Ok(this.len())")),
            (Role::ListGet, Subject::List(element)) => guarded(format!("{this} {}", list_get(element, &function.returns))),
            (Role::ListNew, Subject::List(element)) => {
                let ty = Type::List(Box::new(element.crossing()));
                guarded(format!("{} Ok({})", self.crossed_argument("items", &ty, false), crossed(&ty, "items", unit)))
            }
            (Role::MapNew, Subject::Map(key, value)) => guarded(self.map_new(key, value)),
            (Role::MapLength, _) => guarded(format!("{this} Ok(this.keys().len())")),
            (Role::MapGet, Subject::Map(key, value)) => {
                let read = self.crossed_argument("key", &key.crossing(), false);
                guarded(format!("{this} {read} {}", map_get(value, &ordered(key, "probe", "&key"), &function.returns)))
            }
            (Role::MapKeys, _) => guarded(format!("{this} Ok(ptr::from_ref(this.keys()))")),
            (Role::MapValues, _) => guarded(format!("{this} Ok(ptr::from_ref(this.values()))")),
            (Role::Exchange(exchange), Subject::Object(name)) => guarded(match exchange {
                Exchange::Import => format!("Ok(rt::object_out(ffi::{name}::from(rt::column_in(array, schema)?)))"),
                Exchange::ImportStream => format!("Ok(rt::object_out(ffi::{name}::from(rt::stream_in(stream)?)))"),
                Exchange::Export => format!("{this} rt::column_out(this, array, schema)"),
                Exchange::ExportStream => format!("{this} rt::stream_out(this, stream)"),
            }),
            (Role::ErrorField(index, field), _) => error_field(*index, field),
            (role, subject) => unreachable!("{role:?} of {subject:?}"),
        }
    }

    /// What the values of a section are equal to.
    fn equality<'s>(&self, subject: &'s Subject) -> (Equality, &'s Name) {
        match subject {
            Subject::Object(name) => (self.interface.object(name).equality, name),
            Subject::Record(name) => (self.interface.record(name).equality, name),
            subject => unreachable!("{subject:?} is not compared"),
        }
    }

    fn equal(&self, subject: &Subject) -> String {
        match self.equality(subject) {
            (Equality::Exported, _) => "rt::equal(a, b)".to_owned(),
            (Equality::Parts, name) => format!("rt::equal_by(a, b, |a, b| {}(a, b))", equal_of(name)),
            (Equality::Itself, _) => "a == b".to_owned(),
        }
    }

    fn hash(&self, subject: &Subject) -> String {
        match self.equality(subject) {
            (Equality::Exported, _) => "rt::hash(this)".to_owned(),
            (Equality::Parts, name) => format!("rt::hash_by(|state| {}(this, state))", hash_of(name)),
            (Equality::Itself, _) => "rt::hash(&ptr::from_ref(this))".to_owned(),
        }
    }

    fn call(&self, owner: Option<&Name>, call: &Function, subject: &Subject, unit: Unit) -> String {
        let (before, value) = self.called(owner, call, subject, false);
        if call.is_constant {
            return format!("static TEXT: rt::Constant = rt::Constant::new(); Ok(rt::constant(&TEXT, {value}))");
        }
        format!("{before} {}", self.result(call, &value, unit))
    }

    /// What a call gives back.
    pub fn result(&self, call: &Function, value: &str, unit: Unit) -> String {
        match &call.returns {
            Some(ty) => format!("Ok({})", out(ty, value, unit)),
            None if call.throws() => format!("{value}; Ok(true)"),
            None => format!("{value}; Ok(())"),
        }
    }

    /// The statements before a call, and the call, with plain structs or without.
    pub fn called(&self, owner: Option<&Name>, call: &Function, subject: &Subject, is_plain: bool) -> (String, String) {
        let of_handles = |a: &Argument| {
            let value = passed(&rust_name(&self.c_name(&a.name, &a.ty)), &a.ty, a.by_ref);
            (self.argument(&a.name, &a.ty, a.by_ref), value)
        };
        let plain = |a: &Argument| is_plain.then(|| self.plain_argument_of(a)).flatten();
        let both = call.arguments.iter().map(|a| plain(a).unwrap_or_else(|| of_handles(a)));
        let (lets, values): (Vec<_>, Vec<_>) = both.unzip();
        let (this, callee) = match (owner, subject) {
            (None, _) => (String::new(), format!("ffi::{}", call.rust_name)),
            (Some(owner), _) if call.is_constructor => (String::new(), format!("ffi::{owner}::{}", call.rust_name)),
            (Some(_), Subject::Enum(name)) => {
                let this = format!("let this = rt::choice_in({}, this, \"self\")?;", choice_of(name));
                (this, format!("this.{}", call.rust_name))
            }
            (Some(_), subject) => {
                let this = is_plain.then(|| self.plain_this(subject)).flatten();
                let this = this.unwrap_or_else(|| "let this = rt::handle(this, \"self\")?;".to_owned());
                (this, format!("this.{}", call.rust_name))
            }
        };
        let throws = settled(call);
        (format!("{this} {}", lets.join(" ")), format!("{callee}({}){throws}", values.join(", ")))
    }

    fn choice_name(&self, name: &Name) -> String {
        let choice =
            self.interface.enums.iter().find(|choice| choice.name == *name).expect("a section is about an enum of the interface");
        let text = |v: &Variant| v.text.clone().unwrap_or_else(|| v.name.snake());
        let arms: String = choice.variants.iter().map(|v| format!("ffi::{name}::{} => c{:?},", v.name, text(v))).collect();
        format!("Ok(match rt::choice_in({}, this, \"self\")? {{ {arms} }}.as_ptr())", choice_of(name))
    }

    /// Both texts are read as if no other argument were given.
    fn compare_texts(&self, name: &Name, call: &Function) -> String {
        let read = |x: &str| {
            let text = self.argument(&Name::new(x), &Type::String, true);
            let values: Vec<_> = call
                .arguments
                .iter()
                .map(|a| {
                    if a.default.is_some() {
                        "None"
                    } else if a.by_ref {
                        "&text"
                    } else {
                        "text.into_owned()"
                    }
                })
                .collect();
            let throws = settled(call);
            format!("let {x} = {{ {text} let text = {x}; ffi::{name}::{}({}){throws} }};", call.rust_name, values.join(", "))
        };
        format!("{} {} Ok(Ord::cmp(&a, &b) as i32)", read("a"), read("b"))
    }

    /// The text itself, where it is.
    fn view(&self, role: &Role, subject: &Subject) -> String {
        let (before, value, is_option) = match role {
            Role::RecordField(field) => {
                let field_name = rust_identifier(field.name.rust());
                let this = "let this = rt::handle(this, \"self\")?;".to_owned();
                match field.ty.is_option() {
                    true => (this, format!("this.{field_name}.as_deref()"), true),
                    false => (this, format!("&this.{field_name}"), false),
                }
            }
            Role::Call(owner, call) => {
                let (before, value) = self.called(owner.as_ref(), call, subject, false);
                (before, value, call.returns.as_ref().is_some_and(Type::is_option))
            }
            role => unreachable!("{role:?} lends no text"),
        };
        match is_option {
            true => format!("{before} Ok({value}.map_or(ptr::null(), |some| rt::view_out(some, length)))"),
            false => format!("{before} Ok(rt::view_out({value}, length))"),
        }
    }

    fn record_new(&self, name: &Name, fields: &[Field]) -> String {
        let lets: Vec<_> = fields.iter().map(|f| self.argument(&f.name, &f.ty, false)).collect();
        let value = |f: &Field| {
            let value = passed(&rust_name(&self.c_name(&f.name, &f.ty)), &f.ty, false);
            let field = rust_identifier(f.name.rust());
            if field == value { field } else { format!("{field}: {value}") }
        };
        let values: Vec<_> = fields.iter().map(value).collect();
        format!("{} Ok(rt::object_out(ffi::{name} {{ {} }}))", lets.join(" "), values.join(", "))
    }

    /// The name of an argument's first C parameter.
    pub fn c_name(&self, name: &Name, ty: &Type) -> String {
        crate::c_abi::argument_parameters(self.prefix, name, ty)[0].name.clone()
    }

    /// The keys and values are read as lists of as many elements.
    fn map_new(&self, key: &Type, value: &Type) -> String {
        let read = |name: &str, ty: &Type| {
            let list = Type::List(Box::new(ty.crossing()));
            format!("let {name}_count = count; {}", self.crossed_argument(name, &list, false))
        };
        let values = held(&Type::List(Box::new(value.crossing())), "values");
        let order = ordered(key, "a", "b");
        format!(
            "{} {} Ok(rt::map_out(rt::Map::sorted(keys, {values}, |a, b| {order})))",
            read("keys", key),
            read("values", value)
        )
    }

    /// A statement that replaces an argument's C parameters by its Rust value.
    fn argument(&self, name: &Name, ty: &Type, by_ref: bool) -> String {
        let x = rust_name(&self.c_name(name, ty));
        if is_other(ty) {
            let crossed = self.crossed_argument(&x, &ty.crossing(), false);
            return format!("{crossed} let {x} = {};", lifted(ty, &x, &x));
        }
        self.crossed_argument(&x, ty, by_ref)
    }

    /// The same of what crosses.
    fn crossed_argument(&self, x: &str, ty: &Type, by_ref: bool) -> String {
        let told = told(x);
        let is_scalar = matches!(ty.without_option(), Type::Bool | Type::Int { .. } | Type::Float { .. });
        let value = match ty {
            Type::Option(inner) if matches!(**inner, Type::Callback { .. }) => {
                format!("{x}.map(|call| -> {} {{ {} }})", inner.rust(), self.caller_in(x, inner))
            }
            Type::Callback { .. } => {
                let present = format!("{x}.ok_or_else(|| rt::Failure::argument({told:?}, \"NULL\"))");
                format!("{present}.map(|call| -> {} {{ {} }})?", ty.rust(), self.caller_in(x, ty))
            }
            Type::Option(inner) if matches!(**inner, Type::Offset(_)) => {
                format!("{x}.as_ref().copied().map({})", offset(inner))
            }
            Type::Option(_) if is_scalar => format!("{x}.as_ref().copied()"),
            Type::Option(inner) => {
                let absent = if matches!(**inner, Type::Enum(_)) { format!("{x} == -1") } else { format!("{x}.is_null()") };
                format!("if {absent} {{ None }} else {{ Some({}) }}", self.value_in(x, inner, false))
            }
            _ if is_scalar => return String::new(),
            ty => self.value_in(x, ty, by_ref),
        };
        let borrows_texts = by_ref && ty.list_element().is_some_and(|element| *element.without_option() == Type::String);
        let mended = if borrows_texts { "let mut mended = vec![];" } else { "" };
        let during = if ty.is_callback() { "let during = rt::During::new();" } else { "" };
        format!("{mended}{during} let {x} = {value};")
    }

    /// What stands for the caller's function `call` in Rust.
    fn caller_in(&self, x: &str, ty: &Type) -> String {
        let Type::Callback { name, is_shared } = ty else { unreachable!("{ty:?} is no callback") };
        let holder = if *is_shared { "Arc" } else { "Box" };
        format!("{holder}::new({name}Caller {{ call, user: during.user({}) }})", companion(x, "user"))
    }

    /// The Rust value of a C value that is not absent.
    fn value_in(&self, x: &str, ty: &Type, by_ref: bool) -> String {
        let told = told(x);
        let [length, lengths, count] = ["length", "lengths", "count"].map(|suffix| companion(x, suffix));
        let owned = |value: String, method: &str| if by_ref { value } else { format!("{value}.{method}()") };
        match ty {
            Type::Offset(_) => format!("{}({x})", offset(ty)),
            Type::String => owned(format!("rt::text_in({x}, {length}, {told:?})?"), "into_owned"),
            Type::Bytes => owned(format!("rt::bytes_in({x}, {length}, {told:?})?"), "to_vec"),
            Type::Enum(name) => format!("rt::choice_in({}, {x}, {told:?})?", choice_of(name)),
            Type::Object(_) if by_ref => format!("rt::handle({x}, {told:?})?"),
            Type::Object(_) => format!("rt::shared({x}, {told:?})?"),
            Type::Record(_) if by_ref => format!("rt::handle({x}, {told:?})?"),
            Type::Record(_) => copied(ty, &format!("rt::handle({x}, {told:?})?")),
            Type::Set(item) => self.value_in(x, &Type::List(item.clone()), false),
            Type::Map(..) => {
                let copied = copied_out(ty, "map");
                format!("match rt::map_in({x}) {{ Some(map) => {copied}, None => vec![] }}")
            }
            Type::List(element) => match &**element {
                collection if collection.is_collection() => {
                    let copied = copied_out(collection, "item");
                    format!("rt::collections_in({x}, {count}, {told:?})?.into_iter().map(|item| {copied}).collect::<Vec<_>>()")
                }
                Type::String if by_ref => format!("rt::borrowed_texts_in({x}, {lengths}, {count}, {told:?}, &mut mended)?"),
                Type::Option(inner) if by_ref && **inner == Type::String => {
                    format!("rt::borrowed_maybe_texts_in({x}, {lengths}, {count}, {told:?}, &mut mended)?")
                }
                Type::String => format!("rt::texts_in({x}, {lengths}, {count}, {told:?})?"),
                Type::Bytes => format!("rt::byte_strings_in({x}, {lengths}, {count}, {told:?})?"),
                Type::Option(inner) if **inner == Type::Bytes => {
                    format!("rt::maybe_byte_strings_in({x}, {lengths}, {count}, {told:?})?")
                }
                Type::Option(_) => format!("rt::maybe_texts_in({x}, {lengths}, {count}, {told:?})?"),
                Type::Enum(name) => format!("rt::choices_in({}, {x}, {count}, {told:?})?", choice_of(name)),
                Type::Object(_) => format!("rt::handles_in({x}, {count}, {told:?})?"),
                Type::Record(_) => {
                    let copy = copied(element, "item");
                    format!("rt::handles_in({x}, {count}, {told:?})?.iter().map(|item| {copy}).collect::<Vec<_>>()")
                }
                _ => format!("rt::numbers_in({x}, {count}, {told:?})?"),
            },
            Type::Bool | Type::Int { .. } | Type::Float { .. } => x.to_owned(),
            Type::Custom { .. } | Type::Duration | Type::Time => unreachable!("it crosses as something else"),
            Type::Option(_) | Type::Callback { .. } => unreachable!("handled by the caller"),
        }
    }
}

/// A C parameter's name in Rust, where `self` is taken, and what the glue itself has or calls.
pub fn rust_name(c_name: &str) -> String {
    let is_called = ["_of_number", "_of_plain"].iter().any(|end| c_name.ends_with(end))
        || ["copy_of_", "equal_of_", "hash_of_", "number_of_", "plain_of_", "rank_of_"]
            .iter()
            .any(|start| c_name.starts_with(start));
    match c_name {
        "self" => "this".to_owned(),
        "failure" | "this" => format!("{c_name}_"),
        _ if is_called => format!("{c_name}_"),
        _ => c_name.to_owned(),
    }
}

/// What follows a call that can fail: the failure that C is told.
fn settled(call: &Function) -> String {
    call.error.as_ref().map(|error| format!(".map_err(failure::<ffi::{error}, _>)?")).unwrap_or_default()
}

/// What an argument is called where something is told about it: no name of an interface ends in an underscore.
pub fn told(name: &str) -> &str {
    name.trim_end_matches('_')
}

/// Whether a length is written through a pointer.
fn has_length(function: &CFunction) -> bool {
    function.parameters.iter().any(|parameter| parameter.name == "length" && matches!(parameter.ty, CType::Out(_)))
}
