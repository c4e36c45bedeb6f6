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
    constructors: &'a [String],
    methods: &'a [String],
}

impl Go<'_> {
    /// The file of an object.
    pub fn object(&self, object: &Object) -> String {
        let name = self.names.exported(&object.name);
        let mut constructors = vec![];
        for function in object.primary.iter().chain(&object.constructors) {
            constructors.push(self.function(Owner::Constructor(object), function));
            if object.is_text && function.name.rust() == "new" {
                constructors.push(self.must_parse(object, function));
            }
        }
        let methods: Vec<_> = object.methods.iter().map(|f| self.function(Owner::Object(object), f)).collect();
        let template = ObjectTemplate {
            docs: docs::comment(&name, Kind::Type, &object.docs, ""),
            what: quoted(&name),
            this: receiver(&name),
            c: type_name(&self.abi.prefix, &object.name),
            parts: self.parts(object, &receiver(&name)),
            items: self.items(object),
            traits: object.traits,
            parse: object.primary.as_ref().filter(|_| object.is_text).map(|f| self.names.constructor(object, f)),
            name,
            constructors: &constructors,
            methods: &methods,
        };
        self.file(&template.render().expect("rendering to a String cannot fail"))
    }

    /// The method that gives what iterating goes over, and the type of an item.
    fn items(&self, object: &Object) -> Option<(String, String)> {
        let method = object.methods.iter().find(|method| Some(method.name.rust()) == object.protocol.iterate.as_deref())?;
        match method.returns.as_ref()? {
            Type::List(item) => Some((self.names.method(method), self.ty(item))),
            _ => None,
        }
    }
}
