//! What is in the small repository, and what happens when something in it is wrong.

use std::io;
use std::sync::Arc;

use polyatom::{Atom, AtomPattern, Cpn, Cpv, DepSpecKind, Eapi};
use polyatom_repo::{Key, MemoryDisk, Metadata, OpenOptions, Repository, Source};

use crate::small::{disk, open, open_with, texts};

fn atom(text: &str) -> Atom {
    Atom::parse(text, None).unwrap()
}

fn cpv(text: &str) -> Cpv {
    Cpv::parse(text).unwrap()
}

#[test]
fn ebuilds_decide_what_a_package_is() {
    let repository = open(&disk(), Source::Both);
    let tool = ["app-misc/tool-1.0", "app-misc/tool-1.9", "app-misc/tool-1.10-r1"];
    assert_eq!(texts(repository.cpvs()), [&["app-misc/new-3"][..], &tool, &["dev-libs/base-2"]].concat());
    assert_eq!(texts(repository.missing()), ["app-misc/new-3"]);
    assert_eq!(texts(repository.orphans()), ["app-misc/gone-1"]);
    let errors: Vec<_> = repository.name_errors().map(|error| (error.path().as_str(), error.code())).collect();
    let wrong = ["/r/metadata/md5-cache/app-misc/not a version", "/r/app-misc/tool/other-1.ebuild"];
    assert_eq!(errors, wrong.map(|path| (path, "file_name")));
}

#[test]
fn one_source_is_enough() {
    let from_cache = open(&disk(), Source::Cache);
    assert_eq!(texts(from_cache.names().map(|name| name.cpn())), ["app-misc/gone", "app-misc/tool", "dev-libs/base"]);
    assert_eq!(from_cache.missing().count() + from_cache.orphans().len(), 0);
    let from_ebuilds = open(&disk(), Source::Ebuilds);
    assert_eq!(texts(from_ebuilds.names().map(|name| name.cpn())), ["app-misc/new", "app-misc/tool", "dev-libs/base"]);
    let error = from_ebuilds.package(&cpv("app-misc/new-3")).unwrap_err();
    assert_eq!((error.code(), error.package()), ("no_metadata", Some("app-misc/new-3")));
    let only_cache = MemoryDisk::new([("/r/metadata/md5-cache/a-b/c-1", "SLOT=0\n")]);
    assert_eq!(texts(open(&Arc::new(only_cache), Source::Both).cpvs()), ["a-b/c-1"]);
}

#[test]
fn it_says_what_it_is() {
    let repository = open(&disk(), Source::Both);
    assert_eq!((repository.name(), repository.eapi(), repository.to_string().as_str()), ("small", Eapi::V8, "small"));
    assert!(repository.is_called("tiny") && !repository.is_called("x"));
    assert!(repository.errors().is_empty() && repository.masters().is_empty());
    let error = Repository::open_with("/nowhere", OpenOptions { disk: Some(disk()), ..OpenOptions::default() }).unwrap_err();
    assert_eq!((error.code(), error.path().as_str()), ("not_a_repository", "/nowhere"));
    let odd = disk();
    odd.write("/r/profiles/eapi", "5-progress\n", 0);
    let error = Repository::open_with("/r", OpenOptions { disk: Some(odd), ..OpenOptions::default() }).unwrap_err();
    assert_eq!((error.code(), error.line()), ("unknown_eapi", Some(1)));
}

#[test]
fn names_are_looked_up() {
    let repository = open(&disk(), Source::Both);
    let categories: Vec<_> = repository.package_categories().map(|found| (found.name(), found.packages().len())).collect();
    assert_eq!(categories, [("app-misc", 2), ("dev-libs", 1)]);
    assert_eq!(repository.versions(&Cpn::parse("app-misc/tool").unwrap()).len(), 3);
    assert_eq!(repository.versions(&Cpn::parse("app-misc/too").unwrap()).len(), 0);
    assert!(repository.contains(&cpv("app-misc/tool-1.0")) && !repository.contains(&cpv("app-misc/tool-1.1")));
    assert_eq!(texts(repository.matching_names(&atom(">=app-misc/tool-1.9"))), ["app-misc/tool-1.9", "app-misc/tool-1.10-r1"]);
    assert_eq!(
        texts(repository.names_matching(&AtomPattern::parse("dev-*/*").unwrap()).map(|name| name.cpn())),
        ["dev-libs/base"]
    );
    for path in ["/r/app-misc/tool/tool-1.9.ebuild", "app-misc/tool/tool-1.9.ebuild"] {
        assert_eq!(repository.cpv_of_path(path), Some(&cpv("app-misc/tool-1.9")));
    }
    for path in ["app-misc/tool/tool-3.ebuild", "app-misc/x/tool-1.9.ebuild", "a/app-misc/tool/tool-1.9.ebuild", "x", ""] {
        assert_eq!(repository.cpv_of_path(path), None, "{path}");
    }
}

