//! The Ruby backend: classes over the C library with the ffi gem, and their RBS signatures.
//!
//! [`methods`] writes a method, [`convert`] the expressions in it; [`files`] puts them into templates, [`signatures`] into RBS.

mod convert;
mod example;
mod files;
mod lists;
mod methods;
mod names;
mod native;
mod page;
mod protocols;
mod signatures;
mod spelling;
mod types;

use crate::c_abi::Abi;
use crate::config::Config;
use crate::fill;
use crate::interface::Interface;
use crate::output::File;
use crate::read::refusals::Refusals;
use anyhow::Result;
use camino::Utf8Path;

pub use page::language;

/// All files of the Ruby binding.
pub fn generate(interface: &Interface, _config: &Config, directory: &Utf8Path) -> Result<Vec<File>> {
    let interface = &crate::example::spelled(interface, |lines| Some(example::tag(interface, lines)))?;
    let abi = Abi::of(interface).plain();
    let interface = &interface.plain();
    let refusals = Refusals::default();
    names::check(interface, &refusals);
    refusals.told()?;
    let mut texts = vec![
        ("native".to_owned(), files::native(interface, &abi)?),
        ("values".to_owned(), files::values(interface)?),
        ("errors".to_owned(), files::errors(interface)?),
        ("handles".to_owned(), files::handles(interface)?),
        ("choices".to_owned(), files::choices(interface)?),
        ("lists".to_owned(), lists::lists(interface)?),
    ];
    texts.extend(files::callbacks(interface, &abi)?.map(|text| ("callbacks".to_owned(), text)));
    for choice in &interface.enums {
        texts.push((names::file_of(&choice.name), files::choice(interface, choice)?));
    }
    for object in &interface.objects {
        texts.push((names::file_of(&object.name), files::object(interface, object)?));
    }
    for record in &interface.records {
        texts.push((names::file_of(&record.name), files::record(interface, record)?));
    }
    texts.push(("functions".to_owned(), files::functions(interface)?));
    let names: Vec<_> = texts.iter().map(|(name, _)| name.clone()).collect();
    texts.push(("all".to_owned(), files::all(&names)?));

    let namespace = interface.namespace.snake();
    let code = directory.join(format!("lib/{namespace}/generated"));
    let file = |(name, text): (String, String)| File { path: code.join(format!("{name}.rb")), text: ended(text) };
    let mut files: Vec<_> = texts.into_iter().map(file).collect();
    let signatures = directory.join(format!("sig/{namespace}.rbs"));
    files.push(File { path: signatures, text: ended(signatures::signatures(interface)?) });
    Ok(fill::comments(files, "#", fill::RUBY))
}

/// With one newline at the end; templates are not exact about it.
fn ended(text: String) -> String {
    format!("{}\n", text.trim_end())
}
