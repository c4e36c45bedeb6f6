//! What can go wrong: hierarchies of errors, as Rust declares them and as languages with classes have them.

use super::{Docs, Field, Interface, Name, Type};

/// The first code of the interface's own errors: every library has those below.
pub const FIRST_ERROR: i32 = 16;

/// The class that all errors have in common where there are several hierarchies of them.
pub const ANY_ERROR: &str = "LibraryError";

/// A hierarchy of errors: one base, one class per variant.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// The name of the Rust enum, and of the base class.
    pub name: Name,
    /// When it occurs.
    pub docs: Docs,
    /// The kinds of error, in order.
    pub variants: Vec<ErrorVariant>,
    /// The fields that every variant has: those of the base class.
    pub common: Vec<Field>,
}

/// One kind of error.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorVariant {
    /// The name of the Rust variant, `Atom`.
    pub name: Name,
    /// The same, with the error's name in front where another error has a variant of that name.
    pub kind: Name,
    /// The name of its class, `AtomError`.
    pub class: Name,
    /// Its code, which never changes: programs are compiled with it.
    pub code: i32,
    /// When it occurs.
    pub docs: Docs,
    /// What it carries.
    pub fields: Vec<Field>,
}

/// A class of errors, for languages that have classes.
#[derive(Debug, Clone)]
pub struct ErrorClass<'a> {
    /// Its name.
    pub name: Name,
    /// The class that it stands on; none if it is the root.
    pub base: Option<Name>,
    /// When it occurs.
    pub docs: &'a str,
    /// The code of a kind; none of what only has kinds.
    pub code: Option<i32>,
    /// What it carries: first what its base class carries.
    pub fields: Vec<&'a Field>,
    /// How many of the fields are those of the base class.
    pub inherited: usize,
}

impl<'a> ErrorClass<'a> {
    fn new(
        name: Name,
        base: Option<&ErrorClass<'a>>,
        docs: &'a str,
        code: Option<i32>,
        carried: impl IntoIterator<Item = &'a Field>,
    ) -> Self {
        let mut fields = base.map(|base| base.fields.clone()).unwrap_or_default();
        let inherited = fields.len();
        for field in carried {
            if !fields.iter().any(|known| known.name == field.name) {
                fields.push(field);
            }
        }
        Self { name, base: base.map(|base| base.name.clone()), docs, code, fields, inherited }
    }

    /// What its base class does not carry.
    pub fn own(&self) -> &[&'a Field] {
        &self.fields[self.inherited..]
    }
}

/// Whether a field is among others.
fn has_field(fields: &[Field], field: &Field) -> bool {
    fields.iter().any(|own| own.name == field.name)
}

impl ErrorVariant {
    /// Whether it carries that field.
    pub fn has(&self, field: &Field) -> bool {
        has_field(&self.fields, field)
    }
}

impl Interface {
    /// The variants of all errors.
    pub fn error_variants(&self) -> impl Iterator<Item = &ErrorVariant> {
        self.errors.iter().flat_map(|error| &error.variants)
    }

    /// The classes of errors: the root first, and each after the one that it stands on. None if nothing can fail.
    pub fn error_classes(&self) -> Vec<ErrorClass<'_>> {
        let Some((first, others)) = self.errors.split_first() else { return vec![] };
        let mut classes = vec![];
        if !others.is_empty() {
            let in_all = |field: &&Field| others.iter().all(|error| has_field(&error.common, field));
            let common = first.common.iter().filter(in_all);
            classes.push(ErrorClass::new(Name::new(ANY_ERROR), None, "Any error of this library.", None, common));
        }
        for error in &self.errors {
            let root = classes.first().filter(|_| !others.is_empty());
            let base = ErrorClass::new(error.name.clone(), root, &error.docs, None, &error.common);
            let kinds =
                error.variants.iter().map(|v| ErrorClass::new(v.class.clone(), Some(&base), &v.docs, Some(v.code), &v.fields));
            let kinds: Vec<_> = kinds.collect();
            classes.push(base);
            classes.extend(kinds);
        }
        classes
    }

    /// The place of an offset field among what is told of an error to other languages, counted in characters: those stand after all
    /// fields.
    pub fn in_characters(&self, field: &Field) -> Option<usize> {
        let at = self.offsets().position(|offset| offset.name == field.name)?;
        Some(self.error_fields.len() + at)
    }

    /// The fields of errors that are offsets.
    pub fn offsets(&self) -> impl Iterator<Item = &Field> {
        self.error_fields.iter().filter(|field| matches!(field.ty, Type::Offset(_)))
    }
}
