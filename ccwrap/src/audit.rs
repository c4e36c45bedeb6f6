//! What a build did, out of its log and of what it made: a manifest, and a line for each thing that is not as the toolchain says.

use crate::abi::{self, Abi};
use crate::channel::Fact;
use crate::error::Error;
use crate::explain;
use crate::replay::Record;
use crate::toolchain::Toolchain;
use crate::{Text, arg, package, path, phases};
use bstr::ByteSlice;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What an audit looks at.
pub struct Subject<'a> {
    pub records: &'a [Record],
    pub toolchain: Option<&'a Toolchain>,
    /// The text of the toolchain's file.
    pub toolchain_text: &'a str,
    /// What was made: these files are looked into.
    pub files: &'a [PathBuf],
    /// Directories of the build, whose names must not be in what was made.
    pub private: &'a [String],
    /// Libraries that may be needed.
    pub allowed: &'a [String],
    pub facts: BTreeMap<String, Fact>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    pub kind: &'static str,
    pub about: String,
    pub reason: String,
}

/// The manifest of a build, and the findings.
pub struct Audit {
    pub manifest: Value,
    pub findings: Vec<Finding>,
}

/// Libraries of the compiler and of the C library, on which everything depends.
const BASE: [&str; 13] =
    ["c", "m", "pthread", "dl", "rt", "util", "resolv", "gcc", "gcc_s", "gcc_eh", "stdc++", "supc++", "atomic"];

/// Options that change how code of one link must agree: mixing them gives programs that go wrong in silence.
const ABI_OPTIONS: [&str; 8] =
    ["-mfloat-abi", "-m32", "-m64", "-mx32", "-fshort-enums", "-fsanitize", "-D_GLIBCXX_USE_CXX11_ABI", "-flto"];

/// Looks at everything.
pub fn audit(subject: &Subject<'_>) -> Result<Audit, Error> {
    let mut findings = BTreeSet::new();
    let libraries = libraries(subject, &mut findings);
    processors(subject, &mut findings);
    let mixed = mixed(subject, &mut findings);
    let mut files = Vec::new();
    for file in subject.files {
        files.push(inspect(file, subject, &mut findings)?);
    }
    let leaked: Vec<&Finding> = findings.iter().filter(|finding| finding.kind == "leaked path").collect();
    let undeclared: Vec<&str> =
        findings.iter().filter(|finding| finding.kind == "undeclared library").map(|finding| finding.about.as_str()).collect();
    let changed = subject.records.iter().filter(|record| record.argv != record.last).count();
    let manifest = json!({
        "schema": "ccwrap-manifest/1",
        "toolchain": toolchain(subject),
        "abi": files,
        "mixed": mixed,
        "dependencies": libraries,
        "undeclared": undeclared,
        "downloads": subject.toolchain.map(|toolchain| if toolchain.policy.downloads == crate::toolchain::Verdict::Deny { "deny" } else { "allow" }),
        "facts": subject.facts,
        "commands": { "total": subject.records.len(), "changed": changed, "dropped": dropped(subject.records) },
        "reproducible": { "paths_leaked": leaked },
        "findings": findings,
    });
    Ok(Audit { manifest, findings: findings.into_iter().collect() })
}

