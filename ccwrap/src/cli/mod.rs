//! The commands of `ccwrap` itself.

mod options;
mod setup;

use crate::config::{Compiled, Config};
use crate::error::{Error, STATUS};
use crate::files::Files;
use crate::tool::Tool;
use crate::trace::Trace;
use crate::{Text, answer, explain, libtool, wrapper};
use bstr::ByteVec;
use options::Options;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "\
ccwrap: a wrapper around compilers, linkers and libtool

  ccwrap setup --config FILE --dir DIR    makes a directory with a link for each tool, and prints what to export
  ccwrap check --config FILE              says whether a configuration is right
  ccwrap explain [--config FILE] TOOL -- ARGUMENT...
                                          shows the arguments after each phase, and the rules that changed them
  ccwrap answer                           answers requests, one JSON line each
  ccwrap libtool-override DIR             makes the libtool that configure wrote in DIR go through the wrapper
";

/// Runs a command.
pub fn run(words: Vec<OsString>) -> ExitCode {
    match command(words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("ccwrap: {error}");
            ExitCode::from(STATUS)
        }
    }
}

fn command(words: Vec<OsString>) -> Result<ExitCode, Error> {
    let mut words = words.into_iter();
    let name = words.next().unwrap_or_default();
    let rest: Vec<OsString> = words.collect();
    match name.to_str() {
        Some("setup") => setup::setup(&Options::parse(rest, &["--config", "--dir"])?)?,
        Some("check") => check(&Options::parse(rest, &["--config"])?)?,
        Some("explain") => explain(&Options::parse(rest, &["--config"])?)?,
        Some("answer") => {
            answer::serve(io::stdin().lock(), io::stdout().lock()).map_err(|error| Error::Other(error.to_string()))?
        }
        Some("libtool") => {
            let options = Options::parse(rest, &[])?;
            return Ok(wrapper::run("libtool".as_ref(), options.rest));
        }
        Some("libtool-override") => {
            for directory in Options::parse(rest, &[])?.words()? {
                libtool::replace::replace(Path::new(&directory))?;
            }
        }
        Some("help" | "--help" | "-h") => print!("{HELP}"),
        Some("--version") => println!("ccwrap {}", env!("CARGO_PKG_VERSION")),
        _ => return Err(Error::Other(format!("there is no command {:?}\n\n{HELP}", name.display().to_string()))),
    }
    Ok(ExitCode::SUCCESS)
}

fn check(options: &Options) -> Result<(), Error> {
    let path = options.path("--config")?;
    let config = Config::read(&path)?;
    config.compile()?;
    setup::check_tools(&config)?;
    println!("{}: is right", path.display());
    Ok(())
}

fn explain(options: &Options) -> Result<(), Error> {
    let config = match options.get("--config") {
        Some(path) => Compiled::read(Path::new(path))?,
        None => Compiled::read(&wrapper::config_path("ccwrap".as_ref())?)?,
    };
    let [tool, given @ ..] = options.rest.as_slice() else {
        return Err(Error::Other("explain needs a tool and its arguments".to_owned()));
    };
    let name = tool.to_string_lossy();
    let tool = Tool::named(&name).ok_or_else(|| Error::Other(format!("there is no tool {name:?}")))?;
    let given: Vec<Text> = given.iter().map(|word| Vec::from_os_string(word.clone()).unwrap_or_default().into()).collect();
    let mut trace = Trace::on();
    let result = explain::transform(&given, tool, &config, &Files::on_disk(&config.settings.directory), &mut trace);
    print!("{}", explain::show(&given, &trace));
    result.map(|_| ())
}
