//! Everything that can be wrong with a text: a code for programs and the words for people.

use std::sync::LazyLock;

use crate::eapi::EapiFeature;

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

/// What a reason is called: in programs, and in messages.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) code: &'static str,
    pub(crate) text: &'static str,
}

/// Declares the reasons that stand for themselves, a row each: the variant, its code, its text.
macro_rules! reasons {
    ($($variant:ident: $code:literal, $text:literal;)+) => {
        /// Why a text was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Reason {
            Name(Part, NameProblem),
            NotInEapi(EapiFeature),
            $($variant,)+
        }

        impl Reason {
            pub(crate) fn words(self) -> Words {
                match self {
                    Self::Name(part, problem) => name_words(part, problem),
                    Self::NotInEapi(feature) => not_in_eapi_words(feature),
                    $(Self::$variant => Words { code: $code, text: $text },)+
                }
            }
        }

        /// The codes of the reasons that stand for themselves.
        const CODES: &[&str] = &[$($code,)+];
    };
}

reasons! {
    TooLong: "too_long", "text longer than 4 GiB";
    Empty: "empty", "empty text";
    NotUtf8: "not_utf8", "text that is not UTF-8";
    ReservedEclass: "reserved_eclass", "reserved name of an eclass";
    PackageEndsInVersion: "package_ends_in_version", "package name ends in a version";
    RepositoryEndsInVersion: "repository_ends_in_version", "repository name ends in a version";
    MissingCategory: "missing_category", "missing category";
    SecondSlash: "second_slash", "second slash";
    VersionEmpty: "empty_version", "empty version";
    VersionStart: "version_start", "version does not start with a digit";
    VersionNumberMissing: "missing_number", "number missing after a dot";
    VersionSuffix: "unknown_suffix", "unknown version suffix";
    VersionSecondLetter: "second_letter", "more than one letter after the numbers of a version";
    VersionCharacter: "version_character", "illegal text in a version";
    VersionMissing: "missing_version", "missing version";
    RevisionEmpty: "empty_revision", "empty revision";
    RevisionNumber: "revision_number", "revision is not a number";
    NumberTooLarge: "number_too_large", "number of 2^63 or more";
    UpstreamEpoch: "epoch", "epoch, which versions here do not have";
    UpstreamBuild: "build_metadata", "build metadata, which says nothing about the order";
    UpstreamRevision: "number_after_hyphen", "number after a hyphen: a distribution's revision or a later release";
    UpstreamWord: "version_word", "word that has no place in the order of versions";
    ConstraintEmpty: "empty_constraint", "empty constraint";
    ConstraintOperator: "constraint_without_operator", "constraint without an operator";
    OperatorUnknown: "unknown_operator", "unknown operator";
    OperatorWithoutVersion: "operator_without_version", "operator without a version";
    VersionWithoutOperator: "missing_operator", "version without an operator";
    GlobOperator: "glob_operator", "asterisk with an operator other than =";
    GlobTrailing: "text_after_glob", "text after the asterisk";
    SlotDepEmpty: "empty_slot_dep", "empty slot dependency";
    SubSlotWithoutSlot: "sub_slot_without_slot", "sub-slot without a slot";
    SlotAnyWithSlot: "any_slot_with_name", "slot name with the operator *";
    SlotDepTrailing: "text_after_slot_dep", "text after the slot dependency";
    SlotDepTwice: "second_slot_dep", "second slot dependency";
    SlotDepAfterRepository: "slot_dep_after_repository", "slot dependency after the repository";
    RepositoryNotInEapi: "repository_not_in_eapi", "repository in an atom of an EAPI";
    RepositoryTwice: "second_repository", "second repository";
    UseDepEmpty: "empty_use_dep", "empty USE dependency";
    UseDepsEmpty: "empty_use_deps", "empty brackets";
    UseDepsUnclosed: "unclosed_use_deps", "USE dependencies without a closing bracket";
    UseDepBang: "bang_without_conditional", "exclamation mark without ? or = after the flag";
    UseDepMinusConditional: "minus_with_conditional", "minus sign with ? or = after the flag";
    UseDepDefault: "malformed_use_default", "malformed default of a USE dependency";
    UseDepTrailing: "text_after_use_dep", "text after the USE dependency";
    AfterUseDeps: "text_after_use_deps", "text after the closing bracket";
    BlankMissing: "missing_blank", "missing blank";
    GroupEmpty: "empty_group", "empty group";
    GroupUnclosed: "unclosed_group", "group without a closing parenthesis";
    AnyOfNotAllowed: "any_of_not_allowed", "any-of group in a specification that has none";
    ExactlyOneOfNotAllowed: "exactly_one_of_not_allowed", "exactly-one-of group in a specification that has none";
    AtMostOneOfNotAllowed: "at_most_one_of_not_allowed", "at-most-one-of group in a specification that has none";
    CloseWithoutGroup: "unopened_group", "closing parenthesis without a group";
    OperatorWithoutGroup: "operator_without_group", "operator without a group";
    ConditionWithoutGroup: "condition_without_group", "USE condition without a group";
    TokenCharacter: "token_character", "illegal character in a word";
    ArrowWithoutUri: "arrow_without_uri", "arrow without a URI";
    ArrowWithoutFilename: "arrow_without_filename", "arrow without a file name";
    ArrowAfterFilename: "arrow_after_filename", "arrow after a file name";
    FilenameSlash: "filename_slash", "slash in a file name";
    FilenameMissing: "missing_filename", "URI without a file name";
    FilenameDirectory: "directory_filename", "file name that is a directory's";
    UriScheme: "missing_protocol", "URI without a protocol";
    UriHostEmpty: "missing_host", "URI without a host";
    UriEmpty: "empty_uri", "nothing after the protocol of a URI";
    UriCharacter: "uri_character", "control character in a URI";
    PartMissing: "missing_part", "specification without a part of this number";
    KindDiffers: "other_kind", "specification of another kind";
    FlagNotInIuse: "flag_not_in_iuse", "USE flag that is not in IUSE";
    ConditionLeft: "unresolved_condition", "USE condition where all have to be resolved";
    NotRequiredUse: "not_required_use", "specification of another kind than REQUIRED_USE";
    TooMuchToTry: "too_much_to_try", "too much to try: no changes that do were found, nor ruled out";
    TooManyToFind: "too_many_to_find", "too much to try to find every way to satisfy it";
    TooManyClauses: "too_many_ways", "more ways to satisfy it than the limit";
    PatternOperator: "operator_in_pattern", "operator in a pattern";
    PatternVersion: "version_in_pattern", "version in a pattern";
    PatternUseDeps: "use_deps_in_pattern", "USE dependencies in a pattern";
    UnknownEapi: "unknown_eapi", "unknown EAPI";
    UnknownEapiFeature: "unknown_eapi_feature", "unknown feature";
    UnknownBlocker: "unknown_blocker", "unknown blocker";
    UnknownSlotOperator: "unknown_slot_operator", "unknown slot operator";
    UnknownUseDefault: "unknown_use_default", "unknown default of a USE dependency";
    UnknownConflictPart: "unknown_conflict_part", "unknown part of a conflict";
    UnknownKeywordStatus: "unknown_keyword_status", "unknown status of a keyword";
    UnknownAtomField: "unknown_atom_field", "unknown part of an atom";
    UnknownDepSpecKind: "unknown_dep_spec_kind", "unknown kind of specification";
    UnknownNodeKind: "unknown_node_kind", "unknown part of a specification";
    UnknownUriPrefix: "unknown_uri_prefix", "unknown prefix of a URI";
    UnknownDiagnosticKind: "unknown_diagnostic_kind", "unknown diagnostic";
    UnknownUseDepKind: "unknown_use_dep_kind", "unknown kind of USE dependency";
    UnknownNameKind: "unknown_name_kind", "unknown kind of name";
}

