//! Special methods: a language's own syntax, `for item in bag`, `len(bag)`, `item in bag`, `a | b`, for methods of an object.

use super::glue::asks_for_py;
use super::layout::docstring;
use super::spelling::glue_identifier;
use super::types::{Lists, extracted, given};
use crate::interface::*;
use anyhow::{Context, Result, ensure};

/// A special method of a class, in the glue and in the stubs.
pub struct Special {
    /// Its definition in the glue.
    pub glue: String,
    /// Its definition in the stubs, with the docs of the method that it stands for.
    pub stub: String,
}

/// The special methods that an object's protocol asks for.
pub fn special_methods(interface: &Interface, object: &Object) -> Result<Vec<Special>> {
    let writer = Writer { interface, object };
    let protocol = &object.protocol;
    let operators = [
        ("or", &protocol.union),
        ("and", &protocol.intersection),
        ("sub", &protocol.difference),
        ("xor", &protocol.symmetric_difference),
    ];
    let mut special = vec![];
    special.extend(protocol.iterate.as_deref().map(|method| writer.iterate(method)).transpose()?);
    special.extend(protocol.length.as_deref().map(|method| writer.length(method)).transpose()?);
    special.extend(protocol.contains.as_deref().map(|method| writer.contains(method)).transpose()?);
    for (name, method) in operators {
        special.extend(method.as_deref().map(|method| writer.operator(name, method)).transpose()?);
    }
    Ok(special)
}

struct Writer<'a> {
    interface: &'a Interface,
    object: &'a Object,
}

impl<'a> Writer<'a> {
    fn iterate(&self, method: &str) -> Result<Special> {
        let method = self.method(method, 0)?;
        let Some(Type::List(item)) = &method.returns else { return self.refuse(method, "give a list") };
        let call = call(method, &["py"]);
        Ok(Special {
            glue: format!(
                "fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {{ {call}?.try_iter() }}"
            ),
            stub: documented(&format!("def __iter__(self) -> Iterator[{}]:", given(item, Lists::Fresh)), method),
        })
    }

    fn length(&self, method: &str) -> Result<Special> {
        let method = self.method(method, 0)?;
        let Some(Type::Int { .. }) = &method.returns else { return self.refuse(method, "give a number") };
        let (py, call) = (py_parameter(method), call(method, &["py"]));
        Ok(Special {
            glue: format!("fn __len__(&self{py}) -> PyResult<usize> {{ Ok(usize::try_from({call}?)?) }}"),
            stub: documented("def __len__(self) -> int:", method),
        })
    }

    /// What cannot be an item is not in it, as in Python's own containers.
    fn contains(&self, method: &str) -> Result<Special> {
        let method = self.method(method, 1)?;
        let Some(Type::Bool) = &method.returns else { return self.refuse(method, "give a truth value") };
        let item = extracted(self.interface, &method.arguments[0].ty, method.arguments[0].by_ref);
        let call = call(method, &["item.py()", "value"]);
        Ok(Special {
            glue: format!(
                "fn __contains__(&self, item: &Bound<'_, PyAny>) -> PyResult<bool> {{
                    runtime::contains(item, |value: {item}| {call})
                }}"
            ),
            stub: documented("def __contains__(self, item: object, /) -> bool:", method),
        })
    }

    /// PyO3 gives `NotImplemented` where the other operand is of another type.
    fn operator(&self, name: &str, method: &str) -> Result<Special> {
        let method = self.method(method, 1)?;
        let (class, own) = (self.object.name.pascal(), Type::Object(self.object.name.clone()));
        let takes_own = method.arguments[0].ty == own && method.returns.as_ref() == Some(&own);
        if !takes_own {
            return self.refuse(method, &format!("take and give a {class}"));
        }
        let (py, call) = (py_parameter(method), call(method, &["py", "other"]));
        Ok(Special {
            glue: format!(
                "fn __{name}__(&self{py}, other: runtime::Instance<'_, {class}>) -> PyResult<runtime::Made<{class}>> {{ {call} }}"
            ),
            // Python adds the reflected method to every operator of an extension type.
            stub: ["", "r"]
                .map(|r| documented(&format!("def __{r}{name}__(self, other: {class}, /) -> {class}:"), method))
                .join("\n"),
        })
    }

    /// The method, which must do with that many arguments.
    fn method(&self, name: &str, arguments: usize) -> Result<&'a Function> {
        let method = self.object.method(name).with_context(|| format!("{} has no method {name}", self.object.name))?;
        let object = &self.object.name;
        ensure!(method.arguments.len() == arguments, "{object}.{name}: a method of a protocol takes {arguments} arguments here");
        ensure!(!method.is_variadic, "{object}.{name}: a method of a protocol cannot be variadic");
        Ok(method)
    }

    fn refuse<T>(&self, method: &Function, need: &str) -> Result<T> {
        anyhow::bail!("{}.{}: to stand for Python's syntax it must {need}", self.object.name, method.name)
    }
}

/// A method's stub, with its docs.
fn documented(header: &str, method: &Function) -> String {
    format!("    {header}\n{}", docstring(&method.docs, "        "))
}

/// The parameter of a special method that its method asks for.
fn py_parameter(method: &Function) -> &'static str {
    if asks_for_py(method) { ", py: Python<'_>" } else { "" }
}

/// The call of a method's glue; the first argument is the interpreter, for those that ask for it.
fn call(method: &Function, arguments: &[&str]) -> String {
    let arguments = if asks_for_py(method) { arguments } else { &arguments[1..] };
    format!("self.{}({})", glue_identifier(&method.name), arguments.join(", "))
}
