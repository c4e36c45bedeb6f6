//! What the program does when it is called by the name of a tool: it changes the words and becomes the real tool.

use crate::config::{Compiled, Level};
use crate::error::{Error, STATUS};
use crate::files::Files;
use crate::libtool::{self, fix};
use crate::log::{self, Outcome};
use crate::mode::{Aim, Mode};
use crate::options::Role;
use crate::phases::Context;
use crate::tool::Tool;
use crate::trace::Trace;
use crate::{Text, archive, arg, phases, response};
use bstr::{ByteSlice, ByteVec};
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};
use std::time::Instant;

/// Names the file with the configuration.
pub const CONFIG: &str = "CCWRAP_CONFIG";
/// Names the libtool that `configure` wrote, where the wrapper stands in its place.
pub const LIBTOOL: &str = "CCWRAP_LIBTOOL";
/// The compiled configuration beside the links, for builds that clear the environment.
pub const COMPILED: &str = "ccwrap.bin";
/// A command line longer than this goes into a file.
const LONGEST: usize = 128 << 10;

/// Runs the tool that `name` names. It comes back only with an error, or where something is left to do after the tool.
pub fn run(name: &OsStr, words: Vec<OsString>) -> ExitCode {
    match start(name, words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("ccwrap: {}: {error}", base(name));
            ExitCode::from(STATUS)
        }
    }
}

/// The last part of a program's name.
pub fn base(name: &OsStr) -> String {
    Path::new(name).file_name().unwrap_or(name).to_string_lossy().into_owned()
}

/// A command line that is ready to be run.
struct Ready {
    words: Vec<Text>,
    aim: Option<Aim>,
    inputs: Vec<Text>,
    outputs: Vec<Text>,
    libtool: Option<libtool::command::Outcome>,
}

fn start(name: &OsStr, words: Vec<OsString>) -> Result<ExitCode, Error> {
    let config = Compiled::read(&config_path(name)?)?;
    let name = base(name);
    let tool = Tool::named(&name).ok_or_else(|| Error::Other(format!("there is no tool {name:?}")))?;
    let program = program(&name, tool, &config)?;
    let given: Vec<Text> = words.into_iter().map(|word| Vec::from_os_string(word).map(Text::from).unwrap_or_default()).collect();
    if let [word] = given.as_slice()
        && word == "--wrappee-name"
    {
        println!("{}", program.display());
        return Ok(ExitCode::SUCCESS);
    }
    let log = config.settings.log.as_ref();
    let level = log.map_or(Level::Commands, |log| log.level);
    let mut trace = if log.is_some() && level != Level::Commands { Trace::on() } else { Trace::default() };
    let ready = prepare(&given, tool, &config, &mut trace)?;
    if config.settings.skip_host && skip(&ready)? {
        return Ok(ExitCode::SUCCESS);
    }
    let command = log::Command {
        tool: tool.key(),
        mode: ready.aim.map(|aim| aim.mode),
        program: &program,
        argv: &given,
        last: &ready.words,
        changes: &trace.changes,
        inputs: &ready.inputs,
        outputs: &ready.outputs,
    };
    let write = |outcome| match log {
        Some(log) => log::append(log, &log::line(&command, level, outcome)).map_err(|error| Error::File {
            name: log.file.display().to_string(),
            line: 0,
            reason: error.to_string(),
        }),
        None => Ok(()),
    };
    let mut real = real(&program, tool, &config, &ready);
    let is_long = ready.words.iter().map(|word| word.len() + 1).sum::<usize>() > LONGEST;
    let archive = ready.libtool.as_ref().and_then(|outcome| outcome.archive.as_ref());
    if archive.is_none() && !is_long && level != Level::Results {
        write(None)?;
        real.args(ready.words.iter().map(|word| OsStr::from_bytes(word)));
        return Err(cannot_run(&program, &real.exec()));
    }
    let began = Instant::now();
    let status = if is_long { run_long(&mut real, &ready.words) } else { run_words(&mut real, &ready.words) };
    let status = status.map_err(|error| cannot_run(&program, &error))?;
    let outcome = Outcome { status: status.code().unwrap_or(-1), duration: began.elapsed().as_secs_f64() };
    write((level == Level::Results).then_some(outcome))?;
    if let (true, Some(archive)) = (status.success(), archive) {
        for (name, kind) in libtool::command::files(archive) {
            fix::fix_file(Path::new(OsStr::from_bytes(&name)), kind, &config.settings)?;
        }
    }
    Ok(code(status))
}

fn cannot_run(program: &Path, error: &std::io::Error) -> Error {
    Error::Other(format!("cannot run {}: {error}", program.display()))
}

/// The file that the environment names, or the one beside the link by which the program was called.
pub fn config_path(name: &OsStr) -> Result<PathBuf, Error> {
    if let Some(path) = std::env::var_os(CONFIG).filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let link = Path::new(name);
    let directories: Vec<PathBuf> = if name.as_bytes().contains(&b'/') {
        link.parent().map(Path::to_owned).into_iter().collect()
    } else {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).collect()
    };
    let beside = directories.into_iter().map(|directory| directory.join(COMPILED)).find(|path| path.exists());
    beside.ok_or_else(|| Error::Other(format!("{CONFIG} names no file, and there is no {COMPILED} beside the program")))
}

/// The real program: by the very name, or by the tool's.
fn program(name: &str, tool: Tool, config: &Compiled) -> Result<PathBuf, Error> {
    if let Some(script) = std::env::var_os(LIBTOOL).filter(|_| tool == Tool::Libtool) {
        return Ok(script.into());
    }
    let tools = &config.settings.tools;
    let found = tools.get(name).or_else(|| tools.get(tool.key()));
    found.cloned().ok_or_else(|| Error::Config { key: "tools".to_owned(), reason: format!("no program for {name:?}") })
}

