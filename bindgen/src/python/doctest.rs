//! Examples as Python's doctest reads them.

use super::spelling::{identifier, text};
use crate::example::{Call, Example, Expression, Form, Line, Owner};
use crate::interface::*;

/// The lines of an interactive session.
pub fn doctest(example: &Example) -> String {
    let lines = example.iter().flat_map(|line| match line {
        Line::Let(name, value) => vec![format!(">>> {} = {}", identifier(name), code(value))],
        // The interpreter shows nothing for None.
        Line::Shows(value, Expression { form: Form::None, .. }) => vec![format!(">>> {} is None", code(value)), "True".into()],
        Line::Fails(call, kind, error_code) => vec![
            ">>> try:".into(),
            format!("...     {}", code(call)),
            format!("... except {} as error:", kind.class.pascal()),
            "...     error.code".into(),
            text(error_code).replace('"', "'"),
        ],
        Line::Shows(value, shown) => vec![format!(">>> {}", code(value)), repr(shown, is_kept(value))],
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn code(expression: &Expression) -> String {
    match &expression.form {
        Form::Variable(name) => identifier(name),
        Form::None => "None".into(),
        Form::Bool(value) => if *value { "True" } else { "False" }.into(),
        Form::Int(number) => number.clone(),
        Form::Text(value) => text(value),
        Form::Choice(choice, variant) => member(choice, variant),
        Form::List(items) => format!("[{}]", joined(items.iter().map(code))),
        Form::Field(of, field) => format!("{}.{}", code(of), identifier(&field.name)),
        Form::At(of, index) => format!("{}[{index}]", code(of)),
        Form::Record(record, fields) => {
            let by_name =
                |field: &Field| if field.default.is_some() { format!("{}=", identifier(&field.name)) } else { String::new() };
            let given = fields.iter().map(|(field, value)| by_name(field) + &code(value));
            format!("{}({})", record.name.pascal(), joined(given))
        }
        Form::Call(call) => called(call),
    }
}

fn called(call: &Call) -> String {
    let name = identifier(&call.function.name);
    let head = match (call.owner, &call.receiver) {
        (_, Some(receiver)) => format!("{}.{name}", code(receiver)),
        (Owner::Object(object), None) if object.primary.as_ref() == Some(call.function) => object.name.pascal(),
        (Owner::Object(object), None) => format!("{}.{name}", object.name.pascal()),
        _ => name,
    };
    if call.function.is_property {
        return head;
    }
    let argument = |(argument, value): &(&Argument, Expression)| match &value.form {
        Form::List(items) if call.function.is_variadic => joined(items.iter().map(code)),
        _ if argument.default.is_some() => format!("{}={}", identifier(&argument.name), code(value)),
        _ => code(value),
    };
    format!("{head}({})", joined(call.arguments.iter().map(argument)))
}

/// Whether a list is read from an object or record, which gives a tuple.
fn is_kept(expression: &Expression) -> bool {
    match &expression.form {
        Form::Call(call) => call.function.is_property,
        form => matches!(form, Form::Field(..)),
    }
}

/// How the interpreter shows a value.
fn repr(shown: &Expression, is_tuple: bool) -> String {
    let quoted = |text: &str| if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") };
    match (&shown.form, shown.ty.without_option()) {
        (Form::Text(text), Type::Object(name)) => format!("{}({})", name.pascal(), quoted(text)),
        (Form::Text(text), _) => quoted(text),
        (Form::List(items), _) => match (items.as_slice(), is_tuple) {
            ([item], true) => format!("({},)", repr(item, false)),
            (items, true) => format!("({})", joined(items.iter().map(|item| repr(item, false)))),
            (items, false) => format!("[{}]", joined(items.iter().map(|item| repr(item, false)))),
        },
        _ => code(shown),
    }
}

fn member(choice: &Enum, variant: &Variant) -> String {
    format!("{}.{}", choice.name.pascal(), variant.name.shouting())
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
