//! Records of numbers, truth values and choices as plain C structs: nothing is made for one, and nothing is freed.

use super::{Abi, Builder, CFunction, CType, Parameter, Role, type_name};
use crate::interface::*;

impl Interface {
    /// Whether C can have a record as a plain struct: all that is in it is a number, a truth value, a choice, or such a record.
    pub fn is_plain(&self, record: &Record) -> bool {
        let is_plain = |ty: &Type| match ty {
            Type::Bool | Type::Int { .. } | Type::Float { .. } | Type::Enum(_) => true,
            Type::Record(name) => self.is_plain(self.record(name)),
            _ => false,
        };
        !record.fields.is_empty() && record.fields.iter().all(|field| is_plain(&field.ty))
    }

    /// The records that C can have as plain structs, each after those in it.
    pub fn plain_records(&self) -> Vec<&Record> {
        let mut records = vec![];
        self.records.iter().filter(|record| self.is_plain(record)).for_each(|record| self.put_plain(record, &mut records));
        records
    }

    fn put_plain<'a>(&'a self, record: &'a Record, into: &mut Vec<&'a Record>) {
        for field in &record.fields {
            if let Type::Record(name) = &field.ty {
                self.put_plain(self.record(name), into);
            }
        }
        if !into.iter().any(|known| known.name == record.name) {
            into.push(record);
        }
    }
}

/// `polyatom_point_plain`: the C name of a record's plain struct.
pub fn plain_name(prefix: &str, name: &Name) -> String {
    format!("{}_plain", type_name(prefix, name))
}

impl Builder {
    /// After each symbol that takes or gives a record that can be a plain struct, the same with plain structs.
    pub(super) fn with_plain(&self, functions: Vec<CFunction>) -> Vec<CFunction> {
        let both = |function: CFunction| {
            let plain = self.plain(&function);
            std::iter::once(function).chain(plain)
        };
        functions.into_iter().flat_map(both).collect()
    }

    fn plain(&self, function: &CFunction) -> Option<CFunction> {
        let (arguments, returns) = match &function.role {
            Role::Call(_, call) => (&call.arguments[..], call.returns.as_ref()),
            Role::ListGet | Role::ListNew => (&[][..], None),
            _ => return None,
        };
        // What crosses as a record, and is another type in Rust, is a handle.
        let is_other = |ty: &Type| ty.crossing() != *ty;
        if arguments.iter().map(|argument| &argument.ty).chain(returns).any(is_other) {
            return None;
        }
        let is_option = |parameter: &Parameter| {
            arguments.iter().any(|a| a.ty.is_option() && super::parameter_name(&a.name) == parameter.name)
        };
        let parameter = |p: &Parameter| match self.as_plain(&p.ty) {
            Some(ty @ CType::Plain(_)) if is_option(p) => Parameter { ty: CType::Optional(Box::new(ty)), ..p.clone() },
            Some(ty) => Parameter { ty, ..p.clone() },
            None => p.clone(),
        };
        let mut parameters: Vec<_> = function.parameters.iter().map(parameter).collect();
        let mut result = self.as_plain(&function.returns).unwrap_or_else(|| function.returns.clone());
        if result != function.returns && returns.is_some_and(Type::is_option) {
            let at = parameters.len() - usize::from(parameters.last().is_some_and(|last| last.name == "error"));
            parameters.insert(at, Parameter { name: "value".into(), ty: CType::Out(Box::new(result)) });
            result = CType::Bool;
        }
        (parameters != function.parameters || result != function.returns).then(|| CFunction {
            symbol: format!("{}_plain", function.symbol),
            docs: format!("{}(), with plain structs.", function.symbol),
            parameters,
            returns: result,
            role: Role::Plain(Box::new(function.role.clone())),
        })
    }

    /// The plain struct, or an array of them, for a handle.
    fn as_plain(&self, ty: &CType) -> Option<CType> {
        match ty {
            CType::Handle(handle) | CType::OwnedHandle(handle) => {
                let name = self.plain.iter().find(|name| type_name(&self.prefix, name) == *handle)?;
                Some(CType::Plain((*name).clone()))
            }
            CType::Array(item) => Some(CType::Array(Box::new(self.as_plain(item)?))),
            _ => None,
        }
    }
}

impl Abi {
    /// The records that functions take or give as plain structs, each after those in it.
    pub fn plain_records<'a>(&self, interface: &'a Interface) -> Vec<&'a Record> {
        let is_called = self.functions().any(|function| matches!(function.role, Role::Plain(_)));
        if is_called { interface.plain_records() } else { vec![] }
    }
}
