//! Columns: what other libraries give and take by Arrow's C data interface.

use super::{Builder, CFunction, CType, Parameter, Role, type_name};
use crate::interface::*;

/// How a column changes hands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Exchange {
    /// It is made of an array and its schema.
    Import,
    /// It is made of a stream.
    ImportStream,
    /// It is given as an array and its schema.
    Export,
    /// It is given as a stream.
    ExportStream,
}

impl Builder {
    /// What a column's type has besides, after its constructors.
    pub(super) fn exchange(&self, object: &Object) -> Vec<CFunction> {
        if !object.is_column {
            return vec![];
        }
        let c_name = type_name(&self.prefix, &object.name);
        let arrow = |name: &str, ty| Parameter { name: name.into(), ty: CType::Arrow(ty) };
        let both = || vec![arrow("array", "ArrowArray"), arrow("schema", "ArrowSchema")];
        let function = |suffix: &str, docs: &str, mut parameters: Vec<Parameter>, returns, exchange| {
            parameters.push(self.error_parameter());
            self.function(format!("{c_name}_{suffix}"), docs, parameters, returns, Role::Exchange(exchange))
        };
        let stream = || vec![arrow("stream", "ArrowArrayStream")];
        let given = |structs: Vec<Parameter>| self.this(CType::Handle(c_name.clone())).into_iter().chain(structs).collect();
        let owned = CType::OwnedHandle(c_name.clone());
        vec![
            function(
                "import",
                "Takes a column from another library, by Arrow's C data interface. Both structs are moved: whatever comes of it, they are\n\
                 marked as released, and their callbacks are called when nothing needs them any more. Texts are not copied.",
                both(),
                owned.clone(),
                Exchange::Import,
            ),
            function("import_stream", "The same of a stream, which is read to its end.", stream(), owned, Exchange::ImportStream),
            function(
                "export",
                "Gives a column to another library, by Arrow's C data interface: fills both structs, which the receiver releases. They\n\
                 live as long as that, whatever becomes of the column. Returns true on success.",
                given(both()),
                CType::Bool,
                Exchange::Export,
            ),
            function(
                "export_stream",
                "The same as a stream, which gives the parts of the column in order.",
                given(stream()),
                CType::Bool,
                Exchange::ExportStream,
            ),
        ]
    }
}
