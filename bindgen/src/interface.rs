//! The interface model: what an interface crate exports, as plain data.
//!
//! Every backend is a pure function from an [`Interface`] to files. What is the same for all languages is computed once, in
//! [`crate::read`], and stands here as a field: a backend decides only how its language spells it.

mod collections;
mod data;
mod derived;
mod errors;
mod types;

pub use crate::names::Name;
pub use data::{Data, DataVariant, KIND};
pub use derived::{Derived, is_span, named};
pub use errors::{ANY_ERROR, Error, ErrorClass, ErrorVariant, FIRST_ERROR};
use serde::Deserialize;

/// Everything that one interface crate exports.
#[derive(Debug, Clone, PartialEq)]
pub struct Interface {
    /// The name of the interface: prefix of C symbols, name of packages and modules.
    pub namespace: Name,
    /// The Rust path of the interface crate, `polyatom_ffi`.
    pub crate_path: String,
    /// Its version, `0.1.0`.
    pub version: String,
    /// What the interface as a whole is for.
    pub docs: Docs,
    /// Opaque types with methods.
    pub objects: Vec<Object>,
    /// Plain values with named fields.
    pub records: Vec<Record>,
    /// Choices without data.
    pub enums: Vec<Enum>,
    /// Choices with data. Each has an object and an enum of its own, too.
    pub data: Vec<Data>,
    /// What can go wrong: a hierarchy of errors each.
    pub errors: Vec<Error>,
    /// The distinct fields of all errors, in order of first appearance. A field has the same type wherever it appears.
    pub error_fields: Vec<Field>,
    /// The codes that errors have, as texts.
    pub error_codes: Vec<String>,
    /// Functions of the caller's, which the library calls.
    pub callbacks: Vec<Callback>,
    /// Functions that belong to no type.
    pub functions: Vec<Function>,
}

/// Documentation as written in Rust: Markdown, without indentation. Empty when there is none.
pub type Docs = String;

/// An opaque type with methods.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub docs: Docs,
    /// The constructor called `new`.
    pub primary: Option<Function>,
    /// All other constructors.
    pub constructors: Vec<Function>,
    /// Its methods, all with `&self`.
    pub methods: Vec<Function>,
    /// The Rust traits that it exports, and equality in any case.
    pub traits: Traits,
    /// What it is equal to.
    pub equality: Equality,
    /// A text type has a primary constructor that needs nothing but text, and prints as text: it is immutable, and text is
    /// accepted in its place where a language allows that.
    pub is_text: bool,
    /// A list type has a primary constructor that needs nothing but a list of texts or objects: such a list is accepted in its place
    /// where a language allows that. This is the type of its elements.
    pub list_of: Option<Type>,
    /// It exports `Eq`, and its primary constructor's arguments are all properties too, of the same names and types, or objects that are
    /// always there where the argument may be absent: it is a value that can be taken apart and made again, which is how it is copied, stored and
    /// shown.
    pub can_be_rebuilt: bool,
    /// Whether it is a column, which libraries share as Arrow data.
    pub is_column: bool,
    /// The properties that matching by position reads, in order: what it can be made of again, or those that are named for it.
    pub positions: Vec<Name>,
    /// Of a text type, a regular expression of which nearly every match is a good text.
    pub pattern: Option<String>,
    /// The methods that stand for a language's own syntax.
    pub protocol: Protocol,
}

