//! Generates the C, Python, Ruby and Go bindings of an interface crate.
//!
//! Data flows one way: [`metadata`] (what UniFFI's macros wrote) → [`read`], [`rules`] and [`texts`] → [`interface`] (plain data) → one module per
//! language → [`output`] (files, written or compared).

mod c;
mod c_abi;
mod codes;
mod config;
mod copies;
mod cpp;
mod differences;
mod docs;
mod equality;
mod example;
mod fields;
mod fill;
mod go;
mod hash;
mod init;
mod interface;
mod law;
mod metadata;
mod names;
mod numbers;
mod output;
mod parts;
mod python;
mod read;
mod ruby;
mod rules;
mod rust;
mod since;
mod stock;
mod taken;
mod texts;

use anyhow::Result;
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Parser, Subcommand, ValueEnum};
use config::{Config, Output};
use interface::Interface;
use metadata::Built;
use output::File;
use read::refusals::Refusals;

#[derive(Parser)]
#[command(about, version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write what stands around the bindings of an interface crate: packages, and a first interface if there is none.
    Init {
        /// The name of the library in all languages, as `my_library`.
        namespace: String,
        /// The directory of the interface crate.
        #[arg(long, default_value = ".")]
        directory: Utf8PathBuf,
        /// The cargo package of the interface; by default the one that is there, or NAMESPACE-ffi.
        #[arg(long)]
        package: Option<String>,
        /// The path of the Go module; by default example.org/NAMESPACE.
        #[arg(long)]
        go_module: Option<String>,
    },
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
        /// The interface's dynamic library, built with its metadata; by default, cargo builds it.
        #[arg(long, requires = "checked")]
        library: Option<Utf8PathBuf>,
        /// What `cargo check` made of the interface's crate, without metadata: the `.rmeta` file.
        #[arg(long, requires = "library")]
        checked: Option<Utf8PathBuf>,
    },
    /// Write pages in Markdown: one for each type, with a tab for each language. They are for a generator of sites, and not committed.
    Docs {
        /// The interface's bindgen.toml.
        #[arg(long, default_value = "bindgen.toml")]
        config: Utf8PathBuf,
        /// Where to.
        #[arg(long)]
        out: Utf8PathBuf,
    },
    /// Print the path of every file that would be written.
    List {
        /// The interface's bindgen.toml.
        #[arg(long, default_value = "bindgen.toml")]
        config: Utf8PathBuf,
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

/// A backend: a pure function from the interface to files, in the directory of its language.
type Backend = fn(&Interface, &Config, &Utf8Path) -> Result<Vec<File>>;

/// Where a language's files go, if they are wanted.
type Directory = fn(&Output) -> Option<&Utf8PathBuf>;

const BACKENDS: [(Language, Backend, Directory); 5] = [
    (Language::C, c::generate, |output| output.c.as_ref()),
    (Language::Python, python::generate, |output| output.python.as_ref()),
    (Language::Python, python::generate_cffi, |output| output.python_cffi.as_ref()),
    (Language::Ruby, ruby::generate, |output| output.ruby.as_ref()),
    (Language::Go, go::generate, |output| output.go.as_ref()),
];

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Init { namespace, directory, package, go_module } => {
            init::run(&directory, &namespace, package.as_deref(), go_module.as_deref())
        }
        Command::Generate { config, check, only, library, checked } => {
            let config = Config::read(&config)?;
            let built = match library.zip(checked) {
                Some((library, checked)) => Built::new(library, checked, &config)?,
                None => metadata::build(&config)?,
            };
            generate(&config, &built, check, only)
        }
        Command::List { config } => {
            let config = Config::read(&config)?;
            let files = files(&config, &metadata::build(&config)?, None)?;
            files.iter().for_each(|file| println!("{}", config.directory.join(&file.path)));
            Ok(())
        }
        Command::Docs { config, out } => {
            let config = Config::read(&config)?;
            let refusals = Refusals::default();
            let (interface, _) = load(&config, &metadata::build(&config)?, &refusals)?;
            refusals.told()?;
            let reference = docs::generate(&interface, &config)?;
            output::write(&out, &reference.files)?;
            reference.examples.iter().for_each(|(language, count)| println!("{count} examples in {language}"));
            Ok(())
        }
        Command::Stock { config, out, release } => stock::generate(&Config::read(&config)?, release, &out),
        Command::Show { config } => {
            let config = Config::read(&config)?;
            let refusals = Refusals::default();
            let (interface, _) = load(&config, &metadata::build(&config)?, &refusals)?;
            refusals.told()?;
            println!("{interface:#?}");
            Ok(())
        }
    }
}

/// The interface, and the file of its numbers. What rustc has against the interface is noted.
fn load(config: &Config, built: &Built, refusals: &Refusals) -> Result<(Interface, File)> {
    let mut interface = read::interface(&built.items, config, refusals);
    interface.crate_path.clone_from(&built.crate_name);
    rules::check(&mut interface, &built.checked, refusals)?;
    texts::fill(&mut interface, &built.library, &built.items, config.error_codes.as_deref())?;
    let numbers = match refusals.is_empty() {
        true => numbers::fill(&mut interface, &config.directory, &config.numbers)?,
        // Nothing is written, and what the file has of an item that is refused is not wrong.
        false => numbers::fill(&mut interface, "/dev/null".into(), "".into())?,
    };
    interface.version = metadata::version(config)?;
    Ok((interface, numbers))
}

fn generate(config: &Config, built: &Built, check: bool, only: Option<Language>) -> Result<()> {
    let files = files(config, built, only)?;
    if check {
        output::check(&config.directory, &files, config.command.as_deref())
    } else {
        output::write(&config.directory, &files)
    }
}

/// The file of numbers and what the backends write, or one of them. What any of them cannot express is told at once.
fn files(config: &Config, built: &Built, only: Option<Language>) -> Result<Vec<File>> {
    let refusals = Refusals::default();
    let (interface, numbers) = load(config, built, &refusals)?;
    let mut files = vec![numbers];
    if let Some(path) = &config.since {
        files.push(since::Since::read(&interface, &config.directory.join(path))?.file(path));
    }
    files.extend(config.differences.iter().map(|path| differences::file(&interface, path)));
    if let (Some(laws), Some(path)) = (&config.laws, &config.codes_page) {
        let laws = config.directory.join(laws);
        files.push(codes::file(&interface, &law::codes(&laws)?, &law::problems(&laws)?, path));
    }
    if let (Some(root), Some(path)) = (&config.read_whole, &config.output.fields) {
        files.push(fields::file(&interface, root, path));
    }
    for (language, backend, directory) in BACKENDS {
        let is_asked = only.is_none_or(|only| only == language);
        if let Some(directory) = directory(&config.output).filter(|_| is_asked) {
            files.extend(refusals.kept(backend(&interface, config, directory)).unwrap_or_default());
        }
    }
    refusals.told()?;
    let marker = output::marker(config.command.as_deref());
    files.iter_mut().for_each(|file| file.text = file.text.replacen(output::MARKER, &marker, 1));
    Ok(files)
}
