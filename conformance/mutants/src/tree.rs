//! A copy of what the adapter is made of, which may be broken.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::list::Mutant;
use crate::switch::{self, QUESTION};

/// What the adapter needs of the project.
const PARTS: [&str; 6] = ["core", "core/oracle", "repo", "pool", "bindgen/runtime", "conformance/adapters/rust"];
/// What they read besides.
const DATA: [&str; 1] = ["conformance/adapters/fields.txt"];
/// Those that faults are put into.
const PACKAGES: [&str; 2] = ["core", "repo"];
/// Asked whether a fault is alive.
const MUTANT: [(&str, &str); 2] = [
    ("Cargo.toml", "[package]\nname = \"mutant\"\nversion = \"0.0.0\"\nedition = \"2024\"\n"),
    ("src/lib.rs", include_str!("../mutant.rs")),
];

pub struct Tree<'a> {
    root: &'a Path,
    pub dir: PathBuf,
}

/// Faults with which nothing can be built, and those of which that is not certain.
#[derive(Default, Deserialize, Serialize)]
pub struct Refused {
    /// Of the files and faults that this was found for.
    pub mark: u64,
    pub certain: HashSet<usize>,
    pub perhaps: HashSet<usize>,
}

impl Refused {
    /// What was found before, if nothing has changed since: to find it takes a build for each layer of errors.
    fn read(path: &Path, mark: u64) -> Refused {
        let known = fs::read(path).ok().and_then(|text| serde_json::from_slice::<Refused>(&text).ok());
        known.filter(|known| known.mark == mark).unwrap_or(Refused { mark, ..Refused::default() })
    }
}

impl<'a> Tree<'a> {
    /// The project as it is, in a directory that may have an older copy. Files that faults are put into are left as they are there.
    pub fn copy(root: &'a Path, dir: PathBuf, broken: &HashSet<&str>) -> Result<Tree<'a>> {
        let listed = Command::new("git").current_dir(root).args(["ls-files", "-z", "--"]).args(PARTS).args(DATA).output()?;
        for path in String::from_utf8(listed.stdout)?.split_terminator('\0') {
            let (from, to) = (root.join(path), dir.join(path));
            if broken.contains(path) && to.exists() {
                continue;
            }
            let text = fs::read(from).with_context(|| path.to_owned())?;
            match path.strip_suffix("/Cargo.toml") {
                Some(package) if PACKAGES.contains(&package) => write(&to, with_mutant(&String::from_utf8(text)?)?.as_bytes())?,
                _ => write(&to, &text)?,
            }
        }
        for (path, text) in MUTANT {
            write(&dir.join("mutant").join(path), text.as_bytes())?;
        }
        write(&dir.join("Cargo.toml"), workspace(&fs::read_to_string(root.join("Cargo.toml"))?)?.as_bytes())?;
        if !dir.join("Cargo.lock").exists() {
            fs::copy(root.join("Cargo.lock"), dir.join("Cargo.lock"))?;
        }
        Ok(Tree { root, dir })
    }

    /// Puts in as many faults at once as can be built: those that are in.
    pub fn switch(&self, mutants: &[Mutant]) -> Result<(HashSet<usize>, Refused)> {
        let path = self.dir.join("refused.json");
        let mut refused = Refused::read(&path, self.mark(mutants)?);
        loop {
            fs::write(&path, serde_json::to_vec(&refused)?)?;
            let mut placed = HashSet::new();
            let mut files: Vec<&str> = mutants.iter().map(|mutant| mutant.file.as_str()).collect();
            files.dedup();
            for file in files {
                let here = mutants.iter().enumerate().filter(|(_, mutant)| mutant.file == file);
                let here = here.filter(|(number, _)| !refused.certain.contains(number) && !refused.perhaps.contains(number));
                let (text, found) = switch::all(&fs::read_to_string(self.root.join(file))?, &here.collect::<Vec<_>>())
                    .with_context(|| file.to_owned())?;
                write(&self.dir.join(file), text.as_bytes())?;
                placed.extend(found);
            }
            let output = self.cargo(&["check", "--message-format=json"])?;
            if output.status.success() {
                return Ok((placed, refused));
            }
            let before = refused.certain.len() + refused.perhaps.len();
            for line in output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
                self.blame(&serde_json::from_slice(line)?, &mut refused)?;
            }
            let after = refused.certain.len() + refused.perhaps.len();
            ensure!(before < after, "it does not compile:\n{}", String::from_utf8_lossy(&output.stderr));
            eprintln!("{} of them do not compile", after);
        }
    }

