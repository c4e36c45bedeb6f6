//! Everything that can be wrong with a text, and the words for it.

use crate::depspec::NodeKind;
use crate::eapi::EapiFeature;
use crate::vocabulary::Vocabulary;

/// The names of the grammar, for faults which differ only in whose name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Category,
    Package,
    Slot,
    SubSlot,
    UseFlag,
    Repository,
    Eclass,
    License,
    Keyword,
    Eapi,
}

/// What can be wrong with any name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameProblem {
    Empty,
    Start,
    Character,
}

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    Name(Part, NameProblem),
    Unknown(Vocabulary),
    NotInEapi(EapiFeature),
    TooLong,
    Empty,
    ReservedEclass,
    PackageEndsInVersion,
    RepositoryEndsInVersion,
    MissingCategory,
    SecondSlash,
    VersionEmpty,
    VersionStart,
    VersionNumberMissing,
    VersionSuffix,
    VersionSecondLetter,
    VersionCharacter,
    VersionMissing,
    RevisionEmpty,
    RevisionNumber,
    OperatorUnknown,
    OperatorWithoutVersion,
    VersionWithoutOperator,
    GlobOperator,
    GlobTrailing,
    SlotDepEmpty,
    SubSlotWithoutSlot,
    SlotAnyWithSlot,
    SlotDepTrailing,
    SlotDepTwice,
    SlotDepAfterRepository,
    RepositoryNotInEapi,
    RepositoryTwice,
    UseDepEmpty,
    UseDepsEmpty,
    UseDepsUnclosed,
    UseDepBang,
    UseDepMinusConditional,
    UseDepDefault,
    UseDepTrailing,
    AfterUseDeps,
    BlankMissing,
    GroupEmpty,
    GroupUnclosed,
    GroupNotAllowed(NodeKind),
    CloseWithoutGroup,
    OperatorWithoutGroup,
    ConditionWithoutGroup,
    TokenCharacter,
    ArrowWithoutUri,
    ArrowWithoutFilename,
    ArrowAfterFilename,
    FilenameSlash,
    UriScheme,
    UriEmpty,
    UriCharacter,
    KindDiffers,
    FlagNotInIuse,
    ConditionLeft,
    NotRequiredUse,
    TooMuchToTry,
    TooManyClauses,
    PatternOperator,
    PatternVersion,
    PatternUseDeps,
}

macro_rules! name_texts {
    ($part:expr, $problem:expr; $($variant:ident => $name:literal,)+) => {
        match ($part, $problem) {
            $(
                (Part::$variant, NameProblem::Empty) => concat!("empty ", $name),
                (Part::$variant, NameProblem::Start) => concat!("illegal first character of a ", $name),
                (Part::$variant, NameProblem::Character) => concat!("illegal character in a ", $name),
            )+
        }
    };
}

fn name_text(part: Part, problem: NameProblem) -> &'static str {
    name_texts! { part, problem;
        Category => "category name",
        Package => "package name",
        Slot => "slot name",
        SubSlot => "sub-slot name",
        UseFlag => "USE flag name",
        Repository => "repository name",
        Eclass => "name of an eclass",
        License => "licence name",
        Keyword => "keyword name",
        Eapi => "name of an EAPI",
    }
}

