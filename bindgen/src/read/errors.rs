//! What holds for all errors of an interface together.

use crate::interface::*;
use crate::read::refusals::Refusals;
use std::collections::BTreeMap;

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
