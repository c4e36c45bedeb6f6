//! The C ABI of an interface: every exported symbol with its parameters, as plain data.
//!
//! C is what Ruby and Go stand on too, so this is decided once: the C backend writes it, the others call it. The rules:
//!
//! - an object, record or list is an opaque handle, freed by its own `_free`;
//! - text goes in as pointer and length, and comes out as NUL-terminated text that the caller frees; where it belongs to an object it can
//!   also be lent, as pointer and length into the object, by a function that ends in `_view`;
//! - an absent value is NULL, -1 for an enum, and `false` where a number is written through a pointer;
//! - what can fail takes a last parameter `error`.

mod choices;
mod columns;
mod fixed;
mod keywords;
mod lent;
mod plain;

use crate::interface::*;
pub use columns::Exchange;
pub use keywords::{member_name, parameter_name};
use lent::with_views;
pub use plain::plain_name;

/// Everything that the library exports.
pub struct Abi {
    /// What every symbol starts with, `polyatom`.
    pub prefix: String,
    /// The symbols, grouped as the header shows them.
    pub sections: Vec<Section>,
    /// The types of the functions that the caller gives.
    pub callbacks: Vec<CCallback>,
}

/// The type of a function that the caller gives.
pub struct CCallback {
    /// The name of the callback.
    pub name: Name,
    /// What it is told, and what follows from its answer.
    pub docs: String,
    /// Its parameters, in order; the first is what the caller wants to be given.
    pub parameters: Vec<Parameter>,
    /// Whether it says if the call goes on.
    pub answers: bool,
}

/// What belongs to one type, or the functions that belong to none.
pub struct Section {
    /// What the section is about.
    pub subject: Subject,
    /// Its symbols.
    pub functions: Vec<CFunction>,
}

/// What a section is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// Strings, bytes, the interface's hash: what every library has.
    Library,
    /// Errors.
    Error,
    /// An enum.
    Enum(Name),
    /// A record.
    Record(Name),
    /// An object.
    Object(Name),
    /// The list type of that element.
    List(Type),
    /// The map type of those keys and values.
    Map(Type, Type),
    /// The functions that belong to no type.
    Functions,
}

/// One exported symbol.
#[derive(Debug, Clone, PartialEq)]
pub struct CFunction {
    /// Its name.
    pub symbol: String,
    /// What it does, and who frees what.
    pub docs: String,
    /// Its parameters, in order, with `self` and the out-parameters.
    pub parameters: Vec<Parameter>,
    /// What it returns.
    pub returns: CType,
    /// What it is made from.
    pub role: Role,
}

/// What a symbol is made from: all that a backend needs to write its body or its call.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// A function, method or constructor of the interface, with the type it belongs to.
    Call(Option<Name>, Box<Function>),
    /// Frees a handle of that Rust type.
    Free,
    /// Another handle to the same value.
    Clone,
    /// `Display`.
    Display,
    /// `Debug`.
    Debug,
    /// `Eq`.
    Equal,
    /// `Hash`.
    Hash,
    /// `Ord`.
    Compare,
    /// Makes a record from these fields.
    RecordNew(Vec<Field>),
    /// Reads a field of a record.
    RecordField(Field),
    /// The number of elements of a list.
    ListLength,
    /// One element of a list.
    ListGet,
    /// Makes a list of its elements.
    ListNew,
    /// Makes a map of its keys and their values.
    MapNew,
    /// The number of keys of a map.
    MapLength,
    /// What belongs to a key of a map.
    MapGet,
    /// All keys of a map, lent.
    MapKeys,
    /// All values of a map, lent.
    MapValues,
    /// Reads a field of an error, by its place among all fields. Its offsets in characters stand after all fields.
    ErrorField(usize, Field),
    /// Reads a choice from its text.
    FromText,
    /// The name of a choice: its text, or what it is called if it has none.
    ChoiceName,
    /// What another symbol gives as text of the caller's, lent instead.
    View(Box<Role>),
    /// One element of a list, lent.
    Peek,
    /// Compares two texts as the values that they are read as, by that constructor.
    CompareTexts(Box<Function>),
    /// What another symbol takes or gives as handles of records, as plain structs.
    Plain(Box<Role>),
    /// What another symbol gives as an offset in bytes, in characters.
    InCharacters(Box<Role>),
    /// Gives a column to another library, or takes it from one.
    Exchange(Exchange),
    /// Written by hand in the template.
    Fixed,
}

