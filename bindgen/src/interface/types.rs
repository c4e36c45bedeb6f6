//! What can be asked of a type, and what it is elsewhere.

use super::{Argument, Callback, Enum, Field, Function, Interface, Object, Record, Type};
use crate::c_abi::Role;

impl Type {
    /// The type as other languages know it: without Rust types that cross as others.
    pub fn plain(&self) -> Type {
        match self {
            Type::Custom { via, .. } => via.plain(),
            other => other.with_inner(Type::plain),
        }
    }

    /// The type as C knows it.
    pub fn crossing(&self) -> Type {
        match self {
            Type::Custom { via, .. } => via.crossing(),
            Type::Duration => Type::Int { signed: false, bits: 64 },
            Type::Time => Type::Int { signed: true, bits: 64 },
            other => other.with_inner(Type::crossing),
        }
    }

    /// The same with something else inside of options and lists.
    fn with_inner(&self, replaced: impl Fn(&Type) -> Type) -> Type {
        match self {
            Type::Option(inner) => match replaced(inner) {
                // What is absent inside is absent.
                option @ Type::Option(_) => option,
                inner => Type::Option(Box::new(inner)),
            },
            Type::List(element) => Type::List(Box::new(replaced(element))),
            Type::Set(item) => Type::Set(Box::new(replaced(item))),
            Type::Map(key, value) => Type::Map(Box::new(replaced(key)), Box::new(replaced(value))),
            other => other.clone(),
        }
    }

    /// The element type if this is a list, or perhaps a list.
    pub fn list_element(&self) -> Option<&Type> {
        match self {
            Type::List(element) => Some(element),
            Type::Option(inner) => inner.list_element(),
            _ => None,
        }
    }

    /// The type in Rust, where `ffi` is the interface crate.
    pub fn rust(&self) -> String {
        match self {
            Type::Bool => "bool".to_owned(),
            Type::Int { signed, bits } => format!("{}{bits}", if *signed { 'i' } else { 'u' }),
            Type::Float { bits } => format!("f{bits}"),
            Type::String => "String".to_owned(),
            Type::Bytes => "Vec<u8>".to_owned(),
            Type::Object(name) => format!("Arc<ffi::{name}>"),
            Type::Custom { name, .. } | Type::Offset(name) | Type::Record(name) | Type::Enum(name) => format!("ffi::{name}"),
            Type::Duration => "std::time::Duration".to_owned(),
            Type::Time => "std::time::SystemTime".to_owned(),
            Type::Option(inner) => format!("Option<{}>", inner.rust()),
            Type::List(element) => format!("Vec<{}>", element.rust()),
            Type::Set(item) => format!("std::collections::HashSet<{}>", item.rust()),
            Type::Map(key, value) => format!("std::collections::HashMap<{}, {}>", key.rust(), value.rust()),
            Type::Callback { name, is_shared: true } => format!("Arc<dyn ffi::{name}>"),
            Type::Callback { name, is_shared: false } => format!("Box<dyn ffi::{name}>"),
        }
    }

    /// Whether this is a choice with data, which crosses as an object of the same name.
    pub fn is_data(&self) -> bool {
        matches!(self, Type::Custom { name, via } if **via == Type::Object(name.clone()))
    }

    /// Whether this is a function of the caller's, or perhaps one.
    pub fn is_callback(&self) -> bool {
        matches!(self.without_option(), Type::Callback { .. })
    }

    /// The types inside options and collections.
    pub fn leaves(&self) -> Vec<&Type> {
        match self {
            Type::Option(inner) | Type::List(inner) | Type::Set(inner) => inner.leaves(),
            Type::Map(key, value) => key.leaves().into_iter().chain(value.leaves()).collect(),
            other => vec![other],
        }
    }

    /// The type inside `Option`, or the type itself.
    pub fn without_option(&self) -> &Type {
        match self {
            Type::Option(inner) => inner,
            other => other,
        }
    }

    /// Whether this is a list of texts, some of which may be absent.
    pub fn is_list_of_maybe_texts(&self) -> bool {
        self.list_element().is_some_and(|element| *element == Type::Option(Box::new(Type::String)))
    }

    /// Whether this is a number or a truth value.
    pub fn is_scalar(&self) -> bool {
        matches!(self, Type::Bool | Type::Int { .. } | Type::Float { .. } | Type::Offset(_))
    }

    /// Whether this is an `Option`.
    pub fn is_option(&self) -> bool {
        matches!(self, Type::Option(_))
    }
}

impl Role {
    /// The same of an interface as other languages know it.
    pub fn plain(&mut self) {
        match self {
            Role::Call(_, function) | Role::CompareTexts(function) => Plain::plain(&mut **function),
            Role::RecordNew(fields) => fields.iter_mut().for_each(Plain::plain),
            Role::RecordField(field) | Role::ErrorField(_, field) => Plain::plain(field),
            Role::View(role) | Role::Plain(role) | Role::InCharacters(role) => role.plain(),
            _ => {}
        }
    }
}

/// What has types in it, as other languages know them.
trait Plain {
    fn plain(&mut self);
}

impl Plain for Type {
    fn plain(&mut self) {
        *self = Type::plain(self);
    }
}

impl Plain for Argument {
    fn plain(&mut self) {
        Plain::plain(&mut self.ty);
    }
}

impl Plain for Field {
    fn plain(&mut self) {
        Plain::plain(&mut self.ty);
    }
}

impl Plain for Function {
    fn plain(&mut self) {
        self.arguments.iter_mut().for_each(Plain::plain);
        self.returns.iter_mut().for_each(Plain::plain);
    }
}

impl Interface {
    /// The interface as other languages know it.
    pub fn plain(&self) -> Interface {
        let mut plain = self.clone();
        for Object { primary, constructors, methods, list_of, .. } in &mut plain.objects {
            primary.iter_mut().chain(constructors).chain(methods).for_each(Plain::plain);
            list_of.iter_mut().for_each(Plain::plain);
        }
        for Record { fields, methods, .. } in &mut plain.records {
            fields.iter_mut().for_each(Plain::plain);
            methods.iter_mut().for_each(Plain::plain);
        }
        plain.data.clear();
        plain.enums.iter_mut().for_each(|Enum { methods, .. }| methods.iter_mut().for_each(Plain::plain));
        plain.callbacks.iter_mut().for_each(|Callback { arguments, .. }| arguments.iter_mut().for_each(Plain::plain));
        plain.functions.iter_mut().for_each(Plain::plain);
        plain
    }
}
