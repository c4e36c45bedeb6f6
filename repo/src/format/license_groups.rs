//! `profiles/license_groups`: names for many licenses (GLEP 23).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use polyatom::names;

use super::text::{Line, Parsed, items};
use super::{Code, Fault};

/// The groups of a repository. A group consists of licenses and of other groups.
///
/// ```
/// use polyatom_repo::format::license_groups::LicenseGroups;
/// let groups = LicenseGroups::parse("FREE @GPL MIT\nGPL GPL-2 GPL-3\n").value;
/// assert_eq!(groups.licenses("FREE"), ["GPL-2", "GPL-3", "MIT"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenseGroups(BTreeMap<String, Vec<String>>);

impl LicenseGroups {
    /// Reads the file. What a group gets in several lines is put together. Groups that nobody defined are told by
    /// [`unknown`](LicenseGroups::unknown), for a master may define them.
    pub fn parse(text: &str) -> Parsed<Self> {
        let mut parsed = Parsed::<Self>::default();
        for line in items(text) {
            match members(line) {
                Ok((name, members)) => parsed.value.0.entry(name.to_owned()).or_default().extend(members),
                Err(_) if line.is_conflict_marker() => parsed.faults.push(line.fault(Code::ConflictMarker, 0, line.text.len())),
                Err(fault) => parsed.faults.push(fault),
            }
        }
        parsed
    }

    /// The names of the groups, in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// What stands in a group as written: licenses, and groups with an `@`.
    pub fn members(&self, group: &str) -> &[String] {
        self.0.get(group).map_or(&[], Vec::as_slice)
    }

    /// Every license in a group and in the groups in it, in order. An unknown group is empty, and a circle has an end.
    pub fn licenses(&self, group: &str) -> Vec<&str> {
        let mut found = BTreeSet::new();
        let (mut seen, mut waiting) = (HashSet::new(), vec![group]);
        while let Some(group) = waiting.pop() {
            if seen.insert(group) {
                for member in self.members(group) {
                    match member.strip_prefix('@') {
                        Some(inner) => waiting.push(inner),
                        None => drop(found.insert(member.as_str())),
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    /// The groups that a license is in, directly or through other groups, in order.
    pub fn groups_of(&self, license: &str) -> Vec<&str> {
        self.names().filter(|group| self.licenses(group).contains(&license)).collect()
    }

    /// The groups that stand in others and are defined nowhere.
    pub fn unknown(&self) -> Vec<&str> {
        let named: BTreeSet<&str> = self.0.values().flatten().filter_map(|member| member.strip_prefix('@')).collect();
        named.into_iter().filter(|group| !self.0.contains_key(*group)).collect()
    }

    /// These groups and those of a master, of which these go first.
    #[must_use]
    pub fn merged(&self, master: &Self) -> Self {
        let mut all = master.0.clone();
        for (name, members) in &self.0 {
            all.entry(name.clone()).or_default().splice(..0, members.iter().cloned());
        }
        Self(all)
    }

    /// The groups as a file.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|(name, members)| format!("{name} {}\n", members.join(" "))).collect()
    }
}

fn members(line: Line<'_>) -> Result<(&str, Vec<String>), Fault> {
    let mut words = line.words();
    let (_, name) = words.next().unwrap_or((0, ""));
    let check = |at: usize, name: &str| names::license(name).map_err(|error| Fault::value(line.number, line.text, at, error));
    check(0, name)?;
    let mut found = Vec::new();
    for (at, word) in words {
        let bare = word.strip_prefix('@').unwrap_or(word);
        check(at + word.len() - bare.len(), bare)?;
        found.push(word.to_owned());
    }
    match found.is_empty() {
        true => Err(line.missing("a group needs members")),
        false => Ok((name, found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn groups_stand_in_groups() {
        let found = LicenseGroups::parse("# c\nA a @B\nB b @C @X\nC c @A\nD\nE -x\nB z\n");
        assert_eq!(found.value.licenses("A"), ["a", "b", "c", "z"]);
        assert_eq!(found.value.licenses("nowhere"), [""; 0]);
        assert_eq!((found.value.groups_of("c"), found.value.unknown()), (vec!["A", "B", "C"], vec!["X"]));
        let codes: Vec<_> = found.faults.iter().map(|fault| (fault.code(), fault.line().unwrap())).collect();
        assert_eq!(codes, [("missing_field", 5), ("license_start", 6)]);
    }

    #[test]
    fn masters_are_added() {
        let (own, master) = (LicenseGroups::parse("A x\n").value, LicenseGroups::parse("A y\nB @A\n").value);
        assert_eq!(own.merged(&master).licenses("B"), ["x", "y"]);
        assert_eq!(own.merged(&master).members("A"), ["x", "y"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "([A-C]( @?[a-dA-C]){1,3}\n){0,8}|\\PC*") {
            let found = LicenseGroups::parse(&text).value;
            let again = LicenseGroups::parse(&found.to_text());
            prop_assert!(again.faults.is_empty());
            prop_assert_eq!(&again.value, &found);
            for group in found.names() {
                found.licenses(group);
            }
        }
    }
}
