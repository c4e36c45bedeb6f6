//! Which items belong to an interface: those of its own crate, and the types of other crates that they name.
//!
//! A library has what the macros wrote in every crate that is linked into it.

use std::collections::BTreeSet;
use uniffi_meta::{self as meta, Metadata};

/// The items of a crate, and of the types of others that these need.
pub fn from(items: Vec<Metadata>, crate_name: &str) -> Vec<Metadata> {
    let is_own = |path: &str| path.split("::").next() == Some(crate_name);
    let mut named: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = named.len();
        let is_reached = |item: &&Metadata| belongs(item).is_none_or(|(path, name)| is_own(path) || named.contains(name));
        let types: Vec<_> = items.iter().filter(is_reached).flat_map(types).collect();
        types.into_iter().for_each(|ty| names(ty, &mut named));
        if named.len() == before {
            break;
        }
    }
    let named: BTreeSet<String> = named.into_iter().map(str::to_owned).collect();
    items.into_iter().filter(|item| belongs(item).is_none_or(|(path, name)| is_own(path) || named.contains(name))).collect()
}

/// The module of an item, and the type that it is or belongs to; a function belongs to none.
fn belongs(item: &Metadata) -> Option<(&str, &str)> {
    Some(match item {
        Metadata::Func(function) => (&function.module_path, ""),
        Metadata::Constructor(constructor) => (&constructor.module_path, &constructor.self_name),
        Metadata::Method(method) => (&method.module_path, &method.self_name),
        Metadata::TraitMethod(method) => (&method.module_path, &method.trait_name),
        Metadata::Object(object) => (&object.module_path, &object.name),
        Metadata::Record(record) => (&record.module_path, &record.name),
        Metadata::Enum(choice) => (&choice.module_path, &choice.name),
        Metadata::CallbackInterface(callback) => (&callback.module_path, &callback.name),
        Metadata::CustomType(custom) => (&custom.module_path, &custom.name),
        Metadata::UdlFile(udl) => (&udl.module_path, ""),
        Metadata::UniffiTrait(exported) => (&method_of(exported).module_path, exported.self_name()),
        _ => return None,
    })
}

fn method_of(exported: &meta::UniffiTraitMetadata) -> &meta::MethodMetadata {
    use meta::UniffiTraitMetadata::{Debug, Display, Eq, Hash, Ord};
    match exported {
        Debug { fmt } | Display { fmt } => fmt,
        Eq { eq, .. } => eq,
        Hash { hash } => hash,
        Ord { cmp } => cmp,
    }
}

/// The types that an item names.
fn types(item: &Metadata) -> Vec<&meta::Type> {
    fn call<'a>(
        inputs: &'a [meta::FnParamMetadata],
        returns: &'a Option<meta::Type>,
        throws: &'a Option<meta::Type>,
    ) -> Vec<&'a meta::Type> {
        inputs.iter().map(|input| &input.ty).chain(returns).chain(throws).collect()
    }
    match item {
        Metadata::Func(f) => call(&f.inputs, &f.return_type, &f.throws),
        Metadata::Method(m) => call(&m.inputs, &m.return_type, &m.throws),
        Metadata::TraitMethod(m) => call(&m.inputs, &m.return_type, &m.throws),
        Metadata::Constructor(c) => c.inputs.iter().map(|input| &input.ty).chain(&c.throws).collect(),
        Metadata::Record(record) => record.fields.iter().map(|field| &field.ty).collect(),
        Metadata::Enum(choice) => {
            choice.variants.iter().flat_map(|variant| variant.fields.iter().map(|field| &field.ty)).collect()
        }
        Metadata::CustomType(custom) => vec![&custom.builtin],
        _ => vec![],
    }
}

/// Adds the names in a type.
fn names<'a>(ty: &'a meta::Type, named: &mut BTreeSet<&'a str>) {
    use meta::Type;
    match ty {
        Type::Object { name, .. }
        | Type::Record { name, .. }
        | Type::Enum { name, .. }
        | Type::CallbackInterface { name, .. } => {
            named.insert(name);
        }
        Type::Custom { name, builtin, .. } => {
            named.insert(name);
            names(builtin, named);
        }
        Type::Optional { inner_type } | Type::Sequence { inner_type } | Type::Box { inner_type } | Type::Set { inner_type } => {
            names(inner_type, named);
        }
        Type::Map { key_type, value_type } => {
            names(key_type, named);
            names(value_type, named);
        }
        _ => {}
    }
}
