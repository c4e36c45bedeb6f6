//! Makes a directory of links, so that a build finds the wrapper in place of each tool.

use super::options::Options;
use crate::channel::FACTS;
use crate::config::Config;
use crate::error::Error;
use crate::tool::Tool;
use crate::wrapper::COMPILED;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Other names by which builds call a tool.
const ALIASES: [(&str, &[&str]); 3] = [("cc", &["gcc", "c99", "c89"]), ("c++", &["g++"]), ("f77", &["gfortran"])];

/// The variables by which builds are told of a tool.
const VARIABLES: [(&str, &str); 11] = [
    ("CC", "cc"),
    ("CXX", "c++"),
    ("CPP", "cpp"),
    ("FC", "f77"),
    ("AS", "as"),
    ("LD", "ld"),
    ("AR", "ar"),
    ("RANLIB", "ranlib"),
    ("STRIP", "strip"),
    ("NM", "nm"),
    ("OBJCOPY", "objcopy"),
];

pub(super) fn setup(options: &Options) -> Result<(), Error> {
    let (path, directory) = (options.path("--config")?, options.path("--dir")?);
    let config = Config::read(&path)?;
    let compiled = config.compile_to_bytes()?;
    check_tools(&config)?;
    let wrong = |error: std::io::Error| Error::File { name: directory.display().to_string(), line: 0, reason: error.to_string() };
    fs::create_dir_all(&directory).map_err(wrong)?;
    let directory = directory.canonicalize().map_err(wrong)?;
    let program = std::env::current_exe().map_err(wrong)?;
    for name in names(&config) {
        let real = config.tools.get(&name);
        if real.is_some_and(|real| real.parent() == Some(&directory)) {
            return Err(Error::Config { key: format!("tools.{name}"), reason: "the wrapper would call itself".to_owned() });
        }
        link(&program, &directory.join(&name)).map_err(wrong)?;
    }
    replace(&directory.join(COMPILED), &compiled).map_err(wrong)?;
    println!("export PATH='{}':\"$PATH\"", directory.display());
    println!("export {FACTS}='{}'", directory.join("facts").display());
    for (variable, tool) in VARIABLES.iter().filter(|(_, tool)| config.tools.contains_key(*tool)) {
        println!("export {variable}='{}'", directory.join(tool).display());
    }
    Ok(())
}

/// The names of links: those of the tools, their aliases, and those of the real programs, by which some builds call them.
fn names(config: &Config) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (tool, real) in &config.tools {
        let aliases = ALIASES.iter().filter(|(name, _)| name == tool).flat_map(|(_, aliases)| aliases.iter());
        names.extend(aliases.map(|alias| (*alias).to_owned()));
        names.insert(tool.clone());
        let file = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if Tool::named(&file) == Tool::named(tool) {
            names.insert(file);
        }
    }
    names
}

/// Real programs are named whole: a search would find the wrapper again.
pub(super) fn check_tools(config: &Config) -> Result<(), Error> {
    for (name, real) in &config.tools {
        let wrong = |reason: String| Error::Config { key: format!("tools.{name}"), reason };
        if Tool::named(name).is_none() {
            return Err(wrong("there is no such tool".to_owned()));
        }
        if !real.is_absolute() {
            return Err(wrong(format!("{} is not an absolute path", real.display())));
        }
    }
    Ok(())
}

fn link(program: &Path, link: &Path) -> std::io::Result<()> {
    if fs::read_link(link).is_ok_and(|target| target == program) {
        return Ok(());
    }
    let _ = fs::remove_file(link);
    symlink(program, link)
}

/// A build that runs meanwhile reads the old file or the new one.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let new = path.with_extension("new");
    fs::write(&new, bytes)?;
    fs::rename(new, path)
}
