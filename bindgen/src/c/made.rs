//! Expressions as statements of C: each handle that is made on the way has a variable, and is freed at the end.

use super::spelled;
use crate::c_abi::{self, Abi, CFunction, CType, Role, Subject};
use crate::example::{Call, Expression, Form, Owner};
use crate::interface::*;
use anyhow::{Context, Result, bail};

/// What stands for an error that is not asked for.
const UNASKED: &str = "NULL";

/// The statements of a function in C.
pub struct Body<'a> {
    interface: &'a Interface,
    abi: &'a Abi,
    /// What has to stand before.
    pub before: String,
    /// What frees it.
    pub after: String,
    variables: usize,
}

impl<'a> Body<'a> {
    /// Nothing yet.
    pub fn new(interface: &'a Interface, abi: &'a Abi) -> Self {
        Self { interface, abi, before: String::new(), after: String::new(), variables: 0 }
    }

    /// The call that makes an expression, and the type of what it makes. `error` is where an error goes.
    pub fn call(&mut self, expression: &Expression, error: &str) -> Result<(String, CType)> {
        match (&expression.form, expression.ty.without_option()) {
            (Form::Call(call), _) => self.called(call, error),
            (Form::Field(of, field), _) => self.field(of, field),
            (Form::Text(_) | Form::List(_), Type::Object(name)) => {
                let object = self.interface.object(name);
                let primary = object.primary.as_ref().context("it is made of text, or of a list")?;
                let items = Expression { form: self.plain(expression)?, ty: primary.arguments[0].ty.clone() };
                let call = Call {
                    owner: Owner::Object(object),
                    function: primary,
                    receiver: None,
                    arguments: vec![(&primary.arguments[0], items)],
                };
                self.called(&call, error)
            }
            (Form::Record(record, fields), _) => {
                let mut given = vec![];
                for field in &record.fields {
                    let value = fields.iter().find(|(known, _)| known.name == field.name).map(|(_, value)| value);
                    given.extend(self.argument(&field.ty, field.default.as_ref(), value)?);
                }
                self.finish(|role| matches!(role, Role::RecordNew(of) if *of == record.fields), given, error)
            }
            (_, ty) => bail!("nothing makes a {ty:?} in C"),
        }
    }

    /// The call of a function that is given a variable `text`, and all else left out; an error goes into a variable `error`.
    pub fn of_text(&mut self, owner: Option<&Name>, function: &Function) -> Result<String> {
        let mut given = vec!["text".to_owned(), "NUL_TERMINATED".to_owned()];
        for argument in &function.arguments[1..] {
            given.extend(self.argument(&argument.ty, argument.default.as_ref(), None)?);
        }
        let is_it = |role: &Role| matches!(role, Role::Call(of, f) if of.as_ref() == owner && **f == *function);
        Ok(self.finish(is_it, given, "&error")?.0)
    }

