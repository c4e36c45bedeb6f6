//! Rules for documentation, which every language shows: it must not end a comment in the middle, and, where an interface wants it, it
//! begins as its readers expect.

use crate::interface::*;
use crate::read::refusals::Refusals;

/// Words that a description does not begin with: they stand for a noun that the reader does not know yet. `Whether` may stand there, for
/// that is what a truth value tells.
const OPENINGS: &[&str] = &["How", "It", "That", "Their", "They", "Those", "What", "When", "Where", "Which", "Who", "Why"];

/// Phrases with their better forms.
const PHRASES: &[(&str, &str)] = &[(" behind ", "after"), (" that is no ", "that is not a"), (" which is no ", "which is not a")];

/// Refuses documentation that breaks a rule, with the item's name.
pub fn check(interface: &Interface, is_styled: bool, refusals: &Refusals) {
    for (name, docs) in all(interface) {
        let refuse = |wrong: &str, why: String| refusals.unless(wrong.is_empty(), || format!("{name}: its documentation {why}"));
        let end = ["\"\"\"", "*/", "/*"].into_iter().find(|end| docs.contains(end)).unwrap_or_default();
        refuse(end, format!("has {end}, which begins or ends one in Python or in C"));
        if !is_styled {
            continue;
        }
        let first = docs.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let opening = OPENINGS.iter().find(|opening| **opening == first).copied().unwrap_or_default();
        refuse(opening, format!("begins with {opening:?}, and not with a verb or a noun"));
        // A line's end is a blank like any other.
        let text = docs.split_whitespace().collect::<Vec<_>>().join(" ");
        for (phrase, better) in PHRASES.iter().filter(|(phrase, _)| text.contains(phrase)) {
            refuse(phrase, format!("says {:?}; write {better:?}", phrase.trim()));
        }
    }
}

/// Every documentation of an interface, with the name of what it is about.
fn all(interface: &Interface) -> Vec<(String, &Docs)> {
    let mut all: Vec<(String, &Docs)> = vec![];
    let member = |owner: &Name, name: &Name| format!("{owner}.{name}");
    for (owner, function) in interface.all_functions() {
        let name = owner.map_or_else(|| function.name.to_string(), |owner| member(owner, &function.name));
        all.push((name, &function.docs));
    }
    all.extend(interface.objects.iter().map(|object| (object.name.to_string(), &object.docs)));
    all.extend(interface.callbacks.iter().map(|callback| (callback.name.to_string(), &callback.docs)));
    for record in &interface.records {
        all.push((record.name.to_string(), &record.docs));
        all.extend(record.fields.iter().map(|field| (member(&record.name, &field.name), &field.docs)));
    }
    for choice in &interface.enums {
        all.push((choice.name.to_string(), &choice.docs));
        all.extend(choice.variants.iter().map(|variant| (member(&choice.name, &variant.name), &variant.docs)));
    }
    for error in &interface.errors {
        all.push((error.name.to_string(), &error.docs));
        for variant in &error.variants {
            all.push((member(&error.name, &variant.name), &variant.docs));
            all.extend(variant.fields.iter().map(|field| (member(&variant.name, &field.name), &field.docs)));
        }
    }
    all
}
