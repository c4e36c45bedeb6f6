//! Several repositories asked as one.

use std::sync::Arc;

use polyatom::{Atom, Cpn, Cpv};
use polyatom_repo::{Found, MemoryDisk, Metadata, OpenOptions, Repository, RepositorySet, SetOptions};

use crate::real;
use crate::small::texts;

fn disk() -> Arc<MemoryDisk> {
    Arc::new(MemoryDisk::new([
        ("/main/profiles/repo_name", "main"),
        ("/main/metadata/md5-cache/a-a/x-1", "EAPI=8\nSLOT=0\n"),
        ("/main/metadata/md5-cache/a-a/x-2", "EAPI=8\nSLOT=0\n"),
        ("/main/metadata/md5-cache/a-a/y-1", "EAPI=8\nSLOT=0\nRDEPEND=a-a/x:2\n"),
        ("/over/profiles/repo_name", "over"),
        ("/over/metadata/layout.conf", "masters = main\naliases = lay\n"),
        ("/over/metadata/md5-cache/a-a/x-1", "EAPI=8\nSLOT=0\n"),
        ("/over/metadata/md5-cache/a-a/x-2-r0", "EAPI=8\nSLOT=2\n"),
        ("/over/metadata/md5-cache/a-a/x-3", "EAPI=8\n"),
        ("/over/metadata/md5-cache/b-b/z-1", "EAPI=8\nSLOT=0\nRDEPEND=>=a-a/x-2 ssl? ( a-a/x )\n"),
        ("/third/profiles/repo_name", "third"),
        ("/third/metadata/layout.conf", "masters = lay nowhere\n"),
        ("/third/metadata/md5-cache/a-a/x-1", "EAPI=8\nSLOT=0\n"),
    ]))
}

fn open(locations: &[(&str, i32)]) -> Found<RepositorySet> {
    open_on(&disk(), locations)
}

fn open_on(disk: &Arc<MemoryDisk>, locations: &[(&str, i32)]) -> Found<RepositorySet> {
    let disk: Arc<MemoryDisk> = Arc::clone(disk);
    RepositorySet::open_with(locations.iter().copied(), &SetOptions { disk: Some(disk), ..SetOptions::default() })
}

const ALL: [(&str, i32); 3] = [("/third", -5), ("/over", 10), ("/main", 0)];

fn atom(text: &str) -> Atom {
    Atom::parse(text, None).unwrap()
}

fn cpv(text: &str) -> Cpv {
    Cpv::parse(text).unwrap()
}

#[test]
fn priorities_order_and_masters_are_found() {
    let found = open(&ALL);
    assert_eq!(found.errors, []);
    let set = found.value;
    assert_eq!(texts(set.repositories()), ["over", "main", "third"]);
    assert_eq!(set.members().iter().map(|member| member.priority).collect::<Vec<_>>(), [10, 0, -5]);
    let third = set.repository("third").unwrap();
    let masters: Vec<_> =
        third.masters().iter().map(|master| (&*master.name, master.repository.as_ref().map(|found| found.name()))).collect();
    assert_eq!(masters, [("lay", Some("over")), ("nowhere", None)]);
    let over = third.masters()[0].repository.as_ref().unwrap();
    assert!(Arc::ptr_eq(over, set.repository("lay").unwrap()), "one and the same");
    assert_eq!(over.masters()[0].repository.as_ref().unwrap().name(), "main");
    assert!(set.repository("nobody").is_none());
}

#[test]
fn what_is_wrong_is_told_and_costs_itself() {
    let disk = disk();
    disk.write("/main/metadata/layout.conf", "masters = over\n", 0);
    disk.write("/twin/profiles/repo_name", "main", 0);
    let found = open_on(&disk, &[("/nowhere", 0), ("/main", 0), ("/over", 1), ("/twin", 2)]);
    let told: Vec<_> = found.errors.iter().map(|error| (error.path().as_str(), error.code())).collect();
    let expected = [("/nowhere", "not_a_repository"), ("/twin", "duplicate_name"), ("/over/metadata/layout.conf", "circle")];
    assert_eq!(told, expected);
    assert_eq!(texts(found.value.repositories()), ["main", "over", "main"]);
    let masters = |name: &str| found.value.repository(name).unwrap().masters().to_vec();
    assert!(masters("over")[0].repository.is_none(), "the circle is open here");
}

