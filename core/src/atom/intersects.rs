//! Whether some package could satisfy two atoms.

use super::Atom;
use super::matching::{Applied, apply};
use super::range::Requirement;
use crate::use_dep::UseDepParts;

impl Atom {
    /// Whether there could be a package that both atoms match, as dependencies of any two packages.
    ///
    /// Blockers are taken for what they block.
    ///
    /// ```
    /// use polyatom::Atom;
    /// let atom = |text| Atom::parse(text, None);
    /// assert!(atom(">=a/b-1[c]")?.intersects(&atom("<a/b-2[d]")?));
    /// assert!(!atom(">a/b-1")?.intersects(&atom("<a/b-1-r1")?));
    /// assert!(!atom("a/b[c]")?.intersects(&atom("a/b[-c]")?));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn intersects(&self, other: &Self) -> bool {
        self.name() == other.name()
            && self.versions_intersect(other)
            && compatible(self.slot(), other.slot())
            && compatible(self.subslot(), other.subslot())
            && compatible(self.repo(), other.repo())
            && self.use_deps_intersect(other)
    }

    fn versions_intersect(&self, other: &Self) -> bool {
        match (self.requirement(), other.requirement()) {
            (Some(a), Some(b)) => a.intersects(b),
            _ => true,
        }
    }

    fn requirement(&self) -> Option<Requirement<'_>> {
        Some(Requirement::new(self.op()?, self.version_text()?))
    }

    /// Flags do not depend on each other, so that each can be looked at by itself.
    fn use_deps_intersect(&self, other: &Self) -> bool {
        let mine = self.use_parts().map(|dep| (dep, Side::A));
        let mut deps: Vec<_> = mine.chain(other.use_parts().map(|dep| (dep, Side::B))).collect();
        deps.sort_by_key(|(dep, _)| dep.flag);
        deps.chunk_by(|(a, _), (b, _)| a.flag == b.flag).all(flag_is_satisfiable)
    }
}

/// Whose dependency it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    A,
    B,
}

/// Both ask for the same, or one does not ask.
fn compatible(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Whether some state of the flag, in the package and in the packages with the dependencies, satisfies all of these.
fn flag_is_satisfiable(deps: &[(UseDepParts<'_>, Side)]) -> bool {
    let holds = |side: Side, parent_has: bool, state: Option<bool>| {
        let mut of_side = deps.iter().filter(|(_, whose)| *whose == side);
        of_side.all(|(dep, _)| apply(dep, parent_has, state) == Applied::Holds)
    };
    let for_some_parent = |side, state| [false, true].into_iter().any(|parent_has| holds(side, parent_has, state));
    [None, Some(false), Some(true)].into_iter().any(|state| for_some_parent(Side::A, state) && for_some_parent(Side::B, state))
}
