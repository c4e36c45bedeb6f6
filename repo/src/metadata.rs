//! The variables of a package as values, whatever the package comes from: a repository, the installed packages or a binary package.

use std::sync::{Arc, OnceLock};

use camino::Utf8PathBuf;
use polyatom::{Atom, Cpv, DepSpec, DepSpecKind, Eapi, EapiFeature, Iuse, Keywords, NO_FLAGS, NodeKind, Slot, UseFlags};

use crate::error::Error;
use crate::format::cache::Key;
use crate::format::{Code, Fault, text};

/// A value that is parsed once.
type Once<T> = OnceLock<Result<Arc<T>, Error>>;

/// What was parsed so far.
#[derive(Default)]
pub struct Values {
    specs: [Once<DepSpec>; DepSpecKind::ALL.len()],
    slot: Once<Slot>,
    keywords: Once<Keywords>,
    iuse: Once<Iuse>,
    use_flags: Once<UseFlags>,
    iuse_effective: Once<Iuse>,
}

/// Where the value of a variable stands.
pub struct Place {
    /// The file.
    pub path: Utf8PathBuf,
    /// The line, from 1; 0 where there is none.
    pub line: u32,
    /// What stands in the line before the value, `DEPEND=`.
    pub before: String,
}

/// What each origin of packages knows in its own way.
pub trait Origin {
    /// What was parsed so far.
    fn values(&self) -> &Values;

    /// Where the value of a variable stands.
    fn place(&self, name: &str) -> Place;

