//! Version requirements.

use crate::mirror::text_type;
use crate::{Atom, Cpn, Operator, Refused, Version};
use std::sync::Arc;

/// One operator with its version, `>=1.2`.
///
/// ```example
/// VersionRequirement(">=1.2").constraints[0].op -> Operator.GreaterOrEqual
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct VersionConstraint {
    /// The operator.
    pub op: Operator,
    /// The version, without the asterisk.
    pub version: Arc<Version>,
}

text_type! {
    /// One or more constraints that a version has to satisfy, `>=1.2 <2` or `=1.2*`: between them stand blanks or a comma.
    ///
    /// Operators and the asterisk are those of atoms (PMS, sec:dep-operator). Requirements are equal if they have the same constraints, in
    /// any order.
    ///
    /// ```example
    /// VersionRequirement(">=1.2 <2").matches("1.10") -> true
    /// VersionRequirement("1.2") -> error VersionRequirement constraint_without_operator
    /// ```
    VersionRequirement
}

#[uniffi::export]
impl VersionRequirement {
    /// Reads a requirement. Each constraint has an operator.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::VersionRequirement::parse(text)?))
    }

    /// The constraints, in ascending order of their versions and each once.
    pub fn constraints(&self) -> Vec<VersionConstraint> {
        let constraint = |one: &polyatom::VersionConstraint| {
            let version = Version::shared(one.version().clone());
            VersionConstraint { op: one.op().into(), version }
        };
        self.0.constraints().iter().map(constraint).collect()
    }

    /// Whether the version satisfies all constraints.
    pub fn matches(&self, version: &Version) -> bool {
        self.0.matches(&version.0)
    }

    /// The versions among these that satisfy all constraints, in their order.
    ///
    /// ```example
    /// VersionRequirement(">=1.2").filter(["1.1", "1.2", "1.10"]) -> ["1.2", "1.10"]
    /// ```
    pub fn filter(&self, versions: Vec<Arc<Version>>) -> Vec<Arc<Version>> {
        versions.into_iter().filter(|version| self.0.matches(&version.0)).collect()
    }

    /// Whether some version could satisfy both requirements.
    pub fn intersects(&self, other: &VersionRequirement) -> bool {
        self.0.intersects(&other.0)
    }

    /// The atoms that ask for that package in such a version, one for each constraint: `>=a/b-1.2` and `<a/b-2`.
    ///
    /// ```example
    /// VersionRequirement(">=1.2 <2").atoms("a/b") -> [">=a/b-1.2", "<a/b-2"]
    /// ```
    pub fn atoms(&self, package: &Cpn) -> Vec<Arc<Atom>> {
        self.0.atoms(&package.0).into_iter().map(Atom::shared).collect()
    }
}
