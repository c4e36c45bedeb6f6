//! The Python backend: PyO3 glue in Rust, and the Python files around it.
//!
//! | file | |
//! |---|---|
//! | `src/generated.rs` | [`glue`]: classes and functions of the extension module `_native` |
//! | `python/NAME/__init__.py` | [`package`]: the public names |
//! | `python/NAME/__init__.pyi` | [`stubs`]: their types and docs, for editors and type checkers |
//! | `python/NAME/_enums.py`, `_errors.py` | [`package`]: the classes that are better written in Python |
//! | `python/NAME/_interface.py` | [`package`]: the check that the extension module fits |
//! | `python/NAME/_pydantic.py` | what pydantic asks for |
//! | `python/NAME/columns.py`, `_arrow.py` | [`columns`]: functions of whole columns, if there are such |
//! | `python/NAME/testing.py` | [`package`]: strategies of Hypothesis |
//! | `python/NAME/_native.pyi` | [`stubs`]: what the Python files use of the extension module |

mod cffi;
mod columns;
mod derived;
mod docs;
mod doctest;
mod glue;
mod imports;
mod layout;
mod names;
mod package;
mod page;
mod protocol;
mod rebuild;
mod shadowed;
mod spelling;
mod stand_in;
mod stubs;
mod types;

use crate::config::Config;
use crate::example;
use crate::interface::Interface;
use crate::output::{File, rustfmt};
use crate::read::refusals::Refusals;
use anyhow::Result;
use camino::Utf8Path;

pub use cffi::generate as generate_cffi;
pub use page::language;

/// Nothing in it depends on the interface.
const PYDANTIC: &str = include_str!("../../templates/python/_pydantic.py");

/// All files of the Python binding.
pub fn generate(interface: &Interface, _config: &Config, directory: &Utf8Path) -> Result<Vec<File>> {
    let interface = &example::spelled(interface, |lines| Some(doctest::doctest(lines)))?;
    let package = format!("python/{}", interface.namespace.snake());
    let file = |path: String, text: String| File { path: directory.join(path), text };
    let refusals = Refusals::default();
    names::check(interface, &refusals);
    let written = [glue::generate(interface), package::enums(interface), package::errors(interface)];
    let [glue, enums, errors] = written.map(|text| refusals.kept(text).unwrap_or_default());
    refusals.told()?;
    let columns = columns::files(interface)?.into_iter().map(|(name, text)| file(format!("{package}/{name}"), text));
    let testing = package::testing(interface)?.map(|text| file(format!("{package}/testing.py"), text));
    let files = vec![
        file("src/generated.rs".to_owned(), rustfmt(&glue)?),
        file(format!("{package}/__init__.py"), package::init(interface)?),
        file(format!("{package}/__init__.pyi"), stubs::public(interface)?),
        file(format!("{package}/_interface.py"), package::interface_check(interface)?),
        file(format!("{package}/_enums.py"), enums),
        file(format!("{package}/_errors.py"), errors),
        file(format!("{package}/_pydantic.py"), package::marked(PYDANTIC)),
        file(format!("{package}/_native.pyi"), stubs::native(interface)?),
        file(format!("{package}/py.typed"), String::new()),
    ];
    Ok(files.into_iter().chain(columns).chain(testing).collect())
}
