//! What would be right: computed only when an error is shown.

use std::ops::Range;

use super::{NameProblem, Part, Reason};
use crate::eapi::{Eapi, EapiFeature};

/// Hints do not quote inputs longer than the message's own line can show.
pub(crate) const LONG: usize = 100;

/// The word that the span is in or at, and where the span is in it.
pub(super) fn word_around(input: &str, span: Range<usize>) -> (&str, Range<usize>) {
    let is_blank = |character: char| character.is_ascii_whitespace();
    let start = input[..span.start].rfind(is_blank).map_or(0, |at| at + 1);
    let end = input[span.end..].find(is_blank).map_or(input.len(), |at| span.end + at);
    (&input[start..end], span.start - start..span.end - start)
}

pub(super) fn hint(reason: Reason, input: &str, span: Range<usize>, eapi: Option<Eapi>) -> Option<String> {
    if input.len() > LONG
        && let Some(general) = without_quote(reason)
    {
        return Some(general.to_owned());
    }
    let found = input.get(span.clone()).unwrap_or("");
    let fixed = match reason {
        Reason::Name(part, problem) => return name_hint(part, problem, found),
        Reason::NotInEapi(feature) => return Some(not_in_eapi_hint(feature, eapi)),
        Reason::VersionWithoutOperator => return Some(operator_hint(input, span)),
        Reason::OperatorWithoutVersion => return Some(version_hint(input, span)),
        Reason::VersionCharacter => return version_character_hint(found),
        Reason::PackageEndsInVersion | Reason::RepositoryEndsInVersion => {
            return Some(format!("{found:?} reads as a version; a name must not end in one"));
        }
        Reason::UseDepBang => return Some(use_dep_hint("-", found)),
        Reason::UseDepMinusConditional => return Some(use_dep_hint("!", found)),
        Reason::NotUtf8 => "text is UTF-8; U+FFFD stands for bytes that are not",
        Reason::Empty | Reason::MissingCategory => "a category and a slash come first, as in dev-lang/python",
        Reason::SecondSlash => "one slash, between category and package",
        Reason::ReservedEclass => "an eclass cannot be named default",
        Reason::VersionEmpty | Reason::VersionStart => "a version starts with a number, as in 1.2.3",
        Reason::VersionNumberMissing => "every dot is followed by a number, as in 1.2.3",
        Reason::VersionSuffix => "suffixes are _alpha, _beta, _pre, _rc and _p, each with an optional number",
        Reason::VersionSecondLetter => "one lower-case letter may follow the numbers; suffixes begin with _ as in 1_alpha",
        Reason::VersionMissing => "a hyphen and a version follow the package name, as in dev-lang/python-3.11",
        Reason::ConstraintEmpty => "constraints stand between blanks or single commas, as in >=1.2 <2",
        Reason::ConstraintOperator => "one of < <= = ~ >= > comes first, without a blank, as in >=1.2",
        Reason::UpstreamEpoch => "compare the epoch first, and the version without it",
        Reason::UpstreamBuild | Reason::UpstreamRevision => return Some(format!("{} without it", &input[..span.start])),
        Reason::UpstreamWord => "alpha, beta, pre, rc and post have a place, each once and in this order",
        Reason::NumberTooLarge => "the text of the number has all its digits",
        Reason::RevisionEmpty | Reason::RevisionNumber => "a revision is a number, as in 1.2-r3",
        Reason::OperatorUnknown => "operators are < <= = ~ >= >, with ! or !! before them for a block",
        Reason::GlobOperator => "only = takes an asterisk, as in =dev-lang/python-3*",
        Reason::SlotDepEmpty => "a slot, := or :*",
        Reason::SubSlotWithoutSlot => "a sub-slot follows its slot, as in :3/3.1",
        Reason::SlotAnyWithSlot => ":* stands alone and means any slot",
        Reason::SlotDepTwice | Reason::SlotDepAfterRepository => "the order is slot, repository, USE dependencies",
        Reason::RepositoryNotInEapi => "::repository is not in any EAPI; read the atom without one to allow it",
        Reason::UseDepEmpty | Reason::UseDepsEmpty => "flags are separated by single commas, as in [a,-b]",
        Reason::UseDepsUnclosed => "close with ]",
        Reason::UseDepDefault => "a default is (+) or (-), directly after the flag",
        Reason::AfterUseDeps => "the brackets come last and only once",
        Reason::BlankMissing => "parentheses, operators, arrows and items stand between blanks, as in || ( a/b c/d )",
        Reason::GroupEmpty => "a group has at least one item; with empty_groups, what evaluation leaves is read, too",
        Reason::GroupUnclosed => "close it with )",
        Reason::CloseWithoutGroup => "there is one ) for every (",
        Reason::OperatorWithoutGroup => "a group in parentheses follows, as in || ( a/b c/d )",
        Reason::ConditionWithoutGroup => "a group in parentheses follows, as in ssl? ( a/b )",
        Reason::AnyOfNotAllowed => "|| is for package dependencies, LICENSE and REQUIRED_USE",
        Reason::ExactlyOneOfNotAllowed | Reason::AtMostOneOfNotAllowed => "^^ and ?? are for REQUIRED_USE",
        Reason::TokenCharacter => "use printable ASCII without (, ) or |",
        Reason::ArrowWithoutUri => "a URI comes before ->, as in https://example.org/1.tgz -> a-1.tgz",
        Reason::ArrowWithoutFilename => "a file name follows ->, as in https://example.org/1.tgz -> a-1.tgz",
        Reason::ArrowAfterFilename => "only a URI has an arrow; a file name is already the name",
        Reason::FilenameSlash => "the file is saved in one directory, so that its name has no slash",
        Reason::FilenameMissing => {
            "the name comes after the last slash of the path, or after an arrow: https://example.org/ -> a-1.tgz"
        }
        Reason::FilenameDirectory => "the file is saved in DISTDIR, where . and .. are directories",
        Reason::UriHostEmpty => "a host, or the name of a mirror, comes after ://, as in mirror://gnu/bash/bash-5.tar.gz",
        Reason::UriScheme => "a URI begins with its protocol, as in https://example.org/1.tgz; a file name has no slash",
        Reason::UriEmpty => "a host and a path follow, as in https://example.org/1.tgz",
        Reason::PartMissing => "parts are counted from 0 on, groups before what is in them",
        Reason::KindDiffers => "only specifications of one grammar can be put together, such as DEPEND and RDEPEND",
        Reason::FlagNotInIuse => "the flags of conditions and REQUIRED_USE have to be in IUSE",
        Reason::ConditionLeft => "evaluate the specification first",
        Reason::NotRequiredUse => "only REQUIRED_USE says which flags may be enabled",
        Reason::PatternOperator => "a pattern has neither operator nor version, as in dev-*/lib*:0",
        Reason::PatternVersion => "a pattern has no version",
        Reason::PatternUseDeps => "a pattern has no USE dependencies",
        Reason::UriCharacter | Reason::TooMuchToTry | Reason::TooManyClauses | Reason::TooManyToFind => return None,
        Reason::TooLong | Reason::GlobTrailing | Reason::SlotDepTrailing => return None,
        Reason::RepositoryTwice | Reason::UseDepTrailing => return None,
        // What the words are is told by the enum's own advice.
        Reason::UnknownEapi
        | Reason::UnknownEapiFeature
        | Reason::UnknownBlocker
        | Reason::UnknownSlotOperator
        | Reason::UnknownUseDefault
        | Reason::UnknownConflictPart
        | Reason::UnknownKeywordStatus
        | Reason::UnknownAtomField
        | Reason::UnknownDepSpecKind
        | Reason::UnknownNodeKind
        | Reason::UnknownUriPrefix
        | Reason::UnknownDiagnosticKind
        | Reason::UnknownUseDepKind
        | Reason::UnknownNameKind => return None,
    };
    Some(fixed.to_owned())
}