/// Declares the words of the reasons that carry a value: a row for each value.
macro_rules! words {
    ($(#[$doc:meta])* $function:ident($($argument:ident: $ty:ty),+), $codes:ident {
        $($($pattern:pat_param)|+ => $code:expr, $text:expr;)+
    }) => {
        $(#[$doc])*
        fn $function($($argument: $ty),+) -> Words {
            match ($($argument),+) { $($($pattern)|+ => Words { code: $code, text: $text },)+ }
        }

        const $codes: &[&str] = &[$($code,)+];
    };
}

macro_rules! name_words {
    ($($part:ident: $code:literal, $name:literal;)+) => {
        fn name_words(part: Part, problem: NameProblem) -> Words {
            match (part, problem) {
                $(
                    (Part::$part, NameProblem::Empty) => Words { code: concat!("empty_", $code), text: concat!("empty ", $name) },
                    (Part::$part, NameProblem::Start) => {
                        Words { code: concat!($code, "_start"), text: concat!("illegal first character of a ", $name) }
                    }
                    (Part::$part, NameProblem::Character) => {
                        Words { code: concat!($code, "_character"), text: concat!("illegal character in a ", $name) }
                    }
                )+
            }
        }

        const NAME_CODES: &[&str] =
            &[$(concat!("empty_", $code), concat!($code, "_start"), concat!($code, "_character"),)+];
    };
}

name_words! {
    Category: "category", "category name";
    Package: "package", "package name";
    Slot: "slot", "slot name";
    SubSlot: "sub_slot", "sub-slot name";
    UseFlag: "use_flag", "USE flag name";
    Repository: "repository", "repository name";
    Eclass: "eclass", "name of an eclass";
    License: "license", "license name";
    Keyword: "keyword", "keyword name";
    Eapi: "eapi", "name of an EAPI";
}

words! {
    not_in_eapi_words(feature: EapiFeature), EAPI_CODES {
        EapiFeature::SlotDeps => "slot_dep_not_in_eapi", "slot dependency in an EAPI without them";
        EapiFeature::SubSlots => "sub_slot_not_in_eapi", "sub-slot in an EAPI without them";
        EapiFeature::SlotOperators => "slot_operator_not_in_eapi", "slot operator in an EAPI without them";
        EapiFeature::UseDeps => "use_dep_not_in_eapi", "USE dependencies in an EAPI without them";
        EapiFeature::UseDepDefaults => "use_default_not_in_eapi", "default of a USE dependency in an EAPI without them";
        EapiFeature::StrongBlockers => "strong_blocker_not_in_eapi", "strong blocker in an EAPI without them";
        EapiFeature::AtMostOneOf => "at_most_one_of_not_in_eapi", "at-most-one-of group in an EAPI without them";
        EapiFeature::RequiredUse => "required_use_not_in_eapi", "REQUIRED_USE in an EAPI without it";
        EapiFeature::SrcUriArrows => "arrow_not_in_eapi", "arrow in an EAPI without them";
        // The others are not part of any text that is read.
        _ => "uri_prefix_not_in_eapi", "prefix of a URI in an EAPI without them";
    }
}

/// Every code that an error can have, sorted, each once.
pub(crate) static ALL_CODES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut codes = [CODES, NAME_CODES, EAPI_CODES].concat();
    codes.sort_unstable();
    codes.dedup();
    codes
});
