//! What every library has: its version, text and bytes, errors.

use super::{Builder, CType, Parameter, Role, Section, Subject, element_in, error_field_name, in_characters, uint64};
use crate::interface::*;

impl Builder {
    pub(super) fn error(&self, interface: &Interface) -> Section {
        let c_name = format!("{}_error", self.prefix);
        let read = CType::Handle(c_name.clone());
        let symbol = |suffix: &str| format!("{c_name}_{suffix}");
        let code = CType::Int { signed: true, bits: 32 };
        let fixed = |suffix: &str, docs: &str, returns| {
            self.function(symbol(suffix), docs, self.this(read.clone()), returns, Role::Fixed)
        };
        let mut functions = vec![
            fixed("code", "Which error it is.", code),
            fixed("message", "What went wrong, in full. It lives as long as the error.", CType::Text),
            fixed("backtrace", "Where Rust panicked, for a panic; else NULL. It lives as long as the error.", CType::Text),
        ];
        for (index, field) in interface.error_fields.iter().enumerate() {
            let mut parameters = self.this(read.clone());
            let returns = match field.ty.without_option() {
                Type::String => {
                    parameters.push(Parameter { name: "length".into(), ty: CType::Out(Box::new(CType::Size)) });
                    CType::Text
                }
                scalar => element_in(&self.prefix, scalar),
            };
            let docs = match returns {
                CType::Text => {
                    format!("{} NULL for errors without it. It lives as long as the error; `length` may be NULL.", field.docs)
                }
                _ => format!("{} 0 for errors without it.", field.docs),
            };
            let name = error_field_name(&field.name);
            let reading = |index| {
                self.function(symbol(&name), &docs, parameters.clone(), returns.clone(), Role::ErrorField(index, field.clone()))
            };
            functions.push(reading(index));
            if let Some(index) = interface.in_characters(field) {
                let mut function = reading(index);
                function.symbol = in_characters(&function.symbol);
                functions.push(function);
            }
        }
        let owned = self.this(CType::OwnedHandle(c_name.clone()));
        functions.push(self.function(symbol("free"), "Frees the error. NULL is allowed.", owned, CType::Void, Role::Fixed));
        Section { subject: Subject::Error, functions }
    }

    pub(super) fn library(&self) -> Section {
        let symbol = |suffix: &str| format!("{}_{suffix}", self.prefix);
        let fixed =
            |suffix: &str, docs: &str, parameters, returns| self.function(symbol(suffix), docs, parameters, returns, Role::Fixed);
        let parameter = |name: &str, ty| vec![Parameter { name: name.into(), ty }];
        let functions = vec![
            fixed("interface_hash", "The hash of the interface that the library was built with.", vec![], uint64()),
            fixed(
                "library_version_number",
                "The version of the library, as the macro of that name has the header's.",
                vec![],
                CType::Int { signed: false, bits: 32 },
            ),
            fixed(
                "serves",
                &format!(
                    "Whether the library can be used by what was made with the header of that interface and that version: its own, or an\n\
                     older one that promised no less. Worth a question where the library is loaded at run time:\n\
                     {0}_serves({1}_INTERFACE_HASH, {1}_VERSION_NUMBER).",
                    self.prefix,
                    self.prefix.to_uppercase()
                ),
                [parameter("interface_hash", uint64()), parameter("version_number", CType::Int { signed: false, bits: 32 })]
                    .concat(),
                CType::Bool,
            ),
            fixed(
                "live_objects",
                "How many handles and texts are not freed yet, in a library built to count them; else 0.",
                vec![],
                uint64(),
            ),
            fixed(
                "take_failure",
                "What went wrong last, on this thread, in a function that has no `error`: a panic, or an argument that it\nrefused. NULL if nothing did. It is given once, and replaced when something else goes wrong.",
                vec![],
                CType::OwnedHandle(format!("{}_error", self.prefix)),
            ),
            fixed(
                "on_failure",
                "Has a function called with `user`, on the thread that it happens on, whenever something goes wrong in a function\nthat has no `error`, so that whoever calls such functions often need not ask each time. It must not call into this\nlibrary. NULL for none, which is so at first.",
                [parameter("notify", CType::Callback(format!("{}_callback", self.prefix))), parameter("user", CType::User)]
                    .concat(),
                CType::Void,
            ),
            fixed(
                "string_length",
                "The length of a text in bytes, also if it holds NUL bytes.",
                parameter("text", CType::Text),
                CType::Size,
            ),
            fixed("string_free", "Frees a text. NULL is allowed.", parameter("text", CType::OwnedText), CType::Void),
            fixed("bytes_free", "Frees bytes. NULL is allowed.", parameter("bytes", CType::OwnedBytes), CType::Void),
        ];
        Section { subject: Subject::Library, functions }
    }
}