    /// The text of a variable, if it is set.
    fn text(&self, name: &'static str) -> Result<Option<&str>, Error>;

    /// The EAPI whose rules values are read by; none where it is not recorded, for which anything is that some EAPI allows.
    fn rules(&self) -> Option<Eapi>;
}

/// Whether the rules of a package have a feature.
fn has<P: Origin + ?Sized>(package: &P, feature: EapiFeature) -> bool {
    package.rules().is_none_or(|eapi| eapi.has(feature))
}

/// What was kept, else what is read now.
fn kept<T>(once: &Once<T>, read: impl FnOnce() -> Result<T, Error>) -> Result<&Arc<T>, Error> {
    once.get_or_init(|| read().map(Arc::new)).as_ref().map_err(Clone::clone)
}

/// The feature that an EAPI needs for a variable (`tab:depend-table`, `tab:optional-vars-table`). Where support of it is
/// optional it is supported.
pub(crate) fn feature(kind: DepSpecKind) -> Option<EapiFeature> {
    match kind {
        DepSpecKind::Bdepend => Some(EapiFeature::Bdepend),
        DepSpecKind::Idepend => Some(EapiFeature::Idepend),
        DepSpecKind::RequiredUse => Some(EapiFeature::RequiredUse),
        _ => None,
    }
}

/// The text of a variable; empty if it is not set.
fn text<'a>(package: &'a (impl Origin + ?Sized), name: &'static str) -> Result<&'a str, Error> {
    Ok(package.text(name)?.unwrap_or(""))
}

/// A part of a value is wrong.
#[cold]
fn part_error<P: Metadata + ?Sized>(package: &P, key: Key, code: Code, at: usize, length: usize, detail: &str) -> Error {
    let Place { path, line, before } = package.place(key.as_str());
    let row = format!("{before}{}", text(package, key.as_str()).unwrap_or(""));
    let at = before.len() + at;
    let fault = Fault::new(code, line, &row, at..at + length).of(key.as_str()).because(detail);
    Error::new(path, fault).of_package(package.cpv().as_str())
}

/// The error of a value that the language does not allow.
#[cold]
pub(crate) fn value_error<P: Metadata + ?Sized>(package: &P, name: &'static str, at: usize, cause: polyatom::Error) -> Error {
    let Place { path, line, before } = package.place(name);
    let row = format!("{before}{}", text(package, name).unwrap_or(""));
    Error::new(path, Fault::value(line, &row, before.len() + at, cause).of(name)).of_package(package.cpv().as_str())
}

/// The text of a specification; empty where the EAPI does not have the variable.
pub(crate) fn spec_text<P: Origin + ?Sized>(package: &P, kind: DepSpecKind) -> Result<&str, Error> {
    match feature(kind) {
        Some(feature) if !has(package, feature) => Ok(""),
        _ => text(package, Key::of_spec(kind).as_str()),
    }
}

/// Parses a specification without keeping it.
pub(crate) fn parse_spec<P: Metadata + ?Sized>(package: &P, kind: DepSpecKind) -> Result<DepSpec, Error> {
    let name = Key::of_spec(kind).as_str();
    let text = spec_text(package, kind)?;
    DepSpec::parse(kind, text, package.rules()).map_err(|cause| value_error(package, name, 0, cause))
}

/// Flags with their defaults, of a variable of that name.
fn parse_iuse<P: Metadata + ?Sized>(package: &P, key: Key) -> Result<Iuse, Error> {
    let text = text(package, key.as_str())?;
    let iuse = Iuse::parse(text).map_err(|cause| value_error(package, key.as_str(), 0, cause))?;
    let with_default = |word: &&str| word.starts_with(['+', '-']);
    match text.split_ascii_whitespace().find(with_default) {
        Some(word) if !has(package, EapiFeature::IuseDefaults) => {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            Err(part_error(package, key, Code::NotInEapi, at, 1, "defaults in IUSE"))
        }
        _ => Ok(iuse),
    }
}

/// The flags of a variable that names them.
fn parse_flags<P: Metadata + ?Sized>(package: &P, name: &'static str) -> Result<UseFlags, Error> {
    let text = text(package, name)?;
    // The set knows only which word is wrong by its own order, so that each is asked by itself.
    let wrong =
        |word: &str| polyatom::names::use_flag(word).err().map(|cause| (word.as_ptr() as usize - text.as_ptr() as usize, cause));
    match text.split_ascii_whitespace().find_map(wrong) {
        Some((at, cause)) => Err(value_error(package, name, at, cause)),
        None => UseFlags::new(text.split_ascii_whitespace()).map_err(|cause| value_error(package, name, 0, cause)),
    }
}

/// The flags that are on in a package that was built, from `USE`.
pub(crate) fn use_flags<P: Metadata + ?Sized>(package: &P) -> Result<&Arc<UseFlags>, Error> {
    kept(&package.values().use_flags, || parse_flags(package, "USE"))
}

/// The flags that a package that was built had to choose from: `IUSE_EFFECTIVE` where it is recorded, else those of `IUSE`
/// and the ones that are implicit.
pub(crate) fn iuse_effective<P: Metadata + ?Sized>(
    package: &P,
    implicit: impl FnOnce() -> UseFlags,
) -> Result<&Arc<Iuse>, Error> {
    kept(&package.values().iuse_effective, || {
        let recorded = parse_flags(package, "IUSE_EFFECTIVE")?;
        match recorded.is_empty() {
            false => Ok(Iuse::default().effective(&recorded)),
            true => Ok(package.iuse()?.effective(&implicit())),
        }
    })
}

/// What the language knows of a package that was built: besides name, slot and repository the flags that are on.
pub(crate) fn facts_of_built<P: Metadata + ?Sized>(
    package: &P,
    use_flags: &UseFlags,
    iuse: &Iuse,
) -> Result<polyatom::Package, Error> {
    let facts = polyatom::Package::new(package.cpv().clone()).slot(Slot::clone(package.slot()?));
    let facts = facts.use_flags(use_flags.clone()).iuse(iuse.clone());
    match text(package, "repository")? {
        "" => Ok(facts),
        name => facts.in_repo(name).map_err(|cause| value_error(package, "repository", 0, cause)),
    }
}

/// Whether a package that was built is what an atom asks for. USE dependencies are those that need no other package to be
/// understood; `[x?]` and `[x=]` are read as if the package that depends on it had no flag.
pub(crate) fn matches_built<P: Metadata + ?Sized>(package: &P, atom: &Atom) -> Result<bool, Error> {
    Ok(atom.could_match(package.cpv()) && atom.matches_package(&package.facts()?, NO_FLAGS))
}

/// A number; none if the variable is not set.
pub(crate) fn number<P: Metadata + ?Sized>(package: &P, name: &'static str) -> Result<Option<u64>, Error> {
    let text = text(package, name)?;
    if text.is_empty() {
        return Ok(None);
    }
    text::number(text).map(Some).ok_or_else(|| {
        let Place { path, line, before } = package.place(name);
        let row = format!("{before}{text}");
        Error::new(path, Fault::new(Code::Number, line, &row, before.len()..row.len()).of(name))
            .of_package(package.cpv().as_str())
    })
}

/// Words of a phase list; none if that is not known (`tab:defined-phases-table`).
pub(crate) fn phases(text: &str) -> Option<Vec<&str>> {
    let phases: Vec<&str> = text.split_ascii_whitespace().collect();
    match phases.as_slice() {
        [] => None,
        ["-"] => Some(Vec::new()),
        _ => Some(phases),
    }
}

/// A package with its version and the variables that the specification gives it. [`Package`](crate::Package),
/// [`InstalledPackage`](crate::InstalledPackage) and [`BinaryPackage`](crate::BinaryPackage) are such.
///
/// Values are parsed when they are first asked for, and kept as long as the package. A value that is not valid in the
/// package's EAPI is an error that says where it stands.
pub trait Metadata: Origin {
    /// Category, package and version.
    fn cpv(&self) -> &Cpv;

