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
    docs: String,
    kinds: Vec<KindOfError>,
}

struct KindOfError {
    code: usize,
    docs: String,
    name: String,
    has_code: bool,
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
        let kinds = error.iter().flat_map(|error| &error.variants).enumerate();
        let template = ErrorsTemplate {
            marker: MARKER,
            package: &self.package,
            docs: docs::comment(&base, Kind::Type, error.map_or("Any error of this package.", |error| &error.docs), ""),
            base,
            has_code: error.is_some_and(|error| has_code(&error.fields)),
            kinds: kinds.map(|(index, variant)| self.error_kind(index, variant)).collect(),
        };
        Ok(template.render()? + "\n")
    }

    fn error_kind(&self, index: usize, variant: &ErrorVariant) -> KindOfError {
        let name = self.names.exported(&variant.class);
        KindOfError {
            // The library's own errors have the codes below.
            code: 16 + index,
            docs: docs::comment(&name, Kind::Type, &self.linked(&error_docs(&variant.docs)), ""),
            has_code: has_code(&variant.fields),
            fields: variant.fields.iter().map(|field| self.error_field(field)).collect(),
            name,
        }
    }

    fn error_field(&self, field: &Field) -> ErrorField {
        let (name, place) = (self.names.field(&field.name), format!("read.f_{}", field.name.snake()));
        let (ty, lifted, absent) = match field.ty.without_option() {
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

/// What an error is about is not the error.
fn error_docs(docs: &str) -> String {
    let (head, rest) = docs.split_at(docs.chars().next().map_or(0, char::len_utf8));
    format!("An error: {}{rest}", head.to_lowercase())
}

/// Whether `code`, a text, is among the fields.
fn has_code(fields: &[Field]) -> bool {
    fields.iter().any(|field| field.name.rust() == "code" && field.ty == Type::String)
}
