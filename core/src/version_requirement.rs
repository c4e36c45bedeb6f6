//! Version requirements: operators with versions, without a package.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::atom::range::Requirement;
use crate::atom::{Atom, scan_operator};
use crate::cpn::Cpn;
use crate::error::{Error, ErrorKind, Fault, Reason};
use crate::operator::Operator;
use crate::version::{Version, open_bytes};
use crate::vocabulary::text_backed;

/// One operator with its version, `>=1.2` or `=1.2*`.
#[derive(Clone, Debug)]
pub struct VersionConstraint {
    op: Operator,
    version: Version,
}

impl VersionConstraint {
    /// The operator.
    pub fn op(&self) -> Operator {
        self.op
    }

    /// The version, without the asterisk.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// Whether the version satisfies it (`sec:dep-operator`).
    pub fn matches(&self, version: &Version) -> bool {
        self.op.matches(version, &self.version)
    }

    fn range(&self) -> Requirement<'_> {
        Requirement::new(self.op, self.version.as_str())
    }

    fn asterisk(&self) -> &'static str {
        if self.op == Operator::EqualGlob { "*" } else { "" }
    }

    /// What an asterisk leaves open is not decided by versions that are equal.
    fn order(&self) -> (&Version, Operator, usize) {
        let open = if self.op == Operator::EqualGlob { open_bytes(self.version.as_str()) } else { 0 };
        (&self.version, self.op, open)
    }
}

impl fmt::Display for VersionConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.op.prefix(), self.version, self.asterisk())
    }
}

impl PartialEq for VersionConstraint {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for VersionConstraint {}

impl PartialOrd for VersionConstraint {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for VersionConstraint {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl Hash for VersionConstraint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.order().hash(state);
    }
}

/// One or more constraints that a version has to satisfy, `>=1.2 <2`: between them stand blanks or a comma.
///
/// Operators and the asterisk are those of atoms. Requirements are equal if they have the same constraints, in any order.
///
/// ```
/// use polyatom::{Version, VersionRequirement};
/// let requirement = VersionRequirement::parse(">=1.2 <2")?;
/// assert!(requirement.matches(&Version::parse("1.10")?) && !requirement.matches(&Version::parse("2")?));
/// assert_eq!(requirement, VersionRequirement::parse("<2, >=1.2-r0")?);
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct VersionRequirement {
    text: Box<str>,
    /// In order, each once.
    constraints: Box<[VersionConstraint]>,
}

text_backed!(VersionRequirement, VersionRequirement::parse);

impl VersionRequirement {
    /// Reads a requirement.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let constraints = read(text).map_err(|fault| fault.into_error(ErrorKind::VersionRequirement, text, None))?;
        Ok(Self::new(text.into(), constraints))
    }

    fn new(text: Box<str>, mut constraints: Vec<VersionConstraint>) -> Self {
        constraints.sort_unstable();
        constraints.dedup();
        Self { text, constraints: constraints.into() }
    }

    /// The constraints, in ascending order of their versions and each once.
    pub fn constraints(&self) -> &[VersionConstraint] {
        &self.constraints
    }

    /// Whether the version satisfies all constraints (`sec:dep-operator`).
    pub fn matches(&self, version: &Version) -> bool {
        self.constraints.iter().all(|constraint| constraint.matches(version))
    }

    /// Those of the versions that satisfy all constraints, in their order.
    pub fn filter<'a>(&self, versions: impl IntoIterator<Item = &'a Version>) -> impl Iterator<Item = &'a Version> {
        versions.into_iter().filter(|version| self.matches(version))
    }

    /// Whether some version could satisfy both requirements. One that nothing satisfies does not even intersect with itself.
    pub fn intersects(&self, other: &Self) -> bool {
        // Each constraint lets through what is between two places in the order, so that all have something in common if any two have.
        let all = || self.constraints.iter().chain(&*other.constraints);
        all().enumerate().all(|(place, a)| all().skip(place + 1).all(|b| a.range().intersects(b.range())))
    }

    /// The atoms that ask for a package of such a version, one for each constraint.
    ///
    /// ```
    /// use polyatom::{Cpn, VersionRequirement};
    /// let atoms = VersionRequirement::parse("<2 >=1.2")?.atoms(&Cpn::parse("a/b")?);
    /// assert_eq!(atoms.iter().map(|atom| atom.as_str()).collect::<Vec<_>>(), [">=a/b-1.2", "<a/b-2"]);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn atoms(&self, package: &Cpn) -> Vec<Atom> {
        let package = Atom::from(package);
        self.constraints.iter().map(|one| package.with_version(Some((one.op, &one.version)))).collect()
    }
}

impl Atom {
    /// The operator and the version, as a requirement; none if there is no version.
    pub fn version_requirement(&self) -> Option<VersionRequirement> {
        let constraint = VersionConstraint { op: self.op()?, version: self.version()? };
        Some(VersionRequirement::new(constraint.to_string().into(), vec![constraint]))
    }
}

fn read(text: &str) -> Result<Vec<VersionConstraint>, Fault> {
    let bytes = text.as_bytes();
    let skip_blanks = |at: usize| at + bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let mut constraints = vec![];
    let mut at = skip_blanks(0);
    loop {
        let length = bytes[at..].iter().take_while(|&&byte| byte != b',' && !byte.is_ascii_whitespace()).count();
        constraints.push(constraint(&text[at..at + length]).map_err(|fault| fault.shifted(at))?);
        at = skip_blanks(at + length);
        match bytes.get(at) {
            None => return Ok(constraints),
            Some(b',') => at = skip_blanks(at + 1),
            Some(_) => {}
        }
    }
}

fn constraint(text: &str) -> Result<VersionConstraint, Fault> {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return Err(Fault::at(Reason::ConstraintEmpty, 0));
    }
    let (op, start) = scan_operator(bytes, 0)?;
    let Some(op) = op else { return Err(Fault::new(Reason::ConstraintOperator, 0, text.len())) };
    let (op, end) = match (op, text.strip_suffix('*')) {
        (Operator::Equal, Some(front)) => (Operator::EqualGlob, front.len()),
        (_, Some(front)) => return Err(Fault::new(Reason::GlobOperator, front.len(), text.len())),
        (op, None) => (op, text.len()),
    };
    let version = Version::read(&text[start..end]).map_err(|fault| fault.shifted(start))?;
    Ok(VersionConstraint { op, version })
}

impl PartialEq for VersionRequirement {
    fn eq(&self, other: &Self) -> bool {
        self.constraints == other.constraints
    }
}

impl Eq for VersionRequirement {}

impl PartialOrd for VersionRequirement {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for VersionRequirement {
    fn cmp(&self, other: &Self) -> Ordering {
        self.constraints.cmp(&other.constraints)
    }
}

impl Hash for VersionRequirement {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.constraints.hash(state);
    }
}
