//! What an item becomes in C is no other item's, nor the library's own: C has one namespace for types, functions and constants.

use crate::c_abi::{Abi, CFunction, Role, Section, Subject, list_name, map_name, type_name};
use crate::interface::*;
use crate::read::refusals::Refusals;
use std::collections::BTreeMap;

/// Names in C, each with what it is made from.
type Names = Vec<(String, String)>;

/// What belongs to no item.
const OWN: &str = "the library's own";

/// Tells each item whose name in C is taken, and by what.
pub fn check(interface: &Interface, refusals: &Refusals) {
    let abi = Abi::of(interface);
    let (own, called) = functions(&abi);
    // What can be called otherwise comes after what cannot.
    let all = own_types(&abi).chain(own).chain(types(interface, &abi)).chain(constants(interface, &abi)).chain(called);
    let mut taken = BTreeMap::new();
    for (symbol, item) in all {
        match taken.get(&symbol) {
            // A list has functions of its own, whose names are taken where that of its type is.
            Some(_) if item == OWN => {}
            Some(other) => {
                refusals.unless(false, || format!("{item}: in C it would be {symbol}, which is {other}; call it otherwise"));
            }
            None => drop(taken.insert(symbol, item)),
        }
    }
}

fn own_types(abi: &Abi) -> impl Iterator<Item = (String, String)> + '_ {
    let own = [("error", "what every error is"), ("callback", "what is called when something fails")];
    let own = own.into_iter().map(|(name, what)| (format!("{}_{name}", abi.prefix), what.to_owned()));
    let collections = abi.sections.iter().filter_map(|section| match &section.subject {
        Subject::List(element) => Some((list_name(&abi.prefix, element), "a list that crosses".to_owned())),
        Subject::Map(key, value) => Some((map_name(&abi.prefix, key, value), "a map that crosses".to_owned())),
        _ => None,
    });
    own.chain(collections)
}

fn types<'a>(interface: &'a Interface, abi: &'a Abi) -> impl Iterator<Item = (String, String)> + 'a {
    let objects = interface.objects.iter().map(|object| &object.name);
    let names = objects.chain(interface.records.iter().map(|record| &record.name));
    let names = names.chain(interface.enums.iter().map(|choice| &choice.name));
    let names = names.chain(interface.callbacks.iter().map(|callback| &callback.name));
    names.map(|name| (type_name(&abi.prefix, name), name.to_string()))
}

fn constants<'a>(interface: &'a Interface, abi: &'a Abi) -> impl Iterator<Item = (String, String)> + 'a {
    let prefix = abi.prefix.to_uppercase();
    let own = ["H", "ENUM", "NODISCARD", "NUL_TERMINATED", "VERSION", "VERSION_NUMBER", "INTERFACE_HASH", "AUTO"];
    let own: Vec<_> = own.into_iter().map(|name| (format!("{prefix}_{name}"), "the header's own".to_owned())).collect();
    let errors = interface.error_variants().map({
        let prefix = prefix.clone();
        move |variant| (format!("{prefix}_ERROR_{}", variant.kind.shouting()), format!("the error {}", variant.kind))
    });
    let choices = interface.enums.iter().flat_map(move |choice| {
        let constant = format!("{prefix}_{}", choice.name.shouting());
        let of_variant =
            |variant: &Variant| (format!("{constant}_{}", variant.name.shouting()), format!("{}.{}", choice.name, variant.name));
        choice.variants.iter().map(of_variant).collect::<Vec<_>>()
    });
    own.into_iter().chain(errors).chain(choices)
}

/// The functions that every library or every type has, and those that are made of items.
fn functions(abi: &Abi) -> (Names, Names) {
    let is_own = |function: &CFunction| !matches!(function.role, Role::Call(..) | Role::RecordField(_));
    let named = |own: bool| {
        let of_section = move |section: &Section| {
            let functions = section.functions.iter().filter(move |function| is_own(function) == own);
            functions.map(|function| (function.symbol.clone(), item(&section.subject, &function.role))).collect::<Vec<_>>()
        };
        abi.sections.iter().flat_map(of_section).collect()
    };
    (named(true), named(false))
}

/// What a function of C is made from.
fn item(subject: &Subject, role: &Role) -> String {
    let owner = match subject {
        Subject::Enum(name) | Subject::Record(name) | Subject::Object(name) => Some(name),
        _ => None,
    };
    match (role, owner) {
        (Role::Call(_, function), Some(owner)) => format!("{owner}.{}", function.name),
        (Role::Call(_, function), None) => function.name.to_string(),
        (Role::RecordField(field), Some(owner)) => format!("{owner}.{}", field.name),
        (_, Some(owner)) => format!("what every {owner} has"),
        (_, None) => OWN.to_owned(),
    }
}