    /// The same form again, of which C makes something else.
    fn plain<'b>(&self, expression: &Expression<'b>) -> Result<Form<'b>> {
        match &expression.form {
            Form::Text(text) => Ok(Form::Text(text.clone())),
            Form::List(items) => {
                let plain = |item: &Expression<'b>| Ok(Expression { form: self.plain(item)?, ty: item.ty.clone() });
                Ok(Form::List(items.iter().map(plain).collect::<Result<_>>()?))
            }
            _ => bail!("a list type is made of texts"),
        }
    }

    /// The call that reads a field of a record.
    fn field(&mut self, of: &Expression, field: &Field) -> Result<(String, CType)> {
        let Type::Record(record) = of.ty.without_option() else { bail!("{} is a field of a record", field.name) };
        let section = self.abi.sections.iter().find(|section| section.subject == Subject::Record(record.clone()));
        let is_it = |function: &&CFunction| matches!(&function.role, Role::RecordField(own) if own == field);
        let function = section.and_then(|section| section.functions.iter().find(is_it)).context("C reads no such field")?;
        let outs = ", NULL".repeat(function.parameters.len() - 1);
        Ok((format!("{}({}{outs})", function.symbol, self.operand(of)?), function.returns.clone()))
    }

    fn called(&mut self, call: &Call, error: &str) -> Result<(String, CType)> {
        let owner = match call.owner {
            Owner::Library => None,
            Owner::Object(object) => Some(&object.name),
            Owner::Record(record) => Some(&record.name),
            Owner::Enum(choice) => Some(&choice.name),
        };
        let receiver = call.receiver.iter().map(|of| self.operand(of)).collect::<Result<Vec<_>>>();
        let mut given = receiver?;
        for argument in &call.function.arguments {
            let value = call.arguments.iter().find(|(known, _)| known.name == argument.name).map(|(_, value)| value);
            given.extend(self.argument(&argument.ty, argument.default.as_ref(), value)?);
        }
        let is_it = |role: &Role| matches!(role, Role::Call(of, f) if of.as_ref() == owner && **f == *call.function);
        self.finish(is_it, given, error)
    }

    /// The call of a symbol, with what goes in.
    fn finish(&self, is_it: impl Fn(&Role) -> bool, mut given: Vec<String>, error: &str) -> Result<(String, CType)> {
        let function: &CFunction = self.abi.functions().find(|f| is_it(&f.role)).context("C has no such function")?;
        for out in &function.parameters[given.len()..] {
            given.push(if out.name == "error" { error } else { "NULL" }.to_owned());
        }
        Ok((format!("{}({})", function.symbol, given.join(", ")), function.returns.clone()))
    }

    /// A value where one is used.
    fn operand(&mut self, expression: &Expression) -> Result<String> {
        Ok(match &expression.form {
            Form::None => "NULL".into(),
            Form::Bool(value) => value.to_string(),
            Form::Int(number) => number.clone(),
            Form::Choice(choice, variant) => self.constant(&choice.name, &variant.name.shouting()),
            Form::Text(text) if !matches!(expression.ty.without_option(), Type::Object(_)) => literal(text),
            _ => {
                let (code, ty) = self.call(expression, UNASKED)?;
                self.kept(&code, &ty)?
            }
        })
    }

    /// Puts a handle into a variable.
    pub fn kept(&mut self, code: &str, ty: &CType) -> Result<String> {
        let CType::OwnedHandle(name) = ty else { bail!("{code} gives no handle") };
        self.variables += 1;
        let variable = format!("made_{}", self.variables);
        self.before += &format!("    {}{variable} = {code};\n", spelled(&self.abi.prefix, ty));
        self.after += &format!("    {name}_free({variable});\n");
        Ok(variable)
    }

    /// What is passed for an argument.
    fn argument(&mut self, ty: &Type, default: Option<&Default>, value: Option<&Expression>) -> Result<Vec<String>> {
        let given = match value {
            Some(Expression { form: Form::None, .. }) | None => None,
            given => given,
        };
        Ok(match (ty.without_option(), given) {
            (Type::String, Some(value)) => vec![self.operand(value)?, length(value)],
            (Type::String, None) => match default {
                Some(Default::String(text)) => vec![literal(text), "NUL_TERMINATED".into()],
                _ => vec!["NULL".into(), "0".into()],
            },
            (Type::Callback { .. }, _) => vec!["NULL".into(), "NULL".into()],
            (Type::List(element), given) => self.list(element.without_option(), given)?,
            (Type::Enum(_) | Type::Object(_) | Type::Record(_), Some(value)) => vec![self.operand(value)?],
            (Type::Enum(name), None) => vec![self.constant(name, "NONE")],
            (Type::Object(_) | Type::Record(_), None) => vec!["NULL".into()],
            (scalar, given) => {
                let value = match (given, default) {
                    (Some(given), _) => self.operand(given)?,
                    (None, Some(Default::Bool(value))) => value.to_string(),
                    (None, Some(Default::Int(number) | Default::Float(number))) => number.clone(),
                    (None, _) if ty.is_option() => return Ok(vec!["NULL".into()]),
                    (None, _) => "0".into(),
                };
                let plain = spelled(&self.abi.prefix, &c_abi::element_in(&self.abi.prefix, scalar));
                vec![if ty.is_option() { format!("&(const {plain}){{{value}}}") } else { value }]
            }
        })
    }

    fn list(&mut self, element: &Type, given: Option<&Expression>) -> Result<Vec<String>> {
        let given = match given.map(|value| &value.form) {
            Some(Form::List(items)) => items.as_slice(),
            _ => &[],
        };
        let items = given.iter().map(|item| self.operand(item)).collect::<Result<Vec<_>>>()?;
        let array = match items.as_slice() {
            [] => "NULL".to_owned(),
            items => {
                let item = spelled(&self.abi.prefix, &c_abi::element_in(&self.abi.prefix, element));
                let constant = if item.ends_with('*') { format!("{item}const") } else { format!("const {item}") };
                format!("({constant}[]){{{}}}", items.join(", "))
            }
        };
        // Lengths are told where a text has a NUL inside.
        let lengths = matches!(element, Type::String).then(|| match given.iter().map(length).collect::<Vec<_>>() {
            lengths if lengths.iter().all(|length| length == NUL_TERMINATED) => "NULL".to_owned(),
            lengths => format!("(const size_t[]){{{}}}", lengths.join(", ")),
        });
        Ok([array].into_iter().chain(lengths).chain([items.len().to_string()]).collect())
    }

    /// The constant of a choice.
    fn constant(&self, choice: &Name, variant: &str) -> String {
        format!("{}_{}_{variant}", self.interface.namespace.shouting(), choice.shouting())
    }
}

/// The length of a text: it ends at its NUL, unless it has one inside.
fn length(text: &Expression) -> String {
    match &text.form {
        Form::Text(text) if text.contains('\0') => text.len().to_string(),
        _ => NUL_TERMINATED.into(),
    }
}

/// What stands for the length of a text that ends at its NUL.
const NUL_TERMINATED: &str = "NUL_TERMINATED";

/// A text as C writes it.
pub fn literal(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'"' | b'\\' | b'?' => format!("\\{}", byte as char),
        b' '..=b'~' => (byte as char).to_string(),
        _ => format!("\\{byte:03o}"),
    };
    format!("\"{}\"", text.bytes().map(byte).collect::<String>())
}
