//! The files of a repository's `profiles`.

use std::io;
use std::sync::Arc;

use polyatom::{Atom, Cpn};
use polyatom_repo::{MemoryDisk, OpenOptions, Repository, Source};

use crate::real;
use crate::small::{open, open_with, texts};

fn disk() -> Arc<MemoryDisk> {
    Arc::new(MemoryDisk::new([
        ("/r/profiles/repo_name", "r\n"),
        ("/r/profiles/eapi", "5\n"),
        ("/r/profiles/categories", "b-b\na-a\n"),
        ("/r/profiles/arch.list", "amd64\n"),
        ("/r/profiles/arches.desc", "amd64 stable\n"),
        ("/r/profiles/thirdpartymirrors", "gnu https://r/\n"),
        ("/r/profiles/use.desc", "ssl - Use TLS\n"),
        ("/r/profiles/use.local.desc", "a-a/x:ssl - Use TLS here\n"),
        ("/r/profiles/desc/video_cards.desc", "radeon - Cards\n"),
        ("/r/profiles/license_groups", "FREE @GPL\n"),
        ("/r/profiles/profiles.desc", "amd64 default dev\n"),
        ("/r/profiles/info_pkgs", "a-a/x\n"),
        ("/r/profiles/info_vars", "CFLAGS\n"),
        ("/r/profiles/package.mask", "# Larry Cow <larry@example.org> (2026-01-31)\n# Broken.\n=a-a/x-1\n"),
        ("/r/profiles/package.deprecated", "# Old.\na-a/y\n"),
        ("/r/profiles/updates/1Q-2020", "move a-a/x a-a/y\n"),
        ("/r/profiles/updates/4Q-2019", "move a-a/w a-a/x\n"),
        ("/r/licenses/GPL-2", ""),
        ("/r/metadata/layout.conf", "masters = m\n"),
        ("/m/profiles/repo_name", "m\n"),
        ("/m/profiles/categories", "c-c\n"),
        ("/m/profiles/thirdpartymirrors", "gnu https://m/\ncpan https://m/\n"),
        ("/m/profiles/use.desc", "ssl - Of the master\nX - Windows\n"),
        ("/m/profiles/license_groups", "GPL GPL-2\n"),
        ("/m/licenses/MIT", ""),
    ]))
}

fn with_master(disk: &Arc<MemoryDisk>) -> Arc<Repository> {
    let master = Repository::open_with("/m", OpenOptions { disk: Some(disk.clone()), ..OpenOptions::default() }).unwrap();
    open_with(disk, OpenOptions { masters: vec![master], ..OpenOptions::default() })
}

#[test]
fn every_file_is_read() {
    let repository = with_master(&disk());
    assert_eq!(repository.categories(), ["a-a", "b-b", "c-c"]);
    assert_eq!((repository.arches(), repository.licenses()), (vec!["amd64"], vec!["GPL-2", "MIT"]));
    assert_eq!(repository.license_groups().licenses("FREE"), ["GPL-2"]);
    let mirrors = repository.mirrors();
    assert_eq!((&mirrors["gnu"][..], &mirrors["cpan"][..]), (&["https://r/".to_owned()][..], &["https://m/".to_owned()][..]));
    let described = ["ssl", "X", "y"].map(|flag| repository.describe_flag(flag));
    assert_eq!(described, [Some("Use TLS"), Some("Windows"), None]);
    assert_eq!(repository.use_local_desc()[0].package.as_str(), "a-a/x");
    assert_eq!(repository.use_expand_desc()[0].flag(), "video_cards_radeon");
    assert_eq!((repository.profiles_desc().len(), repository.arches_desc().len()), (1, 1));
    assert_eq!(
        (texts(repository.info_pkgs()), texts(repository.info_vars())),
        (vec!["a-a/x".to_owned()], vec!["CFLAGS".to_owned()])
    );
    let mask = &repository.package_mask()[0];
    assert_eq!((mask.path.as_str(), mask.line, mask.explanation()), ("/r/profiles/package.mask", 3, "Broken."));
    assert_eq!(repository.package_deprecated()[0].comment, "Old.");
    assert!(repository.check().is_empty(), "{:?}", texts(repository.check()));
}

#[test]
fn updates_are_applied_in_the_order_of_time() {
    let repository = with_master(&disk());
    assert_eq!(repository.update_cpn(&Cpn::parse("a-a/w").unwrap()).as_str(), "a-a/y");
    assert_eq!(repository.update_atom(&Atom::parse("!a-a/w", None).unwrap()).as_str(), "!a-a/y");
}

#[test]
fn what_is_wrong_is_told_with_its_file() {
    let disk = disk();
    disk.write("/r/profiles/use.desc", b"x\xff - y\n".to_vec(), 0);
    disk.write("/r/profiles/updates/new", "move a-a/a a-a/b\n", 0);
    disk.write("/r/profiles/license_groups", "A @B\n", 0);
    disk.write("/r/licenses/-x", "", 0);
    disk.fail("/r/profiles/arch.list", io::ErrorKind::PermissionDenied);
    let repository = open(&disk, Source::Both);
    let found: Vec<_> =
        repository.check().iter().map(|error| (error.path().as_str().to_owned(), error.code().to_owned())).collect();
    let expected = [
        ("arch.list", "unreadable"),
        ("../licenses/-x", "license_start"),
        ("use.desc", "not_utf8"),
        ("use.desc", "not_utf8"),
        ("updates/new", "file_name"),
        ("license_groups", "unknown_group"),
    ];
    let expected = expected.map(|(path, code)| (format!("/r/profiles/{path}").replace("profiles/../", ""), code.to_owned()));
    assert_eq!(found, expected);
    assert_eq!(repository.updates().len(), 2, "tab:updates-filenames");
}

