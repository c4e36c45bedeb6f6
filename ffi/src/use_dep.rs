//! USE dependencies.

use crate::give::{Text, text};
use crate::mirror::{mirror, text_type};
use crate::{Eapi, Refused};
use std::sync::Arc;

mirror! {
    /// The form of a USE dependency (PMS, sec:use-dep). "The parent" is the package that has the dependency.
    ///
    /// ```example
    /// UseDep("-test").kind -> UseDepKind.Disabled
    /// ```
    UseDepKind {
        /// `flag`: it must be enabled.
        Enabled,
        /// `-flag`: it must be disabled.
        Disabled,
        /// `flag=`: it must be as it is for the parent.
        Equal,
        /// `!flag=`: it must be the opposite of what it is for the parent.
        NotEqual,
        /// `flag?`: it must be enabled if it is enabled for the parent.
        EnabledConditional,
        /// `!flag?`: it must be disabled if it is disabled for the parent.
        DisabledConditional,
    }
}

mirror! {
    /// The assumption of a USE dependency about a package that does not have the flag (PMS, sec:use-dep).
    ///
    /// ```example
    /// UseDep("ssl(+)").default -> UseDefault.Enabled
    /// ```
    UseDefault {
        /// `(+)`: as if it were enabled.
        Enabled,
        /// `(-)`: as if it were disabled.
        Disabled,
    }
}

text_type! {
    /// One USE dependency of an atom: `ssl`, `-test(-)`, `tk?` (PMS, sec:use-dep).
    ///
    /// ```example
    /// dep = UseDep("tk?")
    /// dep.flag -> "tk"
    /// dep.evaluate(true) -> "tk"
    /// ```
    UseDep
}

#[uniffi::export]
impl UseDep {
    /// Reads a USE dependency, without brackets. With an EAPI, only what that EAPI allows.
    #[uniffi::constructor(default(eapi = None))]
    pub fn new(text: &str, eapi: Option<Eapi>) -> Result<Self, Refused> {
        Ok(Self(polyatom::UseDep::parse(text, eapi.map(Into::into))?))
    }

    /// The USE flag.
    pub fn flag(&self) -> Text {
        text(self.0.flag())
    }

    /// The form.
    pub fn kind(&self) -> UseDepKind {
        self.0.kind().into()
    }

    /// The assumption about a package that does not have the flag, if there is one.
    pub fn default(&self) -> Option<UseDefault> {
        self.0.default().map(Into::into)
    }

    /// Whether what it asks for depends on the parent.
    pub fn is_conditional(&self) -> bool {
        self.0.is_conditional()
    }

    /// The USE dependency that remains if the flag is enabled, or not, for the parent; nothing if none does.
    pub fn evaluate(&self, parent_has: bool) -> Option<Arc<UseDep>> {
        self.0.evaluate(parent_has).map(UseDep::shared)
    }
}
