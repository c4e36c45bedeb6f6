//! What can lie on a disk: pipes, links to themselves, names that are not text, files without end.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use polyatom_repo::camino::Utf8Path;
use polyatom_repo::{Code, Config, Installed, Metadata, Pkgdir, PkgdirOptions, PkgdirSource, Repository, VerifyLevel};

#[test]
fn nothing_hangs_and_nothing_is_lost() {
    let scratch = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(scratch.path()).unwrap();
    let cache = root.join("metadata/md5-cache");
    let category = cache.join("a-a");
    fs::create_dir_all(&category).unwrap();
    fs::create_dir_all(root.join("profiles/desc")).unwrap();
    fs::write(category.join("good-1"), "EAPI=8\nSLOT=0\nDESCRIPTION=x\n").unwrap();
    symlink("good-1", category.join("link-1")).unwrap();
    symlink("nowhere", category.join("dangling-1")).unwrap();
    symlink("loop-1", category.join("loop-1")).unwrap();
    symlink(&cache, cache.join("b-b")).unwrap();
    symlink("c-c", cache.join("c-c")).unwrap();
    symlink("..", root.join("profiles/desc/up.desc")).unwrap();
    symlink("/dev/zero", root.join("profiles/use.desc")).unwrap();
    assert!(Command::new("mkfifo").arg(category.join("pipe-1")).status().unwrap().success());
    assert!(Command::new("mkfifo").arg(root.join("profiles/arch.list")).status().unwrap().success());
    fs::File::create(category.join("huge-1")).unwrap().set_len(1 << 40).unwrap();
    fs::write(category.as_std_path().join(OsStr::from_bytes(b"wr\xf6ng-1")), "").unwrap();

    let repository = Repository::open(root).unwrap();
    let found: Vec<_> = repository
        .packages()
        .map(|found| match found {
            Ok(package) => format!("{} good", package.cpv().pn()),
            Err(error) => format!("{} {}", error.package().unwrap().trim_start_matches("a-a/"), error.code()),
        })
        .collect();
    let expected =
        ["dangling-1 unreadable", "good good", "huge-1 too_large", "link good", "loop-1 unreadable", "pipe-1 not_a_file"];
    assert_eq!(found, expected);
    let names: Vec<_> = repository.name_errors().map(|error| error.path().strip_prefix(&cache).unwrap().as_str()).collect();
    assert_eq!(names, ["a-a/wr\u{FFFD}ng-1", "b-b/c-c"], "what is not UTF-8, and a loop in the place of an entry");
    let errors: Vec<_> =
        repository.check().iter().map(|error| (error.path().file_name().unwrap().to_owned(), error.kind())).collect();
    for file in ["arch.list", "use.desc"] {
        assert!(errors.contains(&(file.to_owned(), polyatom_repo::Code::NotAFile)), "{errors:?}");
    }
    assert_eq!(repository.verify(VerifyLevel::Md5).broken.len(), 4);
}

#[test]
fn files_may_vanish_after_they_were_listed() {
    let scratch = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(scratch.path()).unwrap();
    let category = root.join("metadata/md5-cache/a-a");
    fs::create_dir_all(&category).unwrap();
    for number in 0..200 {
        fs::write(category.join(format!("p{number}-1")), "EAPI=8\nSLOT=0\nDESCRIPTION=x\n").unwrap();
    }
    let repository = Repository::open(root).unwrap();
    let mut packages = repository.packages();
    assert!(packages.next().unwrap().is_ok());
    fs::remove_dir_all(&category).unwrap();
    let (good, bad): (Vec<_>, Vec<_>) = packages.partition(|found| found.is_ok());
    assert_eq!(good.len() + bad.len(), 199);
    assert!(bad.iter().all(|found| found.as_ref().is_err_and(|error| error.code() == "unreadable")) && !bad.is_empty());
}

