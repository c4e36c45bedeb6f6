//! Whether a package may be installed, and if not, why. The verdict is that there is no reason, so that both always agree.

use std::fmt;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::{Cpv, DepSpecKind};

use super::Config;
use super::accept::Accepted;
use super::package::ConfiguredPackage;
use crate::disk::FileKind;
use crate::error::Error;
use crate::format::Code;
use crate::metadata::Metadata;
use crate::package::Package;
use crate::profile::Place;

/// Why a package may not be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonKind {
    /// A line masks it.
    PackageMask,
    /// A license is not accepted.
    License,
    /// A property is not accepted.
    Properties,
    /// A restriction is not accepted.
    Restrict,
    /// No keyword is accepted.
    Keywords,
    /// Its EAPI is not known.
    Eapi,
    /// Its metadata cannot be used.
    Corruption,
}

impl ReasonKind {
    /// All of them, in the order in which reasons are told.
    pub const ALL: [Self; 7] =
        [Self::PackageMask, Self::License, Self::Properties, Self::Restrict, Self::Keywords, Self::Eapi, Self::Corruption];

    /// What it is called: the variable or the file that decides.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PackageMask => "package.mask",
            Self::License => "LICENSE",
            Self::Properties => "PROPERTIES",
            Self::Restrict => "RESTRICT",
            Self::Keywords => "KEYWORDS",
            Self::Eapi => "EAPI",
            Self::Corruption => "corruption",
        }
    }
}

impl fmt::Display for ReasonKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a package may not be installed: what decides, the lines that say so, and what would lift it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What decides.
    pub kind: ReasonKind,
    /// The lines that say so. Of masks all that match; of what is not accepted the line that counts last, if any does.
    pub places: Vec<Place<'static>>,
    /// What is not accepted: keywords, licenses, properties or restrictions; of other reasons what is the matter.
    pub words: Vec<String>,
    /// What would lift it; none where no line of a configuration does.
    pub remedy: Option<Remedy>,
}

impl Reason {
    /// The first line that says so.
    pub fn place(&self) -> Option<&Place<'static>> {
        self.places.first()
    }
}

/// A line of configuration that lifts a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The file.
    pub file: Utf8PathBuf,
    /// The line to write at its end.
    pub line: String,
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.line)
    }
}

impl ConfiguredPackage {
    /// Whether it may be installed.
    pub fn is_visible(&self) -> bool {
        let mut visible = true;
        self.judge(&mut |_| {
            visible = false;
            false
        });
        visible
    }

    /// Every reason why it may not be installed; none if it may.
    pub fn reasons(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        self.judge(&mut |reason| {
            reasons.push(reason());
            true
        });
        reasons
    }

    /// Tells the reasons until `found` has enough. A reason is put into words only if it is wanted.
    fn judge(&self, found: &mut dyn FnMut(&dyn Fn() -> Reason) -> bool) {
        let config = &self.config;
        let masks: Vec<_> = match &config.masks {
            masks if !masks.concern(&self.cpn) => Vec::new(),
            masks if masks.needs_flags(&self.cpn, &self.facts) => {
                masks.of(&self.cpn, &self.facts()).into_iter().cloned().collect()
            }
            masks => masks.of(&self.cpn, &self.facts).into_iter().cloned().collect(),
        };
        let mask = || Reason {
            kind: ReasonKind::PackageMask,
            places: masks.iter().map(|mask| mask.place().clone()).collect(),
            words: masks.iter().map(|mask| mask.selector().to_string()).collect(),
            remedy: self.remedy("package.unmask", &[]),
        };
        if !masks.is_empty() && !found(&mask) {
            return;
        }
        for (kind, spec, accepted, file) in [
            (ReasonKind::License, DepSpecKind::License, &config.licenses, "package.license"),
            (ReasonKind::Properties, DepSpecKind::Properties, &config.properties, "package.properties"),
            (ReasonKind::Restrict, DepSpecKind::Restrict, &config.restrict, "package.accept_restrict"),
        ] {
            let missing = match self.missing(spec, accepted) {
                Ok(missing) if missing.is_empty() => continue,
                Ok(missing) => missing,
                Err(error) => {
                    if !found(&|| corruption(&error)) {
                        return;
                    }
                    continue;
                }
            };
            let reason = || {
                let of = accepted.of(&self.cpn, &self.facts, &config.license_groups);
                let place = missing.iter().find_map(|word| of.find(word).1).map(|place| place.kept());
                let remedy = self.remedy(file, &missing);
                Reason { kind, places: place.into_iter().collect(), words: missing.clone(), remedy }
            };
            if !found(&reason) {
                return;
            }
        }
        let keywords = self.keywords();
        if !keywords.are_accepted() {
            found(&|| Reason {
                kind: ReasonKind::Keywords,
                places: keywords.place.iter().map(Place::kept).collect(),
                words: keywords.of_package.iter().map(|&word| word.to_owned()).collect(),
                remedy: self.remedy("package.accept_keywords", &[keywords.would_do()]),
            });
        }
    }

