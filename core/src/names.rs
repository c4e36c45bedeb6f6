//! The names of the specification (chapter "Names and versions", "Restrictions upon names").
//!
//! Each function says whether a text is such a name, and if not, where and why.
//!
//! ```
//! use polyatom::names;
//! assert!(names::category("dev-lang").is_ok());
//! assert_eq!(names::package("foo-1").unwrap_err().span(), 3..5);
//! ```

use crate::chars::{self, byte, is};
use crate::error::{Error, ErrorKind, Fault, NameProblem, Part, Reason};
use crate::version::{self, NoKey, Sink};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a name is the name of (chapter "Names and versions").
    NameKind, UnknownNameKind, 9 {
        /// A category.
        Category => "category",
        /// A package.
        Package => "package",
        /// A slot.
        Slot => "slot",
        /// A USE flag.
        UseFlag => "use_flag",
        /// A repository.
        Repository => "repository",
        /// An eclass.
        Eclass => "eclass",
        /// A license.
        License => "license",
        /// A keyword.
        Keyword => "keyword",
        /// An EAPI.
        Eapi => "eapi",
    }
}

impl NameKind {
    /// Fails if `name` is not a name of this kind.
    pub fn check(self, name: &str) -> Result<(), Error> {
        match self {
            Self::Category => category(name),
            Self::Package => package(name),
            Self::Slot => slot(name),
            Self::UseFlag => use_flag(name),
            Self::Repository => repository(name),
            Self::Eclass => eclass(name),
            Self::License => license(name),
            Self::Keyword => keyword(name),
            Self::Eapi => eapi(name),
        }
    }
}

/// What a name consists of.
pub(crate) struct Rule {
    part: Part,
    /// Classes of every character.
    characters: u8,
    /// Classes of the first character.
    first: u8,
}

pub(crate) const CATEGORY: Rule = Rule { part: Part::Category, characters: chars::WORD, first: chars::START };
pub(crate) const PACKAGE: Rule = Rule { part: Part::Package, characters: chars::PACKAGE, first: chars::START };
pub(crate) const SLOT: Rule = Rule { part: Part::Slot, characters: chars::WORD, first: chars::START };
pub(crate) const SUB_SLOT: Rule = Rule { part: Part::SubSlot, characters: chars::WORD, first: chars::START };
pub(crate) const USE_FLAG: Rule = Rule { part: Part::UseFlag, characters: chars::USE_FLAG, first: chars::ALNUM };
const REPOSITORY: Rule = Rule { part: Part::Repository, characters: chars::PLAIN, first: chars::START };
const ECLASS: Rule = Rule { part: Part::Eclass, characters: chars::ECLASS, first: chars::ECLASS_START };
pub(crate) const LICENSE: Rule = Rule { part: Part::License, characters: chars::WORD, first: chars::START };
pub(crate) const KEYWORD: Rule = Rule { part: Part::Keyword, characters: chars::PLAIN, first: chars::START };
const EAPI: Rule = Rule { part: Part::Eapi, characters: chars::WORD, first: chars::START };

impl Rule {
    /// Scans a name which starts at `at` and returns its end; what follows is the caller's to judge.
    #[inline(always)]
    pub(crate) fn scan(&self, bytes: &[u8], at: usize) -> Result<usize, Fault> {
        if !is(byte(bytes, at), self.first) {
            return Err(self.start_fault(bytes, at));
        }
        Ok(chars::run_end(bytes, at + 1, self.characters))
    }

    /// The fault of a name that does not begin well at `at`.
    #[cold]
    pub(crate) fn start_fault(&self, bytes: &[u8], at: usize) -> Fault {
        match bytes.get(at) {
            None | Some(b'/' | b':' | b'[' | b']' | b',') => self.fault(NameProblem::Empty, at),
            Some(&first) if is(first, self.characters) => Fault::new(Reason::Name(self.part, NameProblem::Start), at, at + 1),
            Some(_) => self.character_fault(bytes, at),
        }
    }

    /// The fault of a character at `at` that the name cannot have.
    #[cold]
    pub(crate) fn character_fault(&self, bytes: &[u8], at: usize) -> Fault {
        Fault::character(Reason::Name(self.part, NameProblem::Character), bytes, at)
    }

    fn fault(&self, problem: NameProblem, at: usize) -> Fault {
        Fault::at(Reason::Name(self.part, problem), at)
    }

    /// The whole of `text` has to be the name.
    pub(crate) fn whole(&self, text: &str) -> Result<(), Fault> {
        let bytes = text.as_bytes();
        if bytes.is_empty() {
            return Err(self.fault(NameProblem::Empty, 0));
        }
        if !is(bytes[0], self.first | self.characters) {
            return Err(self.character_fault(bytes, 0));
        }
        match self.scan(bytes, 0)? {
            end if end == bytes.len() => Ok(()),
            end => Err(self.character_fault(bytes, end)),
        }
    }

    fn check(&self, text: &str) -> Result<(), Error> {
        self.whole(text).map_err(|fault| fault.into_error(ErrorKind::Name, text, None))
    }
}

