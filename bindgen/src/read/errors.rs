//! Errors, and what holds for all of an interface together.

use super::{NOTED, Reader, docs, is_exhaustive, keeps_its_name};
use crate::interface::*;
use crate::read::refusals::Refusals;
use anyhow::{Result, bail, ensure};
use std::collections::BTreeMap;
use uniffi_meta as meta;

impl Reader<'_> {
    pub(super) fn error(&self, error: &meta::EnumMetadata) -> Result<Error> {
        let name = error.name.as_str();
        keeps_its_name(name, error.orig_name.as_deref())?;
        is_exhaustive(error)?;
        // What a flat error has inside is told by its message.
        let is_flat = error.shape == meta::EnumShape::Error { flat: true };
        ensure!(!self.members.methods.contains_key(name), "{name}: methods of errors are not supported");
        let variant = |(variant, code): (&meta::VariantMetadata, i32)| {
            let full_name = format!("{name}.{}", variant.name);
            Ok(ErrorVariant {
                name: Name::new(&variant.name),
                kind: Name::new(&variant.name),
                class: class_of(&variant.name),
                code,
                docs: docs(variant.docstring.as_deref()),
                fields: if is_flat { vec![] } else { self.fields(&full_name, &variant.fields)? },
            })
        };
        let variants = self.refusals.each(error.variants.iter().zip(FIRST_ERROR..).map(variant));
        let is_whole = variants.len() == error.variants.len();
        let (first, others) = variants.split_first().map_or((&[][..], &[][..]), |(first, others)| (&first.fields[..], others));
        let common = first.iter().filter(|field| others.iter().all(|variant| variant.has(field))).cloned().collect();
        let read = Error { name: Name::new(name), docs: docs(error.docstring.as_deref()), variants, common };
        if !is_whole {
            // What else is wrong with it is told, too.
            fields(std::slice::from_ref(&read), self.refusals);
            bail!(NOTED);
        }
        Ok(read)
    }
}

/// `LateError` for `Late`, and for `LateError`.
pub fn class_of(kind: &str) -> Name {
    Name::new(&format!("{}Error", without_error(kind)))
}

fn without_error(name: &str) -> &str {
    name.strip_suffix("Error").unwrap_or(name)
}

/// Puts the error's name in front of a variant's where another error has a variant, or is itself, of that name.
pub fn tell_apart(errors: &mut [Error]) {
    let mut count: BTreeMap<Name, usize> = BTreeMap::new();
    let names = errors.iter().flat_map(|e| e.variants.iter().map(|v| v.class.clone()).chain([e.name.clone()]));
    names.for_each(|name| *count.entry(name).or_default() += 1);
    for error in errors {
        for variant in &mut error.variants {
            if count[&variant.class] > 1 {
                variant.kind = Name::new(&format!("{}{}", without_error(error.name.rust()), variant.name));
                variant.class = class_of(variant.kind.rust());
            }
        }
    }
}

/// Each distinct field of the errors once; a field that appears twice must have one type, because C has one accessor for it.
pub fn fields(errors: &[Error], refusals: &Refusals) -> Vec<Field> {
    let mut fields: Vec<Field> = vec![];
    for (error, variant) in errors.iter().flat_map(|error| error.variants.iter().map(move |variant| (&error.name, variant))) {
        let owner = format!("{error}.{}", variant.name);
        for field in &variant.fields {
            refusals.unless(field.name.rust() != "message", || format!("{owner}: every error has a message already"));
            refusals.unless(is_simple(&field.ty), || {
                format!("{owner}: the field {} of an error must be text, a number or a truth value", field.name)
            });
            refusals.unless(!field.ty.is_option() || *field.ty.without_option() == Type::String, || {
                format!("{owner}: only text can be absent, unlike the field {}", field.name)
            });
            match fields.iter().find(|known| known.name == field.name) {
                None => fields.push(field.clone()),
                Some(known) => refusals.unless(known.ty == field.ty, || {
                    let name = &field.name;
                    format!("{owner}: the field {name} of an error has another type elsewhere, and C has one function for both; call it otherwise")
                }),
            }
        }
    }
    fields
}

fn is_simple(ty: &Type) -> bool {
    matches!(ty.without_option(), Type::Bool | Type::Int { .. } | Type::Float { .. } | Type::Offset(_) | Type::String)
}
