//! What can be read but must not stand in an ebuild.

use std::ops::Range;

use super::DepSpec;
use super::kind::{DepSpecKind, NodeKind};
use super::node::NodeRef;
use super::src_uri::PROTOCOLS;
use crate::eapi::EapiFeature;
use crate::iuse::Iuse;
use crate::slot::SlotOperator;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What is wrong with a specification that can be read.
    DiagnosticKind, UnknownDiagnosticKind, 9 {
        /// `:0/1=`: only package managers write a sub-slot with the slot operator (`sec:slot-dep`).
        SlotOperatorWithSubslot => "slot_operator_with_subslot",
        /// `:=` in an any-of group (`sec:slot-dep`).
        SlotOperatorInAnyOf => "slot_operator_in_any_of",
        /// `:=` in `PDEPEND` (`sec:slot-dep`).
        SlotOperatorInPdepend => "slot_operator_in_pdepend",
        /// `:=` in a blocker: what it asks for to be installed must not be (`sec:slot-dep`).
        SlotOperatorInBlocker => "slot_operator_in_blocker",
        /// `@` in a USE flag, which is deprecated (chapter "Names and versions").
        AtSignInUseFlag => "at_sign_in_use_flag",
        /// A protocol that is not among those of `SRC_URI` (`sec:optional-vars`).
        UriProtocol => "uri_protocol",
        /// A variable that the EAPI does not have (`tab:depend-table`).
        VariableNotInEapi => "variable_not_in_eapi",
        /// A flag that is not in `IUSE_EFFECTIVE` (`sec:dependency-spec`, `sec:use-dep`, `sec:required-use`).
        FlagNotInIuse => "flag_not_in_iuse",
        /// What the flags that `IUSE` enables do not meet (`sec:required-use`).
        RequiredUseDefaults => "required_use_defaults",
    }
}

impl DiagnosticKind {
    /// What to tell.
    pub const fn message(self) -> &'static str {
        match self {
            Self::SlotOperatorWithSubslot => "a sub-slot with the slot operator = is only for package managers to write",
            Self::SlotOperatorInAnyOf => "the slot operator = must not be used inside any-of groups",
            Self::SlotOperatorInPdepend => "the slot operator = must not be used in PDEPEND",
            Self::SlotOperatorInBlocker => "the slot operator = asks for an installed package, a blocker for none",
            Self::AtSignInUseFlag => "the at-sign in names of USE flags is deprecated",
            Self::UriProtocol => "protocols of SRC_URI are http, https, ftp and mirror",
            Self::VariableNotInEapi => "the EAPI does not have this variable",
            Self::FlagNotInIuse => "the flag is not in IUSE",
            Self::RequiredUseDefaults => "the flags that IUSE enables do not meet it",
        }
    }
}

/// Something in a specification that can be read but must not stand in an ebuild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub kind: DiagnosticKind,
    /// Where in the specification, in bytes.
    pub span: Range<usize>,
    /// What to tell, where that depends on more than the kind.
    sentence: Option<Box<str>>,
}

impl Diagnostic {
    /// What to tell.
    pub fn message(&self) -> &str {
        self.sentence.as_deref().unwrap_or(self.kind.message())
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.message())
    }
}

