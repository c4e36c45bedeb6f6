//! What C says on the pages of the documentation: what its header declares. It has no examples there, as in the header.

use super::header::prototype;
use crate::c_abi::{Abi, Role, Section, Subject, type_name};
use crate::docs::{Key, Language, besides, key};
use crate::interface::*;
use std::collections::BTreeMap;

/// C, with all that it declares of an interface.
pub fn language(interface: &Interface) -> Language {
    let abi = Abi::of(interface);
    let (prefix, shouting) = (abi.prefix.as_str(), interface.namespace.shouting());
    let mut declared: BTreeMap<Key, String> = BTreeMap::new();
    let objects = interface.objects.iter().map(|object| &object.name);
    for name in objects.chain(interface.records.iter().map(|record| &record.name)) {
        let ty = type_name(prefix, name);
        declared.insert(key(Some(name), None), format!("typedef struct {ty} {ty};"));
    }
    for choice in &interface.enums {
        declared.insert(key(Some(&choice.name), None), format!("enum {}", type_name(prefix, &choice.name)));
        for variant in &choice.variants {
            let text = format!("{shouting}_{}_{}", choice.name.shouting(), variant.name.shouting());
            declared.insert(key(Some(&choice.name), Some(&variant.name)), text);
        }
    }
    for section in &abi.sections {
        declare(&mut declared, prefix, section);
    }
    let kinds = interface.error_variants();
    let errors = kinds.map(|kind| (kind.class.pascal(), format!("{shouting}_ERROR_{}", kind.kind.shouting())));
    Language {
        tab: "C",
        mark: "c",
        example_mark: "c",
        declared,
        errors: errors.collect(),
        besides: besides::c(&abi),
        ..Language::default()
    }
}

/// What is made from an item of the interface: a call, or what reads a field.
fn declare(declared: &mut BTreeMap<Key, String>, prefix: &str, section: &Section) {
    for function in &section.functions {
        let key = match (&function.role, &section.subject) {
            (Role::Call(owner, call), _) => key(owner.as_ref(), Some(&call.name)),
            (Role::RecordField(field), Subject::Record(record)) => key(Some(record), Some(&field.name)),
            _ => continue,
        };
        declared.entry(key).or_insert_with(|| prototype(prefix, function));
    }
}
