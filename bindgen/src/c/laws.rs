//! A test program for the laws that hold for every type: NULL, choices and their texts, values and what can be read from them, errors.

use super::made::{Body, literal};
use crate::c_abi::{self, Abi, CFunction, CType, Role, Section, Subject, type_name};
use crate::example::Expression;
use crate::interface::*;
use crate::law::{Attempt, Failure, Laws};
use crate::output::MARKER;
use anyhow::{Context, Result, bail};
use askama::Template;

#[derive(Template)]
#[template(path = "c/laws.c.txt", escape = "none")]
struct Program<'a> {
    marker: &'a str,
    prefix: &'a str,
    shouting: String,
    /// The choices that are read from text: their C type, how many there are.
    choices: Vec<(String, usize)>,
    /// What frees a handle: each takes NULL.
    frees: Vec<&'a str>,
    /// What compares two handles for equality: NULL is equal to NULL.
    equals: Vec<&'a str>,
    /// The types of handles.
    kinds: Vec<Kind<'a>>,
    /// The types of handles that a list has.
    lists: Vec<String>,
    /// What makes values: the statements of a function for each.
    values: Vec<String>,
    /// What fails: the statements of a function for each.
    failures: Vec<String>,
    /// What tells problems: the statements of a function for each.
    problems: Vec<String>,
}

/// A type of handles.
struct Kind<'a> {
    /// Its C name.
    name: String,
    traits: Traits,
    /// What tells two values apart: a suffix of a symbol.
    shown: Option<&'static str>,
    /// Whether it is read from the text that it prints as: the call, and the kind of error that a wrong text has.
    parse: Option<(String, String)>,
    /// What says whether a text is one: the call.
    is_valid: Option<String>,
    /// What is read of one: statements over `self` and `depth`.
    readings: Vec<String>,
    /// What its properties say, put together: statements over `self` and `answers`.
    answers: Vec<String>,
    /// The calls that make it a container: the type of its list, that list, its length, whether it contains an item.
    container: Option<Container>,
    /// The symbols that make it a sequence: the item at a place, the number, a part, and the type of an item.
    sequence: Option<(&'a str, &'a str, &'a str, String)>,
}

/// What a container's laws call.
struct Container {
    list: String,
    items: String,
    length: Option<String>,
    contains: Option<String>,
    /// What makes an item a text, if that is asked for.
    to_text: Option<String>,
    /// The type of an item, up to its name.
    item: String,
    /// What frees an item.
    free: String,
}

/// The program's text.
pub fn laws(interface: &Interface, abi: &Abi, laws: &Laws) -> Result<String> {
    let symbols = |wanted: fn(&CFunction) -> bool| -> Vec<&str> {
        abi.functions().filter(|function| wanted(function)).map(|function| function.symbol.as_str()).collect()
    };
    let read = interface.enums.iter().filter(|choice| choice.reads_text);
    let of_handles = || abi.sections.iter().filter(|section| matches!(section.subject, Subject::Object(_) | Subject::Record(_)));
    let elements = interface.list_elements();
    let handles = elements.iter().filter(|element| matches!(element, Type::Object(_) | Type::Record(_)));
    let generator = Generator { interface, abi };
    let has_values = !laws.values.is_empty();
    let kinds = of_handles().filter(|_| has_values).map(|section| generator.kind(section));
    let program = Program {
        marker: MARKER,
        prefix: &abi.prefix,
        shouting: interface.namespace.shouting(),
        choices: read.map(|choice| (type_name(&abi.prefix, &choice.name), choice.variants.len())).collect(),
        frees: symbols(|function| function.role == Role::Free),
        equals: of_handles()
            .flat_map(|section| &section.functions)
            .filter(|function| function.role == Role::Equal)
            .map(|function| function.symbol.as_str())
            .collect(),
        kinds: kinds.collect::<Result<_>>()?,
        lists: handles.map(|element| c_abi::list_name(&abi.prefix, element).trim_end_matches("_list").to_owned()).collect(),
        values: laws.values.iter().map(|value| generator.value(value)).collect::<Result<_>>()?,
        failures: laws.failures.iter().map(|failure| generator.failure(failure)).collect::<Result<_>>()?,
        problems: laws.problems.iter().map(|(code, call)| generator.problem(code, call)).collect::<Result<_>>()?,
    };
    Ok(program.render()?)
}

struct Generator<'a> {
    interface: &'a Interface,
    abi: &'a Abi,
}

