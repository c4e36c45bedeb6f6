//! Functions: signature, documentation, and a body that reads the arguments, calls C and gives the result.

use super::super::docs::of_function;
use super::super::spelling::{default, identifier};
use super::convert::{argument_reader, given, out_parameter, passed};
use crate::c_abi::{Abi, apart_from, in_characters, symbol, type_names};
use crate::fill::{self, filled};
use crate::interface::*;
use std::collections::BTreeSet;

/// Writes the functions of an interface.
pub struct Writer<'a> {
    /// The interface.
    pub interface: &'a Interface,
    /// What every symbol starts with.
    pub prefix: &'a str,
    /// Every symbol that there is.
    pub symbols: BTreeSet<&'a str>,
    /// The C names of all types.
    types: Vec<String>,
}

/// A call of C: all that a body depends on.
pub struct Call<'a> {
    /// The symbol.
    pub symbol: String,
    /// What stands for the receiver in the call.
    pub receiver: Option<&'a str>,
    /// The arguments.
    pub arguments: &'a [Argument],
    /// Whether the last argument is written as separate ones.
    pub is_variadic: bool,
    /// What it gives.
    pub returns: Option<Type>,
    /// Whether it always gives the same text.
    pub is_constant: bool,
    /// Whether it can fail.
    pub throws: bool,
    /// Whether its lists cannot be changed.
    pub is_fixed: bool,
}

impl<'a> Writer<'a> {
    /// A writer for an interface and its symbols.
    pub fn new(interface: &'a Interface, abi: &'a Abi) -> Self {
        let symbols = abi.functions().map(|function| function.symbol.as_str()).collect();
        Self { interface, prefix: &abi.prefix, symbols, types: type_names(interface) }
    }

    /// A symbol, apart from the names of types.
    pub fn apart(&self, symbol: String) -> String {
        apart_from(&self.types, symbol)
    }

    /// The call of a function of `owner`.
    pub fn call(&self, owner: Option<&Name>, function: &'a Function, is_text: bool, receiver: Option<&'a str>) -> Call<'a> {
        let made = owner.filter(|_| function.is_constructor).map(|owner| Type::Object(owner.clone()));
        Call {
            symbol: self.apart(symbol(self.prefix, owner, function, is_text)),
            receiver,
            arguments: &function.arguments,
            is_variadic: function.is_variadic,
            returns: made.or_else(|| function.returns.clone()),
            is_constant: function.is_constant,
            throws: function.throws(),
            is_fixed: function.is_property,
        }
    }

    /// The statements of a call, where each argument is read by what `read` says.
    pub fn body(&self, call: &Call, read: impl Fn(usize, &Argument) -> String) -> Vec<String> {
        let mut lines: Vec<String> = call.arguments.iter().enumerate().map(|(place, argument)| read(place, argument)).collect();
        let callback = call.arguments.iter().find(|argument| argument.ty.is_callback());
        let mut rest = self.called(call);
        if let Some(callback) = callback {
            lines.push(format!("with {}:", identifier(&callback.name)));
            rest.iter_mut().for_each(|line| line.insert_str(0, "    "));
        }
        lines.extend(rest);
        lines
    }

    fn called(&self, call: &Call) -> Vec<String> {
        let view = format!("{}_view", call.symbol);
        let is_lent = self.symbols.contains(view.as_str());
        let is_offset = matches!(call.returns.as_ref().map(Type::without_option), Some(Type::Offset(_)));
        let symbol = match () {
            () if is_lent => view,
            () if is_offset => in_characters(&call.symbol),
            () => call.symbol.clone(),
        };
        let lent = is_lent.then(|| ("_length", "size_t".to_owned()));
        let out = lent.or_else(|| out_parameter(call.returns.as_ref()?));
        let error = call.throws.then(|| ("_error", "void *".to_owned()));
        let (mut lines, mut passed_on) = (vec![], Vec::from_iter(call.receiver.map(str::to_owned)));
        passed_on.extend(call.arguments.iter().map(|argument| passed(&identifier(&argument.name), &argument.ty)));
        for (name, kind) in out.into_iter().chain(error) {
            lines.push(format!("{name} = _r.new(\"{kind}[1]\")"));
            passed_on.push(name.to_owned());
        }
        let called = format!("_C.{symbol}({})", passed_on.join(", "));
        let Some(returns) = &call.returns else {
            lines.extend([called, if call.throws { "_g.check(_error)".to_owned() } else { "_g.over()".to_owned() }]);
            return lines;
        };
        let raw = match call.throws {
            true => {
                lines.extend([format!("_result = {called}"), "_g.check(_error)".to_owned()]);
                "_result".to_owned()
            }
            false => format!("_g.checked({called})"),
        };
        lines.push(match () {
            () if call.is_constant => format!("return _g.constant({raw})"),
            () if is_lent => format!("return _g.lent({raw}, _length)"),
            () => format!("return {}", given(returns, &raw, call.is_fixed)),
        });
        lines
    }

    /// The function of a name: its line, its documentation and its body.
    pub fn function(&self, name: &str, receiver: Option<&str>, call: &Call, docs: &str, body: &[String]) -> Vec<String> {
        let head = format!("def {name}({}):", parameters(receiver, call.arguments, call.is_variadic).join(", "));
        let docs = Some(docstring(docs)).filter(|docs| docs != "\"\"\"\"\"\"");
        let body = docs.iter().chain(body).map(|line| indented(line));
        [head].into_iter().chain(body).collect()
    }

    /// The documentation of a function.
    pub fn docs(&self, owner: Option<&Name>, function: &Function) -> String {
        of_function(self.interface, owner, function)
    }
}

/// The statement that reads an argument.
pub fn read(call: &Call, place: usize, argument: &Argument) -> String {
    let is_last = place + 1 == call.arguments.len();
    read_by(&argument_reader(argument), argument, call.is_variadic && is_last)
}

/// The statement that reads an argument by something; separate arguments have no common name.
pub fn read_by(reader: &str, argument: &Argument, is_variadic: bool) -> String {
    let name = identifier(&argument.name);
    match is_variadic {
        true => format!("{name} = _r.arguments({reader}, {name})"),
        false => format!("{name} = _r.argument(\"{name}\", {reader}, {name})"),
    }
}

fn parameters(receiver: Option<&str>, arguments: &[Argument], is_variadic: bool) -> Vec<String> {
    let parameter = |(place, argument): (usize, &Argument)| {
        let name = identifier(&argument.name);
        match &argument.default {
            _ if is_variadic && place + 1 == arguments.len() => format!("*{name}"),
            Some(value) => format!("{name}={}", default(&argument.ty, value)),
            None => name,
        }
    };
    receiver.map(str::to_owned).into_iter().chain(arguments.iter().enumerate().map(parameter)).collect()
}

/// A docstring that is exactly the text: its lines are not indented.
pub fn docstring(docs: &str) -> String {
    // `help()` indents methods by eight columns.
    let text = filled(docs, fill::PYTHON - 8).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"\"\"{text}\"\"\"")
}

/// A statement one level deeper. The further lines of a text stay where they are.
pub fn indented(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("    {line}") }
}
