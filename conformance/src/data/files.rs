//! The files of real data, each of which may be missing.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};

use anyhow::{Context, Result};
use camino::{Utf8Path, Utf8PathBuf};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::eapis;

/// A specification as some ebuild has it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Spec {
    pub kind: String,
    pub eapi: &'static str,
    pub text: String,
}

/// A line of the file of specifications. Its other fields are about where they come from.
#[derive(Deserialize)]
struct Line {
    kind: String,
    eapi: String,
    s: String,
}

/// What the files hold, and which are not there.
#[derive(Default)]
pub struct Data {
    pub specs: Vec<Spec>,
    pub atoms: Vec<String>,
    pub versions: Vec<String>,
    pub missing: Vec<Utf8PathBuf>,
}

pub fn read(directory: &Utf8Path) -> Result<Data> {
    let mut data = Data::default();
    if !directory.is_dir() {
        data.missing.push(directory.to_owned());
        return Ok(data);
    }
    let mut lines = |name: &str| -> Result<Vec<String>> {
        let path = directory.join(name);
        let lines = lines(&path).with_context(|| path.to_string())?;
        if lines.is_none() {
            data.missing.push(path);
        }
        Ok(lines.unwrap_or_default())
    };
    let specs = lines("depspecs.jsonl.gz")?;
    data.atoms = lines("atoms.txt.gz")?;
    data.versions = lines("versions.txt.gz")?;
    let parse = |(number, line): (usize, &String)| spec(line).with_context(|| format!("specification {}", number + 1));
    data.specs = specs.iter().enumerate().map(parse).collect::<Result<_>>()?;
    Ok(data)
}

fn spec(line: &str) -> Result<Spec> {
    let Line { kind, eapi, s: text } = serde_json::from_str(line)?;
    let known = eapis::ALL.into_iter().find(|known| *known == eapi);
    Ok(Spec { kind, eapi: known.with_context(|| format!("EAPI `{eapi}` is not known"))?, text })
}

/// The lines of a compressed file; nothing if there is no such file.
fn lines(path: &Utf8Path) -> Result<Option<Vec<String>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    Ok(Some(BufReader::new(MultiGzDecoder::new(file)).lines().collect::<Result<_, _>>()?))
}
