//! Records: plain structs, taken apart and put together at the border.

use super::Go;
use super::docs::{self, Kind};
use super::function::{Owner, call, indented};
use super::lower::{Failure, Lowered};
use super::spell::receiver;
use super::types::is_pointer;
use crate::c_abi::type_name;
use crate::interface::*;
use askama::Template;

#[derive(Template)]
#[template(path = "go/record.go.txt", escape = "none")]
struct RecordTemplate<'a> {
    docs: String,
    name: String,
    this: String,
    /// The C name of the type.
    c: String,
    package: &'a str,
    traits: Traits,
    fields: Vec<GoField>,
    lower: String,
    kept: Vec<String>,
    methods: Vec<String>,
    /// Whether this and `other` are equal; nothing where only Rust knows.
    equal: Option<String>,
}

/// A field of a struct: of a record, or of an error.
pub struct GoField {
    /// Its comment.
    pub docs: String,
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: String,
    /// What it becomes of what C gave.
    pub lifted: String,
    /// Its name in JSON.
    pub json: String,
}

impl Go<'_> {
    /// The file of all records.
    pub fn records(&self) -> String {
        let records: Vec<_> = self.interface.records.iter().map(|record| self.record(record)).collect();
        self.file(&records.join("\n"))
    }

    fn record(&self, record: &Record) -> String {
        let name = self.names.exported(&record.name);
        let this = receiver(&name);
        let failure = Failure::Returns(vec!["0".into()]);
        let mut lowered = Lowered::default();
        for field in &record.fields {
            let value = format!("{this}.{}", self.names.part(&field.name));
            lowered.append(self.lower(&value, &self.names.argument(&field.name, &this), &field.ty, &failure));
        }
        let new = call(&format!("go_{}_new", type_name(&self.abi.prefix, &record.name)), &lowered.passed);
        let template = RecordTemplate {
            docs: docs::comment(&name, Kind::Type, &self.linked(&record.docs), ""),
            this,
            c: type_name(&self.abi.prefix, &record.name),
            package: &self.package,
            traits: record.traits,
            fields: record.fields.iter().map(|field| self.record_field(field)).collect(),
            lower: lowered.before.iter().chain([&new]).map(|statement| indented(statement)).collect(),
            kept: lowered.kept,
            methods: record.methods.iter().map(|f| self.function(Owner::Record(record), f)).collect(),
            equal: self.equal_parts(record, &receiver(&name)),
            name,
        };
        template.render().expect("rendering to a String cannot fail")
    }

    /// Whether Go compares two of a record by itself.
    pub fn is_compared(&self, record: &Record) -> bool {
        self.equal_parts(record, "").is_some()
    }

    /// Records whose equality is that of their parts are compared in Go: nothing crosses the border but the objects in them.
    fn equal_parts(&self, record: &Record, this: &str) -> Option<String> {
        let field = |field: &Field| {
            let name = self.names.part(&field.name);
            self.equal(&field.ty, &format!("{this}.{name}"), &format!("other.{name}"))
        };
        let parts = record.fields.iter().map(field).collect::<Option<Vec<_>>>()?;
        let whole = if parts.is_empty() { "true".to_owned() } else { parts.join(" &&\n\t\t") };
        (record.equality == Equality::Parts).then_some(whole)
    }

    /// Whether two values are equal; nothing if one of their types cannot be compared in Go.
    fn equal(&self, ty: &Type, a: &str, b: &str) -> Option<String> {
        let both_or_none = || format!("({a} == nil) == ({b} == nil)");
        Some(match ty {
            ty if self.is_given_text(ty) => format!("{a} == {b}"),
            Type::Option(inner) if is_pointer(inner) => {
                let inner = self.equal(inner, &format!("(*{a})"), &format!("(*{b})"))?;
                format!("{} && ({a} == nil || {inner})", both_or_none())
            }
            Type::Option(inner) if inner.is_collection() || **inner == Type::Bytes => {
                format!("{} && {}", both_or_none(), self.equal(inner, a, b)?)
            }
            Type::Option(inner) => self.equal(inner, a, b)?,
            Type::Bytes => format!("bytes.Equal({a}, {b})"),
            Type::List(element) => match &**element {
                Type::String | Type::Enum(_) | Type::Bool | Type::Int { .. } | Type::Offset(_) | Type::Float { .. } => {
                    format!("slices.Equal({a}, {b})")
                }
                element => {
                    let (ty, equal) = (self.ty(&Type::List(Box::new(element.clone()))), self.equal(element, "a", "b")?);
                    format!("slices.EqualFunc({a}, {b}, func(a, b {}) bool {{ return {equal} }})", &ty["[]".len()..])
                }
            },
            Type::Set(_) => format!("maps.Equal({a}, {b})"),
            Type::Map(_, value) => {
                let (ty, equal) = (self.ty(value), self.equal(value, "a", "b")?);
                format!("maps.EqualFunc({a}, {b}, func(a, b {ty}) bool {{ return {equal} }})")
            }
            Type::Object(name) => self.interface.object(name).traits.eq.then(|| format!("{a}.Equal({b})"))?,
            Type::Record(name) => self.interface.record(name).traits.eq.then(|| format!("{a}.Equal({b})"))?,
            Type::Time => format!("{a}.Equal({b})"),
            Type::Callback { .. } | Type::Custom { .. } => return None,
            _ => format!("{a} == {b}"),
        })
    }

    fn record_field(&self, field: &Field) -> GoField {
        let name = self.names.part(&field.name);
        GoField {
            docs: docs::comment(&name, Kind::Value, &self.field_docs(field), "\t"),
            json: field.name.snake(),
            ty: self.ty(&field.ty),
            lifted: self.lift_field(&format!("read.f_{}", field.name.snake()), &field.ty),
            name,
        }
    }
}
