//! Records: plain structs, taken apart and put together at the border.

use super::Go;
use super::docs::{self, Kind};
use super::function::{Owner, call, indented};
use super::lower::{Failure, Lowered};
use super::spell::receiver;
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
            let value = format!("{this}.{}", self.names.exported(&field.name));
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
            name,
        };
        template.render().expect("rendering to a String cannot fail")
    }

    fn record_field(&self, field: &Field) -> GoField {
        let name = self.names.exported(&field.name);
        GoField {
            docs: docs::comment(&name, Kind::Value, &self.field_docs(field), "\t"),
            json: field.name.snake(),
            ty: self.ty(&field.ty),
            lifted: self.lift_field(&format!("read.f_{}", field.name.snake()), &field.ty),
            name,
        }
    }
}
