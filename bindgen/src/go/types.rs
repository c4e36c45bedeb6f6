//! What the interface's types are in Go and in the C shims.

use super::Go;
use crate::interface::*;

impl Go<'_> {
    /// The type of an argument or field. What is absent is nil, or the zero value of an enum.
    pub fn ty(&self, ty: &Type) -> String {
        match ty {
            given if self.is_given_text(given) => "string".into(),
            Type::Option(inner) if is_pointer(inner) => format!("*{}", self.ty(inner)),
            Type::Option(nilable) => self.ty(nilable),
            // An empty text in a list is a text: what is missing is nil.
            Type::List(element) if element.is_option() && has_no_nil(element.without_option()) => {
                format!("[]*{}", self.ty(element.without_option()))
            }
            Type::List(element) => format!("[]{}", self.ty(element)),
            Type::Set(item) => format!("map[{}]struct{{}}", self.ty(item)),
            Type::Map(key, value) => format!("map[{}]{}", self.ty(key), self.ty(value)),
            Type::String => "string".into(),
            Type::Bytes => "[]byte".into(),
            Type::Object(name) => format!("*{}", self.names.exported(name)),
            Type::Record(name) | Type::Enum(name) | Type::Callback { name, .. } => self.names.exported(name),
            scalar => self.scalar(scalar),
        }
    }

    /// A number or truth value.
    pub fn scalar(&self, ty: &Type) -> String {
        if self.is_count(ty) { "int".into() } else { go_scalar(ty) }
    }

    /// Whether a number is a count or a place: Go writes those as `int`.
    pub fn is_count(&self, ty: &Type) -> bool {
        matches!(ty, Type::Offset(_)) || self.settings.counts_are_int && *ty == Type::Int { signed: false, bits: 64 }
    }

    /// Whether an absent value of this type is an empty text.
    pub fn is_given_text(&self, ty: &Type) -> bool {
        let is_text = |ty: &Type| matches!(ty, Type::String);
        self.settings.empty_is_none && ty.is_option() && is_text(ty.without_option())
    }

    /// The results that a value is given back as: an absent scalar or text is told by a second one.
    pub fn results(&self, ty: Option<&Type>) -> Vec<String> {
        match ty {
            None => vec![],
            Some(Type::Option(inner)) if has_no_nil(inner) => vec![self.ty(inner), "bool".into()],
            Some(ty) => vec![self.ty(ty)],
        }
    }

    /// What stands in the place of a value that there is not.
    pub fn zero(&self, go_type: &str) -> String {
        let is_record = self.interface.records.iter().any(|r| self.names.exported(&r.name) == go_type);
        match go_type {
            "string" => "\"\"".into(),
            "bool" => "false".into(),
            "time.Time" => "time.Time{}".into(),
            _ if go_type.starts_with(['*', '[']) || go_type.starts_with("map[") => "nil".into(),
            _ if is_record => format!("{go_type}{{}}"),
            _ => "0".into(),
        }
    }
}

/// Whether an absent value of this type is told by a second result.
pub fn has_no_nil(ty: &Type) -> bool {
    let is_time = matches!(ty, Type::Duration | Type::Time);
    is_time || matches!(ty, Type::Bool | Type::Int { .. } | Type::Offset(_) | Type::Float { .. } | Type::String)
}

/// Whether a value of this type that may be absent is pointed at, in an argument or a field.
pub fn is_pointer(ty: &Type) -> bool {
    has_no_nil(ty) || matches!(ty, Type::Record(_))
}

/// A number or truth value in Go.
pub fn go_scalar(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Int { signed, bits } => format!("{}int{bits}", if *signed { "" } else { "u" }),
        Type::Offset(_) => "uint64".into(),
        Type::Float { bits } => format!("float{bits}"),
        Type::Duration => "time.Duration".into(),
        Type::Time => "time.Time".into(),
        other => unreachable!("{other:?} is no scalar"),
    }
}

/// The same in C, as cgo names it after `C.`.
pub fn c_scalar(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Int { signed, bits } => format!("{}int{bits}_t", if *signed { "" } else { "u" }),
        Type::Offset(_) | Type::Duration => "uint64_t".into(),
        Type::Time => "int64_t".into(),
        Type::Float { bits: 32 } => "float".into(),
        Type::Float { .. } => "double".into(),
        Type::Enum(_) => "int32_t".into(),
        other => unreachable!("{other:?} is no scalar"),
    }
}

/// The struct that a shim gives a value back in.
pub fn shape(ty: Option<&Type>) -> String {
    let Some(ty) = ty else { return "go_nothing".into() };
    match ty.without_option() {
        Type::String | Type::Bytes => "go_text".into(),
        Type::Object(_) | Type::Record(_) => "go_handle".into(),
        Type::Map(..) => "go_handle".into(),
        Type::List(_) | Type::Set(_) => "go_list".into(),
        scalar => format!("go_{}", c_scalar(scalar).trim_end_matches("_t")),
    }
}
