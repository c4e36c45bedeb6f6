//! The values of a package's variables.

use std::sync::{Arc, OnceLock};

use polyatom::{DepSpec, DepSpecKind, EapiFeature, Iuse, Keywords, NodeKind, Slot};

use super::{Package, value_fault};
use crate::error::Error;
use crate::format::cache::Key;
use crate::format::{Code, Fault};

/// A value that is parsed once.
type Once<T> = OnceLock<Result<Arc<T>, Error>>;

/// What was parsed so far.
#[derive(Default)]
pub(super) struct Values {
    specs: [Once<DepSpec>; DepSpecKind::ALL.len()],
    slot: Once<Slot>,
    keywords: Once<Keywords>,
    iuse: Once<Iuse>,
}

/// What was kept, else what is read now.
fn kept<T>(once: &Once<T>, read: impl FnOnce() -> Result<T, Error>) -> Result<&Arc<T>, Error> {
    once.get_or_init(|| read().map(Arc::new)).as_ref().map_err(Clone::clone)
}

/// The feature that an EAPI needs for a variable (`tab:depend-table`, `tab:optional-vars-table`). Where support of it is
/// optional it is supported.
fn feature(kind: DepSpecKind) -> Option<EapiFeature> {
    match kind {
        DepSpecKind::Bdepend => Some(EapiFeature::Bdepend),
        DepSpecKind::Idepend => Some(EapiFeature::Idepend),
        DepSpecKind::RequiredUse => Some(EapiFeature::RequiredUse),
        _ => None,
    }
}

impl Package {
    fn values(&self) -> &Values {
        self.values.get_or_init(Box::default)
    }

    /// The error of a value that the language does not allow.
    #[cold]
    fn value_error(&self, key: Key, cause: polyatom::Error) -> Error {
        let line = format!("{}={}", key.as_str(), self.get(key).unwrap_or(""));
        let number = self.entry.line_of(key).unwrap_or(0);
        self.error(Fault::value(number, &line, key.as_str().len() + 1, cause).of(key.as_str()))
    }

    /// The text of a specification; empty where the EAPI does not have the variable.
    pub fn spec_text(&self, kind: DepSpecKind) -> &str {
        match feature(kind) {
            Some(feature) if !self.eapi.has(feature) => "",
            _ => self.get(Key::of_spec(kind)).unwrap_or(""),
        }
    }

    /// Parses a specification without keeping it.
    pub(crate) fn parse_spec(&self, kind: DepSpecKind) -> Result<DepSpec, Error> {
        DepSpec::parse(kind, self.spec_text(kind), self.eapi).map_err(|cause| self.value_error(Key::of_spec(kind), cause))
    }

    /// A specification: dependencies, licenses, sources and so on. It is empty if the variable is not set.
    pub fn spec(&self, kind: DepSpecKind) -> Result<&Arc<DepSpec>, Error> {
        kept(&self.values().specs[kind as usize], || self.parse_spec(kind))
    }

