//! Words that stand for a choice, such as `>=` or `8`.

use polyatom::{
    AtomField, Blocker, ConflictPart, DepSpecKind, DiagnosticKind, Eapi, EapiFeature, Error, KeywordStatus, NameKind, NodeKind,
    Operator, SlotOperator, SuffixKind, UriPrefix, UseDefault, UseDepKind,
};

/// Reads a word, and says how the choice is written.
pub type Word = fn(&str) -> Result<String, Error>;

/// What each is called in a question, after `word.`.
pub const WORDS: [(&str, Word); 16] = [
    ("atom_field", |text| AtomField::parse(text).map(|it| it.to_string())),
    ("blocker", |text| Blocker::parse(text).map(|it| it.to_string())),
    ("conflict_part", |text| ConflictPart::parse(text).map(|it| it.to_string())),
    ("dep_spec_kind", |text| DepSpecKind::parse(text).map(|it| it.to_string())),
    ("diagnostic_kind", |text| DiagnosticKind::parse(text).map(|it| it.to_string())),
    ("eapi", |text| Eapi::parse(text).map(|it| it.to_string())),
    ("eapi_feature", |text| EapiFeature::parse(text).map(|it| it.to_string())),
    ("keyword_status", |text| KeywordStatus::parse(text).map(|it| it.to_string())),
    ("name_kind", |text| NameKind::parse(text).map(|it| it.to_string())),
    ("node_kind", |text| NodeKind::parse(text).map(|it| it.to_string())),
    ("operator", |text| Operator::parse(text).map(|it| it.to_string())),
    ("slot_operator", |text| SlotOperator::parse(text).map(|it| it.to_string())),
    ("suffix_kind", |text| SuffixKind::parse(text).map(|it| it.to_string())),
    ("uri_prefix", |text| UriPrefix::parse(text).map(|it| it.to_string())),
    ("use_default", |text| UseDefault::parse(text).map(|it| it.to_string())),
    ("use_dep_kind", |text| UseDepKind::parse(text).map(|it| it.to_string())),
];
