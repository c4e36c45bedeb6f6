//! Examples as YARD shows them.

use super::spelling::{local, method, module_method, quoted, record_field};
use crate::example::{Call, Example, Expression, Form, Line, Owner};
use crate::interface::*;

/// The tag with the code below it, and after each line what `inspect` says.
pub fn tag(interface: &Interface, example: &Example) -> String {
    let module = interface.namespace.pascal();
    let line = |line: &Line| match line {
        Line::Let(name, value) => format!("  {} = {}", local(name), code(&module, value)),
        Line::Fails(call, kind, error_code) => {
            format!("  {} # raises {module}::{}, {error_code}", code(&module, call), kind.class.pascal())
        }
        Line::Shows(value, shown) => format!("  {} # => {}", code(&module, value), inspected(&module, shown)),
    };
    let lines = std::iter::once("@example".to_owned()).chain(example.iter().map(line));
    lines.collect::<Vec<_>>().join("\n")
}

fn code(module: &str, expression: &Expression) -> String {
    match &expression.form {
        Form::Variable(name) => local(name),
        Form::None => "nil".into(),
        Form::Bool(value) => value.to_string(),
        Form::Int(number) => number.clone(),
        Form::Text(text) => quoted(text),
        Form::Choice(_, variant) => format!(":{}", variant.name.snake()),
        Form::List(items) => format!("[{}]", joined(items.iter().map(|item| code(module, item)))),
        Form::Field(of, field) => format!("{}.{}", code(module, of), record_field(&field.name)),
        Form::At(of, index) => format!("{}[{index}]", code(module, of)),
        Form::Record(record, fields) => {
            let given = fields.iter().map(|(field, value)| format!("{}: {}", field.name.snake(), code(module, value)));
            format!("{module}::{}.new({})", record.name.pascal(), joined(given))
        }
        Form::Call(call) => called(module, call),
    }
}

fn called(module: &str, call: &Call) -> String {
    let function = call.function;
    let mut arguments: Vec<String> = vec![];
    let head = match (call.owner, &call.receiver) {
        (Owner::Enum(choice), Some(receiver)) => {
            arguments.push(code(module, receiver));
            format!("{module}::{}.{}", choice.name.pascal(), module_method(function))
        }
        (_, Some(receiver)) => format!("{}.{}", code(module, receiver), method(function)),
        (Owner::Object(object), None) if object.primary.as_ref() == Some(function) => {
            format!("{module}::{}.new", object.name.pascal())
        }
        (Owner::Object(object), None) => format!("{module}::{}.{}", object.name.pascal(), module_method(function)),
        _ => format!("{module}.{}", module_method(function)),
    };
    for (argument, value) in &call.arguments {
        match &value.form {
            Form::List(items) if function.is_variadic => arguments.extend(items.iter().map(|item| code(module, item))),
            _ if argument.default.is_some() => arguments.push(format!("{}: {}", argument.name.snake(), code(module, value))),
            _ => arguments.push(code(module, value)),
        }
    }
    if arguments.is_empty() { head } else { format!("{head}({})", arguments.join(", ")) }
}

fn inspected(module: &str, shown: &Expression) -> String {
    match (&shown.form, shown.ty.without_option()) {
        (Form::Text(text), Type::Object(name)) => format!("#<{module}::{} {}>", name.pascal(), quoted(text)),
        (Form::List(items), _) => format!("[{}]", joined(items.iter().map(|item| inspected(module, item)))),
        _ => code(module, shown),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
