//! What C and C++ keep for themselves.

use crate::interface::Name;

/// The keywords of C and C++, and the words that stand for operators of C++.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break",
    "case", "catch", "char", "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return",
    "co_yield", "compl", "concept", "const", "const_cast", "consteval", "constexpr", "constinit",
    "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
    "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline",
    "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr",
    "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
    "requires", "restrict", "return", "short", "signed", "sizeof", "static", "static_assert",
    "static_cast", "struct", "switch", "template", "this", "thread_local", "throw", "true", "try",
    "typedef", "typeid", "typename", "typeof", "typeof_unqual", "union", "unsigned", "using",
    "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
];

/// The names that the ABI itself uses for parameters, those that functions of C++ have for what they make, and types in parameters.
#[rustfmt::skip]
const OWN: &[&str] = &[
    "self", "error", "value", "length", "user", "during", "mended",
    "c_error", "c_length", "c_made", "c_result", "c_value",
    "int8_t", "int16_t", "int32_t", "int64_t", "size_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t",
];

/// Macros of C that have small letters.
const MACROS: &[&str] = &["assert", "errno", "linux", "stderr", "stdin", "stdout", "unix"];

/// A parameter's name, away from the keywords of C, C++ and Rust and from the names that the ABI itself uses.
pub fn parameter_name(name: &Name) -> String {
    let name = name.snake();
    let is_rust_keyword = crate::names::rust_identifier(&name) != name;
    if is_rust_keyword || [OWN, KEYWORDS, MACROS].iter().any(|taken| taken.contains(&name.as_str())) {
        format!("{name}_")
    } else {
        name
    }
}

/// The name of a member of a C++ class.
pub fn member_name(name: &Name) -> String {
    let name = name.snake();
    if [KEYWORDS, MACROS].iter().any(|taken| taken.contains(&name.as_str())) { format!("{name}_") } else { name }
}
