//! Answers requests, one JSON line each, without running any compiler: for tests, and for other build systems.

use crate::compdb;
use crate::config::{Compiled, Config};
use crate::error::Error;
use crate::files::Files;
use crate::libtool::{command, fix};
use crate::mode::{self, Mode};
use crate::tool::Tool;
use crate::trace::Trace;
use crate::{Text, arg, explain, response, strings};
use bstr::ByteSlice;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::Path;

/// A request. Unknown keys are errors, so that no typing error is taken for silence.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Request {
    op: String,
    tool: Option<String>,
    argv: Vec<String>,
    config: Option<Value>,
    explain: bool,
    /// Files by name; without them, those of the disk.
    files: Option<BTreeMap<String, String>>,
    directory: Option<String>,
    /// Whatever the one who asks wants to have back.
    id: Option<Value>,
}

/// Answers the requests of `input` until it ends.
pub fn serve(input: impl BufRead, mut output: impl Write) -> std::io::Result<()> {
    for line in input.split(b'\n') {
        let line = line?;
        if !line.trim_ascii().is_empty() {
            writeln!(output, "{}", answer(&line))?;
            output.flush()?;
        }
    }
    Ok(())
}

/// Answers one request. Whatever is wrong with it is its answer.
pub fn answer(line: &[u8]) -> Value {
    let request: Request = match serde_json::from_slice(line) {
        Ok(request) => request,
        Err(error) => return json!({ "error": format!("request: {error}") }),
    };
    let mut answer = respond(&request).unwrap_or_else(|error| json!({ "error": error.to_string() }));
    if let (Some(id), Value::Object(fields)) = (&request.id, &mut answer) {
        fields.insert("id".to_owned(), id.clone());
    }
    answer
}

fn respond(request: &Request) -> Result<Value, Error> {
    match request.op.as_str() {
        "argv.transform" => transform(request),
        "argv.expand" => Ok(json!({ "argv": strings(&response::expand(&request.words(), &request.files(&Config::default()))?) })),
        "mode.detect" => detect(request),
        "compdb.entries" => entries(request),
        "libtool.link" => link(request),
        other => Err(Error::Other(format!("there is no operation {other:?}"))),
    }
}

impl Request {
    fn words(&self) -> Vec<Text> {
        self.argv.iter().map(|word| Text::from(word.as_str())).collect()
    }

    fn tool(&self, or: Tool) -> Result<Tool, Error> {
        let Some(name) = &self.tool else { return Ok(or) };
        Tool::named(name).ok_or_else(|| Error::Other(format!("there is no tool {name:?}")))
    }

    fn config(&self) -> Result<Compiled, Error> {
        Config::from_json(self.config.clone().unwrap_or_else(|| json!({})))?.compile()
    }

    fn files(&self, config: &Config) -> Files {
        let directory = self.directory.as_deref().map_or(config.directory.as_path(), Path::new);
        match &self.files {
            None => Files::on_disk(directory),
            Some(files) => {
                let texts = files.iter().map(|(name, text)| (Text::from(name.as_str()), Text::from(text.as_str())));
                Files::given(texts.collect(), directory)
            }
        }
    }

    /// The words with those of response files in their place.
    fn expanded(&self, config: &Config) -> Result<Vec<Text>, Error> {
        if config.expand_response_files.0 { response::expand(&self.words(), &self.files(config)) } else { Ok(self.words()) }
    }
}

fn transform(request: &Request) -> Result<Value, Error> {
    let config = request.config()?;
    let mut trace = if request.explain { Trace::on() } else { Trace::default() };
    let files = request.files(&config.settings);
    let words = explain::transform(&request.words(), request.tool(Tool::Cc)?, &config, &files, &mut trace)?;
    let mut answer = Map::from_iter([("argv".to_owned(), json!(strings(&words)))]);
    if request.explain {
        answer.insert("phases".to_owned(), json!(trace.steps));
        answer.insert("rules".to_owned(), json!(trace.changes));
    }
    Ok(Value::Object(answer))
}

fn detect(request: &Request) -> Result<Value, Error> {
    let tool = request.tool(Tool::Cc)?;
    let mut words = request.expanded(&request.config()?.settings)?;
    if tool == Tool::Libtool {
        let command = command::Command::parse(&words)?;
        if !matches!(command.mode, command::Mode::Compile | command::Mode::Link) {
            return Ok(json!({ "mode": Mode::Query }));
        }
        words = command.rest.to_vec();
    }
    let args = arg::parse(&words, tool.tables(), true)?;
    Ok(json!({ "mode": mode::aim(&args, tool).mode }))
}

fn entries(request: &Request) -> Result<Value, Error> {
    let program = request.tool.as_deref().unwrap_or("cc");
    let words = request.expanded(&request.config()?.settings)?;
    Ok(json!({ "entries": compdb::entries(program, &words, request.tool(Tool::Cc)?) }))
}

fn link(request: &Request) -> Result<Value, Error> {
    let config = request.config()?;
    let files = request.files(&config.settings);
    let words = request.expanded(&config.settings)?;
    let outcome = command::transform(&words, &config, &|name| files.exists(name), &mut Trace::default())?;
    let mut rewritten = Map::new();
    for (name, kind) in outcome.archive.iter().flat_map(|archive| command::files(archive)) {
        let Ok(text) = files.read(&name) else { continue };
        let name = name.to_string();
        let text = text.to_str().map_err(|_| Error::File { name: name.clone(), line: 0, reason: "is not text".to_owned() })?;
        let fixed = fix::fix(text, &name, kind, &config.settings)?;
        rewritten.insert(name, Value::String(fixed));
    }
    Ok(json!({ "argv": strings(&outcome.words), "files": rewritten }))
}
