//! Choices with data, as Rust has them.

use super::{Docs, Field, Name, Type};

/// What the kind is called in the glue.
pub const KIND: &str = "part_kind";

/// A choice with data. Other languages know it as an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    /// Its name, and that of the object.
    pub name: Name,
    /// The name of the choice without data that tells what was chosen.
    pub kind: Name,
    /// What can be chosen, in order.
    pub variants: Vec<DataVariant>,
}

/// One choice with its data.
#[derive(Debug, Clone, PartialEq)]
pub struct DataVariant {
    /// Its name.
    pub name: Name,
    /// What it means.
    pub docs: Docs,
    /// Whether its fields have no names in Rust.
    pub is_tuple: bool,
    /// What stands with it.
    pub fields: Vec<Field>,
}

/// What can be read of a choice with data: a field, of all variants that have it.
pub struct Part<'a> {
    /// What it is called.
    pub name: Name,
    /// What it is. If not all variants have it, it may be absent.
    pub ty: Type,
    /// What it holds.
    pub docs: &'a str,
    /// The variants that have it, each with the field.
    pub holders: Vec<(&'a DataVariant, &'a Field)>,
}

impl Data {
    /// Everything that can be read. Fields of one name are one part if they are of one type, too.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut parts: Vec<Part<'_>> = vec![];
        let all = || self.variants.iter().flat_map(|variant| variant.fields.iter().map(move |field| (variant, field)));
        for (variant, field) in all() {
            let is_one = all().all(|(_, other)| other.name != field.name || other.ty == field.ty);
            let name = if is_one { field.name.clone() } else { Name::new(&format!("{}_{}", variant.name.snake(), field.name)) };
            match parts.iter_mut().find(|part| part.name == name) {
                Some(part) => part.holders.push((variant, field)),
                None => parts.push(Part { name, ty: field.ty.clone(), docs: &field.docs, holders: vec![(variant, field)] }),
            }
        }
        for part in &mut parts {
            if part.holders.len() < self.variants.len() && !part.ty.is_option() {
                part.ty = Type::Option(Box::new(part.ty.clone()));
            }
        }
        parts
    }
}

impl DataVariant {
    /// What makes it in the glue.
    pub fn constructor(&self) -> String {
        format!("part_new_{}", self.name.snake())
    }
}

impl Part<'_> {
    /// What reads it in the glue.
    pub fn getter(&self) -> String {
        format!("part_{}", self.name.snake())
    }

    /// The kinds that have it, in words.
    pub fn kinds(&self) -> String {
        let names: Vec<_> = self.holders.iter().map(|(variant, _)| variant.name.snake()).collect();
        names.join(" or ")
    }
}
