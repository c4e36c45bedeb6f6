//! `REQUIRED_USE`: whether it is met, why not, and what to change.

use super::DepSpec;
use crate::flags::FlagsOrNone;
use crate::{Iuse, Refused, UseFlags};
use std::sync::Arc;

/// Whether a `REQUIRED_USE` is met, and why not.
///
/// ```example
/// spec = DepSpec(DepSpecKind.RequiredUse, "x? ( y )")
/// spec.check_required_use(["x", "y"]).satisfied -> true
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct RequiredUseCheck {
    /// Whether it is met.
    pub satisfied: bool,
    /// The items that are not met, if any.
    pub unsatisfied: Option<Arc<DepSpec>>,
    /// One line for each item that is not met, for people: `x needs y: enable y or disable x`.
    pub sentences: Vec<String>,
}

impl From<polyatom::RequiredUseResult> for RequiredUseCheck {
    fn from(result: polyatom::RequiredUseResult) -> Self {
        Self {
            satisfied: result.is_satisfied(),
            unsatisfied: result.unsatisfied().map(|spec| Arc::new(spec.clone().into())),
            sentences: result.sentences().to_vec(),
        }
    }
}

/// A USE flag that should change.
///
/// ```example
/// spec = DepSpec(DepSpecKind.RequiredUse, "x? ( y )")
/// change = spec.solve_required_use(["x"]).changes[0]
/// change.flag -> "y"
/// change.enable -> true
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct UseChange {
    /// The flag.
    pub flag: String,
    /// Whether to enable it; otherwise it should be disabled.
    pub enable: bool,
}

/// Changes of USE flags that make a package meet a `REQUIRED_USE`.
///
/// ```example
/// spec = DepSpec(DepSpecKind.RequiredUse, "^^ ( x y )")
/// spec.solve_required_use(["x"]).changes -> []
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct RequiredUseSolution {
    /// The flags to change, in the order they appear.
    pub changes: Vec<UseChange>,
    /// Whether it is proven that fewer changes do not do.
    pub is_optimal: bool,
}

impl From<polyatom::RequiredUseSolution<'_>> for RequiredUseSolution {
    fn from(solution: polyatom::RequiredUseSolution<'_>) -> Self {
        let change = |(flag, enable): (&str, bool)| UseChange { flag: flag.to_owned(), enable };
        Self { changes: solution.changes.into_iter().map(change).collect(), is_optimal: solution.is_optimal }
    }
}

#[uniffi::export]
impl DepSpec {
    /// Whether a package with these USE flags enabled meets this `REQUIRED_USE` (PMS, sec:required-use).
    ///
    /// With `iuse`, which is `IUSE_EFFECTIVE`, a flag that is not in it is an error. So is a specification of another kind.
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.RequiredUse, "x? ( y )")
    /// spec.check_required_use(["x"]).sentences -> ["x needs y: enable y or disable x"]
    /// ```
    #[uniffi::method(default(iuse = None))]
    pub fn check_required_use(&self, use_flags: &UseFlags, iuse: Option<Arc<Iuse>>) -> Result<RequiredUseCheck, Refused> {
        Ok(self.0.check_required_use(&use_flags.0, iuse.as_ref().map(|iuse| &iuse.0))?.into())
    }

    /// The fewest changes of USE flags that make a package meet this `REQUIRED_USE`; nothing at all if no changes do.
    ///
    /// Flags in `masked` have to be disabled and those in `forced` enabled; `masked` wins. Of several solutions with as few changes it
    /// is the one that has enabled the first flag in which they differ. A fixed number of steps is tried at most: if that does not
    /// suffice for a proof, the best found is given and not said to be optimal. It fails if by then nothing was found and nothing
    /// ruled out, and for a specification of another kind.
    #[uniffi::method(default(masked = None, forced = None))]
    pub fn solve_required_use(
        &self,
        use_flags: &UseFlags,
        masked: Option<Arc<UseFlags>>,
        forced: Option<Arc<UseFlags>>,
    ) -> Result<Option<RequiredUseSolution>, Refused> {
        Ok(self.0.solve_required_use(&use_flags.0, masked.or_none(), forced.or_none())?.map(Into::into))
    }
}
