//! Values that can be taken apart and made again: JSON holds the arguments of their constructor.

use super::Go;
use super::function::Owner;
use super::types::has_no_nil;
use crate::interface::*;

/// How a value is taken apart and made again, in Go.
pub struct Parts {
    /// The type of its parts.
    pub name: String,
    /// Its Go type; of a list type, that of the list itself.
    pub declared: String,
    /// Whether it is a list.
    pub is_list: bool,
    /// The values of the fields, in order.
    pub values: String,
    /// The constructor.
    pub make: String,
    /// What is passed to the constructor: `parts` holds the fields.
    pub passed: String,
    /// Whether the constructor returns an error.
    pub fails: bool,
}

impl Go<'_> {
    /// The parts of an object that is made from them alone. A text type is written as its text, and an argument whose default is not
    /// Go's zero could not be told from one that was left out.
    pub fn parts(&self, object: &Object, receiver: &str) -> Option<Parts> {
        let function = object.primary.as_ref().filter(|_| object.can_be_rebuilt && !object.is_text)?;
        if function.is_variadic || function.arguments.iter().any(|argument| self.literal(argument).is_some()) {
            return None;
        }
        Some(Parts {
            name: format!("{}Parts", self.names.local(&object.name)),
            declared: match object.taken_list() {
                Some(list) => self.ty(&list.ty),
                None => format!("struct {{\n{}}}", self.part_fields(function)),
            },
            is_list: object.list_of.is_some(),
            values: self.part_values(object, function, receiver),
            make: self.names.constructor(object, function),
            passed: if object.list_of.is_some() { "parts".into() } else { self.passed_parts(object, function) },
            fails: function.throws(),
        })
    }

    fn part_fields(&self, function: &Function) -> String {
        let field = |argument: &Argument| (self.names.exported(&argument.name), self.ty(&argument.ty), tag(argument));
        let fields: Vec<_> = function.arguments.iter().map(field).collect();
        let widest = |width: fn(&(String, String, String)) -> usize| fields.iter().map(width).max().unwrap_or_default();
        let (names, types) = (widest(|field| field.0.len()), widest(|field| field.1.len()));
        fields.iter().map(|(name, ty, tag)| format!("\t{name:names$} {ty:types$} {tag}\n")).collect()
    }

    fn part_values(&self, object: &Object, function: &Function, receiver: &str) -> String {
        let value = |argument: &Argument| {
            let property = object.methods.iter().find(|method| method.name == argument.name);
            let read = format!("{receiver}.{}()", self.method_name(object, property.expect("every argument is a property")));
            if self.is_given_text(&argument.ty) {
                format!("valueIf({read})")
            } else if is_told_by_second_result(&argument.ty) {
                format!("pointerIf({read})")
            } else {
                read
            }
        };
        function.arguments.iter().map(value).collect::<Vec<_>>().join(", ")
    }

    fn passed_parts(&self, object: &Object, function: &Function) -> String {
        let part = |argument: &Argument| format!("parts.{}", self.names.exported(&argument.name));
        let mut passed: Vec<_> = function.required().map(part).collect();
        let optional: Vec<_> = function.optional().collect();
        match optional.as_slice() {
            [] => {}
            [one] => passed.push(match &one.ty {
                Type::List(_) => format!("{}...", part(one)),
                given if self.is_given_text(given) => format!("listOfValue({})...", part(one)),
                Type::Option(inner) if has_no_nil(inner) || matches!(**inner, Type::Record(_)) => {
                    format!("listOf({})...", part(one))
                }
                _ => part(one),
            }),
            several => {
                let fields: Vec<_> = several.iter().map(|a| format!("{}: {}", self.names.exported(&a.name), part(a))).collect();
                passed.push(format!("{}{{{}}}", self.options_name(Owner::Constructor(object), function), fields.join(", ")));
            }
        }
        passed.join(", ")
    }
}

fn is_told_by_second_result(ty: &Type) -> bool {
    matches!(ty, Type::Option(inner) if has_no_nil(inner))
}

/// The name in JSON. What may be left out is left out, except that a list that is absent is not one that is empty.
fn tag(argument: &Argument) -> String {
    let is_maybe_list = matches!(&argument.ty, Type::Option(inner) if matches!(**inner, Type::List(_) | Type::Bytes));
    let omitted = if argument.default.is_some() && !is_maybe_list { ",omitempty" } else { "" };
    format!("`json:\"{}{omitted}\"`", argument.name.rust())
}
