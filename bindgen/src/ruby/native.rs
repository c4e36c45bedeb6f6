//! `native.rb`: the library's functions, as the ffi gem wants them declared.

use super::methods::Method;
use crate::c_abi::{Abi, CFunction, CType, Role, Section, Subject};

/// The functions that belong together.
pub struct Attached {
    /// What they are about.
    pub title: String,
    /// Their declarations.
    pub lines: Vec<String>,
}

/// The declarations of all functions that Ruby calls.
pub fn attached(abi: &Abi) -> Vec<Attached> {
    let sections = abi.sections.iter().map(|section| Attached { title: title(section), lines: lines(abi, section) });
    sections.filter(|section| !section.lines.is_empty()).collect()
}

fn title(section: &Section) -> String {
    match &section.subject {
        Subject::Library => "Texts, bytes, and what went wrong.".into(),
        Subject::Error => "Errors.".into(),
        Subject::Enum(name) | Subject::Record(name) | Subject::Object(name) => format!("{}.", name.pascal()),
        Subject::List(_) => "A list.".into(),
        Subject::Map(..) => "A map.".into(),
        Subject::Functions => "Functions.".into(),
    }
}

fn lines(abi: &Abi, section: &Section) -> Vec<String> {
    section.functions.iter().filter(|f| is_called(abi, section, f)).flat_map(declaration).collect()
}

/// Ruby shares handles instead of cloning them, frees objects by address, knows the texts of enums, compares the parts of
/// records, copies text anyway, reads the length of a text itself and maps as a whole, and has attached before what tells whether the library fits.
fn is_called(abi: &Abi, section: &Section, function: &CFunction) -> bool {
    let name = function.symbol.strip_prefix(&abi.prefix).unwrap_or_default();
    match (&function.role, &section.subject) {
        (Role::Clone, _) | (Role::Free, Subject::Object(_)) | (Role::Display, Subject::Enum(_)) => false,
        (Role::Equal | Role::Hash, Subject::Record(_)) => false,
        (Role::ChoiceName | Role::View(_) | Role::Plain(_) | Role::Peek | Role::CompareTexts(_), _) => false,
        (Role::MapGet | Role::MapLength, _) => false,
        (Role::Fixed, _) => !["_string_length", "_interface_hash", "_library_version_number", "_serves"].contains(&name),
        _ => true,
    }
}

/// `attach_function`, on several lines if it is long.
fn declaration(function: &CFunction) -> Vec<String> {
    let types: Vec<_> = function.parameters.iter().map(|p| parameter(&p.ty)).collect();
    let blocking = matches!(&function.role, Role::Call(_, call) if Method::is_blocking(call));
    let blocking = if blocking { ", blocking: true" } else { "" };
    let head = format!("attach_function :{},", function.symbol);
    let tail = format!("], {}{blocking}", result(function));
    let one_line = format!("{head} [{}{tail}", types.join(", "));
    if one_line.len() <= 116 {
        return vec![one_line];
    }
    let parameters = types.chunks(8).map(|some| format!("  {}", some.join(", "))).collect::<Vec<_>>().join(",\n");
    let lines = format!("{head} [\n{parameters}\n{tail}");
    lines.lines().map(str::to_owned).collect()
}

/// Text that stays with C and has no length beside it ends at its NUL; the ffi gem copies it on the way.
fn result(function: &CFunction) -> String {
    match &function.returns {
        CType::Text if function.parameters.len() <= 1 => ":string".into(),
        other => returned(other),
    }
}

fn parameter(ty: &CType) -> String {
    match ty {
        CType::Text | CType::Bytes | CType::Array(_) | CType::Optional(_) => ":buffer_in".into(),
        CType::Out(_) => ":buffer_out".into(),
        other => returned(other),
    }
}

/// A type as the ffi gem names it.
pub fn returned(ty: &CType) -> String {
    match ty {
        CType::Void => ":void".into(),
        CType::Bool => ":bool".into(),
        CType::Int { signed, bits } => format!(":{}int{bits}", if *signed { "" } else { "u" }),
        CType::Float { bits: 32 } => ":float".into(),
        CType::Float { .. } => ":double".into(),
        CType::Size => ":size_t".into(),
        CType::Enum(_) => ":int32".into(),
        CType::Callback(_) | CType::Function(_) | CType::User | CType::Arrow(_) => ":pointer".into(),
        _ => ":address".into(),
    }
}
