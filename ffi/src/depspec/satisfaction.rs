//! Whether packages satisfy a dependency.

use super::{DepNode, DepSpec};
use crate::flags::FlagsOrNone;
use crate::{Package, PackageSet, UseFlags};
use std::sync::Arc;

/// Whether packages satisfy a dependency, and by what.
///
/// ```example
/// spec = DepSpec(DepSpecKind.Depend, "|| ( a/b c/d )")
/// spec.satisfied_by([Package("c/d-1")]).satisfied -> true
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Satisfaction {
    /// Whether they do.
    pub satisfied: bool,
    /// The choice of each any-of group that is satisfied.
    pub choices: Vec<AnyOfChoice>,
    /// The parts that have to be installed and are not: atoms, and any-of groups of which nothing is.
    pub missing: Vec<Arc<DepNode>>,
    /// The blockers whose packages are there.
    pub violated: Vec<Arc<DepNode>>,
}

/// The choice that satisfies an any-of group.
///
/// ```example
/// spec = DepSpec(DepSpecKind.Depend, "|| ( a/b c/d )")
/// spec.satisfied_by([Package("c/d-1")]).choices[0].member.text -> "c/d"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct AnyOfChoice {
    /// The group.
    pub group: Arc<DepNode>,
    /// The first of its members that is satisfied.
    pub member: Arc<DepNode>,
}

#[uniffi::export]
impl DepSpec {
    /// Whether these packages satisfy the dependency of a package with these USE flags enabled.
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.Depend, "a/b e/f")
    /// spec.satisfied_by([Package("a/b-1")]).missing[0].text -> "e/f"
    /// ```
    #[uniffi::method(default(parent_use = None))]
    pub fn satisfied_by(&self, packages: Vec<Arc<Package>>, parent_use: Option<Arc<UseFlags>>) -> Satisfaction {
        self.satisfaction(&self.0.satisfied_by(packages.iter().map(|package| &package.0), parent_use.or_none()))
    }

    /// Whether the packages of a set satisfy the dependency of a package with these USE flags enabled: quicker than with a list, where
    /// there are many packages and more than one question.
    #[uniffi::method(default(parent_use = None))]
    pub fn satisfied_by_set(&self, packages: &PackageSet, parent_use: Option<Arc<UseFlags>>) -> Satisfaction {
        self.satisfaction(&self.0.satisfied_by_set(&packages.0, parent_use.or_none()))
    }
}

impl DepSpec {
    fn satisfaction(&self, found: &polyatom::Satisfaction<'_>) -> Satisfaction {
        let node = |node: polyatom::NodeRef<'_>| DepNode::shared(&self.0, node);
        let choice = |choice: &polyatom::Choice<'_>| AnyOfChoice { group: node(choice.group), member: node(choice.member) };
        Satisfaction {
            satisfied: found.is_satisfied(),
            choices: found.choices().iter().map(choice).collect(),
            missing: found.missing().iter().copied().map(node).collect(),
            violated: found.violated().iter().copied().map(node).collect(),
        }
    }
}
