//! Questions over all packages: what depends on one, and which cache entries are stale.

use std::sync::Arc;

use polyatom::{Cpn, Cpv, DepSpecKind};
use polyatom_repo::{MemoryDisk, Metadata, OpenOptions, Repository, Source, StaleReason, VerifyLevel, hash};

use crate::real;
use crate::small::{open, open_with, texts};

fn disk() -> Arc<MemoryDisk> {
    Arc::new(MemoryDisk::new([
        (
            "/r/metadata/md5-cache/a/a-1",
            "EAPI=8\nSLOT=0\nDESCRIPTION=x\nRDEPEND=b/b x? ( || ( ( >=b/b-2:1[y] c/c ) !z? ( b/b ) ) ) c/c\n",
        ),
        ("/r/metadata/md5-cache/a/a-2", "EAPI=8\nSLOT=0\nDESCRIPTION=x\nDEPEND=!b/b\nBDEPEND=b/b\nPDEPEND=b/b\nIDEPEND=b/b\n"),
        ("/r/metadata/md5-cache/a/a-3", "EAPI=8\nSLOT=0\nDESCRIPTION=x\nDEPEND=(\nRDEPEND=c/c\n"),
        ("/r/metadata/md5-cache/a/a-4", "EAPI=6\nSLOT=0\nDESCRIPTION=x\nBDEPEND=b/b\n"),
        ("/r/metadata/md5-cache/b/b-1", "EAPI=8\nSLOT=0\nDESCRIPTION=x\n"),
        ("/r/metadata/md5-cache/b/b-2", "EAPI=8\nSLOT=1\nDESCRIPTION=x\n"),
        ("/r/metadata/md5-cache/c/c-1", "EAPI=8\nDESCRIPTION=no slot\n"),
    ]))
}

#[test]
fn reverse_dependencies_have_a_path() {
    let repository = open(&disk(), Source::Cache);
    let shown = |found: Vec<polyatom_repo::ReverseDependency>| {
        texts(found.iter().map(|found| format!("{} {} [{}] {}", found.cpv.pf(), found.kind, found.path.join(" "), found.atom)))
    };
    let b = Cpn::parse("b/b").unwrap();
    let all = [
        "a-1 RDEPEND [] b/b",
        "a-1 RDEPEND [x? ||] >=b/b-2:1[y]",
        "a-1 RDEPEND [x? || !z?] b/b",
        "a-2 DEPEND [] !b/b",
        "a-2 BDEPEND [] b/b",
        "a-2 PDEPEND [] b/b",
        "a-2 IDEPEND [] b/b",
    ];
    assert_eq!(shown(repository.reverse_dependencies(&b, &[])), all, "EAPI 6 has no BDEPEND (tab:depend-table)");
    assert_eq!(shown(repository.reverse_dependencies(&b, &[DepSpecKind::Pdepend])), ["a-2 PDEPEND [] b/b"]);
    let old = repository.package(&Cpv::parse("b/b-1").unwrap()).unwrap();
    let of_old = shown(repository.reverse_dependencies_of(&old, &[DepSpecKind::Rdepend]).unwrap());
    assert_eq!(of_old, ["a-1 RDEPEND [] b/b", "a-1 RDEPEND [x? || !z?] b/b"]);
    let c = shown(repository.reverse_dependencies(&Cpn::parse("c/c").unwrap(), &[]));
    assert_eq!(c, ["a-1 RDEPEND [x? ||] c/c", "a-1 RDEPEND [] c/c", "a-3 RDEPEND [] c/c"]);
    assert_eq!(repository.reverse_dependencies(&Cpn::parse("n/n").unwrap(), &[]), []);
    assert_eq!(texts(repository.dependency_names()), ["b/b", "c/c"]);
    let errors: Vec<_> =
        repository.dependency_errors().iter().map(|error| (error.package().unwrap(), error.variable())).collect();
    assert_eq!(errors, [("a/a-3", Some("DEPEND")), ("c/c-1", Some("SLOT"))]);
}

