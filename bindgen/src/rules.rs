//! What no metadata says, asked of rustc: whether the glue can reach each item, and use it as it does.
//!
//! The metadata has a function's name and types, but not whether it is public, and of a type not what it can do. So each thing that the
//! glue takes for granted is written down as a line of Rust, and where rustc refuses the line, the item is told with what to do.

use crate::interface::*;
use crate::names::{lift, lower, rust_identifier};
use crate::read::{refusals::Refusals, rest};
use anyhow::{Context, Result, bail};
use camino::Utf8Path;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::process::Command;

/// One thing that the glue takes for granted.
struct Rule {
    /// The item, as `Point.x`.
    item: String,
    /// What the item's author must see to.
    advice: String,
    /// A line of Rust that compiles if it holds.
    line: String,
}

/// Refuses every item that the glue could not use. `library` is what rustc made of the crate as glue sees it, without metadata.
pub fn check(interface: &mut Interface, library: &Utf8Path, refusals: &Refusals) -> Result<()> {
    let refuse = |rules: Vec<Rule>| -> Result<BTreeSet<String>> {
        let mut items = BTreeSet::new();
        for complaint in complaints(&rules, library)? {
            let rule = &rules[complaint.rule];
            refusals.refuse(format!("{}: {} (rustc says: {})", rule.item, rule.advice, complaint.message));
            items.insert(rule.item.clone());
        }
        Ok(items)
    };
    let hidden = refuse(reached(interface))?;
    if !hidden.is_empty() {
        // An item that cannot be reached hides from rustc what is wrong with others.
        rest::without(interface, &hidden);
    }
    refuse(usable(interface)).map(drop)
}

/// Each type and function is public at the crate's root.
fn reached(interface: &Interface) -> Vec<Rule> {
    let types = named_types(interface).into_iter().map(Name::rust);
    let functions = interface.functions.iter().map(|function| function.rust_name.as_str());
    let rule = |(place, name): (usize, &str)| Rule {
        item: name.to_owned(),
        advice: "it must be public at the root of its crate: `pub`, and `pub use` if it is in a module or in another crate"
            .to_owned(),
        line: format!("pub mod m{place} {{ pub use ffi::{name}; }}"),
    };
    types.chain(functions).enumerate().map(rule).collect()
}

/// The names of all types, but for those that cross as text or number.
fn named_types(interface: &Interface) -> Vec<&Name> {
    let objects = interface.objects.iter().map(|object| &object.name);
    let records = interface.records.iter().map(|record| &record.name);
    let is_own = |choice: &&Enum| !interface.data.iter().any(|data| data.kind == choice.name);
    let enums = interface.enums.iter().filter(is_own).map(|choice| &choice.name);
    let stand_ins = stand_ins(interface).into_iter().filter_map(|ty| match ty {
        Type::Offset(name) => Some(name),
        _ => None,
    });
    let callbacks = interface.callbacks.iter().map(|callback| &callback.name);
    objects
        .chain(records)
        .chain(enums)
        .chain(callbacks)
        .chain(interface.errors.iter().map(|error| &error.name))
        .chain(stand_ins)
        .collect()
}

/// The types that cross as text or number, each once.
fn stand_ins(interface: &Interface) -> BTreeSet<&Type> {
    let of_functions = interface.all_functions().flat_map(|(_, f)| f.arguments.iter().map(|a| &a.ty).chain(&f.returns));
    let of_records = interface.records.iter().flat_map(|record| record.fields.iter().map(|field| &field.ty));
    let of_errors = interface.error_fields.iter().map(|field| &field.ty);
    let types = of_functions.chain(of_records).chain(of_errors).flat_map(Type::leaves);
    types.filter(|ty| matches!(ty, Type::Custom { .. } | Type::Offset(_)) && !ty.is_data()).collect()
}

/// Each type can do what the glue asks of it, and each function takes what the glue hands it.
fn usable(interface: &Interface) -> Vec<Rule> {
    let mut rules = vec![];
    for choice in &interface.enums {
        if choice.reads_text {
            rules.push(reads_text(choice, interface));
        }
    }
    for record in &interface.records {
        rules.extend(record.fields.iter().map(|field| public_field(record, field)));
        rules.push(whole(record));
    }
    for error in &interface.errors {
        rules.push(bound(
            &error.name,
            "std::fmt::Display + std::fmt::Debug",
            "an error must print: it must be `Display` and `Debug`",
        ));
    }
    for object in interface.objects.iter().filter(|object| object.is_column) {
        rules.push(column(&object.name));
    }
    rules.extend(interface.callbacks.iter().map(can_be_implemented));
    rules.extend(stand_ins(interface).into_iter().flat_map(stands_in));
    rules.extend(interface.data.iter().flat_map(|data| data.variants.iter().map(|variant| can_be_made(data, variant))));
    let called = interface.all_functions().filter(|(owner, function)| !interface.is_part(*owner, function));
    rules.extend(called.map(|(owner, function)| callable(owner, function)));
    rules
}

