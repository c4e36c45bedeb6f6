//! Names that Ruby and the library have themselves, and names that two items would have.

use super::methods::{Method, Owner};
use super::spelling::error_name;
use crate::interface::*;
use crate::read::refusals::Refusals;
use crate::taken::{self, Claim};

/// What the library's own code, which stands in the same module, asks of Ruby's once all types are there.
#[rustfmt::skip]
const OF_RUBY: &[&str] = &[
    "Array", "Class", "Comparable", "Encoding", "Enumerable", "Enumerator", "Exception", "FFI", "Fiber", "Fiddle", "GC",
    "Hash", "Integer", "Kernel", "Marshal", "Numeric", "Range", "Rational", "Regexp", "Set", "String", "Symbol", "Time",
];

/// The files of every library.
const FILES: &[&str] = &["all", "callbacks", "choices", "errors", "functions", "handles", "lists", "native", "values"];

/// Tells each item whose name in Ruby is taken, and by what.
pub fn check(interface: &Interface, refusals: &Refusals) {
    let own = OF_RUBY.iter().map(|name| Claim::own(name, "what the library's own code has of Ruby's"));
    let own = own.chain([Claim::own("Native", "where the library's own code stands")]);
    let errors: Vec<_> = interface.error_classes().iter().map(|class| class.name.clone()).collect();
    let errors = errors.iter().map(|name| Claim::of(name, error_name(interface, name)));
    let objects = interface.objects.iter().map(|object| &object.name);
    let types = objects.chain(interface.records.iter().map(|record| &record.name));
    let types = types.chain(interface.enums.iter().map(|choice| &choice.name)).map(|name| Claim::of(name, name.pascal()));
    taken::check("Ruby", own.chain(errors).chain(types), refusals);

    let all = |owner, functions: &[Function]| {
        let claim = |function: &Function| {
            let item = owner_name(owner).map_or_else(|| function.name.to_string(), |owner| format!("{owner}.{}", function.name));
            Claim::of(item, Method::new(interface, owner, function).name())
        };
        functions.iter().map(claim).collect::<Vec<_>>()
    };
    for object in &interface.objects {
        taken::check("Ruby", all(Owner::Object(object), &object.methods), refusals);
        taken::check("Ruby", all(Owner::Object(object), &object.constructors), refusals);
    }
    for record in &interface.records {
        let fields = record.fields.iter();
        let fields =
            fields.map(|field| Claim::of(format!("{}.{}", record.name, field.name), super::spelling::record_field(&field.name)));
        taken::check("Ruby", fields.chain(all(Owner::Record(record), &record.methods)), refusals);
    }
    interface.enums.iter().for_each(|choice| taken::check("Ruby", all(Owner::Enum(choice), &choice.methods), refusals));
    taken::check("Ruby", all(Owner::Nothing, &interface.functions), refusals);
}

fn owner_name<'a>(owner: Owner<'a>) -> Option<&'a Name> {
    match owner {
        Owner::Nothing => None,
        Owner::Object(object) => Some(&object.name),
        Owner::Record(record) => Some(&record.name),
        Owner::Enum(choice) => Some(&choice.name),
    }
}

/// The file of a type.
pub fn file_of(name: &Name) -> String {
    let name = name.snake();
    if FILES.contains(&name.as_str()) { format!("{name}_type") } else { name }
}
