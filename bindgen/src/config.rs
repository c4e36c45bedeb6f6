//! `bindgen.toml`: what the generator must know and UniFFI cannot say.

use crate::interface::Protocol;
use anyhow::{Context, Result};
use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The settings of one interface.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The cargo package that declares the interface.
    pub package: String,
    /// The features that make the crate write metadata.
    #[serde(default = "features")]
    pub features: Vec<String>,
    /// The name of the interface: prefix of C symbols, name of packages and modules.
    pub namespace: String,
    /// The command that writes the files, for them to name it.
    pub command: Option<String>,
    /// What the interface as a whole is for; UniFFI does not carry a crate's own documentation.
    #[serde(default)]
    pub docs: String,
    /// Whether documentation is held to rules of style, too: how it begins, and words that it does not have.
    #[serde(default)]
    pub styled_docs: bool,
    /// Methods that are properties although the rule says otherwise, as `Type.method`.
    #[serde(default)]
    pub properties: Vec<String>,
    /// Methods that are not properties although the rule says so.
    #[serde(default)]
    pub methods: Vec<String>,
    /// Functions whose last argument, a list, is written as separate arguments where a language can.
    #[serde(default)]
    pub variadic: Vec<String>,
    /// Functions that may take long although their arguments and results do not show it: other threads run meanwhile.
    #[serde(default)]
    pub long: Vec<String>,
    /// Names of arguments that are paths of files, in whatever function: what stands for a path in a language is welcome there.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Custom types that stand for text which belongs to the object that gives it: in generated glue they are `&str`.
    #[serde(default)]
    pub lent: Vec<String>,
    /// Custom types of `u64` that are places in a text: C and Go count them in bytes, Python and Ruby in characters.
    #[serde(default)]
    pub offsets: Vec<String>,
    /// The file that keeps the numbers of choices and the codes of errors, relative to the directory of this file.
    #[serde(default = "numbers_file")]
    pub numbers: Utf8PathBuf,
    /// The file that keeps the version that each item came with, if there is one, relative to the directory of this file.
    #[serde(default)]
    pub since: Option<Utf8PathBuf>,
    /// The crates behind the interface, for those who write Rust.
    #[serde(default)]
    pub rust: Rust,
    /// Where the documentation has its command line from.
    #[serde(default)]
    pub sessions: Option<Sessions>,
    /// The file that lists what one language has and another has not, if there is one, relative to the directory of this file.
    #[serde(default)]
    pub differences: Option<Utf8PathBuf>,
    /// The object that is a column, which libraries share as Arrow data, if there is one. In Rust it is made of the runtime's `Column`
    /// (`From`), and has one (`AsRef`).
    #[serde(default)]
    pub column: Option<String>,
    /// The methods of a type that stand for a language's own syntax: iteration, length, operators.
    #[serde(default)]
    pub protocols: BTreeMap<String, Protocol>,
    /// The properties of a text type that matching by position reads, in order; none if it is not named.
    #[serde(default, rename = "match")]
    pub positions: BTreeMap<String, Vec<String>>,
    /// Regular expressions of which nearly every match is a good text of a text type: for tests that make up values.
    #[serde(default)]
    pub patterns: BTreeMap<String, String>,
    /// The function that lists the codes that errors have, if they have codes.
    #[serde(default)]
    pub error_codes: Option<String>,
    /// The directory with the values and the failing calls that the laws are tried on, if there is one, relative to the directory of this file.
    #[serde(default)]
    pub laws: Option<Utf8PathBuf>,
    /// The page that lists the codes of errors with the calls of the laws that raise them, if there is one, relative to the directory of this file.
    #[serde(default)]
    pub codes_page: Option<Utf8PathBuf>,
    /// The type of which programs read everything, if there are some.
    #[serde(default)]
    pub read_whole: Option<String>,
    /// Where the generated files go, relative to the directory of this file.
    pub output: Output,
    /// The Go module; needed only where Go is written.
    #[serde(default)]
    pub go: Go,
    /// The directory of this file, from which the paths above count.
    #[serde(skip)]
    pub directory: Utf8PathBuf,
}

/// The crates behind the interface.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Rust {
    /// Each crate's name, and the directory of its code relative to that of this file. The first one that has a type counts.
    pub crates: Vec<(String, Utf8PathBuf)>,
    /// The paths of types that are called otherwise there, by their names in the interface.
    pub names: BTreeMap<String, String>,
}

/// A page with sessions of a program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    /// The page, relative to the directory of this file. Tests run what stands in it.
    pub page: Utf8PathBuf,
    /// How the session of an item begins.
    pub items: BTreeMap<String, String>,
}

/// The directory of each binding. A language that is not named is not written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// The C library's crate.
    pub c: Option<Utf8PathBuf>,
    /// The file with the calls that a fuzzer of the C library makes, if there is one.
    pub c_calls: Option<Utf8PathBuf>,
    /// The file that lists what can be read of the type of which everything is read, for languages that look names up.
    pub fields: Option<Utf8PathBuf>,
    /// The C header that reads it.
    pub c_fields: Option<Utf8PathBuf>,
    /// The Python package.
    pub python: Option<Utf8PathBuf>,
    /// The modules over cffi that stand in the place of the package's extension module where that cannot be loaded.
    pub python_cffi: Option<Utf8PathBuf>,
    /// The Ruby gem.
    pub ruby: Option<Utf8PathBuf>,
    /// The Go module.
    pub go: Option<Utf8PathBuf>,
}

/// What only Go needs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Go {
    /// The module's path.
    #[serde(default)]
    pub module: String,
    /// What the package does, to stand after its name; what the interface is for, if it is empty.
    #[serde(default)]
    pub docs: String,
    /// Words that Go writes in capitals, as `EAPI`.
    #[serde(default)]
    pub initialisms: Vec<String>,
    /// Where there is a library to link, as a build constraint: elsewhere, that cgo is missing is not what is wrong.
    #[serde(default)]
    pub platforms: String,
    /// Whether numbers of 64 bits without a sign are counts and places, which Go writes as `int`.
    #[serde(default)]
    pub counts_are_int: bool,
    /// Whether an optional text that is given is never empty, so that an empty one stands for none.
    #[serde(default)]
    pub empty_is_none: bool,
}

/// The feature of an interface crate that is written by the rules.
fn features() -> Vec<String> {
    vec!["uniffi".to_owned()]
}

fn numbers_file() -> Utf8PathBuf {
    "numbers.toml".into()
}

impl Config {
    /// Reads the file.
    pub fn read(path: &Utf8Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {path}"))?;
        let mut config: Config = toml::from_str(&text).with_context(|| format!("in {path}"))?;
        config.directory = path.parent().unwrap_or(Utf8Path::new("")).to_owned();
        Ok(config)
    }
}