fn bound(name: &Name, bound: &str, advice: &str) -> Rule {
    let line = format!("const _: () = {{ const fn holds<T: {bound}>() {{}} holds::<ffi::{name}>() }};");
    Rule { item: name.to_string(), advice: advice.to_owned(), line }
}

/// The runtime's type cannot be named without the crate, but what makes the object can be.
fn column(name: &Name) -> Rule {
    Rule {
        item: name.to_string(),
        advice: "a column must be `From` and `AsRef` of `polyatom_runtime::column::Column`".to_owned(),
        line: format!(
            "mod column_{} {{ trait Shared<C> {{}} impl<C, T: From<C> + AsRef<C>> Shared<C> for T {{}} const fn holds<T: Shared<C>, C>() {{}} \
             const _: () = holds::<ffi::{name}, _>(); }}",
            name.snake()
        ),
    }
}

fn reads_text(choice: &Enum, interface: &Interface) -> Rule {
    let name = &choice.name;
    let errors: Vec<_> = interface.errors.iter().map(|error| error.name.rust()).collect();
    let each: String = errors.iter().map(|error| format!("impl Error for ffi::{error} {{}} ")).collect();
    Rule {
        item: name.to_string(),
        advice: format!("a choice that prints is read from its text, too: it must be `FromStr<Err = {}>`", errors.join(" or ")),
        line: format!(
            "mod read_{} {{ trait Error {{}} {each} fn read(text: &str) -> Result<ffi::{name}, impl Error> {{ text.parse::<ffi::{name}>() }} }}",
            name.snake()
        ),
    }
}

fn can_be_implemented(callback: &Callback) -> Rule {
    let (name, method) = (&callback.name, &callback.method);
    let types = callback.arguments.iter().map(|argument| handed(&argument.ty, argument.by_ref));
    let arguments: String = types.map(|ty| format!(", _: {ty}")).collect();
    let (returns, body) = if callback.answers { (" -> bool", "true") } else { ("", "") };
    Rule {
        item: name.to_string(),
        advice: format!(
            "the glue must be able to implement it: `fn {method}(&self{arguments}){returns}`, and no bound but `Send` and `Sync`"
        ),
        line: format!(
            "mod implement_{} {{ struct It; impl ffi::{name} for It {{ fn {method}(&self{arguments}){returns} {{ {body} }} }} }}",
            name.snake()
        ),
    }
}

fn public_field(record: &Record, field: &Field) -> Rule {
    let (record, name) = (&record.name, &field.name);
    Rule {
        item: format!("{record}.{name}"),
        advice: "a field must be `pub`".to_owned(),
        line: format!(
            "pub fn field_{}_{}(this: &ffi::{record}) {{ let _ = &this.{}; }}",
            record.snake(),
            name.snake(),
            rust_identifier(name.rust())
        ),
    }
}

fn whole(record: &Record) -> Rule {
    let name = &record.name;
    let fields: String = record.fields.iter().map(|field| format!("{}: _, ", rust_identifier(field.name.rust()))).collect();
    Rule {
        item: name.to_string(),
        advice: "a record must not be `#[non_exhaustive]`: the glue makes it of its fields".to_owned(),
        line: format!("pub fn whole_{}(it: &ffi::{name}) {{ let ffi::{name} {{ {fields} }} = it; }}", name.snake()),
    }
}

fn can_be_made(data: &Data, variant: &DataVariant) -> Rule {
    let fields: Vec<_> =
        variant.fields.iter().map(|field| format!("{}: {}", rust_identifier(field.name.rust()), field.ty.rust())).collect();
    Rule {
        item: format!("{}.{}", data.name, variant.name),
        advice: format!("the glue must be able to make it of `{}`: no `Box`, and nothing private", fields.join(", ")),
        line: format!(
            "pub fn make_{}_{}({}) -> ffi::{} {{ {} }}",
            data.name.snake(),
            variant.name.snake(),
            fields.join(", "),
            data.name,
            crate::parts::pattern(&data.name, variant, "")
        ),
    }
}

fn stands_in(ty: &Type) -> Vec<Rule> {
    let rule = |name: &Name, advice: &str, line: String| Rule { item: name.to_string(), advice: advice.to_owned(), line };
    match ty {
        Type::Custom { name, .. } => vec![rule(
            name,
            "a custom type crosses by what `custom_type!` says: call it at the root of the crate, without `#[cfg]`",
            format!("pub use ffi::{{{}, {}}};", lift(name), lower(name)),
        )],
        Type::Offset(name) => vec![rule(
            name,
            "a place in a text needs `plain(u64) -> Self`, `bytes(self) -> u64` and `characters(self) -> u64`, and must be `Copy`",
            format!(
                "pub fn place_{}(place: u64) -> [u64; 2] {{ let place = ffi::{name}::plain(place); [place.bytes(), place.characters()] }}",
                name.snake()
            ),
        )],
        other => unreachable!("{other:?} stands for itself"),
    }
}