/// Methods of an object that stand for a language's own syntax, as `bindgen.toml` names them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, std::default::Default)]
#[serde(deny_unknown_fields, default)]
pub struct Protocol {
    /// Gives the list, or the sequence, that iterating goes over.
    pub iterate: Option<String>,
    /// Gives what belongs to a key, its one argument, and fails where there is nothing: `bag[key]`.
    pub lookup: Option<String>,
    /// The property of an item that says its key: an item is welcome in the place of one, where `contains` asks for a key.
    pub key_of: Option<String>,
    /// Gives the number of items.
    pub length: Option<String>,
    /// Gives bytes that are ordered, and equal, as the objects are: what can stand for one as a key.
    pub key: Option<String>,
    /// Gives the item at a place from 0 on, or nothing; where it fails, the error stands for the item. With `length` and `slice` it makes
    /// the object a sequence, and iterating goes over its items.
    pub index: Option<String>,
    /// Makes another object of the same kind, of so many items (its second argument) from a place (the first) on, so far apart (the third;
    /// backwards if it is negative). It takes what there is.
    pub slice: Option<String>,
    /// Says whether its one argument is an item.
    pub contains: Option<String>,
    /// `a | b`.
    pub union: Option<String>,
    /// `a & b`.
    pub intersection: Option<String>,
    /// `a - b`.
    pub difference: Option<String>,
    /// `a ^ b`.
    pub symmetric_difference: Option<String>,
    /// `~a`: gives another object of the same kind, and takes nothing.
    pub complement: Option<String>,
    /// `a <= b`: says whether its one argument has all items.
    pub subset: Option<String>,
    /// Says whether its one argument has none of the items.
    pub disjoint: Option<String>,
    /// Makes another object of the same kind, with the items in its one argument: so items are welcome where another object of the type is.
    pub with_items: Option<String>,
    /// Say whether their one required argument matches: a pattern's methods, each for another type.
    #[serde(rename = "match")]
    pub matching: Vec<String>,
    /// Whether its text is digits, so that it is a number where a language takes one.
    pub digits: bool,
    /// Whether it stands for a function where a language takes one: for what `match` says.
    pub predicate: bool,
    /// Types whose text may be an item where an item is given as text, besides what iterating gives.
    pub items: Vec<String>,
}

/// A plain value with named fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub docs: Docs,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Its methods, all with `&self`.
    pub methods: Vec<Function>,
    /// The Rust traits that it exports, and equality in any case.
    pub traits: Traits,
    /// What it is equal to.
    pub equality: Equality,
}

/// A field of a record or of an error variant.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub docs: Docs,
    /// Its type.
    pub ty: Type,
    /// The value it takes when none is given.
    pub default: Option<Default>,
    /// Whether it is the path of a file.
    pub is_path: bool,
}

impl Field {
    /// It as an argument of what makes its record.
    pub fn argument(&self) -> Argument {
        let Self { name, ty, default, is_path, .. } = self.clone();
        Argument { name, ty, default, is_path, by_ref: false }
    }
}

/// A choice without data.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// Its name.
    pub name: Name,
    /// What is chosen.
    pub docs: Docs,
    /// The choices, in order.
    pub variants: Vec<Variant>,
    /// Its methods, all with `&self`.
    pub methods: Vec<Function>,
    /// The Rust traits that it exports.
    pub traits: Traits,
    /// Whether a choice is read from the text that it prints as: Rust's `FromStr`, which fails with an error of the interface.
    pub reads_text: bool,
}

/// One choice of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Its name.
    pub name: Name,
    /// Its number, which never changes: programs are compiled with it.
    pub number: i32,
    /// How it prints, if the enum prints as text.
    pub text: Option<String>,
    /// What it means.
    pub docs: Docs,
}

/// A function of the caller's, which the library calls while a call of the caller's goes on. In Rust it is a trait with one method.
#[derive(Debug, Clone, PartialEq)]
pub struct Callback {
    /// The name of the trait.
    pub name: Name,
    /// What it is told, and what follows from its answer.
    pub docs: Docs,
    /// The method's name in Rust, escaped where it is a keyword there.
    pub method: String,
    /// What it is told: numbers, truth values and texts.
    pub arguments: Vec<Argument>,
    /// Whether it says if the call goes on: false stops it.
    pub answers: bool,
}

