//! The operations of protocol 1 and the fields of their answers.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What an absent part of an answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    Null,
    List,
}

/// Declares the operations: name in Rust, name in the protocol, and the fields of the answer with what each holds when its part is
/// absent; none for answers that are not objects.
macro_rules! operations {
    ($($variant:ident $name:literal {$($field:ident: $absent:ident),*})+) => {
        /// An operation of the protocol.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Op { $(#[serde(rename = $name)] $variant,)+ }

        impl Op {
            pub const ALL: &[Op] = &[$(Op::$variant),+];

            pub fn as_str(self) -> &'static str {
                match self { $(Op::$variant => $name,)+ }
            }

            /// The fields of the answer.
            pub fn fields(self) -> &'static [(&'static str, Absent)] {
                match self { $(Op::$variant => &[$((stringify!($field), Absent::$absent)),*],)+ }
            }
        }
    };
}

operations! {
    VersionParse "version.parse" {numbers: List, letter: Null, suffixes: List, revision: Null}
    VersionCompare "version.compare" {}
    VersionSort "version.sort" {}
    VersionSortKey "version.sort_key" {}
    CpvParse "cpv.parse" {category: Null, package: Null, version: Null, revision: Null}
    AtomParse "atom.parse" {blocker: Null, op: Null, category: Null, package: Null, version: Null, revision: Null, slot: Null, subslot: Null, slot_op: Null, use: List, repo: Null}
    AtomMatches "atom.matches" {}
    AtomIntersects "atom.intersects" {}
    AtomEvaluate "atom.evaluate" {}
    UseDepMatches "use_dep.matches" {}
    DepSpecParse "depspec.parse" {leaves: List}
    DepSpecEvaluate "depspec.evaluate" {}
    DepSpecSatisfied "depspec.satisfied" {}
    RequiredUseCheck "required_use.check" {}
    SrcUriParse "src_uri.parse" {}
    PatternMatches "pattern.matches" {}
    EapiParse "eapi.parse" {}
    VersionDescribe "version.describe" {segments: List, prerelease: Null, live: Null, release: Null, next_revision: Null, canonical: Null}
    VersionFromUpstream "version.from_upstream" {}
    RequirementMatches "requirement.matches" {}
    RequirementIntersects "requirement.intersects" {}
    PackageNameParse "package_name.parse" {category: Null, package: Null, version: Null}
    PackageSplit "package.split" {package: Null, version: Null}
    AtomFilter "atom.filter" {}
    AtomCouldMatch "atom.could_match" {}
    AtomConflict "atom.conflict" {part: Null, flag: Null}
    AtomCanonical "atom.canonical" {}
    AtomEqual "atom.equal" {}
    NameCheck "name.check" {}
    UseFlagsParse "use_flags.parse" {}
    IuseParse "iuse.parse" {flags: List, enabled: List, disabled: List}
    IuseEffective "iuse.effective" {}
    KeywordParse "keyword.parse" {arch: Null, status: Null}
    KeywordsParse "keywords.parse" {}
    KeywordsStatus "keywords.status" {}
    KeywordsAccepted "keywords.accepted" {}
    DepSpecWays "depspec.ways" {}
    DepSpecSimplify "depspec.simplify" {}
    DepSpecDiagnose "depspec.diagnose" {}
    RequiredUseSolve "required_use.solve" {changes: Null, use: Null}
    SrcUriDownloads "src_uri.downloads" {}
    ErrorDescribe "error.describe" {code: Null, start: Null, end: Null}
    RepoPackages "repo.packages" {packages: List, broken: List, missing: List}
    RepoPackage "repo.package" {BDEPEND: Null, DEFINED_PHASES: Null, DEPEND: Null, DESCRIPTION: Null, EAPI: Null, HOMEPAGE: Null, IDEPEND: Null, IUSE: Null, KEYWORDS: Null, LICENSE: Null, PDEPEND: Null, PROPERTIES: Null, RDEPEND: Null, REQUIRED_USE: Null, RESTRICT: Null, SLOT: Null, SRC_URI: Null, slot: Null, subslot: Null, keywords: List, iuse: List, inherited: List}
    RepoMatch "repo.match" {}
    RepoReverseDependencies "repo.reverse_dependencies" {}
    RepoVerify "repo.verify" {valid: Null, stale: List, missing: List}
    ManifestParse "manifest.parse" {entries: List, errors: List}
    MetadataXmlParse "metadata_xml.parse" {maintainers: List, flags: List, remote_ids: List, descriptions: List}
    InstalledOwner "installed.owner" {}
    InstalledPackage "installed.package" {}
    BinaryPackage "binary.package" {}
    BinaryIndex "binary.index" {}
    ProfileResolve "profile.resolve" {parents: List, use: List, use_final: List, use_mask: List, use_force: List, use_stable_mask: List, use_stable_force: List, iuse_effective_implicit: List, system: List, package_mask: List, package_unmask: List, package_provided: List, vars: Null}
    ConfigPackage "config.package" {visible: Null, reasons: List, use: List, masked: List, forced: List, stable: Null, iuse_effective: List}
    ConfigVisible "config.visible" {all: List, visible: List, best: Null, why: Null}
    ConfigDiagnostics "config.diagnostics" {}
    QueryMatch "query.match" {}
}

impl Op {
    pub fn parse(text: &str) -> Option<Op> {
        Op::ALL.iter().copied().find(|op| op.as_str() == text)
    }

    /// The expected value with the fields that case files leave out.
    pub fn complete(self, expected: &Value) -> Value {
        let Value::Object(given) = expected else {
            return expected.clone();
        };
        if self.fields().is_empty() {
            return expected.clone();
        }
        let fill = |(name, absent): &(&str, Absent)| {
            let value = given.get(*name).cloned().unwrap_or(match absent {
                Absent::Null => Value::Null,
                Absent::List => Value::Array(Vec::new()),
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
        for &op in Op::ALL {
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
