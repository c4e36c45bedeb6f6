//! Lists, sets and maps: which there are, and how they stand in each other.

use super::{Interface, Type};
use std::collections::BTreeSet;

impl Type {
    /// Whether this is a list, a set or a map.
    pub fn is_collection(&self) -> bool {
        matches!(self, Type::List(_) | Type::Set(_) | Type::Map(..))
    }

    /// Whether there is a set or a map in it, which crosses as what is sorted.
    pub fn has_hashed(&self) -> bool {
        match self {
            Type::Set(_) | Type::Map(..) => true,
            Type::Option(inner) | Type::List(inner) => inner.has_hashed(),
            _ => false,
        }
    }

    /// The type as C's names tell it: a set is a list of items that differ.
    pub fn listed(&self) -> Type {
        match self.plain() {
            Type::Set(item) => Type::List(Box::new(item.listed())),
            Type::List(element) => Type::List(Box::new(element.listed())),
            Type::Map(key, value) => Type::Map(key, Box::new(value.listed())),
            Type::Option(inner) => Type::Option(Box::new(inner.listed())),
            other => other,
        }
    }

    /// Adds the collections in this type: itself, and what stands in it.
    fn add_collections(&self, found: &mut BTreeSet<Type>) {
        match self {
            Type::Option(inner) => return inner.add_collections(found),
            Type::List(inner) | Type::Set(inner) => inner.add_collections(found),
            Type::Map(_, value) => value.add_collections(found),
            _ => return,
        }
        found.insert(self.clone());
    }

    /// What stands in this collection, and is a collection too.
    fn inner_collections(&self) -> Vec<&Type> {
        let inner = match self {
            Type::List(inner) | Type::Set(inner) | Type::Map(_, inner) => inner.without_option(),
            _ => return vec![],
        };
        if inner.is_collection() { vec![inner] } else { vec![] }
    }
}

impl Interface {
    /// Every collection that crosses somewhere, as other languages know it, sorted and without repetition.
    pub fn collections(&self) -> BTreeSet<Type> {
        let mut found = BTreeSet::new();
        self.types().for_each(|ty| ty.plain().add_collections(&mut found));
        found
    }

    /// The collections that stand in others.
    pub fn inner_collections(&self) -> BTreeSet<Type> {
        self.collections().iter().flat_map(Type::inner_collections).cloned().collect()
    }

    /// The keys and values of every map.
    pub fn maps(&self) -> Vec<(Type, Type)> {
        let maps = self.collections().into_iter().filter_map(|ty| match ty {
            Type::Map(key, value) => Some((*key, *value)),
            _ => None,
        });
        maps.collect()
    }

    /// Every type that is somewhere an element of a list, an item of a set, or a key or value of a map.
    pub fn elements(&self) -> BTreeSet<Type> {
        let elements = self.collections().into_iter().flat_map(|ty| match ty {
            Type::List(element) | Type::Set(element) => vec![*element],
            Type::Map(key, value) => vec![*key, *value],
            _ => vec![],
        });
        elements.collect()
    }

    /// The same as the elements of C's lists: the keys of a map, and its values, are lists there.
    pub fn list_elements(&self) -> Vec<Type> {
        let elements: BTreeSet<Type> = self.elements().iter().map(Type::listed).collect();
        elements.into_iter().collect()
    }
}
