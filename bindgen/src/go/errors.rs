//! Errors: a struct for each kind, all of them known by one interface.

use super::Go;
use super::docs::{self, Kind};
use super::record::GoField;
use crate::c_abi::article;
use crate::interface::*;
use crate::output::MARKER;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "go/errors.go.txt", escape = "none")]
struct ErrorsTemplate<'a> {
    marker: &'a str,
    package: &'a str,
    /// The interface that all errors implement, and its documentation.
    base: String,
    article: &'static str,
    /// Whether errors carry a code.
    has_code: bool,
    /// Names and texts of the codes.
    codes: Vec<(String, &'a String)>,
    docs: String,
    /// Where there are several hierarchies, the interface of each.
    errors: Vec<Hierarchy>,
    /// The texts that all kinds have: the message, and those among the fields.
    texts: Vec<String>,
    /// The fields that all kinds have.
    common: Vec<GoField>,
    kinds: Vec<KindOfError>,
}

/// What the kinds of one hierarchy have in common.
struct Hierarchy {
    docs: String,
    name: String,
    kinds: Vec<String>,
}

struct KindOfError {
    code: i32,
    docs: String,
    name: String,
    /// The fields that not all kinds have.
    fields: Vec<GoField>,
}

impl Go<'_> {
    /// The file of all errors.
    pub fn errors(&self) -> Result<String> {
        let base = self.error_name();
        let classes = self.interface.error_classes();
        let root = classes.first();
        let common = root.map_or(&[][..], |root| &root.fields);
        let docs = root.map_or("Any error of this package.", |root| root.docs);
        let template = ErrorsTemplate {
            marker: MARKER,
            package: &self.package,
            docs: docs::comment(&base, Kind::Type, docs, ""),
            errors: self.hierarchies(),
            article: article(&Name::new(&base)),
            base,
            has_code: has_code(common),
            codes: aligned(self.code_names()).into_iter().zip(&self.interface.error_codes).collect(),
            texts: ["read.message".to_owned()].into_iter().chain(texts(common).map(place)).collect(),
            common: common.iter().map(|field| self.error_field(field, common)).collect(),
            kinds: classes.iter().filter_map(|class| self.error_kind(class, common)).collect(),
        };
        Ok(template.render()? + "\n")
    }

    /// The name of a code: `ErrMissingOperator`.
    pub fn code_name(&self, code: &str) -> String {
        format!("Err{}", self.names.exported(&Name::new(code)))
    }

    /// The names of the codes.
    pub fn code_names(&self) -> impl Iterator<Item = String> {
        self.interface.error_codes.iter().map(|code| self.code_name(code))
    }

    fn hierarchies(&self) -> Vec<Hierarchy> {
        let errors = self.interface.errors.iter().filter(|_| self.interface.errors.len() > 1);
        let hierarchy = |error: &Error| {
            let name = self.names.exported(&error.name);
            Hierarchy {
                docs: docs::comment(&name, Kind::Type, &self.linked(&error.docs), ""),
                kinds: error.variants.iter().map(|variant| self.names.exported(&variant.class)).collect(),
                name,
            }
        };
        errors.map(hierarchy).collect()
    }

    fn error_kind(&self, class: &ErrorClass, common: &[&Field]) -> Option<KindOfError> {
        let own = &class.fields[common.len()..];
        let name = self.names.exported(&class.name);
        Some(KindOfError {
            code: class.code?,
            docs: docs::comment(&name, Kind::Type, &self.linked(&error_docs(class.docs)), ""),
            fields: own.iter().map(|field| self.error_field(field, &[])).collect(),
            name,
        })
    }

    /// A field; the texts of those that all kinds have are there already.
    fn error_field(&self, field: &Field, common: &[&Field]) -> GoField {
        let (name, place) = (self.names.field(&field.name), place(field));
        let text = || match texts(common).position(|text| text.name == field.name) {
            Some(at) => format!("texts[{}]", at + 1),
            None => format!("pullBorrowed({place})"),
        };
        let (ty, lifted, absent) = match field.ty.without_option() {
            Type::String if is_code(field) => ("ErrorCode".into(), format!("ErrorCode({})", text()), ""),
            Type::String => ("string".into(), text(), " Empty if there is none."),
            scalar => (self.scalar(scalar), format!("{}({place})", self.scalar(scalar)), " 0 if there is none."),
        };
        let absent = if field.ty.is_option() { absent } else { "" };
        GoField {
            docs: docs::comment(&name, Kind::Value, &self.linked(&format!("{}{absent}", field.docs)), "\t"),
            json: field.name.snake(),
            name,
            ty,
            lifted,
        }
    }

    /// The interface that all errors implement. The package's name stands in front of it already.
    pub fn error_name(&self) -> String {
        let classes = self.interface.error_classes();
        let Some(error) = classes.first() else { return ANY_ERROR.to_owned() };
        let (name, namespace) = (self.names.exported(&error.name), self.names.exported(&self.interface.namespace));
        name.strip_prefix(&namespace).filter(|rest| !rest.is_empty()).unwrap_or(&name).to_owned()
    }
}

/// The fields that are text.
fn texts<'a>(fields: &[&'a Field]) -> impl Iterator<Item = &'a Field> {
    fields.iter().copied().filter(|field| *field.ty.without_option() == Type::String)
}

/// Where a field is in what was read of an error.
fn place(field: &Field) -> String {
    format!("read.f_{}", field.name.snake())
}

/// Names of the same width, as gofmt wants those of constants.
fn aligned(names: impl Iterator<Item = String>) -> Vec<String> {
    let names: Vec<_> = names.collect();
    let width = names.iter().map(String::len).max().unwrap_or_default();
    names.into_iter().map(|name| format!("{name:width$}")).collect()
}

/// What an error is about is not the error.
fn error_docs(docs: &str) -> String {
    let (head, rest) = docs.split_at(docs.chars().next().map_or(0, char::len_utf8));
    format!("An error: {}{rest}", head.to_lowercase())
}

/// Whether `code`, a text, is among the fields that all kinds have.
fn has_code(common: &[&Field]) -> bool {
    common.iter().any(|field| is_code(field))
}

fn is_code(field: &Field) -> bool {
    field.name.rust() == "code" && field.ty == Type::String
}
