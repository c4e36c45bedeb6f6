//! The JSON Schemas of the case files and of the protocol's messages.

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};
use jsonschema::Validator;
use serde_json::Value;

/// The schema files, compiled into the program.
pub static SCHEMAS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schema");

/// One compiled schema.
pub struct Schema {
    name: &'static str,
    validator: Validator,
}

/// The schemas of the protocol's messages.
pub struct Schemas {
    pub start_request: Schema,
    pub start_reply: Schema,
    pub run_request: Schema,
    pub run_reply: Schema,
}

impl Schema {
    pub fn load(name: &'static str) -> Result<Schema> {
        let file = SCHEMAS.get_file(format!("{name}.json")).with_context(|| format!("schema {name}"))?;
        let schema = serde_json::from_slice(file.contents())?;
        let validator =
            jsonschema::options().with_retriever(Beside).build(&schema).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
        Ok(Schema { name, validator })
    }

    /// The error names the first offence and its place.
    pub fn check(&self, value: &Value) -> Result<()> {
        if let Err(error) = self.validator.validate(value) {
            bail!("against schema {}: {error} at `{}`", self.name, error.instance_path());
        }
        Ok(())
    }
}

/// Schemas refer to the files beside them.
struct Beside;

impl jsonschema::Retrieve for Beside {
    fn retrieve(&self, uri: &jsonschema::Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let name = uri.as_str().rsplit('/').next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        let file = SCHEMAS.get_file(name).ok_or_else(|| format!("no schema {name}"))?;
        Ok(serde_json::from_slice(file.contents())?)
    }
}

impl Schemas {
    pub fn load() -> Result<Schemas> {
        Ok(Schemas {
            start_request: Schema::load("start-request")?,
            start_reply: Schema::load("start-reply")?,
            run_request: Schema::load("run-request")?,
            run_reply: Schema::load("run-reply")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of the description that begin with `> {` and `< {` are messages.
    fn examples(side: &str) -> Vec<Value> {
        let pages = crate::protocol::DESCRIPTION.iter();
        let lines = pages.flat_map(|(_, text)| text.lines()).filter_map(|line| line.strip_prefix(side));
        lines.filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    #[test]
    fn the_examples_of_the_protocol_follow_the_schemas() {
        let schemas = Schemas::load().unwrap();
        let (requests, replies) = (examples("> "), examples("< "));
        let runs: Vec<_> = requests.iter().filter(|request| request["cmd"] == "run").collect();
        runs.iter().for_each(|request| schemas.run_request.check(request).unwrap());
        for op in crate::op::Op::ALL {
            assert!(runs.iter().any(|request| request["op"] == op.as_str()), "no example of {op}");
        }
        for request in &runs {
            let reply = replies.iter().find(|reply| reply["seq"] == request["seq"]).expect("each has an answer");
            schemas.run_reply.check(reply).unwrap();
        }
    }

    #[test]
    fn other_fields_are_offences() {
        let schemas = Schemas::load().unwrap();
        let mut request = crate::protocol::run_request(0, "src_uri.parse", None, &serde_json::json!({ "text": "a" }));
        assert!(schemas.run_request.check(&request).is_ok());
        request["in"]["kind"] = "src_uri".into();
        assert!(schemas.run_request.check(&request).is_err());
    }
}