/// A function, method or constructor.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// Its name in Rust, escaped where it is a keyword there.
    pub rust_name: String,
    /// What it does.
    pub docs: Docs,
    /// Its arguments, without `self`.
    pub arguments: Vec<Argument>,
    /// What it gives back; a constructor gives back its object.
    pub returns: Option<Type>,
    /// Whether it makes an object of the type it belongs to, instead of using one.
    pub is_constructor: bool,
    /// Whether the text that it gives back belongs to its object.
    pub lends: bool,
    /// Whether it always gives the same text, which belongs to the library.
    pub is_constant: bool,
    /// The error that it can fail with.
    pub error: Option<Name>,
    /// Whether languages with properties read it as one.
    pub is_property: bool,
    /// Whether the last argument, a list, is written as separate arguments where a language can.
    pub is_variadic: bool,
    /// Whether it may take long although its arguments and results do not show it.
    pub is_long: bool,
}

/// An argument of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Whether Rust takes it by reference.
    pub by_ref: bool,
    /// The value it takes when none is given: such an argument is optional.
    pub default: Option<Default>,
    /// Whether it is the path of a file: what stands for a path in a language is welcome.
    pub is_path: bool,
}

/// The types that cross the border.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// A truth value.
    Bool,
    /// An integer.
    Int {
        /// Whether it can be negative.
        signed: bool,
        /// Its width: 8, 16, 32 or 64.
        bits: u8,
    },
    /// A floating point number of 32 or 64 bits.
    Float {
        /// Its width.
        bits: u8,
    },
    /// A place in a text: in C and Go in bytes, in Python in code points, in Ruby in characters. In Rust it is the type of this name,
    /// with methods `bytes` and `characters`, and made from a number by `plain`.
    Offset(Name),
    /// Text, UTF-8.
    String,
    /// A Rust type that crosses the border as another one, by a pair of functions.
    Custom {
        /// Its name.
        name: Name,
        /// What it is in all other languages.
        via: Box<Type>,
    },
    /// A span of time. C counts it in nanoseconds.
    Duration,
    /// A point in time. C counts the nanoseconds since 1970.
    Time,
    /// Arbitrary bytes.
    Bytes,
    /// An object, by its name.
    Object(Name),
    /// A record, by its name.
    Record(Name),
    /// An enum, by its name.
    Enum(Name),
    /// Perhaps a value.
    Option(Box<Type>),
    /// Values in order.
    List(Box<Type>),
    /// Values without order, each once: texts, integers, truth values or choices.
    Set(Box<Type>),
    /// What belongs to each of some keys. A key is what an item of a set may be.
    Map(Box<Type>, Box<Type>),
    /// A function of the caller's, as an argument.
    Callback {
        /// The name of the trait.
        name: Name,
        /// Whether Rust takes it as `Arc`, and not as `Box`.
        is_shared: bool,
    },
}

/// The value of an argument or field that was not given.
#[derive(Debug, Clone, PartialEq)]
pub enum Default {
    /// `None`.
    None,
    /// The empty list, bytes or text, zero or false: the type's own default.
    Empty,
    /// A truth value.
    Bool(bool),
    /// An integer in decimal.
    Int(String),
    /// A floating point number as written.
    Float(String),
    /// Text.
    String(String),
}

/// The Rust traits that a type exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, std::default::Default)]
pub struct Traits {
    /// `Display`: its text.
    pub display: bool,
    /// `Debug`: its text for developers.
    pub debug: bool,
    /// `Eq`.
    pub eq: bool,
    /// `Hash`.
    pub hash: bool,
    /// `Ord`.
    pub ord: bool,
}

/// What a value is equal to. It is the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Equality {
    /// What Rust says, for it exports `Eq` or `Ord`.
    Exported,
    /// What has equal parts: a record, or a choice with data.
    Parts,
    /// Itself alone: any other object.
    Itself,
}

impl Interface {
    /// Its version as one number, three digits for each part: 1,002,003 for 1.2.3.
    pub fn version_number(&self) -> u32 {
        let release = self.version.split(['-', '+']).next().unwrap_or_default();
        release.split('.').map(|part| part.parse().unwrap_or(0)).fold(0, |number: u32, part: u32| number * 1000 + part.min(999))
    }