#[test]
fn entries_are_compared_with_what_they_were_made_of() {
    let md5 = |text: &str| hash(polyatom_repo::format::manifest::HashKind::Md5, text.as_bytes());
    let disk = Arc::new(MemoryDisk::default());
    disk.write("/r/profiles/repo_name", "r", 0);
    disk.write("/r/metadata/layout.conf", "masters = m\n", 0);
    disk.write("/m/profiles/repo_name", "m", 0);
    disk.write("/m/eclass/e.eclass", "of m", 10);
    disk.write("/m/eclass/f.eclass", "f", 10);
    disk.write("/r/eclass/e.eclass", "of r", 10);
    let eclasses = |e: &str, f: &str| format!("_eclasses_=e\t{}\tf\t{}\n", md5(e), md5(f));
    let entry = |name: &str, more: String, mtime: i64| {
        disk.write(format!("/r/a-a/{name}/{name}-1.ebuild"), name, 10);
        disk.write(format!("/r/metadata/md5-cache/a-a/{name}-1"), format!("EAPI=8\nSLOT=0\nDESCRIPTION=x\n{more}"), mtime);
    };
    entry("good", format!("_md5_={}\n{}", md5("good"), eclasses("of r", "f")), 10);
    entry("other", format!("_md5_={}\n", md5("x")), 9);
    entry("master", format!("_md5_={}\n{}", md5("master"), eclasses("of m", "f")), 10);
    entry("nowhere", format!("_md5_={}\n_eclasses_=g\t{}\n", md5("nowhere"), md5("")), 10);
    entry("bare", String::new(), 10);
    entry("bad", "SLOT=\nEAPI=x\n".to_owned(), 10);
    disk.write("/r/a-a/new/new-1.ebuild", "", 0);
    disk.write("/r/metadata/md5-cache/a-a/gone-1", "EAPI=8\nSLOT=0\nDESCRIPTION=x\n", 0);
    let master = Repository::open_with("/m", OpenOptions { disk: Some(disk.clone()), ..OpenOptions::default() }).unwrap();
    let repository = open_with(&disk, OpenOptions { masters: vec![master], ..OpenOptions::default() });
    let stale = |level| {
        let found = repository.verify(level);
        (found.valid, found.stale.into_iter().map(|stale| (stale.cpv.package().to_owned(), stale.reason)).collect::<Vec<_>>())
    };
    let of = |name: &str, reason| (name.to_owned(), reason);
    let (e, g) = ("e".to_owned(), "g".to_owned());
    let expected = vec![
        of("bad", StaleReason::NoChecksum),
        of("bare", StaleReason::NoChecksum),
        of("master", StaleReason::Eclass(e)),
        of("nowhere", StaleReason::EclassMissing(g.clone())),
        of("other", StaleReason::Ebuild),
    ];
    assert_eq!(stale(VerifyLevel::Md5), (1, expected));
    assert_eq!(
        stale(VerifyLevel::Mtime),
        (4, vec![of("nowhere", StaleReason::EclassMissing(g)), of("other", StaleReason::Ebuild)])
    );
    assert_eq!(stale(VerifyLevel::Unchecked), (6, vec![]));
    let found = repository.verify(VerifyLevel::Md5);
    assert_eq!(
        (texts(&found.missing), texts(&found.orphans), found.broken.len()),
        (vec!["a-a/new-1".to_owned()], vec!["a-a/gone-1".to_owned()], 0)
    );
    assert_eq!(texts(repository.eclasses().map(|eclass| &eclass.name)), ["e"]);
}

#[test]
fn real_entries_fit_their_lists() {
    let Some(root) = real::data("gentoo-2026-08") else { return };
    let root = root.join("gentoo");
    let (ebuild_sums, eclass_sums) = (Some(root.join("ebuilds.md5")), Some(root.join("eclasses.md5")));
    let Some(repository) = real::gentoo(OpenOptions { ebuild_sums, eclass_sums, ..OpenOptions::default() }) else { return };
    let found = repository.verify(VerifyLevel::Md5);
    assert_eq!((found.valid, found.stale.len(), found.missing.len(), found.broken.len()), (1747, 0, 14, 0));
    assert_eq!(repository.eclasses().len(), 116);
}

#[test]
fn real_reverse_dependencies() {
    let Some(repository) = real::big() else { return };
    let openssl = Cpn::parse("dev-libs/openssl").unwrap();
    let found = repository.reverse_dependencies(&openssl, &[]);
    let mut packages: Vec<&Cpv> = found.iter().map(|found| &found.cpv).collect();
    packages.dedup();
    assert_eq!(packages.len(), 1393, "as many as portage finds");
    assert!(found.iter().all(|found| found.atom.cpn() == openssl));
    assert!(found.iter().any(|found| found.path == ["ssl?", "||"]));
    assert_eq!(repository.dependency_errors().len(), 8, "seven empty groups, and an entry without SLOT");
}

