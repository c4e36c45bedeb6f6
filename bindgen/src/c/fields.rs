//! Reading everything of a value in C, where no name can be looked up: functions that put all parts of it, one after the other.

use super::spelled;
use crate::c_abi::{self, Abi, CFunction, CType, Parameter, Role, Subject, type_name};
use crate::fields::{Part, Shape, is_text, shapes};
use crate::interface::{Interface, Name, Type};
use crate::output::MARKER;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The header that has these functions. It stands on `put_bytes`, `put_text`, `put_number` and so on of who includes it.
pub fn fields(interface: &Interface, abi: &Abi, root: &str) -> Result<String> {
    let shapes = shapes(interface, root);
    let writer = Writer { interface, abi };
    let mut putters = BTreeMap::new();
    let mut bodies = String::new();
    for shape in &shapes {
        shape.parts.iter().for_each(|part| writer.need(&part.ty, &mut putters));
    }
    for shape in &shapes[1..] {
        bodies += &writer.shape(shape)?;
    }
    let root = shapes.first().context("no such type")?;
    let names: String = root.parts.iter().map(|part| format!("    \"{}\",\n", part.name.rust())).collect();
    let mut text = format!("/* {MARKER} */\nstatic const char *const PARTS[] = {{\n{names}}};\n");
    let _ = writeln!(text, "enum {{ PART_COUNT = {} }};\n", root.parts.len());
    putters.values().for_each(|(declared, _)| text += declared);
    for shape in &shapes[1..] {
        let name = type_name(&abi.prefix, shape.name);
        let _ = writeln!(text, "static void put_{name}(sum *to, {name} *value);");
    }
    text.push('\n');
    putters.values().for_each(|(_, body)| text += body);
    text += &bodies;
    let name = type_name(&abi.prefix, root.name);
    let _ = write!(text, "static void put_parts(sum sums[PART_COUNT], const {name} *value)\n{{\n");
    for (place, part) in root.parts.iter().enumerate() {
        text += &writer.part(root, part, &format!("&sums[{place}]"))?;
    }
    Ok(text + "}\n")
}

struct Writer<'a> {
    interface: &'a Interface,
    abi: &'a Abi,
}

