//! Enums and lists.

use super::{
    Builder, CType, Parameter, Role, Section, Subject, argument_parameters, article, list_name, nothing, returned, type_name,
};
use crate::interface::*;

impl Builder {
    pub(super) fn enumeration(&self, choice: &Enum) -> Section {
        let this = CType::Enum(choice.name.clone());
        let method = |f| self.call(Some((&choice.name, Some(this.clone()), false)), f);
        let mut functions: Vec<_> = choice.methods.iter().map(method).collect();
        if choice.reads_text {
            let mut parameters = argument_parameters(&self.prefix, &Name::new("text"), &Type::String);
            parameters.push(self.error_parameter());
            let docs = format!("Reads {} {} from its text.", article(&choice.name), choice.name);
            let symbol = format!("{}_parse", type_name(&self.prefix, &choice.name));
            functions.push(self.function(symbol, &docs, parameters, CType::Enum(choice.name.clone()), Role::FromText));
        }
        let name = Parameter { name: "self".into(), ty: this.clone() };
        let docs = format!("The name of {} {}, which is never freed.", article(&choice.name), choice.name);
        let symbol = format!("{}_name", type_name(&self.prefix, &choice.name));
        functions.push(self.function(symbol, &docs, vec![name], CType::Text, Role::ChoiceName));
        if choice.traits.display {
            let symbol = format!("{}_to_string", type_name(&self.prefix, &choice.name));
            functions.push(self.function(
                symbol,
                &format!("The text of {} {}.", article(&choice.name), choice.name),
                self.this(this),
                CType::OwnedText,
                Role::Display,
            ));
        }
        Section { subject: Subject::Enum(choice.name.clone()), functions }
    }

    pub(super) fn list(&self, element: &Type) -> Section {
        let c_name = list_name(&self.prefix, element);
        let read = CType::Handle(c_name.clone());
        let (returns, outs) = returned(&self.prefix, Some(element));
        let mut get = self.this(read.clone());
        get.push(Parameter { name: "index".into(), ty: CType::Size });
        get.extend(outs);
        let symbol = |suffix: &str| format!("{c_name}_{suffix}");
        let mut functions = vec![
            self.function(symbol("length"), "The number of elements.", self.this(read), CType::Size, Role::ListLength),
            self.function(
                symbol("get"),
                &format!("The element at `index`, from 0 on; {} behind the end.", nothing(&returns)),
                get,
                returns,
                Role::ListGet,
            ),
        ];
        functions.extend(self.peek(element));
        functions.push(self.function(
            symbol("free"),
            "Frees the list. NULL is allowed. Elements taken from it stay.",
            self.this(CType::OwnedHandle(c_name.clone())),
            CType::Void,
            Role::Free,
        ));
        Section { subject: Subject::List(element.clone()), functions }
    }
}
