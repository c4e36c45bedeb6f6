//! Errors: a struct for each kind, all of them known by one interface.

use super::Go;
use super::docs::{self, Kind};
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
    /// Whether errors carry a code.
    has_code: bool,
    /// Names and texts of the codes.
    codes: Vec<(String, &'a String)>,
    docs: String,
    /// The fields that all kinds have.
    common: Vec<ErrorField>,
    kinds: Vec<KindOfError>,
}

struct KindOfError {
    code: i32,
    docs: String,
    name: String,
    /// The fields that not all kinds have.
    fields: Vec<ErrorField>,
}

struct ErrorField {
    docs: String,
    name: String,
    ty: String,
    lifted: String,
    json: String,
}

impl Go<'_> {
    /// The file of all errors.
    pub fn errors(&self) -> Result<String> {
        let error = self.interface.error.as_ref();
        let base = self.error_name();
        let common = error.map_or(&[][..], |error| &error.common);
        let kinds = error.iter().flat_map(|error| &error.variants);
        let template = ErrorsTemplate {
            marker: MARKER,
            package: &self.package,
            docs: docs::comment(&base, Kind::Type, error.map_or("Any error of this package.", |error| &error.docs), ""),
            base,
            has_code: has_code(common),
            codes: aligned(self.code_names()).into_iter().zip(error.map_or(&[][..], |error| &error.codes)).collect(),
            common: common.iter().map(|field| self.error_field(field)).collect(),
            kinds: kinds.map(|variant| self.error_kind(variant, common)).collect(),
        };
        Ok(template.render()? + "\n")
    }

    /// The names of the codes: `ErrMissingOperator`.
    pub fn code_names(&self) -> impl Iterator<Item = String> {
        let codes = self.interface.error.iter().flat_map(|error| &error.codes);
        codes.map(|code| format!("Err{}", self.names.exported(&Name::new(code))))
    }

    fn error_kind(&self, variant: &ErrorVariant, common: &[Field]) -> KindOfError {
        let own = variant.fields.iter().filter(|field| common.iter().all(|known| known.name != field.name));
        let name = self.names.exported(&variant.class);
        KindOfError {
            code: variant.code,
            docs: docs::comment(&name, Kind::Type, &self.linked(&error_docs(&variant.docs)), ""),
            fields: own.map(|field| self.error_field(field)).collect(),
            name,
        }
    }

    fn error_field(&self, field: &Field) -> ErrorField {
        let (name, place) = (self.names.field(&field.name), format!("read.f_{}", field.name.snake()));
        let (ty, lifted, absent) = match field.ty.without_option() {
            Type::String if is_code(field) => ("ErrorCode".into(), format!("ErrorCode(takeBorrowed({place}))"), ""),
            Type::String => ("string".into(), format!("takeBorrowed({place})"), " Empty if there is none."),
            scalar => (self.scalar(scalar), format!("{}({place})", self.scalar(scalar)), " 0 if there is none."),
        };
        let absent = if field.ty.is_option() { absent } else { "" };
        ErrorField {
            docs: docs::comment(&name, Kind::Value, &self.linked(&format!("{}{absent}", field.docs)), "\t"),
            json: field.name.snake(),
            name,
            ty,
            lifted,
        }
    }

    /// The interface that all errors implement. The package's name stands in front of it already.
    pub fn error_name(&self) -> String {
        let Some(error) = &self.interface.error else { return "LibraryError".to_owned() };
        let (name, namespace) = (self.names.exported(&error.name), self.names.exported(&self.interface.namespace));
        name.strip_prefix(&namespace).filter(|rest| !rest.is_empty()).unwrap_or(&name).to_owned()
    }
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
fn has_code(common: &[Field]) -> bool {
    common.iter().any(is_code)
}

fn is_code(field: &Field) -> bool {
    field.name.rust() == "code" && field.ty == Type::String
}