    /// The part of the version that names the interface: before 1.0, each minor version is one of its own.
    pub fn interface_version(&self) -> &str {
        let mut dots = self.version.match_indices('.').map(|(place, _)| place);
        let major = dots.next().unwrap_or(self.version.len());
        let end = if &self.version[..major] == "0" { dots.next().unwrap_or(self.version.len()) } else { major };
        &self.version[..end]
    }

    /// The names of all types.
    pub fn type_names(&self) -> Vec<&Name> {
        let records = self.records.iter().map(|record| &record.name);
        let choices = self.enums.iter().map(|choice| &choice.name);
        self.objects.iter().map(|object| &object.name).chain(records).chain(choices).collect()
    }

    /// The object of that name.
    pub fn object(&self, name: &Name) -> &Object {
        self.objects.iter().find(|o| o.name == *name).unwrap_or_else(|| panic!("no object {name}"))
    }

    /// The record of that name.
    pub fn record(&self, name: &Name) -> &Record {
        self.records.iter().find(|r| r.name == *name).unwrap_or_else(|| panic!("no record {name}"))
    }

    /// The callback of that name.
    pub fn callback(&self, name: &Name) -> &Callback {
        self.callbacks.iter().find(|c| c.name == *name).unwrap_or_else(|| panic!("no callback {name}"))
    }

    /// What a function is called back by: the argument, and what it is told.
    pub fn called_back<'a>(&'a self, function: &'a Function) -> Option<(&'a Argument, &'a Callback)> {
        let argument = function.callback()?;
        let Type::Callback { name, .. } = argument.ty.without_option() else { return None };
        Some((argument, self.callback(name)))
    }

    /// The traits of the object or record of that name.
    pub fn traits_of(&self, name: &Name) -> Option<&Traits> {
        let objects = self.objects.iter().map(|o| (&o.name, &o.traits));
        let records = self.records.iter().map(|r| (&r.name, &r.traits));
        objects.chain(records).find(|(known, _)| *known == name).map(|(_, traits)| traits)
    }

    /// Whether a function is not of the interface crate: it reads or makes a choice with data.
    pub fn is_part(&self, owner: Option<&Name>, function: &Function) -> bool {
        owner.is_some_and(|owner| self.data.iter().any(|data| data.name == *owner)) && function.rust_name.starts_with("part_")
    }

    /// Every function of the interface, with the name of the type it belongs to.
    pub fn all_functions(&self) -> impl Iterator<Item = (Option<&Name>, &Function)> {
        let of_objects = self
            .objects
            .iter()
            .flat_map(|o| o.primary.iter().chain(&o.constructors).chain(&o.methods).map(move |f| (Some(&o.name), f)));
        let of_enums = self.enums.iter().flat_map(|e| e.methods.iter().map(move |f| (Some(&e.name), f)));
        let of_records = self.records.iter().flat_map(|r| r.methods.iter().map(move |f| (Some(&r.name), f)));
        of_objects.chain(of_records).chain(of_enums).chain(self.functions.iter().map(|f| (None, f)))
    }

    /// The object of another type whose items iterating over an object gives, if its protocol names a method that gives a sequence.
    pub fn iterated_sequence(&self, object: &Object) -> Option<&Object> {
        match object.method(object.protocol.iterate.as_deref()?)?.returns.as_ref()? {
            Type::Object(name) => Some(self.object(name)).filter(|other| other.sequence().is_some()),
            _ => None,
        }
    }

    /// Whether a type that crosses the border somewhere is so.
    pub fn has(&self, is_so: fn(&Type) -> bool) -> bool {
        self.types().any(|ty| ty.plain().leaves().into_iter().any(is_so))
    }

    /// The type of everything that goes in or comes out.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let of_functions = self.all_functions().flat_map(|(_, f)| f.arguments.iter().map(|a| &a.ty).chain(&f.returns));
        of_functions.chain(self.records.iter().flat_map(|r| r.fields.iter().map(|f| &f.ty)))
    }
}