#[test]
fn metadata_decides_what_an_atom_matches() {
    let repository = open(&disk(), Source::Both);
    let found = |text: &str| {
        let atom = atom(text);
        texts(repository.matching(&atom).flatten().map(|package| package.cpv().pvr().to_owned()))
    };
    assert_eq!(found("app-misc/tool:0"), ["1.0", "1.9"]);
    assert_eq!(found("app-misc/tool:2/3"), ["1.10-r1"]);
    assert_eq!(found("app-misc/tool::small"), ["1.0", "1.9", "1.10-r1"]);
    assert_eq!(found("app-misc/tool::other"), [""; 0]);
    assert_eq!(found("app-misc/tool[tk]"), ["1.0"]);
    assert_eq!(found("app-misc/tool[-ssl]"), ["1.0"], "a configuration may turn it off");
    assert_eq!(found("app-misc/tool[tk(+)]"), ["1.0", "1.9", "1.10-r1"]);
    assert_eq!(found("app-misc/tool[-tk(+)]"), ["1.0"]);
    assert_eq!(found("app-misc/tool[x?]"), [""; 0]);
    let pattern = AtomPattern::parse("*/*:0").unwrap();
    let names: Vec<_> = repository.matching_pattern(&pattern).flatten().map(|package| package.cpv().to_string()).collect();
    assert_eq!(names, ["app-misc/tool-1.0", "app-misc/tool-1.9"]);
}

#[test]
fn a_package_has_values() {
    let repository = open(&disk(), Source::Both);
    let package = repository.package(&cpv("app-misc/tool-1.0")).unwrap();
    assert_eq!((package.description(), package.get(Key::Slot), package.get(Key::Bdepend)), ("A tool", Some("0"), None));
    assert_eq!(package.iuse().unwrap().default_of("ssl"), Some(true));
    assert!(package.keywords().unwrap().is_stable("amd64"));
    assert!(package.bdepend().unwrap().is_empty());
    assert_eq!(package.rdepend().unwrap().as_str(), "dev-libs/base");
    assert!(Arc::ptr_eq(package.rdepend().unwrap(), package.spec(DepSpecKind::Rdepend).unwrap()), "it is parsed once");
    assert_eq!(package.ebuild_path(), "/r/app-misc/tool/tool-1.0.ebuild");
    assert_eq!(package.entry_path(), "/r/metadata/md5-cache/app-misc/tool-1.0");
    assert_eq!(package.to_string(), "app-misc/tool-1.0::small");
    assert!(!package.is_live() && package.check().is_empty());
    assert_eq!(package.defined_phases(), None);
    let live = repository.package(&cpv("app-misc/tool-1.9")).unwrap();
    assert_eq!((live.is_live(), live.defined_phases()), (true, Some(Vec::new())));
    let inherits = repository.package(&cpv("app-misc/tool-1.10-r1")).unwrap();
    assert_eq!(
        (texts(inherits.inherit()), texts(inherits.inherited())),
        (vec!["a".to_owned()], vec!["a".to_owned(), "b".to_owned()])
    );
    assert_eq!(repository.package(&cpv("dev-libs/base-2")).unwrap().eapi(), Eapi::V0, "as without EAPI");
}

#[test]
fn a_bad_value_costs_itself() {
    let repository = open(&disk(), Source::Both);
    let package = repository.package(&cpv("app-misc/tool-1.9")).unwrap();
    assert_eq!(package.slot().unwrap().subslot(), "1");
    let error = package.rdepend().unwrap_err();
    assert_eq!((error.variable(), error.line(), error.package()), (Some("RDEPEND"), Some(4), Some("app-misc/tool-1.9")));
    assert!(error.to_string().starts_with("/r/metadata/md5-cache/app-misc/tool-1.9:4: RDEPEND: "), "{error}");
    assert_eq!(package.check(), [error]);
}

#[test]
fn values_are_those_of_the_eapi() {
    let disk = disk();
    disk.write("/r/metadata/md5-cache/dev-libs/base-2", "SLOT=2/3\nIUSE=a +b\nREQUIRED_USE=||\nBDEPEND=(\nDESCRIPTION=d\n", 0);
    let package = open(&disk, Source::Both).package(&cpv("dev-libs/base-2")).unwrap();
    let found: Vec<_> = package.check().iter().map(|error| (error.variable().unwrap(), error.code(), error.column())).collect();
    assert_eq!(found, [("IUSE", "not_in_eapi", 7), ("SLOT", "not_in_eapi", 6)], "tab:slot-deps-table, tab:iuse-defaults-table");
    assert!(package.bdepend().unwrap().is_empty(), "tab:depend-table");
}

