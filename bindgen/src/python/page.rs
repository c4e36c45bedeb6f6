//! What Python says on the pages of the documentation: the stubs' declarations, without what only stubs need, and the doctests.

use super::doctest::doctest;
use super::package::definition;
use super::spelling::identifier;
use super::stubs::method_definition;
use super::types::{Lists, enum_texts, given};
use crate::config::Config;
use crate::docs::besides::{self, Declared, Rows};
use crate::docs::{Key, Language, key, key_of};
use crate::example;
use crate::interface::*;
use anyhow::Result;
use std::collections::BTreeMap;

/// Python, with all that it declares of an interface.
pub fn language(interface: &Interface, config: &Config) -> Result<Language> {
    let spell = |(place, example): (_, Result<example::Example>)| Ok((key_of(place), doctest(&example?)));
    let mut declared = BTreeMap::new();
    interface.objects.iter().for_each(|object| declare_object(&mut declared, interface, object));
    interface.records.iter().for_each(|record| declare_record(&mut declared, interface, record));
    interface.enums.iter().for_each(|choice| declare_choice(&mut declared, interface, choice));
    for function in &interface.functions {
        declared.insert(key(None, Some(&function.name)), called(interface, &identifier(&function.name), function));
    }
    let classes = interface.error_classes();
    let files = super::generate(interface, config, "".into())?;
    let besides = besides::python(&files, &Declared::of(&declared, &interface.type_names(), Name::pascal))?;
    Ok(Language {
        tab: "Python",
        mark: "python",
        example_mark: "pycon",
        declared,
        examples: example::all(interface).into_iter().map(spell).collect::<Result<_>>()?,
        errors: classes.iter().map(|class| (class.name.pascal(), class.name.pascal())).collect(),
        besides: with_choices(besides, interface),
    })
}

/// What Python gives all its enums.
fn with_choices(mut besides: BTreeMap<String, Rows>, interface: &Interface) -> BTreeMap<String, Rows> {
    let rows: Rows = vec![
        ("Equality", vec!["a == b", "a is b", "hash(a)"]),
        ("Text", vec!["str(a)", "a.value"]),
        ("Items", vec!["for a in Type"]),
        ("As a test", vec!["case Type.MEMBER"]),
        ("Made otherwise", vec!["Type(text)"]),
    ];
    besides.extend(interface.enums.iter().map(|choice| (choice.name.rust().to_owned(), rows.clone())));
    besides
}

fn declare_object(declared: &mut BTreeMap<Key, String>, interface: &Interface, object: &Object) {
    let (owner, class) = (Some(&object.name), object.name.pascal());
    declared.insert(key(owner, None), format!("class {class}"));
    let made = |function: &Function| Function { returns: Some(Type::Object(object.name.clone())), ..function.clone() };
    if let Some(primary) = &object.primary {
        declared.insert(key(owner, Some(&primary.name)), called(interface, &class, &made(primary)));
    }
    for function in &object.constructors {
        let name = format!("{class}.{}", identifier(&function.name));
        declared.insert(key(owner, Some(&function.name)), called(interface, &name, &made(function)));
    }
    for method in &object.methods {
        let text = match method.is_property {
            true => property(method),
            false => undefined(interface, &method_definition(interface, object, method, "", None)),
        };
        declared.insert(key(owner, Some(&method.name)), text);
    }
}

fn declare_record(declared: &mut BTreeMap<Key, String>, interface: &Interface, record: &Record) {
    let owner = Some(&record.name);
    declared.insert(key(owner, None), format!("class {}", record.name.pascal()));
    for field in &record.fields {
        let text = format!("{}: {}", identifier(&field.name), given(&field.ty, Lists::Fixed));
        declared.insert(key(owner, Some(&field.name)), text);
    }
    declare_methods(declared, interface, &record.name, &record.methods);
}

fn declare_choice(declared: &mut BTreeMap<Key, String>, interface: &Interface, choice: &Enum) {
    let (owner, class) = (Some(&choice.name), choice.name.pascal());
    declared.insert(key(owner, None), format!("class {class}(enum.Enum)"));
    for variant in &choice.variants {
        declared.insert(key(owner, Some(&variant.name)), format!("{class}.{}", variant.name.shouting()));
    }
    declare_methods(declared, interface, &choice.name, &choice.methods);
}

fn declare_methods(declared: &mut BTreeMap<Key, String>, interface: &Interface, owner: &Name, methods: &[Function]) {
    for method in methods {
        let text = if method.is_property { property(method) } else { called(interface, &identifier(&method.name), method) };
        declared.insert(key(Some(owner), Some(&method.name)), text);
    }
}

fn property(function: &Function) -> String {
    let ty = function.returns.as_ref().map_or_else(|| "None".to_owned(), |ty| given(ty, Lists::Fixed));
    format!("{}: {ty}", identifier(&function.name))
}

fn called(interface: &Interface, name: &str, function: &Function) -> String {
    undefined(interface, &definition(interface, "", name, None, function))
}

/// A definition's head as it is called: without the keyword and the colon. The texts that stand for choices are no names for readers.
fn undefined(interface: &Interface, definition: &str) -> String {
    let called = definition.trim_start_matches("def ").trim_end_matches(':').to_owned();
    interface.enums.iter().fold(called, |text, choice| text.replace(&enum_texts(&choice.name), "str"))
}
