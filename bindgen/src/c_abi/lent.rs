//! What is lent: text inside of an object, elements inside of a list. Nothing is made, and nothing has to be freed.

use super::{Builder, CFunction, CType, Parameter, Role, argument_parameters, list_name, map_name, type_name};
use crate::interface::*;

/// After each symbol that gives text which belongs to its object, the same text lent.
pub(super) fn with_views(functions: Vec<CFunction>) -> Vec<CFunction> {
    let both = |function: CFunction| {
        let view = is_lent(&function.role).then(|| view(&function));
        std::iter::once(function).chain(view)
    };
    functions.into_iter().flat_map(both).collect()
}

/// Whether a symbol gives text that belongs to its object.
fn is_lent(role: &Role) -> bool {
    match role {
        Role::Call(_, function) => function.lends,
        Role::RecordField(field) => *field.ty.without_option() == Type::String,
        _ => false,
    }
}

fn view(function: &CFunction) -> CFunction {
    let mut parameters = function.parameters.clone();
    let at = parameters.len() - usize::from(parameters.last().is_some_and(|last| last.name == "error"));
    parameters.insert(at, length());
    CFunction {
        symbol: format!("{}_view", function.symbol),
        docs: format!("{}\n{}", function.docs, lent("`self`")),
        parameters,
        returns: CType::Text,
        role: Role::View(Box::new(function.role.clone())),
    }
}

fn length() -> Parameter {
    Parameter { name: "length".into(), ty: CType::Out(Box::new(CType::Size)) }
}

/// What must be known of text that is lent.
fn lent(owner: &str) -> String {
    format!("Lent: it lives as long as {owner}, and has `length` bytes and no NUL after them.")
}

impl Builder {
    /// Lends an element of a list, unless it is a number.
    pub(super) fn peek(&self, element: &Type) -> Option<CFunction> {
        let c_name = list_name(&self.prefix, element);
        let mut parameters = self.this(CType::Handle(c_name.clone()));
        parameters.push(Parameter { name: "index".into(), ty: CType::Size });
        let (returns, what) = match element.without_option() {
            Type::String => (CType::Text, lent("the list")),
            Type::Bytes => (CType::Bytes, "Lent: they live as long as the list, and are `length` bytes.".to_owned()),
            Type::Object(name) | Type::Record(name) => {
                (CType::Handle(type_name(&self.prefix, name)), "Lent: it lives as long as the list. Do not free it.".to_owned())
            }
            Type::List(inner) => {
                (CType::Handle(list_name(&self.prefix, inner)), "Lent: it lives as long as the list. Do not free it.".to_owned())
            }
            Type::Map(key, value) => (
                CType::Handle(map_name(&self.prefix, key, value)),
                "Lent: it lives as long as the list. Do not free it.".to_owned(),
            ),
            _ => return None,
        };
        if !matches!(returns, CType::Handle(_)) {
            parameters.push(length());
        }
        let docs = format!("The element at `index`, from 0 on; NULL past the end.\n{what}");
        Some(self.function(format!("{c_name}_peek"), &docs, parameters, returns, Role::Peek))
    }

    /// Compares two texts at once, for types that are ordered and read from text alone.
    pub(super) fn compare_texts(&self, object: &Object) -> Option<CFunction> {
        let primary = object.primary.as_ref().filter(|_| object.compares_texts())?;
        let text = |name: &str| argument_parameters(&self.prefix, &Name::new(name), &Type::String);
        let mut parameters = [text("a"), text("b")].concat();
        parameters.push(self.error_parameter());
        let docs = format!(
            "Reads two texts and compares them as {} values: -1, 0 or 1 as the first is less, equal or greater.",
            object.name
        );
        let symbol = format!("{}_compare_texts", type_name(&self.prefix, &object.name));
        let returns = CType::Int { signed: true, bits: 32 };
        Some(self.function(symbol, &docs, parameters, returns, Role::CompareTexts(Box::new(primary.clone()))))
    }
}
