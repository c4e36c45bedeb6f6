//! What must hold for an interface as a whole. Everything that does not is told, not the first alone.

use crate::config::Config;
use crate::interface::*;
use crate::read::refusals::Refusals;
use std::collections::BTreeSet;

/// Every example fits the interface.
pub fn examples(interface: &Interface, refusals: &Refusals) {
    for (_, read) in crate::example::all(interface) {
        refusals.kept(read);
    }
}

/// Types share one namespace in every language, and C does not know case.
pub fn names(interface: &Interface, refusals: &Refusals) {
    let objects = interface.objects.iter().map(|o| &o.name);
    let records = interface.records.iter().map(|r| &r.name);
    let enums = interface.enums.iter().map(|e| &e.name);
    let errors = interface.error_classes();
    let errors = errors.iter().map(|class| &class.name);
    let mut seen = BTreeSet::new();
    let callbacks = interface.callbacks.iter().map(|c| &c.name);
    for name in objects.chain(records).chain(enums).chain(callbacks).chain(errors) {
        refusals.unless(seen.insert(name.snake()), || format!("{name}: another type has the same name but for case"));
    }
}

/// What every library has by itself: a panic, and an argument that it cannot take.
pub fn errors(interface: &Interface, refusals: &Refusals) {
    for class in interface.error_classes() {
        let is_taken = ["PanicError", "ArgumentError"].contains(&class.name.pascal().as_str());
        refusals.unless(!is_taken, || format!("{}: every library has an error of this name already", class.name));
    }
}

/// C tells by a number of that name that there is no choice.
pub fn choices(interface: &Interface, refusals: &Refusals) {
    for (choice, variant) in interface.enums.iter().flat_map(|e| e.variants.iter().map(|v| (&e.name, &v.name))) {
        refusals.unless(variant.snake() != "none", || {
            format!("{choice}.{variant}: C has a number of this name where there is no choice; call it otherwise")
        });
    }
}

/// A setting that names nothing is a mistake.
pub fn settings(interface: &Interface, config: &Config, refusals: &Refusals) {
    let known: BTreeSet<String> = interface
        .all_functions()
        .map(|(owner, f)| owner.map_or_else(|| f.name.rust().to_owned(), |owner| format!("{owner}.{}", f.name)))
        .collect();
    for name in config.properties.iter().chain(&config.methods).chain(&config.variadic) {
        refusals.unless(known.contains(name), || format!("bindgen.toml names {name}, which the interface does not have"));
    }
    for owner in config.patterns.keys() {
        let is_there = interface.objects.iter().any(|object| object.name.rust() == owner && object.is_text);
        refusals.unless(is_there, || format!("bindgen.toml has a pattern for {owner}, which is no text type of the interface"));
    }
    for (owner, properties) in &config.positions {
        let object = interface.objects.iter().find(|object| object.name.rust() == owner && object.is_text);
        for property in properties {
            let is_there = object.is_some_and(|object| object.method(property).is_some_and(|method| method.is_property));
            refusals.unless(is_there, || {
                format!("bindgen.toml names {owner}.{property} for matching, which is no property of a text type")
            });
        }
    }
    if let Some(column) = &config.column {
        let is_there = interface.objects.iter().any(|object| object.is_column);
        refusals.unless(is_there, || format!("bindgen.toml names {column} as the column, which is no object of the interface"));
    }
    for (owner, protocol) in &config.protocols {
        let object = interface.objects.iter().find(|object| object.name.rust() == owner);
        refusals.unless(object.is_some(), || {
            format!("bindgen.toml names a protocol of {owner}, which is no object of the interface")
        });
        let is_sequence = protocol.index.is_some() || protocol.slice.is_some();
        object.filter(|_| is_sequence).inspect(|object| sequence(object, refusals));
        object.inspect(|object| operators(object, interface, refusals));
        for method in protocol.methods() {
            let is_there = object.is_some_and(|object| object.method(method).is_some());
            refusals.unless(is_there, || format!("bindgen.toml names {owner}.{method}, which the interface does not have"));
        }
        for item in &protocol.items {
            let is_there = interface.traits_of(&Name::new(item)).is_some_and(|traits| traits.display);
            refusals.unless(is_there, || {
                format!("bindgen.toml names {item} as an item of {owner}, which is nothing that prints as text")
            });
        }
    }
}

/// A method that stands for an operator of one operand, or for a function, is of the shape that every backend counts on.
fn operators(object: &Object, interface: &Interface, refusals: &Refusals) {
    let (name, protocol) = (&object.name, &object.protocol);
    if let Some(complement) = protocol.complement.as_deref().and_then(|method| object.method(method)) {
        let gives_own = complement.returns.as_ref() == Some(&Type::Object(name.clone()));
        refusals.unless(complement.arguments.is_empty() && gives_own, || {
            format!("{name}.{}: it must take nothing and give a {name}", complement.name)
        });
    }
    refusals.unless(!protocol.predicate || !protocol.matching.is_empty(), || {
        format!("{name}: a predicate needs methods for `match` in bindgen.toml")
    });
    refusals.unless(!protocol.digits || object.is_text, || format!("{name}: its text cannot be digits, for it is no text type"));
    for method in protocol.matching.iter().filter(|_| protocol.predicate).filter_map(|method| object.method(method)) {
        let takes_one = match method.arguments.as_slice() {
            [Argument { ty: Type::Object(taken), .. }] => !interface.object(taken).is_text,
            _ => false,
        };
        refusals.unless(takes_one && method.returns == Some(Type::Bool), || {
            format!("{name}.{}: of a predicate it must take an object alone that is no text type, and give a bool", method.name)
        });
    }
}

/// The methods of a sequence are of the shape that every backend counts on.
fn sequence(object: &Object, refusals: &Refusals) {
    let name = &object.name;
    let Some(Sequence { index, length, slice }) = object.sequence() else {
        return refusals.refuse(format!("{name}: a sequence needs the methods index, length and slice in bindgen.toml"));
    };
    let takes = |function: &Function, signed: &[bool]| {
        let types = function.arguments.iter().map(|argument| argument.ty.clone());
        types.eq(signed.iter().map(|signed| Type::Int { signed: *signed, bits: 64 }))
    };
    let gives_maybe_object = matches!(&index.returns, Some(Type::Option(item)) if matches!(**item, Type::Object(_)));
    refusals.unless(takes(index, &[false]) && gives_maybe_object, || {
        format!("{name}.{}: it must take a u64 and give perhaps an object", index.name)
    });
    refusals.unless(length.is_property && length.returns == Some(Type::Int { signed: false, bits: 64 }), || {
        format!("{name}.{}: it must give a u64", length.name)
    });
    let gives_own = slice.returns.as_ref() == Some(&Type::Object(name.clone())) && !slice.throws();
    refusals.unless(takes(slice, &[false, false, true]) && gives_own, || {
        format!("{name}.{}: it must take a u64, a u64 and an i64 and give a {name}", slice.name)
    });
}
