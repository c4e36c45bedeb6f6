//! Choices with data: other languages have an object for each, which tells what was chosen and what stands with it.

use super::{NOTED, Reader, compared, docs, equality, is_exhaustive, keeps_its_name};
use crate::interface::*;
use anyhow::{Result, bail, ensure};
use uniffi_meta as meta;

impl Reader<'_> {
    /// Whether a choice has data.
    pub(super) fn has_data(choice: &meta::EnumMetadata) -> bool {
        choice.variants.iter().any(|variant| !variant.fields.is_empty())
    }

    /// What the glue knows of a choice with data, its object, and the choice without data that is its kind.
    pub(super) fn data(&self, choice: &meta::EnumMetadata) -> Result<(Data, Object, Enum)> {
        let name = choice.name.as_str();
        keeps_its_name(name, choice.orig_name.as_deref())?;
        is_exhaustive(choice)?;
        if let Some(variant) = choice.variants.iter().find(|variant| variant.discr.is_some()) {
            bail!("{name}.{}: a choice with data has no numbers", variant.name);
        }
        let variants = self.refusals.each(choice.variants.iter().map(|variant| self.data_variant(name, variant)));
        ensure!(variants.len() == choice.variants.len(), NOTED);
        let data = Data { name: Name::new(name), kind: Name::new(&format!("{name}Kind")), variants };
        let object = self.object_of(&data, docs(choice.docstring.as_deref()));
        let kind = kind_of(&data);
        Ok((data, object, kind))
    }

    fn data_variant(&self, owner: &str, variant: &meta::VariantMetadata) -> Result<DataVariant> {
        let full_name = format!("{owner}.{}", variant.name);
        let is_tuple = variant.fields.iter().any(|field| field.name.is_empty());
        let called = |(place, field): (usize, &meta::FieldMetadata)| meta::FieldMetadata {
            name: match (is_tuple, variant.fields.len()) {
                (true, 1) => "value".to_owned(),
                (true, _) => format!("value{place}"),
                _ => field.name.clone(),
            },
            ..field.clone()
        };
        let fields: Vec<_> = variant.fields.iter().enumerate().map(called).collect();
        let fields = self.fields(&full_name, &fields)?;
        let fields = fields.into_iter().map(|field| Field { default: None, ..field }).collect();
        Ok(DataVariant { name: Name::new(&variant.name), docs: docs(variant.docstring.as_deref()), is_tuple, fields })
    }

    fn object_of(&self, data: &Data, docs: Docs) -> Object {
        let name = &data.name;
        let own = Some(Type::Object(name.clone()));
        let constructors = data.variants.iter().map(|variant| Function {
            arguments: variant.fields.iter().map(Field::argument).collect(),
            is_constructor: true,
            ..part(&variant.name.snake(), &variant.constructor(), &variant.docs, own.clone())
        });
        let kind = part("kind", KIND, "The kind of it.", Some(Type::Enum(data.kind.clone())));
        let parts = data.parts().into_iter().map(|found| {
            let absent = if found.ty.is_option() && found.holders.len() < data.variants.len() {
                format!("\n\nIt is there if the kind is {}.", found.kinds())
            } else {
                String::new()
            };
            part(&found.name.snake(), &found.getter(), &format!("{}{absent}", found.docs), Some(found.ty.clone()))
        });
        let properties = [kind].into_iter().chain(parts).map(|function| Function { is_property: true, ..function });
        let methods: Vec<_> = properties.chain(self.methods(name.rust())).collect();
        let traits = self.traits(name.rust());
        Object {
            name: name.clone(),
            docs,
            primary: None,
            constructors: constructors.collect(),
            equality: equality(traits, Equality::Parts),
            traits: compared(traits, methods.iter().map(|method| &method.name)),
            methods,
            is_text: false,
            is_column: false,
            list_of: None,
            can_be_rebuilt: false,
            positions: vec![],
            pattern: None,
            protocol: Protocol::default(),
        }
    }
}

/// A function that the glue has for a part.
fn part(name: &str, rust_name: &str, docs: &str, returns: Option<Type>) -> Function {
    Function {
        name: Name::new(name),
        rust_name: rust_name.to_owned(),
        docs: docs.to_owned(),
        arguments: vec![],
        returns,
        is_constructor: false,
        lends: false,
        is_constant: false,
        error: None,
        is_property: false,
        is_variadic: false,
        is_long: false,
    }
}

fn kind_of(data: &Data) -> Enum {
    let variant = |(place, variant): (usize, &DataVariant)| Variant {
        name: variant.name.clone(),
        number: i32::try_from(place).unwrap_or(i32::MAX),
        text: None,
        docs: variant.docs.clone(),
    };
    Enum {
        name: data.kind.clone(),
        docs: format!("The kinds of [`{}`].", data.name),
        variants: data.variants.iter().enumerate().map(variant).collect(),
        methods: vec![],
        traits: Traits::default(),
        reads_text: false,
    }
}
