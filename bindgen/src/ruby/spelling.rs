//! How Ruby spells names, literals and comments.

use crate::interface::*;
use anyhow::{Result, bail};

/// Words that cannot be read as local variables.
const KEYWORDS: &[&str] = &[
    "alias",
    "and",
    "begin",
    "break",
    "case",
    "class",
    "def",
    "defined?",
    "do",
    "else",
    "elsif",
    "end",
    "ensure",
    "false",
    "for",
    "if",
    "in",
    "module",
    "next",
    "nil",
    "not",
    "or",
    "redo",
    "rescue",
    "retry",
    "return",
    "self",
    "super",
    "then",
    "true",
    "undef",
    "unless",
    "until",
    "when",
    "while",
    "yield",
    "__method__",
];

/// Methods that Ruby itself, or what is generated, relies on in every object.
const OF_OBJECTS: &[&str] = &[
    "as_json",
    "class",
    "clone",
    "define_singleton_method",
    "deconstruct",
    "deconstruct_keys",
    "dup",
    "encode_with",
    "equal?",
    "extend",
    "freeze",
    "frozen?",
    "hash",
    "init_with",
    "initialize",
    "inspect",
    "instance_of?",
    "instance_variable_get",
    "instance_variable_set",
    "instance_variables",
    "is_a?",
    "itself",
    "kind_of?",
    "marshal_dump",
    "marshal_load",
    "method",
    "methods",
    "nil?",
    "object_id",
    "public_send",
    "respond_to?",
    "send",
    "singleton_class",
    "tap",
    "then",
    "to_s",
];

/// Methods that Ruby relies on in classes and modules, beside those of objects.
const OF_MODULES: &[&str] = &[
    "allocate",
    "ancestors",
    "const_get",
    "const_missing",
    "const_set",
    "constants",
    "include",
    "included_modules",
    "instance_method",
    "instance_methods",
    "members",
    "method_defined?",
    "name",
    "new",
    "parse?",
    "prepend",
    "superclass",
    "valid?",
    "values",
];

/// Methods of exceptions.
const OF_ERRORS: &[&str] = &[
    "backtrace",
    "backtrace_locations",
    "cause",
    "detailed_message",
    "exception",
    "full_message",
    "message",
    "set_backtrace",
    "span",
    "to_h",
];

/// Methods of records.
const OF_RECORDS: &[&str] = &["to_a", "to_h", "to_json", "with"];

/// Whether a word needs care as a local variable or parameter.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// The name of a local variable or parameter.
pub fn local(name: &Name) -> String {
    let name = name.snake();
    if is_keyword(&name) { format!("{name}_") } else { name }
}

/// The name of an instance method: a question if it is one.
pub fn method(function: &Function) -> String {
    away_from(&[OF_OBJECTS], question(function))
}

/// The name of a method of a class or module: a constructor, a function, or an enum's method.
pub fn module_method(function: &Function) -> String {
    away_from(&[OF_OBJECTS, OF_MODULES], question(function))
}

/// The name of a record's field.
pub fn record_field(name: &Name) -> String {
    away_from(&[OF_OBJECTS, OF_RECORDS], name.snake())
}

/// The name of an error's field.
pub fn error_field(name: &Name) -> String {
    away_from(&[OF_OBJECTS, OF_ERRORS], name.snake())
}

