//! `metadata/layout.conf`: how a repository is laid out (GLEP 82 and what package managers read besides).

use super::text::{Line, Parsed, items};
use super::{Code, Fault};

/// What a `layout.conf` says. Lists are empty where the key is absent, but for [`masters`](LayoutConf::masters).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayoutConf {
    /// Other names of the repository.
    pub aliases: Vec<String>,
    /// The formats of the metadata cache, the preferred one first.
    pub cache_formats: Vec<String>,
    /// EAPIs that ebuilds may not have.
    pub eapis_banned: Vec<String>,
    /// EAPIs that ebuilds should not have.
    pub eapis_deprecated: Vec<String>,
    /// EAPIs in which ebuilds are only tested.
    pub eapis_testing: Vec<String>,
    /// The hashes that new Manifest entries get.
    pub manifest_hashes: Vec<String>,
    /// The hashes that every Manifest entry has to have.
    pub manifest_required_hashes: Vec<String>,
    /// The repositories it builds on, the last with the highest rank. None if the key is absent, which is not the same as an
    /// empty list: that says that it stands alone.
    pub masters: Option<Vec<String>>,
    /// Extensions of the format of profiles.
    pub profile_formats: Vec<String>,
    /// The EAPI of profiles without an `eapi` file.
    pub profile_eapi_when_unspecified: Option<String>,
    /// The values that `PROPERTIES` may have.
    pub properties_allowed: Vec<String>,
    /// The values that `RESTRICT` may have.
    pub restrict_allowed: Vec<String>,
    /// The name of the repository. It goes before `profiles/repo_name`.
    pub repo_name: Option<String>,
    /// Whether commits are signed.
    pub sign_commits: Option<bool>,
    /// Whether Manifests are signed.
    pub sign_manifests: Option<bool>,
    /// Whether Manifests name distfiles only.
    pub thin_manifests: Option<bool>,
    /// Whether `ChangeLog` files are kept.
    pub update_changelog: Option<bool>,
    /// Whether Manifests are used: `strict`, `true` or `false`.
    pub use_manifests: Option<String>,
    /// The keys that are none of these, with their values, in the order of the file.
    pub unknown: Vec<(String, String)>,
}

/// The extensions of profiles that are known.
const PROFILE_FORMATS: [&str; 9] = [
    "pms",
    "portage-1",
    "portage-2",
    "profile-bashrcs",
    "profile-set",
    "profile-default-eapi",
    "build-id",
    "profile-repo-deps",
    "profile-license",
];
const CACHE_FORMATS: [&str; 2] = ["md5-dict", "pms"];

impl LayoutConf {
    /// Reads the file. An unknown word is told and kept.
    pub fn parse(text: &str) -> Parsed<Self> {
        let mut parsed = Parsed::<Self>::default();
        let mut seen: Vec<&str> = Vec::new();
        for line in items(text) {
            match line.text.split_once('=').map(|(key, value)| (key.trim_end(), value.trim_start())) {
                None | Some(("", _)) if line.is_conflict_marker() => {
                    parsed.faults.push(line.fault(Code::ConflictMarker, 0, line.text.len()));
                }
                None => parsed.faults.push(line.fault(Code::NoEquals, 0, line.text.len())),
                Some(("", _)) => parsed.faults.push(line.fault(Code::NoKey, 0, line.text.len())),
                Some((key, _)) if seen.contains(&key) => parsed.faults.push(line.fault(Code::DuplicateKey, 0, key.len())),
                Some((key, value)) => {
                    seen.push(key);
                    parsed.value.set(line, key, value, &mut parsed.faults);
                }
            }
        }
        parsed
    }

