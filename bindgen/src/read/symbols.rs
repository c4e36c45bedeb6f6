//! What an item becomes in C is no other item's, nor the library's own: C has one namespace for types, functions and constants.

use crate::c_abi::{Abi, CFunction, Role, Section, Subject, list_name, map_name, plain_name, type_name};
use crate::interface::*;
use crate::read::refusals::Refusals;
use crate::taken::{self, Claim};

/// Tells each item whose name in C is taken, and by what.
pub fn check(interface: &Interface, refusals: &Refusals) {
    let abi = Abi::of(interface);
    let (own, called) = functions(&abi);
    let all = own_types(interface, &abi).chain(own).chain(types(interface, &abi)).chain(constants(interface, &abi)).chain(called);
    taken::check("C", all, refusals);
    abi.sections.iter().for_each(|section| section.functions.iter().for_each(|f| parameters(&section.subject, f, refusals)));
}

/// Tells each argument whose name is that of another's length or number.
fn parameters(subject: &Subject, function: &CFunction, refusals: &Refusals) {
    let owner = claim(subject, function).item.unwrap_or_default();
    for (place, parameter) in function.parameters.iter().enumerate() {
        let is_taken = function.parameters[..place].iter().any(|other| other.name == parameter.name);
        refusals.unless(!is_taken, || {
            format!(
                "{owner}: in C two of its parameters would be {}, with what goes along with them; call one otherwise",
                parameter.name
            )
        });
    }
}

fn own_types<'a>(interface: &Interface, abi: &'a Abi) -> impl Iterator<Item = Claim> + use<'a> {
    let own = [("error", "what every error is"), ("callback", "what is called when something fails")];
    let own = own.into_iter().map(|(name, what)| Claim::own(&format!("{}_{name}", abi.prefix), what));
    let collections = abi.sections.iter().filter_map(|section| match &section.subject {
        Subject::List(element) => Some(Claim::own(&list_name(&abi.prefix, element), "a list that crosses")),
        Subject::Map(key, value) => Some(Claim::own(&map_name(&abi.prefix, key, value), "a map that crosses")),
        _ => None,
    });
    let plain = abi.plain_records(interface);
    let plain: Vec<_> = plain.iter().map(|record| Claim::own(&plain_name(&abi.prefix, &record.name), "a plain struct")).collect();
    own.chain(collections).chain(plain)
}

fn types<'a>(interface: &'a Interface, abi: &'a Abi) -> impl Iterator<Item = Claim> + 'a {
    let objects = interface.objects.iter().map(|object| &object.name);
    let names = objects.chain(interface.records.iter().map(|record| &record.name));
    let names = names.chain(interface.enums.iter().map(|choice| &choice.name));
    let names = names.chain(interface.callbacks.iter().map(|callback| &callback.name));
    names.map(|name| Claim::of(name, type_name(&abi.prefix, name)))
}

fn constants<'a>(interface: &'a Interface, abi: &'a Abi) -> impl Iterator<Item = Claim> + 'a {
    let prefix = abi.prefix.to_uppercase();
    let own = ["H", "ENUM", "NODISCARD", "NUL_TERMINATED", "VERSION", "VERSION_NUMBER", "INTERFACE_HASH", "AUTO"];
    let own: Vec<_> = own.into_iter().map(|name| Claim::own(&format!("{prefix}_{name}"), "the header's own")).collect();
    let errors = interface.error_variants().map({
        let prefix = prefix.clone();
        move |variant| {
            let constant = format!("{prefix}_ERROR_{}", variant.kind.shouting());
            Claim::with(&variant.kind, constant, format!("the error {}", variant.kind))
        }
    });
    let choices = interface.enums.iter().flat_map(move |choice| {
        let constant = format!("{prefix}_{}", choice.name.shouting());
        let of_variant = |variant: &Variant| {
            Claim::of(format!("{}.{}", choice.name, variant.name), format!("{constant}_{}", variant.name.shouting()))
        };
        choice.variants.iter().map(of_variant).collect::<Vec<_>>()
    });
    own.into_iter().chain(errors).chain(choices)
}

/// The functions that every library or every type has, and those that are made of items.
fn functions(abi: &Abi) -> (Vec<Claim>, Vec<Claim>) {
    let is_own = |function: &CFunction| !matches!(function.role, Role::Call(..) | Role::RecordField(_));
    let named = |own: bool| {
        let of_section = move |section: &Section| {
            let functions = section.functions.iter().filter(move |function| is_own(function) == own);
            functions.map(|function| claim(&section.subject, function)).collect::<Vec<_>>()
        };
        abi.sections.iter().flat_map(of_section).collect()
    };
    (named(true), named(false))
}

/// A function of C, and what it is made from.
fn claim(subject: &Subject, function: &CFunction) -> Claim {
    let owner = match subject {
        Subject::Enum(name) | Subject::Record(name) | Subject::Object(name) => Some(name),
        _ => None,
    };
    let symbol = function.symbol.clone();
    match (&function.role, owner) {
        (Role::Call(_, function), Some(owner)) => Claim::of(format!("{owner}.{}", function.name), symbol),
        (Role::Call(_, function), None) => Claim::of(&function.name, symbol),
        (Role::RecordField(field), Some(owner)) => Claim::of(format!("{owner}.{}", field.name), symbol),
        (_, Some(owner)) => Claim::with(owner, symbol, format!("what every {owner} has")),
        (_, None) => Claim::own(&symbol, "the library's own"),
    }
}
