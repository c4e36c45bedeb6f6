//! The configuration: what a person writes, as TOML, and what other programs give, as JSON.

mod compile;
mod image;
mod rules;

pub use image::{Compiled, Image};
pub use rules::{Class, Rules};

use crate::error::Error;
use crate::settings;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A configuration as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The real programs, by the tool's name; `path` is the search path that they are given, `launcher` runs the compiler.
    pub tools: BTreeMap<String, PathBuf>,
    pub path: Option<String>,
    pub launcher: Option<PathBuf>,
    /// Rules for paths: classes, from, to.
    pub map: Vec<(String, String, String)>,
    /// What `-lNAME` becomes.
    pub libs: BTreeMap<String, Vec<String>>,
    /// What an option becomes; nothing drops it. A key with `*`, `?` or `[…]` is a pattern of whole options.
    pub opts: BTreeMap<String, Replacement>,
    /// `-lA` must come after `-lB`.
    pub after: Vec<(String, String)>,
    pub prepend: Vec<String>,
    pub append: Vec<String>,
    pub prepend_executable: Vec<String>,
    pub append_executable: Vec<String>,
    pub prepend_shared: Vec<String>,
    pub append_shared: Vec<String>,
    /// Where the package is built.
    pub wrksrc: String,
    /// What paths in an installed `.la` become: from, to.
    pub unwrap: Pairs,
    /// The wrapper's own path, for commands that libtool writes into files.
    pub exec_path: String,
    /// Where relative paths begin.
    pub directory: PathBuf,
    pub expand_response_files: Switch<true>,
    /// An option without its value ends the wrapper. Probes of `configure` may want what the compiler says to it.
    pub strict: Switch<true>,
    pub unmatched: Unmatched,
    pub rpath_origin: RpathOrigin,
    /// The compiler that options are translated for.
    pub dialect: Option<String>,
    pub log: Option<Log>,
    pub reproduce: Reproduce,
    /// Outputs are made empty instead of compiled.
    pub skip_host: bool,
}

/// A switch that is on or off unless it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Switch<const DEFAULT: bool>(pub bool);

impl<const DEFAULT: bool> Default for Switch<DEFAULT> {
    fn default() -> Self {
        Self(DEFAULT)
    }
}

/// What an option becomes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Replacement {
    /// JSON has a word for nothing; TOML has the empty text.
    Nothing(()),
    One(String),
    Many(Vec<String>),
}

impl Replacement {
    fn words(&self) -> Vec<String> {
        match self {
            Self::Nothing(()) => Vec::new(),
            Self::One(word) if word.is_empty() => Vec::new(),
            Self::One(word) => vec![word.clone()],
            Self::Many(words) => words.clone(),
        }
    }
}

/// Pairs of paths in order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Pairs {
    Listed(Vec<Pair>),
    Named(BTreeMap<String, String>),
    /// One, written as `FROM:TO`.
    One(String),
}

impl Default for Pairs {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}

/// A path, and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Pair {
    Apart(String, String),
    /// `FROM:TO`
    Together(String),
}

impl Pairs {
    /// The pairs, from and to.
    pub fn pairs(&self) -> Result<Vec<(&str, &str)>, Error> {
        match self {
            Self::Listed(pairs) => pairs.iter().map(Pair::parts).collect(),
            Self::Named(pairs) => Ok(pairs.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect()),
            Self::One(pair) => Ok(vec![cut(pair)?]),
        }
    }
}

impl Pair {
    fn parts(&self) -> Result<(&str, &str), Error> {
        match self {
            Self::Apart(from, to) => Ok((from, to)),
            Self::Together(pair) => cut(pair),
        }
    }
}

fn cut(pair: &str) -> Result<(&str, &str), Error> {
    pair.split_once(':').ok_or_else(|| Error::Config { key: "unwrap".to_owned(), reason: format!("{pair:?} has no colon") })
}

/// What happens to an absolute path that no rule names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unmatched {
    #[default]
    Drop,
    Pass,
    Error,
}

/// What happens to an rpath that begins with `$ORIGIN`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RpathOrigin {
    /// It is relative, and goes as all relative ones do.
    #[default]
    Drop,
    Keep,
}

/// The log of a build.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub file: PathBuf,
    #[serde(default)]
    pub level: Level,
}

/// What the log has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Each command as it was given and as it was run.
    #[default]
    Commands,
    /// The rules that changed it, too.
    Phases,
    /// Its status, too: this costs another process.
    Results,
}

/// What makes two builds the same, wherever and whenever they run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reproduce {
    /// `-ffile-prefix-map`: from, to.
    pub file_prefix_map: BTreeMap<String, String>,
    /// `-frandom-seed` is made of the source's name.
    pub random_seed: bool,
    /// The processor that is compiled for, whatever the build asks.
    pub march: Option<String>,
    pub source_date_epoch: Option<u64>,
    /// Archives have no times, users or groups.
    pub deterministic_ar: bool,
}

impl Config {
    /// Reads a configuration.
    pub fn from_toml(text: &str, name: &str) -> Result<Self, Error> {
        settings::parse(text, name)
    }

    /// Reads a configuration that is part of a request.
    pub fn from_json(value: serde_json::Value) -> Result<Self, Error> {
        serde_json::from_value(value).map_err(|error| Error::Config { key: "config".to_owned(), reason: error.to_string() })
    }

    /// Reads the configuration in a file.
    pub fn read(path: &Path) -> Result<Self, Error> {
        settings::read(path)
    }

    /// Checks the rules and brings them into the form in which they are looked up.
    pub fn compile(&self) -> Result<Compiled, Error> {
        Compiled::from_bytes(compile::compile(self)?)
    }

    /// The bytes of the compiled form, for a file.
    pub fn compile_to_bytes(&self) -> Result<Vec<u8>, Error> {
        compile::compile(self)
    }
}
