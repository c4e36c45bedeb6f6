//! Examples as functions that `go test` runs and `go doc` shows beside what they are about.

use super::Go;
use super::function::Owner as Of;
use super::spell::quoted;
use super::types::{has_no_nil, is_pointer};
use crate::example::{self, Call, Example, Expression, Form, Line, Owner, Place};
use crate::interface::*;
use crate::output::MARKER;
use anyhow::Result;
use std::collections::BTreeSet;

/// The body of an example.
#[derive(Default)]
struct Body {
    statements: String,
    output: Vec<String>,
    variables: BTreeSet<String>,
}

impl Go<'_> {
    /// The test file with all examples; nothing if there are none.
    pub fn examples(&self, interface: &Interface) -> Result<Option<String>> {
        let examples = example::all(interface);
        if examples.is_empty() {
            return Ok(None);
        }
        let (package, module) = (&self.package, &self.settings.module);
        let function = |(place, example): (Place, Result<Example>)| Ok(self.example(place, &example?));
        let functions = examples.into_iter().map(function).collect::<Result<String>>()?;
        let context = if functions.contains("context.Background()") { "\t\"context\"\n" } else { "" };
        let errors = if functions.contains("errors.Is(") { "\t\"errors\"\n" } else { "" };
        Ok(Some(format!(
            "// {MARKER}\n\npackage {package}_test\n\nimport (\n{context}{errors}\t\"fmt\"\n\n\t{package} \"{module}\"\n)\n{functions}"
        )))
    }

    /// The function of an example.
    pub fn example(&self, place: Place, example: &Example) -> String {
        let mut body = Body::default();
        for line in example {
            match line {
                Line::Let(name, value) => {
                    let name = self.names.argument(name, "");
                    let code = self.code(&mut body, value, true);
                    self.assign(&mut body, &name, value, &code);
                }
                Line::Fails(call, kind, code) => self.failure(&mut body, call, kind, code),
                Line::Shows(value, shown) => {
                    let code = self.code(&mut body, value, true);
                    let star = if self.is_pointed_at(value) && !matches!(shown.form, Form::None) { "*" } else { "" };
                    body.statements += &format!("\tfmt.Println({star}{code})\n");
                    body.output.push(self.printed(value, shown));
                }
            }
        }
        let output = match body.output.as_slice() {
            [line] => format!("\t// Output: {line}\n"),
            lines => format!("\t// Output:\n{}", lines.iter().map(|line| format!("\t// {line}\n")).collect::<String>()),
        };
        format!("\nfunc {}() {{\n{}{output}}}\n", self.example_name(place), body.statements)
    }

    /// A call that fails, and that it does with that kind of error and the code.
    fn failure(&self, body: &mut Body, expression: &Expression, kind: &ErrorVariant, code: &str) {
        let Form::Call(call) = &expression.form else { unreachable!("only calls fail") };
        let made = usize::from(call.function.returns.is_some()) + usize::from(tells_presence(expression));
        let spelled = self.spelled_call(body, call, false);
        let assigns = if body.variables.insert("err".into()) { ":=" } else { "=" };
        let package = &self.package;
        // The codes of what is wrong with files have no names.
        let is_named = self.interface.error_codes.iter().any(|named| named == code);
        let code = if is_named { self.code_name(code) } else { format!("ErrorCode({})", quoted(code)) };
        body.statements += &format!("\t{}err {assigns} {spelled}\n", "_, ".repeat(made));
        body.statements += &format!("\tfmt.Printf(\"%T %t\\n\", err, errors.Is(err, {package}.{code}))\n");
        body.output.push(format!("*{package}.{} true", self.names.exported(&kind.class)));
    }

    fn example_name(&self, (owner, function): Place) -> String {
        let exported = |name| self.names.exported(name);
        match (owner, function) {
            (Owner::Object(object), Some(f)) if f.is_constructor => format!("Example{}", self.names.constructor(object, f)),
            (Owner::Object(object), Some(f)) => format!("Example{}_{}", exported(&object.name), self.method_name(object, f)),
            (Owner::Object(object), None) => format!("Example{}", exported(&object.name)),
            (Owner::Enum(choice), Some(f)) => format!("Example{}_{}", exported(&choice.name), self.names.method(f)),
            (Owner::Enum(choice), None) => format!("Example{}", exported(&choice.name)),
            (Owner::Record(record), Some(f)) => format!("Example{}_{}", exported(&record.name), self.names.method(f)),
            (Owner::Record(record), None) => format!("Example{}", exported(&record.name)),
            (Owner::Library, f) => format!("Example{}", f.map(|f| exported(&f.name)).unwrap_or_default()),
        }
    }

    /// An expression. What can fail is put into a variable first, unless all results are wanted.
    fn code(&self, body: &mut Body, expression: &Expression, with_all_results: bool) -> String {
        let package = &self.package;
        let ty = expression.ty.without_option();
        match &expression.form {
            Form::Variable(name) => self.names.argument(name, ""),
            Form::None if self.is_given_text(&expression.ty) => "\"\"".into(),
            Form::None if matches!(ty, Type::Enum(_)) => "0".into(),
            Form::None => "nil".into(),
            Form::Bool(value) => value.to_string(),
            Form::Int(number) => number.clone(),
            Form::Text(text) => match ty {
                Type::Object(name) => format!("{package}.{}({})", self.must_name(self.interface.object(name)), quoted(text)),
                _ => quoted(text),
            },
            Form::Choice(choice, variant) => format!("{package}.{}", self.names.choice(choice, variant)),
            Form::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.code(body, item, false)).collect();
                let list = format!("[]{}{{{}}}", self.qualified(ty.list_element().unwrap_or(&Type::String)), items.join(", "));
                let Type::Object(name) = ty else { return list };
                let object = self.interface.object(name);
                let Some(primary) = &object.primary else { return list };
                let code = format!("{package}.{}({list})", self.names.constructor(object, primary));
                if primary.throws() { self.kept(body, expression, &code) } else { code }
            }
            Form::Record(record, fields) => {
                let field = |(field, value): &(&Field, Expression)| {
                    format!("{}: {}", self.names.part(&field.name), self.code(body, value, false))
                };
                let fields: Vec<_> = fields.iter().map(field).collect();
                format!("{package}.{}{{{}}}", self.names.exported(&record.name), fields.join(", "))
            }
            Form::Field(of, field) => format!("{}.{}", self.code(body, of, false), self.names.part(&field.name)),
            Form::At(of, index) => format!("{}[{index}]", self.code(body, of, false)),
            Form::Call(call) => {
                let code = self.spelled_call(body, call, true);
                let is_alone = self.fails(expression) == 0 && !tells_presence(expression);
                if is_alone || with_all_results { code } else { self.kept(body, expression, &code) }
            }
        }
    }

    /// A call. What is read from text is read by what panics, if it must not fail.
    fn spelled_call(&self, body: &mut Body, call: &Call, must: bool) -> String {
        let (package, function) = (&self.package, call.function);
        let head = match (call.owner, &call.receiver) {
            (Owner::Object(object), Some(receiver)) => {
                format!("{}.{}", self.code(body, receiver, false), self.method_name(object, function))
            }
            (_, Some(receiver)) => format!("{}.{}", self.code(body, receiver, false), self.names.method(function)),
            (Owner::Object(object), None) if must && is_read_from_text(object, function) => {
                format!("{package}.{}", self.must_name(object))
            }
            (Owner::Object(object), None) => format!("{package}.{}", self.names.constructor(object, function)),
            _ => format!("{package}.{}", self.names.exported(&function.name)),
        };
        let (optional, required): (Vec<_>, Vec<_>) = call.arguments.iter().partition(|(argument, _)| argument.default.is_some());
        let context = function.callback().map(|_| "context.Background()".to_owned());
        let mut passed: Vec<_> = context.into_iter().collect();
        passed.extend(required.iter().flat_map(|(argument, value)| self.passed(body, argument, value, function.is_variadic)));
        passed.extend(function.callback().map(|_| "nil".to_owned()));
        if function.optional().count() < 2 {
            passed.extend(optional.iter().flat_map(|(argument, value)| self.passed(body, argument, value, true)));
        } else if !optional.is_empty() {
            let owner = match call.owner {
                Owner::Object(object) if function.is_constructor => Of::Constructor(object),
                Owner::Object(object) => Of::Object(object),
                Owner::Record(record) => Of::Record(record),
                Owner::Enum(choice) => Of::Enum(choice),
                _ => Of::Package,
            };
            let field = |(argument, value): &&(&Argument, Expression)| {
                format!("{}: {}", self.names.exported(&argument.name), self.code(body, value, false))
            };
            let fields: Vec<_> = optional.iter().map(field).collect();
            passed.push(format!("{package}.{}{{{}}}", self.options_name(owner, function), fields.join(", ")));
        }
        format!("{head}({})", passed.join(", "))
    }

    /// An argument, or its items one by one.
    fn passed(&self, body: &mut Body, argument: &Argument, value: &Expression, one_by_one: bool) -> Vec<String> {
        match &value.form {
            _ if self.is_pointed_at(value) && !argument.ty.is_option() => vec![format!("*{}", self.code(body, value, false))],
            Form::List(items) if one_by_one && value.ty.list_element().is_some() => {
                items.iter().map(|item| self.code(body, item, false)).collect()
            }
            _ => vec![self.code(body, value, false)],
        }
    }

    /// Whether it is a pointer, since there may be nothing. Of numbers and texts that a call gave to a variable a second result tells that.
    fn is_pointed_at(&self, expression: &Expression) -> bool {
        let Type::Option(inner) = &expression.ty else { return false };
        match expression.form {
            Form::Field(..) => is_pointer(inner) && !self.is_given_text(&expression.ty),
            Form::Variable(_) => matches!(**inner, Type::Record(_)),
            _ => false,
        }
    }

    /// Puts something into a variable of its own.
    fn kept(&self, body: &mut Body, expression: &Expression, code: &str) -> String {
        let name = match expression.ty.without_option() {
            Type::Object(name) | Type::Record(name) | Type::Enum(name) => self.names.argument(name, ""),
            _ => "value".into(),
        };
        let mut numbered = (2..).map(|number| format!("{name}{number}"));
        let is_free = |name: &String| !body.variables.contains(name);
        let name = Some(name.clone()).filter(is_free).or_else(|| numbered.find(is_free)).expect("numbers do not end");
        self.assign(body, &name, expression, code);
        name
    }

    fn assign(&self, body: &mut Body, name: &str, expression: &Expression, code: &str) {
        body.variables.insert(name.to_owned());
        let presence = if tells_presence(expression) { ", _" } else { "" };
        let fails = self.fails(expression) > 0;
        if fails {
            body.variables.insert("err".into());
        }
        let (error, check) = if fails { (", err", "\tif err != nil {\n\t\tpanic(err)\n\t}\n") } else { ("", "") };
        body.statements += &format!("\t{name}{presence}{error} := {code}\n{check}");
    }

    /// How many results say that something went wrong.
    fn fails(&self, expression: &Expression) -> usize {
        match &expression.form {
            Form::Call(Call { owner: Owner::Object(object), function, .. }) if is_read_from_text(object, function) => 0,
            Form::Call(call) => usize::from(call.function.throws() || call.function.callback().is_some()),
            Form::List(_) => match expression.ty.without_option() {
                Type::Object(name) => usize::from(self.interface.object(name).primary.as_ref().is_some_and(|f| f.throws())),
                _ => 0,
            },
            _ => 0,
        }
    }

    /// A type as another package names it.
    fn qualified(&self, ty: &Type) -> String {
        match ty {
            Type::Object(name) => format!("*{}.{}", self.package, self.names.exported(name)),
            Type::Record(name) | Type::Enum(name) => format!("{}.{}", self.package, self.names.exported(name)),
            other => self.ty(other.without_option()),
        }
    }

    fn must_name(&self, object: &Object) -> String {
        let primary = object.primary.as_ref().expect("a text type has a primary constructor");
        format!("Must{}", self.names.constructor(object, primary))
    }

    /// What `fmt.Println` writes for all results.
    fn printed(&self, value: &Expression, shown: &Expression) -> String {
        let mut line = printed_value(shown);
        if tells_presence(value) {
            line += if matches!(shown.form, Form::None) { " false" } else { " true" };
        }
        if self.fails(value) > 0 {
            line += " <nil>";
        }
        line
    }
}