/// The hint that does with fixed words where others repeat the input.
fn without_quote(reason: Reason) -> Option<&'static str> {
    match reason {
        Reason::VersionWithoutOperator => Some("= before it for this version, or no version for any"),
        Reason::OperatorWithoutVersion => Some("add a version after the name, or drop the operator"),
        Reason::UseDepBang => Some("- for disabled, or ? or = after the flag"),
        Reason::UseDepMinusConditional => Some("! instead of -"),
        Reason::PackageEndsInVersion | Reason::RepositoryEndsInVersion => {
            Some("the end of the name reads as a version; a name must not end in one")
        }
        _ => None,
    }
}

/// The characters a name may have, and may begin with.
fn alphabet(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Category | Part::Slot | Part::SubSlot | Part::License | Part::Eapi => ("A-Z a-z 0-9 + _ . -", "A-Z a-z 0-9 _"),
        Part::Package => ("A-Z a-z 0-9 + _ -", "A-Z a-z 0-9 _"),
        Part::UseFlag => ("A-Z a-z 0-9 + _ @ -", "A-Z a-z 0-9"),
        Part::Repository | Part::Keyword => ("A-Z a-z 0-9 _ -", "A-Z a-z 0-9 _"),
        Part::Eclass => ("A-Z a-z 0-9 _ . -", "A-Z a-z _"),
    }
}