    /// The words of a variable that are not accepted.
    fn missing(&self, kind: DepSpecKind, accepted: &Accepted) -> Result<Vec<String>, Error> {
        let text = self.package.spec_text(kind);
        if text.is_empty() {
            return Ok(Vec::new());
        }
        if accepted.is_everything() {
            // Then no flag decides, but a text with groups may still be wrong.
            return if text.contains(['(', '?', '|']) { self.package.spec(kind).map(|_| Vec::new()) } else { Ok(Vec::new()) };
        }
        let of = accepted.of(&self.cpn, &self.facts, &self.config.license_groups);
        if of.accepts_plain(text) == Some(true) {
            return Ok(Vec::new());
        }
        let spec = self.package.spec(kind)?;
        match text.contains('?') {
            true => Ok(of.missing(spec, self.use_flags())),
            false => Ok(of.missing(spec, polyatom::NO_FLAGS)),
        }
    }

    /// A line about this version alone.
    fn remedy(&self, name: &str, words: &[String]) -> Option<Remedy> {
        let mut line = format!("={}", self.cpv());
        for word in words {
            line.push(' ');
            line.push_str(word);
        }
        Some(Remedy { file: self.config.file_for(name, self.cpv()), line })
    }
}

/// A package whose metadata cannot be used.
pub(super) fn corruption(error: &Error) -> Reason {
    let kind = if error.kind() == Code::UnknownEapi { ReasonKind::Eapi } else { ReasonKind::Corruption };
    let place = error.line().map(|line| Place::of_text(error.path().to_owned(), &lines_before(line, error.excerpt()), line));
    Reason { kind, places: place.into_iter().collect(), words: vec![error.reason()], remedy: None }
}

/// A text that has these words in this line.
fn lines_before(line: u32, text: &str) -> String {
    "\n".repeat(line.saturating_sub(1) as usize) + text
}

impl Config {
    /// Where to write a line about a package: a file of `etc/portage`, or where that is a directory a file in it.
    fn file_for(&self, name: &str, cpv: &Cpv) -> Utf8PathBuf {
        let path = self.root.join("etc/portage").join(name);
        let is_directory = self.disk.stat(&path).is_ok_and(|stat| stat.kind == FileKind::Directory);
        if is_directory { path.join(cpv.package()) } else { path }
    }

    /// Whether a package may be installed; if not, every reason. A package whose metadata cannot be used is one of the reasons.
    pub fn reasons(self: &Arc<Self>, cpv: &Cpv) -> Result<Vec<Reason>, Error> {
        match self.package(cpv) {
            Ok(package) => Ok(package.reasons()),
            Err(error) if error.kind() == Code::NoPackage => Err(error),
            Err(error) => Ok(vec![corruption(&error)]),
        }
    }

    /// The file of the user with that name.
    pub(super) fn user_file(&self, name: &str) -> Utf8PathBuf {
        let path = Utf8Path::new(name);
        if path.is_absolute() { path.to_owned() } else { self.root.join("etc/portage").join(path) }
    }

    /// A package, if it may be installed.
    pub(super) fn visible_package(self: &Arc<Self>, package: Arc<Package>) -> Option<ConfiguredPackage> {
        self.configure(package).ok().filter(ConfiguredPackage::is_visible)
    }
}
