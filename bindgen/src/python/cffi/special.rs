//! Special methods, which stand for Python's own syntax: the model says which methods of an object they call.

use super::super::protocol::{items, set_argument};
use super::super::spelling::{identifier, text};
use super::bodies::{Writer, docstring, indented};
use super::classes::{Lines, item_reader, tuple};
use super::convert::argument_reader;
use crate::interface::*;
use anyhow::{Context, Result};

/// The special methods of an object's class.
pub fn special_methods(writer: &Writer, object: &Object) -> Result<Lines> {
    let protocol = &object.protocol;
    let method = |name: &Option<String>| -> Result<Option<&Function>> {
        name.as_deref()
            .map(|name| object.method(name).with_context(|| format!("{} has no method {name}", object.name)))
            .transpose()
    };
    let mut lines = sequence(object);
    if let Some(iterate) = method(&protocol.iterate)? {
        let all = own(iterate);
        lines.extend(defined("__iter__(self)", &iterate.docs, &format!("return iter({all})")));
        if protocol.length.is_none() {
            lines.extend(defined("__len__(self)", "The number of things that iterating gives.", &format!("return len({all})")));
            lines.extend(defined("__bool__(self)", "True, also if iterating gives nothing.", "return True"));
        }
        if protocol.contains.is_none() {
            let held = format!("return item in {all}");
            lines.extend(defined("__contains__(self, item, /)", "Whether iterating gives it.", &held));
        }
    }
    if let Some(lookup) = method(&protocol.lookup)? {
        lines.extend(defined(
            "__getitem__(self, key, /)",
            &lookup.docs,
            &format!("return self.{}(key)", identifier(&lookup.name)),
        ));
    }
    if let Some(length) = method(&protocol.length)? {
        lines.extend(defined("__len__(self)", &length.docs, &format!("return {}", own(length))));
    }
    if let Some(contains) = method(&protocol.contains)? {
        lines.extend(containing(object, contains));
    }
    let operators = [
        ("or", &protocol.union),
        ("and", &protocol.intersection),
        ("sub", &protocol.difference),
        ("xor", &protocol.symmetric_difference),
    ];
    for (sign, name) in operators {
        let operated = method(name)?.map(|f| format!("__{sign}__, __r{sign}__ = _c.operators(\"{}\")", identifier(&f.name)));
        lines.extend(operated);
    }
    if let Some(complement) = method(&protocol.complement)? {
        lines.extend(defined("__invert__(self)", &complement.docs, &format!("return {}", own(complement))));
    }
    if protocol.predicate {
        lines.extend(called(object));
    }
    lines.extend(writer.set(object).unwrap_or_default());
    lines.extend(questions(writer, object, method(&protocol.subset)?, method(&protocol.disjoint)?));
    lines.extend(derived(object));
    Ok(lines)
}

/// What a method that takes nothing gives.
fn own(method: &Function) -> String {
    format!("self.{}{}", identifier(&method.name), if method.is_property { "" } else { "()" })
}

/// A method of one statement.
fn defined(head: &str, docs: &str, statement: &str) -> Lines {
    vec![format!("def {head}:"), indented(&docstring(docs)), indented(statement)]
}

fn sequence(object: &Object) -> Lines {
    let Some(Sequence { index, slice, .. }) = object.sequence() else { return vec![] };
    let (class, index_name) = (object.name.pascal(), identifier(&index.name));
    let error = index.error.as_ref().map(Name::pascal);
    let item = match &error {
        Some(error) => format!("return _s.item_or_error(self, place, {class}.{index_name}, _errors.{error})"),
        None => format!("return self.{index_name}(place)"),
    };
    let or_error = if error.is_some() { ", or the error in its place" } else { "" };
    let docs = format!("The item at a place, from 0 on, or from the end if it is negative{or_error}; a part, for a slice.");
    let items =
        if error.is_some() { "The items in order; an error stands where an item is wrong." } else { "The items in order." };
    let first = "The first place of an equal item, from `start` on and before `stop`.";
    let mut lines =
        vec!["def _item(self, place):".to_owned(), indented(&item), "def _part(self, start, count, step):".to_owned()];
    lines.push(format!("    return self.{}(start, count, step)", identifier(&slice.name)));
    lines.extend(defined("__getitem__(self, key, /)", &docs, "return _s.subscript(self, key)"));
    lines.extend(defined("__iter__(self)", items, "return _s.iterate(self)"));
    lines.extend(defined("__reversed__(self)", "The items, the last first.", "return iter(self[::-1])"));
    lines.extend(defined("index(self, value, start=None, stop=None, /)", first, "return _s.index_of(self, value, start, stop)"));
    lines.extend(defined("count(self, value, /)", "How many items are equal.", "return _s.count_of(self, value)"));
    if let Some(error) = error {
        let docs = "The items in order. What becomes of the errors in the places of items says `on_error`: \"raise\" raises the first \
            one, \"skip\" leaves them out, and \"collect\" gives them in their places.";
        let given = format!("return _s.iterate_with(self, on_error, _errors.{error})");
        lines.extend(defined("iterate(self, *, on_error=\"raise\")", docs, &given));
    }
    if object.traits.display && object.can_be_rebuilt {
        lines.push("def __repr__(self):".to_owned());
        lines.push(format!("    return f\"<{class}: {{self}}>\" if len(self) > _c.SHOWN else _c.Value.__repr__(self)"));
    }
    lines
}