fn name_hint(part: Part, problem: NameProblem, found: &str) -> Option<String> {
    let (characters, first) = alphabet(part);
    let shown = found.escape_debug();
    match problem {
        NameProblem::Empty => None,
        NameProblem::Start => Some(format!("'{shown}' cannot come first; begin with one of {first}")),
        NameProblem::Character => Some(format!("'{shown}' is not allowed here; use {characters}")),
    }
}

fn not_in_eapi_hint(feature: EapiFeature, eapi: Option<Eapi>) -> String {
    let first = feature.first();
    match eapi {
        Some(eapi) => format!("EAPI {first} is the first that has it, this is EAPI {eapi}"),
        None => format!("EAPI {first} is the first that has it"),
    }
}

/// The atom with an operator, and the atom without the version.
fn operator_hint(input: &str, span: Range<usize>) -> String {
    let named = input.trim_start_matches('!');
    let bangs = &input[..input.len() - named.len()];
    let (before, after) = (&input[..span.start], &input[span.end..]);
    [bangs, "=", named, " for this version, ", before, after, " for any"].concat()
}

/// The atom without the operator, and with a version.
fn version_hint(input: &str, span: Range<usize>) -> String {
    let (before, operator, after) = (&input[..span.start], &input[span.clone()], &input[span.end..]);
    let name_end = after.find([':', '[', '*']).unwrap_or(after.len());
    let (name, rest) = after.split_at(name_end);
    // An asterisk belongs to the version that is missing.
    let unversioned = rest.trim_start_matches('*');
    [before, name, unversioned, " for any version, ", before, operator, name, "-1", rest, " for one"].concat()
}

fn version_character_hint(found: &str) -> Option<String> {
    match found.chars().next()? {
        'A'..='Z' => Some("letters in a version are lower-case".to_owned()),
        '-' => Some("in a version a hyphen only stands before a revision, as in 1.2-r3".to_owned()),
        '*' => Some("an asterisk is part of an atom, not of a version".to_owned()),
        character => Some(format!("'{}' cannot stand here", character.escape_debug())),
    }
}

/// `found` is the whole USE dependency, `sign` what its flag should have had before it: what else could have been meant.
fn use_dep_hint(sign: &str, found: &str) -> String {
    let flag = found.trim_start_matches(['!', '-']).trim_end_matches(['?', '=']);
    if sign == "-" {
        return format!("-{flag} for disabled, !{flag}? or !{flag}= if it depends on the package's own flag");
    }
    let mark = if found.ends_with('=') { "=" } else { "?" };
    format!("!{flag}{mark} or {flag}{mark}")
}
