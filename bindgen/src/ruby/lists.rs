//! `lists.rb`: lists, sets and maps on their way from C, and to where they stand in other values.

use super::convert::{argument, list_element, list_method, make_method, map_method, passed};
use crate::c_abi::{list_name, map_name};
use crate::interface::*;
use crate::output::MARKER;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "ruby/lists.rb", escape = "none")]
struct Lists<'a> {
    marker: &'a str,
    module: String,
    /// Whether there are sets.
    has_sets: bool,
    lists: Vec<List>,
    maps: Vec<Map>,
    made: Vec<Made>,
}

struct List {
    take: String,
    /// What reads a list that is lent, if some are.
    read: Option<String>,
    c_name: String,
    element: String,
}

struct Map {
    take: String,
    c_name: String,
    keys: String,
    values: String,
}

/// What is made for C before what it stands in.
struct Made {
    name: String,
    c_name: String,
    /// The statements that check what it is made of.
    checks: Vec<String>,
    passed: String,
}

/// The file's text.
pub fn lists(interface: &Interface) -> Result<String> {
    let prefix = interface.namespace.snake();
    let maps = interface.maps();
    let is_lent = |element: &Type| maps.iter().any(|(key, value)| key == element || value == element);
    let list = |element: &Type| List {
        take: list_method("take", element),
        read: is_lent(element).then(|| list_method("read", element)),
        c_name: list_name(&prefix, &element.listed()),
        element: list_element(&prefix, element),
    };
    let map = |(key, value): &(Type, Type)| Map {
        take: map_method("take", key, value),
        c_name: map_name(&prefix, key, &value.listed()),
        keys: list_method("read", key),
        values: list_method("read", value),
    };
    let mut lists: Vec<_> = interface.elements().iter().map(list).collect();
    lists.dedup_by(|a, b| a.take == b.take);
    let is_map = |ty: &Type| matches!(ty, Type::Map(..));
    let inner = interface.inner_collections();
    let collections = interface.collections();
    let has_sets = collections.iter().any(|ty| matches!(ty, Type::Set(_)));
    let mut made: Vec<_> =
        collections.iter().filter(|ty| is_map(ty) || inner.contains(ty)).map(|ty| self::made(&prefix, ty)).collect();
    // A set is made as a list is.
    made.sort_by(|a, b| a.name.cmp(&b.name));
    made.dedup_by(|a, b| a.name == b.name);
    let maps = maps.iter().map(map).collect();
    Ok(Lists { marker: MARKER, module: interface.namespace.pascal(), has_sets, lists, maps, made }.render()?)
}

fn made(prefix: &str, ty: &Type) -> Made {
    let check = |x: &str, ty: &Type| argument(x, ty, false, false).check;
    let list = |element: &Type| Type::List(Box::new(element.clone()));
    let (c_name, parts) = match ty {
        Type::Map(key, value) => (map_name(prefix, key, &value.listed()), vec![("keys", list(key)), ("values", list(value))]),
        Type::List(element) | Type::Set(element) => (list_name(prefix, &element.listed()), vec![("values", list(element))]),
        other => unreachable!("{other:?} is no collection"),
    };
    let mut given: Vec<_> = parts.iter().map(|(x, ty)| passed(x, ty)).collect();
    if let [keys, _] = &mut given[..] {
        // There are as many keys as values.
        keys.pop();
    }
    let taken = if parts.len() > 1 {
        vec!["values = Native.map(values)".to_owned(), "keys = values.keys".to_owned(), "values = values.values".to_owned()]
    } else {
        vec![]
    };
    let checks = taken.into_iter().chain(parts.iter().filter_map(|(x, ty)| check(x, ty))).collect();
    Made { name: make_method(ty), c_name, checks, passed: given.concat().join(", ") }
}
