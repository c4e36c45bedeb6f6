//! Gets UniFFI's metadata out of an interface crate: builds it with its `uniffi` feature and reads what the macros wrote.

use crate::config::Config;
use anyhow::{Context, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use std::process::{Command, Stdio};
use uniffi_meta::Metadata;

/// An interface crate as it was built, and everything that the macros wrote about it.
pub struct Built {
    /// The name of the crate in Rust.
    pub crate_name: String,
    /// The dynamic library.
    pub library: Utf8PathBuf,
    /// What rustc made of the crate as glue sees it, without metadata.
    pub checked: Utf8PathBuf,
    /// What the macros wrote.
    pub items: Vec<Metadata>,
}

impl Built {
    /// Reads what the macros wrote into a library that somebody built.
    pub fn new(library: Utf8PathBuf, checked: Utf8PathBuf, config: &Config) -> Result<Self> {
        let items = uniffi_bindgen::macro_metadata::extract_from_library(&library);
        let items = items.with_context(|| format!("reading the metadata in {library}"))?;
        Self { crate_name: config.package.replace('-', "_"), library, checked, items }.whole(config)
    }

    /// With what stands in UDL files, and without what other crates have for themselves.
    fn whole(mut self, config: &Config) -> Result<Self> {
        for udl in self.items.clone() {
            let Metadata::UdlFile(udl) = udl else { continue };
            let path = package(config)?.directory()?.join("src").join(format!("{}.udl", udl.file_stub));
            let text = std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
            let group = uniffi_udl::parse_udl(&text, &self.crate_name).with_context(|| format!("in {path}"))?;
            self.items.extend(group.items);
        }
        self.items = crate::read::reached::from(self.items, &self.crate_name);
        Ok(self)
    }
}

/// Builds the interface crate of a configuration, once with its metadata and once as glue sees it.
pub fn build(config: &Config) -> Result<Built> {
    let artifact = dynamic_library(config, false)?;
    let checked = cargo(config, &["check", "--lib"])?.file(&[".rmeta"])?;
    let library = artifact.library()?;
    let items = uniffi_bindgen::macro_metadata::extract_from_library(&library);
    let items = items.with_context(|| format!("reading the metadata in {library}"))?;
    Built { crate_name: artifact.target.name.replace('-', "_"), library, checked, items }.whole(config)
}

/// What cargo says that it made.
#[derive(Deserialize)]
pub struct Artifact {
    reason: String,
    target: Target,
    filenames: Vec<Utf8PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

impl Artifact {
    /// The file that ends so.
    fn file(&self, ends: &[&str]) -> Result<Utf8PathBuf> {
        let file = self.filenames.iter().find(|file| ends.iter().any(|end| file.as_str().ends_with(end)));
        file.cloned().with_context(|| format!("cargo built no {} of {}", ends[0], self.target.name))
    }

    /// The dynamic library.
    pub fn library(&self) -> Result<Utf8PathBuf> {
        self.file(&[".so", ".dylib", ".dll"])
    }
}

/// Builds the crate as a dynamic library. The metadata stands in the symbol table, so neither profile may strip.
pub fn dynamic_library(config: &Config, release: bool) -> Result<Artifact> {
    let features = config.features.join(",");
    let profile = if release { "release" } else { "dev" };
    cargo(config, &["rustc", "--lib", "--crate-type", "cdylib", "--features", &features, "--profile", profile])
}

/// Runs cargo for the interface crate and gives what it says of it.
fn cargo(config: &Config, arguments: &[&str]) -> Result<Artifact> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .args(["--package", &config.package, "--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .context("running cargo")?;
    if !output.status.success() {
        bail!("cargo {} failed for {}", arguments.join(" "), config.package);
    }
    // The crate that was asked for comes last.
    let messages = String::from_utf8(output.stdout)?;
    let mut artifacts = messages.lines().filter_map(|line| serde_json::from_str::<Artifact>(line).ok());
    let library = artifacts.rfind(|artifact| artifact.reason == "compiler-artifact");
    library.with_context(|| format!("cargo built no library of {}", config.package))
}

/// What cargo knows of a package.
#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    manifest_path: Utf8PathBuf,
}

impl Package {
    fn directory(&self) -> Result<&Utf8Path> {
        self.manifest_path.parent().context("a manifest is in a directory")
    }
}

#[derive(Deserialize)]
struct Packages {
    packages: Vec<Package>,
}

/// The version of the interface crate.
pub fn version(config: &Config) -> Result<String> {
    Ok(package(config)?.version)
}

fn package(config: &Config) -> Result<Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .stderr(Stdio::inherit())
        .output()
        .context("running cargo")?;
    let known: Packages = serde_json::from_slice(&output.stdout).context("reading what cargo metadata says")?;
    let found = known.packages.into_iter().find(|known| known.name == config.package);
    found.with_context(|| format!("cargo metadata knows no package {}", config.package))
}
