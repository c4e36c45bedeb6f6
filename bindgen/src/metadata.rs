//! Gets UniFFI's metadata out of an interface crate: builds it with its `uniffi` feature and reads what the macros wrote.

use anyhow::{Context, Result, bail};
use camino::Utf8PathBuf;
use std::process::{Command, Stdio};
use uniffi_meta::Metadata;

/// Everything that the macros wrote about `package`, and the library that they wrote it into.
pub fn load(package: &str) -> Result<(Vec<Metadata>, Utf8PathBuf)> {
    let library = build(package, false)?;
    let items = uniffi_bindgen::macro_metadata::extract_from_library(&library);
    Ok((items.with_context(|| format!("reading the metadata in {library}"))?, library))
}

/// Builds the crate as a dynamic library and says where it is. The metadata stands in the symbol table, so neither profile may strip.
pub fn build(package: &str, release: bool) -> Result<Utf8PathBuf> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let arguments = ["rustc", "--package", package, "--lib", "--crate-type", "cdylib", "--features", "uniffi"];
    let output = Command::new(cargo)
        .args(arguments)
        .args(release.then_some("--release"))
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .context("running cargo")?;
    if !output.status.success() {
        bail!("cargo {} failed", arguments.join(" "));
    }
    String::from_utf8(output.stdout)?
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .find_map(|message| library_of(&message, package))
        .with_context(|| format!("cargo built no dynamic library of {package}"))
}

/// The library that a message of cargo's names, if it is about `package`.
fn library_of(message: &serde_json::Value, package: &str) -> Option<Utf8PathBuf> {
    let is_ours = message["reason"] == "compiler-artifact" && message["target"]["name"] == package.replace('-', "_").as_str();
    let files = if is_ours { message["filenames"].as_array()? } else { return None };
    let is_library = |file: &&str| [".so", ".dylib", ".dll"].iter().any(|end| file.ends_with(end));
    files.iter().filter_map(|file| file.as_str()).find(is_library).map(Utf8PathBuf::from)
}
