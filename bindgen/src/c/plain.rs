//! Plain structs in the glue: what they are, what becomes of them, and the functions that take and give them.

use super::crossing::{Unit, crossed};
use super::glue::{Writer, choice_of, number_of, rust_name, told};
use crate::c_abi::{Role, Subject, companion};
use crate::copies::copied;
use crate::interface::*;
use crate::names::rust_identifier;

/// The name of a plain struct in Rust.
pub fn plain_type(name: &Name) -> String {
    format!("{name}Plain")
}

fn of_plain(name: &Name) -> String {
    format!("{}_of_plain", name.snake())
}

fn plain_of(name: &Name) -> String {
    format!("plain_of_{}", name.snake())
}

/// A plain struct, what makes a record of one, and what makes one of a record.
pub fn plain_struct(record: &Record) -> String {
    let Record { name, fields, .. } = record;
    let (mut declared, mut lifted, mut lowered) = (String::new(), String::new(), String::new());
    for field in fields {
        let (field_name, ty) = (rust_identifier(field.name.rust()), &field.ty);
        let (rust, lift, lower) = match ty {
            Type::Enum(of) => {
                let copy = copied(ty, &format!("&it.{field_name}"));
                let lift = format!("rt::choice_in({}, it.{field_name}, what)?", choice_of(of));
                ("i32".to_owned(), lift, format!("{}({copy})", number_of(of)))
            }
            Type::Record(of) => {
                let lift = format!("{}(it.{field_name}, what)?", of_plain(of));
                (plain_type(of), lift, format!("{}(&it.{field_name})", plain_of(of)))
            }
            scalar => (scalar.rust(), format!("it.{field_name}"), format!("it.{field_name}")),
        };
        declared += &format!("pub {field_name}: {rust},");
        lifted += &format!("{field_name}: {lift},");
        lowered += &format!("{field_name}: {lower},");
    }
    let plain = plain_type(name);
    format!(
        "/// The record of that name as C has it, as a plain struct.\n#[repr(C)] #[derive(Clone, Copy, Default)] pub struct {plain} {{ {declared} }}\n\n\
         #[allow(dead_code, reason = \"some records only go in, and some only come out\")]\n\
         fn {}(it: {plain}, what: &'static str) -> Result<ffi::{name}, Box<rt::Failure>> {{ let _ = what; Ok(ffi::{name} {{ {lifted} }}) }}\n\n\
         #[allow(dead_code, reason = \"some records only go in, and some only come out\")]\n\
         fn {}(it: &ffi::{name}) -> {plain} {{ {plain} {{ {lowered} }} }}\n\n",
        of_plain(name),
        plain_of(name)
    )
}

impl Writer<'_> {
    /// The plain record that a type is, or is made of.
    fn plain<'a>(&self, ty: &'a Type) -> Option<&'a Name> {
        match ty {
            Type::Record(name) if self.interface.is_plain(self.interface.record(name)) => Some(name),
            // What stands deeper is a handle.
            Type::Option(inner) if matches!(**inner, Type::Record(_) | Type::List(_)) => self.plain(inner),
            Type::List(inner) if matches!(**inner, Type::Record(_)) => self.plain(inner),
            _ => None,
        }
    }

    /// The body of a function that takes or gives plain structs.
    pub fn plain_body(&self, role: &Role, subject: &Subject) -> String {
        match (role, subject) {
            (Role::Call(owner, call), _) => self.plain_call(owner.as_ref(), call, subject),
            (Role::ListGet, Subject::List(Type::Record(name))) => {
                let this = "let this = rt::handle(this, \"self\")?;";
                format!("{this} Ok(this.get(index).map_or_else(Default::default, |some| {}(some)))", plain_of(name))
            }
            (Role::ListNew, Subject::List(element)) => {
                let ty = Type::List(Box::new(element.clone()));
                format!("{} Ok({})", self.plain_argument("items", &ty), crossed(&ty, "items", Unit::Bytes))
            }
            (role, subject) => unreachable!("{role:?} of {subject:?} has no plain form"),
        }
    }

    fn plain_call(&self, owner: Option<&Name>, call: &Function, subject: &Subject) -> String {
        let (before, value) = self.called(owner, call, subject, true);
        let result = match (&call.returns, call.returns.as_ref().and_then(|ty| self.plain(ty))) {
            (Some(Type::Record(_)), Some(name)) => format!("Ok({}(&{value}))", plain_of(name)),
            (Some(Type::Option(_)), Some(name)) => format!("Ok(rt::option_out({value}.as_ref().map({}), value))", plain_of(name)),
            _ => self.result(call, &value, Unit::Bytes),
        };
        format!("{before} {result}")
    }

    /// The statement that makes an argument of a plain struct, and how it is passed on.
    pub fn plain_argument_of(&self, argument: &Argument) -> Option<(String, String)> {
        self.plain(&argument.ty)?;
        let x = rust_name(&self.c_name(&argument.name, &argument.ty));
        let passed = if argument.by_ref { format!("&{x}") } else { x.clone() };
        Some((self.plain_argument(&x, &argument.ty), passed))
    }

    /// The statement that makes the record of a plain struct that a method is of.
    pub fn plain_this(&self, subject: &Subject) -> Option<String> {
        let Subject::Record(name) = subject else { return None };
        self.plain(&Type::Record(name.clone()))?;
        Some(format!("let this = {}(this, \"self\")?;", of_plain(name)))
    }

    /// The statement that makes an argument of what C gave.
    fn plain_argument(&self, x: &str, ty: &Type) -> String {
        let name = self.plain(ty).expect("it is plain");
        let (lift, told) = (of_plain(name), told(x));
        let list = || {
            let items = format!("rt::numbers_in({x}, {}, {told:?})?.into_iter()", companion(x, "count"));
            format!("{items}.map(|item| {lift}(item, {told:?})).collect::<Result<Vec<_>, _>>()?")
        };
        let value = match (ty, ty.without_option()) {
            (Type::Option(_), Type::List(_)) => format!("if {x}.is_null() {{ None }} else {{ Some({}) }}", list()),
            (Type::Option(_), _) => format!("{x}.as_ref().copied().map(|item| {lift}(item, {told:?})).transpose()?"),
            (_, Type::List(_)) => list(),
            _ => format!("{lift}({x}, {told:?})?"),
        };
        format!("let {x} = {value};")
    }
}
