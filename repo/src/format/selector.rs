//! What a line about packages applies to: an atom, or one of the patterns that only configuration has.

use std::cmp::Ordering;
use std::fmt;

use polyatom::{Atom, AtomOptions, AtomPattern, Cpv, Eapi, NO_FLAGS, Operator, Package};

use super::text::Line;
use super::{Code, Fault};

/// Which packages a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// An atom.
    Atom(Atom),
    /// A pattern, `dev-*/*::overlay`.
    Pattern(AtomPattern),
    /// A pattern and a part of the version, `=*/*-*9999*`.
    Version(VersionPattern),
}

/// A pattern of names, of which the version has this part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionPattern {
    text: Box<str>,
    names: AtomPattern,
    part: Box<str>,
}

/// What the lines of a file may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelectorRules {
    /// The EAPI of the directory; none for what users write, which may have everything.
    pub eapi: Option<Eapi>,
    /// Whether patterns are allowed.
    pub patterns: bool,
    /// Whether `::repository` is allowed where there is an EAPI.
    pub repositories: bool,
    /// Whether USE dependencies are allowed.
    pub use_deps: bool,
}

impl SelectorRules {
    /// What users write.
    pub const USER: Self = Self { eapi: None, patterns: true, repositories: true, use_deps: false };

    /// What profiles of that EAPI have.
    pub const fn profile(eapi: Eapi) -> Self {
        Self { eapi: Some(eapi), patterns: false, repositories: false, use_deps: false }
    }

    /// The same with USE dependencies.
    #[must_use]
    pub const fn with_use_deps(self) -> Self {
        Self { use_deps: true, ..self }
    }
}

impl Selector {
    /// Reads what stands at `at` of a line.
    pub fn parse(line: Line<'_>, at: usize, text: &str, rules: SelectorRules) -> Result<Self, Fault> {
        if rules.patterns && text.contains('*') {
            if let Some(found) = VersionPattern::parse(text) {
                return Ok(Self::Version(found));
            }
            if !text.starts_with(['=', '<', '>', '~', '!']) {
                let pattern = AtomPattern::parse(text).map_err(|error| Fault::value(line.number, line.text, at, error))?;
                return Ok(Self::Pattern(pattern));
            }
        }
        let options = AtomOptions { eapi: rules.eapi, repo: rules.repositories };
        let atom = Atom::parse(text, options).map_err(|error| Fault::value(line.number, line.text, at, error))?;
        if atom.blocker().is_some() {
            return Err(line.fault(Code::NotHere, at, 1).because("a blocker"));
        }
        if !rules.use_deps && atom.use_deps().next().is_some() {
            return Err(line.fault(Code::NotHere, at, text.len()).because("a USE dependency"));
        }
        Ok(Self::Atom(atom))
    }

    /// What is about every package, `*/*`.
    pub fn everything() -> Self {
        Self::Pattern(AtomPattern::everything())
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Atom(atom) => atom.as_str(),
            Self::Pattern(pattern) => pattern.as_str(),
            Self::Version(version) => &version.text,
        }
    }

    /// The category and the package, if it names one.
    pub fn name(&self) -> Option<(&str, &str)> {
        match self {
            Self::Atom(atom) => Some((atom.category(), atom.package())),
            Self::Pattern(_) | Self::Version(_) => None,
        }
    }

    /// Whether USE flags decide.
    pub fn has_use_deps(&self) -> bool {
        matches!(self, Self::Atom(atom) if atom.use_deps().next().is_some())
    }

    /// Whether it is about every package, `*/*`.
    pub fn is_everything(&self) -> bool {
        self.as_str() == "*/*"
    }

    /// Whether it could match a package of which nothing but the name and the version is known.
    pub fn could_match(&self, cpv: &Cpv) -> bool {
        match self {
            Self::Atom(atom) => atom.could_match(cpv),
            Self::Pattern(_) | Self::Version(_) => true,
        }
    }

    /// Whether it matches the package.
    pub fn matches(&self, package: &Package) -> bool {
        match self {
            Self::Atom(atom) => atom.matches_package(package, NO_FLAGS),
            Self::Pattern(pattern) => pattern.matches_package(package),
            Self::Version(version) => version.matches(package),
        }
    }

    /// How special it is. In the files of users what is more special goes before what is less.
    pub fn rank(&self) -> i8 {
        match self {
            Self::Version(_) => 0,
            Self::Pattern(pattern) if pattern.slot().is_some() => -1,
            Self::Pattern(_) => -2,
            Self::Atom(atom) => {
                let by_operator = match atom.op() {
                    None => 1,
                    Some(Operator::EqualGlob) => 4,
                    Some(Operator::Equal) => 6,
                    Some(Operator::Approximate) => 5,
                    Some(_) => 2,
                };
                if atom.slot().is_some() { by_operator.max(3) } else { by_operator }
            }
        }
    }
}

