//! The commands of `ccwrap` itself.

mod options;
mod setup;

use crate::channel::Facts;
use crate::config::{Compiled, Config};
use crate::error::{Error, STATUS};
use crate::files::Files;
use crate::package::{self, Promise};
use crate::shadow::{self, Tree};
use crate::tool::Tool;
use crate::toolchain::Toolchain;
use crate::trace::Trace;
use crate::{Text, answer, audit, environment, explain, libtool, replay, wheel, wrapper};
use bstr::ByteVec;
use options::Options;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
ccwrap: a wrapper around compilers, linkers and libtool

  ccwrap setup --config FILE --dir DIR    makes a directory with a link for each tool, and prints what to export
  ccwrap check --config FILE              says whether a configuration is right
  ccwrap explain [--config FILE] TOOL -- ARGUMENT...
                                          shows the arguments after each phase, and the rules that changed them
  ccwrap answer                           answers requests, one JSON line each
  ccwrap compdb LOG                       prints compile_commands.json
  ccwrap replay LOG --config FILE         runs the commands of a log by other tools and rules
  ccwrap shadow --dir DIR [--package NAME] [--list FILE] [--without TEXT] [--database DIR]
                                          makes a tree of links to the files of declared packages
  ccwrap env --for SYSTEM --toolchain FILE [--dir DIR]
                                          prints what a build system reads of a toolchain, and writes its files into DIR
  ccwrap audit LOG --out FILE [--toolchain FILE] [--file FILE] [--private DIR] [--allow LIBRARY]
                                          writes the manifest of a build; the status is 1 when something is not as declared
  ccwrap retag WHEEL --platform TAG [--swap MEMBER=FILE]
                                          writes the wheel for another platform, after a look at its binaries
  ccwrap look PACKAGE [--platform TAG] [--glibc VERSION] [--allow LIBRARY] [--holds FILE]
                                          prints every binary in packages of any kind, one JSON line each; the status is 1 when one does not
                                          fit what the tag promises, or a file is not there
  ccwrap tell KEY=VALUE                   tells a fact to all parts of this build; another value is refused
  ccwrap ask [KEY]                        prints a fact, or all of them; the status is 1 when nobody has told it
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
        Some("compdb") => compdb(&Options::parse(rest, &[])?)?,
        Some("replay") => {
            let options = Options::parse(rest, &["--config"])?;
            let records = replay::read(Path::new(&options.words()?[0]))?;
            let config = Compiled::read(&options.path("--config")?)?;
            println!("{} commands ran", replay::replay(&records, &config)?);
        }
        Some("shadow") => shadow(&Options::parse(rest, &["--dir", "--package", "--list", "--without", "--database"])?)?,
        Some("tell") => {
            for fact in Options::parse(rest, &[])?.words()? {
                let text = fact.to_string_lossy();
                let (key, value) = text.split_once('=').ok_or_else(|| Error::Other(format!("{text:?} is not KEY=VALUE")))?;
                Facts::from_environment()?.tell(key, value)?;
            }
        }
        Some("env") => environment(&Options::parse(rest, &["--for", "--toolchain", "--dir"])?)?,
        Some("retag") => retag(&Options::parse(rest, &["--platform", "--swap"])?)?,
        Some("look") => return look(&Options::parse(rest, &["--platform", "--glibc", "--allow", "--holds"])?),
        Some("audit") => return audit(&Options::parse(rest, &["--out", "--toolchain", "--file", "--private", "--allow"])?),
        Some("ask") => return ask(&Options::parse(rest, &[])?),
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

fn compdb(options: &Options) -> Result<(), Error> {
    let mut records = Vec::new();
    for log in options.words()? {
        records.extend(replay::read(Path::new(log))?);
    }
    let entries = replay::compile_commands(&records);
    println!("{}", serde_json::to_string_pretty(&entries).map_err(|error| Error::Other(error.to_string()))?);
    Ok(())
}

fn shadow(options: &Options) -> Result<(), Error> {
    let texts = |name: &str| options.all(name).iter().map(|text| text.to_string_lossy().into_owned()).collect();
    let tree = Tree {
        packages: texts("--package"),
        lists: options.all("--list").iter().map(PathBuf::from).collect(),
        database: options.get("--database").map_or_else(|| PathBuf::from("/var/lib/dpkg/info"), PathBuf::from),
        without: texts("--without"),
        is_whole: false,
    };
    println!("{} files", shadow::make(&tree, &options.path("--dir")?)?);
    Ok(())
}