    /// `DEPEND`: build dependencies for the system being built.
    pub fn depend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Depend)
    }

    /// `BDEPEND`: build dependencies for the system that builds.
    pub fn bdepend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Bdepend)
    }

    /// `RDEPEND`: runtime dependencies.
    pub fn rdepend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Rdepend)
    }

    /// `PDEPEND`: post dependencies.
    pub fn pdepend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Pdepend)
    }

    /// `IDEPEND`: install-time dependencies.
    pub fn idepend(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Idepend)
    }

    /// `LICENSE`.
    pub fn license(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::License)
    }

    /// `PROPERTIES`.
    pub fn properties(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Properties)
    }

    /// `REQUIRED_USE`.
    pub fn required_use(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::RequiredUse)
    }

    /// `RESTRICT`.
    pub fn restrict(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::Restrict)
    }

    /// `SRC_URI`.
    pub fn src_uri(&self) -> Result<&Arc<DepSpec>, Error> {
        self.spec(DepSpecKind::SrcUri)
    }

    /// `SLOT`, with its sub-slot. An EAPI without sub-slots allows none here (`tab:slot-deps-table`).
    pub fn slot(&self) -> Result<&Arc<Slot>, Error> {
        kept(&self.values().slot, || {
            let text = self.get(Key::Slot).unwrap_or("");
            let slot = Slot::parse(text).map_err(|cause| self.value_error(Key::Slot, cause))?;
            match slot.explicit_subslot() {
                Some(subslot) if !self.eapi.has(EapiFeature::SubSlots) => {
                    let at = text.len() - subslot.len() - 1;
                    Err(self
                        .error(value_fault(&self.entry, Key::Slot, Code::NotInEapi, at, subslot.len() + 1).because("sub-slots")))
                }
                _ => Ok(slot),
            }
        })
    }

    /// `KEYWORDS`; empty if the variable is not set.
    pub fn keywords(&self) -> Result<&Arc<Keywords>, Error> {
        kept(&self.values().keywords, || {
            let text = self.get(Key::Keywords).unwrap_or("");
            Keywords::parse(text).map_err(|cause| self.value_error(Key::Keywords, cause))
        })
    }

    /// `IUSE` with its defaults; empty if the variable is not set. EAPI 0 has no defaults (`tab:iuse-defaults-table`).
    pub fn iuse(&self) -> Result<&Arc<Iuse>, Error> {
        kept(&self.values().iuse, || {
            let text = self.get(Key::Iuse).unwrap_or("");
            let iuse = Iuse::parse(text).map_err(|cause| self.value_error(Key::Iuse, cause))?;
            let with_default = |word: &&str| word.starts_with(['+', '-']);
            match text.split_ascii_whitespace().find(with_default) {
                Some(word) if !self.eapi.has(EapiFeature::IuseDefaults) => {
                    let at = word.as_ptr() as usize - text.as_ptr() as usize;
                    Err(self.error(value_fault(&self.entry, Key::Iuse, Code::NotInEapi, at, 1).because("defaults in IUSE")))
                }
                _ => Ok(iuse),
            }
        })
    }

    /// `DESCRIPTION`; empty if it is not set, which [`check`](Package::check) tells.
    pub fn description(&self) -> &str {
        self.get(Key::Description).unwrap_or("")
    }

    fn words(&self, key: Key) -> impl Iterator<Item = &str> {
        self.get(key).unwrap_or("").split_ascii_whitespace()
    }

    /// The URIs of `HOMEPAGE`.
    pub fn homepages(&self) -> impl Iterator<Item = &str> {
        self.words(Key::Homepage)
    }

    /// The phases that ebuild and eclasses define. None if that is not known, as it may be in old EAPIs
    /// (`tab:defined-phases-table`).
    pub fn defined_phases(&self) -> Option<Vec<&str>> {
        let phases: Vec<&str> = self.words(Key::DefinedPhases).collect();
        match phases.as_slice() {
            [] => None,
            ["-"] => Some(Vec::new()),
            _ => Some(phases),
        }
    }

    /// The eclasses that the ebuild itself inherits, where the cache says so.
    pub fn inherit(&self) -> impl Iterator<Item = &str> {
        self.words(Key::Inherit)
    }

    /// All eclasses, also those that eclasses inherit.
    pub fn inherited(&self) -> impl Iterator<Item = &str> {
        self.entry.eclasses().map(|(name, _)| name)
    }

    /// Whether its sources may be others each time: whether `PROPERTIES` has `live` (`sec:properties`).
    pub fn is_live(&self) -> bool {
        self.has_token(DepSpecKind::Properties, "live")
    }

    /// Whether `RESTRICT` has this word under any condition.
    pub fn is_restricted(&self, token: &str) -> bool {
        self.has_token(DepSpecKind::Restrict, token)
    }

    fn has_token(&self, kind: DepSpecKind, token: &str) -> bool {
        // Most packages have no such word at all, and need no parsing to know.
        self.spec_text(kind).contains(token)
            && self.spec(kind).is_ok_and(|spec| spec.leaves().any(|leaf| leaf.kind() == NodeKind::Token && leaf.text() == token))
    }
}
