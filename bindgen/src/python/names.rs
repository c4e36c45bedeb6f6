//! Names that Python's package and its glue have themselves, and names that two items would have.

use super::spelling::identifier;
use crate::interface::*;
use crate::read::refusals::Refusals;
use crate::taken::{self, Claim};

/// What the glue, where a class has the name that it has in Python, names of Rust's.
const OF_RUST: &[&str] = &[
    "Arc", "Bound", "Box", "Default", "Err", "From", "Into", "None", "Ok", "Option", "Ord", "Python", "Result", "Some", "String",
    "Vec",
];

/// What annotations in stubs and the classes of errors have of Python's.
#[rustfmt::skip]
const OF_PYTHON: &[&str] = &[
    "Any", "Iterable", "Literal", "RuntimeError", "ValueError", "bool", "bytes", "classmethod", "dict", "final", "float", "frozenset",
    "int", "list", "object", "overload", "property", "set", "staticmethod", "str", "super", "tuple", "type",
];

/// Whether the glue has a variable or calls a function of that name, which an argument would hide. In Python, arguments keep their names.
pub fn is_of_glue(name: &Name) -> bool {
    let name = name.snake();
    let own = ["call_rust", "py", "slf", "try_rust"];
    let verbs = ["copy_of_", "equal_of_", "hash_of_", "rank_of_"];
    own.contains(&name.as_str()) || verbs.iter().any(|verb| name.starts_with(verb))
}

/// Tells each item whose name in Python is taken, and by what.
pub fn check(interface: &Interface, refusals: &Refusals) {
    for name in types(interface) {
        let pascal = name.pascal();
        let is_pyo3 = pascal.strip_prefix("Py").is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_uppercase));
        refusals.unless(!is_pyo3 && !OF_RUST.contains(&pascal.as_str()), || {
            format!("{name}: Python's glue needs {pascal} for what Rust or PyO3 has of that name; call it otherwise")
        });
    }
    let own = OF_PYTHON.iter().map(|name| Claim::own(name, "what annotations have of Python's"));
    let errors: Vec<_> = interface.error_classes().iter().map(|class| Claim::of(&class.name, class.name.pascal())).collect();
    let types = types(interface).into_iter().map(|name| Claim::of(name, name.pascal()));
    let callers =
        interface.callbacks.iter().map(|callback| Claim::own(&format!("{}Caller", callback.name.pascal()), "a callback"));
    let functions = interface.functions.iter().map(|function| Claim::of(&function.name, identifier(&function.name)));
    taken::check("Python", own.chain(errors).chain(callers).chain(types).chain(functions), refusals);
}

fn types(interface: &Interface) -> Vec<&Name> {
    let objects = interface.objects.iter().map(|object| &object.name);
    let records = interface.records.iter().map(|record| &record.name);
    objects.chain(records).chain(interface.enums.iter().map(|choice| &choice.name)).collect()
}