#[test]
fn a_directory_of_masks_needs_its_eapi() {
    let disk = Arc::new(MemoryDisk::new([
        ("/r/profiles/package.mask/b", "a/b\n"),
        ("/r/profiles/package.mask/a", "a/a\n"),
        ("/r/profiles/package.mask/.c", "a/c\n"),
        ("/r/profiles/package.mask/sub/d", "a/d\n"),
        ("/r/profiles/eapi", "7\n"),
    ]));
    let names = |repository: &Repository| texts(repository.package_mask().iter().map(|mask| mask.atom.clone()));
    assert_eq!(names(&open(&disk, Source::Both)), ["a/a", "a/b"]);
    disk.write("/r/profiles/eapi", "6\n", 0);
    let old = open(&disk, Source::Both);
    assert_eq!(names(&old), [""; 0], "tab:package-mask-dir");
    assert_eq!(old.check()[0].code(), "directory_not_allowed");
    disk.write("/r/metadata/layout.conf", "profile-formats = portage-1\n", 0);
    assert_eq!(names(&open(&disk, Source::Both)), ["a/a", "a/b"]);
}

#[test]
fn what_users_are_told() {
    let item = "Title: Cows\nAuthor: Larry\nPosted: 2026-01-31\nRevision: 1\nNews-Item-Format: 2.0\n\nText.\n";
    let disk = Arc::new(MemoryDisk::new([
        ("/r/metadata/layout.conf", "masters =\n"),
        ("/r/metadata/news/2026-01-31-cows/2026-01-31-cows.en.txt", item),
        ("/r/metadata/news/2026-01-31-cows/2026-01-31-cows.de.txt", "Title: K\u{fc}he\n\nx"),
        ("/r/metadata/news/2026-01-31-cows/2026-01-31-cows.en.txt.asc", "signature"),
        ("/r/metadata/glsa/glsa-202601-02.xml", "<glsa id='202601-02'><title>T</title></glsa>"),
        ("/r/metadata/glsa/glsa-202601-03.xml", "<glsa id='202601-03'><title>T"),
        ("/r/metadata/glsa/Manifest", ""),
        ("/r/metadata/stabilization-groups/gnome.group", "# all\na/b # main\nc/d\n-\n"),
        ("/r/metadata/stabilization-groups/kde/frameworks.group", "a/e\n"),
        ("/r/metadata/stabilization-groups/1/2/3/4/5/6/7/8/9/deep.group", "a/e\n"),
    ]));
    let repository = open(&disk, Source::Both);
    let news = repository.news();
    let found: Vec<_> = news.value.iter().map(|news| (&*news.name, &*news.lang, &*news.item.title)).collect();
    assert_eq!(found, [("2026-01-31-cows", "de", "K\u{fc}he"), ("2026-01-31-cows", "en", "Cows")]);
    assert!(news.errors.len() == 2 && news.errors.iter().all(|error| error.path().as_str().ends_with(".de.txt")));
    let glsas = repository.glsas();
    assert_eq!((glsas.value.len(), &*glsas.value[0].id, glsas.errors.len()), (2, "202601-02", 1));
    let groups = repository.stabilization_groups();
    assert_eq!(groups.value.keys().collect::<Vec<_>>(), ["gnome", "kde/frameworks"]);
    assert_eq!(texts(&groups.value["gnome"]), ["a/b", "c/d"]);
    assert_eq!(groups.errors.iter().map(|error| error.code()).collect::<Vec<_>>(), ["category_start", "circle"]);
    let all = [news.errors, glsas.errors, groups.errors].concat();
    assert_eq!(repository.check(), all, "everything that is wrong is told");
    disk.fail("/r/eclass", std::io::ErrorKind::PermissionDenied);
    assert_eq!(open(&disk, Source::Both).check().len(), all.len() + 1, "also that there may be eclasses");
}

#[test]
fn real_files_say_what_they_say() {
    let Some(repository) = real::gentoo(OpenOptions::default()) else { return };
    let errors = repository.check();
    assert!(errors.is_empty(), "{}", texts(&errors[..errors.len().min(20)]).join("\n"));
    assert_eq!(repository.profiles_desc().len(), 487);
    let count = |status: &str| repository.profiles_desc().iter().filter(|profile| profile.status == status).count();
    assert_eq!((count("stable"), count("dev"), count("exp")), (172, 138, 177));
    let moves =
        repository.updates().iter().filter(|update| matches!(update.value, polyatom_repo::format::updates::Update::Move { .. }));
    assert_eq!((moves.count(), repository.updates().len()), (477, 477 + 55));
    let groups = repository.license_groups();
    assert!(groups.licenses("FREE").contains(&"GPL-2") && groups.groups_of("GPL-2").contains(&"FREE-SOFTWARE"));
    assert!(repository.package_mask().iter().all(|mask| mask.author().is_some() && !mask.explanation().is_empty()));
    assert!(repository.package_deprecated().iter().all(|mask| mask.author().is_some()));
    let made = ["categories", "arches", "mirrors", "flags", "values"];
    let counts = [
        repository.categories().len(),
        repository.arches().len(),
        repository.mirrors().len(),
        repository.use_desc().len(),
        repository.use_expand_desc().len(),
    ];
    assert!(counts.iter().all(|&count| count > 10), "{made:?} {counts:?}");
}