/// Whether `MustParse…` makes it.
fn is_read_from_text(object: &Object, function: &Function) -> bool {
    object.is_text && object.primary.as_ref() == Some(function)
}

/// Whether a second result tells if there is one.
fn tells_presence(expression: &Expression) -> bool {
    matches!((&expression.form, &expression.ty), (Form::Call(_), Type::Option(inner)) if has_no_nil(inner))
}

fn printed_value(shown: &Expression) -> String {
    match (&shown.form, shown.ty.without_option()) {
        (Form::None, Type::Bool) => "false".into(),
        (Form::None, Type::Int { .. } | Type::Offset(_)) => "0".into(),
        (Form::None, Type::String) => String::new(),
        (Form::None, Type::List(_)) => "[]".into(),
        (Form::None, Type::Enum(_)) => "none".into(),
        (Form::None, _) => "<nil>".into(),
        (Form::Bool(value), _) => value.to_string(),
        (Form::Int(text) | Form::Text(text), _) => text.clone(),
        (Form::Choice(_, variant), _) => variant.text.clone().unwrap_or_else(|| variant.name.snake()),
        (Form::List(items), _) => format!("[{}]", items.iter().map(printed_value).collect::<Vec<_>>().join(" ")),
        (Form::Variable(_) | Form::Record(..) | Form::Field(..) | Form::At(..) | Form::Call(_), _) => {
            unreachable!("what is shown is a literal")
        }
    }
}
