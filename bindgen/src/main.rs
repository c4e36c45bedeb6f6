//! Generates the C, Python, Ruby and Go bindings of an interface crate.
//!
//! Data flows one way: [`metadata`] (what UniFFI's macros wrote) → [`read`] and [`texts`] → [`interface`] (plain data) → one module per
//! language → [`output`] (files, written or compared).

mod c;
mod c_abi;
mod config;
mod go;
mod hash;
mod interface;
mod metadata;
mod names;
mod output;
#[cfg(test)]
mod probes;
mod python;
mod read;
mod ruby;
mod stock;
mod texts;

use anyhow::Result;
use camino::Utf8PathBuf;
use clap::{Parser, Subcommand, ValueEnum};
use config::Config;
use interface::Interface;
use output::File;

#[derive(Parser)]
#[command(about, version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the bindings, or compare them with what is there.
    Generate {
        /// The interface's bindgen.toml.
        #[arg(long, default_value = "bindgen.toml")]
        config: Utf8PathBuf,
        /// Change nothing; fail with a diff if a file is not what would be written.
        #[arg(long)]
        check: bool,
        /// One language only.
        #[arg(long)]
        only: Option<Language>,
    },
    /// Write UniFFI's own Python and Ruby bindings, with the library they load.
    Stock {
        /// The interface's bindgen.toml.
        #[arg(long, default_value = "bindgen.toml")]
        config: Utf8PathBuf,
        /// Where to.
        #[arg(long)]
        out: Utf8PathBuf,
        /// Build the library for speed.
        #[arg(long)]
        release: bool,
    },
    /// Print the interface model.
    Show {
        /// The interface's bindgen.toml.
        #[arg(long, default_value = "bindgen.toml")]
        config: Utf8PathBuf,
    },
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Language {
    C,
    Python,
    Ruby,
    Go,
}

/// A backend: a pure function from the interface to files.
type Backend = fn(&Interface, &Config) -> Result<Vec<File>>;

const BACKENDS: [(Language, Backend); 4] = [
    (Language::C, c::generate),
    (Language::Python, python::generate),
    (Language::Ruby, ruby::generate),
    (Language::Go, go::generate),
];

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Generate { config, check, only } => generate(&Config::read(&config)?, check, only),
        Command::Stock { config, out, release } => stock::generate(&Config::read(&config)?, release, &out),
        Command::Show { config } => {
            println!("{:#?}", load(&Config::read(&config)?)?);
            Ok(())
        }
    }
}

fn load(config: &Config) -> Result<Interface> {
    let (items, library) = metadata::load(&config.package)?;
    let mut interface = read::interface(&items, config)?;
    texts::fill(&mut interface, &library, &items)?;
    Ok(interface)
}

fn generate(config: &Config, check: bool, only: Option<Language>) -> Result<()> {
    let interface = load(config)?;
    let mut files = vec![];
    for (language, backend) in BACKENDS {
        if only.is_none_or(|only| only == language) {
            files.extend(backend(&interface, config)?);
        }
    }
    if check { output::check(&config.directory, &files) } else { output::write(&config.directory, &files) }
}