    /// A number for the faults and what they are in.
    fn mark(&self, mutants: &[Mutant]) -> Result<u64> {
        let mut hasher = DefaultHasher::new();
        let mut files: Vec<&str> = mutants.iter().map(|mutant| mutant.file.as_str()).collect();
        files.dedup();
        for file in files {
            fs::read(self.root.join(file))?.hash(&mut hasher);
        }
        mutants.iter().for_each(|mutant| mutant.name.hash(&mut hasher));
        Ok(hasher.finish())
    }

    /// Finds the fault for which the compiler refuses something: that which was asked about last before the place.
    fn blame(&self, message: &Value, refused: &mut Refused) -> Result<()> {
        let message = &message["message"];
        if message["level"] != "error" {
            return Ok(());
        }
        let spans = message["spans"].as_array().into_iter().flatten();
        for span in spans.filter(|span| span["is_primary"] == true) {
            let (Some(file), Some(at)) = (span["file_name"].as_str(), span["byte_start"].as_u64()) else { continue };
            let text = fs::read_to_string(self.dir.join(file)).with_context(|| file.to_owned())?;
            let before = &text[..usize::try_from(at)?];
            let Some(question) = before.rfind(QUESTION) else { bail!("{}", message["rendered"].as_str().unwrap_or_default()) };
            let after = &before[question + QUESTION.len()..];
            let number: usize = after.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().parse()?;
            let is_inside = after.matches('{').count() > after.matches('}').count();
            if is_inside {
                refused.certain.insert(number)
            } else {
                refused.perhaps.insert(number)
            };
        }
        Ok(())
    }

    /// Puts in this fault alone, or none; whether it can be built.
    pub fn alone(&self, file: &str, mutant: Option<&Mutant>) -> Result<bool> {
        let text = fs::read_to_string(self.root.join(file))?;
        let text = mutant.map_or(Ok(text.clone()), |mutant| mutant.applied(&text))?;
        write(&self.dir.join(file), text.as_bytes())?;
        Ok(mutant.is_none() || self.cargo(&["build"])?.status.success())
    }

    /// The adapter, built from what is there now.
    pub fn adapter(&self) -> Result<PathBuf> {
        let output = self.cargo(&["build"])?;
        ensure!(output.status.success(), "it does not compile:\n{}", String::from_utf8_lossy(&output.stderr));
        Ok(self.target().join("debug/polyatom-adapter"))
    }

    /// All trees share what is built of other crates.
    fn target(&self) -> PathBuf {
        self.dir.with_file_name("target")
    }

    fn cargo(&self, arguments: &[&str]) -> Result<Output> {
        let mut command = Command::new("cargo");
        command.current_dir(&self.dir).args(arguments).args(["--offline", "--package", "polyatom-adapter"]);
        command.env("CARGO_TARGET_DIR", self.target()).env("RUSTFLAGS", "--cap-lints=allow");
        Ok(command.env_remove("CARGO_INCREMENTAL").output()?)
    }
}

/// The manifest of a package into which faults are put.
fn with_mutant(text: &str) -> Result<String> {
    let mut manifest: toml::Table = text.parse()?;
    let needs = manifest.entry("dependencies").or_insert_with(|| toml::Value::Table(toml::Table::new()));
    let needs = needs.as_table_mut().context("dependencies are a table")?;
    needs.insert("mutant".to_owned(), toml::Value::Table(toml::from_str("path = \"../mutant\"")?));
    Ok(toml::to_string(&manifest)?)
}

/// The manifest of the copy.
fn workspace(text: &str) -> Result<String> {
    let mut manifest: toml::Table = text.parse()?;
    let members = PARTS.into_iter().chain(["mutant"]).map(toml::Value::from).collect();
    let section = manifest.get_mut("workspace").and_then(toml::Value::as_table_mut).context("a workspace")?;
    section.insert("members".to_owned(), toml::Value::Array(members));
    section.remove("default-members");
    section.remove("exclude");
    // Cases are few and short: what costs time is to build.
    manifest.insert("profile".to_owned(), toml::from_str("[dev]\nopt-level = 1\ndebug = false\nincremental = true\n")?);
    Ok(toml::to_string(&manifest)?)
}

/// What has not changed is not touched, so that it is not built again.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().context("a path in the tree")?)?;
    fs::write(path, bytes).with_context(|| path.display().to_string())
}
