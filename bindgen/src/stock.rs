//! UniFFI's own bindings for the same interface: the proof that other generators can use it, and the baseline of the benchmarks.

use crate::config::Config;
use crate::metadata;
use anyhow::{Context, Result};
use camino::Utf8Path;
use std::fs;
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate_with_bindgen_paths};
use uniffi_bindgen::{BindgenPaths, BindgenPathsLayer};

/// Writes UniFFI's Python and Ruby bindings and the library they load into `directory`.
pub fn generate(config: &Config, release: bool, directory: &Utf8Path) -> Result<()> {
    let library = metadata::dynamic_library(config, release)?.library()?;
    fs::create_dir_all(directory).with_context(|| format!("creating {directory}"))?;
    let file = library.file_name().context("a library without a name")?;
    fs::copy(&library, directory.join(file)).with_context(|| format!("copying {library}"))?;
    // The Ruby bindings look for the library where the system looks, unless they are told: a Ruby expression, beside the file itself.
    let settings = directory.join("uniffi.toml");
    fs::write(&settings, format!("[bindings.ruby]\ncdylib_path = 'File.join(__dir__, \"{file}\")'\n"))?;
    let mut paths = BindgenPaths::default();
    paths.add_layer(Settings(directory.to_owned()));
    let options = GenerateOptions {
        languages: vec![TargetLanguage::Python, TargetLanguage::Ruby],
        source: library,
        out_dir: directory.to_owned(),
        config_override: None,
        format: false,
        crate_filter: None,
        metadata_no_deps: true,
    };
    generate_with_bindgen_paths(options, paths)
}

/// Where UniFFI finds the `uniffi.toml` of every crate: the directory that we wrote it to.
struct Settings(camino::Utf8PathBuf);

impl BindgenPathsLayer for Settings {
    fn get_crate_root(&self, _crate_name: &str) -> Option<camino::Utf8PathBuf> {
        Some(self.0.clone())
    }
}
