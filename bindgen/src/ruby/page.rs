//! What Ruby says on the pages of the documentation: the signatures of RBS, and YARD's examples.

use super::example::tag;
use super::methods::Owner;
use super::signatures::signature;
use super::spelling::{constant, error_name, record_field};
use super::types::rbs_out;
use crate::config::Config;
use crate::docs::besides::{self, Declared};
use crate::docs::{Key, Language, key, key_of};
use crate::interface::*;
use anyhow::Result;
use std::collections::BTreeMap;

/// Ruby, with all that it declares of an interface.
pub fn language(interface: &Interface, config: &Config) -> Result<Language> {
    let files = super::generate(interface, config, "".into())?;
    let examples = crate::example::all(interface).into_iter();
    let examples = examples.map(|(place, example)| Ok((key_of(place), untagged(&tag(interface, &example?)))));
    let examples = examples.collect::<Result<_>>()?;
    let (interface, module) = (&interface.plain(), interface.namespace.pascal());
    let mut declared = BTreeMap::new();
    for object in &interface.objects {
        declared.insert(key(Some(&object.name), None), format!("class {module}::{}", object.name.pascal()));
        let functions = object.primary.iter().chain(&object.constructors).chain(&object.methods);
        declare(&mut declared, interface, Owner::Object(object), Some(&object.name), functions);
    }
    for record in &interface.records {
        declared.insert(key(Some(&record.name), None), format!("class {module}::{}", record.name.pascal()));
        for field in &record.fields {
            let text = format!("attr_reader {}: {}", record_field(&field.name), rbs_out(&field.ty));
            declared.insert(key(Some(&record.name), Some(&field.name)), text);
        }
        declare(&mut declared, interface, Owner::Record(record), Some(&record.name), record.methods.iter());
    }
    for choice in &interface.enums {
        let path = format!("{module}::{}", choice.name.pascal());
        declared.insert(key(Some(&choice.name), None), format!("module {path}"));
        for variant in &choice.variants {
            let text = format!(":{} # {path}::{}", variant.name.snake(), constant(&variant.name));
            declared.insert(key(Some(&choice.name), Some(&variant.name)), text);
        }
        declare(&mut declared, interface, Owner::Enum(choice), Some(&choice.name), choice.methods.iter());
    }
    declare(&mut declared, interface, Owner::Nothing, None, interface.functions.iter());
    let classes = interface.error_classes();
    let name = |class: &ErrorClass| format!("{module}::{}", error_name(interface, &class.name));
    let errors = classes.iter().map(|class| (class.name.pascal(), name(class))).collect();
    let besides = besides::ruby(&files, &Declared::of(&declared, &interface.type_names(), Name::pascal))?;
    Ok(Language { tab: "Ruby", mark: "ruby", example_mark: "ruby", declared, examples, errors, besides })
}

fn declare<'a>(
    declared: &mut BTreeMap<Key, String>,
    interface: &Interface,
    owner: Owner,
    name: Option<&Name>,
    functions: impl Iterator<Item = &'a Function>,
) {
    for function in functions {
        let bare = Function { docs: String::new(), ..function.clone() };
        declared.insert(key(name, Some(&function.name)), signature(interface, owner, &bare));
    }
}

/// YARD's example without its tag and indentation.
fn untagged(tag: &str) -> String {
    let lines = tag.lines().skip(1).map(|line| line.strip_prefix("  ").unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}
