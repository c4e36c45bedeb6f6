//! What Go says on the pages of the documentation: the heads of its functions, and the bodies of the examples that `go test` runs.

use super::Go;
use super::function::Owner;
use super::spell::Spelling;
use crate::c_abi::Abi;
use crate::config::Config;
use crate::docs::besides::{self, Declared};
use crate::docs::{Key, Language, key, key_of};
use crate::example;
use crate::interface::*;
use anyhow::Result;
use std::collections::BTreeMap;

/// Go, with all that it declares of an interface.
pub fn language(interface: &Interface, config: &Config) -> Result<Language> {
    let files = super::generate(interface, config, "".into())?;
    let described = example::spelled(interface, |_| None)?;
    let abi = Abi::of(&described).plain();
    let described = described.plain();
    let plain = interface.plain();
    let package = interface.namespace.snake();
    let names = Spelling::new(&config.go.initialisms);
    let go = Go { interface: &described, abi: &abi, names, settings: &config.go, package };
    let spell = |(place, example): (_, Result<example::Example>)| Ok((key_of(place), body(&go.example(place, &example?))));
    let examples = example::all(&plain).into_iter().map(spell).collect::<Result<_>>()?;
    let declared = go.declared();
    let spelled = |name: &Name| go.names.exported(name);
    let besides = besides::go(&files, &Declared::of(&declared, &interface.type_names(), spelled))?;
    Ok(Language { tab: "Go", mark: "go", example_mark: "go", declared, examples, errors: go.error_types(), besides })
}

impl Go<'_> {
    fn declared(&self) -> BTreeMap<Key, String> {
        let mut declared = BTreeMap::new();
        for object in &self.interface.objects {
            let name = Some(&object.name);
            declared.insert(key(name, None), format!("type {} struct", self.names.exported(&object.name)));
            let constructors = object.primary.iter().chain(&object.constructors);
            self.declare(&mut declared, Owner::Constructor(object), name, constructors);
            self.declare(&mut declared, Owner::Object(object), name, object.methods.iter());
        }
        for record in &self.interface.records {
            let name = Some(&record.name);
            declared.insert(key(name, None), format!("type {} struct", self.names.exported(&record.name)));
            for field in &record.fields {
                let text = format!("{} {}", self.names.part(&field.name), self.ty(&field.ty));
                declared.insert(key(name, Some(&field.name)), text);
            }
            self.declare(&mut declared, Owner::Record(record), name, record.methods.iter());
        }
        for choice in &self.interface.enums {
            let name = Some(&choice.name);
            declared.insert(key(name, None), format!("type {} int32", self.names.exported(&choice.name)));
            for variant in &choice.variants {
                declared
                    .insert(key(name, Some(&variant.name)), format!("{}.{}", self.package, self.names.choice(choice, variant)));
            }
            self.declare(&mut declared, Owner::Enum(choice), name, choice.methods.iter());
        }
        self.declare(&mut declared, Owner::Package, None, self.interface.functions.iter());
        declared
    }

    fn declare<'f>(
        &self,
        declared: &mut BTreeMap<Key, String>,
        owner: Owner,
        name: Option<&Name>,
        functions: impl Iterator<Item = &'f Function>,
    ) {
        for function in functions {
            declared.insert(key(name, Some(&function.name)), head(&self.function(owner, function)));
        }
    }

    fn error_types(&self) -> BTreeMap<String, String> {
        let classes = self.interface.error_classes();
        let name = |(index, class): (usize, &ErrorClass)| match index {
            0 => self.error_name(),
            _ => format!("*{}", self.names.exported(&class.name)),
        };
        classes
            .iter()
            .enumerate()
            .map(|(index, class)| (class.name.pascal(), format_name(&self.package, &name((index, class)))))
            .collect()
    }
}

/// `*polyatom.AtomError`.
fn format_name(package: &str, name: &str) -> String {
    match name.strip_prefix('*') {
        Some(name) => format!("*{package}.{name}"),
        None => format!("{package}.{name}"),
    }
}

/// The line that declares a function, and the options that it takes, if it has a type for them.
fn head(function: &str) -> String {
    let is_comment = |line: &&str| !line.trim_start().starts_with("//");
    let mut lines = function.lines().filter(is_comment);
    let mut head: Vec<&str> = vec![];
    for line in &mut lines {
        if line.starts_with("func ") {
            head.push(line.trim_end_matches(" {"));
            break;
        }
        head.push(line);
    }
    head.join("\n").trim().to_owned()
}

/// The body of an example, without indentation.
fn body(example: &str) -> String {
    let lines = example.lines().filter_map(|line| line.strip_prefix('\t'));
    lines.collect::<Vec<_>>().join("\n")
}