/// Wherever an installed package or a binary one could be, something else is.
#[test]
fn nothing_in_a_database_hangs_and_nothing_is_lost() {
    let scratch = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(scratch.path()).unwrap();
    let database = root.join("var/db/pkg");
    let package = |name: &str| {
        let path = database.join("a-a").join(name);
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("SLOT"), "0\n").unwrap();
        path
    };
    let good = package("good-1");
    fs::write(good.join("CONTENTS"), format!("dir /{}\n", "x".repeat(400_000))).unwrap();
    fs::write(good.join("RDEPEND"), format!("{}%\n", "a/b ".repeat(100_000))).unwrap();
    let odd = package("odd-1");
    assert!(Command::new("mkfifo").arg(odd.join("USE")).status().unwrap().success());
    symlink("SIZE", odd.join("SIZE")).unwrap();
    symlink("/dev/zero", odd.join("CONTENTS")).unwrap();
    fs::write(odd.join("KEYWORDS"), b"amd64 \xff\n").unwrap();
    fs::File::create(odd.join("IUSE")).unwrap().set_len(1 << 40).unwrap();
    fs::create_dir(odd.join("DEPEND")).unwrap();
    let taken = package("taken-1");
    symlink("metadata", taken.join("metadata")).unwrap();
    symlink("..", database.join("b-b")).unwrap();
    symlink("c-c", database.join("c-c")).unwrap();
    symlink("loop-1", database.join("a-a/loop-1")).unwrap();
    fs::create_dir(database.join("a-a").as_std_path().join(OsStr::from_bytes(b"wr\xf6ng-1"))).unwrap();

    let installed = Installed::open(root).unwrap();
    let found = installed.packages().map(|found| found.map(|good| good.to_string()).map_err(|error| error.code().to_owned()));
    let expected = [Ok("a-a/good-1".to_owned()), Ok("a-a/odd-1".to_owned()), Err("unreadable".to_owned())];
    assert_eq!(found.collect::<Vec<_>>(), expected);
    let errors = installed.name_errors().iter();
    let names: Vec<_> = errors.map(|error| error.path().strip_prefix(&database).unwrap().as_str()).collect();
    assert!(names.contains(&"a-a/wr\u{FFFD}ng-1") && names.len() < 9, "{names:?}");
    let mut packages = installed.packages().flatten();
    let (good, odd) = (packages.next().unwrap(), packages.next().unwrap());
    let error = good.rdepend().unwrap_err();
    assert!(error.column() == 400_000 && error.to_string().len() < 600, "{error}");
    let code = |name: &str| odd.get(name).unwrap_err().code().to_owned();
    assert_eq!(["USE", "SIZE", "KEYWORDS", "IUSE"].map(code), ["not_a_file", "unreadable", "not_utf8", "too_large"]);
    assert_eq!(odd.get("DEPEND").unwrap(), None, "a directory is no variable");
    assert_eq!(installed.owners("/".to_owned() + &"x".repeat(400_000)).len(), 1);
    let errors: Vec<_> = installed.owner_errors().iter().map(|error| (error.package().unwrap(), error.code())).collect();
    assert_eq!(errors, [("a-a/odd-1", "not_a_file")]);
    fs::remove_dir_all(good.path()).unwrap();
    assert_eq!(good.get("SLOT").unwrap_err().code(), "unreadable");
    assert!(good.contents().errors.is_empty() && good.contents().value.entries().next().is_none());
}