/// One C parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name, never a keyword of C, C++ or Rust.
    pub name: String,
    /// Its type.
    pub ty: CType,
}

/// The C types that appear in signatures.
#[derive(Debug, Clone, PartialEq)]
pub enum CType {
    /// Nothing.
    Void,
    /// `bool`.
    Bool,
    /// `uint8_t` to `int64_t`.
    Int {
        /// Whether it can be negative.
        signed: bool,
        /// Its width.
        bits: u8,
    },
    /// `float` or `double`.
    Float {
        /// Its width.
        bits: u8,
    },
    /// `size_t`.
    Size,
    /// An enum, an `int32_t`.
    Enum(Name),
    /// `polyatom_point_plain`: a record as a plain struct.
    Plain(Name),
    /// `const char *`: text that is only read.
    Text,
    /// `char *`: text that the receiver frees.
    OwnedText,
    /// `const uint8_t *`: bytes that are only read.
    Bytes,
    /// `uint8_t *`: bytes that the receiver frees.
    OwnedBytes,
    /// `const polyatom_atom *`: a handle that is only used. The name is the whole C type name.
    Handle(String),
    /// `polyatom_atom *`: a handle that the receiver frees.
    OwnedHandle(String),
    /// `const T *`: some values in a row.
    Array(Box<CType>),
    /// `const T *`: one value, or NULL.
    Optional(Box<CType>),
    /// `T *`: where a value is written.
    Out(Box<CType>),
    /// A function of the caller's, without arguments and result. The name is the whole C type name.
    Callback(String),
    /// A function of the caller's, of the callback's type.
    Function(Name),
    /// What the caller wants to be given with such a call.
    User,
    /// `struct ArrowArray *`: a struct of Arrow's C data interface, by its name.
    Arrow(&'static str),
}

impl Abi {
    /// The C ABI of an interface.
    pub fn of(interface: &Interface) -> Self {
        let prefix = interface.namespace.snake();
        let builder = Builder {
            types: type_names(interface),
            plain: interface.plain_records().into_iter().map(|record| record.name.clone()).collect(),
            prefix,
        };
        let mut sections = vec![builder.library(), builder.error(interface)];
        sections.extend(interface.enums.iter().map(|e| builder.enumeration(e)));
        sections.extend(interface.objects.iter().map(|o| builder.object(o)));
        sections.extend(interface.records.iter().map(|r| builder.record(r)));
        let inner: Vec<_> = interface.inner_collections().iter().map(Type::listed).collect();
        let is_inner = |element: &Type| inner.contains(&Type::List(Box::new(element.clone())));
        sections.extend(interface.list_elements().iter().map(|element| builder.list(element, is_inner(element))));
        sections.extend(builder.maps(interface));
        let functions = builder.with_plain(interface.functions.iter().map(|f| builder.call(None, f)).collect());
        sections.push(Section { subject: Subject::Functions, functions });
        let callbacks = interface.callbacks.iter().map(|callback| builder.callback(callback)).collect();
        Self { prefix: builder.prefix, sections, callbacks }
    }

    /// The same of an interface as other languages know it.
    pub fn plain(mut self) -> Self {
        for function in self.sections.iter_mut().flat_map(|section| &mut section.functions) {
            function.role.plain();
        }
        self
    }

    /// Every symbol.
    pub fn functions(&self) -> impl Iterator<Item = &CFunction> {
        self.sections.iter().flat_map(|section| &section.functions)
    }

