//! The C backend: Rust glue that exports the C ABI, the header that describes it and the one for C++ that stands
//! on that, and what its fuzzer stands on.

mod calls;
mod crossing;
mod fields;
mod glue;
mod header;
mod laws;
mod made;
mod page;
mod plain;

use crate::c_abi::{Abi, CType};
use crate::config::Config;
use crate::example;
use crate::interface::Interface;
use crate::law;
use crate::output::{File, rustfmt};
use anyhow::Result;
use camino::Utf8Path;

pub use header::header;
pub use made::literal;
pub use page::language;

/// All files of the C binding.
pub fn generate(interface: &Interface, config: &Config, directory: &Utf8Path) -> Result<Vec<File>> {
    // An example in C would be mostly about what is to be freed.
    let interface = &example::spelled(interface, |_| None)?;
    let abi = Abi::of(interface);
    let directory_of_laws = config.laws.as_ref().map(|laws| config.directory.join(laws));
    let laws = law::read(interface, directory_of_laws.as_deref())?;
    let header_name = format!("include/{}.h", interface.namespace.snake());
    let cpp_name = format!("include/{}.hpp", interface.namespace.snake());
    let mut files = vec![
        File { path: directory.join("src/generated.rs"), text: rustfmt(&glue::glue(interface, &abi)?)? },
        File { path: directory.join(header_name), text: header(interface, &abi)? },
        File { path: directory.join(cpp_name), text: crate::cpp::header(interface, &abi)? },
    ];
    // The tests stand on a harness that is written by hand, where there is one.
    let harness = directory.join(format!("tests/{}-check.h", interface.namespace.snake()));
    if config.directory.join(harness).exists() {
        files.push(File { path: directory.join("tests/laws.c"), text: laws::laws(interface, &abi, &laws)? });
        if !laws.values.is_empty() {
            files.push(File { path: directory.join("tests/classes_laws.cpp"), text: crate::cpp::laws(interface, &laws)? });
        }
    }
    if let Some(path) = &config.output.c_calls {
        files.push(File { path: path.clone(), text: rustfmt(&calls::calls(&abi))? });
    }
    if let (Some(path), Some(root)) = (&config.output.c_fields, &config.read_whole) {
        files.push(File { path: path.clone(), text: fields::fields(interface, &abi, root)? });
    }
    Ok(files)
}

/// How C spells a type.
pub fn spelled(prefix: &str, ty: &CType) -> String {
    let of = |ty: &CType| spelled(prefix, ty);
    match ty {
        CType::Void => "void".into(),
        CType::Bool => "bool".into(),
        CType::Int { signed, bits } => format!("{}int{bits}_t", if *signed { "" } else { "u" }),
        CType::Float { bits: 32 } => "float".into(),
        CType::Float { .. } => "double".into(),
        CType::Size => "size_t".into(),
        CType::Enum(name) => crate::c_abi::type_name(prefix, name),
        CType::Plain(name) => crate::c_abi::plain_name(prefix, name),
        CType::Text => "const char *".into(),
        CType::OwnedText => "char *".into(),
        CType::Bytes => "const uint8_t *".into(),
        CType::OwnedBytes => "uint8_t *".into(),
        CType::Callback(name) => name.clone(),
        CType::Function(name) => crate::c_abi::type_name(prefix, name),
        CType::User => "void *".into(),
        CType::Arrow(name) => format!("struct {name} *"),
        CType::Handle(name) => format!("const {name} *"),
        CType::OwnedHandle(name) => format!("{name} *"),
        CType::Array(item) | CType::Optional(item) => match &**item {
            CType::Text | CType::Bytes | CType::Handle(_) => format!("{}const *", of(item)),
            other => format!("const {} *", of(other)),
        },
        CType::Out(item) => match of(item) {
            pointer if pointer.ends_with('*') => format!("{pointer}*"),
            plain => format!("{plain} *"),
        },
    }
}
