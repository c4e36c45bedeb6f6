//! What is left of an interface where some of it is refused: a whole one, so that all else that is wrong with it is told in the same go.

use crate::interface::*;
use std::collections::BTreeSet;

/// Takes away all that stands on what is not there, and all that names items: examples and settings.
pub fn keep(interface: &mut Interface) {
    once(interface);
    loop {
        let known = Known::of(interface);
        let before = count(interface);
        drop_unknown(interface, &known);
        if count(interface) == before {
            break;
        }
    }
    for object in &mut interface.objects {
        object.protocol = Protocol::default();
        object.positions.clear();
        object.can_be_rebuilt = false;
        object.is_text &= object.primary.is_some();
        object.list_of = object.list_of.take().filter(|_| object.primary.is_some());
    }
    crate::example::forget(interface);
}

/// Takes away items, functions by their names in Rust, and all that stands on them.
pub fn without(interface: &mut Interface, items: &BTreeSet<String>) {
    let stays = |name: &Name| !items.contains(name.rust());
    interface.objects.retain(|object| stays(&object.name));
    interface.records.retain(|record| stays(&record.name));
    interface.enums.retain(|choice| stays(&choice.name));
    interface.callbacks.retain(|callback| stays(&callback.name));
    interface.errors.retain(|error| stays(&error.name));
    interface.data.retain(|data| stays(&data.name));
    interface.functions.retain(|function| !items.contains(&function.rust_name));
    keep(interface);
}

/// Of types that have one name, the first.
fn once(interface: &mut Interface) {
    let mut seen = BTreeSet::new();
    let mut is_first = |name: &Name| seen.insert(name.snake());
    interface.objects.retain(|object| is_first(&object.name));
    interface.records.retain(|record| is_first(&record.name));
    interface.enums.retain(|choice| is_first(&choice.name));
    interface.callbacks.retain(|callback| is_first(&callback.name));
    interface.errors.retain(|error| is_first(&error.name));
}

/// The names of all types.
struct Known {
    types: BTreeSet<Name>,
    errors: BTreeSet<Name>,
}

impl Known {
    fn of(interface: &Interface) -> Self {
        let objects = interface.objects.iter().map(|object| &object.name);
        let records = interface.records.iter().map(|record| &record.name);
        let enums = interface.enums.iter().map(|choice| &choice.name);
        let callbacks = interface.callbacks.iter().map(|callback| &callback.name);
        Self {
            types: objects.chain(records).chain(enums).chain(callbacks).cloned().collect(),
            errors: interface.errors.iter().map(|error| error.name.clone()).collect(),
        }
    }

    fn has(&self, ty: &Type) -> bool {
        match ty {
            Type::Object(name) | Type::Record(name) | Type::Enum(name) | Type::Callback { name, .. } => self.types.contains(name),
            Type::Option(inner) | Type::List(inner) | Type::Set(inner) | Type::Custom { via: inner, .. } => self.has(inner),
            Type::Map(key, value) => self.has(key) && self.has(value),
            _ => true,
        }
    }

    fn has_all_of(&self, function: &Function) -> bool {
        let returns = function.returns.iter().all(|ty| self.has(ty));
        let error = function.error.iter().all(|error| self.errors.contains(error));
        returns && error && function.arguments.iter().all(|argument| self.has(&argument.ty))
    }
}

fn drop_unknown(interface: &mut Interface, known: &Known) {
    let is_known = |function: &Function| known.has_all_of(function);
    let has_fields = |fields: &[Field]| fields.iter().all(|field| known.has(&field.ty));
    interface.functions.retain(is_known);
    interface.callbacks.retain(|callback| callback.arguments.iter().all(|argument| known.has(&argument.ty)));
    interface.records.retain(|record| has_fields(&record.fields));
    interface.enums.iter_mut().for_each(|choice| choice.methods.retain(is_known));
    interface.records.iter_mut().for_each(|record| record.methods.retain(is_known));
    for object in &mut interface.objects {
        object.primary = object.primary.take().filter(is_known);
        object.constructors.retain(is_known);
        object.methods.retain(is_known);
    }
    // A choice with data is an object and a choice, too.
    let is_whole =
        |data: &Data| data.variants.iter().all(|variant| has_fields(&variant.fields)) && known.types.contains(&data.name);
    let gone: Vec<_> = interface.data.extract_if(.., |data| !is_whole(data)).collect();
    for data in gone {
        interface.objects.retain(|object| object.name != data.name);
        interface.enums.retain(|choice| choice.name != data.kind);
    }
}

fn count(interface: &Interface) -> usize {
    let types = interface.objects.len() + interface.records.len() + interface.enums.len() + interface.callbacks.len();
    types + interface.data.len() + interface.all_functions().count()
}
