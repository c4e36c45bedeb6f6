//! A test program for the classes of C++: the laws that hold for every value, and the errors, by the same data as in every language.

use super::types::{self, member};
use crate::c::literal;
use crate::example::{Call, Expression, Form, Owner};
use crate::interface::*;
use crate::law::{Attempt, Failure, Laws};
use crate::output::MARKER;
use anyhow::{Result, bail};
use askama::Template;

#[derive(Template)]
#[template(path = "cpp/laws.cpp.txt", escape = "none")]
struct Program<'a> {
    marker: &'a str,
    prefix: String,
    any_error: &'a str,
    classes: Vec<Class>,
    /// What makes each value.
    values: Vec<String>,
    /// What fails, each as the class of its error, its code and the call.
    failures: Vec<(String, String, String)>,
    /// Whether errors tell a code.
    has_codes: bool,
}

/// A class and what is read of its objects.
struct Class {
    name: String,
    /// Members that take nothing.
    reads: Vec<String>,
    /// Those that lend text.
    lends: Vec<String>,
    is_text: bool,
}

/// The program's text.
pub fn laws(interface: &Interface, laws: &Laws) -> Result<String> {
    let prefix = interface.namespace.snake();
    let writer = Writer { interface, prefix: &prefix };
    let is_code = |field: &Field| field.name.rust() == "code" && field.ty == Type::String;
    let program = Program {
        marker: MARKER,
        any_error: ANY_ERROR,
        classes: classes(interface),
        values: laws.values.iter().map(|value| writer.code(value)).collect::<Result<_>>()?,
        failures: laws.failures.iter().map(|failure| writer.failure(failure)).collect::<Result<_>>()?,
        has_codes: interface.error_fields.iter().any(is_code),
        prefix: prefix.clone(),
    };
    Ok(program.render()? + "\n")
}

fn classes(interface: &Interface) -> Vec<Class> {
    let objects = interface.objects.iter().map(|object| {
        let takes_nothing = |method: &&Function| method.arguments.is_empty() && method.returns.is_some();
        let methods = || object.methods.iter().filter(takes_nothing);
        Class {
            name: object.name.pascal(),
            reads: methods().map(|method| member(&method.name)).collect(),
            lends: methods().filter(|method| method.lends).map(|method| member(&method.name)).collect(),
            is_text: object.is_text,
        }
    });
    let records = interface.records.iter().map(|record| {
        let is_text = |field: &&Field| *field.ty.without_option() == Type::String;
        Class {
            name: record.name.pascal(),
            reads: record.fields.iter().map(|field| member(&field.name)).collect(),
            lends: record.fields.iter().filter(is_text).map(|field| member(&field.name)).collect(),
            is_text: false,
        }
    });
    objects.chain(records).collect()
}

struct Writer<'a> {
    interface: &'a Interface,
    prefix: &'a str,
}