impl Writer<'_> {
    /// The function that puts a handle, or what an enum is called.
    fn putter(&self, ty: &Type) -> String {
        match ty.without_option() {
            Type::Bool => "put_truth".into(),
            Type::Int { signed, .. } => if *signed { "put_signed" } else { "put_number" }.into(),
            Type::String => "put_text".into(),
            Type::List(item) => format!("put_{}", c_abi::list_name(&self.abi.prefix, item)),
            Type::Object(name) | Type::Record(name) | Type::Enum(name) => format!("put_{}", type_name(&self.abi.prefix, name)),
            other => unreachable!("{other:?} is not read"),
        }
    }

    /// Adds what is needed for a type: what declares it, and its body.
    fn need(&self, ty: &Type, putters: &mut BTreeMap<String, (String, String)>) {
        let prefix = &self.abi.prefix;
        match ty.without_option() {
            Type::List(item) => {
                let list = c_abi::list_name(prefix, item);
                let head = format!("static void put_{list}(sum *to, {list} *list)");
                let body = format!(
                    "{head}\n{{\n    put_bytes(to, list ? \"[\" : \"~\", 1);\n    for (size_t i = 0; list && i < {list}_length(list); i++) {{\n        {}(to, {list}_get(list, i));\n    }}\n    put_bytes(to, \"]\", list ? 1 : 0);\n    {list}_free(list);\n}}\n\n",
                    self.putter(item),
                );
                putters.insert(list, (format!("{head};\n"), body));
                self.need(item, putters);
            }
            Type::Object(name) if is_text(self.interface.object(name)) => self.need_text(name, putters),
            Type::Enum(name) => {
                let choice = type_name(prefix, name);
                let head = format!("static void put_{choice}(sum *to, {choice} value)");
                let body = format!("{head}\n{{\n    put_view(to, {choice}_name(value));\n}}\n\n");
                putters.insert(choice, (format!("{head};\n"), body));
            }
            _ => {}
        }
    }

    fn need_text(&self, name: &Name, putters: &mut BTreeMap<String, (String, String)>) {
        let object = type_name(&self.abi.prefix, name);
        let head = format!("static void put_{object}(sum *to, {object} *value)");
        let body =
            format!("{head}\n{{\n    put_text(to, value ? {object}_to_string(value) : NULL);\n    {object}_free(value);\n}}\n\n");
        putters.insert(object, (format!("{head};\n"), body));
    }

    fn shape(&self, shape: &Shape<'_>) -> Result<String> {
        let name = type_name(&self.abi.prefix, shape.name);
        let mut text = format!(
            "static void put_{name}(sum *to, {name} *value)\n{{\n    if (!value) {{\n        put_bytes(to, \"~\", 1);\n        return;\n    }}\n    put_bytes(to, \"(\", 1);\n"
        );
        for part in &shape.parts {
            text += &self.part(shape, part, "to")?;
        }
        Ok(text + &format!("    put_bytes(to, \")\", 1);\n    {name}_free(value);\n}}\n\n"))
    }

    /// The statements that put a part of `value`.
    fn part(&self, shape: &Shape<'_>, part: &Part<'_>, to: &str) -> Result<String> {
        let call = self.symbol(shape, part)?;
        let put = self.putter(&part.ty);
        let has_error = call.parameters.last().is_some_and(|last| last.name == "error");
        let middle = &call.parameters[1..call.parameters.len() - usize::from(has_error)];
        let is_written = matches!(part.ty, Type::Option(_)) && matches!(call.returns, CType::Bool);
        let given: String = match middle {
            [Parameter { ty: CType::Out(_), .. }] if is_written => ", &found".into(),
            others => others.iter().map(|_| ", NULL").collect(),
        };
        let error = if has_error { ", &error" } else { "" };
        let invoked = format!("{}(value{given}{error})", call.symbol);
        let (before, after) = match has_error {
            true => (
                "        polyatom_error *error = NULL;\n",
                "        if (error) {\n            put_error(to, error);\n        } else {\n",
            ),
            false => ("", "        {\n"),
        };
        let before = before.replace("polyatom_", &format!("{}_", self.abi.prefix));
        let after = after.replace("(to,", &format!("({to},"));
        let (declared, put) = if is_written {
            let CType::Out(ty) = &middle.last().context("a place for the value")?.ty else { unreachable!("it is written") };
            let declared = format!("        {} found = 0;\n        bool is_there = {invoked};\n", spelled(&self.abi.prefix, ty));
            (declared, format!("            is_there ? {put}({to}, found) : put_bytes({to}, \"~\", 1);\n"))
        } else {
            let ty = spelled(&self.abi.prefix, &call.returns);
            let space = if ty.ends_with('*') { "" } else { " " };
            (format!("        {ty}{space}found = {invoked};\n"), format!("            {put}({to}, found);\n"))
        };
        Ok(format!("    {{\n{before}{declared}{after}{put}        }}\n    }}\n"))
    }

    fn symbol(&self, shape: &Shape<'_>, part: &Part<'_>) -> Result<&CFunction> {
        let subject = match part.function {
            Some(_) => Subject::Object(shape.name.clone()),
            None => Subject::Record(shape.name.clone()),
        };
        let is_it = |function: &&CFunction| match &function.role {
            Role::Call(_, call) => part.function.is_some_and(|of| call.name == of.name),
            Role::RecordField(field) => part.function.is_none() && field.name == *part.name,
            _ => false,
        };
        let found = self.abi.section(&subject).functions.iter().find(is_it);
        found.with_context(|| format!("{}.{} has no symbol", shape.name, part.name))
    }
}
