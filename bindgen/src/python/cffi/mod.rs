//! What stands in the place of Python's extension module where that cannot be loaded: modules over the C library, by cffi.
//!
//! | file | |
//! |---|---|
//! | `NAME/_native.py` | [`native`]: the classes and functions |
//! | `NAME/_library.py` | [`library`]: the library's functions, as cffi wants them declared |
//! | `NAME/_reading.py`, `_giving.py`, `_classes.py`, `_sequences.py` | what these stand on, which depends on no interface |
//! | `NAME/_columns.py`, `_capsules.py` | the same for columns, if there are such |
//!
//! Everything else of the package, names, enums, errors and stubs, is the same.

mod bodies;
mod classes;
mod convert;
mod library;
mod native;
mod special;

use super::{doctest, package::marked};
use crate::c_abi::Abi;
use crate::config::Config;
use crate::example;
use crate::hash;
use crate::interface::Interface;
use crate::output::File;
use anyhow::Result;
use camino::Utf8Path;

/// Nothing in them depends on the interface.
const RUNTIME: [(&str, &str); 4] = [
    ("_classes.py", include_str!("../../../templates/cffi/_classes.py")),
    ("_giving.py", include_str!("../../../templates/cffi/_giving.py")),
    ("_reading.py", include_str!("../../../templates/cffi/_reading.py")),
    ("_sequences.py", include_str!("../../../templates/cffi/_sequences.py")),
];

/// The same of columns.
const COLUMNS: [(&str, &str); 2] = [
    ("_capsules.py", include_str!("../../../templates/cffi/_capsules.py")),
    ("_columns.py", include_str!("../../../templates/cffi/_columns.py")),
];

/// The modules that stand in the place of the extension module.
pub fn generate(interface: &Interface, _config: &Config, directory: &Utf8Path) -> Result<Vec<File>> {
    let interface = &example::spelled(interface, |lines| Some(doctest::doctest(lines)))?;
    let abi = Abi::of(interface);
    let hash = hash::of(interface, &abi);
    let (interface, abi) = (&interface.plain(), abi.plain());
    let texts = [("_library.py", library::text(interface, &abi, hash)?), ("_native.py", native::text(interface, &abi)?)];
    let columns = COLUMNS.into_iter().filter(|_| interface.objects.iter().any(|object| object.is_column));
    let runtime = RUNTIME.into_iter().chain(columns).map(|(name, text)| (name, text.to_owned()));
    let place = directory.join(interface.namespace.snake());
    // Lines are as long as they are, for nobody writes in these files.
    let file = |(name, text): (&str, String)| File {
        path: place.join(name),
        text: marked(&format!("# fmt: off\n# ruff: noqa\n{text}")),
    };
    Ok(texts.into_iter().chain(runtime).map(file).collect())
}