impl Writer<'_> {
    fn failure(&self, failure: &Failure) -> Result<(String, String, String)> {
        let call = match &failure.call {
            Attempt::Call(call) => self.code(call)?,
            Attempt::Read(choice, text) => format!("{}::parse_{}({})", self.prefix, choice.name.snake(), text_of(text)),
        };
        Ok((failure.kind.class.pascal(), literal(&failure.code), call))
    }

    /// An expression of C++.
    fn code(&self, expression: &Expression) -> Result<String> {
        let ty = expression.ty.without_option();
        Ok(match (&expression.form, ty) {
            (Form::Text(text), Type::Object(name)) => format!("{}({})", self.class(name), text_of(text)),
            (Form::Text(text), _) => text_of(text),
            (Form::List(items), Type::Object(name)) => {
                format!("{}({})", self.class(name), self.list(items, &self.items_of(name))?)
            }
            (Form::List(items), Type::List(element)) => self.list(items, element)?,
            (Form::Record(record, fields), _) => {
                let value = |field: &Field| match fields.iter().find(|(known, _)| known.name == field.name) {
                    Some((_, value)) => self.argument(&field.ty, value),
                    None => Ok(types::default(&field.ty, field.default.as_ref().unwrap_or(&Default::None))),
                };
                let fields: Vec<_> = record.fields.iter().map(value).collect::<Result<_>>()?;
                format!("{}({})", self.class(&record.name), fields.join(", "))
            }
            (Form::Call(call), _) => self.call(call)?,
            (Form::Field(of, field), _) => format!("{}.{}()", self.code(of)?, member(&field.name)),
            (Form::At(of, place), _) => format!("{}.at({place})", self.code(of)?),
            (Form::Bool(value), _) => value.to_string(),
            (Form::Int(number), ty) => format!("{}{{{number}}}", types::owned(ty)),
            (Form::Choice(choice, variant), _) => format!("{}::{}", self.class(&choice.name), variant.name.pascal()),
            (form, ty) => bail!("{form:?} is no {ty:?} in C++"),
        })
    }

    fn call(&self, call: &Call) -> Result<String> {
        let function = call.function;
        let given =
            |argument: &Argument| call.arguments.iter().find(|(known, _)| known.name == argument.name).map(|(_, value)| value);
        let last = function.arguments.iter().rposition(|argument| given(argument).is_some()).map_or(0, |last| last + 1);
        let required = function.arguments.iter().rposition(|argument| argument.default.is_none()).map_or(0, |last| last + 1);
        let value = |argument: &Argument| match given(argument) {
            Some(value) => self.argument(&argument.ty, value),
            None => Ok(types::default(&argument.ty, argument.default.as_ref().unwrap_or(&Default::None))),
        };
        let mut passed: Vec<_> = function.arguments[..last.max(required)].iter().map(value).collect::<Result<_>>()?;
        let name = member(&function.name);
        let callee = match (call.owner, &call.receiver) {
            (Owner::Enum(_), Some(of)) => {
                passed.insert(0, self.code(of)?);
                format!("{}::{name}", self.prefix)
            }
            (_, Some(of)) => format!("{}.{name}", self.code(of)?),
            (Owner::Object(object), None) if object.primary.as_ref() == Some(function) => self.class(&object.name),
            (Owner::Object(object), None) => format!("{}::{name}", self.class(&object.name)),
            _ => format!("{}::{name}", self.prefix),
        };
        Ok(format!("{callee}({})", passed.join(", ")))
    }

    /// A value where a parameter of that type is.
    fn argument(&self, ty: &Type, value: &Expression) -> Result<String> {
        Ok(match (ty, &value.form) {
            (_, Form::None) => types::default(ty, &Default::None),
            (Type::Option(inner), _) if matches!(**inner, Type::Object(_) | Type::Record(_)) => {
                format!("at({})", self.code(value)?)
            }
            _ => self.code(value)?,
        })
    }

    fn list(&self, items: &[Expression], element: &Type) -> Result<String> {
        let code = |item: &Expression| match &item.form {
            Form::None => Ok("std::nullopt".to_owned()),
            _ => self.code(item),
        };
        let items: Vec<_> = items.iter().map(code).collect::<Result<_>>()?;
        let ty = match element {
            Type::String => "std::string_view".to_owned(),
            Type::Option(_) => "std::optional<std::string_view>".to_owned(),
            Type::Object(name) | Type::Record(name) | Type::Enum(name) => self.class(name),
            other => types::owned(other),
        };
        Ok(format!("std::vector<{ty}>{{{}}}", items.join(", ")))
    }

    /// What the objects of a list type are made of.
    fn items_of(&self, name: &Name) -> Type {
        self.interface.object(name).list_of.clone().unwrap_or(Type::String)
    }

    fn class(&self, name: &Name) -> String {
        format!("{}::{}", self.prefix, name.pascal())
    }
}

fn text_of(text: &str) -> String {
    format!("{}sv", literal(text))
}
