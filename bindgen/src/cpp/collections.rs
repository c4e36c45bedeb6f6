//! What the standard library has for C's lists and maps, and how they are made for C where they stand in each other.

use super::types;
use crate::c_abi::{element_name, list_name, map_name};
use crate::interface::*;

/// What reads a list or a map of C.
pub struct Collection {
    /// `u32_list`: the last part of its functions' names.
    pub name: String,
    pub c_name: String,
    pub ty: String,
    /// The statements that read `list` or `map`, to the end.
    pub body: String,
    /// What the handle is called.
    pub handle: &'static str,
}

/// What makes a list or a map for C.
pub struct Made {
    pub name: String,
    pub c_name: String,
    /// The parameter.
    pub given: String,
    /// The statements before the call.
    pub before: String,
    pub passed: String,
}

/// All collections, and the lists that maps lend.
pub fn all(interface: &Interface, prefix: &str) -> Vec<Collection> {
    let lent = interface.maps().into_iter().flat_map(|(key, value)| [key, value]).map(|element| Type::List(Box::new(element)));
    let mut types = interface.collections();
    types.extend(lent);
    types.iter().map(|ty| collection(prefix, ty)).collect()
}

fn collection(prefix: &str, ty: &Type) -> Collection {
    let (c_name, handle, body) = match ty {
        Type::List(element) => {
            let c_name = list_name(prefix, &element.listed());
            let add = types::add(&c_name, element);
            let body = format!(
                "{0} items;\n    const std::size_t count = {c_name}_length(list);\n    items.reserve(count);\n    \
                 for (std::size_t place = 0; place < count; place++) {{\n        {add}\n    }}\n    return items;",
                types::owned(ty)
            );
            (c_name, "list", body)
        }
        Type::Set(item) => {
            let c_name = list_name(prefix, &item.listed());
            let ty = types::owned(ty);
            let add = types::add(&c_name, item);
            let body = format!(
                "std::vector<{}> items;\n    const std::size_t count = {c_name}_length(list);\n    \
                 for (std::size_t place = 0; place < count; place++) {{\n        {add}\n    }}\n    \
                 return {ty}(items.begin(), items.end());",
                types::owned(item)
            );
            (c_name, "list", body)
        }
        Type::Map(key, value) => {
            let c_name = map_name(prefix, key, &value.listed());
            let read = |part: &str, element: &Type| {
                format!("{}({c_name}_{part}(map))", types::function("read", &Type::List(Box::new(element.clone()))))
            };
            let body = format!(
                "{} items;\n    auto keys = {};\n    auto values = {};\n    \
                 for (std::size_t place = 0; place < keys.size(); place++) {{\n        \
                 items.emplace_hint(items.end(), std::move(keys[place]), std::move(values[place]));\n    }}\n    return items;",
                types::owned(ty),
                read("keys", key),
                read("values", value)
            );
            (c_name, "map", body)
        }
        other => unreachable!("{other:?} is no collection"),
    };
    Collection { name: element_name(ty), c_name, ty: types::owned(ty), body, handle }
}

/// What is made before what it stands in, and every map.
pub fn made(interface: &Interface, prefix: &str) -> Vec<Made> {
    let inner = interface.inner_collections();
    let is_made = |ty: &&Type| matches!(ty, Type::Map(..)) || inner.contains(*ty);
    interface.collections().iter().filter(is_made).map(|ty| one_made(prefix, ty)).collect()
}

fn one_made(prefix: &str, ty: &Type) -> Made {
    let list = |element: &Type| Type::List(Box::new(element.clone()));
    let given = |name: &str, ty: &Type| types::given(prefix, name, ty);
    let (c_name, before, passed) = match ty {
        Type::Map(key, value) => {
            let (keys, values) = (list(key), list(value));
            let before = format!(
                "{} key_items;\n    {} value_items;\n    for (const auto &[key, value] : items) {{\n        \
                 key_items.push_back(key);\n        value_items.push_back(value);\n    }}\n    {} keys = key_items;\n    \
                 {} values = value_items;\n    ",
                types::owned(&keys),
                types::owned(&values),
                types::parameter(&keys),
                types::parameter(&values)
            );
            let mut passed = given("keys", &keys);
            // There are as many keys as values.
            passed.pop();
            passed.extend(given("values", &values));
            (map_name(prefix, key, &value.listed()), before, passed)
        }
        Type::List(element) | Type::Set(element) => (list_name(prefix, &element.listed()), String::new(), given("items", ty)),
        other => unreachable!("{other:?} is no collection"),
    };
    Made { name: element_name(ty), c_name, given: types::parameter(ty), before, passed: passed.join(", ") }
}
