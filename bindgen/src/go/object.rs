//! Objects: a struct around a handle, with constructors, methods and what the exported traits become.

use super::Go;
use super::docs::{self, Kind};
use super::function::Owner;
use super::rebuild::Parts;
use super::spell::{quoted, receiver};
use crate::c_abi::type_name;
use crate::interface::*;
use askama::Template;

#[derive(Template)]
#[template(path = "go/object.go.txt", escape = "none")]
struct ObjectTemplate<'a> {
    docs: String,
    name: String,
    what: String,
    this: String,
    /// The C name of the type.
    c: String,
    traits: Traits,
    /// The function that makes one from text, for a text type.
    parse: Option<String>,
    /// For any other value that can be made again.
    parts: Option<Parts>,
    /// What iterating goes over: the method and the type of an item.
    items: Option<(String, String)>,
    /// The same where single items are given, by their places.
    places: Option<(String, String)>,
    /// The method that gives the number of items.
    length: Option<String>,
    /// The method whose bytes stand for it as a key.
    key: Option<String>,
    /// `a` or `an`, before its name.
    article: &'a str,
    package: &'a str,
    /// Whether it can be a value in a database: nothing of its own has the names that takes.
    for_sql: bool,
    /// Whether it is a column.
    is_column: bool,
    constructors: &'a [String],
    methods: &'a [String],
}

/// Whether it makes an object of nothing but text, which may be wrong.
fn is_written_in_programs(object: &Object, function: &Function) -> bool {
    object.is_read_whole() && function.name.rust() == "new"
}

impl Go<'_> {
    /// The file of an object.
    pub fn object(&self, object: &Object) -> String {
        let name = self.names.exported(&object.name);
        let mut constructors = vec![];
        for function in object.primary.iter().chain(&object.constructors) {
            constructors.push(self.function(Owner::Constructor(object), function));
            if is_written_in_programs(object, function) {
                constructors.push(self.must_parse(object, function));
            }
        }
        let methods: Vec<_> = object.methods.iter().map(|f| self.function(Owner::Object(object), f)).collect();
        let template = ObjectTemplate {
            docs: docs::comment(&name, Kind::Type, &self.linked(&object.docs), ""),
            what: quoted(&name),
            this: receiver(&name),
            c: type_name(&self.abi.prefix, &object.name),
            parts: self.parts(object, &receiver(&name)),
            items: self.items(object),
            places: self.places(object),
            length: self.protocol_method(object, object.protocol.length.as_deref()).map(|_| "Len".to_owned()),
            key: self.protocol_method(object, object.protocol.key.as_deref()).map(|f| self.method_name(object, f)),
            article: if name.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" },
            package: &self.package,
            for_sql: !object.methods.iter().any(|f| ["value", "scan"].contains(&f.name.rust())),
            is_column: object.is_column,
            traits: object.traits,
            parse: object.primary.as_ref().filter(|_| object.is_text).map(|f| self.names.constructor(object, f)),
            name,
            constructors: &constructors,
            methods: &methods,
        };
        self.file(&template.render().expect("rendering to a String cannot fail"))
    }

    fn protocol_method<'o>(&self, object: &'o Object, name: Option<&str>) -> Option<&'o Function> {
        object.method(name?)
    }

    /// The method that gives an item by its place, and the type of an item.
    fn places(&self, object: &Object) -> Option<(String, String)> {
        let method = object.methods.iter().find(|method| self.is_index(object, method))?;
        let item = method.returns.as_ref()?.without_option();
        (method.throws() && object.protocol.iterate.is_none()).then(|| (self.method_name(object, method), self.ty(item)))
    }

    /// Whether a method gives the item at a place, of as many as there are.
    pub fn is_index(&self, object: &Object, method: &Function) -> bool {
        let takes_place = matches!(method.arguments.as_slice(), [Argument { ty: Type::Int { .. }, default: None, .. }]);
        let gives_item = matches!(&method.returns, Some(Type::Option(item)) if matches!(**item, Type::Object(_)));
        object.sequence().is_some_and(|sequence| sequence.index == method) && takes_place && gives_item
    }

    /// The method that gives what iterating goes over, and the type of an item.
    fn items(&self, object: &Object) -> Option<(String, String)> {
        let method = object.methods.iter().find(|method| Some(method.name.rust()) == object.protocol.iterate.as_deref())?;
        match method.returns.as_ref()? {
            Type::List(item) => Some((self.method_name(object, method), self.ty(item))),
            _ => None,
        }
    }
}
