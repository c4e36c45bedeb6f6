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
        let validator = jsonschema::validator_for(&schema).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
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
