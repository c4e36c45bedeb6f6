//! Functions of the caller's: what they are in Go, and the way from C to them.

use super::Go;
use super::docs::{self, Kind};
use super::types::c_scalar;
use crate::c::spelled;
use crate::c_abi::{Abi, CCallback, CType};
use crate::interface::*;
use crate::output::MARKER;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "go/callbacks.go.txt", escape = "none")]
struct Callbacks<'a> {
    marker: &'a str,
    package: &'a str,
    callbacks: Vec<Function>,
}

/// A type of functions.
struct Function {
    docs: String,
    name: String,
    /// The parameters and the result.
    signature: String,
    /// The name of the function that C calls.
    exported: String,
    /// Its parameters.
    parameters: String,
    /// What it makes of them.
    passed: String,
    answers: bool,
}

impl Go<'_> {
    /// The file of callbacks, if there are any.
    pub fn callbacks(&self) -> Result<Option<String>> {
        let callbacks: Vec<_> = self.interface.callbacks.iter().map(|callback| self.callback(callback)).collect();
        if callbacks.is_empty() {
            return Ok(None);
        }
        let text = Callbacks { marker: MARKER, package: &self.package, callbacks }.render()?;
        Ok(Some(format!("{}\n", text.trim_end())))
    }

    fn callback(&self, callback: &Callback) -> Function {
        let name = self.names.exported(&callback.name);
        let argument = |a: &Argument| self.names.argument(&a.name, "user");
        let told: Vec<_> = callback.arguments.iter().map(|a| format!("{} {}", argument(a), self.ty(&a.ty))).collect();
        let given = |a: &Argument| match a.ty {
            Type::String => format!("{0} *C.char, {0}Length C.size_t", argument(a)),
            _ => format!("{} C.{}", argument(a), c_scalar(&a.ty)),
        };
        let passed = |a: &Argument| match a.ty {
            Type::String => format!("lent({0}, {0}Length)", argument(a)),
            _ => format!("{}({})", self.ty(&a.ty), argument(a)),
        };
        let stops =
            if callback.answers { " If it returns false, the call stops; so it does when the context is done." } else { "" };
        let text = format!("{}\n\nIt may be nil.{stops}", callback.docs);
        Function {
            docs: docs::comment(&name, Kind::Type, &self.linked(&text), ""),
            name,
            signature: format!("({}){}", told.join(", "), if callback.answers { " bool" } else { "" }),
            exported: exported(&self.abi.prefix, &callback.name),
            parameters: callback.arguments.iter().map(|a| format!(", {}", given(a))).collect(),
            passed: callback.arguments.iter().map(passed).collect::<Vec<_>>().join(", "),
            answers: callback.answers,
        }
    }
}

/// The name of the Go function that C calls.
fn exported(prefix: &str, name: &Name) -> String {
    format!("{prefix}_go_{}", name.snake())
}

/// The function that is given to the library, of the type that its header has.
pub fn trampoline(name: &Name) -> String {
    format!("go_call_{}", name.snake())
}

/// The C functions that are given to the library, and the Go functions that they call.
pub fn trampolines(abi: &Abi) -> String {
    abi.callbacks.iter().map(|callback| given(&abi.prefix, callback)).collect()
}

fn given(prefix: &str, callback: &CCallback) -> String {
    let told = &callback.parameters[1..];
    // Go has no const.
    let bare = |ty: &CType| spelled(prefix, ty).replace("const ", "");
    let declared = |ty: String, name: &str| if ty.ends_with('*') { format!(", {ty}{name}") } else { format!(", {ty} {name}") };
    let of_go: String = told.iter().map(|p| declared(bare(&p.ty), &p.name)).collect();
    let of_c: String = told.iter().map(|p| declared(spelled(prefix, &p.ty), &p.name)).collect();
    let passed: String = told
        .iter()
        .map(|p| if p.ty == CType::Text { format!(", ({}){}", bare(&p.ty), p.name) } else { format!(", {}", p.name) })
        .collect();
    let (exported, trampoline) = (exported(prefix, &callback.name), trampoline(&callback.name));
    let (returns, back) = if callback.answers { ("bool", "return ") } else { ("void", "") };
    format!(
        "extern {returns} {exported}(uintptr_t user{of_go});\n\n\
         static inline {returns} {trampoline}(void *user{of_c}) {{\n\t{back}{exported}((uintptr_t)user{passed});\n}}\n\n"
    )
}