    /// The symbols that belong to a subject.
    pub fn section(&self, subject: &Subject) -> &Section {
        self.sections.iter().find(|s| s.subject == *subject).unwrap_or_else(|| panic!("no section {subject:?}"))
    }
}

/// `polyatom_use_dep`: the C name of a type.
pub fn type_name(prefix: &str, name: &Name) -> String {
    format!("{prefix}_{}", name.snake())
}

/// The C names of all types that the interface declares.
pub fn type_names(interface: &Interface) -> Vec<String> {
    let objects = interface.objects.iter().map(|o| &o.name);
    let names = objects.chain(interface.records.iter().map(|r| &r.name)).chain(interface.enums.iter().map(|e| &e.name));
    names.chain(interface.callbacks.iter().map(|c| &c.name)).map(|name| type_name(&interface.namespace.snake(), name)).collect()
}

/// C has one namespace for types and functions: where a symbol is also a type, it ends in `_of`.
pub fn apart_from(types: &[String], symbol: String) -> String {
    if types.contains(&symbol) { format!("{symbol}_of") } else { symbol }
}

/// `polyatom_use_dep_list`, `polyatom_string_list`, `polyatom_u32_list`: the C name of a list type.
pub fn list_name(prefix: &str, element: &Type) -> String {
    format!("{prefix}_{}_list", element_name(element))
}

/// `polyatom_string_u32_map`: the C name of a map type.
pub fn map_name(prefix: &str, key: &Type, value: &Type) -> String {
    format!("{prefix}_{}_{}_map", element_name(key), element_name(value))
}

/// The C name of the type of a list or map.
fn collection_name(prefix: &str, ty: &Type) -> Option<String> {
    match ty.listed() {
        Type::List(element) => Some(list_name(prefix, &element)),
        Type::Map(key, value) => Some(map_name(prefix, &key, &value)),
        _ => None,
    }
}

/// The symbol of a function, method or constructor. The primary constructor of a text type parses.
pub fn symbol(prefix: &str, owner: Option<&Name>, function: &Function, is_text: bool) -> String {
    let name = match function.name.rust() {
        "new" if is_text => "parse".to_owned(),
        _ => function.name.snake(),
    };
    match owner {
        Some(owner) => format!("{}_{name}", type_name(prefix, owner)),
        None => format!("{prefix}_{name}"),
    }
}

/// What a type is called in the name of a collection: `string`, `u32_list`.
pub fn element_name(element: &Type) -> String {
    match element {
        Type::Bool => "bool".into(),
        Type::Int { signed, bits } => format!("{}{bits}", if *signed { "i" } else { "u" }),
        Type::Float { bits } => format!("f{bits}"),
        Type::String => "string".into(),
        Type::Object(name) | Type::Record(name) | Type::Enum(name) => name.snake(),
        Type::Bytes => "bytes".into(),
        Type::Duration => "duration".into(),
        Type::Time => "time".into(),
        Type::Custom { via, .. } => element_name(via),
        Type::Option(inner) => format!("optional_{}", element_name(inner)),
        Type::List(element) => format!("{}_list", element_name(element)),
        Type::Set(item) => format!("{}_set", element_name(item)),
        Type::Map(key, value) => format!("{}_{}_map", element_name(key), element_name(value)),
        Type::Offset(_) | Type::Callback { .. } => unreachable!("refused when the interface was read"),
    }
}

/// The C parameters of one argument.
pub fn argument_parameters(prefix: &str, name: &Name, ty: &Type) -> Vec<Parameter> {
    let ty = &ty.listed();
    let name = parameter_name(name);
    let one = |ty| vec![Parameter { name: name.clone(), ty }];
    let with = |ty, more: &[(&str, CType)]| {
        let more = more.iter().map(|(suffix, ty)| Parameter { name: companion(&name, suffix), ty: ty.clone() });
        one(ty).into_iter().chain(more).collect()
    };
    match ty.without_option() {
        Type::String => with(CType::Text, &[("length", CType::Size)]),
        Type::Bytes => with(CType::Bytes, &[("length", CType::Size)]),
        Type::Callback { name: callback, .. } => with(CType::Function(callback.clone()), &[("user", CType::User)]),
        Type::List(element) => {
            // An absent text is NULL.
            let element = element.without_option();
            let items = CType::Array(Box::new(element_in(prefix, element)));
            match element {
                Type::String | Type::Bytes => {
                    with(items, &[("lengths", CType::Array(Box::new(CType::Size))), ("count", CType::Size)])
                }
                _ => with(items, &[("count", CType::Size)]),
            }
        }
        scalar if ty.is_option() && scalar.crossing().is_scalar() => one(CType::Optional(Box::new(element_in(prefix, scalar)))),
        other => one(element_in(prefix, other)),
    }
}

/// The name of a parameter that goes with another: `text_length`.
pub fn companion(name: &str, suffix: &str) -> String {
    format!("{}_{suffix}", name.trim_end_matches('_'))
}

/// What one value of a type is in C when it goes in.
pub fn element_in(prefix: &str, ty: &Type) -> CType {
    if let Some(collection) = collection_name(prefix, ty) {
        return CType::Handle(collection);
    }
    match &ty.crossing() {
        Type::Bool => CType::Bool,
        Type::Int { signed, bits } => CType::Int { signed: *signed, bits: *bits },
        Type::Float { bits } => CType::Float { bits: *bits },
        Type::Offset(_) => uint64(),
        Type::String => CType::Text,
        Type::Bytes => CType::Bytes,
        Type::Enum(name) => CType::Enum(name.clone()),
        Type::Object(name) | Type::Record(name) => CType::Handle(type_name(prefix, name)),
        Type::Custom { .. } | Type::Duration | Type::Time => unreachable!("it crosses as something else"),
        Type::List(_) | Type::Set(_) | Type::Map(..) => unreachable!("it is a handle"),
        Type::Option(_) | Type::Callback { .. } => unreachable!("handled by the caller"),
    }
}

/// What a value of a type is in C when it comes out, and the out-parameters that go with it.
pub fn returned(prefix: &str, ty: Option<&Type>) -> (CType, Vec<Parameter>) {
    let Some(ty) = ty else { return (CType::Void, vec![]) };
    // A list has the name of what its elements are, and not of what they cross as.
    if let Some(collection) = collection_name(prefix, ty.plain().without_option()) {
        return (CType::OwnedHandle(collection), vec![]);
    }
    let ty = &ty.crossing();
    let out = |name: &str, ty| vec![Parameter { name: name.into(), ty: CType::Out(Box::new(ty)) }];
    match ty.without_option() {
        Type::String => (CType::OwnedText, vec![]),
        Type::Bytes => (CType::OwnedBytes, out("length", CType::Size)),
        Type::Object(name) | Type::Record(name) => (CType::OwnedHandle(type_name(prefix, name)), vec![]),
        Type::Enum(name) => (CType::Enum(name.clone()), vec![]),
        scalar if ty.is_option() => (CType::Bool, out("value", element_in(prefix, scalar))),
        scalar => (element_in(prefix, scalar), vec![]),
    }
}

struct Builder {
    prefix: String,
    /// C names of types that a method's symbol might take: `UseDep.kind` and the enum `UseDepKind`.
    types: Vec<String>,
    /// The records that are plain structs, too.
    plain: Vec<Name>,
}

impl Builder {
    fn function(&self, symbol: String, docs: &str, parameters: Vec<Parameter>, returns: CType, role: Role) -> CFunction {
        let symbol = apart_from(&self.types, symbol);
        CFunction { symbol, docs: docs.to_owned(), parameters, returns, role }
    }