impl Reason {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Name(part, problem) => name_text(part, problem),
            Self::Unknown(vocabulary) => unknown_text(vocabulary),
            Self::NotInEapi(feature) => not_in_eapi_text(feature),
            Self::TooLong => "text longer than 4 GiB",
            Self::Empty => "empty text",
            Self::ReservedEclass => "reserved name of an eclass",
            Self::PackageEndsInVersion => "package name ends in a version",
            Self::RepositoryEndsInVersion => "repository name ends in a version",
            Self::MissingCategory => "missing category",
            Self::SecondSlash => "second slash",
            Self::VersionEmpty => "empty version",
            Self::VersionStart => "version does not start with a digit",
            Self::VersionNumberMissing => "number missing after a dot",
            Self::VersionSuffix => "unknown version suffix",
            Self::VersionSecondLetter => "more than one letter after the numbers of a version",
            Self::VersionCharacter => "illegal text in a version",
            Self::VersionMissing => "missing version",
            Self::RevisionEmpty => "empty revision",
            Self::RevisionNumber => "revision is not a number",
            Self::OperatorUnknown => "unknown operator",
            Self::OperatorWithoutVersion => "operator without a version",
            Self::VersionWithoutOperator => "version without an operator",
            Self::GlobOperator => "asterisk with an operator other than =",
            Self::GlobTrailing => "text after the asterisk",
            Self::SlotDepEmpty => "empty slot dependency",
            Self::SubSlotWithoutSlot => "sub-slot without a slot",
            Self::SlotAnyWithSlot => "slot name with the operator *",
            Self::SlotDepTrailing => "text after the slot dependency",
            Self::SlotDepTwice => "second slot dependency",
            Self::SlotDepAfterRepository => "slot dependency after the repository",
            Self::RepositoryNotInEapi => "repository in an atom of an EAPI",
            Self::RepositoryTwice => "second repository",
            Self::UseDepEmpty => "empty USE dependency",
            Self::UseDepsEmpty => "empty brackets",
            Self::UseDepsUnclosed => "USE dependencies without a closing bracket",
            Self::UseDepBang => "exclamation mark without ? or = after the flag",
            Self::UseDepMinusConditional => "minus sign with ? or = after the flag",
            Self::UseDepDefault => "malformed default of a USE dependency",
            Self::UseDepTrailing => "text after the USE dependency",
            Self::AfterUseDeps => "text after the closing bracket",
            Self::BlankMissing => "missing blank",
            Self::GroupEmpty => "empty group",
            Self::GroupUnclosed => "group without a closing parenthesis",
            Self::GroupNotAllowed(group) => not_allowed_text(group),
            Self::CloseWithoutGroup => "closing parenthesis without a group",
            Self::OperatorWithoutGroup => "operator without a group",
            Self::ConditionWithoutGroup => "USE condition without a group",
            Self::TokenCharacter => "illegal character in a word",
            Self::ArrowWithoutUri => "arrow without a URI",
            Self::ArrowWithoutFilename => "arrow without a file name",
            Self::ArrowAfterFilename => "arrow after a file name",
            Self::FilenameSlash => "slash in a file name",
            Self::UriScheme => "URI without a protocol",
            Self::UriEmpty => "nothing after the protocol of a URI",
            Self::UriCharacter => "control character in a URI",
            Self::KindDiffers => "specification of another kind",
            Self::FlagNotInIuse => "USE flag that is not in IUSE",
            Self::ConditionLeft => "USE condition where all have to be resolved",
            Self::NotRequiredUse => "specification of another kind than REQUIRED_USE",
            Self::TooMuchToTry => "too many flags to find the fewest changes",
            Self::TooManyClauses => "more ways to satisfy it than the limit",
            Self::PatternOperator => "operator in a pattern",
            Self::PatternVersion => "version in a pattern",
            Self::PatternUseDeps => "USE dependencies in a pattern",
        }
    }
}

fn unknown_text(vocabulary: Vocabulary) -> &'static str {
    match vocabulary {
        Vocabulary::Eapi => "unknown EAPI",
        Vocabulary::EapiFeature => "unknown feature",
        Vocabulary::Operator => "unknown operator",
        Vocabulary::Blocker => "unknown blocker",
        Vocabulary::SlotOperator => "unknown slot operator",
        Vocabulary::UseDefault => "unknown default of a USE dependency",
        Vocabulary::SuffixKind => "unknown version suffix",
        Vocabulary::AtomField => "unknown part of an atom",
        Vocabulary::DepSpecKind => "unknown kind of specification",
        Vocabulary::NodeKind => "unknown part of a specification",
        Vocabulary::UriPrefix => "unknown prefix of a URI",
        Vocabulary::DiagnosticKind => "unknown diagnostic",
    }
}

fn not_allowed_text(group: NodeKind) -> &'static str {
    match group {
        NodeKind::AnyOf => "any-of group in a specification that has none",
        NodeKind::ExactlyOneOf => "exactly-one-of group in a specification that has none",
        _ => "at-most-one-of group in a specification that has none",
    }
}

fn not_in_eapi_text(feature: EapiFeature) -> &'static str {
    match feature {
        EapiFeature::SlotDeps => "slot dependency in an EAPI without them",
        EapiFeature::SubSlots => "sub-slot in an EAPI without them",
        EapiFeature::SlotOperators => "slot operator in an EAPI without them",
        EapiFeature::UseDeps => "USE dependencies in an EAPI without them",
        EapiFeature::UseDepDefaults => "default of a USE dependency in an EAPI without them",
        EapiFeature::StrongBlockers => "strong blocker in an EAPI without them",
        EapiFeature::AtMostOneOf => "at-most-one-of group in an EAPI without them",
        EapiFeature::RequiredUse => "REQUIRED_USE in an EAPI without it",
        EapiFeature::SrcUriArrows => "arrow in an EAPI without them",
        EapiFeature::UriRestrict => "prefix of a URI in an EAPI without them",
        _ => "feature which the EAPI lacks",
    }
}
