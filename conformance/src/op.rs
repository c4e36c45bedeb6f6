//! The operations of protocol 1 and the fields of their answers.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An operation of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Op {
    #[serde(rename = "version.parse")]
    VersionParse,
    #[serde(rename = "version.compare")]
    VersionCompare,
    #[serde(rename = "version.sort")]
    VersionSort,
    #[serde(rename = "version.sort_key")]
    VersionSortKey,
    #[serde(rename = "cpv.parse")]
    CpvParse,
    #[serde(rename = "atom.parse")]
    AtomParse,
    #[serde(rename = "atom.matches")]
    AtomMatches,
    #[serde(rename = "atom.intersects")]
    AtomIntersects,
    #[serde(rename = "atom.evaluate")]
    AtomEvaluate,
    #[serde(rename = "use_dep.matches")]
    UseDepMatches,
    #[serde(rename = "depspec.parse")]
    DepSpecParse,
    #[serde(rename = "depspec.evaluate")]
    DepSpecEvaluate,
    #[serde(rename = "depspec.satisfied")]
    DepSpecSatisfied,
    #[serde(rename = "required_use.check")]
    RequiredUseCheck,
    #[serde(rename = "src_uri.parse")]
    SrcUriParse,
    #[serde(rename = "pattern.matches")]
    PatternMatches,
}

/// What an absent part of an answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    Null,
    EmptyList,
}

impl Op {
    pub const ALL: [Op; 16] = [
        Op::VersionParse,
        Op::VersionCompare,
        Op::VersionSort,
        Op::VersionSortKey,
        Op::CpvParse,
        Op::AtomParse,
        Op::AtomMatches,
        Op::AtomIntersects,
        Op::AtomEvaluate,
        Op::UseDepMatches,
        Op::DepSpecParse,
        Op::DepSpecEvaluate,
        Op::DepSpecSatisfied,
        Op::RequiredUseCheck,
        Op::SrcUriParse,
        Op::PatternMatches,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Op::VersionParse => "version.parse",
            Op::VersionCompare => "version.compare",
            Op::VersionSort => "version.sort",
            Op::VersionSortKey => "version.sort_key",
            Op::CpvParse => "cpv.parse",
            Op::AtomParse => "atom.parse",
            Op::AtomMatches => "atom.matches",
            Op::AtomIntersects => "atom.intersects",
            Op::AtomEvaluate => "atom.evaluate",
            Op::UseDepMatches => "use_dep.matches",
            Op::DepSpecParse => "depspec.parse",
            Op::DepSpecEvaluate => "depspec.evaluate",
            Op::DepSpecSatisfied => "depspec.satisfied",
            Op::RequiredUseCheck => "required_use.check",
            Op::SrcUriParse => "src_uri.parse",
            Op::PatternMatches => "pattern.matches",
        }
    }

    pub fn parse(text: &str) -> Option<Op> {
        Op::ALL.into_iter().find(|op| op.as_str() == text)
    }

    /// The fields of the answer, with what each holds when its part is absent; empty for answers that are not objects.
    pub fn fields(self) -> &'static [(&'static str, Absent)] {
        use Absent::{EmptyList, Null};
        match self {
            Op::VersionParse => &[("numbers", EmptyList), ("letter", Null), ("suffixes", EmptyList), ("revision", Null)],
            Op::CpvParse => &[("category", Null), ("package", Null), ("version", Null), ("revision", Null)],
            Op::AtomParse => &[
                ("blocker", Null),
                ("op", Null),
                ("category", Null),
                ("package", Null),
                ("version", Null),
                ("revision", Null),
                ("slot", Null),
                ("subslot", Null),
                ("slot_op", Null),
                ("use", EmptyList),
                ("repo", Null),
            ],
            Op::DepSpecParse => &[("leaves", EmptyList)],
            _ => &[],
        }
    }

    /// The expected value with the fields that case files leave out.
    pub fn complete(self, expected: &Value) -> Value {
        let Value::Object(given) = expected else {
            return expected.clone();
        };
        let fill = |(name, absent): &(&str, Absent)| {
            let value = given.get(*name).cloned().unwrap_or(match absent {
                Absent::Null => Value::Null,
                Absent::EmptyList => Value::Array(Vec::new()),
            });
            ((*name).to_owned(), value)
        };
        Value::Object(self.fields().iter().map(fill).collect::<Map<_, _>>())
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_agree_with_serde() {
        for op in Op::ALL {
            assert_eq!(serde_json::to_value(op).unwrap(), json!(op.as_str()));
            assert_eq!(Op::parse(op.as_str()), Some(op));
        }
        assert_eq!(Op::parse("version.guess"), None);
    }

    #[test]
    fn absent_fields_are_filled_in() {
        let full = Op::VersionParse.complete(&json!({"numbers": ["1"]}));
        assert_eq!(full, json!({"numbers": ["1"], "letter": null, "suffixes": [], "revision": null}));
        assert_eq!(Op::DepSpecParse.complete(&json!({})), json!({"leaves": []}));
        assert_eq!(Op::VersionCompare.complete(&json!("<")), json!("<"));
    }
}
