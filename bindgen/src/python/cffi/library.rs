//! `_library.py`: the library's functions in the form that cffi's own generator writes, which takes no time to import.
//!
//! Types are numbers of 32 bits, an operation with an argument each; a function names the place of its type among them.

use crate::c_abi::{Abi, CFunction, CType, Role};
use crate::interface::Interface;
use anyhow::Result;
use askama::Template;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const PRIMITIVE: u32 = 1;
const POINTER: u32 = 3;
const STRUCT: u32 = 9;
const FUNCTION: u32 = 13;
const FUNCTION_END: u32 = 15;
const NOTHING: u32 = 17;
const OPAQUE: u32 = 16;
const LOADED_FUNCTION: u32 = 35;

/// What functions take and give, by their places among the types.
const TYPES: [(&str, u32, u32); 15] = [
    ("void", PRIMITIVE, 0),
    ("void *", POINTER, 0),
    ("char", PRIMITIVE, 2),
    ("char *", POINTER, 2),
    ("bool", PRIMITIVE, 1),
    ("float", PRIMITIVE, 13),
    ("double", PRIMITIVE, 14),
    ("int8_t", PRIMITIVE, 17),
    ("uint8_t", PRIMITIVE, 18),
    ("int16_t", PRIMITIVE, 19),
    ("uint16_t", PRIMITIVE, 20),
    ("int32_t", PRIMITIVE, 21),
    ("uint32_t", PRIMITIVE, 22),
    ("int64_t", PRIMITIVE, 23),
    ("uint64_t", PRIMITIVE, 24),
];
const SIZE: (u32, u32) = (PRIMITIVE, 28);

#[derive(Template)]
#[template(path = "cffi/_library.py", escape = "none")]
struct Library<'a> {
    module: String,
    prefix: &'a str,
    variable: String,
    hash: u64,
    version_number: u32,
    types: Vec<String>,
    structs: Vec<String>,
    functions: Vec<String>,
    /// What every library has, by the end of its name.
    fixed: Vec<&'static str>,
}

/// The file's text.
pub fn text(interface: &Interface, abi: &Abi, hash: u64) -> Result<String> {
    // Handles of different types are different, so that cffi refuses one for another.
    let handles: BTreeSet<&str> =
        abi.functions().flat_map(|f| f.parameters.iter().map(|p| &p.ty).chain([&f.returns])).filter_map(handle).collect();
    let handles: Vec<&str> = handles.into_iter().collect();
    let mut types: Vec<u32> = TYPES.iter().map(|(_, operation, argument)| operation | argument << 8).collect();
    types.push(SIZE.0 | SIZE.1 << 8);
    let structs: Vec<_> = (0..).zip(&handles).map(|(number, name)| opaque(&mut types, number, name)).collect();
    let (mut places, mut functions) = (BTreeMap::new(), BTreeMap::new());
    for function in abi.functions().filter(|function| is_called(function)) {
        let signature: Vec<u32> = signature(function, &handles);
        let place = *places.entry(signature.clone()).or_insert_with(|| {
            types.extend(&signature);
            types.len() - signature.len()
        });
        functions.insert(&function.symbol, LOADED_FUNCTION | u32::try_from(place).expect("there are not so many types") << 8);
    }
    let types = types.chunks(8).map(|some| format!("b\"{}\"", some.iter().map(|&number| bytes(number)).collect::<String>()));
    let functions = functions.iter().map(|(symbol, operation)| format!("b\"{}{symbol}\", 0,", bytes(*operation)));
    Ok(Library {
        module: interface.namespace.snake(),
        prefix: &abi.prefix,
        variable: format!("{}_LIBRARY", interface.namespace.shouting()),
        hash,
        version_number: interface.version_number(),
        types: types.collect(),
        structs,
        functions: functions.collect(),
        fixed: vec![
            "bytes_free",
            "error_backtrace",
            "error_code",
            "error_free",
            "error_message",
            "string_free",
            "string_length",
            "take_failure",
        ],
    }
    .render()?)
}

/// Python shares handles instead of cloning them, has no plain structs, and reads maps as a whole.
fn is_called(function: &CFunction) -> bool {
    !matches!(
        function.role,
        Role::Clone | Role::ChoiceName | Role::Plain(_) | Role::CompareTexts(_) | Role::MapGet | Role::MapLength
    )
}

/// The operations of a function's type.
fn signature(function: &CFunction, handles: &[&str]) -> Vec<u32> {
    let parameters = function.parameters.iter().map(|parameter| NOTHING | place(&parameter.ty, handles) << 8);
    [FUNCTION | place(&function.returns, handles) << 8].into_iter().chain(parameters).chain([FUNCTION_END]).collect()
}

fn place(ty: &CType, handles: &[&str]) -> u32 {
    let place = match handle(ty) {
        // After the types of all interfaces stand a struct and a pointer to it for each.
        Some(name) => TYPES.len() + 2 + 2 * handles.binary_search(&name).expect("it is one of them"),
        None => TYPES.iter().position(|(known, ..)| *known == spelled(ty)).unwrap_or(TYPES.len()),
    };
    u32::try_from(place).expect("there are not so many types")
}

/// The type that a handle leads to.
fn handle(ty: &CType) -> Option<&str> {
    match ty {
        CType::Handle(name) | CType::OwnedHandle(name) => Some(name),
        CType::Arrow(name) => Some(name),
        _ => None,
    }
}

/// Adds a struct of which nothing is known, and a pointer to it, and tells cffi of its name.
fn opaque(types: &mut Vec<u32>, number: u32, name: &str) -> String {
    let place = u32::try_from(types.len()).expect("there are not so many types");
    types.extend([STRUCT | number << 8, POINTER | place << 8]);
    format!("(b\"{}{}{name}\",),", bytes(place), bytes(OPAQUE))
}

/// A type as cffi knows it: whatever is opaque, or an array, is an address.
pub fn spelled(ty: &CType) -> String {
    match ty {
        CType::Void | CType::Bool | CType::Int { .. } | CType::Float { .. } | CType::Size => crate::c::spelled("", ty),
        CType::Enum(_) => "int32_t".into(),
        CType::Text | CType::OwnedText | CType::Bytes | CType::OwnedBytes => "char *".into(),
        _ => "void *".into(),
    }
}

/// The bytes of a number, as a literal of Python's.
fn bytes(number: u32) -> String {
    let mut text = String::new();
    for byte in number.to_be_bytes() {
        write!(text, "\\x{byte:02x}").expect("a String takes everything");
    }
    text
}