/// The name of an enum's constant for a value.
pub fn constant(name: &Name) -> String {
    let name = name.shouting();
    // Ruby has two such words of its own.
    if ["ALL", "BEGIN", "END", "TEXTS"].contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// The class that all errors of the interface have in common.
pub fn base_error(interface: &Interface) -> String {
    let classes = interface.error_classes();
    classes.first().map_or_else(|| "PanicError".to_owned(), |root| error_name(interface, &root.name))
}

/// The class of an error: without the namespace, which is said already.
pub fn error_name(interface: &Interface, name: &Name) -> String {
    let name = name.pascal();
    if name == format!("{}Error", interface.namespace.pascal()) { "Error".to_owned() } else { name }
}

/// `is_empty` and `has_flag` become `empty?` and `flag?`, and so does everything else that answers yes or no.
fn question(function: &Function) -> String {
    let name = function.name.snake();
    if function.returns != Some(Type::Bool) {
        return name;
    }
    let bare = ["is_", "has_"].iter().find_map(|prefix| name.strip_prefix(prefix)).filter(|rest| !rest.is_empty());
    format!("{}?", bare.unwrap_or(&name))
}

fn away_from(taken: &[&[&str]], name: String) -> String {
    if !taken.iter().any(|names| names.contains(&name.as_str())) {
        return name;
    }
    match name.strip_suffix('?') {
        Some(bare) => format!("{bare}_?"),
        None => format!("{name}_"),
    }
}

/// A text as a Ruby literal.
pub fn quoted(text: &str) -> String {
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '#' => literal.extend(['\\', c]),
            ' '..='~' => literal.push(c),
            other => literal.push_str(&format!("\\u{{{:x}}}", other as u32)),
        }
    }
    literal + "\""
}

/// The literal of a default value.
pub fn default(owner: &str, ty: &Type, value: &Default) -> Result<String> {
    Ok(match (value, ty) {
        (Default::None, _) | (Default::Empty, Type::Option(_)) => "nil".into(),
        (Default::Bool(value), _) => value.to_string(),
        (Default::Int(text) | Default::Float(text), _) => text.clone(),
        (Default::String(text), _) => quoted(text),
        (Default::Empty, Type::Bool) => "false".into(),
        (Default::Empty, Type::Int { .. }) => "0".into(),
        (Default::Empty, Type::Float { .. }) => "0.0".into(),
        (Default::Empty, Type::String | Type::Bytes) => "\"\"".into(),
        (Default::Empty, Type::List(_) | Type::Set(_)) => "[]".into(),
        (Default::Empty, Type::Map(..)) => "{}".into(),
        (Default::Empty, ty) => bail!("{owner}: Ruby cannot write the default of {ty:?}"),
    })
}

/// A method's name with its arguments in parentheses, one on each line where they are long.
pub fn wrapped(name: &str, arguments: &[String]) -> String {
    let one_line = arguments.join(", ");
    if arguments.is_empty() {
        name.to_owned()
    } else if name.len() + one_line.len() <= 84 {
        format!("{name}({one_line})")
    } else {
        format!("{name}(\n  {}\n)", arguments.join(",\n  "))
    }
}

/// A comment, without indentation. Rust's links become plain code.
pub fn comment(docs: &str) -> String {
    let line = |line: &str| if line.is_empty() { "#".to_owned() } else { format!("# {line}") };
    without_links(docs).lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Documentation as one line, to stand after a YARD tag.
pub fn one_line(docs: &str) -> String {
    without_links(docs).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_links(docs: &str) -> String {
    docs.replace("[`", "`").replace("`]", "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(name: &str, returns: Option<Type>) -> Function {
        Function {
            name: Name::new(name),
            rust_name: name.to_owned(),
            docs: String::new(),
            arguments: vec![],
            returns,
            lends: false,
            is_constant: false,
            error: None,
            is_constructor: false,
            is_property: false,
            is_variadic: false,
            is_long: false,
        }
    }

    #[test]
    fn questions_end_in_a_question_mark() {
        let name = |name| method(&function(name, Some(Type::Bool)));
        assert_eq!([name("is_live"), name("has_flag"), name("matches"), name("has")], ["live?", "flag?", "matches?", "has?"]);
        assert_eq!(method(&function("is_live", Some(Type::String))), "is_live");
        assert_eq!(name("is_nil"), "nil_?");
    }

    #[test]
    fn names_that_ruby_needs_are_left_to_it() {
        let name = |name| method(&function(name, None));
        assert_eq!([name("class"), name("hash"), name("end")], ["class_", "hash_", "end"]);
        assert_eq!(module_method(&function("name", None)), "name_");
        assert_eq!(local(&Name::new("end")), "end_");
    }

    #[test]
    fn literals_are_escaped() {
        assert_eq!(quoted("a\"#{b}\\ä\n"), "\"a\\\"\\#{b}\\\\\\u{e4}\\u{a}\"");
    }
}
