//! Errors: a struct for each kind, all of them known by one interface.

use super::Go;
use super::docs::{self, Kind};
use super::types::go_scalar;
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
    docs: String,
    kinds: Vec<KindOfError>,
}

struct KindOfError {
    code: usize,
    docs: String,
    name: String,
    fields: Vec<ErrorField>,
}

struct ErrorField {
    docs: String,
    name: String,
    ty: String,
    lifted: String,
}

impl Go<'_> {
    /// The file of all errors.
    pub fn errors(&self) -> Result<String> {
        let error = self.interface.error.as_ref();
        let base = error.map_or_else(|| "LibraryError".to_owned(), |error| self.names.exported(&error.name));
        let kinds = error.iter().flat_map(|error| &error.variants).enumerate();
        let template = ErrorsTemplate {
            marker: MARKER,
            package: &self.package,
            docs: docs::comment(&base, Kind::Type, error.map_or("Any error of this package.", |error| &error.docs), ""),
            base,
            kinds: kinds.map(|(index, variant)| self.error_kind(index, variant)).collect(),
        };
        Ok(template.render()? + "\n")
    }

    fn error_kind(&self, index: usize, variant: &ErrorVariant) -> KindOfError {
        let name = self.names.exported(&variant.class);
        KindOfError {
            // The library's own errors have the codes below.
            code: 16 + index,
            docs: docs::comment(&name, Kind::Type, &variant.docs, ""),
            fields: variant.fields.iter().map(|field| self.error_field(field)).collect(),
            name,
        }
    }

    fn error_field(&self, field: &Field) -> ErrorField {
        let (name, place) = (self.names.field(&field.name), format!("read.f_{}", field.name.snake()));
        let (ty, lifted, absent) = match field.ty.without_option() {
            Type::String => ("string".into(), format!("takeBorrowed({place})"), " Empty if there is none."),
            scalar => (go_scalar(scalar), format!("{}({place})", go_scalar(scalar)), " 0 if there is none."),
        };
        let absent = if field.ty.is_option() { absent } else { "" };
        ErrorField { docs: docs::comment(&name, Kind::Value, &format!("{}{absent}", field.docs), "\t"), name, ty, lifted }
    }
}
