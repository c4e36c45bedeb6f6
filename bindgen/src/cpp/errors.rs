//! The exceptions: one class for each class of errors, over one that all of them stand on.

use super::commented;
use super::types::{lent, member, owned};
use crate::c_abi::error_field_name;
use crate::interface::*;

/// A class of exceptions.
pub struct Class {
    pub name: String,
    pub base: String,
    pub docs: String,
    pub code: Option<i32>,
    pub fields: Vec<Field>,
}

/// What an exception tells.
pub struct Field {
    pub docs: String,
    pub name: String,
    pub ty: String,
    /// The statements that read it.
    pub body: String,
}

/// The classes of an interface's errors, each after the one that it stands on.
pub fn classes(interface: &Interface, prefix: &str) -> Vec<Class> {
    let classes = interface.error_classes();
    let named = |name: &Name| name.pascal();
    let own = classes.iter().map(|class| Class {
        name: named(&class.name),
        base: class.base.as_ref().map_or_else(|| ANY_ERROR.to_owned(), named),
        docs: commented("", class.docs),
        code: class.code,
        fields: class.own().iter().map(|field| self::field(prefix, field)).collect(),
    });
    own.filter(|class| class.name != ANY_ERROR).collect()
}

fn field(prefix: &str, field: &crate::interface::Field) -> Field {
    let name = error_field_name(&field.name);
    let symbol = format!("{prefix}_error_{name}");
    let (ty, body) = match field.ty.without_option() {
        Type::String => {
            let ty = lent(&field.ty);
            let made = if field.ty.is_option() {
                format!("text ? {ty}(std::in_place, text, length) : std::nullopt")
            } else {
                format!("{ty}(text, length)")
            };
            (
                ty,
                format!(
                    "std::size_t length = 0;\n        const char *text = {symbol}(c_ptr(), &length);\n        return {made};"
                ),
            )
        }
        scalar => (owned(scalar), format!("return {symbol}(c_ptr());")),
    };
    let name = if name == "what" { "what_".to_owned() } else { member(&Name::new(&name)) };
    Field { docs: commented("    ", &field.docs), name, ty, body }
}
