//! The kinds of specifications and of their parts, and which part may stand where.

use crate::atom::AtomOptions;
use crate::eapi::{Eapi, EapiFeature};
use crate::error::Reason;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// The variable that a specification is the value of, which decides what may stand in it (`sec:dependency-spec`). It is
    /// read from the variable's name, in upper or in lower case.
    DepSpecKind, UnknownDepSpecKind, 10 {
        /// Build dependencies, for the system being built.
        Depend => "DEPEND" | "depend",
        /// Build dependencies, for the system that builds.
        Bdepend => "BDEPEND" | "bdepend",
        /// Runtime dependencies.
        Rdepend => "RDEPEND" | "rdepend",
        /// Post dependencies.
        Pdepend => "PDEPEND" | "pdepend",
        /// Install-time dependencies.
        Idepend => "IDEPEND" | "idepend",
        /// Licenses.
        License => "LICENSE" | "license",
        /// Properties.
        Properties => "PROPERTIES" | "properties",
        /// Assertions about USE flags.
        RequiredUse => "REQUIRED_USE" | "required_use",
        /// Restrictions.
        Restrict => "RESTRICT" | "restrict",
        /// Sources.
        SrcUri => "SRC_URI" | "src_uri",
    }
}

vocabulary! {
    /// What a part of a specification is: a group or a leaf.
    NodeKind, UnknownNodeKind, 10 {
        /// `( … )`.
        AllOf => "all_of",
        /// `|| ( … )`.
        AnyOf => "any_of",
        /// `^^ ( … )`.
        ExactlyOneOf => "exactly_one_of",
        /// `?? ( … )`.
        AtMostOneOf => "at_most_one_of",
        /// `flag? ( … )` or `!flag? ( … )`.
        UseConditional => "use_conditional",
        /// A package dependency specification.
        Atom => "atom",
        /// The name of a license.
        License => "license",
        /// A USE flag in `REQUIRED_USE`, `flag` or `!flag`.
        Flag => "flag",
        /// A URI or file name in `SRC_URI`, with its arrow.
        Uri => "uri",
        /// A word of `RESTRICT` or `PROPERTIES`.
        Token => "token",
    }
}

impl NodeKind {
    /// Whether it has children.
    pub const fn is_group(self) -> bool {
        (self as u8) <= Self::UseConditional as u8
    }

    /// Whether not all of its children have to be matched: `||`, `^^` and `??`, whose children are members.
    pub(super) const fn has_members(self) -> bool {
        matches!(self, Self::AnyOf | Self::ExactlyOneOf | Self::AtMostOneOf)
    }

    /// What stands before the parenthesis of the groups with members.
    pub(super) const fn operator(self) -> &'static str {
        match self {
            Self::AnyOf => "||",
            Self::ExactlyOneOf => "^^",
            Self::AtMostOneOf => "??",
            _ => "",
        }
    }
}

/// Where a group with members may stand (`sec:dependency-spec`); all-of and USE-conditional groups may everywhere.
struct GroupRule {
    group: NodeKind,
    kinds: &'static [DepSpecKind],
    feature: Option<EapiFeature>,
}

const GROUP_RULES: [GroupRule; 3] = [
    GroupRule {
        group: NodeKind::AnyOf,
        kinds: &[DepSpecKind::Depend, DepSpecKind::License, DepSpecKind::RequiredUse],
        feature: None,
    },
    GroupRule { group: NodeKind::ExactlyOneOf, kinds: &[DepSpecKind::RequiredUse], feature: None },
    GroupRule { group: NodeKind::AtMostOneOf, kinds: &[DepSpecKind::RequiredUse], feature: Some(EapiFeature::AtMostOneOf) },
];

impl DepSpecKind {
    /// The kind that stands for all with its grammar: `DEPEND` for the five variables of package dependencies, and each
    /// other for itself. Specifications of one grammar can be put together.
    pub const fn grammar(self) -> Self {
        match self {
            Self::Bdepend | Self::Rdepend | Self::Pdepend | Self::Idepend => Self::Depend,
            other => other,
        }
    }

    /// The leaves it consists of.
    pub const fn leaf(self) -> NodeKind {
        match self {
            Self::Depend | Self::Bdepend | Self::Rdepend | Self::Pdepend | Self::Idepend => NodeKind::Atom,
            Self::License => NodeKind::License,
            Self::RequiredUse => NodeKind::Flag,
            Self::SrcUri => NodeKind::Uri,
            Self::Properties | Self::Restrict => NodeKind::Token,
        }
    }

    /// Why a group may not stand in it, if it may not.
    pub(super) fn refuses(self, group: NodeKind, eapi: Option<Eapi>) -> Option<Reason> {
        let rule = GROUP_RULES.iter().find(|rule| rule.group == group)?;
        match (rule.feature, eapi) {
            _ if !rule.kinds.contains(&self.grammar()) => Some(not_allowed(group)),
            (Some(feature), Some(eapi)) if !eapi.has(feature) => Some(Reason::NotInEapi(feature)),
            _ => None,
        }
    }
}

/// The reason of a group in a specification that has none of its kind.
fn not_allowed(group: NodeKind) -> Reason {
    match group {
        NodeKind::AnyOf => Reason::AnyOfNotAllowed,
        NodeKind::ExactlyOneOf => Reason::ExactlyOneOfNotAllowed,
        _ => Reason::AtMostOneOfNotAllowed,
    }
}

/// What a specification may contain.
///
/// Without an EAPI everything is allowed that any EAPI has, and `::repository`; meaning is then that of the latest
/// EAPI. An EAPI is enough where options are wanted: `DepSpec::parse(kind, text, Eapi::V8)`, and `None` for the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DepSpecOptions {
    /// The EAPI whose parts are allowed.
    pub eapi: Option<Eapi>,
    /// Allows `::repository`, which is in no EAPI, together with an EAPI.
    pub repo: bool,
    /// Allows groups without items, `|| ( )`, which no ebuild may have but evaluation leaves.
    pub empty_groups: bool,
}

impl DepSpecOptions {
    pub(super) fn atom(self) -> AtomOptions {
        AtomOptions { eapi: self.eapi, repo: self.repo }
    }
}

impl From<Eapi> for DepSpecOptions {
    fn from(eapi: Eapi) -> Self {
        Self { eapi: Some(eapi), ..Self::default() }
    }
}

impl From<Option<Eapi>> for DepSpecOptions {
    fn from(eapi: Option<Eapi>) -> Self {
        Self { eapi, ..Self::default() }
    }
}