#[test]
fn long_calls_tell_and_can_be_stopped() {
    let disk = crate::small::disk();
    let repository = crate::small::open(&disk, Source::Both);
    let mut told = Vec::new();
    let mut report = |done, total| {
        told.push((done, total));
        true
    };
    assert_eq!(repository.map_packages_with(&mut report, |package| package.is_ok()).unwrap().len(), 5);
    repository.read_dependencies(&mut report).unwrap();
    repository.read_dependencies(&mut |_, _| panic!("they are read")).unwrap();
    assert_eq!(told, [(5, 5), (5, 5)]);
    let code = |error: polyatom_repo::Error| (error.code().to_owned(), error.path().to_string());
    let stopped = ("stopped".to_owned(), "/r".to_owned());
    let repository = crate::small::open(&disk, Source::Both);
    assert_eq!(code(repository.read_dependencies(&mut |_, _| false).unwrap_err()), stopped);
    assert_eq!(code(repository.check_packages_with(&mut |_, _| false).unwrap_err()), stopped);
    assert_eq!(code(repository.verify_with(VerifyLevel::Md5, &mut |_, _| false).unwrap_err()), stopped);
    assert!(!repository.dependency_names().is_empty(), "what was stopped can be asked again");
}

#[test]
fn a_list_reads_each_package_when_it_is_asked_for() {
    let repository = open(&disk(), Source::Cache);
    let all = repository.list();
    assert_eq!(all.len(), 7);
    let shown =
        |at| all.get(at).map(|found| found.map_or_else(|error| error.code().to_owned(), |package| package.cpv().to_string()));
    // In order, with places read ahead; then from anywhere, and past the end.
    let wanted = ["a/a-1", "a/a-2", "a/a-3", "a/a-4", "b/b-1", "b/b-2", "missing_variable"];
    for order in [vec![0, 1, 2, 3, 4, 5, 6], vec![6, 0, 3, 4, 5, 4, 2, 1]] {
        order.into_iter().for_each(|at| assert_eq!(shown(at).as_deref(), Some(wanted[at])));
    }
    assert_eq!(shown(7), None);
    assert_eq!(texts(all.slice(5, 9, -2).cpvs()), ["b/b-2", "a/a-4", "a/a-2"]);
    assert_eq!(texts(all.slice(1, 2, 1).cpvs()), ["a/a-2", "a/a-3"]);
    assert_eq!(texts(all.slice(9, 1, 1).cpvs()), [""; 0]);
    assert_eq!(all.slice(0, u64::MAX, 0).len(), all.len());
    assert_eq!(texts(all.slice(2, u64::MAX, i64::MIN).cpvs()), ["a/a-3"]);
    assert_eq!(texts(repository.list_of("b", "b").cpvs()), ["b/b-1", "b/b-2"]);
    assert_eq!(all.map(|package| package.is_ok()), [true, true, true, true, true, true, false]);
}

#[test]
fn names_match_without_metadata() {
    let repository = open(&disk(), Source::Cache);
    let matching = |atom: &str| texts(repository.matching_cpvs(&polyatom::Atom::parse(atom, None).unwrap()));
    assert_eq!(matching(">=a/a-2"), ["a/a-2", "a/a-3", "a/a-4"]);
    assert_eq!(matching("c/c"), ["c/c-1"], "its name is known although it cannot be used");
    assert_eq!(matching("c/c:0"), [""; 0]);
    assert_eq!(matching("b/b:1"), ["b/b-2"]);
    let dependents = |cpn: &str, kinds: &[DepSpecKind]| texts(repository.dependents(&Cpn::parse(cpn).unwrap(), kinds));
    assert_eq!(dependents("b/b", &[]), ["a/a-1", "a/a-2"]);
    assert_eq!(dependents("b/b", &[DepSpecKind::Depend]), [""; 0], "a blocker is not a dependency");
    let broken: Vec<_> = repository.broken().iter().map(|error| (error.package().map(str::to_owned), error.variable())).collect();
    assert_eq!(broken, [(Some("a/a-3".to_owned()), Some("DEPEND")), (Some("c/c-1".to_owned()), Some("SLOT"))]);
}