impl<'a> Generator<'a> {
    fn kind(&self, section: &'a Section) -> Result<Kind<'a>> {
        let (name, object, traits) = match &section.subject {
            Subject::Object(name) => (name, Some(self.interface.object(name)), self.interface.object(name).traits),
            Subject::Record(name) => (name, None, *self.interface.traits_of(name).context("a record has traits")?),
            other => bail!("{other:?} is no handle"),
        };
        let c_name = type_name(&self.abi.prefix, name);
        let parse = object.filter(|object| object.is_text).and_then(|object| object.primary.as_ref());
        Ok(Kind {
            shown: if traits.debug { Some("debug") } else { traits.display.then_some("to_string") },
            parse: match parse {
                Some(primary) => Some((self.of_text(primary, name)?, self.error_of(name))),
                None => None,
            },
            is_valid: parse.and_then(|_| self.validity(name)),
            readings: section.functions.iter().filter_map(|function| reading(function, section)).collect(),
            answers: section.functions.iter().filter_map(answer).collect(),
            container: object.map(|object| self.container(object, section)).transpose()?.flatten(),
            sequence: object.and_then(|object| self.sequence(object, section)),
            name: c_name,
            traits,
        })
    }

    /// The call that reads `text`, with all else left out.
    fn of_text(&self, primary: &Function, owner: &Name) -> Result<String> {
        Body::new(self.interface, self.abi).of_text(Some(owner), primary)
    }

    /// The code of the error that a wrong text of a type is, if that has one of its own.
    fn error_of(&self, name: &Name) -> String {
        let own = self.interface.error_variants().find(|variant| variant.name == *name);
        own.map_or("-1".into(), |variant| format!("{}_ERROR_{}", self.interface.namespace.shouting(), variant.kind.shouting()))
    }

    /// The call of `is_valid_…` of that type.
    fn validity(&self, name: &Name) -> Option<String> {
        let wanted = format!("is_valid_{}", name.snake());
        let function = self.interface.functions.iter().find(|function| function.name.snake() == wanted)?;
        Body::new(self.interface, self.abi).of_text(None, function).ok()
    }

    fn container(&self, object: &Object, section: &Section) -> Result<Option<Container>> {
        let protocol = &object.protocol;
        let Some(iterate) = protocol.iterate.as_deref().and_then(|name| object.method(name)) else { return Ok(None) };
        let call = |name: &Option<String>| name.as_deref().and_then(|name| symbol_of(section, name));
        let (Some(items), Some(element)) =
            (symbol_of(section, iterate.name.rust()), iterate.returns.as_ref().and_then(Type::list_element))
        else {
            return Ok(None);
        };
        let prefix = &self.abi.prefix;
        let list = c_abi::list_name(prefix, element);
        let asks = protocol.contains.as_deref().and_then(|name| object.method(name)).map(|method| &method.arguments[0].ty);
        let (to_text, item, free) = match element {
            Type::String => (None, "char *".to_owned(), format!("{prefix}_string_free")),
            Type::Object(name) | Type::Record(name) => {
                let of_text = matches!(asks, Some(Type::String));
                let c_name = type_name(prefix, name);
                (of_text.then(|| format!("{c_name}_to_string")), format!("{c_name} *"), format!("{c_name}_free"))
            }
            _ => return Ok(None),
        };
        let is_text = to_text.is_some() || *element == Type::String;
        let given = match (is_text, asks) {
            (true, Some(Type::String)) => Some("item, NUL_TERMINATED"),
            (false, Some(Type::Object(_) | Type::Record(_))) => Some("item"),
            _ => None,
        };
        let contains = given.and_then(|given| Some(format!("{}(self, {given})", call(&protocol.contains)?)));
        let length = call(&protocol.length).map(|symbol| format!("{symbol}(self)"));
        Ok(Some(Container { list, items: format!("{items}(self)"), length, contains, to_text, item, free }))
    }

    fn sequence(&self, object: &'a Object, section: &'a Section) -> Option<(&'a str, &'a str, &'a str, String)> {
        let sequence = object.sequence()?;
        let symbol = |function: &Function| symbol_of(section, function.name.rust());
        let (Type::Object(item) | Type::Record(item)) = sequence.item() else { return None };
        // What cannot fail has no place for an error.
        if !sequence.index.throws() || sequence.slice.throws() {
            return None;
        }
        Some((symbol(sequence.index)?, symbol(sequence.length)?, symbol(sequence.slice)?, type_name(&self.abi.prefix, item)))
    }

    fn value(&self, value: &Expression) -> Result<String> {
        let mut body = Body::new(self.interface, self.abi);
        let (code, ty) = body.call(value, "NULL")?;
        let CType::OwnedHandle(name) = &ty else { bail!("{code} makes no handle") };
        Ok(format!("{}    reach_{name}({code}, DEPTH);\n{}", body.before, body.after))
    }

    fn problem(&self, wanted: &str, call: &Expression) -> Result<String> {
        let mut body = Body::new(self.interface, self.abi);
        let (code, ty) = body.call(call, "NULL")?;
        let CType::OwnedHandle(list) = &ty else { bail!("{code} gives no list") };
        let problem = list.strip_suffix("_list").with_context(|| format!("{code} gives no list"))?;
        Ok(format!("{}    CHECK_PROBLEMS({problem}, {code}, {});\n{}", body.before, literal(wanted), body.after))
    }

    fn failure(&self, failure: &Failure) -> Result<String> {
        let mut body = Body::new(self.interface, self.abi);
        let (code, ty) = match &failure.call {
            Attempt::Call(call) => body.call(call, "&error")?,
            Attempt::Read(choice, text) => {
                let name = type_name(&self.abi.prefix, &choice.name);
                (format!("{name}_parse({}, NUL_TERMINATED, &error)", literal(text)), CType::Enum(choice.name.clone()))
            }
        };
        let kind = format!("{}_ERROR_{}", self.interface.namespace.shouting(), failure.kind.kind.shouting());
        let nothing = c_abi::nothing(&ty);
        Ok(format!(
            "{}    CHECK({code} == {nothing});\n    CHECK_CODE(error, {kind}, {});\n{}",
            body.before,
            literal(&failure.code),
            body.after
        ))
    }
}

/// The symbol of a method.
fn symbol_of<'a>(section: &'a Section, method: &str) -> Option<&'a str> {
    let is_it = |function: &&CFunction| matches!(&function.role, Role::Call(_, f) if f.name.rust() == method);
    section.functions.iter().find(is_it).map(|function| function.symbol.as_str())
}