fn prepare(given: &[Text], tool: Tool, config: &Compiled, trace: &mut Trace) -> Result<Ready, Error> {
    let files = Files::on_disk(&config.settings.directory);
    let nothing = |words| Ready { words, aim: None, inputs: Vec::new(), outputs: Vec::new(), libtool: None };
    if !tool.is_rewritten() {
        let is_wanted = config.settings.reproduce.deterministic_ar;
        return Ok(nothing(if is_wanted { archive::deterministic(given, tool)? } else { given.to_vec() }));
    }
    let has_files = given.iter().any(|word| word.starts_with(b"@"));
    let words =
        if has_files && config.settings.expand_response_files.0 { response::expand(given, &files)? } else { given.to_vec() };
    let exists = |name: &[u8]| files.exists(name);
    if tool == Tool::Libtool {
        let outcome = libtool::command::transform(&words, config, &exists, trace)?;
        fix_before_install(&words, &outcome, config)?;
        return Ok(Ready { libtool: Some(libtool::command::Outcome { words: Vec::new(), ..outcome }), ..nothing(outcome.words) });
    }
    let outcome = phases::run(&words, &Context::new(tool, config, &exists), trace)?;
    let (inputs, outputs) = files_of(&outcome.args);
    Ok(Ready { words: outcome.words, aim: Some(outcome.aim), inputs, outputs, libtool: None })
}

/// What libtool installs may have been linked before the wrapper was there.
fn fix_before_install(words: &[Text], outcome: &libtool::command::Outcome, config: &Compiled) -> Result<(), Error> {
    if outcome.mode != libtool::command::Mode::Install {
        return Ok(());
    }
    for archive in words.iter().filter(|word| word.ends_with(b".la")) {
        let [_, (name, kind)] = libtool::command::files(archive);
        fix::fix_file(Path::new(OsStr::from_bytes(&name)), kind, &config.settings)?;
    }
    Ok(())
}

fn files_of(args: &[arg::Arg]) -> (Vec<Text>, Vec<Text>) {
    let mut files = (Vec::new(), Vec::new());
    for arg in args {
        match &arg.kind {
            arg::Kind::Input(name) => files.0.push(name.clone()),
            arg::Kind::Valued { spec, value, .. } if spec.role == Role::Output => files.1.push(value.clone()),
            _ => {}
        }
    }
    files
}

/// Makes empty outputs in place of what a compiler would make. Questions and preprocessing are not skipped: probes need the answers.
fn skip(ready: &Ready) -> Result<bool, Error> {
    let is_made =
        ready.aim.is_some_and(|aim| matches!(aim.mode, Mode::Assemble | Mode::Compile | Mode::CompileLink | Mode::Link));
    if !is_made {
        return Ok(false);
    }
    let implied = |source: &Text| {
        let (_, file) = crate::path::split(source);
        let stem = file.rsplit_once_str(".").map_or(file.as_bytes(), |(stem, _)| stem);
        let extension: &[u8] = if ready.aim.is_some_and(|aim| aim.mode == Mode::Assemble) { b".s" } else { b".o" };
        Text::from([stem, extension].concat())
    };
    let links = ready.aim.is_some_and(|aim| matches!(aim.mode, Mode::CompileLink | Mode::Link));
    let outputs = match (ready.outputs.as_slice(), links) {
        ([], true) => vec!["a.out".into()],
        ([], false) => ready.inputs.iter().map(implied).collect(),
        (outputs, _) => outputs.to_vec(),
    };
    for output in outputs.iter().filter(|output| *output != "-") {
        std::fs::write(OsStr::from_bytes(output), []).map_err(|error| Error::File {
            name: output.to_string(),
            line: 0,
            reason: error.to_string(),
        })?;
    }
    Ok(true)
}

/// The real program's command, without its words.
fn real(program: &Path, tool: Tool, config: &Compiled, ready: &Ready) -> Command {
    let settings = &config.settings;
    let compiles = ready.aim.is_some_and(|aim| aim.mode == Mode::Compile) && matches!(tool, Tool::Cc | Tool::Cxx);
    let mut command = match &settings.launcher {
        Some(launcher) if compiles => {
            let mut command = Command::new(launcher);
            command.arg(program);
            command
        }
        _ => Command::new(program),
    };
    if let Some(path) = &settings.path {
        command.env("PATH", path);
    }
    if let Some(epoch) = settings.reproduce.source_date_epoch {
        command.env("SOURCE_DATE_EPOCH", epoch.to_string());
    }
    command
}

fn run_words(command: &mut Command, words: &[Text]) -> std::io::Result<ExitStatus> {
    command.args(words.iter().map(|word| OsStr::from_bytes(word))).status()
}

/// Runs a command whose words the system would not take: they go into a response file for as long as it runs.
fn run_long(command: &mut Command, words: &[Text]) -> std::io::Result<ExitStatus> {
    let path = std::env::temp_dir().join(format!("ccwrap-{}.args", std::process::id()));
    // A file that is there already is somebody else's.
    std::fs::OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(&response::quote(words))?;
    let mut word = OsString::from("@");
    word.push(&path);
    let status = command.arg(word).status();
    std::fs::remove_file(&path)?;
    status
}

/// The status of the real program; a signal is said as shells say it.
fn code(status: ExitStatus) -> ExitCode {
    let code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    ExitCode::from(code as u8)
}