    fn this(&self, ty: CType) -> Vec<Parameter> {
        vec![Parameter { name: "self".into(), ty }]
    }

    fn callback(&self, callback: &Callback) -> CCallback {
        let told = callback.arguments.iter().flat_map(|a| argument_parameters(&self.prefix, &a.name, &a.ty));
        let lends = callback.arguments.iter().any(|a| a.ty == Type::String);
        let notes = [
            (lends, " Text is lent: it is there until the function returns, and has no NUL after it."),
            (callback.answers, " If it returns false, the call stops."),
        ];
        let notes: String = notes.iter().filter(|(holds, _)| *holds).map(|(_, note)| *note).collect();
        CCallback {
            name: callback.name.clone(),
            docs: format!(
                "{}\n\nThe library calls it with the `user` that was given with it, until the call that it was given to is over. It must\n\
                 return: no exception and no longjmp() may leave it.{notes}",
                callback.docs
            ),
            parameters: [Parameter { name: "user".into(), ty: CType::User }].into_iter().chain(told).collect(),
            answers: callback.answers,
        }
    }

    fn error_parameter(&self) -> Parameter {
        let handle = CType::OwnedHandle(format!("{}_error", self.prefix));
        Parameter { name: "error".into(), ty: CType::Out(Box::new(handle)) }
    }

