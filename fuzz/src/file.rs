//! The formats of a repository's files: every byte is told apart from what is right, nothing is lost, and what is written is read
//! again.

use polyatom::{Atom, Cpn, Cpv, Eapi, Slot};
use polyatom_repo::format::assignments::{Statement, assignments};
use polyatom_repo::format::binary_index::{BinaryIndex, BinaryIndexEntry, BinaryIndexValues, write};
use polyatom_repo::format::cache::CacheEntry;
use polyatom_repo::format::contents::Contents;
use polyatom_repo::format::glsa::Glsa;
use polyatom_repo::format::installed::{Snapshot, value};
use polyatom_repo::format::layout::LayoutConf;
use polyatom_repo::format::license_groups::LicenseGroups;
use polyatom_repo::format::manifest::Manifest;
use polyatom_repo::format::masks::masks;
use polyatom_repo::format::metadata_xml::MetadataXml;
use polyatom_repo::format::news::NewsItem;
use polyatom_repo::format::repos_conf::repos_conf;
use polyatom_repo::format::selector::SelectorRules;
use polyatom_repo::format::text::{Parsed, decode, items};
use polyatom_repo::format::updates::{update_atom, update_cpn, update_package, updates};
use polyatom_repo::format::{Fault, descriptions, lists, profile_lines};

/// Every format reads everything.
pub fn check(bytes: &[u8]) {
    let (text, fault) = decode(bytes.to_vec());
    fault.iter().for_each(|fault| told(fault, &text));
    entries(&text);
    lists_of_lines(&text);
    whole_files(&text);
    installed(&text);
    index(&text);
    moved(&text);
    profiles(&text);
}

/// A fault can be shown, and its place is one of the text.
fn told(fault: &Fault, text: &str) {
    assert!(fault.excerpt().get(fault.span()).is_some(), "{fault:?}");
    assert!(!fault.reason().is_empty() && !fault.code().is_empty());
    assert!(fault.to_string().len() < 2000, "a message of any length: {fault:?}");
    if let Some(line) = fault.line() {
        assert!(line as usize <= text.split('\n').count(), "{fault:?}");
    }
}

fn all_told<T>(parsed: Parsed<T>, text: &str) -> T {
    parsed.faults.iter().for_each(|fault| told(fault, text));
    parsed.value
}

fn entries(text: &str) {
    let mut faults = Vec::new();
    let entry = CacheEntry::parse(text.to_owned(), &mut faults);
    faults.iter().for_each(|fault| told(fault, text));
    assert_eq!(entry.text(), text);
    let written = entry.to_md5_dict();
    let again = CacheEntry::parse(written.clone(), &mut faults);
    assert_eq!(again.to_md5_dict(), written);
    assert_eq!(again.eclasses().collect::<Vec<_>>().len(), again.eclasses().count());
    CacheEntry::parse_legacy(text.to_owned(), &mut faults);
}

/// Every line is a value or a fault.
fn counted<T>(parsed: Parsed<Vec<T>>, text: &str) {
    let faults = parsed.faults.len();
    assert_eq!(all_told(parsed, text).len() + faults, items(text).count());
}

fn lists_of_lines(text: &str) {
    counted(lists::categories(text), text);
    counted(lists::arches(text), text);
    counted(lists::info_pkgs(text), text);
    counted(lists::info_vars(text), text);
    counted(lists::packages(text), text);
    counted(descriptions::use_desc(text), text);
    counted(descriptions::use_local_desc(text), text);
    counted(descriptions::arches_desc(text), text);
    counted(descriptions::profiles_desc(text), text);
    counted(masks(text, Eapi::V8), text);
    counted(updates(text, Eapi::V8), text);
    all_told(descriptions::mirrors(text), text);
    all_told(lists::md5_sums(text), text);
    lists::repo_name(text).err().iter().for_each(|fault| told(fault, text));
    lists::eapi(text).err().iter().for_each(|fault| told(fault, text));
}