/// A package name with, perhaps, a version after it.
#[derive(Clone, Copy)]
pub(crate) struct PackageScan {
    /// End of the package name.
    pub(crate) name_end: usize,
    /// End of the version without its revision; `name_end` if there is no version.
    pub(crate) base_end: usize,
    /// End of the version; `name_end` if there is no version.
    pub(crate) end: usize,
    /// Where a version that was begun stopped being one, for the message if a version is needed.
    pub(crate) broken: Option<usize>,
}

impl PackageScan {
    #[inline(always)]
    pub(crate) fn has_version(&self) -> bool {
        self.end > self.name_end
    }
}

/// Scans `package` or `package-version` (`sec:package-names`, `sec:version-spec`) up to the first byte of neither.
///
/// A version can only begin at a digit after a hyphen, and has to run to the end; it holds no hyphen but the
/// revision's, so that trying each hyphen looks at a byte at most three times.
#[inline]
pub(crate) fn scan_package(bytes: &[u8], start: usize) -> Result<PackageScan, Fault> {
    scan_package_keyed(bytes, start, &mut NoKey)
}

/// The same, and takes the key of the version if there is one.
#[inline]
pub(crate) fn scan_package_keyed<K: Sink + Default>(bytes: &[u8], start: usize, key: &mut K) -> Result<PackageScan, Fault> {
    if !is(byte(bytes, start), PACKAGE.first) {
        return Err(PACKAGE.start_fault(bytes, start));
    }
    let mut at = start + 1;
    // A version that the name goes on after: start of its hyphen, and its end.
    let mut tried: Option<(usize, usize)> = None;
    loop {
        let current = byte(bytes, at);
        if current == b'-' && byte(bytes, at + 1).is_ascii_digit() {
            *key = K::default();
            let version = version::scan(bytes, at + 1, key);
            if !is(byte(bytes, version.end), chars::WORD) {
                return match tried {
                    Some((hyphen, end)) if end == at => Err(Fault::new(Reason::PackageEndsInVersion, hyphen, end)),
                    _ => Ok(PackageScan { name_end: at, base_end: version.base_end, end: version.end, broken: None }),
                };
            }
            tried = Some((at, version.end));
        } else if !is(current, chars::PACKAGE) {
            let broken = tried.map(|(_, end)| end);
            return match (current, broken) {
                (b'.', Some(end)) => Err(version::fault(bytes, end)),
                (b'.', None) => Err(PACKAGE.character_fault(bytes, at)),
                _ => Ok(PackageScan { name_end: at, base_end: at, end: at, broken }),
            };
        }
        at += 1;
    }
}

/// Scans a repository name, which also has to be a package name (`sec:repository-names`).
pub(crate) fn scan_repository(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let end = REPOSITORY.scan(bytes, start)?;
    let package = scan_package(&bytes[..end], start)?;
    if package.has_version() {
        return Err(Fault::new(Reason::RepositoryEndsInVersion, package.name_end, end));
    }
    Ok(end)
}

/// The fault of a character in a repository name.
pub(crate) fn repository_character_fault(bytes: &[u8], at: usize) -> Fault {
    REPOSITORY.character_fault(bytes, at)
}

/// A whole package name.
pub(crate) fn package_fault(text: &str) -> Result<(), Fault> {
    let bytes = text.as_bytes();
    PACKAGE.whole(text)?;
    let scan = scan_package(bytes, 0)?;
    if scan.has_version() {
        return Err(Fault::new(Reason::PackageEndsInVersion, scan.name_end, scan.end));
    }
    Ok(())
}

/// A category, `dev-lang`.
pub fn category(text: &str) -> Result<(), Error> {
    CATEGORY.check(text)
}

/// A package name without its category, `python` (`sec:package-names`).
pub fn package(text: &str) -> Result<(), Error> {
    package_fault(text).map_err(|fault| fault.into_error(ErrorKind::Name, text, None))
}

/// A slot name, `3.11` (`sec:slot-names`).
pub fn slot(text: &str) -> Result<(), Error> {
    SLOT.check(text)
}

/// A USE flag, `ssl`.
pub fn use_flag(text: &str) -> Result<(), Error> {
    USE_FLAG.check(text)
}

/// A repository name, `gentoo` (`sec:repository-names`).
pub fn repository(text: &str) -> Result<(), Error> {
    let scanned = REPOSITORY.whole(text).and_then(|()| scan_repository(text.as_bytes(), 0));
    scanned.map(drop).map_err(|fault| fault.into_error(ErrorKind::Name, text, None))
}

/// The name of an eclass, `toolchain-funcs` (`sec:eclass-names`).
pub fn eclass(text: &str) -> Result<(), Error> {
    if text == "default" {
        let fault = Fault::new(Reason::ReservedEclass, 0, text.len());
        return Err(fault.into_error(ErrorKind::Name, text, None));
    }
    ECLASS.check(text)
}

/// A license, `GPL-2+` (`sec:license-names`).
pub fn license(text: &str) -> Result<(), Error> {
    LICENSE.check(text)
}

/// A keyword without the tilde or hyphen that some places allow before it, `amd64` (`sec:keyword-names`).
pub fn keyword(text: &str) -> Result<(), Error> {
    KEYWORD.check(text)
}

/// The name of an EAPI, also of one that this crate does not know (`sec:eapi-names`).
pub fn eapi(text: &str) -> Result<(), Error> {
    EAPI.check(text)
}
