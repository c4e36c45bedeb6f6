//! The Go backend: a package that calls the C library by cgo.
//!
//! Go calls the library through C functions of its own (`shim`), so that each operation is one step between the languages. What
//! goes in is `lower`ed, what comes out is `lift`ed; `function` puts both together, and the other modules write types.

mod callbacks;
mod collections;
mod docs;
mod enums;
mod errors;
mod example;
mod function;
mod laws;
mod lift;
mod lower;
mod names;
mod object;
mod page;
mod rebuild;
mod record;
mod shim;
mod spell;
mod types;

use crate::c_abi::Abi;
use crate::config::Config;
use crate::fill;
use crate::interface::Interface;
use crate::output::{File, MARKER};
use crate::read::refusals::Refusals;
use anyhow::Result;
use askama::Template;
use camino::Utf8Path;
use function::Owner;

pub use page::language;

/// The packages that files import, and what shows that they do.
const IMPORTS: &[(&str, &str)] = &[
    ("bytes", "bytes.Equal("),
    ("cmp", "cmp."),
    ("context", "context.Context"),
    ("database/sql/driver", "driver.Value"),
    ("encoding/json", "json.Marshal("),
    ("iter", "iter.Seq"),
    ("maps", "maps.Equal"),
    ("runtime", "runtime."),
    ("slices", "slices."),
    ("strconv", "strconv."),
    ("sync", "sync."),
    ("time", "time.Duration"),
    ("time", "time.Time"),
    ("unsafe", "unsafe."),
];

/// Everything that the files are made from.
pub struct Go<'a> {
    interface: &'a Interface,
    abi: &'a Abi,
    names: spell::Spelling,
    settings: &'a crate::config::Go,
    /// The name of the package.
    package: String,
}

#[derive(Template)]
#[template(path = "go/native.go.txt", escape = "none")]
struct Native<'a> {
    marker: &'a str,
    docs: String,
    package: &'a str,
    module: &'a str,
    shims: &'a [String],
    hash: u64,
    version_number: u32,
    interface_version: &'a str,
}

#[derive(Template)]
#[template(path = "go/values.go.txt", escape = "none")]
struct Values<'a> {
    marker: &'a str,
    package: &'a str,
}

#[derive(Template)]
#[template(path = "go/owned.go.txt", escape = "none")]
struct Owned<'a> {
    marker: &'a str,
    package: &'a str,
}

#[derive(Template)]
#[template(path = "go/native.h.txt", escape = "none")]
struct Header<'a> {
    marker: &'a str,
    prefix: &'a str,
    shouting: String,
    shims: &'a str,
}

#[derive(Template)]
#[template(path = "go/nocgo.go.txt", escape = "none")]
struct NoCgo<'a> {
    marker: &'a str,
    package: &'a str,
    platforms: &'a str,
}

/// All files of the Go binding.
pub fn generate(interface: &Interface, config: &Config, directory: &Utf8Path) -> Result<Vec<File>> {
    let described = crate::example::spelled(interface, |_| None)?;
    let abi = Abi::of(&described).plain();
    let (described, interface) = (described.plain(), &interface.plain());
    let package = interface.namespace.snake();
    let go = Go {
        interface: &described,
        abi: &abi,
        names: spell::Spelling::new(&config.go.initialisms),
        settings: &config.go,
        package,
    };
    let refusals = Refusals::default();
    go.check_names(&refusals);
    refusals.told()?;
    let mut files = go.fixed_files(config)?;
    files.extend(described.objects.iter().map(|object| (spell::file_name(&object.name), go.object(object))));
    files.push(("enums.go".into(), go.enums()));
    files.push(("records.go".into(), go.records()));
    files.push(("errors.go".into(), go.errors()?));
    files.push(("functions.go".into(), go.functions()));
    files.extend(go.collections().map(|text| ("collections.go".to_owned(), text)));
    files.extend(go.callbacks()?.map(|text| ("callbacks.go".to_owned(), text)));
    files.extend(go.examples(interface)?.map(|text| ("examples_test.go".to_owned(), text)));
    let file = |(path, text): (String, String)| File { path: directory.join(path), text };
    Ok(fill::comments(files.into_iter().map(file).collect(), "//", fill::GO))
}