#[test]
fn nothing_in_a_pkgdir_hangs_and_nothing_is_lost() {
    let scratch = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(scratch.path()).unwrap();
    let category = root.join("a-a");
    fs::create_dir_all(&category).unwrap();
    symlink("loop-1.xpak", category.join("loop-1.xpak")).unwrap();
    symlink("..", category.join("up")).unwrap();
    symlink("/dev/zero", category.join("zero-1.tbz2")).unwrap();
    assert!(Command::new("mkfifo").arg(category.join("pipe-1.gpkg.tar")).status().unwrap().success());
    fs::File::create(category.join("huge-1.xpak")).unwrap().set_len(1 << 40).unwrap();
    let mut stop = fs::File::create(category.join("far-1.xpak")).unwrap();
    stop.set_len(1 << 33).unwrap();
    std::io::Seek::seek(&mut stop, std::io::SeekFrom::End(0)).unwrap();
    std::io::Write::write_all(&mut stop, b"XPAKSTOP\xff\xff\xff\xffSTOP").unwrap();
    let found = |source| {
        let pkgdir = Pkgdir::open_with(root, PkgdirOptions { disk: None, source }).unwrap();
        let found = pkgdir.packages().filter_map(|found| found.err());
        found.map(|error| format!("{} {}", error.path().file_name().unwrap(), error.code())).collect::<Vec<_>>()
    };
    let mut codes = found(PkgdirSource::Files);
    codes.sort();
    codes.dedup();
    let expected = [
        "far-1.xpak archive_too_large",
        "huge-1.xpak unknown_format",
        "loop-1.xpak unreadable",
        "pipe-1.gpkg.tar not_a_file",
        "zero-1.tbz2 not_a_file",
    ];
    assert_eq!(codes, expected);
    fs::write(root.join("Packages"), b"A: \xff\n\nCPV: a-a/b-1\nDESC: \xff\n<<<<<<<\n".repeat(3)).unwrap();
    let pkgdir = Pkgdir::open(root).unwrap();
    assert_eq!(pkgdir.errors().iter().map(|error| error.code()).collect::<Vec<_>>()[0], "not_utf8");
    assert!(!pkgdir.cpvs().is_empty());
    fs::remove_file(root.join("Packages")).unwrap();
    assert!(Command::new("mkfifo").arg(root.join("Packages")).status().unwrap().success());
    assert_eq!(Pkgdir::open(root).unwrap_err().code(), "not_a_file");
}

#[test]
fn configurations_end_whatever_stands_in_them() {
    let scratch = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(scratch.path()).unwrap();
    let portage = root.join("etc/portage");
    fs::create_dir_all(portage.join("package.use")).unwrap();
    fs::create_dir_all(portage.join("env")).unwrap();
    fs::create_dir_all(portage.join("make.profile")).unwrap();
    // Each line doubles the one before; each file reads the next one many times.
    let doubled: String = (1..60).map(|at| format!("V{at}=\"${{V{}}}${{V{}}}\"\n", at - 1, at - 1)).collect();
    fs::write(portage.join("make.conf"), format!("V0=\"12345678\"\n{doubled}source s0\n")).unwrap();
    fs::write(portage.join("make.profile/make.defaults"), format!("V0=\"12345678\"\n{doubled}")).unwrap();
    for at in 0..40 {
        fs::write(portage.join(format!("s{at}")), format!("source s{}\n", at + 1).repeat(20)).unwrap();
    }
    symlink("..", portage.join("package.use/up")).unwrap();
    symlink("loop", portage.join("package.use/loop")).unwrap();
    symlink("/dev/zero", portage.join("package.license")).unwrap();
    assert!(Command::new("mkfifo").arg(portage.join("package.mask")).status().unwrap().success());
    fs::write(portage.join("package.env"), "*/* ../../../../../../../../dev/zero\n").unwrap();
    fs::write(portage.join("repos.conf"), "[a]\nlocation = /dev/zero\n[b]\nlocation = /nowhere\n").unwrap();

    let config = Config::read(root).unwrap();
    let told = |name: &str, code| config.diagnostics().iter().any(|error| error.path().ends_with(name) && error.kind() == code);
    for (name, code) in [
        ("make.conf", Code::TooMuch),
        ("make.defaults", Code::TooMuch),
        ("s31", Code::Circle),
        ("package.license", Code::NotAFile),
        ("package.mask", Code::NotAFile),
        ("dev/zero", Code::NotAFile),
        ("repos.conf", Code::NotARepository),
    ] {
        assert!(told(name, code), "{name}: {:?}", config.diagnostics().iter().map(ToString::to_string).collect::<Vec<_>>());
    }
    assert!(config.diagnostics().iter().any(|error| error.kind() == Code::TooMuch && error.path().as_str().contains("/s")));
    assert!(config.variable("V20").is_some_and(|value| value.len() > 1 << 20));
}