    fn call(&self, owner: Option<(&Name, Option<CType>, bool)>, function: &Function) -> CFunction {
        let (name, this, is_text) = owner.map_or((None, None, false), |(name, this, is_text)| (Some(name), this, is_text));
        let mut parameters = this.map(|ty| self.this(ty)).unwrap_or_default();
        for argument in &function.arguments {
            parameters.extend(argument_parameters(&self.prefix, &argument.name, &argument.ty));
        }
        let (returns, outs) = returned(&self.prefix, function.returns.as_ref());
        let returns = match &function.returns {
            None if function.throws() => CType::Bool,
            _ if function.is_constant => CType::Text,
            _ => returns,
        };
        parameters.extend(outs);
        if function.throws() {
            parameters.push(self.error_parameter());
        }
        let role = Role::Call(name.cloned(), Box::new(function.clone()));
        self.function(symbol(&self.prefix, name, function, is_text), &function.docs, parameters, returns, role)
    }

    /// After each symbol that gives an offset, the same in characters: C counts in bytes, languages on top of it may not.
    fn with_characters(&self, functions: Vec<CFunction>) -> Vec<CFunction> {
        let both = |function: CFunction| match &function.role {
            role if !gives_offset(role) => vec![function],
            role => {
                let characters = CFunction {
                    symbol: in_characters(&function.symbol),
                    docs: format!("{} Counted in characters.", function.docs),
                    role: Role::InCharacters(Box::new(role.clone())),
                    ..function.clone()
                };
                vec![CFunction { docs: format!("{} Counted in bytes.", function.docs), ..function }, characters]
            }
        };
        functions.into_iter().flat_map(both).collect()
    }

    /// Clone, free and the exported traits of a handle type.
    fn handle_functions(&self, name: &Name, traits: Traits) -> Vec<CFunction> {
        let c_name = type_name(&self.prefix, name);
        let (read, owned) = (CType::Handle(c_name.clone()), CType::OwnedHandle(c_name.clone()));
        let two = |ty: &CType| ["a", "b"].map(|name| Parameter { name: name.into(), ty: ty.clone() }).to_vec();
        let symbol = |suffix: &str| format!("{c_name}_{suffix}");
        let mut functions = vec![];
        if traits.display {
            let docs = "The value as text.";
            functions.push(self.function(symbol("to_string"), docs, self.this(read.clone()), CType::OwnedText, Role::Display));
        }
        if traits.debug {
            let docs = "The value as text for developers.";
            functions.push(self.function(symbol("debug"), docs, self.this(read.clone()), CType::OwnedText, Role::Debug));
        }
        if traits.eq {
            let docs = "Whether two are equal. NULL equals NULL only.";
            functions.push(self.function(symbol("equal"), docs, two(&read), CType::Bool, Role::Equal));
        }
        if traits.hash {
            let docs =
                "A hash that is the same for equal values. It may differ between versions of the library: do not store it.";
            functions.push(self.function(symbol("hash"), docs, self.this(read.clone()), uint64(), Role::Hash));
        }
        if traits.ord {
            let docs = "-1, 0 or 1 as `a` comes before, with or after `b`. NULL stands before everything.";
            functions.push(self.function(
                symbol("compare"),
                docs,
                two(&read),
                CType::Int { signed: true, bits: 32 },
                Role::Compare,
            ));
        }
        let docs = "Another handle to the same value, to be freed on its own.";
        functions.push(self.function(symbol("clone"), docs, self.this(read), owned.clone(), Role::Clone));
        let docs = "Frees the handle. NULL is allowed.";
        functions.push(self.function(symbol("free"), docs, self.this(owned), CType::Void, Role::Free));
        functions
    }

