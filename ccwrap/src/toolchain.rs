//! A toolchain: the one place that says what a target is. `env` speaks of it to each build system.

use crate::error::Error;
use crate::settings;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A toolchain as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Toolchain {
    pub target: Target,
    pub compilers: Compilers,
    #[serde(default)]
    pub flags: Flags,
    /// Libraries that take the place of what a build would find or download, by the name of the link.
    #[serde(default)]
    pub provides: BTreeMap<String, Provided>,
    #[serde(default)]
    pub policy: Policy,
    #[serde(default)]
    pub interpreters: Interpreters,
    /// The tags of packages: `wheel`, `gem`.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

/// What is built for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// As rustc names it.
    pub triple: String,
    /// As the C compiler names it, where that differs.
    pub gnu: Option<String>,
    pub cpu: Option<String>,
    pub libc: Option<String>,
    /// The oldest libc on which the result must run.
    pub libc_min: Option<String>,
    pub cxx_abi: Option<String>,
    pub float: Option<String>,
    pub sysroot: Option<String>,
    /// A program that runs programs of the target: an emulator.
    pub runner: Option<String>,
}

/// The programs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compilers {
    pub c: String,
    pub cxx: Option<String>,
    pub ar: Option<String>,
    pub ranlib: Option<String>,
    pub strip: Option<String>,
    pub ld: Option<String>,
    pub rustc: Option<String>,
}

/// Options for every call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Flags {
    pub c: Vec<String>,
    pub cxx: Vec<String>,
    pub link: Vec<String>,
}

/// A library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Provided {
    pub version: Option<String>,
    pub include: Vec<String>,
    pub libdir: Vec<String>,
    pub link: Vec<String>,
    #[serde(rename = "static")]
    pub is_static: bool,
    /// The package that it is of: `deb:zlib1g-dev=1:1.2.13`.
    pub from: Option<String>,
}

/// What builds may do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    pub downloads: Verdict,
    pub vendored_c: Verdict,
}

/// Whether something may be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    #[default]
    Allow,
    Deny,
}

/// What extensions are built for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Interpreters {
    pub python: Option<Python>,
    pub ruby: Option<Ruby>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Python {
    pub include: Option<String>,
    /// Where `_sysconfigdata` of the target is.
    pub lib: Option<String>,
    pub sysconfigdata: Option<String>,
    pub soabi: Option<String>,
    pub ext_suffix: Option<String>,
    pub abi3: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ruby {
    pub include: Option<String>,
    pub platform: Option<String>,
}

impl Toolchain {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, Error> {
        settings::read(path)
    }

    /// Reads a text; `name` is for errors.
    pub fn parse(text: &str, name: &str) -> Result<Self, Error> {
        settings::parse(text, name)
    }

    /// The target as a C compiler names it.
    pub fn gnu(&self) -> String {
        self.target.gnu.clone().unwrap_or_else(|| self.target.triple.replace("-unknown-", "-"))
    }

    /// The first part of the target: its processor.
    pub fn processor(&self) -> &str {
        self.target.triple.split('-').next().unwrap_or_default()
    }
}