fn toolchain(subject: &Subject<'_>) -> Value {
    let Some(toolchain) = subject.toolchain else { return Value::Null };
    json!({
        "file_sha256": hex(&Sha256::digest(subject.toolchain_text)),
        "target": toolchain.target.triple,
        "c": toolchain.compilers.c,
        "rustc": toolchain.compilers.rustc,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The libraries that links asked for, and whether each is declared.
fn libraries(subject: &Subject<'_>, findings: &mut BTreeSet<Finding>) -> Vec<Value> {
    let mut asked = BTreeSet::new();
    for record in subject.records.iter().filter(|record| record.tool.is_rewritten()) {
        let args = arg::parse(&record.last, record.tool.tables(), false).unwrap_or_default();
        asked.extend(args.iter().filter_map(|arg| match &arg.kind {
            arg::Kind::Valued { spec, value, .. } if spec.role == crate::options::Role::Library => Some(value.to_string()),
            _ => None,
        }));
    }
    let declared = declared(subject);
    let one = |name: &String| {
        let is_declared = BASE.contains(&name.as_str()) || declared.iter().any(|(known, _)| known == name);
        if !is_declared {
            findings.insert(finding("undeclared library", name, "no package that is declared has it"));
        }
        let package = declared.iter().find(|(known, _)| known == name).and_then(|(_, from)| from.clone());
        json!({ "name": name, "how": "-l", "package": package, "declared": is_declared })
    };
    asked.iter().map(one).collect()
}

fn declared(subject: &Subject<'_>) -> Vec<(String, Option<String>)> {
    let provided = subject.toolchain.iter().flat_map(|toolchain| toolchain.provides.values());
    let provided = provided.flat_map(|library| library.link.iter().map(|name| (name.clone(), library.from.clone())));
    provided.chain(subject.allowed.iter().map(|name| (name.clone(), None))).collect()
}

fn finding(kind: &'static str, about: &str, reason: impl Into<String>) -> Finding {
    Finding { kind, about: about.to_owned(), reason: reason.into() }
}

/// Code for another processor than the toolchain's runs on some machines only.
fn processors(subject: &Subject<'_>, findings: &mut BTreeSet<Finding>) {
    let Some(cpu) = subject.toolchain.and_then(|toolchain| toolchain.target.cpu.as_ref()) else { return };
    for record in subject.records {
        for word in &record.last {
            let asked = ["-march=", "-mcpu="].iter().find_map(|option| word.strip_prefix(option.as_bytes()));
            if let Some(asked) = asked.filter(|asked| asked.as_bstr() != cpu.as_str()) {
                findings.insert(finding("other processor", &asked.as_bstr().to_string(), format!("the toolchain is for {cpu}")));
            }
        }
    }
}

/// Options of the objects of one link that must be the same, and are not.
fn mixed(subject: &Subject<'_>, findings: &mut BTreeSet<Finding>) -> Vec<Value> {
    let mut options_of: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    let mut mixed = Vec::new();
    for record in subject.records {
        let args = arg::parse(&record.last, record.tool.tables(), false).unwrap_or_default();
        let mode = crate::mode::aim(&args, record.tool).mode;
        let output = record.outputs.first().map(|output| record.directory.join(output.to_string()));
        match (mode, output) {
            (crate::mode::Mode::Compile, Some(output)) => {
                options_of.insert(output, record.last.iter().filter_map(abi_option).collect());
            }
            (crate::mode::Mode::Link, Some(output)) => {
                let objects = inputs(&args).map(|name| record.directory.join(name.to_string()));
                let known: BTreeSet<&BTreeSet<String>> = objects.filter_map(|object| options_of.get(&object)).collect();
                if known.len() > 1 {
                    let about = output.display().to_string();
                    let all: Vec<String> =
                        known.iter().map(|options| options.iter().cloned().collect::<Vec<_>>().join(" ")).collect();
                    findings.insert(finding("mixed ABI", &about, format!("its objects were compiled with: {}", all.join("; "))));
                    mixed.push(json!({ "file": about, "options": all }));
                }
            }
            _ => {}
        }
    }
    mixed
}

fn inputs(args: &[arg::Arg]) -> impl Iterator<Item = &Text> {
    args.iter().filter_map(|arg| if let arg::Kind::Input(name) = &arg.kind { Some(name) } else { None })
}

fn abi_option(word: &Text) -> Option<String> {
    let word = word.to_str().ok()?;
    ABI_OPTIONS
        .iter()
        .any(|option| word.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('=')))
        .then(|| word.to_owned())
}

/// Words that were given and not run, in whatever spelling, with how often.
fn dropped(records: &[Record]) -> BTreeMap<String, usize> {
    let mut dropped = BTreeMap::new();
    for record in records.iter().filter(|record| record.tool.is_rewritten()) {
        let given = phases::normalized(&record.argv, record.tool).unwrap_or_default();
        for word in given.iter().filter(|word| !record.last.contains(word)) {
            *dropped.entry(explain::quoted(&word.to_string())).or_default() += 1;
        }
    }
    dropped
}

/// A file's own account, with one of each binary in it if it is a package.
fn inspect(file: &Path, subject: &Subject<'_>, findings: &mut BTreeSet<Finding>) -> Result<Value, Error> {
    let path = file.display().to_string();
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let wrong = |reason: String| Error::File { name: path.clone(), line: 0, reason };
    let bytes = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
    let (mut own, mut members) = (json!({ "file": name }), Vec::new());
    package::visit(&name, &bytes, &mut |place, bytes| {
        let about = if place.is_empty() { name.clone() } else { format!("{name}/{place}") };
        for private in subject.private.iter().filter(|private| !private.is_empty() && bytes.contains_str(private)) {
            findings.insert(finding("leaked path", &about, format!("{private} is in it")));
        }
        let Some(found) = abi::read(bytes).map_err(|reason| format!("{about}: {reason}"))? else { return Ok(()) };
        judge(&about, &found, subject, findings);
        let mut value = json!(found);
        value["file"] = json!(if place.is_empty() { &name } else { place });
        value["manylinux"] = json!(found.glibc_max.as_ref().map(|version| format!("manylinux_{}", version.replace('.', "_"))));
        if place.is_empty() {
            own = value
        } else {
            members.push(value)
        }
        Ok(())
    })
    .map_err(wrong)?;
    if !members.is_empty() {
        own["members"] = json!(members);
    }
    Ok(own)
}

fn judge(name: &str, found: &Abi, subject: &Subject<'_>, findings: &mut BTreeSet<Finding>) {
    for directory in found
        .runpath
        .iter()
        .filter(|directory| subject.private.iter().any(|private| path::is_below(directory.as_bytes(), private.as_bytes())))
    {
        findings.insert(finding("leaked path", name, format!("its RUNPATH has {directory}")));
    }
    let Some(toolchain) = subject.toolchain else { return };
    if let (Some(needs), Some(least)) = (&found.glibc_max, &toolchain.target.libc_min)
        && abi::numbers(needs) > abi::numbers(least)
    {
        findings.insert(finding("newer libc", name, format!("it needs glibc {needs}, and must run on {least}")));
    }
    let processor = toolchain.processor();
    if abi::machine_of_tag(processor).is_some_and(|wanted| wanted != found.machine) {
        findings.insert(finding("other machine", name, format!("it is for {}, and the target is {processor}", found.machine)));
    }
}
