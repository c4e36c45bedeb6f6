//! What can be read but must not stand in an ebuild.

use super::{DepSpec, DepSpecKind};
use crate::mirror::mirror;
use crate::{Iuse, Offset};

mirror! {
    /// The kind of a diagnostic: something wrong with a specification that can be read.
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.Pdepend, "a/b:=")
    /// spec.diagnostics()[0].kind -> DiagnosticKind.SlotOperatorInPdepend
    /// ```
    DiagnosticKind {
        /// `:0/1=`: only package managers write a sub-slot with the slot operator (PMS, sec:slot-dep).
        SlotOperatorWithSubslot,
        /// `:=` in an any-of group (PMS, sec:slot-dep).
        SlotOperatorInAnyOf,
        /// `:=` in `PDEPEND` (PMS, sec:slot-dep).
        SlotOperatorInPdepend,
        /// `:=` in a blocker: it asks for an installed package, a blocker for none (PMS, sec:slot-dep).
        SlotOperatorInBlocker,
        /// `@` in a USE flag, which is deprecated (PMS, "Restrictions upon names").
        AtSignInUseFlag,
        /// A protocol that is not among those of `SRC_URI` (PMS, sec:optional-vars).
        UriProtocol,
        /// A variable that the EAPI does not have (PMS, tab:depend-table).
        VariableNotInEapi,
        /// A flag that is not in `IUSE_EFFECTIVE` (PMS, sec:dependency-spec, sec:use-dep, sec:required-use).
        FlagNotInIuse,
        /// An item of `REQUIRED_USE` that the flags enabled by default do not meet (PMS, sec:required-use).
        RequiredUseDefaults,
    }
}

/// A part of a specification that can be read but must not stand in an ebuild.
///
/// ```example
/// spec = DepSpec(DepSpecKind.Depend, "a/b c/d:0/1=")
/// diagnostic = spec.diagnostics()[0]
/// diagnostic.start -> 7
/// diagnostic.end -> 12
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Diagnostic {
    /// The kind of what is wrong.
    pub kind: DiagnosticKind,
    /// The place where it begins in the specification.
    pub start: Offset,
    /// The place where it ends in the specification.
    pub end: Offset,
    /// A sentence that tells it.
    pub text: String,
}

impl Diagnostic {
    fn all(spec: &polyatom::DepSpec, found: Vec<polyatom::Diagnostic>) -> Vec<Self> {
        let diagnostic = |found: polyatom::Diagnostic| Self {
            kind: found.kind.into(),
            start: Offset::new(spec.as_str(), found.span.start),
            end: Offset::new(spec.as_str(), found.span.end),
            text: found.message().to_owned(),
        };
        found.into_iter().map(diagnostic).collect()
    }
}

#[uniffi::export]
impl DepSpec {
    /// Finds what must not stand in an ebuild although it can be read. Some things are wrong in some variables only: in that of its kind, or
    /// in `variable` if it is given.
    #[uniffi::method(default(variable = None))]
    pub fn diagnostics(&self, variable: Option<DepSpecKind>) -> Vec<Diagnostic> {
        Diagnostic::all(&self.0, self.0.diagnostics(variable.map(Into::into)))
    }

    /// Finds the same, and what is wrong with flags in a package with this `IUSE`, in which those that profiles add to every package are, too:
    /// each flag that is not in it, and each item of `REQUIRED_USE` that the flags enabled by default do not meet.
    ///
    /// ```example
    /// found = DepSpec(DepSpecKind.RequiredUse, "x? ( y ) z").diagnostics_with("+x y")
    /// found[0].text -> "the flag z is not in IUSE"
    /// found[1].text -> "x needs y: enable y or disable x"
    /// ```
    pub fn diagnostics_with(&self, iuse: &Iuse) -> Vec<Diagnostic> {
        Diagnostic::all(&self.0, self.0.diagnostics_with(&iuse.0))
    }
}