#[test]
fn the_same_questions_over_all() {
    let set = open(&ALL).value;
    assert_eq!(texts(set.cpns()), ["a-a/x", "a-a/y", "b-b/z"]);
    assert_eq!(texts(set.versions(&Cpn::parse("a-a/x").unwrap())), ["a-a/x-1", "a-a/x-2", "a-a/x-2-r0", "a-a/x-3"]);
    assert_eq!(texts(set.repositories_with(&cpv("a-a/x-1"))), ["over", "main", "third"]);
    assert!(set.contains(&cpv("b-b/z-1")) && !set.contains(&cpv("b-b/z-2")));
    assert_eq!(set.package(&cpv("a-a/x-1")).unwrap().repository().name(), "over");
    assert_eq!(set.package(&cpv("a-a/none-1")).unwrap_err().code(), "no_package");
    assert_eq!(set.packages().count(), 8);
    assert_eq!(set.packages().filter(Result::is_err).count(), 1, "the one without SLOT");
    let names: Vec<_> =
        set.matching_names(&atom("a-a/x")).iter().map(|found| format!("{}::{}", found.value.pvr(), found.repository)).collect();
    assert_eq!(names, ["1::third", "1::main", "1::over", "2::main", "2-r0::over", "3::over"]);
}

#[test]
fn slots_and_repositories_choose() {
    let set = open(&ALL).value;
    let found = |text: &str| {
        let atom = atom(text);
        texts(set.matching(&atom).flatten().map(|package| format!("{}::{}", package.cpv().pvr(), package.repository())))
    };
    assert_eq!(found("a-a/x:2"), ["2-r0::over"]);
    assert_eq!(found("a-a/x::main"), ["1::main", "2::main"]);
    assert_eq!(found("<a-a/x-2"), ["1::third", "1::main", "1::over"]);
    let best = set.best(&atom("a-a/x"));
    assert_eq!((best.value.unwrap().to_string().as_str(), best.errors.len()), ("a-a/x-2-r0::over", 1), "3 cannot be used");
    let best = set.best(&atom("=a-a/x-1"));
    assert_eq!((best.value.unwrap().repository().name(), best.errors.len()), ("over", 0));
    assert!(set.best(&atom("a-a/none")).value.is_none());
}

#[test]
fn reverse_dependencies_say_where() {
    let set = open(&ALL).value;
    let found = set.reverse_dependencies(&Cpn::parse("a-a/x").unwrap(), &[]);
    let shown: Vec<_> =
        found.iter().map(|found| format!("{}::{} {}", found.value.cpv, found.repository, found.value.atom)).collect();
    assert_eq!(shown, ["b-b/z-1::over >=a-a/x-2", "b-b/z-1::over a-a/x", "a-a/y-1::main a-a/x:2"]);
    let first = set.package(&cpv("a-a/x-1")).unwrap();
    assert_eq!(set.reverse_dependencies_of(&first, &[]).unwrap().len(), 1);
    let slotted = set.repository("over").unwrap().package(&cpv("a-a/x-2-r0")).unwrap();
    assert_eq!(set.reverse_dependencies_of(&slotted, &[]).unwrap().len(), 3);
}

#[test]
fn a_set_of_none_and_of_open_ones() {
    let none = RepositorySet::default();
    assert!(none.cpns().is_empty() && none.best(&atom("a-a/x")).value.is_none() && none.members().is_empty());
    let disk: Arc<MemoryDisk> = disk();
    let main = Repository::open_with("/main", OpenOptions { disk: Some(disk), ..OpenOptions::default() }).unwrap();
    assert_eq!(RepositorySet::new([(main, 0)]).packages().count(), 3);
}

