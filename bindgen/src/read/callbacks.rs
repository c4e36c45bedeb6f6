//! Functions of the caller's.

use super::{Callable, Reader, docs, keeps_its_name};
use crate::interface::*;
use crate::names::rust_identifier;
use anyhow::{Result, bail, ensure};

impl Reader<'_> {
    /// A trait that other languages implement, by a function.
    pub(super) fn callback(&self, name: &str, rust_name: Option<&str>, about: Option<&str>) -> Result<Callback> {
        keeps_its_name(name, rust_name)?;
        let methods = self.members.told.get(name).map_or(&[][..], Vec::as_slice);
        let [method] = methods else { bail!("{name}: a callback has one method, for languages give a function for it") };
        let full_name = format!("{name}.{}", method.name);
        ensure!(method.throws.is_none(), "{full_name}: a callback cannot fail; what goes wrong in it stops the call");
        let callable = Callable {
            owner: Some(name),
            name: &method.name,
            rust_name: method.orig_name.as_deref().unwrap_or(&method.name),
            is_async: method.is_async,
            inputs: &method.inputs,
            returns: method.return_type.as_ref(),
            throws: None,
            docs: method.docstring.as_deref(),
            is_method: true,
        };
        let read = self.function(&callable)?;
        let is_told = |argument: &&Argument| {
            let is_plain = matches!(argument.ty, Type::Bool | Type::Int { .. } | Type::Float { .. } | Type::String);
            is_plain && argument.default.is_none()
        };
        let untold = read.arguments.iter().filter(|argument| !is_told(argument));
        let untold: Vec<_> = untold
            .map(|argument| format!("{full_name}({}): a callback is told numbers, truth values and texts", argument.name))
            .collect();
        ensure!(untold.is_empty(), "{}", untold.join("\n"));
        ensure!(
            matches!(read.returns, None | Some(Type::Bool)),
            "{full_name}: a callback gives nothing, or a truth value: whether the call goes on"
        );
        let about = [docs(about), read.docs].into_iter().filter(|docs| !docs.is_empty()).collect::<Vec<_>>().join("\n\n");
        Ok(Callback {
            name: Name::new(name),
            docs: about,
            method: rust_identifier(callable.rust_name),
            answers: read.returns.is_some(),
            arguments: read.arguments,
        })
    }
}