fn whole_files(text: &str) {
    all_told(LayoutConf::parse(text), text);
    let manifest = all_told(Manifest::parse(text), text);
    assert_eq!(all_told(Manifest::parse(&manifest.to_text()), text).to_text(), manifest.to_text());
    let groups = all_told(LicenseGroups::parse(text), text);
    assert_eq!(LicenseGroups::parse(&groups.to_text()).value, groups);
    groups.names().for_each(|group| drop(groups.licenses(group)));
    all_told(MetadataXml::parse(text), text);
    let glsa = all_told(Glsa::parse(text), text);
    glsa.affects(&Cpv::parse("a/b-1").expect("a package"), None);
    let item = all_told(NewsItem::parse(text), text);
    assert!(item.body.len() <= text.len());
}

/// Every line of `CONTENTS` is an entry or a fault, and an entry is its line.
fn installed(text: &str) {
    let parsed = Contents::parse(text.to_owned());
    let rows = text.split('\n').filter(|row| !row.is_empty()).count();
    assert_eq!(parsed.value.entries().count() + parsed.faults.len(), rows);
    let contents = all_told(parsed, text);
    for entry in contents.entries() {
        let line = entry.to_string();
        let again = Contents::parse(line.clone()).value;
        assert_eq!(again.entries().next().map(|again| (again.path, again.target)), Some((entry.path, entry.target)), "{line}");
        assert!(contents.find(entry.path).is_some());
    }
    let snapshot = all_told(Snapshot::parse(text.to_owned()), text);
    snapshot.values().for_each(|(key, _)| assert!(snapshot.get(key).is_some() && snapshot.line_of(key).is_some()));
    assert!(!value("DEPEND", text).contains('\n'));
}

/// What an index says is read again after it was written.
fn index(text: &str) {
    let index = all_told(BinaryIndex::parse(text.to_owned()), text);
    let header: BinaryIndexValues = index.header_values().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let packages: Vec<_> = index.entries().map(BinaryIndexEntry::to_values).collect();
    assert!(packages.iter().all(|package| package.contains_key("CPV")));
    if let Ok(written) = write(&header, &packages) {
        let again = BinaryIndex::parse(written).value;
        assert_eq!(again.len(), index.len());
    }
}

/// Moves end, wherever they lead, and give something that is valid.
fn moved(text: &str) {
    let found = updates(text, Eapi::V8).value;
    let atom = update_atom(&found, &Atom::parse("=a/b-1:0=[x]", None).expect("an atom"));
    assert!(Atom::is_valid(atom.as_str(), None));
    update_cpn(&found, &Cpn::parse("a/b").expect("a name"));
    let (cpv, slot) = (Cpv::parse("a/b-1").expect("a package"), Slot::parse("0").expect("a slot"));
    assert_eq!(update_package(&found, &cpv, &slot).0.version_text(), "1");
}

/// Files of profiles and of configuration.
fn profiles(text: &str) {
    for rules in [SelectorRules::USER, SelectorRules::profile(Eapi::V0), SelectorRules::profile(Eapi::V8)] {
        counted(profile_lines::mask_lines(text, rules.with_use_deps()), text);
        counted(profile_lines::package_words(text, rules), text);
        counted(profile_lines::packages(text, rules), text);
        all_told(profile_lines::package_flags(text, rules), text);
    }
    counted(profile_lines::flag_lines(text), text);
    counted(profile_lines::provided(text), text);
    assert_eq!(profile_lines::parents(text).len(), items(text).count());
    all_told(repos_conf(text), text);
    for statement in all_told(assignments(text, true), text) {
        let (Statement::Assignment { value, .. } | Statement::Source { path: value }) = statement;
        let expanded = value.expand(|_| Some("a  b"));
        assert!(expanded.words().all(|(line, word)| !word.is_empty() && line as usize <= text.split('\n').count()));
    }
}
