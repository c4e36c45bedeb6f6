//! Ruby's own syntax for methods of an object: `each`, `include?`, `a | b`, `a <= b`, `case`.

use super::spelling::method;
use crate::interface::*;

/// Ruby's name of a method that the model names.
pub fn named_method(object: &Object, name: &str) -> Option<String> {
    object.method(name).map(method)
}

/// The modules of Ruby's own that a class includes. The operators of sets are not those of what has an order.
pub fn mixins(object: &Object) -> Vec<&'static str> {
    let comparable = (object.traits.ord && object.protocol.subset.is_none()).then_some("Comparable");
    let items = match object.protocol.iterate {
        Some(_) => Some("Enumerable"),
        None => object.sequence().map(|_| "Native::Sequence"),
    };
    comparable.into_iter().chain(items).collect()
}

/// Other names for methods, under which Ruby looks for them: the name and the method.
pub fn aliases(object: &Object) -> Vec<(String, String)> {
    let protocol = &object.protocol;
    let names: [(&Option<String>, &[&str]); 9] = [
        (&protocol.lookup, &["[]"]),
        (&protocol.length, &["size", "length"]),
        (&protocol.union, &["|"]),
        (&protocol.intersection, &["&"]),
        (&protocol.difference, &["-"]),
        (&protocol.symmetric_difference, &["^"]),
        (&protocol.complement, &["~"]),
        (&protocol.subset, &["subset?", "<="]),
        (&protocol.disjoint, &["disjoint?"]),
    ];
    let mut aliases = vec![];
    for (name, others) in names {
        let Some(method) = name.as_deref().and_then(|name| named_method(object, name)) else { continue };
        aliases.extend(others.iter().filter(|other| **other != method).map(|other| (other.to_string(), method.clone())));
    }
    aliases
}

/// The type of what iterating goes over.
pub fn iterated(object: &Object) -> Option<&Type> {
    object.method(object.protocol.iterate.as_deref()?)?.returns.as_ref()?.list_element()
}

/// The types whose text may be an item: what iterating gives, and those that are named.
pub fn item_types(interface: &Interface, object: &Object) -> Vec<String> {
    let iterated = match iterated(object) {
        Some(Type::Object(name) | Type::Record(name)) => Some(name.clone()),
        _ => None,
    };
    let all = iterated.into_iter().chain(object.protocol.items.iter().map(|name| Name::new(name)));
    all.filter(|name| interface.traits_of(name).is_some_and(|traits| traits.display)).map(|name| name.pascal()).collect()
}

/// The body of `include?`: no for whatever cannot be an item.
pub fn contains(interface: &Interface, object: &Object) -> Option<String> {
    let function = object.method(object.protocol.contains.as_deref()?)?;
    let (call, argument) = (method(function), &function.arguments.first()?.ty);
    let cases = match argument {
        Type::String => {
            let types = item_types(interface, object);
            let printed = format!("when {} then {call}(item.to_s)\n", types.join(", "));
            format!("when String then {call}(item)\n{}", if types.is_empty() { "" } else { &printed })
        }
        Type::Object(name) => {
            let class = name.pascal();
            let text = format!("when String then {class}.parse?(item).then {{ |read| read ? {call}(read) : false }}\n");
            let text = if interface.object(name).is_text { &text } else { "" };
            let key = object.protocol.key_of.as_deref().map(|key| Name::new(key).snake()).unwrap_or_default();
            let of_item = interface.iterated_sequence(object).and_then(|sequence| match sequence.sequence()?.item() {
                Type::Object(item) => Some(format!("when {} then {call}(item.{key})\n", item.pascal())),
                _ => None,
            });
            format!("when {class} then {call}(item)\n{text}{}", of_item.unwrap_or_default())
        }
        _ => return Some(format!("{call}(item)")),
    };
    Some(format!("case item\n{cases}else false\nend"))
}

/// The body of what makes a set of what stands in the place of one, for an object that is one.
pub fn set(interface: &Interface, object: &Object) -> Option<String> {
    object.protocol.subset.as_ref()?;
    let class = object.name.pascal();
    let Some(make) = object.protocol.with_items.as_deref().and_then(|name| object.method(name)) else {
        return Some(format!("{class}.__from(other)"));
    };
    let items = match make.arguments.first()?.ty.list_element()? {
        Type::String => {
            format!("Native.list(other) {{ |item| Native.item_text(item, [{}]) }}", item_types(interface, object).join(", "))
        }
        _ => "other".to_owned(),
    };
    Some(format!("other.is_a?({class}) ? other : {}({items})", method(make)))
}

/// Whether a method takes another set, which may be given as items.
pub fn takes_set(object: &Object, function: &Function) -> bool {
    object.protocol.subset.is_some() && object.protocol.of_two_sets().any(|name| name == function.name.rust())
}

/// The types that a pattern matches, and the methods that say so.
pub fn matching(object: &Object) -> impl Iterator<Item = (&Name, String)> {
    let functions = object.protocol.matching.iter().filter_map(|name| object.method(name));
    functions.filter_map(|function| match &function.required().next()?.ty {
        Type::Object(name) => Some((name, method(function))),
        _ => None,
    })
}
