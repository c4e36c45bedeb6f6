//! Enums: numbers from 1 on, so that Go's zero value is none of them.

use super::Go;
use super::docs::{self, Kind};
use super::function::Owner;
use super::spell::receiver;
use crate::c_abi::type_name;
use crate::interface::*;
use askama::Template;

#[derive(Template)]
#[template(path = "go/enum.go.txt", escape = "none")]
struct EnumTemplate<'a> {
    docs: String,
    name: String,
    /// The name of variables inside the package.
    local: String,
    this: String,
    /// The C name of the type.
    c: String,
    has_text: bool,
    /// Whether the library reads one from its text.
    reads_text: bool,
    has_order: bool,
    /// Whether the numbers go up in the order of declaration.
    in_order: bool,
    choices: Vec<Choice>,
    /// The names by number.
    names: Vec<String>,
    methods: &'a [String],
}

struct Choice {
    docs: String,
    name: String,
    /// Its number here: C's and 1.
    number: i32,
}

impl Go<'_> {
    /// The file of all enums.
    pub fn enums(&self) -> String {
        let enums: Vec<_> = self.interface.enums.iter().map(|choice| self.enumeration(choice)).collect();
        self.file(&enums.join("\n"))
    }

    fn enumeration(&self, choice: &Enum) -> String {
        let name = self.names.exported(&choice.name);
        let described = |v: &Variant| {
            let name = self.names.choice(choice, v);
            Choice { docs: docs::comment(&name, Kind::Value, &self.linked(&v.docs), "\t"), name, number: v.number + 1 }
        };
        let methods: Vec<_> = choice.methods.iter().map(|f| self.function(Owner::Enum(choice), f)).collect();
        let template = EnumTemplate {
            docs: docs::comment(&name, Kind::Type, &self.linked(&choice.docs), ""),
            local: self.names.local(&choice.name),
            this: receiver(&name),
            c: type_name(&self.abi.prefix, &choice.name),
            has_text: choice.traits.display,
            reads_text: choice.reads_text,
            has_order: choice.traits.ord,
            name,
            in_order: choice.is_in_order(),
            choices: choice.variants.iter().map(described).collect(),
            names: choice.by_number().iter().map(|v| v.name.snake()).collect(),
            methods: &methods,
        };
        template.render().expect("rendering to a String cannot fail")
    }
}