/// What cannot be an item is not in it, as in Python's own containers.
fn containing(object: &Object, contains: &Function) -> Lines {
    let argument = &contains.arguments[0];
    let reader = if argument.ty == Type::String { item_reader(object) } else { argument_reader(argument) };
    let key = object.protocol.key_of.as_ref().map(|key| format!(", {}", text(key))).unwrap_or_default();
    let held = format!("return _r.contains({reader}, self.{}, item{key})", identifier(&contains.name));
    defined("__contains__(self, item, /)", &contains.docs, &held)
}

/// What matches can be called: by the class of the item each method is told.
fn called(object: &Object) -> Lines {
    let mut lines = vec!["def __call__(self, item, /):".to_owned()];
    lines.push(indented(&docstring("Whether it matches something: it is a function, for `filter` and its like.")));
    let methods = object.protocol.matching.iter().filter_map(|name| object.method(name));
    let mut classes = vec![];
    for method in methods {
        if let Some(Argument { ty: Type::Object(class), .. }) = method.arguments.first() {
            classes.push(class.pascal());
            lines.push(format!("    if type(item) is {}:", class.pascal()));
            lines.push(format!("        return self.{}(item)", identifier(&method.name)));
        }
    }
    lines.push(format!("    raise TypeError(str(_r.wrong({}, item)))", text(&classes.join(" or "))));
    lines
}

/// Methods that have the names of those of Python's `set`, and its comparisons.
fn questions(writer: &Writer, object: &Object, subset: Option<&Function>, disjoint: Option<&Function>) -> Lines {
    let same = |name: &str, method: &Function| {
        let other = identifier(&method.arguments[0].name);
        let asked = format!("return self.{}({other})", identifier(&method.name));
        defined(&format!("{name}(self, {other})"), &method.docs, &asked)
    };
    let mut lines = vec![];
    if let Some(subset) = subset {
        let (name, other) = (identifier(&subset.name), identifier(&subset.arguments[0].name));
        lines.push(format!("__lt__, __le__, __gt__, __ge__ = _c.comparisons(\"{name}\")"));
        lines.extend(same("issubset", subset));
        let takes_items = set_argument(writer.interface, object, subset).is_some();
        let reader = if takes_items { "self._set".to_owned() } else { argument_reader(&subset.arguments[0]) };
        let asked = format!("return _r.argument(\"{other}\", {reader}, {other}).{name}(self)");
        lines.extend(defined(&format!("issuperset(self, {other})"), "Whether it has all items of the other.", &asked));
    }
    lines.extend(disjoint.map(|disjoint| same("isdisjoint", disjoint)).unwrap_or_default());
    lines
}

/// What follows from what an object is.
fn derived(object: &Object) -> Lines {
    let mut lines = vec![];
    if object.traits.ord && object.protocol.subset.is_none() && object.method("compare").is_none() {
        let reader = format!("_read_{}", object.name.snake());
        let docs = "-1, 0 or 1, as it is less than the other, equal to it or greater.";
        let compared =
            format!("return _g.checked(self._symbols.compare(self._handle, _r.argument(\"other\", {reader}, other)._handle))");
        lines.extend(defined("compare(self, other, /)", docs, &compared));
    }
    if object.is_text && object.can_be_changed() {
        let changer = |(method, parts): (&str, Vec<&str>)| {
            format!("(\"{method}\", {}), ", tuple(&parts.into_iter().map(str::to_owned).collect::<Vec<_>>()))
        };
        let changers: String = object.changers().into_iter().map(changer).collect();
        let docs = "Another one, with some parts changed; `copy.replace` calls it.";
        let changed = format!("return _c.changed(self, ({}), changes)", changers.trim_end());
        lines.extend(defined("__replace__(self, /, **changes)", docs, &changed));
    }
    if object.protocol.digits {
        lines.extend(defined("__int__(self)", "The number that it is.", "return int(str(self))"));
    }
    lines
}

/// What reads items that are given as text: assignments.
pub fn item_readers(interface: &Interface) -> Vec<String> {
    let of_object = |object: &Object| {
        let items = items(object)?;
        let classes: String = items.types.iter().map(|class| format!("{class}, ")).collect();
        let (one, all) = (item_reader(object), super::classes::items_reader(object));
        Some([
            format!("{one} = _r.item_text(({}), {})", classes.trim_end(), text(&items.expected)),
            format!("{all} = _r.rows(lambda item: _r.encoded({one}(item)), _r.texts)"),
        ])
    };
    interface.objects.iter().filter_map(of_object).flatten().collect()
}