/// Puts lines that match a package in the order in which they count where the order of the file does not: the most special last.
/// Lines with the same text are taken together, where the first of them stands. Of equally special ones the first counts most, and of
/// bounds of versions that which is nearest to the package's (portage(5), `package.use`).
pub fn by_rank<'a, T: ?Sized>(lines: &[&'a T], selector: impl Fn(&'a T) -> &'a Selector, cpv: &Cpv) -> Vec<&'a T> {
    if lines.len() < 2 {
        return lines.to_vec();
    }
    let mut groups: Vec<(&Selector, Vec<&T>)> = Vec::new();
    // Patterns come after names.
    let (names, patterns): (Vec<&T>, Vec<&T>) = lines.iter().partition(|line| selector(line).name().is_some());
    for line in names.into_iter().chain(patterns) {
        let about = selector(line);
        match groups.iter_mut().find(|(found, _)| found.as_str() == about.as_str()) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((about, vec![line])),
        }
    }
    let mut ordered: Vec<Vec<&T>> = Vec::with_capacity(groups.len());
    while !groups.is_empty() {
        let best = (1..groups.len()).fold(0, |best, at| if goes_before(groups[at].0, groups[best].0, cpv) { at } else { best });
        ordered.push(groups.remove(best).1);
    }
    ordered.into_iter().rev().flatten().collect()
}

/// Whether a line counts more than one that stands before it.
fn goes_before(line: &Selector, before: &Selector, cpv: &Cpv) -> bool {
    match (line, before) {
        (Selector::Atom(a), Selector::Atom(b)) if line.rank() == 2 && before.rank() == 2 => match (a.cpv(), b.cpv()) {
            (Some(a), Some(b)) => is_nearer(&a, &b, cpv),
            _ => false,
        },
        _ => line.rank() > before.rank(),
    }
}

