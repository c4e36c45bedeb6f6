//! Names and literals as Python spells them.

use crate::interface::{Default, Type};
use crate::names::{Name, rust_identifier};
use anyhow::{Result, bail};

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "cls", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
    "raise", "return", "try", "while", "with", "yield",
];

/// A function, property or argument: snake case, with an underscore after a keyword.
pub fn identifier(name: &Name) -> String {
    let snake = name.snake();
    if KEYWORDS.contains(&snake.as_str()) { format!("{snake}_") } else { snake }
}

/// The same identifier in the glue: what Rust reserves is escaped there.
pub fn glue_identifier(name: &Name) -> String {
    rust_identifier(&identifier(name))
}

/// A text literal.
pub fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

/// The default of an argument, as Python writes it.
pub fn default(ty: &Type, default: &Default) -> String {
    match (default, ty) {
        (Default::None, _) | (Default::Empty, Type::Option(_)) => "None".to_owned(),
        (Default::Empty, Type::Bool) | (Default::Bool(false), _) => "False".to_owned(),
        (Default::Bool(true), _) => "True".to_owned(),
        (Default::Empty, Type::Int { .. }) => "0".to_owned(),
        (Default::Empty, Type::Float { .. }) => "0.0".to_owned(),
        (Default::Empty, Type::List(_) | Type::Set(_)) => "()".to_owned(),
        (Default::Empty, Type::Map(..)) => "{}".to_owned(),
        (Default::Empty, _) => "\"\"".to_owned(),
        (Default::Int(number), _) => number.clone(),
        (Default::Float(number), _) => float(number),
        (Default::String(value), _) => text(value),
    }
}

/// How Python shows the value that an argument takes when none is given.
pub fn default_repr(ty: &Type, value: &Default) -> String {
    match (value, ty) {
        (Default::Empty, Type::List(_)) => "[]".to_owned(),
        (Default::Empty, Type::Set(_)) => "set()".to_owned(),
        (Default::Empty, Type::String) => "''".to_owned(),
        (Default::String(text), _) if !text.contains(['\'', '\\']) => format!("'{text}'"),
        _ => default(ty, value),
    }
}

/// The default of an argument in the glue, where it has the type that PyO3 extracts.
pub fn glue_default(owner: &str, ty: &Type, default: &Default) -> Result<String> {
    let value = match (default, ty.without_option()) {
        (Default::None, _) => return Ok("None".to_owned()),
        (Default::Empty, _) if ty.is_option() => return Ok("None".to_owned()),
        (Default::Empty, Type::List(_) | Type::Set(_)) => "runtime::List::default()".to_owned(),
        (Default::Empty, Type::Map(..)) => "runtime::Map::default()".to_owned(),
        (Default::Empty, Type::Bool | Type::Int { .. } | Type::Float { .. }) => "Default::default()".to_owned(),
        (Default::Empty, Type::String) => "runtime::Text::default()".to_owned(),
        (Default::Bool(value), Type::Bool) => format!("runtime::Plain({value})"),
        (Default::Int(number), Type::Int { .. }) => format!("runtime::Plain({number})"),
        (Default::Int(number) | Default::Float(number), Type::Float { .. }) => format!("runtime::Plain({})", float(number)),
        (Default::String(value), Type::String) => format!("runtime::Text::from({value:?})"),
        _ => bail!("{owner}: Python cannot have the default {default:?} for {ty:?}"),
    };
    Ok(if ty.is_option() { format!("Some({value})") } else { value })
}

/// A floating point number that does not look like an integer.
fn float(number: &str) -> String {
    if number.contains(['.', 'e', 'E']) { number.to_owned() } else { format!("{number}.0") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_get_an_underscore() {
        assert_eq!(identifier(&Name::new("from")), "from_");
        assert_eq!(identifier(&Name::new("struct")), "struct");
        assert_eq!(glue_identifier(&Name::new("struct")), "r#struct");
        assert_eq!(glue_identifier(&Name::new("from")), "from_");
    }

    #[test]
    fn defaults_in_both_languages() {
        let maybe = Type::Option(Box::new(Type::Int { signed: false, bits: 32 }));
        assert_eq!(default(&maybe, &Default::Int("7".into())), "7");
        assert_eq!(glue_default("f", &maybe, &Default::Int("7".into())).unwrap(), "Some(runtime::Plain(7))");
        let ratio = Type::Float { bits: 64 };
        assert_eq!(default(&ratio, &Default::Float("1".into())), "1.0");
        assert_eq!(default(&Type::String, &Default::String("a\"b".into())), r#""a\"b""#);
        assert_eq!(default_repr(&Type::String, &Default::String("a\"b".into())), r#"'a"b'"#);
        assert_eq!(default_repr(&Type::List(Box::new(Type::Bool)), &Default::Empty), "[]");
        assert!(glue_default("f", &Type::Bytes, &Default::Empty).is_err());
    }
}