fn callable(owner: Option<&Name>, function: &Function) -> Rule {
    let name = &function.rust_name;
    let (item, callee, this) = match owner {
        None => (name.clone(), format!("ffi::{name}"), None),
        Some(owner) if function.is_constructor => (format!("{owner}.{name}"), format!("ffi::{owner}::{name}"), None),
        Some(owner) => (format!("{owner}.{name}"), format!("this.{name}"), Some(format!("this: &ffi::{owner}"))),
    };
    let types: Vec<_> = function.arguments.iter().map(|argument| handed(&argument.ty, argument.by_ref)).collect();
    let parameters = types.iter().enumerate().map(|(place, ty)| format!("a{place}: {ty}"));
    let parameters: Vec<_> = this.into_iter().chain(parameters).collect();
    let arguments: Vec<_> = (0..types.len()).map(|place| format!("a{place}")).collect();
    let call = format!("{}({})", item.rsplit('.').next().unwrap_or_default(), types.join(", "));
    Rule {
        advice: format!("it must be `pub`, take `&self` if it is a method, and be called as `{call}`"),
        line: format!(
            "pub fn call_{}({}) {{ let _ = {callee}({}); }}",
            item.replace('.', "_").replace("r#", ""),
            parameters.join(", "),
            arguments.join(", ")
        ),
        item,
    }
}

/// The Rust type of what the glue hands in.
fn handed(ty: &Type, by_ref: bool) -> String {
    let referenced = |ty: String| if by_ref { format!("&{ty}") } else { ty };
    match ty {
        Type::String if by_ref => "&str".to_owned(),
        Type::Bytes if by_ref => "&[u8]".to_owned(),
        Type::Object(name) if by_ref => format!("&ffi::{name}"),
        Type::List(element) if by_ref => format!("&[{}]", borrowed(element)),
        ty => referenced(ty.rust()),
    }
}

/// An element of a list that is lent: its texts are.
fn borrowed(element: &Type) -> String {
    match element {
        Type::String => "&str".to_owned(),
        Type::Option(inner) if **inner == Type::String => "Option<&str>".to_owned(),
        other => other.rust(),
    }
}

/// What rustc has against a rule.
struct Complaint {
    rule: usize,
    message: String,
}

/// A line of rustc's JSON.
#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    message: String,
    code: Option<Code>,
    rendered: Option<String>,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

/// rustc's code for a crate that it cannot load.
const CANNOT_LOAD: &str = "E0463";

#[derive(Deserialize)]
struct Span {
    line_start: usize,
    is_primary: bool,
}

/// The rules that do not hold, each once.
fn complaints(rules: &[Rule], library: &Utf8Path) -> Result<Vec<Complaint>> {
    let place = std::env::temp_dir().join(format!("bindgen-rules-{}", std::process::id()));
    std::fs::create_dir_all(&place).with_context(|| format!("creating {}", place.display()))?;
    let source = place.join("rules.rs");
    // A rule a line, so that the line tells the rule.
    let lines = rules.iter().map(|rule| rule.line.as_str()).collect::<Vec<_>>().join("\n");
    std::fs::write(&source, format!("{lines}\nuse std::sync::Arc;\n"))
        .with_context(|| format!("writing {}", source.display()))?;
    let done = Command::new(std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into()))
        .args(["--edition", "2024", "--crate-type", "lib", "--crate-name", "rules", "--emit", "metadata"])
        .args(["--error-format", "json", "--cap-lints", "allow"])
        .arg("--extern")
        .arg(format!("ffi={library}"))
        .arg("-L")
        .arg(format!("dependency={}", library.with_file_name("")))
        .arg("--out-dir")
        .arg(&place)
        .arg(&source)
        .output();
    std::fs::remove_dir_all(&place).with_context(|| format!("removing {}", place.display()))?;
    let done = done.context("running rustc")?;
    let mut found: Vec<Complaint> = vec![];
    for line in String::from_utf8_lossy(&done.stderr).lines() {
        let Ok(diagnostic) = serde_json::from_str::<Diagnostic>(line) else { continue };
        if diagnostic.level != "error" {
            continue;
        }
        let cannot_load = diagnostic.code.is_some_and(|code| code.code == CANNOT_LOAD);
        match diagnostic.spans.iter().find(|span| span.is_primary) {
            Some(_) if cannot_load => bail!("rustc: {}", diagnostic.rendered.unwrap_or(diagnostic.message)),
            Some(span) if found.iter().any(|known| known.rule + 1 == span.line_start) => {}
            Some(span) => found.push(Complaint { rule: span.line_start - 1, message: diagnostic.message }),
            None if diagnostic.message.starts_with("aborting") => {}
            None => bail!("rustc: {}", diagnostic.rendered.unwrap_or(diagnostic.message)),
        }
    }
    found.sort_by_key(|complaint| complaint.rule);
    Ok(found)
}