impl Protocol {
    /// The methods that are named, each once.
    pub fn methods(&self) -> impl Iterator<Item = &str> {
        let of_items = [&self.iterate, &self.lookup, &self.length, &self.key, &self.contains, &self.with_items];
        let of_items = of_items.into_iter().chain([&self.index, &self.slice, &self.complement]);
        let matching = self.matching.iter().map(String::as_str);
        of_items.filter_map(|method| method.as_deref()).chain(self.of_two_sets()).chain(matching)
    }

    /// The methods that are named and take another object of the type: those of sets.
    pub fn of_two_sets(&self) -> impl Iterator<Item = &str> {
        let operators = [&self.union, &self.intersection, &self.difference, &self.symmetric_difference];
        operators.into_iter().chain([&self.subset, &self.disjoint]).filter_map(|method| method.as_deref())
    }
}

/// The methods of a sequence.
#[derive(Debug, Clone, Copy)]
pub struct Sequence<'a> {
    /// Gives an item.
    pub index: &'a Function,
    /// Gives the number of items.
    pub length: &'a Function,
    /// Makes a part.
    pub slice: &'a Function,
}

impl<'a> Sequence<'a> {
    /// What an item is, if it is there.
    pub fn item(&self) -> &'a Type {
        self.index.returns.as_ref().expect("this was checked when the interface was read").without_option()
    }
}

impl Object {
    /// Whether places of a sequence may have nothing: it lists those as missing.
    pub fn has_gaps(&self) -> bool {
        self.method("missing").is_some()
    }

    /// The methods that make it a sequence.
    pub fn sequence(&self) -> Option<Sequence<'_>> {
        let method = |name: &Option<String>| self.method(name.as_deref()?);
        let protocol = &self.protocol;
        Some(Sequence { index: method(&protocol.index)?, length: method(&protocol.length)?, slice: method(&protocol.slice)? })
    }

    /// What may be given in its place, if it is no text type: the argument of which its constructor makes one, which is the list of a
    /// list type, or else the one thing that it needs, if that is text or a text type.
    pub fn stand_in(&self, interface: &Interface) -> Option<&Argument> {
        let of_column = || self.primary.as_ref().filter(|_| self.is_column)?.arguments.first();
        self.taken_list().or_else(of_column).or_else(|| self.needed_text(interface))
    }

    fn needed_text(&self, interface: &Interface) -> Option<&Argument> {
        let mut required = self.primary.as_ref()?.required();
        let (only, more) = (required.next()?, required.next());
        let is_text = match &only.ty {
            Type::String => true,
            Type::Object(name) => interface.object(name).is_text,
            _ => false,
        };
        (is_text && more.is_none() && !self.is_text).then_some(only)
    }

    /// What may be a list in its place, if it is a list type: its constructor's argument.
    pub fn taken_list(&self) -> Option<&Argument> {
        let argument = self.primary.as_ref()?.arguments.first()?;
        self.list_of.is_some().then_some(argument)
    }

    /// The method of that Rust name.
    pub fn method(&self, name: &str) -> Option<&Function> {
        self.methods.iter().find(|method| method.name.rust() == name)
    }
}

impl Function {
    /// Whether it can fail with an error of the interface.
    pub fn throws(&self) -> bool {
        self.error.is_some()
    }

    /// The values that must be given.
    pub fn required(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|a| a.default.is_none() && !a.ty.is_callback())
    }

    /// The values that may be left out.
    pub fn optional(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|a| a.default.is_some() && !a.ty.is_callback())
    }

    /// The argument that is a function of the caller's.
    pub fn callback(&self) -> Option<&Argument> {
        self.arguments.iter().find(|a| a.ty.is_callback())
    }
}