#[test]
fn real_ones() {
    let (Some(big), Some(gentoo)) = (real::big(), real::gentoo(OpenOptions::default())) else { return };
    let (many, few) = (big.cpvs().len(), gentoo.cpvs().len());
    let set = RepositorySet::new([(big, 0), (gentoo, 5)]);
    let versions: usize = set.cpns().iter().map(|cpn| set.versions(cpn).len()).sum();
    assert!(versions >= many && versions <= many + few);
    let answering = set.repository("gentoo").unwrap().cpvs();
    assert!(answering.iter().all(|cpv| set.repositories_with(cpv).next().unwrap().name() == "gentoo"));
}

#[test]
fn all_packages_are_one_list_by_version_and_by_slot() {
    let set = open(&ALL).value;
    let list = set.list();
    let located: Vec<_> = list.located().map(|(repository, cpv)| format!("{cpv}::{repository}")).collect();
    let expected = ["a-a/x-1::third", "a-a/x-1::main", "a-a/x-1::over", "a-a/x-2::main", "a-a/x-2-r0::over", "a-a/x-3::over"];
    assert_eq!(located[..6], expected);
    assert_eq!(located[6..], ["a-a/y-1::main", "b-b/z-1::over"]);
    let slots: Vec<Vec<_>> = list.by_slot().iter().map(|slot| texts(slot.cpvs())).collect();
    // x-3 has no slot, so that it cannot be used.
    assert_eq!(slots, [vec!["a-a/x-1", "a-a/x-1", "a-a/x-1", "a-a/x-2"], vec!["a-a/x-2-r0"], vec!["a-a/y-1"], vec!["b-b/z-1"]]);
    let newest = list.by_slot()[1].get(0).unwrap().unwrap();
    assert_eq!(newest.slot_atom().unwrap(), atom("a-a/x:2"));
}

#[test]
fn atoms_that_nothing_matches_are_told_of_known_packages() {
    let set = open(&ALL).value;
    let spec = "a-a/x >=a-a/x-9 !>=a-a/x-9 no/such a-a/x:2 a-a/y:7 || ( b-b/z[no] )";
    let spec = polyatom::DepSpec::parse(polyatom::DepSpecKind::Depend, spec, None).unwrap();
    assert_eq!(texts(set.unmatched(&spec)), [">=a-a/x-9", "a-a/y:7", "b-b/z[no]"]);
    assert!(set.has_matching(&atom("a-a/x:2")) && !set.has_matching(&atom("a-a/x:3")));
}

#[test]
fn all_are_open_or_none() {
    let options = SetOptions { disk: Some(disk()), ..SetOptions::default() };
    let found = RepositorySet::open_all(["/over", "/main"], &options).unwrap();
    assert_eq!((found.errors, texts(found.value.repositories())), (vec![], vec!["over".to_owned(), "main".to_owned()]));
    let error = RepositorySet::open_all(["/main", "/nowhere", "/over"], &options).unwrap_err();
    assert_eq!((error.code(), error.path().as_str()), ("not_a_repository", "/nowhere"));
}

#[test]
fn dependencies_by_default_are_those_whose_conditions_hold() {
    let entry = "EAPI=8\nSLOT=0\nIUSE=+on off\nRDEPEND=on? ( a/b[on?,off=] ) off? ( a/b:1 ) !on? ( a/b:2 ) || ( a/b:3 !off? ( a/b:4 ) ) !a/b:5\n";
    let disk = MemoryDisk::new([
        ("/r/profiles/repo_name", "r"),
        ("/r/metadata/md5-cache/c/d-1", entry),
        ("/r/metadata/md5-cache/c/d-2", "SLOT=0\nIUSE=+on\nRDEPEND=a/b\n"),
    ]);
    let set = open_on(&Arc::new(disk), &[("/r", 0)]).value;
    let found = set.default_dependencies(&Cpn::parse("a/b").unwrap(), &[polyatom::DepSpecKind::Rdepend]);
    let found: Vec<_> = found.into_iter().map(|found| (found.value.atom.to_string(), found.value.path.join(" "))).collect();
    let expected = [("a/b[on,-off]", "on?"), ("a/b:3", "||"), ("a/b:4", "|| !off?")];
    assert_eq!(
        found,
        expected.map(|(atom, path)| (atom.to_owned(), path.to_owned())),
        "EAPI 0 has no defaults, so that d-2 has no flags"
    );
    assert_eq!(texts(set.dependency_names()), ["a/b"]);
}