    /// Its EAPI.
    fn eapi(&self) -> Eapi;

    /// What the language knows of the package, for matching.
    fn facts(&self) -> Result<polyatom::Package, Error>;

    /// The exact text of a variable, if it is set.
    fn variable(&self, key: Key) -> Result<Option<&str>, Error> {
        self.text(key.as_str())
    }

    /// A specification: dependencies, licenses, sources and so on. It is empty if the variable is not set.
    fn spec(&self, kind: DepSpecKind) -> Result<&Arc<DepSpec>, Error> {
        kept(&self.values().specs[kind as usize], || parse_spec(self, kind))
    }

    /// `DEPEND`: build dependencies for the system being built.
    fn depend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Depend)
    }

    /// `BDEPEND`: build dependencies for the system that builds.
    fn bdepend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Bdepend)
    }

    /// `RDEPEND`: runtime dependencies.
    fn rdepend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Rdepend)
    }

    /// `PDEPEND`: post dependencies.
    fn pdepend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Pdepend)
    }

    /// `IDEPEND`: install-time dependencies.
    fn idepend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Idepend)
    }

    /// `LICENSE`.
    fn license(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::License)
    }

    /// `PROPERTIES`.
    fn properties(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Properties)
    }

    /// `REQUIRED_USE`.
    fn required_use(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::RequiredUse)
    }

    /// `RESTRICT`.
    fn restrict(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Restrict)
    }

    /// `SRC_URI`.
    fn src_uri(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::SrcUri)
    }

    /// `SLOT`, with its sub-slot. An EAPI without sub-slots allows none here (`tab:slot-deps-table`).
    fn slot(&self) -> Result<&Arc<Slot>, Error> {
        kept(&self.values().slot, || {
            let text = text(self, "SLOT")?;
            let slot = Slot::parse(text).map_err(|cause| value_error(self, "SLOT", 0, cause))?;
            match slot.explicit_subslot() {
                Some(subslot) if !has(self, EapiFeature::SubSlots) => {
                    let at = text.len() - subslot.len() - 1;
                    Err(part_error(self, Key::Slot, Code::NotInEapi, at, subslot.len() + 1, "sub-slots"))
                }
                _ => Ok(slot),
            }
        })
    }

    /// The atom of its name and slot, `dev-lang/python:3.12`: of the packages that it matches, one can be installed at a time.
    fn slot_atom(&self) -> Result<Atom, Error> {
        let slot = self.slot()?;
        let atom = Atom::parse(&format!("{}:{}", self.cpv().cpn(), slot.name()), None);
        atom.map_err(|cause| value_error(self, "SLOT", 0, cause))
    }

    /// `KEYWORDS`; empty if the variable is not set.
    fn keywords(&self) -> Result<&Arc<Keywords>, Error> {
        kept(&self.values().keywords, || {
            Keywords::parse(text(self, "KEYWORDS")?).map_err(|cause| value_error(self, "KEYWORDS", 0, cause))
        })
    }

    /// `IUSE` with its defaults; empty if the variable is not set. EAPI 0 has no defaults (`tab:iuse-defaults-table`).
    fn iuse(&self) -> Result<&Arc<Iuse>, Error> {
        kept(&self.values().iuse, || parse_iuse(self, Key::Iuse))
    }

    /// Whether its sources may be others each time: whether `PROPERTIES` has `live` (`sec:properties`).
    fn is_live(&self) -> bool {
        has_token(self, DepSpecKind::Properties, "live")
    }

    /// Whether `RESTRICT` has this word under any condition.
    fn is_restricted(&self, token: &str) -> bool {
        has_token(self, DepSpecKind::Restrict, token)
    }
}

fn has_token<P: Metadata + ?Sized>(package: &P, kind: DepSpecKind, token: &str) -> bool {
    let is_token = |spec: &DepSpec| spec.leaves().any(|leaf| leaf.kind() == NodeKind::Token && leaf.text() == token);
    // Most packages have no such word at all, and need no parsing to know.
    text(package, Key::of_spec(kind).as_str()).is_ok_and(|text| text.contains(token))
        && package.spec(kind).is_ok_and(|spec| is_token(spec))
}
