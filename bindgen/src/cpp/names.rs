//! Names that two things of a C++ namespace would have. What stands on the header's own in `detail` ends in an underscore, as no name of an
//! interface does.

use super::types::member;
use crate::interface::*;
use crate::read::refusals::Refusals;
use crate::taken::{self, Claim};

/// Tells each item whose name in C++ is taken, and by what. Classes begin with a capital, functions do not.
pub fn check(interface: &Interface, refusals: &Refusals) {
    let own = ["Texts", "OptionalTexts"].map(|name| Claim::own(name, "a list of texts"));
    let objects = interface.objects.iter().map(|object| &object.name);
    let types = objects.chain(interface.records.iter().map(|record| &record.name));
    let types = types.chain(interface.enums.iter().map(|choice| &choice.name));
    let types = types.chain(interface.callbacks.iter().map(|callback| &callback.name));
    let types = types.map(|name| Claim::of(name, name.pascal()));
    let read = interface.enums.iter().filter(|choice| choice.reads_text).map(|choice| {
        Claim::with(&choice.name, format!("parse_{}", choice.name.snake()), format!("what reads a {}", choice.name))
    });
    let functions = interface.functions.iter().map(|function| Claim::of(&function.name, member(&function.name)));
    let detail = [Claim::own("detail", "where the header's own stands")];
    taken::check("C++", own.into_iter().chain(types).chain(detail).chain(read).chain(functions), refusals);
}
