//! What the interface has, as a table for tests: so a law holds for what is added later, too.

use super::Go;
use super::function::Owner;
use crate::interface::*;
use crate::output::MARKER;
use anyhow::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "go/interface_test.go.txt", escape = "none")]
struct Table<'a> {
    marker: &'a str,
    package: &'a str,
    module: &'a str,
    /// Names in the interface and in Go.
    functions: Vec<(String, String)>,
    types: Vec<String>,
    errors: Vec<String>,
}

impl Go<'_> {
    /// The file with the table.
    pub fn table(&self, module: &str) -> Result<String> {
        let interface = self.interface;
        let exported = |name: &Name| self.names.exported(name);
        let mut functions = vec![];
        for object in &interface.objects {
            for function in object.primary.iter().chain(&object.constructors) {
                let name = match function.name.rust() {
                    "new" => object.name.to_string(),
                    other => format!("{}.{other}", object.name),
                };
                functions.push((name, self.called(Owner::Constructor(object), function)));
            }
        }
        for choice in &interface.enums {
            let name = exported(&choice.name);
            functions.push((format!("{}.parse", choice.name), format!("Parse{name}")));
            functions.push((format!("{}.values", choice.name), format!("{name}Values")));
        }
        functions.extend(interface.functions.iter().map(|f| (f.name.to_string(), self.called(Owner::Package, f))));
        let objects = interface.objects.iter().map(|object| exported(&object.name));
        let keys = interface.objects.iter().filter(|object| object.protocol.key.is_some());
        let keys = keys.map(|object| format!("{}Key", exported(&object.name)));
        let records = interface.records.iter().map(|record| exported(&record.name));
        let choices = interface.enums.iter().map(|choice| exported(&choice.name));
        let errors = interface.error_variants().map(|kind| exported(&kind.class));
        let table = Table {
            marker: MARKER,
            package: &self.package,
            module,
            functions,
            types: objects.chain(keys).chain(records).chain(choices).collect(),
            errors: errors.collect(),
        };
        Ok(table.render()? + "\n")
    }

    /// The name of a function, with the type that stands for its type parameter.
    fn called(&self, owner: Owner, function: &Function) -> String {
        let has_parameter = function.required().any(|argument| argument.ty.is_list_of_maybe_texts());
        format!("{}{}", self.function_name(owner, function), if has_parameter { "[string]" } else { "" })
    }
}