/// What a method that takes nothing leads to, or what a field holds.
fn reading(function: &CFunction, section: &Section) -> Option<String> {
    let ty = match &function.role {
        Role::Call(_, call) if call.arguments.is_empty() && !call.is_constructor => call.returns.as_ref()?,
        Role::RecordField(field) => &field.ty,
        _ => return None,
    };
    let call = of_self(function);
    let is_handle = |ty: &Type| matches!(ty, Type::Object(_) | Type::Record(_));
    match &function.returns {
        CType::OwnedHandle(name) => match ty.list_element() {
            Some(element) if !is_handle(element) => Some(format!("{name}_free({call});")),
            None if ty.without_option().is_collection() => Some(format!("{name}_free({call});")),
            _ => Some(format!("reach_{name}({call}, depth);")),
        },
        CType::OwnedText => {
            let is_view = |other: &&CFunction| matches!(&other.role, Role::View(of) if **of == function.role);
            let view = section.functions.iter().find(is_view)?;
            let rest = if view.parameters.last().is_some_and(|last| last.name == "error") { ", NULL" } else { "" };
            Some(format!("LAW_LENT({call}, {}(self, &length{rest}));", view.symbol))
        }
        _ => None,
    }
}

/// What a property says, if that is a text or a plain value: added to the other answers.
fn answer(function: &CFunction) -> Option<String> {
    let is_plain = match &function.role {
        Role::Call(_, call) => call.arguments.is_empty() && !call.is_constructor,
        role => matches!(role, Role::RecordField(_) | Role::Display),
    };
    let adds = match function.returns {
        _ if !is_plain => return None,
        CType::OwnedText => "with_text",
        CType::Bool | CType::Int { .. } | CType::Size | CType::Enum(_) => "with_number",
        _ => return None,
    };
    let cast = if adds == "with_number" { "(uint64_t)" } else { "" };
    Some(format!("answers = {adds}(answers, {cast}{});", of_self(function)))
}

/// A call of what takes nothing else, with all that it could write to left out.
fn of_self(function: &CFunction) -> String {
    let rest: String = function.parameters.iter().skip(1).map(|_| ", NULL").collect();
    format!("{}(self{rest})", function.symbol)
}
