//! Enums, lists and maps.

use super::{
    Builder, CType, Parameter, Role, Section, Subject, argument_parameters, article, list_name, map_name, nothing, returned,
    type_name,
};
use crate::interface::*;
use std::collections::BTreeSet;

impl Builder {
    pub(super) fn enumeration(&self, choice: &Enum) -> Section {
        let this = CType::Enum(choice.name.clone());
        let method = |f| self.call(Some((&choice.name, Some(this.clone()), false)), f);
        let mut functions = self.with_plain(choice.methods.iter().map(method).collect());
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

    /// A list that stands in another value is made before that value.
    pub(super) fn list(&self, element: &Type, is_inner: bool) -> Section {
        let c_name = list_name(&self.prefix, element);
        let read = CType::Handle(c_name.clone());
        let (returns, outs) = returned(&self.prefix, Some(element));
        let mut get = self.this(read.clone());
        get.push(Parameter { name: "index".into(), ty: CType::Size });
        get.extend(outs);
        let symbol = |suffix: &str| format!("{c_name}_{suffix}");
        let made = is_inner.then(|| {
            let items = argument_parameters(&self.prefix, &Name::new("items"), &Type::List(Box::new(element.clone())));
            let parameters = items.into_iter().chain([self.error_parameter()]).collect();
            let docs = "Makes a list of copies of its elements.";
            self.function(symbol("new"), docs, parameters, CType::OwnedHandle(c_name.clone()), Role::ListNew)
        });
        let mut functions: Vec<_> = made.into_iter().collect();
        functions.extend([
            self.function(symbol("length"), "The number of elements.", self.this(read), CType::Size, Role::ListLength),
            self.function(
                symbol("get"),
                &format!("The element at `index`, from 0 on; {} past the end.", nothing(&returns)),
                get,
                returns,
                Role::ListGet,
            ),
        ]);
        if matches!(element, Type::Record(_)) {
            functions = self.with_plain(functions);
        }
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

    /// The maps of C: those that differ in sets and lists alone are one.
    pub(super) fn maps(&self, interface: &Interface) -> Vec<Section> {
        let maps: BTreeSet<_> = interface.maps().into_iter().map(|(key, value)| (key, value.listed())).collect();
        maps.iter().map(|(key, value)| self.map(key, value)).collect()
    }

    fn map(&self, key: &Type, value: &Type) -> Section {
        let c_name = map_name(&self.prefix, key, value);
        let symbol = |suffix: &str| format!("{c_name}_{suffix}");
        let this = || self.this(CType::Handle(c_name.clone()));
        let each = |name: &str, ty: &Type| argument_parameters(&self.prefix, &Name::new(name), &Type::List(Box::new(ty.clone())));
        let mut parameters = each("keys", key);
        // There are as many keys as values.
        parameters.pop();
        parameters.extend(each("values", value));
        parameters.last_mut().expect("the number of values").name = "count".into();
        parameters.push(self.error_parameter());
        let (found, outs) = returned(&self.prefix, Some(&Type::Option(Box::new(value.without_option().clone()))));
        let get = [this(), argument_parameters(&self.prefix, &Name::new("key"), key), outs].concat();
        let lent = |element| CType::Handle(list_name(&self.prefix, element));
        let owned = CType::OwnedHandle(c_name.clone());
        let functions = vec![
            self.function(
                symbol("new"),
                "Makes a map of `count` keys and copies of their values. Of equal keys the last one counts.",
                parameters,
                owned.clone(),
                Role::MapNew,
            ),
            self.function(symbol("length"), "The number of keys.", this(), CType::Size, Role::MapLength),
            self.function(
                symbol("get"),
                &format!("The value of a key; {} if there is none.", nothing(&found)),
                get,
                found,
                Role::MapGet,
            ),
            self.function(
                symbol("keys"),
                "All keys, sorted. Lent: the list lives as long as the map. Do not free it.",
                this(),
                lent(key),
                Role::MapKeys,
            ),
            self.function(
                symbol("values"),
                "The value of each key, in the order of the keys. Lent: the list lives as long as the map. Do not free it.",
                this(),
                lent(value),
                Role::MapValues,
            ),
            self.function(
                symbol("free"),
                "Frees the map. NULL is allowed. Values taken from it stay.",
                self.this(owned),
                CType::Void,
                Role::Free,
            ),
        ];
        Section { subject: Subject::Map(key.clone(), value.clone()), functions }
    }
}