    fn set(&mut self, line: Line<'_>, key: &str, value: &str, faults: &mut Vec<Fault>) {
        let words = || value.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let text = || Some(value.to_owned()).filter(|value| !value.is_empty());
        match key {
            "aliases" => self.aliases = words(),
            "cache-formats" => self.cache_formats = known(line, value, &CACHE_FORMATS, faults),
            "eapis-banned" => self.eapis_banned = words(),
            "eapis-deprecated" => self.eapis_deprecated = words(),
            "eapis-testing" => self.eapis_testing = words(),
            "manifest-hashes" => self.manifest_hashes = words(),
            "manifest-required-hashes" => self.manifest_required_hashes = words(),
            "masters" => self.masters = Some(words()),
            "profile-formats" => self.profile_formats = known(line, value, &PROFILE_FORMATS, faults),
            "profile_eapi_when_unspecified" => self.profile_eapi_when_unspecified = text(),
            "properties-allowed" => self.properties_allowed = words(),
            "restrict-allowed" => self.restrict_allowed = words(),
            "repo-name" => self.repo_name = text(),
            "sign-commits" => self.sign_commits = flag(line, value, faults),
            "sign-manifests" => self.sign_manifests = flag(line, value, faults),
            "thin-manifests" => self.thin_manifests = flag(line, value, faults),
            "update-changelog" => self.update_changelog = flag(line, value, faults),
            "use-manifests" => self.use_manifests = known(line, value, &["strict", "true", "false"], faults).pop(),
            _ => {
                faults.push(line.fault(Code::UnknownWord, 0, key.len()));
                self.unknown.push((key.to_owned(), value.to_owned()));
            }
        }
    }

    /// Whether the format of profiles has an extension.
    pub fn has_profile_format(&self, format: &str) -> bool {
        self.profile_formats.iter().any(|found| found == format)
    }
}

/// The words of a value; those that are not known are told, too.
fn known(line: Line<'_>, value: &str, known: &[&str], faults: &mut Vec<Fault>) -> Vec<String> {
    let start = line.text.len() - value.len();
    for (at, word) in (Line { number: line.number, text: value }).words().filter(|(_, word)| !known.contains(word)) {
        faults.push(line.fault(Code::UnknownWord, start + at, word.len()));
    }
    value.split_ascii_whitespace().map(str::to_owned).collect()
}

fn flag(line: Line<'_>, value: &str, faults: &mut Vec<Fault>) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => {
            faults.push(line.fault(Code::UnknownWord, line.text.len() - value.len(), value.len()));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read() {
        let text = "# one\nmasters = gentoo other\nthin-manifests=True\ncache-formats = md5-dict pms\nrepo-name = x\n\
            profile-formats = portage-2 build-id\nuse-manifests = strict\naliases = y\n";
        let Parsed { value, faults } = LayoutConf::parse(text);
        assert_eq!(faults, []);
        assert_eq!(value.masters.as_deref(), Some(&["gentoo".to_owned(), "other".to_owned()][..]));
        assert_eq!((value.thin_manifests, value.sign_commits), (Some(true), None));
        assert_eq!((value.repo_name.as_deref(), value.use_manifests.as_deref()), (Some("x"), Some("strict")));
        assert!(value.has_profile_format("portage-2") && !value.has_profile_format("portage-1"));
    }

    #[test]
    fn no_masters_are_not_an_empty_list() {
        assert_eq!(LayoutConf::parse("masters =\n").value.masters, Some(Vec::new()));
        assert_eq!(LayoutConf::parse("").value.masters, None);
    }

    #[test]
    fn what_is_unknown_is_told_and_kept() {
        let text =
            "cache-format = md5-dict\nprofile-formats = portage-9 pms\nsign-commits = maybe\nx\nmasters=\nmasters=a\n=======\n";
        let Parsed { value, faults } = LayoutConf::parse(text);
        let found: Vec<_> =
            faults.iter().map(|fault| (fault.code(), fault.line().unwrap(), &fault.excerpt()[fault.span()])).collect();
        assert_eq!(
            found,
            [
                ("unknown_word", 1, "cache-format"),
                ("unknown_word", 2, "portage-9"),
                ("unknown_word", 3, "maybe"),
                ("no_equals", 4, "x"),
                ("duplicate_key", 6, "masters"),
                ("conflict_marker", 7, "======="),
            ]
        );
        assert_eq!(value.unknown, [("cache-format".to_owned(), "md5-dict".to_owned())]);
        assert_eq!((value.profile_formats.len(), value.masters), (2, Some(Vec::new())));
    }
}
