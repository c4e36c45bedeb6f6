//! Maps, and what stands in other collections: handles that are made before the call, and taken after it.

use super::Go;
use super::function::{call, indented};
use super::lower::{Failure, Lowered};
use crate::c_abi::{list_name, map_name};
use crate::interface::*;
use askama::Template;

#[derive(Template)]
#[template(path = "go/collections.go.txt", escape = "none")]
struct Collections {
    maps: Vec<Map>,
    made: Vec<Made>,
    /// The functions that read lists that are lent.
    lists: Vec<String>,
}

struct Map {
    take: String,
    free: String,
    ty: String,
    keys: String,
    values: String,
}

/// What is made before what it stands in.
struct Made {
    lower: String,
    free: String,
    c_name: String,
    ty: String,
    /// Whether keys and values are passed.
    is_map: bool,
    body: String,
    kept: Vec<String>,
}

impl Go<'_> {
    /// The file of what collections need beside lists, if there is any.
    pub fn collections(&self) -> Option<String> {
        let interface = self.interface;
        let (all, inner) = (interface.collections(), interface.inner_collections());
        let maps = interface.maps();
        let has_sets = all.iter().any(|ty| matches!(ty, Type::Set(_)));
        if inner.is_empty() && maps.is_empty() && !has_sets {
            return None;
        }
        let is_made = |ty: &&Type| matches!(ty, Type::Map(..)) || inner.contains(*ty);
        let is_lent = |element: &&Type| maps.iter().any(|(key, value)| key == *element || value == *element);
        let template = Collections {
            maps: maps.iter().map(|(key, value)| self.map(key, value)).collect(),
            made: all.iter().filter(is_made).map(|ty| self.made(ty)).collect(),
            lists: interface.elements().iter().filter(is_lent).map(|element| self.take_list("read", element)).collect(),
        };
        Some(self.file(&template.render().expect("rendering to a String cannot fail")))
    }

    fn map(&self, key: &Type, value: &Type) -> Map {
        let ty = Type::Map(Box::new(key.clone()), Box::new(value.clone()));
        let c_name = map_name(&self.abi.prefix, key, &value.listed());
        let read = |part: &str, element: &Type| {
            let size = if matches!(element, Type::Object(_)) { ", 0" } else { "" };
            format!("{}(C.go_{c_name}_{part}(handle){size})", self.list_function("read", element))
        };
        Map {
            take: self.collection_function("take", &ty),
            free: self.collection_function("free", &ty),
            ty: self.ty(&ty),
            keys: read("keys", key),
            values: read("values", value),
        }
    }

    fn made(&self, ty: &Type) -> Made {
        let failure = Failure::Returns(vec!["0".into()]);
        let list = |element: &Type| Type::List(Box::new(element.clone()));
        let (c_name, lowered) = match ty {
            Type::Map(key, value) => {
                let mut lowered = self.lower("keys", "keys", &list(key), &failure);
                // There are as many keys as values.
                lowered.passed.pop();
                lowered.append(self.lower("values", "values", &list(value), &failure));
                (map_name(&self.abi.prefix, key, &value.listed()), lowered)
            }
            Type::List(element) | Type::Set(element) => {
                (list_name(&self.abi.prefix, &element.listed()), self.lower("values", "values", ty, &failure))
            }
            other => unreachable!("{other:?} is no collection"),
        };
        let Lowered { before, passed, kept } = lowered;
        let new = call(&format!("go_{c_name}_new"), &passed);
        Made {
            lower: self.collection_function("lower", ty),
            free: self.collection_function("free", ty),
            c_name,
            ty: self.ty(ty),
            is_map: matches!(ty, Type::Map(..)),
            body: before.iter().chain([&new]).map(|statement| indented(statement)).collect(),
            kept,
        }
    }
}