/// Whether `a` lies between `b` and the package, or is its version.
fn is_nearer(a: &Cpv, b: &Cpv, cpv: &Cpv) -> bool {
    let (to_b, to_cpv) = (a.cmp(b), a.cmp(cpv));
    match b.cmp(cpv) {
        Ordering::Equal => false,
        _ if to_b == Ordering::Equal => false,
        _ if to_cpv == Ordering::Equal => true,
        side => to_cpv == side && to_b == side.reverse(),
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl VersionPattern {
    /// `=category/package-*part*`, then perhaps slot and repository.
    fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('=')?;
        let (names, version) = rest.split_once("-*")?;
        let end = version.find('*')?;
        let (part, tail) = (&version[..end], &version[end + 1..]);
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if part.is_empty() || !part.bytes().all(is_word) || !(tail.is_empty() || tail.starts_with(':')) {
            return None;
        }
        let names = AtomPattern::parse(&format!("{names}{tail}")).ok()?;
        Some(Self { text: text.into(), names, part: part.into() })
    }

    fn matches(&self, package: &Package) -> bool {
        package.cpv.version_text().contains(&*self.part) && self.names.matches_package(package)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polyatom::Slot;
    use proptest::prelude::*;

    fn read(text: &str, rules: SelectorRules) -> Result<Selector, Fault> {
        Selector::parse(Line { number: 1, text }, 0, text, rules)
    }

    fn package() -> Package {
        Package::new(Cpv::parse("dev-libs/a-2.9999").unwrap()).slot(Slot::parse("0/2").unwrap()).in_repo("one").unwrap()
    }

    #[test]
    fn users_write_patterns() {
        for (text, matches, rank) in [
            ("*/*", true, -2),
            ("dev-*/a", true, -2),
            ("*/*::one", true, -2),
            ("*/*::two", false, -2),
            ("*/a:0", true, -1),
            ("=*/*-*9999*", true, 0),
            ("=dev-libs/a-*999*:0::one", true, 0),
            ("=*/*-*8*", false, 0),
            ("dev-libs/a", true, 1),
            (">dev-libs/a-2", true, 2),
            ("dev-libs/a:0/3", false, 3),
            ("=dev-libs/a-2*", true, 4),
            ("~dev-libs/a-2", false, 5),
            ("=dev-libs/a-2.9999", true, 6),
            ("=dev-libs/a-2.9999:0::one", true, 6),
        ] {
            let found = read(text, SelectorRules::USER).unwrap();
            assert_eq!((found.matches(&package()), found.rank(), found.as_str()), (matches, rank, text), "{text}");
        }
    }

    #[test]
    fn what_is_special_goes_before() {
        let order = |lines: &[&str]| {
            let lines: Vec<Selector> = lines.iter().map(|line| read(line, SelectorRules::USER).unwrap()).collect();
            let refs: Vec<&Selector> = lines.iter().collect();
            let ordered = by_rank(&refs, |line| line, &package().cpv);
            ordered.iter().map(|line| line.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            order(&["dev-libs/a", "*/*", "=dev-libs/a-2.9999", "dev-libs/a:0"]),
            "*/* dev-libs/a dev-libs/a:0 =dev-libs/a-2.9999"
        );
        assert_eq!(order(&["*/a", "dev-*/*", "*/a"]), "dev-*/* */a */a", "the first of the same rank counts most");
        assert_eq!(order(&[">dev-libs/a-1", ">dev-libs/a-2", "<dev-libs/a-3"]), "<dev-libs/a-3 >dev-libs/a-1 >dev-libs/a-2");
    }

    #[test]
    fn profiles_have_what_their_eapi_has() {
        let codes = |text: &str, eapi| read(text, SelectorRules::profile(eapi)).map_err(|fault| fault.code().to_owned()).err();
        assert_eq!(codes("a/b:0", Eapi::V1), None);
        assert_eq!(codes("a/b:0", Eapi::V0).as_deref(), Some("slot_dep_not_in_eapi"));
        assert!(codes("*/*", Eapi::V8).is_some() && codes("a/b::r", Eapi::V8).is_some() && codes("a/b-1", Eapi::V8).is_some());
        assert_eq!(codes("!a/b", Eapi::V8).as_deref(), Some("not_here"));
        assert_eq!(codes("a/b[c]", Eapi::V8).as_deref(), Some("not_here"));
        assert!(read("a/b[c]", SelectorRules::profile(Eapi::V8).with_use_deps()).is_ok_and(|found| found.has_use_deps()));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[=<~!]?[a-c*-]{1,4}/[a-c*-]{1,4}(-\\*?[0-9]{1,2}\\*?)?(:0)?(::a)?|\\PC*") {
            if let Ok(found) = read(&text, SelectorRules::USER) {
                prop_assert_eq!(found.as_str(), &*text);
                let could = found.could_match(&package().cpv);
                prop_assert!(could || !found.matches(&package()));
            }
        }
    }
}