#[test]
fn iteration_goes_on_after_what_is_bad() {
    let disk = disk();
    disk.write("/r/metadata/md5-cache/app-misc/tool-1.0", "EAPI=8\nDESCRIPTION=no slot\n", 0);
    disk.fail("/r/metadata/md5-cache/app-misc/tool-1.9", io::ErrorKind::PermissionDenied);
    disk.write("/r/metadata/md5-cache/dev-libs/base-2", "EAPI=77\nSLOT=0\n", 0);
    let repository = open(&disk, Source::Both);
    let packages = repository.packages();
    assert_eq!(packages.len(), 5);
    let told =
        |found: &Result<_, polyatom_repo::Error>| found.as_ref().err().map(|error| (error.code().to_owned(), error.variable()));
    let found: Vec<_> = packages.map(|found| told(&found.map(drop))).collect();
    let error = |code: &str, variable| Some((code.to_owned(), variable));
    let expected = [
        error("no_metadata", None),
        error("missing_variable", Some("SLOT")),
        error("unreadable", None),
        None,
        error("unknown_eapi", Some("EAPI")),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_entry_may_vanish_be_cut_off_or_not_be_text() {
    let disk = disk();
    let repository = open(&disk, Source::Both);
    assert_eq!(repository.cpvs().len(), 5);
    disk.fail("/r/metadata/md5-cache/app-misc/tool-1.0", io::ErrorKind::NotFound);
    assert_eq!(repository.package(&cpv("app-misc/tool-1.0")).unwrap_err().code(), "unreadable");
    disk.write(
        "/r/metadata/md5-cache/app-misc/tool-1.0",
        b"SLOT=0\nEAPI=8\nDESCRIPTION=na\xefve\nRDEPEND=a/\xff\nKEYW".to_vec(),
        0,
    );
    let package = repository.package(&cpv("app-misc/tool-1.0")).unwrap();
    let found: Vec<_> = package.check().iter().map(|error| (error.code().to_owned(), error.line())).collect();
    let code = |code: &str, line| (code.to_owned(), Some(line));
    assert_eq!(found, [code("not_utf8", 3), code("no_equals", 5), code("not_utf8", 4)]);
}

#[test]
fn a_long_line_is_read_and_told_shortly() {
    let disk = disk();
    let long = "a/b ".repeat(100_000);
    disk.write("/r/metadata/md5-cache/app-misc/tool-1.0", format!("SLOT=0\nEAPI=8\nDESCRIPTION=x\nRDEPEND={long}%\n"), 0);
    let package = open(&disk, Source::Both).package(&cpv("app-misc/tool-1.0")).unwrap();
    let error = package.rdepend().unwrap_err();
    assert!(error.to_string().len() < 600 && error.excerpt().len() <= 200, "{error}");
    assert_eq!(error.column(), "RDEPEND=".len() + long.len());
}

#[test]
fn lists_stand_for_ebuilds() {
    let disk = disk();
    let sum = "0123456789abcdef0123456789abcdef";
    disk.write("/ebuilds", format!("{sum}  dev-libs/base/base-2.ebuild\n{sum}  dev-libs/base/base-3.ebuild\nx\n"), 0);
    let options = OpenOptions { ebuild_sums: Some("/ebuilds".into()), ..OpenOptions::default() };
    let repository = open_with(&disk, options);
    assert_eq!(texts(repository.cpvs()), ["dev-libs/base-2", "dev-libs/base-3"]);
    assert_eq!(texts(repository.missing()), ["dev-libs/base-3"]);
    assert_eq!(repository.name_errors().next().unwrap().path(), "/ebuilds");
    let nowhere = OpenOptions { disk: Some(disk), ebuild_sums: Some("/nowhere".into()), ..OpenOptions::default() };
    assert_eq!(Repository::open_with("/r", nowhere).unwrap_err().code(), "unreadable");
}

#[test]
fn a_missing_master_is_a_fact() {
    let disk = disk();
    disk.write("/m/profiles/repo_name", "main\n", 0);
    disk.write("/m/metadata/layout.conf", "aliases = first\n", 0);
    disk.write("/r/metadata/layout.conf", "masters = first nowhere\n", 0);
    let main = Repository::open_with("/m", OpenOptions { disk: Some(disk.clone()), ..OpenOptions::default() }).unwrap();
    let repository = open_with(&disk, OpenOptions { masters: vec![main], ..OpenOptions::default() });
    let found: Vec<_> = repository.masters().iter().map(|master| (&*master.name, master.repository.is_some())).collect();
    assert_eq!(found, [("first", true), ("nowhere", false)]);
    assert_eq!(repository.cpvs().len(), 5);
}

#[test]
fn the_legacy_cache_is_read() {
    let entry = "\ndev-libs/base\n0\n\n\n\nGPL-2\nOld\namd64\nx y\nssl\n\n\n\n4\n\ncompile\n\n\n\n\n\n";
    let disk = Arc::new(MemoryDisk::new([("/r/metadata/cache/app-misc/old-1", entry)]));
    let repository = open(&disk, Source::Both);
    let package = repository.packages().next().unwrap().unwrap();
    assert_eq!((package.eapi(), package.rdepend().unwrap().as_str()), (Eapi::V4, "dev-libs/base"));
    assert_eq!(texts(package.inherited()), ["x", "y"]);
}