    fn object(&self, object: &Object) -> Section {
        let this = CType::Handle(type_name(&self.prefix, &object.name));
        let constructors = object.primary.iter().chain(&object.constructors);
        let constructors = constructors.map(|f| self.call(Some((&object.name, None, object.is_text)), f)).collect();
        let mut functions = self.with_plain(constructors);
        functions.extend(self.compare_texts(object));
        functions.extend(self.exchange(object));
        let method = |f| self.call(Some((&object.name, Some(this.clone()), object.is_text)), f);
        functions.extend(with_views(self.with_characters(self.with_plain(object.methods.iter().map(method).collect()))));
        functions.extend(self.handle_functions(&object.name, object.traits));
        Section { subject: Subject::Object(object.name.clone()), functions }
    }

    fn record(&self, record: &Record) -> Section {
        let c_name = type_name(&self.prefix, &record.name);
        let mut parameters: Vec<_> =
            record.fields.iter().flat_map(|f| argument_parameters(&self.prefix, &f.name, &f.ty)).collect();
        parameters.push(self.error_parameter());
        let returns = CType::OwnedHandle(c_name.clone());
        let docs = "Makes one from its fields.";
        let mut functions =
            vec![self.function(format!("{c_name}_new"), docs, parameters, returns, Role::RecordNew(record.fields.clone()))];
        let fields = record.fields.iter().map(|field| {
            let (returns, outs) = returned(&self.prefix, Some(&field.ty));
            let mut parameters = self.this(CType::Handle(c_name.clone()));
            parameters.extend(outs);
            let symbol = format!("{c_name}_{}", field.name.snake());
            self.function(symbol, &field.docs, parameters, returns, Role::RecordField(field.clone()))
        });
        functions.extend(with_views(self.with_characters(fields.collect())));
        let this = CType::Handle(c_name.clone());
        let method = |f| self.call(Some((&record.name, Some(this.clone()), false)), f);
        functions.extend(with_views(self.with_characters(self.with_plain(record.methods.iter().map(method).collect()))));
        functions.extend(self.handle_functions(&record.name, record.traits));
        Section { subject: Subject::Record(record.name.clone()), functions }
    }
}

/// The symbol of an offset in characters.
pub fn in_characters(symbol: &str) -> String {
    format!("{symbol}_in_characters")
}

/// Whether a symbol gives an offset.
fn gives_offset(role: &Role) -> bool {
    let ty = match role {
        Role::Call(_, function) => function.returns.as_ref(),
        Role::RecordField(field) => Some(&field.ty),
        _ => None,
    };
    matches!(ty.map(Type::without_option), Some(Type::Offset(_)))
}

/// An error field's name in its symbol, away from those of what every error has: `code` is what C calls the number of an error's kind.
pub fn error_field_name(name: &Name) -> String {
    match name.snake() {
        taken if ["backtrace", "code", "free"].contains(&taken.as_str()) => format!("reason_{taken}"),
        other => other,
    }
}

/// What stands for no value of a type.
pub fn nothing(ty: &CType) -> String {
    match ty {
        CType::Bool => "false".into(),
        CType::Enum(_) => "-1".into(),
        CType::Int { .. } | CType::Float { .. } | CType::Size => "0".into(),
        _ => "NULL".into(),
    }
}

/// `a` or `an`.
pub fn article(name: &Name) -> &'static str {
    if name.rust().starts_with(['A', 'E', 'I', 'O']) { "an" } else { "a" }
}

fn uint64() -> CType {
    CType::Int { signed: false, bits: 64 }
}