fn environment(options: &Options) -> Result<(), Error> {
    let toolchain = Toolchain::read(&options.path("--toolchain")?)?;
    let directory = options.get("--dir").map(Path::new).unwrap_or(Path::new("."));
    let directory = std::path::absolute(directory).map_err(|error| Error::Other(error.to_string()))?;
    let told = environment::tell(&toolchain, &options.path("--for")?.to_string_lossy(), &directory.to_string_lossy())?;
    for (name, text) in &told.files {
        let path = options.path("--dir")?.join(name);
        let wrong = |error: io::Error| Error::File { name: path.display().to_string(), line: 0, reason: error.to_string() };
        path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text)).map_err(wrong)?;
    }
    print!("{}", told.exports());
    Ok(())
}

fn retag(options: &Options) -> Result<(), Error> {
    let swap = |swap: &OsString| {
        let text = swap.to_string_lossy().into_owned();
        let cut = text.split_once('=').map(|(member, file)| (member.to_owned(), PathBuf::from(file)));
        cut.ok_or_else(|| Error::Other(format!("{text:?} is not MEMBER=FILE")))
    };
    let swaps = options.all("--swap").iter().map(swap).collect::<Result<Vec<_>, Error>>()?;
    let platform = options.path("--platform")?;
    for wheel in options.words()? {
        println!("{}", wheel::retag(Path::new(wheel), &platform.to_string_lossy(), &swaps)?.display());
    }
    Ok(())
}

fn look(options: &Options) -> Result<ExitCode, Error> {
    let promise = options.get("--platform").map(|tag| {
        let glibc = options.get("--glibc").map(|version| version.to_string_lossy().into_owned());
        let allowed = options.all("--allow").iter().map(|name| name.to_string_lossy().into_owned()).collect();
        let promise = Promise::of(&tag.to_string_lossy());
        Promise { glibc: glibc.or(promise.glibc), allowed, ..promise }
    });
    let holds: Vec<String> = options.all("--holds").iter().map(|name| name.to_string_lossy().into_owned()).collect();
    let mut fits = true;
    for package in options.words()? {
        let name = Path::new(package).display().to_string();
        let wrong = |reason: String| Error::File { name: name.clone(), line: 0, reason };
        let bytes = std::fs::read(package).map_err(|error| wrong(error.to_string()))?;
        let contents = package::look(&name, &bytes).map_err(wrong)?;
        for binary in &contents.binaries {
            println!("{}", serde_json::to_string(binary).map_err(|error| wrong(error.to_string()))?);
            if let Some(reason) = promise.as_ref().and_then(|promise| promise.broken_by(binary, &contents.names)) {
                eprintln!("ccwrap: {name}: {reason}");
                fits = false;
            }
        }
        for missing in holds.iter().filter(|file| !contents.names.contains(file)) {
            eprintln!("ccwrap: {name}: there is no {missing} in it");
            fits = false;
        }
    }
    Ok(if fits { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn audit(options: &Options) -> Result<ExitCode, Error> {
    let mut records = Vec::new();
    for log in options.words()? {
        records.extend(replay::read(Path::new(log))?);
    }
    let texts =
        |name: &str| -> Vec<String> { options.all(name).iter().map(|text| text.to_string_lossy().into_owned()).collect() };
    let toolchain = options.get("--toolchain").map(|path| Toolchain::read(Path::new(path))).transpose()?;
    let toolchain_text = options.get("--toolchain").map(std::fs::read_to_string).transpose();
    let subject = audit::Subject {
        records: &records,
        toolchain: toolchain.as_ref(),
        toolchain_text: &toolchain_text.map_err(|error| Error::Other(error.to_string()))?.unwrap_or_default(),
        files: &options.all("--file").iter().map(PathBuf::from).collect::<Vec<_>>(),
        private: &texts("--private"),
        allowed: &texts("--allow"),
        facts: Facts::from_environment().and_then(|facts| facts.all()).unwrap_or_default(),
    };
    let result = audit::audit(&subject)?;
    let text = serde_json::to_string_pretty(&result.manifest).map_err(|error| Error::Other(error.to_string()))?;
    // It is shipped: what must not be in the files must not be in it.
    let text = subject.private.iter().filter(|private| !private.is_empty()).fold(text, |text, it| text.replace(it, "@private@"));
    let out = options.path("--out")?;
    std::fs::write(&out, text + "\n").map_err(|error| Error::File {
        name: out.display().to_string(),
        line: 0,
        reason: error.to_string(),
    })?;
    for finding in &result.findings {
        println!("{}: {}: {}", finding.kind, finding.about, finding.reason);
    }
    Ok(if result.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn ask(options: &Options) -> Result<ExitCode, Error> {
    let facts = Facts::from_environment()?;
    let [key] = options.rest.as_slice() else {
        for (key, fact) in facts.all()? {
            println!("{key}={}", fact.value);
        }
        return Ok(ExitCode::SUCCESS);
    };
    match facts.ask(&key.to_string_lossy())? {
        Some(fact) => println!("{}", fact.value),
        None => return Ok(ExitCode::FAILURE),
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