impl Go<'_> {
    fn fixed_files(&self, config: &Config) -> Result<Vec<(String, String)>> {
        let (marker, package, prefix) = (MARKER, self.package.as_str(), self.abi.prefix.as_str());
        let shims = shim::shims(self.interface, self.abi, |record| self.is_compared(record));
        let hash = crate::hash::of(self.interface, self.abi);
        let docs = match self.settings.docs.as_str() {
            "" => docs::comment(&format!("Package {package}"), docs::Kind::Type, &self.interface.docs, ""),
            does => docs::comment("", docs::Kind::Value, &format!("Package {package} {does}"), ""),
        };
        let native = Native {
            marker,
            docs,
            package,
            module: &config.go.module,
            shims: &shims.names,
            hash,
            version_number: self.interface.version_number(),
            interface_version: self.interface.interface_version(),
        };
        let header = Header { marker, prefix, shouting: self.interface.namespace.shouting(), shims: &shims.text };
        let include = format!(
            "// {MARKER}\n\n// Package include holds the C header. It is a package so that `go mod vendor` takes the directory along.\npackage include\n"
        );
        Ok(vec![
            ("native.go".into(), native.render()? + "\n"),
            ("native.h".into(), fill::commented(&header.render()?, "*", fill::C)),
            ("owned.go".into(), Owned { marker, package }.render()? + "\n"),
            ("values.go".into(), Values { marker, package }.render()? + "\n" + &self.lists()),
            ("interface_test.go".into(), self.table(&config.go.module)?),
            ("nocgo.go".into(), NoCgo { marker, package, platforms: &self.settings.platforms }.render()? + "\n"),
            ("include/include.go".into(), include),
            (format!("include/{prefix}.h"), crate::c::header(self.interface, self.abi)?),
        ])
    }

    /// A file that calls C: its beginning, with the imports that the rest needs.
    fn file(&self, body: &str) -> String {
        let mut packages: Vec<_> =
            IMPORTS.iter().filter(|(_, mark)| is_used(body, mark)).map(|(package, _)| format!("\t\"{package}\"\n")).collect();
        packages.dedup();
        let imports = if packages.is_empty() { String::new() } else { format!("import (\n{})\n\n", packages.concat()) };
        let package = &self.package;
        // A file that does not call C after all must not import it.
        let c = if body.contains("C.") { "// #include \"native.h\"\nimport \"C\"\n\n" } else { "" };
        let constraint = if c.is_empty() { "//go:build cgo\n\n" } else { "" };
        format!("// {MARKER}\n\n{constraint}package {package}\n\n{c}{imports}{}\n", body.trim_end())
    }

    fn functions(&self) -> String {
        let functions = self.interface.functions.iter().map(|f| self.function(Owner::Package, f));
        self.file(&functions.collect::<Vec<_>>().join("\n"))
    }

    fn lists(&self) -> String {
        let elements = self.interface.elements();
        elements.iter().map(|element| format!("\n{}", self.take_list("take", element))).collect()
    }
}

/// Whether what shows that a package is used stands in a file, and not the end of another name: `read.f_cmp.present`.
fn is_used(body: &str, mark: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    body.match_indices(mark).any(|(at, _)| !body[..at].ends_with(is_name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interface::{Enum, Name, Traits, Variant};

    fn choice(name: &str, variant: &str) -> Enum {
        let variant = Variant { name: Name::new(variant), number: 0, text: None, docs: String::new() };
        Enum {
            name: Name::new(name),
            docs: String::new(),
            variants: vec![variant],
            methods: vec![],
            traits: Traits::default(),
            reads_text: false,
        }
    }

    fn checked(enums: Vec<Enum>) -> Result<()> {
        let interface = Interface {
            namespace: Name::new("test"),
            crate_path: "test_ffi".into(),
            version: "0.0.0".into(),
            docs: String::new(),
            objects: vec![],
            records: vec![],
            enums,
            data: vec![],
            errors: vec![],
            error_fields: vec![],
            error_codes: vec![],
            callbacks: vec![],
            functions: vec![],
        };
        let abi = Abi::of(&interface);
        let settings: crate::config::Go = toml::from_str("module = 'm'").expect("the rest has defaults");
        let names = spell::Spelling::new(&[]);
        let refusals = Refusals::default();
        Go { interface: &interface, abi: &abi, names, settings: &settings, package: "test".into() }.check_names(&refusals);
        refusals.told()
    }

    #[test]
    fn two_things_of_one_name_are_refused() {
        checked(vec![choice("Use", "Default"), choice("UseDep", "Kind")]).expect("all names differ");
        let error = checked(vec![choice("Use", "Default"), choice("UseDefault", "On")]).expect_err("UseDefault twice");
        assert_eq!(error.to_string(), "Use.Default: in Go it would be UseDefault, which is UseDefault; call it otherwise");
    }
}