impl DepSpec {
    /// What the specification forbids ebuilds though it can be read. Some rules are only for some variables: that is the
    /// [kind](DepSpec::kind), or `variable` if it is given.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind, DiagnosticKind};
    /// let spec = DepSpec::parse(DepSpecKind::Rdepend, "|| ( a/b:= c/d )", None)?;
    /// let found = spec.diagnostics(None);
    /// assert_eq!((found[0].kind, found[0].span.clone()), (DiagnosticKind::SlotOperatorInAnyOf, 8..10));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn diagnostics(&self, variable: Option<DepSpecKind>) -> Vec<Diagnostic> {
        let variable = variable.unwrap_or(self.kind);
        let mut found = Found { variable, list: Vec::new() };
        if self.is_variable_missing(variable) {
            found.add(DiagnosticKind::VariableNotInEapi, 0..self.text.len());
        }
        let mut any_of_end = 0;
        for node in self.recursive() {
            match node.kind() {
                NodeKind::AnyOf => any_of_end = any_of_end.max(node.subtree().end),
                NodeKind::Atom => found.atom(node, node.index() < any_of_end),
                NodeKind::Uri => found.uri(node),
                NodeKind::Flag | NodeKind::UseConditional => found.flag(node),
                _ => {}
            }
        }
        found.list
    }

    /// The same, and what is wrong with flags in a package with this `IUSE`, in which those that profiles add to every package
    /// are, too: each flag that is not in it, and each item of `REQUIRED_USE` that the flags enabled by default do not meet.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind, DiagnosticKind, Iuse};
    /// let spec = DepSpec::parse(DepSpecKind::RequiredUse, "x? ( y ) z", None)?;
    /// let found = spec.diagnostics_with(&Iuse::parse("+x y")?);
    /// let told: Vec<_> = found.iter().map(|found| (found.kind, found.span.clone(), found.message())).collect();
    /// assert_eq!(told, [
    ///     (DiagnosticKind::FlagNotInIuse, 9..10, "the flag z is not in IUSE"),
    ///     (DiagnosticKind::RequiredUseDefaults, 0..8, "x needs y: enable y or disable x"),
    ///     (DiagnosticKind::RequiredUseDefaults, 9..10, "z must be enabled"),
    /// ]);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn diagnostics_with(&self, iuse: &Iuse) -> Vec<Diagnostic> {
        let mut found = self.diagnostics(None);
        let mut add = |kind, span, sentence: String| found.push(Diagnostic { kind, span, sentence: Some(sentence.into()) });
        for span in self.flags_not_in(iuse) {
            let sentence = format!("the flag {} is not in IUSE", &self.text[span.clone()]);
            add(DiagnosticKind::FlagNotInIuse, span, sentence);
        }
        if self.kind == DepSpecKind::RequiredUse {
            for (span, sentence) in self.unmet_required_use(&iuse.enabled()) {
                add(DiagnosticKind::RequiredUseDefaults, span, sentence);
            }
        }
        found
    }

    fn is_variable_missing(&self, variable: DepSpecKind) -> bool {
        let feature = match variable {
            DepSpecKind::Bdepend => EapiFeature::Bdepend,
            DepSpecKind::Idepend => EapiFeature::Idepend,
            _ => return false,
        };
        self.kind.leaf() == NodeKind::Atom && !self.is_empty() && self.eapi.is_some_and(|eapi| !eapi.has(feature))
    }
}

struct Found {
    variable: DepSpecKind,
    list: Vec<Diagnostic>,
}

impl Found {
    fn add(&mut self, kind: DiagnosticKind, span: Range<usize>) {
        self.list.push(Diagnostic { kind, span, sentence: None });
    }

    fn atom(&mut self, node: NodeRef<'_>, in_any_of: bool) {
        let text = node.text();
        // A slot operator has a colon before it, and what has neither colon nor bracket has nothing to find.
        let Some(colon) = text.find([':', '[']) else { return };
        let Some(atom) = node.atom() else { return };
        if let (Some(SlotOperator::Equal), Some(dep)) = (atom.slot_op(), atom.slot_dep()) {
            let start = node.span().start + colon;
            let span = start..start + 1 + dep.as_str().len();
            let rules = [
                (atom.subslot().is_some(), DiagnosticKind::SlotOperatorWithSubslot),
                (in_any_of, DiagnosticKind::SlotOperatorInAnyOf),
                (self.variable == DepSpecKind::Pdepend, DiagnosticKind::SlotOperatorInPdepend),
                (atom.blocker().is_some(), DiagnosticKind::SlotOperatorInBlocker),
            ];
            for (_, kind) in rules.into_iter().filter(|(broken, _)| *broken) {
                self.add(kind, span.clone());
            }
        }
        let brackets = text.find('[').unwrap_or(text.len());
        for (at, _) in text[brackets..].match_indices('@') {
            let start = node.span().start + brackets + at;
            self.add(DiagnosticKind::AtSignInUseFlag, start..start + 1);
        }
    }

    fn flag(&mut self, node: NodeRef<'_>) {
        if let Some(at) = node.flag().and_then(|flag| flag.find('@')) {
            let start = node.span().start + usize::from(node.negated()) + at;
            self.add(DiagnosticKind::AtSignInUseFlag, start..start + 1);
        }
    }

    fn uri(&mut self, node: NodeRef<'_>) {
        let Some(scheme) = node.uri().and_then(|uri| uri.scheme()) else { return };
        if !PROTOCOLS.contains(&scheme) {
            // Only a prefix of plain characters can stand before it.
            let start = node.span().start + node.text().find(&format!("{scheme}://")).unwrap_or(0);
            self.add(DiagnosticKind::UriProtocol, start..start + scheme.len());
        }
    }
}
